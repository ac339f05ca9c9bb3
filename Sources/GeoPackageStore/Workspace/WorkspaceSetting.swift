internal import GRDB

/// A whole number that a workspace keeps about itself.
enum WorkspaceSetting: String {
    /// The reference of every layer.
    case srsID = "srs_id"
    /// The file's change counter after Bourn's last write.
    case changeCounter = "change_counter"
    /// The number of digits of a zone's serial.
    case zoneSerialWidth = "zone_serial_width"
    /// The least workload that a zone should have.
    case zoneMinimum = "zone_minimum"
    /// The greatest workload that a zone should have.
    case zoneMaximum = "zone_maximum"

    /// The table of settings; its presence is what makes a GeoPackage a workspace.
    static let table = "bourn_setting"

    func read(in db: Database) throws -> Int? {
        try Int.fetchOne(db, sql: "SELECT value FROM \(Self.table) WHERE name = ?", arguments: [rawValue])
    }

    func write(_ value: Int, in db: Database) throws {
        try db.execute(sql: "DELETE FROM \(Self.table) WHERE name = ?", arguments: [rawValue])
        try db.execute(
            sql: "INSERT INTO \(Self.table) (name, value) VALUES (?, ?)", arguments: [rawValue, value])
    }
}
