public import Census
internal import GRDB
internal import GeoModel

/// A photo as its last review left it.
public struct JudgedPhoto: Hashable, Sendable {
    /// The file's name.
    public let fileName: String
    /// The observation that it belongs to.
    public let observation: String?
    /// The case that the observation belongs to now.
    public let caseID: String?
    /// What it is worth.
    public let verdict: PhotoVerdict
    /// Why, one finding a line.
    public let findings: LocalizedText

    fileprivate static let list =
        "p.file_name, p.observation_id, o.case_id, p.verdict, coalesce(p.findings, ''), coalesce(p.findings_en, '')"

    /// `nil` when another program wrote no verdict of ours.
    fileprivate init?(_ row: Row) {
        guard let verdict = String.fromDatabaseValue(row[3]).flatMap(PhotoVerdict.init(rawValue:)) else {
            return nil
        }
        fileName = String.fromDatabaseValue(row[0]) ?? ""
        observation = String.fromDatabaseValue(row[1])
        caseID = String.fromDatabaseValue(row[2])
        self.verdict = verdict
        findings = LocalizedText(
            zh: String.fromDatabaseValue(row[4]) ?? "", en: String.fromDatabaseValue(row[5]) ?? "")
    }
}

extension Workspace {
    /// The reviewed photos of observations, by the observation and in the order in which they came.
    ///
    /// - Complexity: O(k log n) for k observations asked for among n photos.
    public func judgedPhotos(ofObservations ids: [String]) throws -> [String: [JudgedPhoto]] {
        let list = String(decoding: JSONValue.array(ids.map(JSONValue.string)).json, as: UTF8.self)
        let photos = try reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(JudgedPhoto.list) FROM json_each(?) j CROSS JOIN evidence_photo p
                    LEFT JOIN outfall_observation o ON o.observation_id = p.observation_id
                    WHERE p.observation_id = j.value ORDER BY p.fid
                    """, arguments: [list]
            ).compactMap(JudgedPhoto.init)
        }
        return Dictionary(grouping: photos) { $0.observation ?? "" }
    }

    /// The photos that somebody must look at before they are relied on, the least worth first.
    ///
    /// - Parameter limit: The most to give.
    /// - Returns: Photos with any verdict but sound.
    /// - Throws: `StoreError`.
    public func photosHeldBack(limit: Int) throws -> [JudgedPhoto] {
        let verdicts = [PhotoVerdict.worthless, .doubtful, .usableWithCare]
        let order = verdicts.enumerated().map { "WHEN '\($1.rawValue)' THEN \($0)" }.joined(separator: " ")
        return try reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(JudgedPhoto.list) FROM evidence_photo p
                    LEFT JOIN outfall_observation o ON o.observation_id = p.observation_id
                    WHERE p.verdict IN (\(verdicts.map { "'\($0.rawValue)'" }.joined(separator: ", ")))
                    ORDER BY CASE p.verdict \(order) END, p.file_name LIMIT ?
                    """, arguments: [limit]
            ).compactMap(JudgedPhoto.init)
        }
    }

    /// Seconds that the last review added to each team's camera, of those where a track told any.
    public func solvedClocks() throws -> [String: Double] {
        try reading { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT o.observer, max(p.clock_offset_s) FROM evidence_photo p
                    JOIN outfall_observation o ON o.observation_id = p.observation_id
                    WHERE p.clock_offset_s <> 0 AND o.observer NOT NULL GROUP BY o.observer
                    """)
            return rows.reduce(into: [:]) { clocks, row in
                guard let observer = String.fromDatabaseValue(row[0]),
                    let seconds = Double.fromDatabaseValue(row[1])
                else { return }
                clocks[observer] = seconds
            }
        }
    }
}
