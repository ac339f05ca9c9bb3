public import Census
internal import Foundation
internal import GRDB

/// Who changed something, and why.
public struct Authorship: Hashable, Sendable {
    /// Who.
    public let actor: String
    /// Why.
    public let reason: String

    /// Makes an authorship.
    public init(actor: String, reason: String) {
        self.actor = actor
        self.reason = reason
    }
}

extension Workspace {
    /// The rows of a reference table, in the order of its columns.
    public func referenceRows(_ table: ReferenceTable) throws -> [[String]] {
        try GeoPackageFile.reportingDamage(of: path) { try queue.read { try Self.rows(of: table, in: $0) } }
    }

    /// Everything that the office has laid down for monitoring.
    ///
    /// - Throws: `ReferenceTableFault` when a table was edited into something that cannot be used; `StoreError`.
    public func monitoringReference() throws -> MonitoringReference {
        let rows = try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { db in
                try Dictionary(
                    uniqueKeysWithValues: ReferenceTable.allCases.map { ($0, try Self.rows(of: $0, in: db)) })
            }
        }
        return try MonitoringReference(rows)
    }

    /// Puts rows in place of a reference table's, if all tables together can then still be used.
    ///
    /// The rows that were there are kept in the log of changes. A new calendar or new basins give every visit the season that
    /// they say.
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - rows: Its new rows, in the order of its columns.
    ///   - authorship: Who changes it, and why.
    /// - Returns: What became of the seasons of visits.
    /// - Throws: `ReferenceTableFault`, and then nothing is changed; `StoreError`.
    @discardableResult
    public func setReference(
        _ table: ReferenceTable, rows: [[String]], by authorship: Authorship
    ) throws -> SeasonRenewal {
        try change { db in
            let before = try Self.rows(of: table, in: db)
            try MonitoringTables.fill(table, with: rows, in: db)
            let all = try Dictionary(
                uniqueKeysWithValues: ReferenceTable.allCases.map { ($0, try Self.rows(of: $0, in: db)) })
            let reference = try MonitoringReference(all)
            try Self.log(
                "table \(table.rawValue)", before: Self.listed(before), after: Self.listed(rows),
                by: authorship, in: db)
            guard table == .seasonCalendar || table == .basins else { return SeasonRenewal() }
            return try VisitSeasons(reference: reference).renew(in: db)
        }
    }

    static func rows(of table: ReferenceTable, in db: Database) throws -> [[String]] {
        let columns = table.columns
        return try Row.fetchAll(
            db, sql: "SELECT \(MonitoringTables.list(columns)) FROM \(table.tableName) ORDER BY fid"
        ).map { row in columns.indices.map { String.fromDatabaseValue(row[$0]) ?? "" } }
    }

    static func log(
        _ what: String, label: String? = nil, indicator: String? = nil, before: String?, after: String?,
        by authorship: Authorship, importRun: Int64? = nil, in db: Database
    ) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO monitoring_change (what, label, indicator, before, after, actor, reason, changed_at,
                    import_fid) VALUES (?, ?, ?, ?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?)
                """)
        try statement.execute(arguments: [
            what, label, indicator, before, after, authorship.actor, authorship.reason, importRun,
        ])
    }

    private static func listed(_ rows: [[String]]) -> String {
        rows.map { $0.joined(separator: "\t") }.joined(separator: "\n")
    }
}

/// What a new calendar or new basins did to the visits that are there.
public struct SeasonRenewal: Hashable, Sendable {
    /// Visits whose season was told anew.
    public internal(set) var visits = 0
    /// Those whose season hangs on a basin that nobody named, so that the first calendar was taken.
    public internal(set) var assumedVisits = 0
}

/// Gives every visit the season of the office's calendars.
private struct VisitSeasons {
    let reference: MonitoringReference

    func renew(in db: Database) throws -> SeasonRenewal {
        var renewal = SeasonRenewal()
        guard !reference.calendars.isEmpty else { return renewal }
        let outfalls = try OutfallRows.all(in: db)
        let update = try RowStatement(
            """
            UPDATE monitoring_activity SET basin_code = ?, season = ?, season_year = ?
            WHERE outfall_code IS ? AND sampled_on = ?
            """, in: db)
        let visits = try Row.fetchCursor(
            db, sql: "SELECT DISTINCT outfall_code, sampled_on FROM monitoring_activity ORDER BY 1, 2")
        var changes: [[FieldValue]] = []
        while let row = try visits.next() {
            let code = String.fromDatabaseValue(row[0])
            let text = String.fromDatabaseValue(row[1]) ?? ""
            let outfall = code.flatMap { outfalls[$0] }
            guard let calendar = reference.calendar(for: outfall),
                let day = try? CalendarDate(iso: text)  // A day that another program broke has no season.
            else { continue }
            let occasion = calendar.occasion(on: day)
            renewal.visits += 1
            if let outfall, reference.isCalendarAssumed(for: outfall, on: day) { renewal.assumedVisits += 1 }
            changes.append([
                .text(calendar.basin), .text(occasion.season.rawValue), .integer(Int64(occasion.year)),
                .optional(code), .text(text),
            ])
        }
        for change in changes { try update.run(change) }
        return renewal
    }
}
