internal import Census

/// Reads the table of census organisations.
enum OrganisationFile {
    /// Reads a table with the columns code, name, level, parent_code, kind and divisions (separated by semicolons).
    ///
    /// - Throws: `DirectoryFileError`, `OrganisationTreeFaults`, and what reading the file throws.
    static func read(_ path: String) async throws -> OrganisationTree {
        let columns = ["code", "name", "level", "parent_code", "kind", "divisions"]
        let organisations = try await ListFile.rows(of: path, columns: columns).map { row in
            guard let level = OrganisationLevel(word: row.values[2]) else {
                throw DirectoryFileError.badLevel(path: path, row: row.number, value: row.values[2])
            }
            return Organisation(
                code: row.values[0], name: row.values[1], level: level,
                parent: row.values[3].isEmpty ? nil : row.values[3],
                isFunctionalZone: ["functional-zone", "功能区"].contains(row.values[4]),
                divisions: row.values[5].split(separator: ";").map(String.init))
        }
        return try OrganisationTree(organisations)
    }
}

extension OrganisationLevel {
    /// Reads a level as an office writes it: `county`, `县级` or `县`.
    init?(word: String) {
        let word = word.filter { !$0.isWhitespace }
        let found = Self.allCases.first { level in
            let chinese = level.text[.chinese]
            return [level.rawValue, chinese, String(chinese.prefix(1))].contains(word)
        }
        switch (found, word) {
        case (let level?, _): self = level
        case (nil, "地级"), (nil, "地市级"): self = .city
        case (nil, "区县级"), (nil, "县区级"): self = .county
        case (nil, "乡镇级"), (nil, "乡镇"), (nil, "镇级"): self = .town
        default: return nil
        }
    }
}
