internal import Census
internal import GeoModel
internal import Interchange

/// The columns of a table that hold a point's coordinates, and how they are read.
struct PointColumns: Sendable {
    private let columns: CoordinateColumns<Int>
    /// The column in which rows name their reference.
    private let said: Int?

    /// Finds the columns: those the user named, otherwise those whose names say what they hold.
    ///
    /// - Parameters:
    ///   - options: What the user named.
    ///   - names: The table's columns.
    /// - Throws: `CSVColumnError` when a named column is missing, `ColumnDeclarationError` when the names do not tell.
    init(_ options: PointOptions, names: [String]) throws {
        let header = CSVHeader(names: names)
        said = names.firstIndex { name in
            ReferenceWord.columns.contains(name.lowercased().filter { !$0.isWhitespace })
        }
        if let xName = options.x, let yName = options.y {
            let (x, y) = (try header.column(named: xName), try header.column(named: yName))
            columns =
                options.isInMetres
                ? .projected(easting: x, northing: y) : .geographic(longitude: .text(x), latitude: .text(y))
            return
        }
        let found = try CoordinateColumnNames.usual.columns(in: names)
        columns = found.mapColumns { name in names.firstIndex(of: name) ?? 0 }
    }

    /// The columns hold metres, so their reference has to be declared.
    var areMetres: Bool {
        if case .projected = columns { true } else { false }
    }

    /// Rows can name their references.
    var nameReferences: Bool { said != nil }

    /// The position of a row; NaN when its cells cannot be read, which makes the row unlocatable.
    ///
    /// - Parameter cell: The text of a column in the row.
    /// - Returns: The position in the declared reference.
    func position(_ cell: (Int) -> String?) -> Position {
        if let plain = plainPosition(cell) { return plain }
        do throws(CoordinateRefusal) {
            return try columns.reading { cell($0) ?? "" }.position
        } catch {
            return Position(.nan, .nan)
        }
    }

    /// The position of a row of a CSV; NaN when its cells cannot be read.
    func position(ofRow row: Int, in batch: CSVBatch) -> Position {
        if let (x, y) = pair, let east = batch.field(row, x), let north = batch.field(row, y),
            let eastNumber = PlainDecimal(utf8: batch.bytes[east.range]),
            let northNumber = PlainDecimal(utf8: batch.bytes[north.range])
        {
            return Position(eastNumber.value, northNumber.value)
        }
        return position { batch.text(row, $0) }
    }

    /// Brings the rows of a batch that name another reference into the points'.
    ///
    /// - Parameters:
    ///   - positions: The positions of the rows as read; NaN afterwards where a row's word cannot be used.
    ///   - batch: The rows.
    ///   - references: Reads the words.
    /// - Returns: What the rows say.
    /// - Complexity: O(n), and a look at the word wherever it changes from one row to the next.
    func refer(
        _ positions: inout [Position], of batch: CSVBatch, by references: RowReferences
    ) -> ReferenceTally {
        var tally = ReferenceTally()
        guard let said else { return tally }
        // Rows mostly say what the row before said, so runs of them are read together.
        var (start, word) = (0, ArraySlice<UInt8>())
        func endRun(at end: Int) {
            guard start < end else { return }
            let text = batch.text(start, said) ?? ""
            let reading = references.reading(saying: text)
            tally.add(end - start, first: start + 1, saying: text, reading)
            Self.refer(&positions, start..<end, reading)
        }
        for row in 0..<batch.rowCount {
            let bytes = batch.field(row, said).map { batch.bytes[$0.range] } ?? []
            guard bytes != word || row == 0 else { continue }
            endRun(at: row)
            (start, word) = (row, bytes)
        }
        endRun(at: batch.rowCount)
        return tally
    }

    private static func refer(_ positions: inout [Position], _ rows: Range<Int>, _ reading: RowReference) {
        guard reading.conversion != nil || reading.refusal != nil else { return }
        for row in rows { positions[row] = reading.position(positions[row]) ?? Position(.nan, .nan) }
    }

    /// The position of a row of a layer in the points' reference, and what it says.
    func position(
        _ cell: (Int) -> String?, by references: RowReferences
    ) -> (position: Position, word: String?, reading: RowReference?) {
        let given = position(cell)
        guard let said else { return (given, nil, nil) }
        let word = cell(said) ?? ""
        let reading = references.reading(saying: word)
        return (reading.position(given) ?? Position(.nan, .nan), word, reading)
    }

    /// The columns of two plain numbers, the usual case.
    private var pair: (x: Int, y: Int)? {
        switch columns {
        case .geographic(.text(let x), .text(let y)), .projected(let x, let y): (x, y)
        default: nil
        }
    }

    /// Two plain decimal numbers, without looking for anything else.
    private func plainPosition(_ cell: (Int) -> String?) -> Position? {
        guard let (x, y) = pair else { return nil }
        guard let east = cell(x).flatMap(Self.plain), let north = cell(y).flatMap(Self.plain) else {
            return nil
        }
        return Position(east, north)
    }

    /// Digits, a sign and a point; anything else, hexadecimal and exponents included, is read with more care.
    private static func plain(_ text: String) -> Double? {
        guard text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 45 || $0 == 46 }) else { return nil }
        return Double(text)
    }
}
