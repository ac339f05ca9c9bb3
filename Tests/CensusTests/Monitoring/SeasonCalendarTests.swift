import Census
import GeoKernels
import TestSupport
import Testing

@Suite("Season calendars")
struct SeasonCalendarTests {
    private let north = SeasonCalendar(
        basin: "north", name: LocalizedText(zh: "北方", en: "north"), wet: [6, 7, 8, 9], dry: [12, 1, 2, 3])

    private func day(_ text: String) throws -> CalendarDate { try CalendarDate(iso: text) }

    @Test(
        "December belongs to the dry season of the year after, January to the same one",
        arguments: [
            ("2017-12-01", Season.dry, 2018), ("2018-01-15", .dry, 2018), ("2018-03-31", .dry, 2018),
            ("2018-12-31", .dry, 2019), ("2018-04-01", .normal, 2018), ("2018-11-30", .normal, 2018),
            ("2018-07-05", .wet, 2018),
        ])
    func yearItEnds(text: String, season: Season, year: Int) throws {
        #expect(north.occasion(on: try day(text)) == SeasonOccasion(season, year: year))
    }

    @Test("an office may count a dry season to the year it begins in")
    func yearItBegins() throws {
        let calendar = try SeasonCalendar(
            basin: "n", name: north.name, months: north.months, yearRule: .yearItBegins)
        #expect(calendar.occasion(on: try day("2017-12-01")) == SeasonOccasion(.dry, year: 2017))
        #expect(calendar.occasion(on: try day("2018-03-31")) == SeasonOccasion(.dry, year: 2017))
        #expect(calendar.occasion(on: try day("2018-07-01")) == SeasonOccasion(.wet, year: 2018))
    }

    @Test("the dry season of 2018 is one span from December to March")
    func dryspan() throws {
        let spans = north.spans(of: SeasonOccasion(.dry, year: 2018))
        #expect(spans == [DateSpan(from: try day("2017-12-01"), through: try day("2018-03-31"))])
        let normal = north.spans(of: SeasonOccasion(.normal, year: 2018))
        #expect(normal.map(\.first.month) == [4, 10])
    }

    @Test("a season of all twelve months never leaves its year")
    func wholeYear() throws {
        let calendar = try SeasonCalendar(
            basin: "all", name: north.name, months: Array(repeating: .dry, count: 12))
        #expect(calendar.occasion(on: try day("2018-12-31")).year == 2018)
        #expect(calendar.spans(of: SeasonOccasion(.dry, year: 2018)).count == 1)
        #expect(throws: SeasonCalendarError.monthsMissing(count: 11)) {
            try SeasonCalendar(basin: "x", name: north.name, months: Array(repeating: .dry, count: 11))
        }
    }

    @Test("every day lies in exactly the spans of its own occasion", arguments: seeds(50))
    func spansPartition(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let months = (0..<12).map { _ in Season.allCases[random.index(below: 3)] }
        let rule = SeasonYearRule.allCases[random.index(below: 2)]
        let calendar = try SeasonCalendar(basin: "made", name: north.name, months: months, yearRule: rule)
        let start = try day("2016-01-01")
        for offset in stride(from: 0, to: 1096, by: 1 + random.index(below: 5)) {
            let day = start.adding(days: offset)
            let own = calendar.occasion(on: day)
            let owners = (2014...2020).flatMap { year in
                Season.allCases.map { SeasonOccasion($0, year: year) }
            }.filter { occasion in calendar.spans(of: occasion).contains { $0.contains(day) } }
            #expect(owners == [own])
            if offset > 20 { break }
        }
    }

    @Test("May is wet on the Yangtze and not in the north, so a declared season is questioned per basin")
    func disagreement() throws {
        let may = try day("2018-05-20")
        let yangtze = try #require(SeasonCalendar.defaults.first { $0.basin == "yangtze" })
        #expect(yangtze.disagreement(declared: .wet, on: may) == nil)
        let found = try #require(north.disagreement(declared: .wet, on: may))
        #expect(found.derived == SeasonOccasion(.normal, year: 2018))
        #expect(found.text[.chinese].contains("平水期"))
    }
}
