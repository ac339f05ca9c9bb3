/// An outfall that has, or had, a code, with the days on which it had it.
public struct OutfallCodeOwner: Hashable, Sendable {
    /// The outfall.
    public let outfall: MonitoredOutfall
    /// First and last day of each time that it had the code; a last day of `nil` has not come yet.
    public let periods: [Period]

    /// The days on which an outfall had a code.
    public struct Period: Hashable, Sendable {
        /// The first day.
        public let from: CalendarDate
        /// The last day; `nil` while the code is in use.
        public let through: CalendarDate?

        /// Makes a period.
        public init(from: CalendarDate, through: CalendarDate?) {
            self.from = from
            self.through = through
        }
    }

    /// Makes an owner; without periods nobody has said from when on it has the code.
    public init(_ outfall: MonitoredOutfall, periods: [Period] = []) {
        self.outfall = outfall
        self.periods = periods
    }

    /// It had the code on a day, or got it later: a sample may be older than the list that gave the code.
    func answers(to day: CalendarDate) -> Bool {
        periods.isEmpty || periods.contains { $0.through.map { day <= $0 } ?? true }
    }

    /// The last day on which it had the code.
    var end: CalendarDate? { periods.compactMap(\.through).max() }
}

/// Which outfall a laboratory means by a code.
public enum OutfallCodeMatch: Hashable, Sendable {
    /// No outfall has or had the code in any scheme.
    case unknown
    /// This one.
    case one(MonitoredOutfall)
    /// This one, but its code had ended on this day, before the sample was taken.
    case retired(MonitoredOutfall, through: CalendarDate)
    /// Several, by the codes that the register keeps them by; nobody can tell which is meant.
    case ambiguous([String])

    /// Decides among the owners of a code on the day of a sample.
    ///
    /// Owners whose code had not ended by then are preferred; where there are several of them the code is ambiguous, and
    /// where there is none the last day of the one that had it is told. The order of the owners does not matter.
    public init(among owners: [OutfallCodeOwner], on day: CalendarDate) {
        let answering = owners.filter { $0.answers(to: day) }
        let chosen = answering.isEmpty ? owners : answering
        guard let first = chosen.first else {
            self = .unknown
            return
        }
        guard chosen.count == 1 else {
            self = .ambiguous(chosen.map(\.outfall.code).sorted())
            return
        }
        if answering.isEmpty, let end = first.end {
            self = .retired(first.outfall, through: end)
        } else {
            self = .one(first.outfall)
        }
    }
}

/// A retired code that rows of a laboratory's file were taken by.
public struct RetiredCodeNote: Hashable, Sendable {
    /// The code as the file has it.
    public let code: String
    /// The code that the register keeps the outfall by now.
    public let present: String
    /// The last day of the old code.
    public let through: CalendarDate
    /// Rows taken by it.
    public internal(set) var rows: Int

    /// The note in both languages.
    public var text: LocalizedText {
        LocalizedText(
            zh: "编码 \(code) 已于 \(through) 停用，\(rows) 行记入现用编码 \(present) 的排污口",
            en:
                "code \(code) ended on \(through); its \(rows) rows went to the outfall that is now \(present)"
        )
    }
}
