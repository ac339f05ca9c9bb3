public import Census
internal import Foundation
internal import GRDB
internal import GeoModel

extension Workspace {
    /// The outfalls of an area, in the order of their codes.
    ///
    /// - Parameters:
    ///   - area: How the code of an outfall's division begins, or its own where it has none; `nil` for all.
    ///   - countingOnly: Leave out what is kept on file as not counting, which nobody expects to be monitored.
    /// - Returns: The outfalls; one whose geometry is damaged has no place.
    /// - Throws: `StoreError`.
    public func monitoredOutfalls(area: String?, countingOnly: Bool = true) throws -> [MonitoredOutfall] {
        let found = try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { db in
                try area.map { try OutfallRows.inArea($0, in: db) } ?? OutfallRows.inOrder(in: db)
            }
        }
        return countingOnly ? found.filter(\.counts) : found
    }

    /// The samples of some outfalls with their results, in the order in which they were stored.
    ///
    /// - Parameter outfalls: The outfalls' codes; `nil` for every sample, those of no outfall included.
    /// - Returns: The samples.
    /// - Throws: `StoreError`.
    /// - Complexity: O(n) in the results.
    public func samples(of outfalls: [String]?) throws -> [SampleEntry] {
        try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { db in
                try SampleReader.read(
                    SampleReader.statement(isLimited: outfalls != nil),
                    outfalls.map { [Self.list($0)] } ?? [], in: db)
            }
        }
    }

    /// The controls of laboratories and of the field that belong to no outfall.
    ///
    /// - Throws: `StoreError`.
    public func samplesOfNoOutfall() throws -> [SampleEntry] {
        try reading { try SampleReader.read(SampleReader.ofNoOutfall, [], in: $0) }
    }

    /// Calls `body` with what completeness needs of every routine sample of some outfalls.
    ///
    /// - Complexity: O(n) in the samples, whatever the number of results.
    public func forEachCoveredSample(
        of outfalls: [String]?, _ body: (CoveredSample) throws -> Void
    ) throws {
        try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { db in
                // The chosen outfalls lead: without `CROSS` the planner may scan all visits.
                let chosen = outfalls == nil ? "" : "json_each(?) j CROSS JOIN "
                let fits =
                    outfalls == nil ? "WHERE a.outfall_code IS NOT NULL" : "WHERE a.outfall_code = j.value"
                let rows = try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT a.outfall_code, a.season_year, a.season, a.sampled_on, a.team, a.samplers, s.measured,
                            s.fid
                        FROM \(chosen)monitoring_activity a CROSS JOIN monitoring_sample s
                        \(fits) AND s.activity_fid = a.fid AND s.kind = 'routine'
                        """, arguments: outfalls.map { [Self.list($0)] } ?? [])
                while let row = try rows.next() {
                    if let sample = CoveredSample(row) { try body(sample) }
                }
            }
        }
    }

    /// The seasons in which anything was sampled.
    ///
    /// - Complexity: O(k log n) for k seasons in n visits.
    public func sampledOccasions() throws -> [SeasonOccasion] {
        try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { try OccasionSteps.sampled.occasions(in: $0) }
        }
    }

    /// About how many results there are: never fewer than that, and found without counting them.
    public func monitoringSize() throws -> Int {
        try reading { try Int.fetchOne($0, sql: "SELECT max(fid) FROM monitoring_result") ?? 0 }
    }

    /// The recorded steps of some samples from hand to hand.
    public func custody() throws -> [String: [CustodyEvent]] {
        try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { db in
                var events: [String: [CustodyEvent]] = [:]
                let rows = try Row.fetchCursor(
                    db, sql: "SELECT label, step, person, at FROM monitoring_custody ORDER BY fid")
                while let row = try rows.next() {
                    // A step that another program broke tells nothing; its sample lacks it.
                    let word = String.fromDatabaseValue(row[1]) ?? ""
                    guard let step = CustodyStep.allCases.first(where: { "\($0)" == word }),
                        let moment = try? Moment(
                            String.fromDatabaseValue(row[3]) ?? "",
                            assumingOffset: Moment.beijingOffsetSeconds)
                    else { continue }
                    let label = String.fromDatabaseValue(row[0]) ?? ""
                    events[label, default: []].append(
                        CustodyEvent(step, by: String.fromDatabaseValue(row[2]) ?? "", at: moment))
                }
                return events
            }
        }
    }

    static func list(_ codes: [String]) -> String {
        String(decoding: JSONValue.array(codes.map(JSONValue.string)).json, as: UTF8.self)
    }
}

/// What completeness needs of a sample.
public struct CoveredSample: Hashable, Sendable {
    /// The sample's key in the workspace.
    public let key: Int64
    /// The outfall's code.
    public let outfall: String
    /// The season of its calendar.
    public let occasion: SeasonOccasion
    /// The day of sampling as `YYYY-MM-DD`.
    public let day: String
    /// The team, or the samplers where none is named.
    public let group: String
    /// Codes of the indicators with results, separated by blanks.
    public let measured: String

    /// `nil` for a row whose season another program broke.
    init?(_ row: Row) {
        guard let season = String.fromDatabaseValue(row[2]).flatMap(Season.init(rawValue:)),
            let year = Int.fromDatabaseValue(row[1])
        else { return nil }
        outfall = row[0]
        occasion = SeasonOccasion(season, year: year)
        day = String.fromDatabaseValue(row[3]) ?? ""
        let team = String.fromDatabaseValue(row[4]) ?? ""
        group = team.isEmpty ? String.fromDatabaseValue(row[5]) ?? "" : team
        measured = String.fromDatabaseValue(row[6]) ?? ""
        key = row[7]
    }
}
