/// Why a text is no moment.
public enum MomentError: Error, Hashable, Sendable {
    /// The text is not a date and time in ISO 8601 or EXIF form.
    case malformed(text: String)
    /// The text has none of the forms in which people write times.
    case unknownForm(text: String)
    /// The text is a day, where a time is needed.
    case noTimeOfDay(text: String)
    /// The text has no offset from UTC and none was given.
    case missingOffset(text: String)

    /// The reason in both languages.
    public var text: LocalizedText {
        switch self {
        case .malformed(let text):
            LocalizedText(zh: "“\(text)”不是可识别的时间。", en: "“\(text)” is not a known form of time.")
        case .unknownForm(let text):
            LocalizedText(
                zh: "“\(text)”不是可识别的时间；\(Moment.writtenForms[.chinese])。",
                en: "“\(text)” is not a known form of time; \(Moment.writtenForms[.english]).")
        case .noTimeOfDay(let text):
            LocalizedText(
                zh: "“\(text)”只有日期，没有时分；\(Moment.writtenForms[.chinese])。",
                en: "“\(text)” is a day without a time; \(Moment.writtenForms[.english]).")
        case .missingOffset(let text):
            LocalizedText(
                zh: "时间“\(text)”没有时区，请说明与 UTC 的差（北京时间为 +08:00）。",
                en: "The time “\(text)” has no offset from UTC; state one (Beijing time is +08:00).")
        }
    }
}

/// An instant: seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// Cameras write local time without an offset; a moment exists only once the offset is known or assumed,
/// so that photos, tracks and laboratory clocks compare.
public struct Moment: Hashable, Comparable, Sendable {
    /// Seconds since the beginning of 1970 in UTC.
    public let seconds: Double

    /// Makes a moment from seconds since 1970 in UTC; they must lie before the year 10000.
    public init(secondsSince1970 seconds: Double) {
        precondition(seconds.magnitude < 2.6e11, "a moment must lie in the years before 10000")
        self.seconds = seconds
    }

    /// Beijing time, eight hours ahead of UTC.
    public static let beijingOffsetSeconds = 8 * 3600

    /// Makes a moment from a civil day and the seconds after its midnight at an offset from UTC.
    public init(day: CalendarDate, secondsOfDay: Double, offsetSeconds: Int) {
        self.init(
            secondsSince1970: Double(day.dayNumber) * 86_400 + secondsOfDay - Double(offsetSeconds))
    }

    /// Reads `2018-07-05T09:30:00+08:00`, `…Z`, EXIF's `2018:07:05 09:30:00`, with or without fractions.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - offsetSeconds: The offset from UTC to assume when the text states none; `nil` refuses it.
    /// - Throws: `MomentError`.
    public init(_ text: String, assumingOffset offsetSeconds: Int? = nil) throws(MomentError) {
        let plain = trimmed(text)
        guard plain.utf8.count >= 19, let clock = Self.secondsOfDay(plain.dropFirst(11).prefix(8)) else {
            throw .malformed(text: text)
        }
        let date = plain.prefix(10).map { $0 == ":" ? "-" : $0 }
        let separator = plain.dropFirst(10).first
        guard separator == "T" || separator == " " else { throw .malformed(text: text) }
        let day: CalendarDate
        do { day = try CalendarDate(iso: String(date)) } catch { throw .malformed(text: text) }
        let (fraction, rest) = try Self.fraction(plain.dropFirst(19), of: text)
        guard let offset = try Self.offset(rest, of: text) ?? offsetSeconds else {
            throw .missingOffset(text: text)
        }
        self.init(day: day, secondsOfDay: clock + fraction, offsetSeconds: offset)
    }

    /// Orders by time.
    public static func < (a: Moment, b: Moment) -> Bool { a.seconds < b.seconds }

    /// The moment so many seconds later.
    public func adding(seconds: Double) -> Moment { Moment(secondsSince1970: self.seconds + seconds) }

    /// The civil day at an offset from UTC.
    public func day(offsetSeconds: Int) -> CalendarDate {
        CalendarDate(uncheckedDayNumber: Int(((seconds + Double(offsetSeconds)) / 86_400).rounded(.down)))
    }

    private static func secondsOfDay(_ text: Substring) -> Double? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ $0.utf8.count == 2 }), let hour = Int(parts[0]),
            let minute = Int(parts[1]), let second = Int(parts[2]), (0...23).contains(hour),
            (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        return Double(hour * 3600 + minute * 60 + second)
    }

    private static func fraction(
        _ rest: Substring, of text: String
    ) throws(MomentError) -> (Double, Substring) {
        guard rest.first == "." else { return (0, rest) }
        let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
        guard let value = Double("0." + digits), !digits.isEmpty else { throw .malformed(text: text) }
        return (value, rest[digits.endIndex...])
    }

    private static func offset(_ rest: Substring, of text: String) throws(MomentError) -> Int? {
        let plain = trimmed(rest)
        if plain.isEmpty { return nil }
        if plain == "Z" { return 0 }
        let digits = plain.dropFirst().filter { $0 != ":" }
        guard let sign = plain.first, sign == "+" || sign == "-", digits.utf8.count == 4,
            let number = Int(digits), number / 100 <= 14, number % 100 < 60
        else { throw .malformed(text: text) }
        let seconds = (number / 100 * 60 + number % 100) * 60
        return sign == "-" ? -seconds : seconds
    }
}
