public import GeoModel

/// A row as a file gives it, before any rule has looked at it.
public struct SourceRow: Sendable {
    /// The row's number among the data rows, from 1.
    public let number: Int
    /// The line of the text on which the row starts, where the source is text.
    public let line: Int?
    /// The values in the order of the source's columns; `nil` is no value.
    public let values: [String?]
    /// The geometry the source itself carries.
    public let geometry: SourceGeometry
    /// Why the row as a whole cannot be used, as when it has too few columns.
    public let fault: RefusalReason?

    /// Makes a row.
    public init(
        number: Int, line: Int? = nil, values: [String?], geometry: SourceGeometry = .absent,
        fault: RefusalReason? = nil
    ) {
        self.number = number
        self.line = line
        self.values = values
        self.geometry = geometry
        self.fault = fault
    }
}

/// A row's geometry as read.
public enum SourceGeometry: Sendable {
    /// There is none.
    case absent
    /// It could be read, with Z and M dropped if `droppedOrdinates`.
    case value(Geometry, droppedOrdinates: Bool)
    /// Its bytes or text are damaged.
    case damaged(GeometryDamage)
}

/// Where rows come from: the port that each file format supplies.
public protocol RowSource {
    /// The columns besides the geometry, in order.
    var columns: [String] { get }
    /// The reference that the source declares for its geometry, if any.
    var declaredReference: CRSIdentifier? { get }
    /// The number of rows, where it is known before reading.
    func rowCount() throws -> Int?
    /// Calls `body` with every row in order, damaged ones included; what it throws ends the reading.
    func forEachRow(_ body: (SourceRow) throws -> Void) throws
}
