internal import Census
internal import GRDB

/// Brings workspaces made before there were holding times, and rules about bottles and basins, to what new ones start with.
enum HoldingTimeTable {
    static func create(in db: Database) throws {
        let table = ReferenceTable.holdingTimes
        if try !db.tableExists(table.tableName) {
            let fields = table.columns.map { FieldDefinition($0, .text) }
            try LayerSchema(
                LayerDefinition(
                    name: table.tableName, identifier: table.title.chinese, geometry: nil, fields: fields)
            ).create(in: db)
            try MonitoringTables.fill(table, with: table.defaults, in: db)
        }
        try addRules(in: db)
    }

    /// Only rules whose check the table has not: what an office made of the others stays.
    private static func addRules(in db: Database) throws {
        let table = ReferenceTable.reviewRules
        let rows = try Workspace.rows(of: table, in: db)
        let new = ReviewRule.defaults.filter { rule in
            guard [.bottleOrigin, .holdingTime, .basin].contains(rule.check) else { return false }
            return !rows.contains { $0[4] == rule.check.word }
        }
        guard !new.isEmpty else { return }
        let taken = Set(rows.map { $0[0] })
        // An office may have used the number for a rule of its own.
        let added = new.map { rule in
            taken.contains(rule.id) ? [rule.id + "b"] + rule.row.dropFirst() : rule.row
        }
        try MonitoringTables.fill(table, with: rows + added, in: db)
        try Workspace.log(
            "table \(table.rawValue)", before: nil, after: added.map { $0[0] }.joined(separator: " "),
            by: Authorship(actor: "bourn", reason: "new rules of this version"), in: db)
    }
}
