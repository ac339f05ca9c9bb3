/// Goes through the XML of a workbook's part, tag by tag.
///
/// Enough for workbooks and no more: no document types (a part that has one is refused, so no entity can expand), no
/// namespaces (names are compared without their prefix). Bytes are UTF-8.
struct XMLScanner {
    /// What comes next.
    enum Event {
        /// A start tag; `isEmpty` when it ends itself.
        case start(isEmpty: Bool)
        case end
        case text
    }

    /// Why the scanning stopped.
    enum Failure: Error {
        case malformed(Int)
        case documentType
    }

    private let bytes: [UInt8]
    private(set) var offset: Int
    private var nameRange = 0..<0
    private var content = 0..<0
    private var isRaw = false

    init(_ bytes: [UInt8], from offset: Int = 0) {
        self.bytes = bytes
        self.offset = offset
    }

    /// The next tag or text; `nil` at the end.
    mutating func next() throws(Failure) -> Event? {
        // A loop: a file may have any number of comments one after another.
        while offset < bytes.count {
            if let event = try step() { return event }
        }
        return nil
    }

    /// The next tag or text; `nil` for what is passed over.
    private mutating func step() throws(Failure) -> Event? {
        guard bytes[offset] == UInt8(ascii: "<") else {
            let start = offset
            while offset < bytes.count, bytes[offset] != UInt8(ascii: "<") { offset += 1 }
            content = start..<offset
            isRaw = false
            return .text
        }
        guard offset + 1 < bytes.count else { throw .malformed(offset) }
        switch bytes[offset + 1] {
        case UInt8(ascii: "?"):
            try skip(past: "?>")
            return nil
        case UInt8(ascii: "!"): return try special()
        case UInt8(ascii: "/"): return try endTag()
        default: return try startTag()
        }
    }

    /// The last tag has this name, whatever its prefix.
    func isNamed(_ name: String) -> Bool {
        name.utf8.count == nameRange.count && name.utf8.elementsEqual(bytes[nameRange])
    }

    /// The last text, its entities resolved.
    var text: String {
        guard !isRaw, bytes[content].contains(UInt8(ascii: "&")) else {
            return String(decoding: bytes[content], as: UTF8.self)
        }
        return Self.resolved(bytes[content])
    }

    /// An attribute of the last start tag, whatever its prefix.
    func attribute(_ name: String) -> String? {
        var place = content.lowerBound
        while let found = nextAttribute(&place) {
            let local =
                bytes[found.name].lastIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? found.name.lowerBound
            if name.utf8.elementsEqual(bytes[local..<found.name.upperBound]) {
                return Self.resolved(bytes[found.value])
            }
        }
        return nil
    }

    private func nextAttribute(_ place: inout Int) -> (name: Range<Int>, value: Range<Int>)? {
        while place < content.upperBound, Self.isBlank(bytes[place]) { place += 1 }
        let start = place
        while place < content.upperBound, bytes[place] != UInt8(ascii: "="), !Self.isBlank(bytes[place]) {
            place += 1
        }
        let name = start..<place
        while place < content.upperBound, bytes[place] != UInt8(ascii: "\""),
            bytes[place] != UInt8(ascii: "'")
        {
            place += 1
        }
        guard place < content.upperBound else { return nil }
        let quote = bytes[place]
        let valueStart = place + 1
        place = valueStart
        while place < content.upperBound, bytes[place] != quote { place += 1 }
        guard place < content.upperBound else { return nil }
        place += 1
        return (name, valueStart..<(place - 1))
    }

    private mutating func startTag() throws(Failure) -> Event {
        let start = offset + 1
        var place = start
        while place < bytes.count, !Self.endsName(bytes[place]) { place += 1 }
        nameRange = local(start..<place)
        let attributes = place
        var quote: UInt8?
        while place < bytes.count {
            let byte = bytes[place]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                break
            } else if byte == UInt8(ascii: "<") {
                throw .malformed(place)
            }
            place += 1
        }
        guard place < bytes.count, place > start else { throw .malformed(offset) }
        let isEmpty = bytes[place - 1] == UInt8(ascii: "/")
        content = attributes..<max(attributes, isEmpty ? place - 1 : place)
        offset = place + 1
        return .start(isEmpty: isEmpty)
    }

    private mutating func endTag() throws(Failure) -> Event {
        let start = offset + 2
        var place = start
        while place < bytes.count, bytes[place] != UInt8(ascii: ">") { place += 1 }
        guard place < bytes.count else { throw .malformed(offset) }
        nameRange = local(start..<place)
        offset = place + 1
        return .end
    }

    private mutating func special() throws(Failure) -> Event? {
        if begins("<!--") {
            try skip(past: "-->")
            return nil
        }
        guard begins("<![CDATA[") else { throw begins("<!DOCTYPE") ? .documentType : .malformed(offset) }
        let start = offset + 9
        try skip(past: "]]>")
        content = start..<(offset - 3)
        isRaw = true
        return .text
    }

    private func begins(_ text: String) -> Bool { bytes[offset...].starts(with: text.utf8) }

    private mutating func skip(past text: String) throws(Failure) {
        let wanted = Array(text.utf8)
        var place = offset
        while place + wanted.count <= bytes.count {
            if bytes[place..<(place + wanted.count)].elementsEqual(wanted) {
                offset = place + wanted.count
                return
            }
            place += 1
        }
        throw .malformed(offset)
    }

    private func local(_ range: Range<Int>) -> Range<Int> {
        let colon = bytes[range].firstIndex(of: UInt8(ascii: ":"))
        return (colon.map { $0 + 1 } ?? range.lowerBound)..<range.upperBound
    }

    private static func endsName(_ byte: UInt8) -> Bool {
        isBlank(byte) || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

    /// Resolves the five entities of XML and references by number; others stay as written.
    private static func resolved(_ bytes: ArraySlice<UInt8>) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var result = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "&") {
            result += rest[..<start]
            guard let end = rest[start...].firstIndex(of: ";") else { break }
            let name = rest[rest.index(after: start)..<end]
            result += scalar(name).map { String(Character($0)) } ?? String(rest[start...end])
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    private static func scalar(_ name: Substring) -> Unicode.Scalar? {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default:
            guard name.first == "#" else { return nil }
            let digits = name.dropFirst()
            let number = digits.first == "x" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return number.flatMap(Unicode.Scalar.init)
        }
    }
}
