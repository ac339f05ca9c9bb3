/// A season of a river's year.
public enum Season: String, CaseIterable, Sendable {
    /// 枯水期.
    case dry
    /// 平水期.
    case normal
    /// 丰水期.
    case wet

    /// The name in both languages.
    public var text: LocalizedText {
        switch self {
        case .dry: LocalizedText(zh: "枯水期", en: "dry season")
        case .normal: LocalizedText(zh: "平水期", en: "normal season")
        case .wet: LocalizedText(zh: "丰水期", en: "wet season")
        }
    }
}

/// One run of a season: the dry season of 2018, which may have begun in December 2017.
public struct SeasonOccasion: Hashable, Comparable, Sendable {
    /// The year it is counted to.
    public let year: Int
    /// The season.
    public let season: Season

    /// Makes the season of a year.
    public init(_ season: Season, year: Int) {
        self.season = season
        self.year = year
    }

    /// Orders by year and then dry, normal, wet.
    public static func < (a: SeasonOccasion, b: SeasonOccasion) -> Bool {
        (a.year, rank(a.season)) < (b.year, rank(b.season))
    }

    private static func rank(_ season: Season) -> Int {
        switch season {
        case .dry: 0
        case .normal: 1
        case .wet: 2
        }
    }

    /// The occasion in both languages.
    public var text: LocalizedText {
        LocalizedText(zh: "\(year)年\(season.text[.chinese])", en: "\(season.text[.english]) \(year)")
    }
}

/// Days from a first to a last, both included.
public struct DateSpan: Hashable, Sendable {
    /// The first day.
    public let first: CalendarDate
    /// The last day.
    public let last: CalendarDate

    /// Makes a span; the last day may not come before the first.
    public init(from first: CalendarDate, through last: CalendarDate) {
        precondition(first <= last, "a span must end on or after its first day")
        self.first = first
        self.last = last
    }

    /// The day lies in the span.
    public func contains(_ day: CalendarDate) -> Bool { first <= day && day <= last }
}
