/// Hands out the features of a GeoJSON text one at a time.
///
/// The text may be a feature collection, one feature, or one geometry, which counts as a feature without
/// attributes. A byte order mark before it is read over.
///
///     var reader = GeoJSONReader(bytes)
///     while let feature = try reader.next() { … }
///     let crs = reader.reference?.crs
///
/// Memory: the bytes, shared and not copied, and one feature. Complexity: O(n) in the number of bytes over all
/// calls.
public struct GeoJSONReader: Sendable {
    private var parser: GeoJSONParser
    private var state = State.start
    private let start: Int
    private var members: Set<GeoJSONMember> = []
    private var type: (name: String, offset: Int)?

    /// What the old `crs` member says.
    ///
    /// It may stand behind the features, so the answer is final only once
    /// `next()` has returned `nil`. RFC 7946 knows no such member; longitude and
    /// latitude on WGS 84 are then meant.
    public private(set) var reference: GeoJSONReference?

    private enum State { case start, inFeatures(first: Bool), single(GeoJSONFeature), done }

    /// Takes a text in UTF-8; reading starts with the first call of `next()`.
    public init(_ bytes: [UInt8]) {
        parser = GeoJSONParser(bytes)
        start = parser.scanner.offset
    }

    /// The next feature; `nil` when all have been handed out and the rest of the text was found in order.
    ///
    /// - Throws: `GeoJSONError` with the offset of the fault; after it every call returns `nil`.
    public mutating func next() throws(GeoJSONError) -> GeoJSONFeature? {
        do throws(GeoJSONError) {
            return try advance()
        } catch {
            state = .done
            throw error
        }
    }

    private mutating func advance() throws(GeoJSONError) -> GeoJSONFeature? {
        if case .start = state {
            try parser.require(UInt8(ascii: "{"), for: .type)
            try parser.scan { (scanner) throws(JSONError) in try scanner.open(UInt8(ascii: "{")) }
            try readMembers(first: true)
        }
        if case .inFeatures(let first) = state {
            if try step(first, UInt8(ascii: "]")) {
                state = .inFeatures(first: false)
                return try parser.feature()
            }
            try readMembers(first: false)
        }
        guard case .single(let feature) = state else { return nil }
        state = .done
        return feature
    }

    private mutating func step(_ first: Bool, _ close: UInt8) throws(GeoJSONError) -> Bool {
        try parser.scan { (scanner) throws(JSONError) in try scanner.step(first: first, close: close) }
    }

    /// Reads the members of the outermost object up to its end, or into the array of features.
    private mutating func readMembers(first: Bool) throws(GeoJSONError) {
        var first = first
        while try step(first, UInt8(ascii: "}")) {
            first = false
            let name = try parser.scan { (scanner) throws(JSONError) in try scanner.name() }
            let offset = try parser.lookAhead().offset
            guard let member = GeoJSONMember(rawValue: name) else {
                try parser.skip()
                continue
            }
            guard members.insert(member).inserted else { throw .duplicateMember(member, at: offset) }
            if try read(member, at: offset) { return }
        }
        try finish()
    }

    /// Reads a member of the outermost object; true when it is the array of features, now open.
    private mutating func read(_ member: GeoJSONMember, at offset: Int) throws(GeoJSONError) -> Bool {
        switch member {
        case .type: type = (try parser.text(of: .type), offset)
        case .crs:
            reference = GeoJSONReference(
                declared: try parser.scan { (scanner) throws(JSONError) in try scanner.value() })
        case .features where type == nil || type?.name == "FeatureCollection":
            try parser.require(UInt8(ascii: "["), for: .features)
            try parser.scan { (scanner) throws(JSONError) in try scanner.open(UInt8(ascii: "[")) }
            state = .inFeatures(first: true)
            return true
        default: try parser.skip()
        }
        return false
    }

    /// Checks the outermost object after its end; one that is no collection is read again as what it is.
    private mutating func finish() throws(GeoJSONError) {
        try parser.scan { (scanner) throws(JSONError) in try scanner.finish() }
        guard let type else { throw .missingMember(.type, at: start) }
        let wasCollection = if case .inFeatures = state { true } else { false }
        state = .done
        if type.name == "FeatureCollection" {
            guard wasCollection else { throw .missingMember(.features, at: start) }
            return
        }
        guard !wasCollection else { throw .unknownType(type.name, at: type.offset) }
        parser.scanner.offset = start
        if type.name == "Feature" {
            state = .single(try parser.feature())
        } else {
            parser.dropped = []
            let geometry = try parser.geometry()
            state = .single(GeoJSONFeature(geometry: geometry, droppedOrdinates: parser.dropped))
        }
    }
}
