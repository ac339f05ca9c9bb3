internal import Census
internal import GRDB

/// The tables of the outfall register, of observations and of the survey's cases.
///
/// The register's entries are the rows of the layer of outfalls; what Bourn knows of an entry beyond the imported
/// list stands in further columns of the same row, so that QGIS shows one layer.
enum OutfallTables {
    static func create(srsID: Int, in db: Database) throws {
        for column in entryColumns { try db.execute(sql: "ALTER TABLE outfall ADD COLUMN \(column)") }
        try db.execute(sql: "CREATE INDEX outfall_id ON outfall (outfall_id)")
        try LayerSchema(observation(srsID: srsID)).create(in: db)
        try SpatialIndex(layer: "outfall_observation", column: "geom").create(in: db)
        for table in tables {
            try AttributeTable.create(table.name, table.columns, in: db)
        }
        for index in indexes { try db.execute(sql: "CREATE INDEX \(index)") }
        try OutfallAdoption(in: db, source: "migration", actor: "").adoptAll()
    }

    static func observation(srsID: Int) -> LayerDefinition {
        LayerDefinition(
            name: "outfall_observation", identifier: "排污口观测",
            geometry: GeometryColumn(type: "POINT", srsID: srsID),
            fields: [
                FieldDefinition("observation_id", .text), FieldDefinition("source", .text),
                FieldDefinition("observed_at", .text), FieldDefinition("observer", .text),
                FieldDefinition("name", .text), FieldDefinition("accuracy_m", .real),
                FieldDefinition("declared_side", .text), FieldDefinition("suspect", .text),
                FieldDefinition("finding", .text), FieldDefinition("evidence", .text),
                FieldDefinition("note", .text), FieldDefinition("case_id", .text),
                FieldDefinition("opening_case", .text), FieldDefinition("coordinate_text", .text),
                FieldDefinition("coordinate_reference", .text), FieldDefinition("uncertainty_m", .real),
                FieldDefinition("coordinate_notes", .text), FieldDefinition("source_fields", .text),
            ])
    }

    private static let entryColumns = [
        "outfall_id TEXT", "case_id TEXT", "state TEXT", "exclusion TEXT", "class_hj1312 TEXT",
        "declared_side TEXT", "discharge_other TEXT", "flow_m3_d REAL", "flow_m3_a REAL", "other_x REAL",
        "other_y REAL", "register_notes TEXT", "changed_by TEXT", "changed_at TEXT",
    ]

    private static let tables: [(name: String, columns: String)] = [
        (
            "outfall_code",
            """
            outfall_id TEXT NOT NULL, scheme TEXT NOT NULL, value TEXT NOT NULL, valid_from TEXT NOT NULL,
            valid_through TEXT, reason TEXT NOT NULL, given_by TEXT NOT NULL, given_at TEXT NOT NULL
            """
        ),
        // The highest serial that was ever given: it stays when the outfall goes.
        ("outfall_serial", "scheme TEXT NOT NULL, area TEXT NOT NULL, highest INTEGER NOT NULL"),
        (
            "outfall_change",
            """
            outfall_id TEXT NOT NULL, field TEXT NOT NULL, old TEXT, new TEXT, reason TEXT NOT NULL,
            actor TEXT NOT NULL, changed_at TEXT NOT NULL
            """
        ),
        (
            "survey_case",
            "case_id TEXT NOT NULL, state TEXT NOT NULL, opened_at TEXT NOT NULL, outfall_id TEXT"
        ),
        (
            "survey_step",
            """
            case_id TEXT NOT NULL, action TEXT NOT NULL, person TEXT NOT NULL, role TEXT NOT NULL,
            taken_at TEXT NOT NULL, evidence TEXT NOT NULL, reason TEXT NOT NULL, recorded_by TEXT NOT NULL,
            recorded_at TEXT NOT NULL
            """
        ),
        (
            "identity_event",
            """
            event_id TEXT NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL, members TEXT NOT NULL,
            person TEXT NOT NULL, decided_at TEXT NOT NULL, reason TEXT NOT NULL
            """
        ),
        ("identity_event_case", "event_fid INTEGER NOT NULL, case_id TEXT NOT NULL"),
        // What an office asks of its teams; it is data, so that no constant decides.
        (
            "outfall_rule",
            "name TEXT NOT NULL, value TEXT NOT NULL, actor TEXT NOT NULL, set_at TEXT NOT NULL"
        ),
    ]

    private static let indexes = [
        "outfall_code_value ON outfall_code (value)", "outfall_code_outfall ON outfall_code (outfall_id)",
        "outfall_change_outfall ON outfall_change (outfall_id)",
        "outfall_observation_key ON outfall_observation (observation_id)",
        "outfall_observation_case ON outfall_observation (case_id)",
        "outfall_observation_opening ON outfall_observation (opening_case)",
        "survey_case_key ON survey_case (case_id)", "survey_case_state ON survey_case (state)",
        "survey_step_case ON survey_step (case_id)", "identity_event_key ON identity_event (event_id)",
        "identity_event_case_case ON identity_event_case (case_id)",
        "identity_event_case_event ON identity_event_case (event_fid)",
    ]
}
