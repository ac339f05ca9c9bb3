/// Reads the objects of GeoJSON from a scanner.
///
/// Members may stand in any order; those without a meaning here are read over.
struct GeoJSONParser {
    var scanner: JSONScanner
    /// Which ordinates were read over since this was last emptied.
    var dropped: DroppedOrdinates = []

    init(_ bytes: [UInt8]) { scanner = JSONScanner(bytes) }

    /// Runs a step of the scanner and gives its error the type of GeoJSON.
    @inline(__always)
    mutating func scan<Value>(
        _ step: (inout JSONScanner) throws(JSONError) -> Value
    ) throws(GeoJSONError) -> Value {
        do throws(JSONError) {
            return try step(&scanner)
        } catch {
            throw .json(error)
        }
    }

    /// Where the next value starts, and its first byte.
    mutating func lookAhead() throws(GeoJSONError) -> (offset: Int, byte: UInt8) {
        let byte = try scan { (scanner) throws(JSONError) in try scanner.peek() }
        return (scanner.offset, byte)
    }

    /// Reads a text, which a member must be.
    mutating func text(of member: GeoJSONMember) throws(GeoJSONError) -> String {
        try require(UInt8(ascii: "\""), for: member)
        return try scan { (scanner) throws(JSONError) in try scanner.string() }
    }

    /// Fails unless the next value starts with a byte.
    mutating func require(_ byte: UInt8, for member: GeoJSONMember) throws(GeoJSONError) {
        let next = try lookAhead()
        guard next.byte == byte else { throw .wrongValue(member: member, at: next.offset) }
    }

    /// Reads over a value.
    mutating func skip() throws(GeoJSONError) {
        try scan { (scanner) throws(JSONError) in try scanner.skip() }
    }

    /// Reads an array's elements one by one; the body must read each.
    mutating func elements(
        of member: GeoJSONMember, _ body: (inout Self) throws(GeoJSONError) -> Void
    ) throws(GeoJSONError) {
        try require(UInt8(ascii: "["), for: member)
        try scan { (scanner) throws(JSONError) in try scanner.open(UInt8(ascii: "[")) }
        var first = true
        while try scan({ (scanner) throws(JSONError) in
            try scanner.step(first: first, close: UInt8(ascii: "]"))
        }) {
            try body(&self)
            first = false
        }
    }

    /// Reads an object's members one by one.
    ///
    /// The body is told each member that GeoJSON knows, and where its value starts, and must read the value;
    /// any other is read over. A member it knows may not repeat.
    mutating func object(
        as holder: GeoJSONMember, _ body: (inout Self, GeoJSONMember, Int) throws(GeoJSONError) -> Void
    ) throws(GeoJSONError) {
        try require(UInt8(ascii: "{"), for: holder)
        try scan { (scanner) throws(JSONError) in try scanner.open(UInt8(ascii: "{")) }
        var seen: Set<GeoJSONMember> = []
        var first = true
        while try scan({ (scanner) throws(JSONError) in
            try scanner.step(first: first, close: UInt8(ascii: "}"))
        }) {
            first = false
            let name = try scan { (scanner) throws(JSONError) in try scanner.name() }
            let start = try lookAhead().offset
            guard let member = GeoJSONMember(rawValue: name) else {
                try skip()
                continue
            }
            guard seen.insert(member).inserted else { throw .duplicateMember(member, at: start) }
            try body(&self, member, start)
        }
    }
}
