public import Census
internal import GRDB

extension Workspace {
    /// Puts the tree of organisations in place of the one there is, and keeps who did.
    ///
    /// - Parameters:
    ///   - tree: The tree; the one that is there already changes nothing.
    ///   - actor: Who replaces it; empty when that is not known.
    ///   - time: When, as ISO 8601 text.
    ///   - isVoiding: Parts that are out are about to be declared void.
    /// - Throws: `DirectoryStoreError.treeInUse` while parts are out that the present tree named, and `StoreError`.
    public func setOrganisations(
        _ tree: OrganisationTree, by actor: String = "", time: String = "", isVoiding: Bool = false
    ) throws {
        try change { db in
            guard try Self.standingTree(in: db)?.organisations != tree.organisations else { return }
            let out = try HandoutTables.partsOut(in: db).map(\.receipt.organisation)
            guard out.isEmpty || isVoiding else {
                throw DirectoryStoreError.treeInUse(path: path, organisations: out)
            }
            try Self.write(tree, in: db)
            try DirectoryDeeds.record(
                .organisations, of: "\(tree.organisations.count)", by: actor, at: time, in: db)
        }
    }

    /// The tree that is there; one that another program spoilt is none.
    private static func standingTree(in db: Database) throws -> OrganisationTree? {
        do { return try tree(in: db) } catch is OrganisationTreeFaults { return nil }
    }

    /// The tree of organisations, or `nil` when none was set.
    ///
    /// - Throws: `OrganisationTreeFaults` when the table was edited into something that is no tree.
    public func organisations() throws -> OrganisationTree? {
        try GeoPackageFile.reportingDamage(of: path) { try queue.read { try Self.tree(in: $0) } }
    }

    static func write(_ tree: OrganisationTree, in db: Database) throws {
        try db.execute(sql: "DELETE FROM organisation")
        for office in tree.organisations {
            try db.execute(
                sql: """
                    INSERT INTO organisation (code, name, level, parent_code, kind, divisions)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    office.code, office.name, office.level.rawValue, office.parent,
                    office.isFunctionalZone ? "functional-zone" : "administrative",
                    office.divisions.joined(separator: ";"),
                ])
        }
    }

    static func tree(in db: Database) throws -> OrganisationTree? {
        let rows = try Row.fetchAll(
            db, sql: "SELECT code, name, level, parent_code, kind, divisions FROM organisation ORDER BY fid")
        guard !rows.isEmpty else { return nil }
        return try OrganisationTree(
            rows.map { row in
                let divisions: String = row[5]
                return Organisation(
                    code: row[0], name: row[1], level: OrganisationLevel(rawValue: row[2]) ?? .town,
                    parent: row[3], isFunctionalZone: row[4] == "functional-zone",
                    divisions: divisions.split(separator: ";").map(String.init))
            })
    }

    /// Gives units to organisations against the rule of divisions; the last one given counts.
    public func give(
        unit key: String, to organisation: String, reason: String, actor: String, time: String
    ) throws {
        try change { db in
            try db.execute(
                sql: """
                    INSERT INTO unit_organisation (unit_key, organisation, reason, actor, changed_at)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [key, organisation, reason, actor, time])
        }
    }

    static func overrides(in db: Database) throws -> [String: String] {
        var overrides: [String: String] = [:]
        let rows = try Row.fetchCursor(
            db, sql: "SELECT unit_key, organisation FROM unit_organisation ORDER BY changed_at, fid")
        while let row = try rows.next() { overrides[row[0]] = row[1] }
        return overrides
    }
}
