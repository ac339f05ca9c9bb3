public import Census
internal import Foundation
internal import GRDB
internal import GeoModel

/// What a file of evidence is.
public enum EvidenceKind: String, CaseIterable, Sendable {
    /// A picture.
    case photo
    /// The track of a receiver.
    case track
    /// The record of a flight.
    case flight
    /// Anything written.
    case document
}

/// A file of evidence about to be kept.
public struct EvidenceItem: Sendable {
    /// The file's path where it comes from.
    public let path: String
    /// Its SHA-256.
    public let digest: String
    /// Its size.
    public let bytes: Int
    /// What it is and what was read of it.
    public let content: Content

    /// What was read of a file.
    public enum Content: Sendable {
        /// A photo, with the fingerprint of its picture where it has one.
        case photo(PhotoMetadata, PerceptualHash?)
        /// A track, and the team that walked it.
        case track([TrackPoint], team: String?)
        /// A file that is kept as it is.
        case other(EvidenceKind)
    }

    /// Makes an item.
    public init(path: String, digest: String, bytes: Int, content: Content) {
        self.path = path
        self.digest = digest
        self.bytes = bytes
        self.content = content
    }
}

/// A photo as the workspace keeps it.
public struct StoredPhoto: Sendable {
    /// Its metadata with its digest and name.
    public let metadata: PhotoMetadata
    /// The fingerprint of its picture.
    public let fingerprint: PerceptualHash?
    /// The observation whose row names it.
    public let observation: StoredObservation?
    /// The verdict of the last review.
    public let verdict: PhotoVerdict?
    /// The findings of the last review, one a line.
    public let findings: LocalizedText
}

/// A photo's review, to be written beside it.
public struct ReviewedPhoto: Sendable {
    /// The digest.
    public let digest: String
    /// The name under which the file came; a file that came under several has a review for each.
    public let fileName: String
    /// The observation that it belongs to.
    public let observation: StoredObservation?
    /// Seconds added to its camera's clock.
    public let clockOffset: Double
    /// What was found.
    public let findings: [PhotoFinding]
    /// What it looked at.
    public let view: ViewCone?

    /// Makes a review.
    public init(
        digest: String, fileName: String, observation: StoredObservation?, clockOffset: Double,
        findings: [PhotoFinding], view: ViewCone?
    ) {
        self.digest = digest
        self.fileName = fileName
        self.observation = observation
        self.clockOffset = clockOffset
        self.findings = findings
        self.view = view
    }
}

extension Workspace {
    /// The folder of the workspace's evidence.
    public var evidence: EvidenceFolder { EvidenceFolder(besides: path) }

    /// The names under which each file came, by digest.
    public func evidenceNames() throws -> [String: Set<String>] {
        try reading { db in
            var names: [String: Set<String>] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT digest, file_name FROM evidence") {
                names[row[0], default: []].insert(row[1])
            }
            return names
        }
    }

    /// How many files there are of each kind.
    public func evidenceCounts() throws -> [EvidenceKind: Int] {
        try reading { db in
            var counts: [EvidenceKind: Int] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT kind, count(*) FROM evidence GROUP BY kind") {
                if let kind = EvidenceKind(rawValue: row[0]) { counts[kind] = row[1] }
            }
            return counts
        }
    }

    /// Keeps files: first each in the folder, then all of them in one transaction.
    ///
    /// A process killed between leaves files that the next import finds there, and of two imports at once each finds what
    /// the other has kept.
    ///
    /// - Throws: `EvidenceError`, `StoreError`.
    public func keep(_ items: [EvidenceItem], by signature: Signature) throws {
        for item in items { try evidence.keep(item.path, digest: item.digest) }
        try change { db in
            for item in items where try !Self.isKept(item, in: db) {
                try Self.insert(item, srsID: srsID, signature, in: db)
            }
        }
    }

    private static func isKept(_ item: EvidenceItem, in db: Database) throws -> Bool {
        let name = URL(fileURLWithPath: item.path).lastPathComponent
        let row = try Row.fetchOne(
            db, sql: "SELECT 1 FROM evidence WHERE digest = ? AND file_name = ?",
            arguments: [item.digest, name])
        return row != nil
    }

    private static func insert(
        _ item: EvidenceItem, srsID: Int, _ signature: Signature, in db: Database
    ) throws {
        let name = URL(fileURLWithPath: item.path).lastPathComponent
        var (kind, team) = (EvidenceKind.photo, String?.none)
        switch item.content {
        case .photo(let metadata, let hash): try insert(metadata, hash, srsID: srsID, in: db)
        case .track(let points, let walker):
            (kind, team) = (.track, walker)
            for point in points {
                try db.cachedStatement(
                    sql: "INSERT INTO evidence_track_point (track, at_s, x, y) VALUES (?, ?, ?, ?)"
                ).execute(arguments: [
                    item.digest, point.moment.seconds, point.position.x, point.position.y,
                ])
            }
        case .other(let other):
            kind = other
            if other == .photo { try EvidenceCopies.insert(item.digest, name, in: db) }
        }
        try db.execute(
            sql: """
                INSERT INTO evidence (digest, kind, file_name, bytes, team, imported_by, imported_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                item.digest, kind.rawValue, name, item.bytes, team, signature.person, signature.moment.text,
            ])
    }

    private static func insert(
        _ metadata: PhotoMetadata, _ hash: PerceptualHash?, srsID: Int, in db: Database
    ) throws {
        let position = PhotoPosition(of: metadata).usable
        let blob = position.map { Data(GeoPackageBlob.encode(.point($0), srsID: Int32(srsID))) }
        try db.execute(
            sql:
                "INSERT INTO evidence_photo (geom, digest, file_name, metadata, fingerprint) VALUES (?, ?, ?, ?, ?)",
            arguments: [
                blob, metadata.digest, metadata.fileName, metadata.json,
                hash.map { String($0.bits, radix: 16) },
            ])
    }

    /// The observers of the survey, each once.
    public func observers() throws -> Set<String> {
        try reading {
            Set(
                try String.fetchAll(
                    $0, sql: "SELECT DISTINCT observer FROM outfall_observation WHERE observer NOT NULL"))
        }
    }

    /// The observations that name a file that is there; those whose files nobody has brought yet may be millions.
    public func witnesses() throws -> [StoredObservation] {
        try reading { db in
            let arrived = Set(try String.fetchAll(db, sql: "SELECT lower(file_name) FROM evidence"))
            var found: [StoredObservation] = []
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT \(StoredObservation.list) FROM outfall_observation WHERE evidence IS NOT NULL ORDER BY fid
                    """)
            while let row = try rows.next() {
                guard let witness = StoredObservation(row) else { continue }
                let names = witness.observation.evidence
                if names.contains(where: { arrived.contains($0.lowercased()) }) {
                    found.append(witness)
                }
            }
            return found
        }
    }

    /// Every photo with the observation whose row names its file.
    ///
    /// Of several observations that name it the one nearest in time is taken.
    public func photos() throws -> [StoredPhoto] {
        let witnesses = try witnesses()
        var byName: [String: [StoredObservation]] = [:]
        for witness in witnesses {
            for name in witness.observation.evidence {
                byName[name.lowercased(), default: []].append(witness)
            }
        }
        let review = PhotoReview()
        return try reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT digest, file_name, metadata, fingerprint, verdict, findings, findings_en
                    FROM evidence_photo ORDER BY fid
                    """
            ).map { row in
                let metadata = PhotoMetadata(
                    json: row[2] ?? "", fileName: row[1] ?? "", digest: row[0] ?? "")
                let taken = review.cameraTime(of: metadata)
                let named = byName[metadata.fileName.lowercased()] ?? []
                let nearest = named.min { a, b in
                    guard let taken else { return false }
                    return (a.observation.moment.seconds - taken.seconds).magnitude
                        < (b.observation.moment.seconds - taken.seconds).magnitude
                }
                let bits = String.fromDatabaseValue(row[3]).flatMap { UInt64($0, radix: 16) }
                return StoredPhoto(
                    metadata: metadata, fingerprint: bits.map { PerceptualHash(bits: $0) },
                    observation: nearest,
                    verdict: String.fromDatabaseValue(row[4]).flatMap(PhotoVerdict.init(rawValue:)),
                    findings: LocalizedText(zh: row[5] ?? "", en: row[6] ?? ""))
            }
        }
    }

    /// The tracks by the team that walked them; tracks of nobody known stand under an empty name.
    public func tracks() throws -> [String: TrackLog] {
        try reading { db in
            var points: [String: [TrackPoint]] = [:]
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT coalesce(e.team, ''), p.at_s, p.x, p.y FROM evidence_track_point p
                    JOIN evidence e ON e.digest = p.track ORDER BY p.fid
                    """)
            while let row = try rows.next() {
                points[row[0], default: []].append(
                    TrackPoint(Moment(secondsSince1970: row[1]), Position(row[2], row[3])))
            }
            return points.mapValues { TrackLog($0) }
        }
    }

    /// Writes the reviews of photos: verdict and findings beside each, and what it looked at as an area.
    public func store(_ reviews: [ReviewedPhoto]) throws {
        try change { db in
            try db.execute(sql: "DELETE FROM evidence_view")
            var seen: Set<String> = []
            for review in reviews {
                try db.cachedStatement(
                    sql: """
                        UPDATE evidence_photo SET observation_id = ?, outfall_case = ?, clock_offset_s = ?, verdict = ?,
                            findings = ?, findings_en = ? WHERE digest = ? AND file_name = ?
                        """
                ).execute(arguments: [
                    review.observation?.observation.id, review.observation?.caseID, review.clockOffset,
                    PhotoVerdict(review.findings).rawValue,
                    review.findings.map { $0.text[.chinese] }.joined(separator: "\n"),
                    review.findings.map { $0.text[.english] }.joined(separator: "\n"), review.digest,
                    review.fileName,
                ])
                // One file looks one way, however many names it has.
                guard let view = review.view, seen.insert(review.digest).inserted else { continue }
                let blob = GeoPackageBlob.encode(.polygon(view.polygon()), srsID: Int32(srsID))
                try db.cachedStatement(
                    sql: "INSERT INTO evidence_view (geom, digest, direction) VALUES (?, ?, ?)"
                ).execute(arguments: [Data(blob), review.digest, view.direction])
            }
            for layer in [EvidenceTables.photo(srsID: srsID), EvidenceTables.view(srsID: srsID)] {
                try LayerSchema(layer).recordWholeExtent(in: db)
            }
        }
    }

    /// The names of files that observations give as evidence and that are not there.
    public func missingEvidence() throws -> [(observation: String, file: String)] {
        let names = try reading {
            Set(try String.fetchAll($0, sql: "SELECT lower(file_name) FROM evidence"))
        }
        return try reading { db in
            var missing: [(observation: String, file: String)] = []
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT observation_id, evidence FROM outfall_observation
                    WHERE evidence IS NOT NULL AND observation_id IS NOT NULL ORDER BY fid
                    """)
            while let row = try rows.next() {
                let id: String = row[0]
                for file in (String.fromDatabaseValue(row[1]) ?? "").split(separator: ";").map(String.init)
                where !names.contains(file.lowercased()) { missing.append((id, file)) }
            }
            return missing
        }
    }
}
