internal import Census
internal import GRDB

/// The tables of monitoring: reference data that an office can change, and visits, samples and results.
enum MonitoringTables {
    static let activity = "monitoring_activity"
    static let sample = "monitoring_sample"
    static let result = "monitoring_result"
    static let custody = "monitoring_custody"
    static let change = "monitoring_change"

    static func create(in db: Database) throws {
        for table in ReferenceTable.allCases {
            let fields = table.columns.map { FieldDefinition($0, .text) }
            try make(table.tableName, table.title.chinese, fields, in: db)
            try fill(table, with: table.defaults, in: db)
        }
        for table in measured { try make(table.name, table.identifier, table.fields, in: db) }
        for index in indexes { try db.execute(sql: "CREATE INDEX \(index)") }
    }

    /// Puts rows in place of those that a reference table has.
    static func fill(_ table: ReferenceTable, with rows: [[String]], in db: Database) throws {
        let columns = table.columns
        try db.execute(sql: "DELETE FROM \(table.tableName)")
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        let insertion = try RowStatement(
            "INSERT INTO \(table.tableName) (\(list(columns))) VALUES (\(marks))", in: db)
        for row in rows {
            try insertion.run(columns.indices.map { .text($0 < row.count ? row[$0] : "") })
        }
    }

    /// Columns for a statement, quoted: one of them is called `check`.
    static func list(_ columns: [String]) -> String {
        columns.map { "\(SQLIdentifier($0))" }.joined(separator: ", ")
    }

    private static func make(
        _ name: String, _ identifier: String, _ fields: [FieldDefinition], in db: Database
    ) throws {
        try LayerSchema(
            LayerDefinition(name: name, identifier: identifier, geometry: nil, fields: fields)
        ).create(in: db)
    }

    /// A visit, its bottles, and the results of each: by these three a result is traced to the bank.
    private static let measured: [LayerDefinition] = [
        table(
            activity, "采样活动",
            "outfall_code sampled_on basin_code season season_year:i declared_season team samplers"),
        // `measured` repeats which indicators a bottle has results of, so that completeness needs no look at them.
        table(sample, "样品", "activity_fid:i label kind partner minute:i laboratory batch measured"),
        table(
            result, "监测结果",
            "sample_fid:i indicator value:r qualifier limit_value:r unit method method_limit:r fraction "
                + "original analysed_on instrument added:r"),
        table(custody, "样品流转", "label step person at"),
        table(
            change, "监测数据变更", "what label indicator before after actor reason changed_at import_fid:i"),
    ]

    /// A table whose columns are text, or whole numbers (`:i`) or floating-point ones (`:r`).
    private static func table(_ name: String, _ identifier: String, _ columns: String) -> LayerDefinition {
        let fields = columns.split(separator: " ").map { column -> FieldDefinition in
            let parts = column.split(separator: ":")
            let kind: FieldDefinition.Kind = parts.count == 1 ? .text : parts[1] == "i" ? .integer : .real
            return FieldDefinition(String(parts[0]), kind)
        }
        return LayerDefinition(name: name, identifier: identifier, geometry: nil, fields: fields)
    }

    // Not UNIQUE: a second unique key makes row-level merging of field copies impossible.
    private static let indexes = [
        "monitoring_activity_outfall ON monitoring_activity (outfall_code, season_year, season, sampled_on, team, samplers)",
        "monitoring_sample_label ON monitoring_sample (label)",
        "monitoring_sample_activity ON monitoring_sample (activity_fid, kind, measured)",
        "monitoring_result_sample ON monitoring_result (sample_fid)",
        "monitoring_custody_label ON monitoring_custody (label)",
        "monitoring_outfall_division ON outfall (division_code)",
    ]
}
