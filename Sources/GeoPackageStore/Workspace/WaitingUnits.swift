internal import GRDB

/// The units of one source that wait until all of its rows have come.
///
/// They wait on disk: where a whole directory comes with another address in every row, all of it waits.
struct WaitingUnits {
    private static let table = "temp.bourn_waiting_unit"
    private let db: Database
    private let insertion: RowStatement

    init(_ layer: LayerDefinition, in db: Database) throws {
        let columns = ["geom"] + layer.fields.map(\.name)
        // Without types the values come back as they went in.
        let names = columns.map { "\(SQLIdentifier($0))" }.joined(separator: ", ")
        try db.execute(sql: "CREATE TABLE \(Self.table) (\(names))")
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        insertion = try RowStatement("INSERT INTO \(Self.table) VALUES (\(marks))", in: db)
        self.db = db
    }

    /// Adds a row, its geometry first; its key is that of its family.
    func append(_ row: [FieldValue]) throws { try insertion.run(row) }

    /// Gives the rows, one family at a time, those of one family in the order in which they came.
    ///
    /// Memory: the rows of one family.
    func forEachFamily(_ body: (String, [[FieldValue]]) throws -> Void) throws {
        var family = ""
        var members: [[FieldValue]] = []
        let rows = try Row.fetchCursor(
            db, sql: "SELECT unit_key, * FROM \(Self.table) ORDER BY unit_key, rowid")
        while let row = try rows.next() {
            let key: String = row[0]
            if key != family, !members.isEmpty {
                try body(family, members)
                members = []
            }
            family = key
            members.append(row.databaseValues.dropFirst().map { FieldValue($0) })
        }
        if !members.isEmpty { try body(family, members) }
    }

    func drop() throws { try db.execute(sql: "DROP TABLE \(Self.table)") }
}
