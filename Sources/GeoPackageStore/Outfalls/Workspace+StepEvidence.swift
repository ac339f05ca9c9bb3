internal import Census
internal import GRDB

extension Workspace {
    /// Looks whether files may carry a step of a case.
    ///
    /// A file counts by its name in either case of letters, or by its digest. A photo that its review calls worthless carries
    /// nothing, and one that belongs to an observation of another case nothing here.
    ///
    /// - Parameters:
    ///   - names: Names or digests.
    ///   - id: The case, one of its observations, or its code.
    /// - Throws: `SurveyRefusal`, and `SurveyStoreError.noCase`.
    public func checkEvidence(_ names: [String], for id: String) throws {
        guard !names.isEmpty else { return }
        try reading { db in
            let caseID = try Self.surveyCase(id, in: db).survey.id
            for name in names {
                let digests = try String.fetchAll(
                    db,
                    sql: """
                        SELECT DISTINCT digest FROM evidence WHERE file_name = ?1 COLLATE NOCASE OR digest = lower(?1)
                        """, arguments: [name])
                guard let digest = digests.first else { throw SurveyRefusal.evidenceUnknown(name) }
                guard digests.count == 1 else {
                    throw SurveyRefusal.evidenceAmbiguous(name, digests: digests)
                }
                try Self.checkPhoto(digest, name, for: caseID, in: db)
            }
        }
    }

    /// A file that is no photo has no row there and is taken as it is.
    private static func checkPhoto(
        _ digest: String, _ name: String, for caseID: String, in db: Database
    ) throws {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT p.verdict, coalesce(p.findings, ''), coalesce(p.findings_en, ''), o.case_id
                FROM evidence_photo p LEFT JOIN outfall_observation o ON o.observation_id = p.observation_id
                WHERE p.digest = ?1 ORDER BY p.file_name <> ?2 COLLATE NOCASE, p.fid LIMIT 1
                """, arguments: [digest, name])
        guard let row else { return }
        if let other = String.fromDatabaseValue(row[3]), other != caseID {
            throw SurveyRefusal.evidenceOfAnother(name, case: other)
        }
        guard String.fromDatabaseValue(row[0]) == PhotoVerdict.worthless.rawValue else { return }
        throw SurveyRefusal.evidenceWorthless(
            name, LocalizedText(zh: row[1] as String, en: row[2] as String))
    }
}
