internal import GRDB

/// The tables of evidence: files by digest, photos with their views, and points of tracks.
enum EvidenceTables {
    static func create(srsID: Int, in db: Database) throws {
        for layer in [photo(srsID: srsID), view(srsID: srsID)] {
            try LayerSchema(layer).create(in: db)
            try SpatialIndex(layer: layer.name, column: "geom").create(in: db)
        }
        for (name, columns) in tables {
            try AttributeTable.create(name, columns, in: db)
        }
        for index in [
            "evidence_digest ON evidence (digest)", "evidence_name ON evidence (file_name)",
            "evidence_photo_digest ON evidence_photo (digest)",
            "evidence_track_point_track ON evidence_track_point (track)",
        ] { try db.execute(sql: "CREATE INDEX \(index)") }
    }

    static func photo(srsID: Int) -> LayerDefinition {
        LayerDefinition(
            name: "evidence_photo", identifier: "照片",
            geometry: GeometryColumn(type: "POINT", srsID: srsID),
            fields: [
                FieldDefinition("digest", .text), FieldDefinition("file_name", .text),
                FieldDefinition("observation_id", .text), FieldDefinition("outfall_case", .text),
                FieldDefinition("taken_at", .text), FieldDefinition("clock_offset_s", .real),
                FieldDefinition("metadata", .text), FieldDefinition("fingerprint", .text),
                FieldDefinition("verdict", .text), FieldDefinition("findings", .text),
                FieldDefinition("findings_en", .text),
            ])
    }

    static func view(srsID: Int) -> LayerDefinition {
        LayerDefinition(
            name: "evidence_view", identifier: "照片视域",
            geometry: GeometryColumn(type: "POLYGON", srsID: srsID),
            fields: [FieldDefinition("digest", .text), FieldDefinition("direction", .real)])
    }

    private static let tables = [
        (
            "evidence",
            """
            digest TEXT NOT NULL, kind TEXT NOT NULL, file_name TEXT NOT NULL, bytes INTEGER NOT NULL,
            team TEXT, imported_by TEXT NOT NULL, imported_at TEXT NOT NULL
            """
        ),
        (
            "evidence_track_point",
            "track TEXT NOT NULL, at_s REAL NOT NULL, x REAL NOT NULL, y REAL NOT NULL"
        ),
    ]
}
