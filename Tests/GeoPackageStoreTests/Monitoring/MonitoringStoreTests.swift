import Census
import Foundation
import GRDB
import GeoModel
import TestSupport
import Testing

@testable import GeoPackageStore

@Suite("Monitoring in a workspace")
struct MonitoringStoreTests {
    private let folder: TemporaryFolder
    private let path: String
    private let office: Workspace
    private let author = Authorship(actor: "甲", reason: "test")

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path("office.gpkg")
        office = try Workspace.create(at: path)
        try office.change { db in
            for code in ["990121001", "990122001"] {
                try db.execute(
                    sql: "INSERT INTO outfall (code, name, division_code, source_fields) VALUES (?, ?, ?, ?)",
                    arguments: [
                        code, "口" + code, code.prefix(6) + "001001",
                        "{\"HJ1235编码\":\"FX-\(code.prefix(6))-0001-GY-00\"}",
                    ])
            }
            try OutfallAdoption(in: db, source: "made", actor: "甲").adoptAll()
        }
        try office.setReference(
            .seasonCalendar, rows: calendar(wet: "5;6;7;8;9", rest: "4;10;11"), by: author)
    }

    private func calendar(wet: String, rest: String) -> [[String]] {
        [["A", "", "wet", wet, ""], ["A", "", "normal", rest, ""], ["A", "", "dry", "12;1;2;3", ""]]
    }

    private func entry(
        _ label: String, outfall: String = "990121001", day: String = "2018-04-20 09:00",
        _ results: [(String, MeasuredQuantity)] = [("COD", .number(20)), ("TP", .belowLimit(0.01))]
    ) throws -> SampleEntry {
        let time = try SamplingTime(day)
        let calendar = try #require(try office.monitoringReference().calendar(for: nil))
        return SampleEntry(
            label: label, kind: .routine, partner: nil, outfall: outfall, time: time, declaredSeason: .normal,
            occasion: calendar.occasion(on: time.day), basin: calendar.basin, team: "T1", samplers: "乙",
            laboratory: "L1", batch: "7",
            results: results.map {
                ResultEntry(
                    indicator: $0.0,
                    value: MeasuredValue(
                        $0.1, unit: .milligramPerLitre, methodDetectionLimit: 0.01, method: "GB 11893-89",
                        original: "x"), instrument: "I1")
            })
    }

    private func store(_ entries: SampleEntry...) throws -> [SampleOutcome] {
        var outcomes: [SampleOutcome] = []
        _ = try office.importMonitoring(source: "made", by: author, isDryRun: false) { sink in
            for entry in entries { outcomes.append(try sink.store(entry)) }
            return LaboratorySummary()
        }
        return outcomes
    }

    @Test("what was stored is read back as it was")
    func readBack() throws {
        let entry = try entry("S1")
        _ = try store(entry)
        #expect(try office.samples(of: nil) == [entry])
        #expect(try office.samples(of: ["990121001"]) == [entry])
        #expect(try office.samples(of: ["990122001"]).isEmpty)
    }

    @Test("a further file adds results to a sample, and the list of what was measured follows")
    func addition() throws {
        _ = try store(entry("S1"))
        let outcome = try store(entry("S1", [("COD", .number(20)), ("NH3-N", .number(3))]))
        #expect(outcome[0].inserted == 1 && outcome[0].unchanged == 1 && !outcome[0].isNewSample)
        var measured: [String] = []
        try office.forEachCoveredSample(of: ["990121001"]) { measured.append($0.measured) }
        #expect(measured == ["COD NH3-N TP"])
    }

    @Test("a label of another outfall or day is a conflict, and nothing of it is stored")
    func conflict() throws {
        _ = try store(entry("S1"))
        for other in try [entry("S1", outfall: "990122001"), entry("S1", day: "2018-04-21")] {
            let outcome = try store(other)
            #expect(outcome[0].conflict == .labelTaken(outfall: "990121001", day: "2018-04-20"))
        }
        #expect(try office.samples(of: nil).count == 1)
    }

    @Test("a new calendar gives every visit its season anew, and the old rows stay in the log")
    func newCalendar() throws {
        _ = try store(entry("S1"))
        #expect(try office.samples(of: nil)[0].occasion == SeasonOccasion(.normal, year: 2018))
        try office.setReference(
            .seasonCalendar, rows: calendar(wet: "4;5;6;7;8;9", rest: "10;11"), by: author)
        let sample = try office.samples(of: nil)[0]
        #expect(sample.occasion == SeasonOccasion(.wet, year: 2018) && sample.declaredSeason == .normal)
        let log = try office.queue.read {
            try String.fetchAll(
                $0, sql: "SELECT before FROM monitoring_change WHERE what LIKE 'table%' ORDER BY fid")
        }
        #expect(log.last?.contains("4;10;11") == true)
    }

    @Test("a table that cannot be used is not taken, whole as it was")
    func unusable() throws {
        let before = try office.referenceRows(.plan)
        #expect(throws: ReferenceTableFault.self) {
            try office.setReference(.plan, rows: [["dry", "many", "", "", "", ""]], by: author)
        }
        #expect(try office.referenceRows(.plan) == before)
    }

    @Test("outfalls are found by both codes and by area")
    func outfalls() throws {
        var found: [String?] = []
        _ = try office.importMonitoring(source: "made", by: author, isDryRun: true) { sink in
            let day = try CalendarDate(iso: "2018-04-20")
            for code in ["990121001", "FX-990122-0001-GY-00", "fx-990122-0001-gy-00", "1"] {
                guard case .one(let outfall) = try sink.outfall(spelled: code, on: day) else {
                    found.append(nil)
                    continue
                }
                found.append(outfall.code)
            }
            return LaboratorySummary()
        }
        #expect(found == ["990121001", "990122001", "990122001", nil])
        #expect(try office.monitoredOutfalls(area: "990122").map(\.code) == ["990122001"])
        #expect(try office.monitoredOutfalls(area: "9901").count == 2)
        #expect(try office.monitoredOutfalls(area: "98").isEmpty)
    }

    private func match(_ code: String, on day: String) throws -> OutfallCodeMatch? {
        var found: OutfallCodeMatch?
        _ = try office.importMonitoring(source: "made", by: author, isDryRun: true) { sink in
            found = try sink.outfall(spelled: code, on: try CalendarDate(iso: day))
            return LaboratorySummary()
        }
        return found
    }

    @Test("an outfall that was given a new code is found by the old one, and its samples follow the new one")
    func newCode() throws {
        _ = try store(entry("S1"))
        let clerk = try Signature("名录员", at: Moment(secondsSince1970: 1_900_000_000))
        let day = try CalendarDate(iso: "2031-01-01")
        _ = try office.giveCode(
            "990121001", .given(try OutfallCode("990121777", scheme: .census2018)), from: day, reason: "更正",
            by: clerk)
        _ = try office.giveCode(
            "990121777", .given(try OutfallCode("虚-7", scheme: .local("县"))), from: day, reason: "县编码",
            by: clerk)
        #expect(try office.samples(of: ["990121777"]).map(\.label) == ["S1"])
        for code in ["990121777", "虚-7", "FX-990121-0001-GY-00", "990121001"] {
            guard case .one(let found)? = try match(code, on: "2030-12-31") else {
                Issue.record("\(code) is not found")
                continue
            }
            #expect(found.code == "990121777")
        }
        guard case .retired(let found, let through)? = try match("990121001", on: "2031-01-01") else {
            Issue.record("the old code has ended")
            return
        }
        #expect(found.code == "990121777" && "\(through)" == "2030-12-31")
        #expect(try office.audit() == [])
    }

    @Test("a code of two outfalls is ambiguous, and both are named")
    func ambiguous() throws {
        try office.change {
            try $0.execute(
                sql: "UPDATE outfall_code SET value = 'FX-990121-0001-GY-00' WHERE scheme = 'hj1235'")
        }
        #expect(
            try match("FX-990121-0001-GY-00", on: "2018-04-20") == .ambiguous(["990121001", "990122001"]))
    }

    @Test("what does not count need not be monitored, and what was sampled there stays")
    func excluded() throws {
        _ = try store(entry("S1"))
        try office.setCounting(
            "990121001", exclusion: .coolingWater, reason: "",
            by: Signature("名录员", at: Moment(secondsSince1970: 0)))
        #expect(try office.monitoredOutfalls(area: nil).map(\.code) == ["990122001"])
        #expect(try office.monitoredOutfalls(area: "990121").isEmpty)
        #expect(try office.samples(of: nil).map(\.label) == ["S1"])
    }

    @Test("the matrix is answered from indexes alone")
    func plan() throws {
        let plan = try office.queue.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    EXPLAIN QUERY PLAN
                    SELECT a.outfall_code, a.season_year, a.season, a.sampled_on, a.team, a.samplers, s.measured
                    FROM json_each('["1"]') j CROSS JOIN monitoring_activity a CROSS JOIN monitoring_sample s
                    WHERE a.outfall_code = j.value AND s.activity_fid = a.fid AND s.kind = 'routine'
                    """
            ).map { $0["detail"] as String }
        }
        #expect(plan.contains { $0.contains("COVERING INDEX monitoring_activity_outfall") }, "\(plan)")
        #expect(plan.contains { $0.contains("COVERING INDEX monitoring_sample_activity") }, "\(plan)")
    }

    @Test("the seasons sampled are found step by step, whatever other programs wrote between them")
    func sampledSeasons() throws {
        let rows: [(Int?, String?)] = [
            (2018, "wet"), (2018, "wet"), (2018, "dry"), (2019, nil), (nil, "wet"), (2018, "monsoon"),
            (2020, "dry"),
            (2018, "dry"),
        ]
        try office.change { db in
            for (year, season) in rows {
                try db.execute(
                    sql: "INSERT INTO monitoring_activity (season_year, season) VALUES (?, ?)",
                    arguments: [year, season])
            }
        }
        #expect(
            Set(try office.sampledOccasions()) == [
                SeasonOccasion(.wet, year: 2018), SeasonOccasion(.dry, year: 2018),
                SeasonOccasion(.dry, year: 2020),
            ])
        #expect(try office.sampledOccasions().count == 3)
        let plan = try office.reading { db in
            try Row.fetchAll(
                db,
                sql: "EXPLAIN QUERY PLAN "
                    + OccasionSteps.sampled.statement("AND (season_year, season) > (1, '')")
            ).map { $0["detail"] as String }
        }
        #expect(plan.count == 1)
        #expect(plan.allSatisfy { $0.contains("SEARCH") && $0.contains("monitoring_activity_occasion") })
    }

    @Test("a workspace of an earlier version gets the holding times and the new rules, and keeps its own")
    func migrated() throws {
        let old = ReviewRule.defaults.map(\.row).filter {
            !["bottle-origin", "holding-time", "basin"].contains($0[4])
        }
        try office.setReference(.reviewRules, rows: Array(old.prefix(3)), by: author)
        try office.change { db in
            try db.execute(sql: "DROP TABLE monitoring_holding_times")
            for table in ["gpkg_contents", "gpkg_ogr_contents"] where try db.tableExists(table) {
                try db.execute(sql: "DELETE FROM \(table) WHERE table_name = 'monitoring_holding_times'")
            }
            try HoldingTimeTable.create(in: db)
        }
        #expect(try office.referenceRows(.holdingTimes) == ReferenceTable.holdingTimes.defaults)
        #expect(
            try office.referenceRows(.reviewRules).map { $0[0] } == old.prefix(3).map { $0[0] } + [
                "C02", "C03", "S03",
            ])
    }

    @Test(
        "an outfall's team is that of its plan, else that of the area; a season without a plan has no entry")
    func assignments() throws {
        let by = try Signature("甲", at: Moment(secondsSince1970: 1_520_000_000))
        try office.setTeam("采1", divisions: ["9901"], by: by)
        try office.setTeam("采2", divisions: ["990122"], by: by)
        let wet = SeasonOccasion(.wet, year: 2018)
        _ = try office.plan(wet, [try office.outfall(code: "990121001")], by: by)
        try office.setTeam("采3", divisions: ["990121"], by: by)
        let found = try office.samplingAssignments(of: try office.monitoredOutfalls(area: nil))
        #expect(found.planned == [wet: ["990121001"]] && found.hasTeams)
        #expect(found.teams == ["990121001": "采1", "990122001": "采2"])
    }

    @Test("a decision names what was decided on, ends when the result is corrected, and can be taken back")
    func decisions() throws {
        _ = try store(entry("S1"))
        let by = try Signature("丙", at: Moment(secondsSince1970: 1_530_000_000))
        func decide(_ verdict: ResultVerdict, _ codes: String...) throws {
            try office.decide(verdict, on: "S1", indicators: codes, reason: "核对", by: by)
        }
        func standing() throws -> [ResultVerdict?] {
            let (decisions, sample) = (try office.resultDecisions(), try office.samples(of: nil)[0])
            return sample.results.map { decisions.decision(on: $0, of: "S1")?.verdict }
        }
        try decide(.rejected, "COD")
        #expect(try standing() == [.rejected, nil])
        try decide(.accepted)
        #expect(try standing() == [.accepted, .accepted])
        try decide(.open, "TP")
        #expect(try standing() == [.accepted, nil])
        #expect(throws: ResultDecisionError.noSample("S9")) {
            try office.decide(.accepted, on: "S9", indicators: [], reason: "核对", by: by)
        }
        #expect(throws: ResultDecisionError.noResult(label: "S1", indicator: "SS", present: ["COD", "TP"])) {
            try decide(.accepted, "SS")
        }
        #expect(throws: ResultDecisionError.noReason) {
            try office.decide(.accepted, on: "S1", indicators: [], reason: " ", by: by)
        }
        let sampler = try Signature("乙", at: Moment(secondsSince1970: 1_530_000_000))
        #expect(throws: ResultDecisionError.ownSample(label: "S1", person: "乙")) {
            try office.decide(.accepted, on: "S1", indicators: [], reason: "核对", by: sampler)
        }
        #expect(try office.audit() == [])
    }

    @Test("visits to bottles are read with the outfall's present code, and broken ones passed over")
    func bottleVisits() throws {
        try office.change { db in
            for (label, time) in [("BT1", "2018-03-06T01:00:00Z"), ("BT2", "never")] {
                try db.execute(
                    sql: """
                        INSERT INTO sampling_visit (outfall_id, year, season, sampler, sampled_at, label, x, y, scatter_m,
                            fixes_used, fixes_skipped, recorded_by, recorded_at)
                        SELECT outfall_id, 2018, 'dry', '采1', ?, ?, 0, 0, 0, 1, 0, '甲', '2018-03-06T01:00:00Z'
                        FROM outfall WHERE code = '990121001'
                        """, arguments: [time, label])
            }
        }
        let visit = try #require(try office.bottleVisits().first)
        #expect(try office.bottleVisits().count == 1 && visit.outfall == "990121001")
        #expect(visit.label == "BT1" && visit.occasion == SeasonOccasion(.dry, year: 2018))
    }

    @Test("new calendars tell how many visits hang on a basin that nobody named")
    func renewal() throws {
        _ = try store(entry("S1"))
        let renewal = try office.setReference(
            .seasonCalendar,
            rows: calendar(wet: "5;6;7;8;9", rest: "4;10;11")
                + [
                    ["B", "", "wet", "4;5;6;7;8;9", ""], ["B", "", "normal", "10;11", ""],
                    ["B", "", "dry", "12;1;2;3", ""],
                ],
            by: author)
        let other = try office.setReference(.basins, rows: [["water", "99R", "A"]], by: author)
        #expect(renewal == other)
        #expect(renewal.visits == 1 && renewal.assumedVisits == 1)
        #expect(
            try office.setReference(.basins, rows: [["division", "990121", "B"]], by: author).assumedVisits
                == 0)
    }

    @Test("steps of custody are recorded once")
    func custody() throws {
        let step = (
            label: "S1",
            event: CustodyEvent(
                .sampled, by: "乙", at: try Moment("2018-04-20 09:00:00", assumingOffset: 28_800)),
            time: "2018-04-20 09:00:00"
        )
        #expect(try office.recordCustody([step, step], by: author) == 1)
        #expect(try office.custody()["S1"]?.map(\.step) == [.sampled])
    }
}
