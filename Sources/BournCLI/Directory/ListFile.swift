internal import Census
internal import Interchange

/// Reads small lists that people write: a CSV or any table with a header.
enum ListFile {
    /// A row: its number among the data rows, from 1, and the values of the columns asked for.
    struct Row {
        let number: Int
        let values: [String]
    }

    /// Reads all rows.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - columns: The columns to read, by name; each must be there, in any order.
    ///   - optional: Columns that are read as blank where the file lacks them.
    /// - Returns: The rows, in the file's order.
    /// - Throws: `DirectoryFileError.noColumn`, `.badRows` for a damaged row, and what reading throws.
    static func rows(
        of path: String, columns: [String], optional: Set<String> = []
    ) async throws -> [Row] {
        let source = try await OpenSource.open(path, layer: nil).rows(layer: nil)
        let places = try columns.map { name -> Int? in
            let place = source.columns.firstIndex(of: name)
            guard place != nil || optional.contains(name) else {
                throw DirectoryFileError.noColumn(path: path, name: name)
            }
            return place
        }
        var rows: [Row] = []
        var damaged: [(row: Int, text: LocalizedText)] = []
        try source.forEachRow { row in
            if let fault = row.fault { damaged.append((row.number, fault.text)) }
            let values = places.map { place in
                place.flatMap { $0 < row.values.count ? row.values[$0] : nil } ?? ""
            }
            rows.append(Row(number: row.number, values: values))
        }
        guard damaged.isEmpty else { throw DirectoryFileError.badRows(path: path, damaged) }
        return rows
    }
}
