import Census
import Foundation
import GRDB
import GeoModel
import TestSupport
import Testing

@testable import GeoPackageStore

@Suite("Samples that were booked wrongly")
struct CorrectedSampleTests {
    private let folder: TemporaryFolder
    private let office: Workspace
    private let author = Authorship(actor: "甲", reason: "更正")

    init() throws {
        folder = try TemporaryFolder()
        office = try Workspace.create(at: folder.path("office.gpkg"))
        try office.change { db in
            for code in ["990121001", "990121002", "990122001"] {
                try db.execute(
                    sql:
                        "INSERT INTO outfall (code, name, division_code, source_fields) VALUES (?, ?, ?, '{}')",
                    arguments: [code, "口" + code, code.prefix(6) + "001001"])
            }
            try OutfallAdoption(in: db, source: "made", actor: "甲").adoptAll()
        }
    }

    private func entry(
        _ label: String, outfall: String = "990121001", day: String = "2018-03-06 08:31",
        kind: ActivityKind = .routine, _ results: [String] = ["COD", "TP"], notMeasured: [String] = []
    ) throws -> SampleEntry {
        var entry = SampleEntry(
            label: label, kind: kind, outfall: outfall, time: try SamplingTime(day),
            occasion: SeasonOccasion(.dry, year: 2018), basin: "A", team: "T1", laboratory: "L1",
            results: results.map {
                ResultEntry(
                    indicator: $0, value: MeasuredValue(.number(20), unit: .milligramPerLitre, original: "20")
                )
            })
        entry.notMeasured = notMeasured
        return entry
    }

    @discardableResult
    private func store(_ entry: SampleEntry, correcting: Bool = false) throws -> SampleOutcome {
        var outcome = SampleOutcome()
        _ = try office.importMonitoring(
            source: "made", by: author, correcting: correcting, isDryRun: false
        ) { sink in
            outcome = try sink.store(entry)
            return LaboratorySummary()
        }
        return outcome
    }

    private func match(_ code: String) throws -> OutfallCodeMatch? {
        var found: OutfallCodeMatch?
        _ = try office.importMonitoring(source: "made", by: author, isDryRun: true) { sink in
            found = try sink.outfall(spelled: code, on: try CalendarDate(iso: "2018-03-06"))
            return LaboratorySummary()
        }
        return found
    }

    @Test(
        "a bottle that was booked on a wrong outfall, day or kind is refused, or corrected when that is asked, and logged"
    )
    func corrected() throws {
        try store(entry("S1"))
        let right = try entry("S1", outfall: "990122001", day: "2018-03-07 09:00", kind: .fieldParallel)
        #expect(try store(right).conflict == .labelTaken(outfall: "990121001", day: "2018-03-06"))
        let outcome = try store(right, correcting: true)
        #expect(outcome.isCorrected && outcome.conflict == nil && outcome.unchanged == 2)
        #expect(try office.samples(of: nil) == [right])
        let log = try office.reading { db in
            try Row.fetchOne(
                db,
                sql:
                    "SELECT before, after, actor, reason FROM monitoring_change WHERE what = 'sample corrected'"
            )
        }
        #expect(log?["before"] == "990121001 2018-03-06 routine")
        #expect(log?["after"] == "990122001 2018-03-07 fieldParallel" && log?["actor"] == "甲")
        let visits = try office.reading {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM monitoring_activity")
        }
        #expect(visits == 1, "the visit without samples is gone")
        #expect(try office.audit() == [])
    }

    @Test("a corrected time of day is a change, and a file without times takes none away")
    func timeOfDay() throws {
        try store(entry("S1"))
        #expect(try store(entry("S1", day: "2018-03-06 14:31")).isChangedSample)
        #expect(try office.samples(of: nil)[0].time.minute == 14 * 60 + 31)
        #expect(try !store(entry("S1", day: "2018-03-06")).isChangedSample)
        #expect(try office.samples(of: nil)[0].time.minute == 14 * 60 + 31)
    }

    @Test("a value that the laboratory withdraws is told, and taken back when a correction is asked")
    func withdrawn() throws {
        try store(entry("S1"))
        let withdrawal = try entry("S1", ["COD"], notMeasured: ["TP", "SS"])
        #expect(try store(withdrawal).contradicted == 1)
        #expect(try office.samples(of: nil)[0].results.count == 2)
        #expect(try store(withdrawal, correcting: true).removed == 1)
        #expect(try office.samples(of: nil)[0].results.map(\.indicator) == ["COD"])
        var measured: [String] = []
        try office.forEachCoveredSample(of: nil) { measured.append($0.measured) }
        #expect(measured == ["COD"])
    }

    @Test(
        "rows under the code of a duplicate go to the entry that goes on, however far the way, and to its own again later"
    )
    func joined() throws {
        let by = try Signature("甲", at: Moment(secondsSince1970: 1_520_000_000))
        try office.setCounting("990121002", exclusion: .duplicate(of: "990122001"), reason: "", by: by)
        try office.setCounting("990122001", exclusion: .duplicate(of: "990121001"), reason: "", by: by)
        guard case .joined(let found)? = try match("990121002") else {
            Issue.record("the code of the joined entry does not lead on")
            return
        }
        #expect(found.code == "990121001")
        try office.setCounting("990121002", exclusion: nil, reason: "", by: by)
        guard case .one(let own)? = try match("990121002") else {
            Issue.record("the code is its own again")
            return
        }
        #expect(own.code == "990121002")
    }

    @Test("nobody of a list of samplers decides on the sample, however his name is written")
    func ownSample() throws {
        var taken = try entry("S1")
        taken.samplers = "张三、李四"
        try store(taken)
        for name in ["张三 ", "李四"] {
            let by = try Signature(name, at: Moment(secondsSince1970: 1_530_000_000))
            #expect(throws: ResultDecisionError.self) {
                try office.decide(.accepted, on: "S1", indicators: [], reason: "核对", by: by)
            }
        }
    }

    @Test("rows of an entry that does not count are kept, and the reason is there to be told")
    func notCounting() throws {
        let by = try Signature("甲", at: Moment(secondsSince1970: 1_520_000_000))
        try office.setCounting("990121001", exclusion: .rainWater, reason: "", by: by)
        guard case .notCounting(let found)? = try match("990121001") else {
            Issue.record("the entry does not count")
            return
        }
        #expect(found.exclusion == .rainWater && found.code == "990121001")
    }
}
