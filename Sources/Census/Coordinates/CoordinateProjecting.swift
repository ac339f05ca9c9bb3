public import GeoModel

/// The seven parameters that take positions of an old datum to CGCS2000, as an office has been given them.
///
/// Position vector rotation (EPSG method 9606): the sign convention is part of the declaration.
public struct DatumShift: Hashable, Sendable {
    /// Translations in metres.
    public let translation: (x: Double, y: Double, z: Double)
    /// Rotations in seconds of arc.
    public let rotation: (x: Double, y: Double, z: Double)
    /// Scale difference in parts per million.
    public let scale: Double

    /// Makes the parameters.
    ///
    /// - Parameters:
    ///   - translation: metres along the three axes.
    ///   - rotation: seconds of arc around them, position vector convention.
    ///   - scale: parts per million.
    public init(
        translation: (x: Double, y: Double, z: Double), rotation: (x: Double, y: Double, z: Double),
        scale: Double
    ) {
        self.translation = translation
        self.rotation = rotation
        self.scale = scale
    }

    private var numbers: [Double] {
        [translation.x, translation.y, translation.z, rotation.x, rotation.y, rotation.z, scale]
    }

    /// Equal when all seven numbers are.
    public static func == (a: DatumShift, b: DatumShift) -> Bool { a.numbers == b.numbers }

    /// Hashes the seven numbers.
    public func hash(into hasher: inout Hasher) { hasher.combine(numbers) }
}

/// The reference that a source declares for its coordinates.
public struct DeclaredReference: Hashable, Sendable {
    /// The coordinate reference system.
    public let crs: CRSIdentifier
    /// What the user gives for a datum that needs it.
    public let datumShift: DatumShift?

    /// Declares a reference.
    public init(_ crs: CRSIdentifier, datumShift: DatumShift? = nil) {
        self.crs = crs
        self.datumShift = datumShift
    }
}

/// Why one position cannot be projected.
public struct ProjectionFailure: Error, Hashable, Sendable {
    /// What the projection library says.
    public let message: String

    /// Makes a failure.
    public init(message: String) { self.message = message }
}

/// Why no position can be projected: the reference is unknown or the library is missing something.
public struct ProjectionUnavailable: Error, Hashable, Sendable {
    /// The reference that was declared.
    public let reference: DeclaredReference
    /// What the projection library says.
    public let message: String

    /// Makes the error.
    public init(reference: DeclaredReference, message: String) {
        self.reference = reference
        self.message = message
    }
}

/// What the outside supplies to bring positions from one reference into another.
public protocol CoordinateProjecting: Sendable {
    /// Projects positions in bulk.
    ///
    /// - Parameters:
    ///   - positions: x is east or longitude, y is north or latitude, whatever the registry's axis order is.
    ///   - reference: what they are in; never `gcj02` or `bd09`, which are undone before.
    ///   - workspace: what they should be in.
    /// - Returns: for each position, in order, its image or why it has none.
    /// - Throws: `ProjectionUnavailable` when nothing can be projected.
    func project(
        _ positions: [Position], from reference: DeclaredReference, to workspace: CRSIdentifier
    ) throws(ProjectionUnavailable) -> [Result<Position, ProjectionFailure>]
}
