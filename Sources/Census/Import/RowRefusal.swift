public import GeoModel

/// A row that was not accepted: where it is and why.
public struct RowRefusal: Error, Hashable, Sendable {
    /// The row's number among the data rows, from 1.
    public let row: Int
    /// The line on which it starts, where the source is text.
    public let line: Int?
    /// The column at fault, where it is one.
    public let field: String?
    /// The value at fault, as given.
    public let value: String?
    /// Why.
    public let reason: RefusalReason

    /// Makes a refusal.
    public init(row: Int, line: Int?, field: String?, value: String?, reason: RefusalReason) {
        self.row = row
        self.line = line
        self.field = field
        self.value = value
        self.reason = reason
    }
}

/// Why a geometry could not be read.
public enum GeometryDamage: Hashable, Sendable {
    /// The bytes of a GeoPackage geometry are damaged.
    case blob(GeoPackageBlobError)
    /// The text of a WKT column is damaged.
    case wkt(WKTError)
}

/// Why a row is refused.
public enum RefusalReason: Error, Hashable, Sendable {
    /// A field that every row needs is blank.
    case missingValue
    /// The code cannot be what the source says.
    case code(CodeRefusal)
    /// The text is not a number.
    case notANumber
    /// An earlier row of the source has the same code.
    case duplicateCode(firstRow: Int)
    /// There is no geometry, or an empty one.
    case noGeometry
    /// The geometry is not of the kind's shape.
    case wrongGeometry(found: String)
    /// The geometry's bytes or text are damaged.
    case damagedGeometry(GeometryDamage)
    /// Longitude and latitude are exchanged.
    case exchangedAxes(Position)
    /// A coordinate lies outside what its reference allows.
    case outOfRange(Position, reference: CRSIdentifier)
    /// The row has another number of columns than the header.
    case ragged(expected: Int, found: Int)
    /// A quoted value is not ended before the file ends.
    case unterminatedQuote
    /// Text follows the closing quote of a value, counted from column 1.
    case textAfterQuote(column: Int)
    /// The row holds a NUL byte.
    case nulByte
    /// Bytes are not text in the file's encoding.
    case notText(offset: Int)
    /// A row in another encoding than the rest of its file, which would read as nonsense.
    case mixedEncoding(String, in: String, offset: Int)
}
