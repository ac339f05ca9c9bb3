public import Census
internal import Foundation
internal import GRDB
public import GeoModel

/// Which entries of the register are wanted.
public struct RegisterQuery: Hashable, Sendable {
    /// Only those inside this rectangle of the workspace's coordinates.
    public var within: Envelope?
    /// Only those with a code, past or present, of any scheme that begins so.
    public var codePrefix: String?
    /// Only those in this state.
    public var state: RegisterState?
    /// The most entries to give.
    public var limit = 10_000

    /// Everything, up to the limit.
    public init() {}
}

/// Who did something, when they say they did, and when it was recorded.
public struct Signature: Hashable, Sendable {
    /// The person.
    public let person: String
    /// When it was done, as the person says.
    public let moment: Moment
    /// When it was written down, by the clock.
    public let recorded: Moment

    /// Clocks may differ by so many seconds before a time lies in the future.
    static let slack = 300.0

    /// Makes a signature.
    ///
    /// - Parameters:
    ///   - person: The person.
    ///   - moment: When it was done.
    ///   - recorded: The clock's time; without it the time of doing.
    /// - Throws: `SurveyStoreError.unsigned` without a name, `.future` for what was not done yet.
    public init(
        _ person: String, at moment: Moment, recorded: Moment? = nil
    ) throws(SurveyStoreError) {
        guard person.contains(where: { !$0.isWhitespace }) else { throw .unsigned }
        let recorded = recorded ?? moment
        guard moment <= recorded.adding(seconds: Self.slack) else { throw .future(moment) }
        self.person = person
        self.moment = moment
        self.recorded = recorded
    }
}

extension Workspace {
    func reading<R>(_ body: (Database) throws -> R) throws -> R {
        try GeoPackageFile.reportingDamage(of: path) { try queue.read(body) }
    }

    /// How many entries stand in each state.
    public func registerCounts() throws -> [RegisterState: Int] {
        try reading { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT state, count(*) FROM outfall WHERE outfall_id IS NOT NULL GROUP BY state")
            return rows.reduce(into: [:]) { counts, row in
                // What another program wrote for a state counts as it is read: registered.
                let state = String.fromDatabaseValue(row[0]).flatMap(RegisterState.init(rawValue:))
                counts[state ?? .registered, default: 0] += row[1]
            }
        }
    }

    /// The entries that have, or once had, a code of any scheme.
    ///
    /// - Complexity: O(log n) in the number of codes.
    public func outfalls(code: String) throws -> [RegisterEntry] {
        try reading { try RegisterReader($0).entries(code: code) }
    }

    /// The one entry of a code.
    ///
    /// - Throws: `SurveyStoreError.noOutfall` or `.ambiguousCode`.
    public func outfall(code: String) throws -> RegisterEntry {
        try reading { try Self.outfall(code: code, in: $0) }
    }

    static func outfall(code: String, in db: Database) throws -> RegisterEntry {
        let found = try RegisterReader(db).entries(code: code)
        if let byID = try RegisterReader(db).entry(id: code) { return byID }
        guard found.count < 2 else { throw SurveyStoreError.ambiguousCode(code, ids: found.map(\.id)) }
        guard let entry = found.first else { throw SurveyStoreError.noOutfall(code) }
        return entry
    }

    /// The entries that a query wants, in the order in which they came.
    ///
    /// - Complexity: by area or code O(log n + k) for k entries found; otherwise O(n).
    public func outfalls(_ query: RegisterQuery) throws -> [RegisterEntry] {
        var conditions: [String] = []
        var arguments: [(any DatabaseValueConvertible)?] = []
        if let box = query.within {
            conditions.append(
                """
                o.fid IN (SELECT id FROM rtree_outfall_geom
                WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ?)
                """)
            arguments += [box.minX, box.maxX, box.minY, box.maxY]
        }
        if let prefix = query.codePrefix {
            // By rows rather than identifiers: they come in order, so that the list ends at the limit.
            conditions.append(
                """
                o.fid IN (SELECT x.fid FROM outfall_code c CROSS JOIN outfall x ON x.outfall_id = c.outfall_id
                WHERE c.value >= ? AND c.value < ?)
                """)
            arguments += [prefix, prefix + "\u{10FFFF}"]
        }
        if let state = query.state {
            conditions.append("o.state = ?")
            arguments.append(state.rawValue)
        }
        let condition = (conditions.isEmpty ? ["1"] : conditions).joined(separator: " AND ")
        arguments.append(query.limit)
        let found = try reading {
            try RegisterReader($0).entries(
                "\(condition) ORDER BY o.fid LIMIT ?", StatementArguments(arguments))
        }
        // The spatial index keeps its boxes in single precision, a little too large.
        guard let box = query.within else { return found }
        return found.filter { $0.position.map(box.contains) ?? false }
    }

    /// Changes whether an entry counts.
    ///
    /// - Parameters:
    ///   - code: Any code or the identifier of the entry.
    ///   - exclusion: Why it does not count; `nil` to let it count again.
    ///   - reason: The words of who decides.
    ///   - signature: Who decides, and when.
    /// - Returns: The entry as it was before.
    /// - Throws: `SurveyStoreError`, `StoreError`; then nothing is changed.
    @discardableResult
    public func setCounting(
        _ code: String, exclusion: ExclusionReason?, reason: String, by signature: Signature
    ) throws -> RegisterEntry {
        try change { db in
            let entry = try Self.outfall(code: code, in: db)
            if let exclusion { try Self.check(exclusion, of: entry.id, in: db) }
            try RegisterWriter(db).set(
                exclusion == nil ? .registered : .excluded, exclusion, of: entry, reason: reason,
                by: signature)
            if let id = entry.caseID {
                try SurveyStore(db).set(exclusion == nil ? .registered : .excluded, of: id)
            }
            return entry
        }
    }

    /// A duplicate must be one of another entry that there is.
    static func check(_ exclusion: ExclusionReason, of id: String?, in db: Database) throws {
        guard case .duplicate(let code) = exclusion else { return }
        let kept = try outfall(code: code, in: db)
        if kept.id == id { throw SurveyStoreError.duplicateOfItself(code) }
    }

    /// Records whether the water of entries comes from a built-up area.
    ///
    /// - Parameters:
    ///   - codes: Any code or the identifier of each entry.
    ///   - serving: It does, it does not, or `nil` when that is not known.
    ///   - reason: How it is known.
    ///   - signature: Who says so, and when.
    /// - Throws: `SurveyStoreError`, `StoreError`; then nothing is changed.
    public func setServing(
        _ codes: [String], _ serving: Bool?, reason: String, by signature: Signature
    ) throws {
        try change { db in
            for code in codes {
                try RegisterWriter(db).set(
                    serving: serving, of: try Self.outfall(code: code, in: db), reason: reason,
                    by: signature)
            }
        }
    }

    /// Gives an entry a code of a scheme; the scheme's present code ends the day before.
    ///
    /// - Parameters:
    ///   - code: Any code or the identifier of the entry.
    ///   - new: The code to give, or the county in which to give the next serial of the 2018 scheme.
    ///   - day: The first day of the new code.
    ///   - reason: Why.
    ///   - signature: Who gives it.
    /// - Returns: The code given.
    /// - Throws: `SurveyStoreError.codeUsed`, `SerialError`, `CodeHistoryError`, `OutfallCodeError`; then nothing is
    ///   changed.
    public func giveCode(
        _ code: String, _ new: NewCode, from day: CalendarDate, reason: String, by signature: Signature
    ) throws -> OutfallCode {
        try change { db in
            let entry = try Self.outfall(code: code, in: db)
            let given = try Self.allocate(new, in: db)
            try Self.checkUnused(given, by: entry.id, in: db)
            var history = entry.codes
            try history.assign(given, from: day, reason: reason)
            try db.execute(
                sql: """
                    UPDATE outfall_code SET valid_through = max(valid_from, ?)
                    WHERE outfall_id = ? AND scheme = ? AND valid_through IS NULL
                    """,
                arguments: ["\(day.adding(days: -1))", entry.id, given.scheme.id])
            try RegisterWriter(db).insert(
                DatedCode(code: given, from: day, through: nil, reason: reason), of: entry.id,
                by: signature)
            if given.scheme == .census2018 {
                try db.execute(
                    sql: "UPDATE outfall SET code = ? WHERE outfall_id = ?",
                    arguments: [given.value, entry.id])
                try Self.moveMonitoring(from: entry.code, to: given.value, reason, signature, in: db)
            }
            return given
        }
    }

    /// Visits are kept by the register's code, so they follow it; samples keep their labels.
    private static func moveMonitoring(
        from old: String, to new: String, _ reason: String, _ signature: Signature, in db: Database
    ) throws {
        try db.execute(
            sql: "UPDATE monitoring_activity SET outfall_code = ? WHERE outfall_code = ?",
            arguments: [new, old])
        guard db.changesCount > 0 else { return }
        try log(
            "outfall code", before: old, after: new,
            by: Authorship(actor: signature.person, reason: reason), in: db)
    }

    static func checkUnused(_ code: OutfallCode, by id: String, in db: Database) throws {
        let owner = try String.fetchOne(
            db,
            sql: "SELECT outfall_id FROM outfall_code WHERE scheme = ? AND value = ? AND outfall_id != ?",
            arguments: [code.scheme.id, code.value, id])
        guard let owner else { return }
        // People know an entry by its code, not by our identifier.
        throw SurveyStoreError.codeUsed(
            code.value, outfall: try RegisterReader(db).entry(id: owner)?.code ?? owner)
    }

    /// The code itself, with its serial taken for good.
    static func allocate(_ new: NewCode, in db: Database) throws -> OutfallCode {
        var serials = try SerialLedger(in: db)
        let code: OutfallCode
        switch new {
        case .given(let given): code = given
        case .next2018(let county):
            guard county.utf8.count == 6, county.utf8.allSatisfy({ (48...57).contains($0) }) else {
                throw SurveyStoreError.badCounty(county)
            }
            code = try OutfallCode(county: county, serial2018: serials.next(.census2018, in: county))
        }
        serials.record(code)
        try serials.save(in: db)
        return code
    }

    /// The changes of an entry besides its codes, the first first.
    public func changes(ofOutfall id: String) throws -> [RegisterChange] {
        try reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT field, old, new, reason, actor, changed_at, recorded_at, iif(kind = 'correction', 'C' || fid, NULL)
                    FROM outfall_change WHERE outfall_id = ? ORDER BY fid
                    """, arguments: [id]
            ).map {
                RegisterChange(
                    correction: $0[7], field: $0[0], old: $0[1], new: $0[2], reason: $0[3], actor: $0[4], time: $0[5],
                    recorded: $0[6])
            }
        }
    }
}

/// A code to be given.
public enum NewCode: Hashable, Sendable {
    /// This one.
    case given(OutfallCode)
    /// The county's next of the 2018 scheme.
    case next2018(county: String)
}

/// A change of a register entry as it was noted.
public struct RegisterChange: Hashable, Sendable {
    /// The number by which a person's correction can be taken back; `nil` for any other change.
    public let correction: String?
    /// What was changed.
    public let field: String
    /// Its value before.
    public let old: String?
    /// Its value after.
    public let new: String?
    /// Why.
    public let reason: String
    /// By whom.
    public let actor: String
    /// When, in UTC, as who did it says.
    public let time: String
    /// When it was written down, in UTC; `nil` for what an older version wrote.
    public let recorded: String?
}
