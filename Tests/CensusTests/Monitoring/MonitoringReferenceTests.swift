import Census
import Testing

@Suite("Reference data of monitoring")
struct MonitoringReferenceTests {
    private static func defaults() -> [ReferenceTable: [[String]]] {
        Dictionary(uniqueKeysWithValues: ReferenceTable.allCases.map { ($0, $0.defaults) })
    }

    @Test("a new workspace's tables say what the program's tables say")
    func defaults() throws {
        let reference = try MonitoringReference(Self.defaults())
        #expect(reference.catalogue.indicators == IndicatorCatalogue.census2018.indicators)
        #expect(reference.surfaceStandards == [.gb3838])
        #expect(reference.effluentStandards == [.gb18918, .gb8978])
        #expect(reference.qualityRules == QualityRule.defaults)
        #expect(reference.reviewRules == ReviewRule.defaults)
        #expect(reference.plan == .census2018)
        #expect(reference.policy == .national)
        #expect(reference.holdingHours["NH3-N"] == 24 && reference.holdingHours["pH"] == nil)
        #expect(
            reference.plannedIndicators == [
                "flow", "COD", "BOD5", "NH3-N", "TN", "TP", "animal-vegetable-oil",
            ])
        #expect(reference.calendars.isEmpty)
    }

    @Test("the example calendars are the program's")
    func examples() throws {
        let reference = try MonitoringReference([.seasonCalendar: ReferenceTable.exampleCalendars])
        #expect(reference.calendars.map(\.months) == SeasonCalendar.defaults.map(\.months))
    }

    @Test(
        "a cell that cannot be used is told by table, row and column",
        arguments: [
            (ReferenceTable.seasonCalendar, [["A", "", "wet", "5;6;7", ""]], "months"),
            (.seasonCalendar, [["A", "", "wet", "13", ""]], "months"),
            (.seasonCalendar, [["A", "", "monsoon", "1", ""]], "season"),
            (.indicators, [["COD", "x", "", "", "furlong", "", "", "", "", ""]], "unit"),
            (.plan, [["dry", "0", "", "", "", ""]], "campaigns"),
            (.periods, [["2018", "dry", "2018-02-30"]], "deadline"),
            (.policy, [["meanConcentration", "guess", ""]], "rule"),
            (.reviewRules, [["X", "comparison", "", "", "same-number", "", "", "", "0.8", ""]], "count"),
            (.effluentLimits, [["G", "", "", "", "A", "COD", "", "", "", "", "", "", ""]], "at_most"),
            (
                .surfaceLimits, [["G", "", "", "", "COD", "", "", "not-above", "1", "2", "", "", ""]],
                "criterion"
            ),
            (.holdingTimes, [["COD", "0", "", ""]], "hours"),
            (.qualityRules, [["COD", "", "", "", "", "", "", "a:b:c", "", ""]], "deviation"),
        ] as [(ReferenceTable, [[String]], String)])
    func faults(table: ReferenceTable, rows: [[String]], column: String) {
        var all = Self.defaults()
        all[table] = rows
        #expect {
            try MonitoringReference(all)
        } throws: { error in
            let fault = error as? ReferenceTableFault
            return fault?.table == table && fault?.column == column && fault?.row == 1
        }
    }

    @Test("an outfall's calendar is that of the longest code that fits, else the first")
    func basins() throws {
        var all = Self.defaults()
        all[.seasonCalendar] = ReferenceTable.exampleCalendars
        all[.basins] = [["water", "99R", "yangtze"], ["water", "99R005", "may-to-september"]]
        let reference = try MonitoringReference(all)
        func basin(_ water: String) -> String? {
            reference.calendar(for: MonitoredOutfall(code: "1", waterCode: water))?.basin
        }
        #expect(basin("99R001") == "yangtze")
        #expect(basin("99R005") == "may-to-september")
        #expect(basin("88") == "north")
    }
}
