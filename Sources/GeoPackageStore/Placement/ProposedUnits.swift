internal import Census
internal import GRDB
public import GeoModel

/// A unit that a proposal speaks of, as it was when the proposal was made.
public struct ProposedUnit: Hashable, Sendable {
    /// The unit's row.
    public let row: Int64
    /// The unit's key.
    public let key: String
    /// Where the row had it; `nil` for nowhere.
    public let position: Position?
    /// The coordinates as they were typed.
    public let text: String

    /// Makes a unit.
    public init(row: Int64, key: String, position: Position?, text: String) {
        self.row = row
        self.key = key
        self.position = position
        self.text = text
    }
}

/// The table of the units that proposals speak of.
///
/// A batch is a name that later imports go on using, so a proposal keeps its rows, and by their coordinates tells which of
/// them are still what it was made for.
enum ProposedUnits {
    static func create(in db: Database) throws {
        try AttributeTable.create(
            "placement_unit",
            """
            proposal INTEGER NOT NULL, unit_fid INTEGER NOT NULL, unit_key TEXT NOT NULL, x REAL, y REAL,
            coordinate_text TEXT NOT NULL
            """, in: db)
        try db.execute(sql: "CREATE INDEX placement_unit_proposal ON placement_unit (proposal)")
    }

    static func insert(_ units: [ProposedUnit], of proposal: Int, in db: Database) throws {
        let statement = try db.makeStatement(
            sql: """
                INSERT INTO placement_unit (proposal, unit_fid, unit_key, x, y, coordinate_text)
                VALUES (?, ?, ?, ?, ?, ?)
                """)
        for unit in units {
            try statement.execute(arguments: [
                proposal, unit.row, unit.key, unit.position?.x, unit.position?.y, unit.text,
            ])
        }
    }

    /// The units of some proposals.
    static func read(where condition: String, _ arguments: StatementArguments, in db: Database) throws
        -> [ProposedUnit]
    {
        try Row.fetchAll(
            db,
            sql: """
                SELECT unit_fid, unit_key, x, y, coordinate_text FROM placement_unit
                WHERE \(condition) ORDER BY fid
                """, arguments: arguments
        ).map { row in
            let (x, y): (Double?, Double?) = (row[2], row[3])
            let position = x.flatMap { x in y.map { Position(x, $0) } }
            return ProposedUnit(row: row[0], key: row[1], position: position, text: row[4])
        }
    }

    /// The units of all proposals on which nobody has decided.
    static func open(in db: Database) throws -> Set<ProposedUnit> {
        let isOpen = "proposal NOT IN (SELECT proposal FROM placement_decision)"
        return Set(try read(where: isOpen, StatementArguments(), in: db))
    }
}

extension Workspace {
    /// The units of which open proposals speak, as they were then.
    ///
    /// - Throws: `StoreError`.
    public func unitsUnderProposal() throws -> Set<ProposedUnit> {
        try GeoPackageFile.reportingDamage(of: path) { try queue.read { try ProposedUnits.open(in: $0) } }
    }

    /// The units of which a proposal speaks, as they were then; none where there is no such proposal.
    ///
    /// - Throws: `StoreError`.
    public func units(ofProposal proposal: Int) throws -> [ProposedUnit] {
        try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { try ProposedUnits.read(where: "proposal = ?", [proposal], in: $0) }
        }
    }
}
