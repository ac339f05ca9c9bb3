internal import GRDB

/// A table without geometry, told to GeoPackage readers as attributes.
enum AttributeTable {
    /// Creates a table.
    ///
    /// - Parameters:
    ///   - name: Its name, which is also what readers are shown.
    ///   - columns: The definitions of its columns besides the key.
    ///   - db: The database.
    /// - Throws: `DatabaseError`.
    static func create(_ name: String, _ columns: String, in db: Database) throws {
        try db.execute(
            sql: "CREATE TABLE \(name) (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, \(columns))")
        try register(name, in: db)
    }

    /// Tells readers of a table that is there.
    ///
    /// - Throws: `DatabaseError`.
    static func register(_ name: String, in db: Database) throws {
        try db.execute(
            sql: "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES (?, 'attributes', ?)",
            arguments: [name, name])
    }
}
