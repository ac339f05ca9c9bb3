/// Half a month: days 1 to 15, or the rest.
///
/// The unit of the census's progress reports (双周调度).
public struct HalfMonth: Hashable, Comparable, Sendable {
    /// The year.
    public let year: Int
    /// The month, 1 to 12.
    public let month: Int
    /// Days from the 16th on.
    public let isSecondHalf: Bool

    /// Reads the date at the beginning of an ISO 8601 text, `2018-03-16` or `2018-03-16T08:00:00+08:00`.
    ///
    /// The date counts as written, in the writer's own time zone. Anything else is `nil`.
    public init?(date text: String) {
        let parts = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day)
        else { return nil }
        self.year = year
        self.month = month
        isSecondHalf = day > 15
    }

    private init(serial: Int) {
        year = serial / 24
        month = serial % 24 / 2 + 1
        isSecondHalf = serial % 2 == 1
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        default: 31
        }
    }

    private var serial: Int { year * 24 + (month - 1) * 2 + (isSecondHalf ? 1 : 0) }

    /// The half month after this one.
    public var next: HalfMonth { HalfMonth(serial: serial + 1) }

    /// Orders by time.
    public static func < (a: HalfMonth, b: HalfMonth) -> Bool { a.serial < b.serial }

    /// The half month in words.
    public var text: LocalizedText {
        let twoDigits = month < 10 ? "0\(month)" : "\(month)"
        return LocalizedText(
            zh: "\(year)年\(month)月\(isSecondHalf ? "下" : "上")半月",
            en: "\(year)-\(twoDigits), \(isSecondHalf ? "second" : "first") half")
    }
}
