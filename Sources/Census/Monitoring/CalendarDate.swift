/// Why a text or three numbers are no day of the calendar.
public enum CalendarDateError: Error, Hashable, Sendable {
    /// The text is not `YYYY-MM-DD`.
    case malformed(text: String)
    /// The month or the day does not exist.
    case noSuchDay(year: Int, month: Int, day: Int)
    /// Excel's day 60 is 29 February 1900, which never was; smaller ones and those past 9999 are no dates.
    case noSuchSerial(Int)

    /// The reason in both languages.
    public var text: LocalizedText {
        switch self {
        case .malformed(let text):
            LocalizedText(
                zh: "日期“\(text)”不是 YYYY-MM-DD 的写法，请改成如 2018-07-05。",
                en: "The date “\(text)” is not written YYYY-MM-DD; write it like 2018-07-05.")
        case .noSuchDay(let year, let month, let day):
            LocalizedText(
                zh: "历法中没有 \(year) 年 \(month) 月 \(day) 日，请核对原始记录。",
                en: "There is no day \(day) of month \(month) in \(year); check the original record.")
        case .noSuchSerial(let serial):
            LocalizedText(
                zh: "\(serial) 不是 Excel 日期序号所指的真实日期。",
                en: "\(serial) is not the Excel serial number of a real day.")
        }
    }
}

/// A day of the proleptic Gregorian calendar, without time or zone.
///
/// Field forms carry days, not instants; keeping a day as a day means that no time zone can move a sample
/// into another season. Years 1 to 9999.
public struct CalendarDate: Hashable, Sendable {
    /// Days since 1970-01-01, negative before.
    public let dayNumber: Int

    /// The year, 1 to 9999.
    public var year: Int { Self.civil(fromDay: dayNumber).year }
    /// The month, 1 to 12.
    public var month: Int { Self.civil(fromDay: dayNumber).month }
    /// The day of the month, 1 to 31.
    public var day: Int { Self.civil(fromDay: dayNumber).day }

    /// Makes a day from its three numbers.
    ///
    /// - Throws: `CalendarDateError.noSuchDay`.
    public init(year: Int, month: Int, day: Int) throws(CalendarDateError) {
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...Self.days(inMonth: month, year: year)).contains(day)
        else { throw .noSuchDay(year: year, month: month, day: day) }
        dayNumber = Self.day(fromYear: year, month: month, day: day)
    }

    /// Reads `YYYY-MM-DD`, ASCII digits only; anything before or after it is refused.
    ///
    /// - Throws: `CalendarDateError.malformed` or `.noSuchDay`.
    public init(iso text: some StringProtocol) throws(CalendarDateError) {
        let bytes = Array(text.utf8)
        let dash = UInt8(ascii: "-")
        guard bytes.count == 10, bytes[4] == dash, bytes[7] == dash,
            let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
            let day = Self.number(bytes[8..<10])
        else { throw .malformed(text: String(text)) }
        try self.init(year: year, month: month, day: day)
    }

    /// Reads a serial number of Excel's 1900 date system (43101 is 2018-01-01).
    ///
    /// - Throws: `CalendarDateError.noSuchSerial` for 60 and less, because Excel counts a 29 February 1900
    ///   that never was, and for serials beyond 9999-12-31.
    public init(excelSerial serial: Int) throws(CalendarDateError) {
        guard (61...2_958_465).contains(serial) else { throw .noSuchSerial(serial) }
        dayNumber = serial - 25_569
    }

    /// Makes a day from its number, which the caller guarantees to lie in the years 1 to 9999.
    init(uncheckedDayNumber dayNumber: Int) {
        self.dayNumber = dayNumber
    }

    /// The day this many days later, or earlier when negative; it must stay in the years 1 to 9999.
    public func adding(days: Int) -> CalendarDate {
        CalendarDate(uncheckedDayNumber: dayNumber + days)
    }

    /// How many days a month has.
    public static func days(inMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension CalendarDate: Comparable, CustomStringConvertible {
    /// Orders by time.
    public static func < (a: CalendarDate, b: CalendarDate) -> Bool { a.dayNumber < b.dayNumber }

    /// The day as `YYYY-MM-DD`.
    public var description: String {
        let (year, month, day) = Self.civil(fromDay: dayNumber)
        return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
    }
}

extension CalendarDate {
    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return value
    }

    /// Days since 1970-01-01, counting years from March in eras of 400 years.
    ///
    /// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2013.
    static func day(fromYear year: Int, month: Int, day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func civil(fromDay number: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}
