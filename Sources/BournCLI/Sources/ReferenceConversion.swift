internal import Census
internal import GeoModel
internal import PROJBridge

/// Brings positions from a declared reference into another.
///
/// GCJ-02 and BD-09 are first shifted back to WGS 84 by iterating the published formula. WGS 84 and CGCS2000 are
/// taken as one: they differ by less than a millimetre as ellipsoids, and by plate motion that no census coordinate
/// records. Equal positions always become equal positions, so shared borders stay shared.
struct ReferenceConversion: Sendable {
    /// The reference that positions come in.
    let from: CRSIdentifier
    /// The reference that they go to.
    let to: CRSIdentifier
    private let shiftBack: (@Sendable (Position) -> Position)?
    private let transformer: CoordinateTransformer?
    private let shiftForth: (@Sendable (Position) -> Position)?

    /// Prepares a conversion.
    ///
    /// - Parameters:
    ///   - from: The declared reference.
    ///   - to: The reference wanted. Positions are shifted to GCJ-02 or BD-09 only to be compared with data in it.
    ///   - parameters: The seven parameters of an old datum, which only the user can give.
    /// - Throws: `SourceError.badReference` when either is unknown or needs parameters that were not given.
    init(from: CRSIdentifier, to: CRSIdentifier, parameters: PROJBridge.DatumShift? = nil) throws {
        self.from = from
        self.to = to
        guard from != to else {
            (shiftBack, transformer, shiftForth) = (nil, nil, nil)
            return
        }
        shiftBack =
            switch from {
            case .gcj02: { GCJ02.uniform.inverse($0) }
            case .bd09: { BD09.uniform.inverse($0) }
            case .epsg: nil
            }
        shiftForth =
            switch to {
            case .gcj02: { GCJ02.uniform.forward($0) }
            case .bd09: { BD09.uniform.forward($0) }
            case .epsg: nil
            }
        let start = from.isObfuscated ? CRSIdentifier.cgcs2000 : from
        let end = to.isObfuscated ? CRSIdentifier.cgcs2000 : to
        let isSame = start == end || (start.isWGS84OrCGCS2000 && end.isWGS84OrCGCS2000)
        transformer = isSame ? nil : try Self.prepare(from: start, to: end, parameters: parameters)
    }

    private static func prepare(
        from: CRSIdentifier, to: CRSIdentifier, parameters: PROJBridge.DatumShift?
    ) throws -> CoordinateTransformer {
        do throws(TransformationError) {
            guard let source = CRSDefinition(from) else { throw .notASystemOfPROJ(from) }
            guard let target = CRSDefinition(to) else { throw .notASystemOfPROJ(to) }
            return try CoordinateTransformer(from: source, to: target, sourceShift: parameters)
        } catch {
            switch error {
            case .parametersNeeded(_, let old, let other):
                // The old datum may be at either end.
                let needy = [old, other].first { (try? CoordinateReferenceSystem($0).oldDatum) != nil }
                throw SourceError.parametersNeeded("\(needy ?? old)")
            case .notASystemOfPROJ(let identifier):
                throw SourceError.badReference(identifier, reason: error.reason)
            default: throw SourceError.badReference(from, reason: error.reason)
            }
        }
    }

    /// Nothing has to be changed.
    var isIdentity: Bool { shiftBack == nil && transformer == nil && shiftForth == nil }

    /// Converts positions in place.
    ///
    /// - Returns: The indices of those that cannot be converted; their values are then meaningless.
    func convert(_ positions: inout [Position]) -> [Int] {
        if let shiftBack { for index in positions.indices { positions[index] = shiftBack(positions[index]) } }
        let failures = transformer?.transform(&positions).map(\.index) ?? []
        if let shiftForth {
            for index in positions.indices { positions[index] = shiftForth(positions[index]) }
        }
        return failures
    }

    /// Converts one position; `nil` when it cannot be converted.
    func position(_ position: Position) -> Position? {
        var positions = [position]
        return convert(&positions).isEmpty ? positions[0] : nil
    }

    /// Converts a geometry; `nil` when a position cannot be converted.
    func convert(_ geometry: Geometry) -> Geometry? {
        guard !isIdentity else { return geometry }
        var failed = false
        let result = geometry.mapPositions { positions in
            var positions = positions
            if !convert(&positions).isEmpty { failed = true }
            return positions
        }
        return failed ? nil : result
    }
}

extension CRSIdentifier {
    /// One of the shifted systems of Chinese web maps.
    var isObfuscated: Bool { self == .gcj02 || self == .bd09 }

    /// Longitude and latitude on WGS 84 or CGCS2000.
    var isWGS84OrCGCS2000: Bool { self == .epsg(4326) || self == .epsg(4490) }
}

extension TransformationError {
    /// The cause in PROJ's or our own words, for a sentence that names the reference.
    var reason: String {
        switch self {
        case .parametersNeeded(let datum, _, _): "\(datum)"
        case .parametersGivenTwice: "parameters given twice"
        case .notASystemOfPROJ(let identifier): "\(identifier)"
        case .refused(let error): error.message
        }
    }
}
