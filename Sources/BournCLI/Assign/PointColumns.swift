internal import Census
internal import GeoModel
internal import Interchange

/// The columns of a table that hold a point's coordinates, and how they are read.
struct PointColumns {
    private let columns: CoordinateColumns<Int>

    /// Finds the columns: those the user named, otherwise those whose names say what they hold.
    ///
    /// - Parameters:
    ///   - options: What the user named.
    ///   - names: The table's columns.
    /// - Throws: `CSVColumnError` when a named column is missing, `ColumnDeclarationError` when the names do not tell.
    init(_ options: PointOptions, names: [String]) throws {
        let header = CSVHeader(names: names)
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

    /// Two plain decimal numbers, the usual case, without looking for anything else.
    private func plainPosition(_ cell: (Int) -> String?) -> Position? {
        switch columns {
        case .geographic(.text(let x), .text(let y)), .projected(let x, let y):
            guard let east = cell(x).flatMap(Self.plain), let north = cell(y).flatMap(Self.plain) else {
                return nil
            }
            return Position(east, north)
        default: return nil
        }
    }

    /// Digits, a sign and a point; anything else, hexadecimal and exponents included, is read with more care.
    private static func plain(_ text: String) -> Double? {
        guard text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 45 || $0 == 46 }) else { return nil }
        return Double(text)
    }
}
