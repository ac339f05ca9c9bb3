internal import Census

/// Reads the table of census organisations.
enum OrganisationFile {
    /// Reads a table with the columns code, name, level, parent_code, kind and divisions (separated by semicolons).
    ///
    /// - Throws: `DirectoryFileError`, `OrganisationTreeFaults`, and what reading the file throws.
    static func read(_ path: String) async throws -> OrganisationTree {
        let columns = ["code", "name", "level", "parent_code", "kind", "divisions"]
        let organisations = try await ListFile.rows(of: path, columns: columns).map { row in
            guard let level = OrganisationLevel(rawValue: row.values[2]) else {
                throw DirectoryFileError.badLevel(path: path, row: row.number, value: row.values[2])
            }
            return Organisation(
                code: row.values[0], name: row.values[1], level: level,
                parent: row.values[3].isEmpty ? nil : row.values[3],
                isFunctionalZone: row.values[4] == "functional-zone",
                divisions: row.values[5].split(separator: ";").map(String.init))
        }
        return try OrganisationTree(organisations)
    }
}
