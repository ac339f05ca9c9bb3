internal import GRDB

/// The former codes of outfalls, by which lists of an office may call them for a long time.
enum FormerCodes {
    /// The present code of each former one of the 2018 scheme that nobody else has, or had.
    ///
    /// - Parameters:
    ///   - known: The codes in use, which mean what they say.
    ///   - db: The workspace.
    /// - Returns: Present codes by former ones.
    /// - Throws: What SQLite says.
    /// - Complexity: O(n) in the codes that have ended.
    static func present(besides known: [String: Int64], in db: Database) throws -> [String: String] {
        var present: [String: String] = [:]
        var shared: Set<String> = []
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT c.value, o.code FROM outfall_code c JOIN outfall o ON o.outfall_id = c.outfall_id
                WHERE c.scheme = 'census2018' AND c.valid_through IS NOT NULL AND c.value != o.code ORDER BY c.fid
                """)
        while let row = try rows.next() {
            let (former, code): (String, String) = (row[0], row[1])
            guard known[former] == nil else { continue }
            if let other = present.updateValue(code, forKey: former), other != code { shared.insert(former) }
        }
        for code in shared { present[code] = nil }
        return present
    }
}
