import Census
import Testing

@Suite("progress by organisation and half month")
struct ProgressTableTests {
    @Test(
        "a date falls into its half month",
        arguments: [
            ("2018-03-15", "2018年3月上半月"), ("2018-03-16T00:00:00+08:00", "2018年3月下半月"),
            ("2020-02-29", "2020年2月下半月"),
        ])
    func halfMonths(date: String, expected: String) {
        #expect(HalfMonth(date: date)?.text.chinese == expected)
    }

    @Test(
        "what is no date is none",
        arguments: ["2018-02-29", "2018-13-01", "2018-3-1", "", "20180301", "2018-04-31"])
    func notDates(text: String) { #expect(HalfMonth(date: text) == nil) }

    @Test("after the second half of December comes January")
    func yearEnd() {
        #expect(HalfMonth(date: "2018-12-20")?.next == HalfMonth(date: "2019-01-01"))
    }

    private func event(_ organisation: String, _ unit: String, _ date: String, stage: String = "surveyed")
        -> ProgressEvent
    {
        ProgressEvent(organisation: organisation, unit: unit, stage: stage, date: date)
    }

    @Test("a unit counts once, when it first reached the stage, and for every organisation above")
    func counts() throws {
        let table = ProgressTable(
            [
                event("990121", "a", "2018-03-20"), event("990121", "a", "2018-03-02"),
                event("990122", "b", "2018-04-20"), event("990171", "c", "2018-04-01"),
            ], tree: try MadeOffices.tree(), stages: ["surveyed"],
            units: ["990121": 4, "990122": 2, "990171": 1])
        #expect(table.periods.count == 4)
        func row(_ code: String) -> ProgressTable.Row? { table.rows.first { $0.organisation == code } }
        #expect(row("9901")?.reached == [1, 0, 0, 1])
        #expect(row("9901")?.units == 6)
        #expect(row("99")?.cumulative == [1, 1, 2, 3])
        #expect(row("99")?.share == 3.0 / 7)
        #expect(row("999001")?.share == nil)
    }

    @Test("events without a date, an organisation or a stage are listed, not lost")
    func uncounted() throws {
        let events = [
            event("990121", "a", "?"), event("nobody", "a", "2018-03-02"),
            event("990121", "a", "2018-03-02", stage: "dreamt"),
        ]
        let table = ProgressTable(
            events, tree: try MadeOffices.tree(), stages: ["surveyed"], units: [:])
        #expect(table.uncounted == events)
        #expect(table.periods.isEmpty)
    }

    @Test("a correction of a stage puts away what was entered before it, and only that")
    func corrections() {
        func entry(_ date: String, _ reason: String = [UnitLogEntry].reached, unit: String = "u")
            -> UnitLogEntry
        {
            UnitLogEntry(unit: unit, values: ["surveyed", date], reason: reason, actor: "a", time: "t")
        }
        let log = [
            entry("2018-03-02"), entry("2018-03-20", unit: "v"), entry("2018-04-02", "日期写错"),
            entry("2018-04-20"),
        ]
        #expect(log.progressInForce() == [log[2], log[3], log[1]])
    }
}
