internal import Census
internal import Interchange

/// Reads the table of census organisations.
enum OrganisationFile {
    /// Reads a table with the columns code, name, level, parent_code, kind and divisions (separated by semicolons).
    ///
    /// - Throws: `DirectoryFileError`, `OrganisationTreeFaults`, and what reading the file throws.
    static func read(_ path: String) async throws -> OrganisationTree {
        let source = try await OpenSource.open(path, layer: nil).rows(layer: nil)
        let places = try ["code", "name", "level", "parent_code", "kind", "divisions"].map { name in
            guard let place = source.columns.firstIndex(of: name) else {
                throw DirectoryFileError.noColumn(path: path, name: name)
            }
            return place
        }
        var organisations: [Organisation] = []
        try source.forEachRow { row in
            func cell(_ index: Int) -> String {
                let place = places[index]
                return place < row.values.count ? row.values[place] ?? "" : ""
            }
            guard let level = OrganisationLevel(rawValue: cell(2)) else {
                throw DirectoryFileError.badLevel(path: path, row: row.number, value: cell(2))
            }
            organisations.append(
                Organisation(
                    code: cell(0), name: cell(1), level: level, parent: cell(3).isEmpty ? nil : cell(3),
                    isFunctionalZone: cell(4) == "functional-zone",
                    divisions: cell(5).split(separator: ";").map(String.init)))
        }
        return try OrganisationTree(organisations)
    }
}
