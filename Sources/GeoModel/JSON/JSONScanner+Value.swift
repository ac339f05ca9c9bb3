extension JSONScanner {
    /// Reads a whole value of any kind.
    mutating func value() throws(JSONError) -> JSONValue {
        switch try peek() {
        case UInt8(ascii: "{"): return .object(try members())
        case UInt8(ascii: "["): return .array(try elements())
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"):
            try literal("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try literal("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try literal("null")
            return .null
        case UInt8(ascii: "-"), 0x30...0x39: return .number(JSONNumber(unchecked: try numberText()))
        case let byte: throw .unexpectedByte(byte, at: offset)
        }
    }

    /// Reads an object's members in order.
    mutating func members() throws(JSONError) -> [JSONMember] {
        try open(UInt8(ascii: "{"))
        var members: [JSONMember] = []
        while try step(first: members.isEmpty, close: UInt8(ascii: "}")) {
            let name = try name()
            members.append(JSONMember(name, try value()))
        }
        return members
    }

    private mutating func elements() throws(JSONError) -> [JSONValue] {
        try open(UInt8(ascii: "["))
        var elements: [JSONValue] = []
        while try step(first: elements.isEmpty, close: UInt8(ascii: "]")) { elements.append(try value()) }
        return elements
    }

    /// Reads over a value, checking its grammar.
    mutating func skip() throws(JSONError) {
        switch try peek() {
        case UInt8(ascii: "{"):
            try open(UInt8(ascii: "{"))
            var first = true
            while try step(first: first, close: UInt8(ascii: "}")) {
                _ = try name()
                try skip()
                first = false
            }
        case UInt8(ascii: "["):
            try open(UInt8(ascii: "["))
            var first = true
            while try step(first: first, close: UInt8(ascii: "]")) {
                try skip()
                first = false
            }
        case UInt8(ascii: "-"), 0x30...0x39: _ = try number()
        default: _ = try value()
        }
    }
}

extension JSONValue {
    /// Reads a JSON text that fills all the bytes; a byte order mark before it is read over.
    ///
    /// - Throws: `JSONError`, with the offset of the first fault.
    /// - Complexity: O(n) in the number of bytes.
    public init(json bytes: [UInt8]) throws(JSONError) {
        var scanner = JSONScanner(bytes)
        self = try scanner.value()
        try scanner.finish()
    }
}
