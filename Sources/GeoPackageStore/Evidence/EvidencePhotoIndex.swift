internal import GRDB

/// The index by which an observation's photos are found.
enum EvidencePhotoIndex {
    static func create(in db: Database) throws {
        try db.execute(sql: "CREATE INDEX evidence_photo_observation ON evidence_photo (observation_id)")
    }
}
