import Census
import GeoKernels
import TestSupport
import Testing

@Suite("Calendar days")
struct CalendarDateTests {
    @Test(
        "a day survives text and back, in leap years too",
        arguments: ["1970-01-01", "2018-09-30", "2016-02-29", "2000-02-29", "0001-01-01", "9999-12-31"])
    func roundTrips(text: String) throws {
        #expect(try CalendarDate(iso: text).description == text)
    }

    @Test(
        "a day that is no day is refused with its numbers",
        arguments: [
            (2018, 2, 29), (1900, 2, 29), (2018, 4, 31), (2018, 13, 1), (2018, 0, 1), (0, 1, 1), (2018, 1, 0),
        ])
    func impossible(year: Int, month: Int, day: Int) {
        #expect(throws: CalendarDateError.noSuchDay(year: year, month: month, day: day)) {
            try CalendarDate(year: year, month: month, day: day)
        }
    }

    @Test(
        "another way of writing a date is refused, not guessed",
        arguments: ["2018/09/30", "2018-9-30", "30-09-2018", "", "2018-09-30T00:00", "２０１８-09-30"])
    func malformed(text: String) {
        #expect(throws: CalendarDateError.malformed(text: text)) { try CalendarDate(iso: text) }
    }

    @Test("Excel's serial 43101 is New Year 2018, and its 29 February 1900 is refused")
    func excel() throws {
        #expect(try CalendarDate(excelSerial: 43_101).description == "2018-01-01")
        #expect(try CalendarDate(excelSerial: 61).description == "1900-03-01")
        #expect(throws: CalendarDateError.noSuchSerial(60)) { try CalendarDate(excelSerial: 60) }
    }

    @Test("the next day is the next day for every day of 400 years")
    func successive() throws {
        var expected = try CalendarDate(year: 1800, month: 1, day: 1)
        for year in 1800..<2200 {
            for month in 1...12 {
                for day in 1...CalendarDate.days(inMonth: month, year: year) {
                    let made = try CalendarDate(year: year, month: month, day: day)
                    guard made == expected, made.year == year, made.month == month, made.day == day else {
                        Issue.record("\(year)-\(month)-\(day) is not the day after")
                        return
                    }
                    expected = expected.adding(days: 1)
                }
            }
        }
    }
}
