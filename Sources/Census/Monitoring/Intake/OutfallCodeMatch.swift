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
    /// This one, into which the entry that has the code was joined.
    case joined(MonitoredOutfall)
    /// This one, which is kept on file as not counting.
    case notCounting(MonitoredOutfall)
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

extension OutfallCodeMatch {
    /// The outfall; `nil` where none or several are meant.
    public var outfall: MonitoredOutfall? {
        switch self {
        case .one(let found), .retired(let found, _), .joined(let found), .notCounting(let found): found
        case .unknown, .ambiguous: nil
        }
    }
}

/// A code of an entry that does not count, by which rows of a laboratory's file were taken.
public struct UncountedCodeNote: Hashable, Sendable {
    /// Where the rows went.
    public enum Way: Hashable, Sendable {
        /// To the outfall that the entry was joined into.
        case joined
        /// To the entry itself, which counts nowhere, for this reason.
        case notCounting(ExclusionReason?)
    }

    /// The code as the file has it.
    public let code: String
    /// Where the rows went.
    public let way: Way
    /// The code that the register keeps the outfall by, to which the rows went.
    public let present: String
    /// Rows taken by it.
    public internal(set) var rows: Int

    /// The note in both languages.
    public var text: LocalizedText {
        switch way {
        case .joined:
            LocalizedText(
                zh: "编码 \(code) 的条目已并入 \(present)，\(rows) 行记入 \(present)",
                en: "the entry \(code) was joined into \(present); its \(rows) rows went there")
        case .notCounting(let reason):
            LocalizedText(
                zh: "⚠ \(code) 不计入名录\(reason.map { "（\($0.text.chinese)）" } ?? "")，"
                    + "\(rows) 行虽已入库，但不进入完成情况、统计和报表",
                en:
                    "⚠ \(code) does not count\(reason.map { " (\($0.text.english))" } ?? ""): its \(rows) rows are kept, "
                    + "and enter neither completeness nor statistics nor forms")
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
