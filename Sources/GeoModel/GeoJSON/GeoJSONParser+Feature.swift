extension GeoJSONParser {
    /// Reads a feature object.
    mutating func feature() throws(GeoJSONError) -> GeoJSONFeature {
        let start = try lookAhead().offset
        dropped = []
        var result = GeoJSONFeature(geometry: nil)
        var members: Set<GeoJSONMember> = []
        try object(as: .features) { (parser, member, offset) throws(GeoJSONError) in
            members.insert(member)
            switch member {
            case .type:
                let type = try parser.text(of: .type)
                guard type == "Feature" else { throw .unknownType(type, at: offset) }
            case .id: result.id = try parser.id()
            case .geometry:
                result.geometry = try parser.nullOr { (parser) throws(GeoJSONError) in
                    try parser.geometry()
                }
            case .properties: result.properties = try parser.properties()
            default: try parser.skip()
            }
        }
        for needed in [GeoJSONMember.type, .geometry] where !members.contains(needed) {
            throw .missingMember(needed, at: start)
        }
        result.droppedOrdinates = dropped
        return result
    }

    private mutating func nullOr<Value>(
        _ read: (inout Self) throws(GeoJSONError) -> Value
    ) throws(GeoJSONError) -> Value? {
        guard try lookAhead().byte == UInt8(ascii: "n") else { return try read(&self) }
        try scan { (scanner) throws(JSONError) in try scanner.literal("null") }
        return nil
    }

    private mutating func properties() throws(GeoJSONError) -> [JSONMember] {
        try nullOr { (parser) throws(GeoJSONError) in
            try parser.require(UInt8(ascii: "{"), for: .properties)
            return try parser.scan { (scanner) throws(JSONError) in try scanner.members() }
        } ?? []
    }

    private mutating func id() throws(GeoJSONError) -> GeoJSONID? {
        let start = try lookAhead().offset
        let value = try scan { (scanner) throws(JSONError) in try scanner.value() }
        switch value {
        case .null: return nil
        case .string(let text): return .string(text)
        case .number(let number): return .number(number)
        default: throw .wrongValue(member: .id, at: start)
        }
    }
}
