internal import GRDB

/// Something done to the directory as a whole, and by whom.
public struct DirectoryDeed: Hashable, Sendable {
    /// What was done.
    public enum Kind: String, CaseIterable, Sendable {
        /// The tree of organisations was set or replaced; the subject is how many it has.
        case organisations
        /// The directory was split; the subject is the split.
        case split
        /// A part was merged; the subject is its organisation.
        case merge
        /// The workspace, a part, was sealed; the subject is the number of its rows.
        case seal
    }

    /// What was done.
    public let kind: Kind
    /// To what.
    public let subject: String
    /// Who did it; empty when that is not known.
    public let actor: String
    /// When, as ISO 8601 text.
    public let time: String
}

/// The table of who split, merged and sealed the directory.
enum DirectoryDeeds {
    static func create(in db: Database) throws {
        try AttributeTable.create(
            table, "deed TEXT NOT NULL, subject TEXT NOT NULL, actor TEXT NOT NULL, done_at TEXT NOT NULL",
            in: db)
    }

    private static let table = "directory_deed"

    static func record(
        _ kind: DirectoryDeed.Kind, of subject: String, by actor: String, at time: String, in db: Database
    ) throws {
        try db.execute(
            sql: "INSERT INTO \(table) (deed, subject, actor, done_at) VALUES (?, ?, ?, ?)",
            arguments: [kind.rawValue, subject, actor, time])
    }

    /// Every deed, the first first; one whose kind another program spoilt is left out.
    static func all(in db: Database) throws -> [DirectoryDeed] {
        try Row.fetchAll(db, sql: "SELECT deed, subject, actor, done_at FROM \(table) ORDER BY fid")
            .compactMap { row in
                DirectoryDeed.Kind(rawValue: row[0]).map {
                    DirectoryDeed(kind: $0, subject: row[1], actor: row[2], time: row[3])
                }
            }
    }
}
