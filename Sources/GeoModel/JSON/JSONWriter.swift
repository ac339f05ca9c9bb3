/// Appends JSON in its shortest form to bytes.
struct JSONWriter {
    var bytes: [UInt8] = []

    mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func value(_ value: JSONValue) {
        switch value {
        case .null: raw("null")
        case .bool(let truth): raw(truth ? "true" : "false")
        case .number(let number): raw(number.text)
        case .string(let text): string(text)
        case .array(let elements): list(elements, "[", "]") { $0.value($1) }
        case .object(let members): object(members)
        }
    }

    mutating func object(_ members: [JSONMember]) {
        list(members, "{", "}") { writer, member in
            writer.string(member.name)
            writer.raw(":")
            writer.value(member.value)
        }
    }

    /// Writes elements between brackets, with commas.
    mutating func list<Element>(
        _ elements: some Sequence<Element>, _ open: String, _ close: String,
        _ write: (inout JSONWriter, Element) -> Void
    ) {
        raw(open)
        var first = true
        for element in elements {
            if !first { raw(",") }
            first = false
            write(&self, element)
        }
        raw(close)
    }

    /// Writes a string, escaping only what must be.
    mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0x0A: raw("\\n")
            case 0x0D: raw("\\r")
            case 0x09: raw("\\t")
            case 0..<0x20: raw("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

extension JSONValue {
    /// The value as JSON text in UTF-8, without white space.
    public var json: [UInt8] {
        var writer = JSONWriter()
        writer.value(self)
        return writer.bytes
    }
}
