internal import Census
internal import GeoModel
internal import GeoPackageStore
internal import Interchange

/// Some rows of a source of points, in order.
struct PointBatch: Sendable {
    /// The points, NaN where a row has none that can be read.
    private(set) var positions: [Position] = []
    /// The rows that the file's format breaks; each is kept, without a position.
    private(set) var faulty: [Fault] = []
    /// What the rows say of their reference.
    private(set) var said = ReferenceTally()
    /// The rows, from 0, whose coordinates cannot be read, or whose geometry is no single point.
    private(set) var unreadable: [Int] = []
    private var values: [[FieldValue]] = []
    private let text: CSVBatch?

    /// A row that the file's format breaks.
    struct Fault {
        let row: Int
        let line: Int
        let reason: RefusalReason
    }

    /// Makes an empty batch for the rows of a layer.
    init() { text = nil }

    /// Reads the points of some rows of a text.
    init(_ batch: CSVBatch, _ columns: PointColumns, _ references: RowReferences) {
        text = batch
        positions.reserveCapacity(batch.rowCount)
        for row in 0..<batch.rowCount {
            // Faults are rare, and asking for those of each row is not free.
            if !batch.faults.isEmpty, let reason = CSVRowSource.fault(ofRow: row, in: batch) {
                faulty.append(Fault(row: row, line: batch.line(row), reason: reason))
                positions.append(Position(.nan, .nan))
            } else {
                positions.append(columns.position(ofRow: row, in: batch))
                if !positions[row].isFinite { unreadable.append(row) }
            }
        }
        said = columns.refer(&positions, of: batch, by: references)
    }

    /// Adds a row of a layer.
    mutating func append(_ position: Position, _ row: [FieldValue]) {
        if !position.isFinite { unreadable.append(positions.count) }
        positions.append(position)
        values.append(row)
    }

    /// Adds a row of a layer, and what its own column says of its reference.
    mutating func append(
        _ position: Position, _ row: [FieldValue], saying word: String?, _ references: RowReferences
    ) {
        append(position, row)
        guard let word, !word.allSatisfy(\.isWhitespace) else { return }
        said.add(1, first: count, saying: word, references.reading(saying: word))
    }

    /// Adds a row of a layer whose coordinates stand in columns.
    mutating func append(
        _ row: [FieldValue], _ columns: PointColumns, _ references: RowReferences, _ cell: (Int) -> String?
    ) {
        let found = columns.position(cell, by: references)
        append(found.position, row)
        if let word = found.word, let reading = found.reading {
            said.add(1, first: count, saying: word, reading)
        }
    }

    /// The number of rows.
    var count: Int { positions.count }

    /// The bytes of the text, for making room.
    var byteCount: Int { text?.bytes.count ?? 64 * count }

    /// The values of a row, in the order of the source's fields.
    func values(ofRow row: Int, width: Int) -> [FieldValue] {
        guard let text else { return values[row] }
        return Self.cells(ofRow: row, in: text, width: width).map { .text($0) }
    }

    /// Adds the fields of a row to a buffer, as they were written where that is possible.
    func append(row: Int, width: Int, isVerbatim: Bool, to buffer: inout CSVRowBuffer) {
        guard let text else {
            for value in values[row] { buffer.append(value.text) }
            return
        }
        if isVerbatim, text.faults.isEmpty || text.faults(ofRow: row).isEmpty {
            buffer.append(verbatim: row, of: text)
        } else {
            for cell in Self.cells(ofRow: row, in: text, width: width) { buffer.append(cell) }
        }
    }

    /// The cells of a row, as many as the header has: missing ones are empty, and what a row has beyond the header is
    /// joined to its last cell, so that nothing is lost.
    private static func cells(ofRow row: Int, in batch: CSVBatch, width: Int) -> [String] {
        var cells = (0..<width).map { batch.text(row, $0) ?? "" }
        let surplus = (width..<max(width, batch.fieldCount(row))).compactMap { batch.text(row, $0) }
        if let last = cells.indices.last, !surplus.isEmpty {
            cells[last] = ([cells[last]] + surplus).joined(separator: ",")
        }
        return cells
    }
}

extension FieldValue {
    /// The value as a CSV holds it.
    var text: String {
        switch self {
        case .null: ""
        case .integer(let number): "\(number)"
        case .real(let number): "\(number)"
        case .text(let text): text
        case .blob(let bytes): bytes.map { String(Int($0) + 256, radix: 16).dropFirst() }.joined()
        }
    }
}
