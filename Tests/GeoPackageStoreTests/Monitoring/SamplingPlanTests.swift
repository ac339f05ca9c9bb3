import Census
import Foundation
import GRDB
import GeoModel
import TestSupport
import Testing

@testable import GeoPackageStore

@Suite("Plans of sampling in a workspace")
struct SamplingPlanTests {
    private let folder: TemporaryFolder
    private let office: Workspace
    private let wet = SeasonOccasion(.wet, year: 2018)
    private let dry = SeasonOccasion(.dry, year: 2018)

    init() throws {
        folder = try TemporaryFolder()
        office = try Workspace.create(at: folder.path("office.gpkg"))
        try office.change { db in
            for code in ["990121001", "990122001"] {
                try db.execute(
                    sql:
                        "INSERT INTO outfall (code, name, division_code, source_fields) VALUES (?, ?, ?, '{}')",
                    arguments: [code, "口" + code, code.prefix(6) + "001001"])
            }
            try OutfallAdoption(in: db, source: "made", actor: "甲").adoptAll()
        }
    }

    private func plan(_ occasion: SeasonOccasion, _ codes: String...) throws {
        let by = try Signature("甲", at: Moment(secondsSince1970: 1_520_000_000))
        _ = try office.plan(occasion, try codes.map { try office.outfall(code: $0) }, by: by)
    }

    @Test("the plans of an area are its own; a season that is planned elsewhere only asks none of it")
    func area() throws {
        try plan(wet, "990121001")
        try plan(dry, "990121001", "990122001")
        let found = try office.samplingAssignments(of: try office.monitoredOutfalls(area: "990122"))
        #expect(found.planned == [wet: [], dry: ["990122001"]])
    }

    @Test("a visit needs a label, a sampler and a day of its season; blanks around them are nobody's")
    func visits() throws {
        let by = Authorship(actor: "甲", reason: "")
        try office.setReference(
            .seasonCalendar,
            rows: [
                ["A", "", "wet", "5;6;7;8;9", ""], ["A", "", "normal", "4;10;11", ""],
                ["A", "", "dry", "12;1;2;3", ""],
            ], by: by)
        try plan(dry, "990121001")
        func visit(_ label: String, _ sampler: String, _ day: String) throws {
            let fix = try averageFix(
                (0..<5).map { ReceiverFix(Position(116.7 + Double($0) * 1e-7, 31), accuracy: Metres(3)) },
                requirement: FixRequirement())
            try office.recordVisit(
                "990121001", dry, sampler: sampler, label: label, at: fix, farthest: Metres(100),
                distance: { _ in nil },
                by: Signature(
                    "甲", at: try Moment(day + "T09:00:00+08:00"),
                    recorded: try Moment(day + "T09:00:00+08:00")))
        }
        #expect(throws: SamplingError.noLabel) { try visit(" ", "乙", "2018-03-06") }
        #expect(throws: SamplingError.noSampler) { try visit("L1", " ", "2018-03-06") }
        #expect(throws: SamplingError.otherSeason(try CalendarDate(iso: "2018-07-06"), wet)) {
            try visit("L1", "乙", "2018-07-06")
        }
        try visit("L1 ", "乙", "2018-03-06")
        #expect(try office.bottleVisits().map(\.label) == ["L1"])
        #expect(throws: SamplingError.labelUsed("L1", code: "990121001")) {
            try visit("L1", "乙", "2018-03-07")
        }
    }

    @Test(
        "the plans of an area are found by its outfalls, and the seasons planned without a look at every plan"
    )
    func searches() throws {
        func plan(_ statement: String) throws -> [String] {
            try office.reading { db in
                try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + statement, arguments: ["[]"])
                    .map { $0["detail"] as String }
            }
        }
        let outfalls = try plan(Workspace.plansOfOutfalls)
        #expect(outfalls.contains { $0.contains("SEARCH p USING") && $0.contains("sampling_plan_outfall") })
        #expect(outfalls.contains { $0.contains("SEARCH o USING") })
        let step = try office.reading { db in
            try Row.fetchAll(
                db,
                sql: "EXPLAIN QUERY PLAN " + OccasionSteps.planned.statement("AND (year, season) > (1, '')")
            ).map { $0["detail"] as String }
        }
        #expect(step.count == 1 && step.allSatisfy { $0.contains("SEARCH") })
    }
}
