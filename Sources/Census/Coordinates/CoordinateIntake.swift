internal import GeoKernels
public import GeoModel

/// A position of the workspace, with where it came from.
public struct Located: Hashable, Sendable {
    /// The position in the workspace's reference, x east.
    public let position: Position
    /// The cells as they came, east first.
    public let original: [String]
    /// How far the truth may be away by the digits typed, and by the formula if the position was shifted back.
    public let uncertainty: Metres
    /// What a person should look at.
    public let suspicions: [CoordinateSuspicion]
}

/// Why a declaration of coordinates cannot be used at all.
public enum CoordinateDeclarationError: Error, Hashable, Sendable {
    /// Positions of the datum reach CGCS2000 only with local parameters, which the user has to give: without them
    /// they would be 30 to 120 m off.
    case parametersNeeded(ChineseDatum)
    /// Columns of metres with a reference in degrees.
    case metresInGeographicReference(CRSIdentifier)
    /// Columns of degrees with a reference in metres.
    case degreesInProjectedReference(CRSIdentifier)
    /// A workspace cannot be in an obfuscated reference.
    case shiftedWorkspace(CRSIdentifier)

    /// The reason in words.
    public var text: LocalizedText {
        switch self {
        case .parametersNeeded(let datum):
            LocalizedText(
                zh: "\(datum.text.chinese)需要当地的转换七参数，请提供",
                en: "\(datum.text.english) needs the seven local parameters to CGCS2000; give them")
        case .metresInGeographicReference(let crs):
            LocalizedText(zh: "\(crs) 以度为单位，列却是米", en: "\(crs) is in degrees, but the columns are in metres")
        case .degreesInProjectedReference(let crs):
            LocalizedText(zh: "\(crs) 以米为单位，列却是度", en: "\(crs) is in metres, but the columns are in degrees")
        case .shiftedWorkspace(let crs):
            LocalizedText(zh: "工作坐标系不能是 \(crs)", en: "a workspace cannot be in \(crs)")
        }
    }
}

/// Takes a source's coordinates as it declares them and brings them into the workspace.
///
/// CGCS2000 and WGS 84 degrees are taken as equal: they differ by less than a millimetre as ellipsoids, and by the
/// plates' motion (up to a metre) only in raw GNSS data. GCJ-02 and BD-09 are shifted back, uniformly unless the
/// shift excludes places. Xian 1980 and Beijing 1954 need parameters from the user.
public struct CoordinateIntake: Sendable {
    /// What the source declares.
    public let reference: DeclaredReference
    /// The workspace's reference.
    public let workspace: CRSIdentifier
    /// The limits of the tests on positions.
    public let expectations: CoordinateExpectations
    private let shift: GCJ02
    private let projector: any CoordinateProjecting
    private let zone: GaussKrugerZone?

    /// Checks a declaration.
    ///
    /// - Parameters:
    ///   - reference: what the source declares.
    ///   - isInMetres: the declared columns are easting and northing.
    ///   - workspace: the workspace's reference.
    ///   - expectations: the limits of the tests on positions.
    ///   - shift: the GCJ-02 shift, with places it leaves alone.
    ///   - projector: what projects positions.
    /// - Throws: `CoordinateDeclarationError` when the declaration cannot be used.
    public init(
        reference: DeclaredReference, isInMetres: Bool, workspace: CRSIdentifier = .cgcs2000,
        expectations: CoordinateExpectations = CoordinateExpectations(), shift: GCJ02 = .uniform,
        projector: any CoordinateProjecting
    ) throws(CoordinateDeclarationError) {
        guard case .epsg = workspace else { throw .shiftedWorkspace(workspace) }
        zone = Self.zone(of: reference.crs)
        let isZone = zone != nil
        if isInMetres, Self.isKnownGeographic(reference.crs) {
            throw .metresInGeographicReference(reference.crs)
        }
        if !isInMetres, isZone { throw .degreesInProjectedReference(reference.crs) }
        if let datum = Self.oldDatum(of: reference.crs), reference.datumShift == nil {
            throw .parametersNeeded(datum)
        }
        self.reference = reference
        self.workspace = workspace
        self.expectations = expectations
        self.shift = shift
        self.projector = projector
    }

    /// Brings readings into the workspace, all at once.
    ///
    /// - Parameter readings: what the rows gave, in the declared reference.
    /// - Returns: for each reading, in order, its place or why it has none.
    /// - Throws: `ProjectionUnavailable` when nothing can be projected.
    /// - Complexity: O(n), and what the projection takes.
    public func locate(
        _ readings: [CoordinateReading]
    ) throws(ProjectionUnavailable) -> [Result<Located, CoordinateRefusal>] {
        let complaints = readings.map { zone?.complaint(about: $0.position) }
        let projected = try projected(readings.map { undone($0.position) })
        return readings.indices.map { index in
            let reading = readings[index]
            if let complaint = complaints[index], complaint.isFatal { return .failure(.zone(complaint)) }
            switch projected[index] {
            case .failure(let failure): return .failure(.projection(failure))
            case .success(let position):
                return .success(located(reading, at: position, complaint: complaints[index]))
            }
        }
    }

    /// The position in a reference that has a code.
    private func undone(_ position: Position) -> Position {
        switch reference.crs {
        case .epsg: position
        case .gcj02: shift.inverse(position)
        case .bd09: BD09(base: shift).inverse(position)
        }
    }

    private func projected(
        _ positions: [Position]
    ) throws(ProjectionUnavailable) -> [Result<Position, ProjectionFailure>] {
        var source = reference
        if reference.crs == .gcj02 || reference.crs == .bd09 { source = DeclaredReference(.epsg(4326)) }
        let areEqual = Self.modern.contains(source.crs) && Self.modern.contains(workspace)
        if areEqual || source.crs == workspace { return positions.map { .success($0) } }
        let images = try projector.project(positions, from: source, to: workspace)
        precondition(images.count == positions.count, "a projector must answer for each position")
        return images
    }

    private func located(
        _ reading: CoordinateReading, at position: Position, complaint: GaussKrugerComplaint?
    ) -> Located {
        let uncertainty = uncertainty(of: reading)
        var suspicions: [CoordinateSuspicion] = []
        if let complaint { suspicions.append(.zone(complaint)) }
        let geographic =
            Self.modern.contains(workspace) ? position : reading.angles.map { _ in reading.position }
        if let geographic, let found = expectations.suspicion(about: geographic) { suspicions.append(found) }
        if uncertainty > expectations.worstUncertainty {
            suspicions.append(.fewDigits(uncertainty: uncertainty))
        }
        if let angles = reading.angles { suspicions += Self.suspicions(about: angles) }
        if reading.original.contains(where: hasFullWidthDigits) { suspicions.append(.fullWidthDigits) }
        let isShifted = reference.crs == .gcj02 || reference.crs == .bd09
        if isShifted {
            suspicions.append(.shiftedBack(from: reference.crs, uncertainty: expectations.shiftUncertainty))
        }
        return Located(
            position: position, original: reading.original,
            uncertainty: isShifted ? uncertainty + expectations.shiftUncertainty : uncertainty,
            suspicions: suspicions)
    }

    private func uncertainty(of reading: CoordinateReading) -> Metres {
        let half = reading.uncertainty
        guard reading.angles != nil else { return Metres((half.x * half.x + half.y * half.y).squareRoot()) }
        let metric = LocalMetric(atLatitude: reading.position.y, ellipsoid: .cgcs2000)
        return metric.distance(from: Position(0, 0), to: half)
    }
}

extension CoordinateIntake {
    /// CGCS2000 and WGS 84 in degrees.
    private static let modern: [CRSIdentifier] = [.epsg(4490), .epsg(4326)]

    private static func suspicions(about angles: CoordinateReading.AnglePair) -> [CoordinateSuspicion] {
        var found: [CoordinateSuspicion] = []
        if let other = SexagesimalSuspicion.suspicion(longitude: angles.longitude, latitude: angles.latitude)
        {
            found.append(other)
        }
        if angles.longitude.carriedSixtySeconds || angles.latitude.carriedSixtySeconds {
            found.append(.carriedSixtySeconds)
        }
        return found
    }

    private static func zone(of crs: CRSIdentifier) -> GaussKrugerZone? {
        guard case .epsg(let code) = crs else { return nil }
        return GaussKrugerZone(epsg: code)
    }

    private static func isKnownGeographic(_ crs: CRSIdentifier) -> Bool {
        guard case .epsg(let code) = crs else { return true }
        return code == 4326 || ChineseDatum.allCases.contains { $0.geographicEPSG == code }
    }

    /// The datum that needs parameters, if the reference is on one.
    private static func oldDatum(of crs: CRSIdentifier) -> ChineseDatum? {
        guard case .epsg(let code) = crs else { return nil }
        let datum =
            GaussKrugerZone(epsg: code)?.datum
            ?? ChineseDatum.allCases.first { $0.geographicEPSG == code }
        return datum == .cgcs2000 ? nil : datum
    }
}

/// The text has digits of the width of Chinese characters.
private func hasFullWidthDigits(_ text: String) -> Bool {
    // Nearly every coordinate is ASCII.
    text.utf8.contains { $0 >= 0x80 } && text.unicodeScalars.contains { 0xFF10...0xFF19 ~= $0.value }
}
