import Testing

@testable import Census

@Suite("Which outfall a code means")
struct OutfallCodeMatchTests {
    private func owner(_ code: String, _ periods: (String, String?)...) throws -> OutfallCodeOwner {
        OutfallCodeOwner(
            MonitoredOutfall(code: code),
            periods: try periods.map {
                .init(from: try CalendarDate(iso: $0.0), through: try $0.1.map { try CalendarDate(iso: $0) })
            })
    }

    private func match(_ owners: [OutfallCodeOwner], on day: String) throws -> OutfallCodeMatch {
        OutfallCodeMatch(among: owners, on: try CalendarDate(iso: day))
    }

    @Test("a code in use means its outfall, also for a sample that is older than the list that gave it")
    func inUse() throws {
        let owners = [try owner("990121003", ("2018-05-01", nil))]
        for day in ["2017-03-06", "2018-05-01", "2024-01-01"] {
            #expect(try match(owners, on: day) == .one(MonitoredOutfall(code: "990121003")))
        }
        #expect(try match([], on: "2018-05-01") == .unknown)
        #expect(
            try match([owner("990121003")], on: "2018-05-01") == .one(MonitoredOutfall(code: "990121003")))
    }

    @Test("a code that had ended before the sample is told with its last day; on that day it still holds")
    func retired() throws {
        let owners = [try owner("990121003", ("2018-05-01", "2021-12-31"))]
        #expect(try match(owners, on: "2021-12-31") == .one(MonitoredOutfall(code: "990121003")))
        #expect(
            try match(owners, on: "2022-01-01")
                == .retired(MonitoredOutfall(code: "990121003"), through: CalendarDate(iso: "2021-12-31")))
    }

    @Test("of two outfalls the one that has the code on the day is meant; where both have it nobody can tell")
    func ambiguous() throws {
        let first = try owner("990121001", ("2018-01-01", "2019-12-31"))
        let second = try owner("990121002", ("2020-01-01", nil))
        #expect(try match([first, second], on: "2020-03-01") == .one(MonitoredOutfall(code: "990121002")))
        #expect(try match([second, first], on: "2019-03-01") == .ambiguous(["990121001", "990121002"]))
        let ended = try owner("990121002", ("2018-01-01", "2019-12-31"))
        #expect(try match([ended, first], on: "2022-01-01") == .ambiguous(["990121001", "990121002"]))
    }
}
