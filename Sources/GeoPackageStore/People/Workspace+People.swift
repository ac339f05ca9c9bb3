public import Census
internal import GRDB
internal import GeoModel

/// What taking people in did.
public struct PeopleTally: Hashable, Sendable {
    /// People who were not there before.
    public let inserted: Int
    /// People with other values than before.
    public let updated: Int
    /// People as before.
    public let unchanged: Int
}

extension Workspace {
    /// The people and who works where.
    public func staffing() throws -> Staffing {
        try GeoPackageFile.reportingDamage(of: path) { try queue.read { try Self.staffing(in: $0) } }
    }

    static func staffing(in db: Database) throws -> Staffing {
        var staffing = Staffing()
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT code, name, role, team, third_party, phone, division, capacity, x, y FROM person
                ORDER BY code
                """)
        staffing.people = rows.map { row in
            let (x, y): (Double?, Double?) = (row[8], row[9])
            var home: Position?
            if let x, let y { home = Position(x, y) }
            return CensusPerson(
                code: row[0], name: row[1], role: CensusPerson.Role(rawValue: row[2]) ?? .enumerator,
                team: row[3], isThirdParty: row[4], phone: row[5], division: row[6], capacity: row[7],
                home: home)
        }
        for row in try Row.fetchAll(db, sql: "SELECT zone, person FROM zone_person ORDER BY zone, person") {
            let (zone, person): (String, String) = (row[0], row[1])
            staffing.enumerators[zone, default: []].append(person)
        }
        for row in try Row.fetchAll(db, sql: "SELECT person, supervisor FROM person_supervisor") {
            let (person, supervisor): (String, String) = (row[0], row[1])
            staffing.supervisors[person] = supervisor
        }
        return staffing
    }

    /// Takes people in, as one transaction, and records who is new and what changed; those not among them stay.
    ///
    /// - Returns: How many were new, changed, and as before.
    /// - Throws: `StoreError`; then nothing has changed.
    public func takeIn(_ people: [CensusPerson], by attribution: Attribution) throws -> PeopleTally {
        try change { db in
            let known = try Self.staffing(in: db).people
            var before = Dictionary(known.map { ($0.code, $0) }) { first, _ in first }
            var (inserted, updated, unchanged) = (0, 0, 0)
            for person in people {
                guard let event = person.event(since: before[person.code], by: attribution) else {
                    unchanged += 1
                    continue
                }
                if event.kind == .registered { inserted += 1 } else { updated += 1 }
                before[person.code] = person
                try Self.write(person, in: db)
                try Self.record(event, in: db)
            }
            return PeopleTally(inserted: inserted, updated: updated, unchanged: unchanged)
        }
    }

    private static func write(_ person: CensusPerson, in db: Database) throws {
        try db.execute(sql: "DELETE FROM person WHERE code = ?", arguments: [person.code])
        try db.execute(
            sql: """
                INSERT INTO person (code, name, role, team, third_party, phone, division, capacity, x, y)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                person.code, person.name, person.role.rawValue, person.team, person.isThirdParty,
                person.phone, person.division, person.capacity, person.home?.x, person.home?.y,
            ])
    }

    private static func record(_ event: StaffingEvent, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO person_event (kind, person, subject, actor, reason, happened_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                event.kind.rawValue, event.person, event.subject, event.actor, event.reason, event.time,
            ])
    }

    /// Puts another staffing in place of the one there is and records each change; the people themselves stay.
    ///
    /// - Returns: What changed.
    /// - Throws: `StoreError`; then nothing has changed.
    @discardableResult
    public func setStaffing(_ staffing: Staffing, by attribution: Attribution) throws -> [StaffingEvent] {
        try change { db in
            let events = staffing.events(since: try Self.staffing(in: db), by: attribution)
            try db.execute(sql: "DELETE FROM zone_person")
            try db.execute(sql: "DELETE FROM person_supervisor")
            for (zone, people) in staffing.enumerators.sorted(by: { $0.key < $1.key }) {
                for person in people {
                    try db.execute(
                        sql: "INSERT INTO zone_person (zone, person) VALUES (?, ?)",
                        arguments: [zone, person])
                }
            }
            for (person, supervisor) in staffing.supervisors.sorted(by: { $0.key < $1.key }) {
                try db.execute(
                    sql: "INSERT INTO person_supervisor (person, supervisor) VALUES (?, ?)",
                    arguments: [person, supervisor])
            }
            for event in events { try Self.record(event, in: db) }
            return events
        }
    }

    /// Every change of the people and of who works where, the first first.
    public func staffingEvents() throws -> [StaffingEvent] {
        try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { db in
                try Row.fetchAll(
                    db,
                    sql:
                        "SELECT kind, person, subject, actor, reason, happened_at FROM person_event ORDER BY fid"
                ).compactMap { row in
                    guard let kind = StaffingEvent.Kind(rawValue: row[0]) else { return nil }
                    return StaffingEvent(
                        kind, person: row[1], subject: row[2], actor: row[3], reason: row[4], time: row[5])
                }
            }
        }
    }
}
