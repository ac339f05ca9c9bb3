internal import Census
internal import GRDB

/// The history of a workspace's schema.
///
/// A migration that was released is never edited; the next one mends it.
enum WorkspaceMigrations {
    static func migrator(srsID: Int) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: layers and imports") { try layersAndImports(srsID: srsID, in: $0) }
        migrator.registerMigration("directory: organisations, changes and splits") {
            try DirectoryTables.create(in: $0)
        }
        migrator.registerMigration("zone book: roads") { try RoadLayer.create(srsID: srsID, in: $0) }
        migrator.registerMigration("zones: codes, lineage, pieces and edits") {
            try ZoneTables.create(srsID: srsID, in: $0)
        }
        migrator.registerMigration("directory: whose part a workspace is") {
            try DirectoryOwnerTable.create(in: $0)
        }
        migrator.registerMigration("directory: the zone of each unit") { try UnitZoneTables.create(in: $0) }
        migrator.registerMigration("directory: reference data and what people say of units") {
            try ReferenceTables.create(in: $0)
            try UnitLogTables.create(in: $0)
        }
        migrator.registerMigration("directory: quality checks") { try QualityTables.create(in: $0) }
        migrator.registerMigration("people: who works where") { try PeopleTables.create(in: $0) }
        migrator.registerMigration("placement: proposals, decisions and moves") {
            try PlacementTables.create(in: $0)
        }
        migrator.registerMigration("outfalls: register, observations and cases") {
            try OutfallTables.create(srsID: srsID, in: $0)
        }
        migrator.registerMigration("evidence: files, photos and tracks") {
            try EvidenceTables.create(srsID: srsID, in: $0)
        }
        migrator.registerMigration("sampling: teams, plans and visits") { try SamplingTables.create(in: $0) }
        migrator.registerMigration("monitoring: reference data, samples and results") {
            try MonitoringTables.create(in: $0)
        }
        migrator.registerMigration("placement: coordinates that later imports replaced") {
            try PlacementTables.createRelocations(in: $0)
        }
        migrator.registerMigration("coverage: decisions on faults") { try FaultDecisionTable.create(in: $0) }
        migrator.registerMigration("directory: what was handed out, row by row") {
            try HandoutTables.create(in: $0)
        }
        migrator.registerMigration("directory: draws sealed and results corrected") {
            try QualityTables.protect(in: $0)
        }
        migrator.registerMigration("outfalls: whose water they carry, and when their list was filled in") {
            try OutfallServiceColumn.create(in: $0)
        }
        migrator.registerMigration("outfalls: the index of codes names the outfall") {
            try OutfallCodeIndex.create(in: $0)
        }
        migrator.registerMigration("evidence: photos by observation") {
            try EvidencePhotoIndex.create(in: $0)
        }
        migrator.registerMigration("zones: what they were drawn by") {
            try ZoneConditionTable.create(in: $0)
        }
        migrator.registerMigration("placement: limits that an office may change") {
            try ReferenceTables.createPlacementLimits(in: $0)
        }
        migrator.registerMigration("outfalls: when decisions were recorded, and what a joining moved") {
            try RecordedTimes.create(in: $0)
        }
        migrator.registerMigration("evidence: a row for each name of a photo") {
            try EvidenceCopies.create(in: $0)
        }
        migrator.registerMigration("monitoring: holding times, and rules about bottles and basins") {
            try HoldingTimeTable.create(in: $0)
        }
        migrator.registerMigration("monitoring: what people decided on results") {
            try ResultDecisionTable.create(in: $0)
        }
        migrator.registerMigration("monitoring: the seasons sampled, without a look at every visit") {
            try SampledOccasionIndex.create(in: $0)
        }
        migrator.registerMigration("placement: the units that proposals speak of") {
            try ProposedUnits.create(in: $0)
        }
        migrator.registerMigration("directory: seals kept in the part") { try SealTable.create(in: $0) }
        migrator.registerMigration("directory: when the census began") {
            try ReferenceTables.createCensusDates(in: $0)
        }
        migrator.registerMigration("directory: which unit was in a zone") {
            try UnitZoneTables.addNames(in: $0)
        }
        migrator.registerMigration("directory: who split, merged and sealed it") {
            try DirectoryDeeds.create(in: $0)
        }
        migrator.registerMigration("outfalls: which changes are a person's corrections") {
            try CorrectionColumn.create(in: $0)
        }
        migrator.registerMigration("sampling: plans found by their outfall") {
            try SamplingPlanIndexes.create(in: $0)
        }
        return migrator
    }

    private static func layersAndImports(srsID: Int, in db: Database) throws {
        let setting = LayerDefinition(
            name: WorkspaceSetting.table, identifier: "Bourn", geometry: nil,
            fields: [FieldDefinition("name", .text), FieldDefinition("value", .integer)])
        try LayerSchema(setting).create(in: db)
        try WorkspaceSetting.srsID.write(srsID, in: db)
        for kind in ImportKind.allCases {
            let layer = WorkspaceLayer(kind: kind, srsID: srsID)
            try LayerSchema(layer.definition).create(in: db)
            try SpatialIndex(layer: kind.layerName, column: "geom").create(in: db)
            // Not UNIQUE: a second unique key makes row-level merging of field copies impossible.
            try db.execute(
                sql: "CREATE INDEX \(kind.layerName)_key ON \(kind.layerName) (\(layer.keyColumn))")
        }
        try createImportTables(in: db)
    }

    private static func createImportTables(in db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE import_run (
                    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL,
                    reference TEXT NOT NULL, imported_at TEXT NOT NULL, rows_read INTEGER NOT NULL,
                    inserted INTEGER NOT NULL, updated INTEGER NOT NULL, unchanged INTEGER NOT NULL,
                    refused INTEGER NOT NULL, mapping TEXT NOT NULL)
                """)
        try db.execute(
            sql: """
                CREATE TABLE import_refusal (
                    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
                    import_fid INTEGER NOT NULL REFERENCES import_run (fid) ON DELETE CASCADE,
                    row INTEGER NOT NULL, line INTEGER, field TEXT, value TEXT, reason TEXT NOT NULL,
                    reason_en TEXT NOT NULL)
                """)
        try db.execute(sql: "CREATE INDEX import_refusal_run ON import_refusal (import_fid)")
        for table in ["import_run", "import_refusal"] {
            try AttributeTable.register(table, in: db)
        }
    }
}
