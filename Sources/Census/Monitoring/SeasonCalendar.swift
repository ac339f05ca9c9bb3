/// Which year a season that crosses New Year counts to.
public enum SeasonYearRule: String, CaseIterable, Sendable {
    /// December 2017 to February 2018 is the dry season of 2018.
    case yearItEnds
    /// December 2017 to February 2018 is the dry season of 2017.
    case yearItBegins

    /// The rule in both languages.
    public var text: LocalizedText {
        switch self {
        case .yearItEnds: LocalizedText(zh: "跨年季节计入结束之年", en: "counts to the year it ends in")
        case .yearItBegins: LocalizedText(zh: "跨年季节计入开始之年", en: "counts to the year it begins in")
        }
    }
}

/// Why a table of months is no season calendar.
public enum SeasonCalendarError: Error, Hashable, Sendable {
    /// A calendar names exactly twelve months.
    case monthsMissing(count: Int)
}

/// The months of the seasons in one basin.
///
/// Months differ by basin and by year, so they are data. A run of months of one season that wraps from
/// December to January is one occasion, and a rule says which year owns it.
public struct SeasonCalendar: Hashable, Sendable {
    /// The code of the basin or office that uses the calendar.
    public let basin: String
    /// The name for people.
    public let name: LocalizedText
    /// Twelve seasons, January first.
    public let months: [Season]
    /// Which year a wrapping season counts to.
    public let yearRule: SeasonYearRule

    /// Makes a calendar from the season of each month, January first.
    ///
    /// - Throws: `SeasonCalendarError.monthsMissing` unless twelve are given.
    public init(
        basin: String, name: LocalizedText, months: [Season], yearRule: SeasonYearRule = .yearItEnds
    ) throws(SeasonCalendarError) {
        guard months.count == 12 else { throw .monthsMissing(count: months.count) }
        self.init(unchecked: months, basin: basin, name: name, yearRule: yearRule)
    }

    /// Makes a calendar from the months (1 to 12) of its wet and dry seasons; the others are normal.
    ///
    /// A month named in both is wet.
    public init(
        basin: String, name: LocalizedText, wet: Set<Int>, dry: Set<Int>,
        yearRule: SeasonYearRule = .yearItEnds
    ) {
        let months = (1...12).map { month -> Season in
            wet.contains(month) ? .wet : dry.contains(month) ? .dry : .normal
        }
        self.init(unchecked: months, basin: basin, name: name, yearRule: yearRule)
    }

    private init(unchecked months: [Season], basin: String, name: LocalizedText, yearRule: SeasonYearRule) {
        self.basin = basin
        self.name = name
        self.months = months
        self.yearRule = yearRule
    }

    /// The season and the year that own a day.
    public func occasion(on day: CalendarDate) -> SeasonOccasion {
        let season = months[day.month - 1]
        guard wraps(season) else { return SeasonOccasion(season, year: day.year) }
        switch yearRule {
        case .yearItEnds:
            let owner = day.month > monthsBeforeNewYear(season) ? day.year + 1 : day.year
            return SeasonOccasion(season, year: owner)
        case .yearItBegins:
            let owner = day.month <= monthsAfterNewYear(season) ? day.year - 1 : day.year
            return SeasonOccasion(season, year: owner)
        }
    }

    /// The spans of days that belong to an occasion, in order; empty when the basin has no such season.
    ///
    /// - Complexity: O(1); it looks at 36 months.
    public func spans(of occasion: SeasonOccasion) -> [DateSpan] {
        var spans: [DateSpan] = []
        for offset in 0..<36 {
            let year = occasion.year - 1 + offset / 12
            let month = offset % 12 + 1
            guard (1...9999).contains(year) else { continue }
            let first = CalendarDate(
                uncheckedDayNumber: CalendarDate.day(fromYear: year, month: month, day: 1))
            guard self.occasion(on: first) == occasion else { continue }
            let last = first.adding(days: CalendarDate.days(inMonth: month, year: year) - 1)
            if let open = spans.last, open.last.adding(days: 1) == first {
                spans[spans.count - 1] = DateSpan(from: open.first, through: last)
            } else {
                spans.append(DateSpan(from: first, through: last))
            }
        }
        return spans
    }

    /// The season owns December and January and not the whole year.
    private func wraps(_ season: Season) -> Bool {
        months[0] == season && months[11] == season && months.contains { $0 != season }
    }

    /// The last month that is not of the run that reaches December.
    private func monthsBeforeNewYear(_ season: Season) -> Int {
        (months.lastIndex { $0 != season } ?? -1) + 1
    }

    /// The last month of the run that starts in January.
    private func monthsAfterNewYear(_ season: Season) -> Int {
        months.firstIndex { $0 != season } ?? 12
    }
}

/// The season written on a form is not the one that its date falls in.
public struct SeasonDisagreement: Hashable, Sendable {
    /// The day of the sample.
    public let day: CalendarDate
    /// The season written on the form.
    public let declared: Season
    /// The season of the calendar.
    public let derived: SeasonOccasion
    /// The calendar asked.
    public let basin: String

    /// The warning in both languages.
    public var text: LocalizedText {
        LocalizedText(
            zh:
                "采样日 \(day) 按 \(basin) 季节表属\(derived.season.text[.chinese])，填报为\(declared.text[.chinese])，请核实。",
            en:
                "By the calendar of \(basin), \(day) lies in the \(derived.season.text[.english]), but the form "
                + "says \(declared.text[.english]); check which is right.")
    }
}

extension SeasonCalendar {
    /// Compares a declared season with the date; `nil` when they agree.
    public func disagreement(declared: Season, on day: CalendarDate) -> SeasonDisagreement? {
        let derived = occasion(on: day)
        guard derived.season != declared else { return nil }
        return SeasonDisagreement(day: day, declared: declared, derived: derived, basin: basin)
    }

    /// Calendars to start from, for the office to change.
    ///
    /// General practice of the north and the Yangtze, and one that a real system
    /// hard-coded (May to September).
    public static let defaults = [
        SeasonCalendar(
            basin: "north", name: LocalizedText(zh: "北方河流", en: "northern rivers"), wet: [6, 7, 8, 9],
            dry: [12, 1, 2, 3]),
        SeasonCalendar(
            basin: "yangtze", name: LocalizedText(zh: "长江流域", en: "Yangtze"), wet: [5, 6, 7, 8, 9, 10],
            dry: [12, 1, 2, 3]),
        SeasonCalendar(
            basin: "may-to-september", name: LocalizedText(zh: "5至9月为丰水期", en: "wet from May to September"),
            wet: [5, 6, 7, 8, 9], dry: [12, 1, 2]),
    ]
}
