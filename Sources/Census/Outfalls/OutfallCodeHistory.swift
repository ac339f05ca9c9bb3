/// Why the codes of an outfall cannot change so.
public enum CodeHistoryError: Error, Hashable, Sendable {
    /// The scheme's present code begins later than the change.
    case beforePresentCode(begins: CalendarDate)
    /// The code is already the scheme's present one.
    case unchanged

    /// The reason in both languages.
    public var text: LocalizedText {
        switch self {
        case .beforePresentCode(let day):
            LocalizedText(
                zh: "现用编码自 \(day) 起有效，变更日期须在其后。",
                en: "The present code is valid from \(day); change it after that.")
        case .unchanged: LocalizedText(zh: "编码没有变化。", en: "The code is the present one already.")
        }
    }
}

/// A code and the days on which it was the outfall's.
public struct DatedCode: Hashable, Sendable {
    /// The code.
    public let code: OutfallCode
    /// The first day.
    public let from: CalendarDate
    /// The last day; `nil` while it is in use.
    public let through: CalendarDate?
    /// Why it was given.
    public let reason: String

    /// Makes an entry; the last day may not come before the first.
    public init(code: OutfallCode, from: CalendarDate, through: CalendarDate?, reason: String) {
        precondition(through.map { from <= $0 } ?? true, "a code's last day must not come before its first")
        self.code = code
        self.from = from
        self.through = through
        self.reason = reason
    }

    /// It was in use on a day.
    public func isValid(on day: CalendarDate) -> Bool { from <= day && (through.map { day <= $0 } ?? true) }
}

/// All codes that an outfall has ever had, in several schemes at once.
///
/// Nothing is ever removed: a code that ended still finds its outfall.
public struct OutfallCodeHistory: Hashable, Sendable {
    /// The codes in the order they were given.
    public private(set) var codes: [DatedCode] = []

    /// An outfall without a code.
    public init() {}

    /// Takes up a history as it was stored, in the order the codes were given.
    public init(restoring codes: [DatedCode]) { self.codes = codes }

    /// Gives a code from a day on and ends the present one of its scheme on the day before.
    ///
    /// A code that began on that very day was wrong and is put right: it stays on file for its one day, and the new one
    /// counts on it.
    ///
    /// - Throws: `CodeHistoryError`.
    public mutating func assign(
        _ code: OutfallCode, from day: CalendarDate, reason: String
    ) throws(CodeHistoryError) {
        if let index = codes.lastIndex(where: { $0.code.scheme == code.scheme && $0.through == nil }) {
            let present = codes[index]
            guard present.code != code else { throw .unchanged }
            guard present.from <= day else { throw .beforePresentCode(begins: present.from) }
            codes[index] = DatedCode(
                code: present.code, from: present.from, through: max(present.from, day.adding(days: -1)),
                reason: present.reason)
        }
        codes.append(DatedCode(code: code, from: day, through: nil, reason: reason))
    }

    /// The code of a scheme on a day; `nil` when there was none.
    public func code(_ scheme: OutfallCodeScheme, on day: CalendarDate) -> OutfallCode? {
        codes.last { $0.code.scheme == scheme && $0.isValid(on: day) }?.code
    }
}
