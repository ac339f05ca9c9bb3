internal import Census
internal import GeoModel
internal import Interchange

/// The columns of a table that hold a point's coordinates, and how they are read.
struct PointColumns: Sendable {
    private let columns: CoordinateColumns<Int>
    /// The column in which rows name their reference.
    private let said: Int?
    private let taken: CRSIdentifier

    /// Finds the columns: those the user named, otherwise those whose names say what they hold.
    ///
    /// - Parameters:
    ///   - options: What the user named.
    ///   - names: The table's columns.
    /// - Throws: `CSVColumnError` when a named column is missing, `ColumnDeclarationError` when the names do not tell.
    init(_ options: PointOptions, names: [String]) throws {
        let header = CSVHeader(names: names)
        said = names.firstIndex { ["坐标系", "declared_reference", "coordinate_reference"].contains($0) }
        taken = options.pointsCrs ?? .cgcs2000
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

    /// How many rows name another reference than all are read in, by what they name.
    func differing(in batch: CSVBatch) -> [String: Int] {
        guard let said else { return [:] }
        var counts: [String: Int] = [:]
        // Rows mostly say what the row before said.
        var last: (bytes: ArraySlice<UInt8>, other: String?) = ([], nil)
        for row in 0..<batch.rowCount {
            guard let field = batch.field(row, said) else { continue }
            let bytes = batch.bytes[field.range]
            if bytes != last.bytes { last = (bytes, other(batch.text(row, said) ?? "")) }
            if let other = last.other { counts[other, default: 0] += 1 }
        }
        return counts
    }

    /// A word that names another reference than the one taken.
    private func other(_ word: String) -> String? {
        guard let named = CRSIdentifier(word), named != taken else { return nil }
        return named.isWGS84OrCGCS2000 && taken.isWGS84OrCGCS2000 ? nil : word
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
