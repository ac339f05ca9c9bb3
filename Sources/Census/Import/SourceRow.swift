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
    /// Cells that cannot be taken as they are, by column; only spreadsheets have them.
    public let cellFaults: [CellFault]

    /// Makes a row.
    public init(
        number: Int, line: Int? = nil, values: [String?], geometry: SourceGeometry = .absent,
        fault: RefusalReason? = nil, cellFaults: [CellFault] = []
    ) {
        self.number = number
        self.line = line
        self.values = values
        self.geometry = geometry
        self.fault = fault
        self.cellFaults = cellFaults
    }
}

/// A cell of a spreadsheet that cannot be taken as it is.
public struct CellFault: Hashable, Sendable {
    /// What is wrong with it.
    public enum Kind: Hashable, Sendable {
        /// It is part of a merged range.
        case merged(range: String)
        /// It shows an error.
        case error
        /// It has a formula without a saved result.
        case formulaWithoutResult

        /// The reason for refusing it.
        var reason: LaboratoryRefusalReason {
            switch self {
            case .merged(let range): .mergedCell(range: range)
            case .error: .sheetError
            case .formulaWithoutResult: .formulaWithoutResult
            }
        }
    }

    /// The column, counted from 0.
    public let column: Int
    /// What is wrong with it.
    public let kind: Kind

    /// Makes a fault.
    public init(column: Int, kind: Kind) {
        self.column = column
        self.kind = kind
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
