import Census
import GeoKernels
import TestSupport
import Testing

@Suite("Completeness of monitoring")
struct CompletenessTests {
    private func day(_ text: String) throws -> CalendarDate { try CalendarDate(iso: text) }

    private func builder(plan: CampaignPlan = .census2018) throws -> CompletenessMatrix.Builder {
        CompletenessMatrix.Builder(
            outfalls: ["A", "B"],
            periods: [
                MonitoringPeriod(SeasonOccasion(.dry, year: 2018), deadline: try day("2018-04-30")),
                MonitoringPeriod(SeasonOccasion(.wet, year: 2018), deadline: try day("2018-09-30")),
            ], indicators: ["COD", "NH3-N"], plan: plan)
    }

    @Test("before the deadline a missing cell is awaited, after it overdue")
    func deadlines() throws {
        let matrix = try builder().finish(asOf: try day("2018-05-01"))
        #expect(matrix.status(outfall: 0, period: 0, indicator: 0) == .overdue)
        #expect(matrix.status(outfall: 0, period: 1, indicator: 0) == .awaited)
        let onTheDay = try builder().finish(asOf: try day("2018-04-30"))
        #expect(onTheDay.progress[.overdue] == 0)
    }

    @Test("a sampled indicator is complete, its neighbour in the same bottle is not")
    func cells() throws {
        var builder = try builder()
        builder.record(outfall: 1, period: 1, indicator: 0, on: try day("2018-07-05"))
        builder.exempt(outfall: 0, period: 0, indicator: 1)
        let matrix = builder.finish(asOf: try day("2018-07-10"))
        #expect(matrix.status(outfall: 1, period: 1, indicator: 0) == .complete)
        #expect(matrix.status(outfall: 1, period: 1, indicator: 1) == .awaited)
        #expect(matrix.status(outfall: 0, period: 0, indicator: 1) == .exempt)
        #expect(matrix.sampleCount(outfall: 1, period: 1, indicator: 0) == 1)
        #expect(matrix.progress.required == 7)
        #expect(matrix.progress[.overdue] == 3)
    }

    @Test("a plan of two days with three samples is partial until the sixth sample")
    func partial() throws {
        let plan = CampaignPlan(
            requirements: [CampaignRequirement(season: .wet, days: 2, samplesPerDay: 3)], strictness: .require
        )
        let first = try day("2018-07-05")
        for (taken, status) in [(5, CompletenessStatus.partial), (6, .complete)] {
            var builder = try builder(plan: plan)
            for index in 0..<taken {
                builder.record(outfall: 0, period: 1, indicator: 0, on: first.adding(days: index / 3))
            }
            let matrix = builder.finish(asOf: try day("2018-08-01"))
            #expect(matrix.status(outfall: 0, period: 1, indicator: 0) == status)
            // The plan has no row for the dry season.
            #expect(matrix.status(outfall: 0, period: 0, indicator: 0) == .exempt)
        }
    }

    @Test("a plan that only warns is met by any sample, and what is short is told with its figures")
    func warning() throws {
        let plan = CampaignPlan(
            requirements: [CampaignRequirement(season: .wet, days: 2, samplesPerDay: 3)], strictness: .warn)
        var builder = try builder(plan: plan)
        builder.record(outfall: 1, period: 1, indicator: 0, on: try day("2018-07-05"))
        let matrix = builder.finish(asOf: try day("2018-12-31"))
        #expect(matrix.status(outfall: 1, period: 1, indicator: 0) == .complete)
        #expect(matrix.status(outfall: 1, period: 1, indicator: 1) == .overdue)
        #expect(matrix.shortCount == 1)
        let (outfall, period, indicator, shortfall) = try #require(matrix.shortfalls.first { _ in true })
        #expect((outfall, period, indicator) == (1, 1, 0) && shortfall.found.samples == 1)
    }

    @Test("progress by team adds up to the whole")
    func teams() throws {
        var builder = try builder()
        builder.record(outfall: 0, period: 1, indicator: 0, on: try day("2018-07-05"))
        let matrix = builder.finish(asOf: try day("2018-07-10"))
        let teams = matrix.progress { $0 == 0 ? "一队" : "二队" }
        #expect(teams.map(\.group) == ["一队", "二队"])
        #expect(teams.map { $0.progress[.complete] } == [1, 0])
        #expect(teams.map { $0.progress.required }.reduce(0, +) == matrix.progress.required)
        #expect(teams[0].progress.completeShare == 0.25)
    }

    @Test("the order in which samples arrive does not matter", arguments: seeds(20))
    func order(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let plan = CampaignPlan(
            requirements: [
                CampaignRequirement(season: .dry, days: 2), CampaignRequirement(season: .wet, campaigns: 2),
            ], strictness: .require)
        let first = try day("2018-06-01")
        let samples = (0..<40).map { _ in
            (random.index(below: 2), random.index(below: 2), random.index(below: 2), random.index(below: 9))
        }
        var forwards = try builder(plan: plan)
        var backwards = try builder(plan: plan)
        for sample in samples {
            forwards.record(
                outfall: sample.0, period: sample.1, indicator: sample.2, on: first.adding(days: sample.3))
        }
        for sample in samples.reversed() {
            backwards.record(
                outfall: sample.0, period: sample.1, indicator: sample.2, on: first.adding(days: sample.3))
        }
        let a = forwards.finish(asOf: try day("2018-07-01"))
        let b = backwards.finish(asOf: try day("2018-07-01"))
        for outfall in 0..<2 {
            for period in 0..<2 {
                for indicator in 0..<2 {
                    #expect(
                        a.status(outfall: outfall, period: period, indicator: indicator)
                            == b.status(outfall: outfall, period: period, indicator: indicator))
                }
            }
        }
        #expect(a.progress == b.progress)
    }

    @Test("an outfall that a season's plan does not name is asked for nothing in it, though it was sampled")
    func unplanned() throws {
        var builder = try builder()
        builder.exempt(outfall: 1, period: 0)
        builder.record(outfall: 1, period: 0, indicator: 0, on: try day("2018-01-05"))
        let matrix = builder.finish(asOf: try day("2018-12-31"))
        #expect(matrix.status(outfall: 1, period: 0, indicator: 0) == .exempt)
        #expect(matrix.sampleCount(outfall: 1, period: 0, indicator: 0) == 1)
        #expect(matrix.status(outfall: 0, period: 0, indicator: 0) != .exempt)
        #expect(matrix.progress[.exempt] == 2 && matrix.progress.required == 6)
    }

    @Test("where nothing is required there is no share, and not the whole of nothing")
    func nothingRequired() {
        #expect(CompletenessProgress().completeShare == nil)
    }

    @Test("a season with a plan of its own is asked once, where the table of frequencies has no row for it")
    func asking() {
        let plan = CampaignPlan.census2018.asking([.normal, .dry])
        #expect(plan.requirements.map(\.season) == [.dry, .wet, .normal])
    }

    @Test("the S105 table has its columns in the order of the form")
    func columns() {
        #expect(
            OutfallForm.s105.map { $0.heading[.chinese] } == [
                "排污口名称", "排污口编码", "监测时间", "污水流量", "化学需氧量", "五日生化需氧量", "氨氮", "总氮", "总磷", "动植物油", "其他",
            ])
        #expect(
            OutfallForm.s104.map { $0.heading[.chinese] }[9..<21] == [
                "经度（度）", "经度（分）", "经度（秒）", "经度", "纬度（度）", "纬度（分）", "纬度（秒）", "纬度", "设置单位", "排污口规模",
                "排污口类型", "入河（海）方式",
            ])
        #expect(OutfallForm.s104[21].heading[.chinese] == "入河（海）方式其他")
        let codes = OutfallForm.s104.filter(\.isText).map { $0.heading[.chinese] }
        #expect(codes.contains("排污口编码") && codes.contains("区划代码") && codes.contains("受纳水体代码"))
    }
}
