public import Census
internal import Foundation
internal import GRDB

/// A quality check as the workspace keeps it.
public struct StoredQualityCheck: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// What the areas of its strata are.
    public let areaKind: String
    /// The draw and what was entered.
    public let check: QualityCheck
    /// The digest of the draw as it was logged.
    public let digest: String
    /// Which of the draws from the same counties this is, from 1.
    public let ordinal: Int
    /// How many draws from the same counties there are: more than one asks why.
    public let draws: Int
}

/// Why a quality check cannot be gone on with.
public enum QualityStoreError: Error, Hashable, Sendable {
    /// Nothing of this name was drawn.
    case noDraw(name: String, known: [String])
    /// A sample of this name was drawn already.
    case drawnAlready(name: String)
    /// The draw in the file is no longer what was logged.
    case drawChanged(name: String)
    /// There is nothing to draw from.
    case emptyFrame(path: String)
    /// Rows of a list are refused; none of them was entered.
    case refused([QualityEntryRefusal])
}

/// A refused row of a list of results.
public struct QualityEntryRefusal: Hashable, Sendable {
    /// The row's place among those given, from 0.
    public let place: Int
    /// Why.
    public let reason: QualityRefusal
}

/// A row of a list of results: of a drawn unit, or of an area.
public enum QualityEntry: Hashable, Sendable {
    /// What was found of a unit.
    case unit(QualityResult)
    /// What the resurvey of an area found.
    case area(ResurveyFinding, actor: String, time: String)
}

/// What the areas of a sample's strata are.
public enum SampleAreaKind: Sendable {
    /// The county of the unit's division, 6 digits.
    case county
    /// The zone that the unit declares.
    case declaredZone
}

extension Workspace {
    /// Which units count in the register: neither removed by record nor in a state that does not count.
    public func registerStanding() throws -> RegisterStanding {
        RegisterStanding(
            histories: try histories(), dispositions: try entries(of: .dispositions),
            table: try dispositions())
    }

    /// The units that a sample is drawn from: all that count in the register.
    ///
    /// The kind is the code of the reference data where they know it, otherwise as written.
    public func sampleFrame(areas: SampleAreaKind) throws -> [SampleCandidate] {
        let kinds = try unitKinds()
        let left = try registerStanding().left
        return try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { db in
                let rows = try SteppedStatement(
                    "SELECT unit_key, kind, division_code, declared_zone FROM unit ORDER BY fid", in: db)
                var frame: [SampleCandidate] = []
                while try rows.step() {
                    let (key, kind) = (rows.text(0) ?? "", rows.text(1) ?? "")
                    guard !left.contains(key) else { continue }
                    let zone = rows.text(3) ?? ""
                    let division = rows.text(2) ?? zone
                    let area = areas == .county ? String(division.prefix(6)) : zone.isEmpty ? division : zone
                    frame.append(
                        SampleCandidate(
                            key: key, kind: UnitKind.named(kind, among: kinds)?.code ?? kind, area: area))
                }
                return frame
            }
        }
    }

    /// Draws a sample and keeps the draw, before anything can be entered.
    ///
    /// - Parameters:
    ///   - plan: The plan.
    ///   - frame: The units to draw from.
    ///   - name: What names the check; each is drawn once.
    ///   - areaKind: What the areas of the frame are.
    ///   - actor: Who draws.
    ///   - time: When, as ISO 8601 text in UTC.
    /// - Returns: The draw.
    /// - Throws: `QualityStoreError`, `StoreError`.
    public func drawSample(
        _ plan: SamplePlan, from frame: [SampleCandidate], name: String, areaKind: String, actor: String,
        time: String
    ) throws -> SampleDraw {
        guard !frame.isEmpty else { throw QualityStoreError.emptyFrame(path: path) }
        let name = Self.trimmed(name)
        return try change { db in
            guard try QualityTables.check(named: name, in: db) == nil else {
                throw QualityStoreError.drawnAlready(name: name)
            }
            let draw = SampleDraw(plan, from: frame)
            var check = QualityCheck()
            try check.enter(draw, actor: actor, time: time)
            if let log = check.log { try QualityTables.write(log, name: name, areaKind: areaKind, in: db) }
            return draw
        }
    }

    /// The check of a name.
    ///
    /// - Throws: `QualityStoreError.noDraw`; `QualityRefusal` when another program edited the tables so that results
    ///   contradict the draw.
    public func qualityCheck(named name: String) throws -> StoredQualityCheck {
        try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { try Self.check(named: name, in: $0).check }
        }
    }

    private static func trimmed(_ name: String) -> String {
        name.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func check(
        named name: String, in db: Database
    ) throws -> (fid: Int64, check: StoredQualityCheck) {
        let name = trimmed(name)
        guard let found = try QualityTables.check(named: name, in: db) else {
            throw QualityStoreError.noDraw(
                name: name, known: try QualityTables.names(in: db))
        }
        return found
    }

    /// Enters results: all of them or none.
    ///
    /// - Throws: `QualityStoreError`; `.refused` names every row that the check refuses.
    public func enter(_ entries: [QualityEntry], inCheck name: String) throws {
        try change { db in
            let (fid, stored) = try Self.check(named: name, in: db)
            let refusals = Self.refusals(of: entries, stored.check)
            guard refusals.isEmpty else { throw QualityStoreError.refused(refusals) }
            for entry in entries { try Self.insert(entry, draw: fid, in: db) }
        }
    }

    /// What would be refused of some results; nothing is entered.
    public func refusals(of entries: [QualityEntry], inCheck name: String) throws -> [QualityEntryRefusal] {
        Self.refusals(of: entries, try qualityCheck(named: name).check)
    }

    private static func refusals(of entries: [QualityEntry], _ stored: QualityCheck) -> [QualityEntryRefusal]
    {
        var check = stored
        var refusals: [QualityEntryRefusal] = []
        for (place, entry) in entries.enumerated() {
            do throws(QualityRefusal) {
                switch entry {
                case .unit(let result): try check.enter(result)
                case .area(let finding, _, _): try check.enter(finding)
                }
            } catch {
                refusals.append(QualityEntryRefusal(place: place, reason: error))
            }
        }
        return refusals
    }

    /// The draws that are no longer what was logged, and checks whose results contradict their draw.
    static func changedDraws(in db: Database) throws -> [String] {
        guard try db.tableExists("quality_draw") else { return [] }
        return try QualityTables.names(in: db).filter { name in
            do {
                _ = try QualityTables.check(named: trimmed(name), in: db)
                return false
            } catch is QualityRefusal {
                return true
            } catch QualityStoreError.drawChanged {
                return true
            }
        }
    }

    private static func insert(_ entry: QualityEntry, draw: Int64, in db: Database) throws {
        switch entry {
        case .unit(let result):
            try db.execute(
                sql: """
                    INSERT INTO quality_result (draw_fid, unit_key, is_duplicate, checked_items, wrong_items, actor,
                        entered_at, correction) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    draw, result.unit, result.isDuplicate, result.checkedItems, result.wrongItems,
                    result.actor, result.time, result.correction,
                ])
        case .area(let finding, let actor, let time):
            try db.execute(
                sql: """
                    INSERT INTO quality_finding (draw_fid, area, found, missed, actor, entered_at, correction)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    draw, finding.area, finding.found, finding.missed, actor, time, finding.correction,
                ])
        }
    }
}
