internal import Census
internal import GRDB

/// The tables of reference data, filled with our defaults, and who replaced them.
enum ReferenceTables {
    static func create(in db: Database) throws {
        for reference in DirectoryReference.allCases where !later.contains(reference) {
            try create(reference, in: db)
        }
        try AttributeTable.create(
            "reference_change",
            """
            reference TEXT NOT NULL, replaced TEXT NOT NULL, reason TEXT NOT NULL, actor TEXT NOT NULL,
            changed_at TEXT NOT NULL
            """, in: db)
    }

    /// Tables that came later than the others, each with a migration of its own.
    private static let later: Set<DirectoryReference> = [.placementLimits, .censusDates]

    /// The days of the census.
    static func createCensusDates(in db: Database) throws { try create(.censusDates, in: db) }

    /// The limits of placements.
    static func createPlacementLimits(in db: Database) throws { try create(.placementLimits, in: db) }

    private static func create(_ reference: DirectoryReference, in db: Database) throws {
        let columns = reference.columns.map { "\(SQLIdentifier($0)) TEXT NOT NULL" }
        try AttributeTable.create(reference.table, columns.joined(separator: ", "), in: db)
        try write(reference.defaults, to: reference, in: db)
    }

    static func write(_ rows: [[String]], to reference: DirectoryReference, in db: Database) throws {
        try db.execute(sql: "DELETE FROM \(reference.table)")
        let names = reference.columns.map { "\(SQLIdentifier($0))" }.joined(separator: ", ")
        let marks = reference.columns.map { _ in "?" }.joined(separator: ", ")
        let insertion = try RowStatement(
            "INSERT INTO \(reference.table) (\(names)) VALUES (\(marks))", in: db)
        for row in rows { try insertion.run(row.map(FieldValue.text)) }
    }

    static func rows(of reference: DirectoryReference, in db: Database) throws -> [[String]] {
        let names = reference.columns.map { "\(SQLIdentifier($0))" }.joined(separator: ", ")
        let rows = try SteppedStatement("SELECT \(names) FROM \(reference.table) ORDER BY fid", in: db)
        var result: [[String]] = []
        while try rows.step() { result.append(reference.columns.indices.map { rows.text(Int32($0)) ?? "" }) }
        return result
    }
}
