public import GeoModel

/// Gives a row its place in the workspace's reference: the port to projections and coordinate intake.
public protocol RowPlacing {
    /// The place of a row.
    ///
    /// - Parameters:
    ///   - row: The row as read.
    ///   - kind: What it is; areas are required, positions may be missing.
    ///   - columns: The columns that hold coordinates, if any.
    /// - Returns: The geometry and what to record of its coordinates, or why the row is refused.
    func place(
        _ row: SourceRow, kind: ImportKind, columns: CoordinateColumns<Int>?
    ) -> Result<PlacedGeometry, RefusalReason>
}

/// A row's geometry in the workspace's reference.
public struct PlacedGeometry: Sendable {
    /// The geometry; `nil` when a position is missing or cannot be used.
    public let geometry: Geometry?
    /// What is recorded beside a position.
    public let coordinate: CoordinateRecord?

    /// Makes a placed geometry.
    public init(geometry: Geometry?, coordinate: CoordinateRecord?) {
        self.geometry = geometry
        self.coordinate = coordinate
    }
}
