internal import GRDB

/// A photo that came under several names is evidence for several observations, and has a row and a verdict for each name.
enum EvidenceCopies {
    private static let insertion = """
        INSERT INTO evidence_photo (geom, digest, file_name, metadata, fingerprint)
        SELECT p.geom, p.digest, e.file_name, p.metadata, p.fingerprint FROM evidence e
        JOIN evidence_photo p ON p.fid = (SELECT min(fid) FROM evidence_photo WHERE digest = e.digest)
        WHERE e.kind = 'photo' AND NOT EXISTS
            (SELECT 1 FROM evidence_photo q WHERE q.digest = e.digest AND q.file_name = e.file_name)
        """

    /// Gives every name that is there a row of its own.
    static func create(in db: Database) throws { try db.execute(sql: insertion) }

    /// Gives a further name of a photo a row; nothing when the file is no photo that was read.
    static func insert(_ digest: String, _ name: String, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO evidence_photo (geom, digest, file_name, metadata, fingerprint)
                SELECT geom, digest, ?1, metadata, fingerprint FROM evidence_photo
                WHERE digest = ?2 ORDER BY fid LIMIT 1
                """
        ).execute(arguments: [name, digest])
    }
}
