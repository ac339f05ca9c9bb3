/// Why no serial can be given.
public enum SerialError: Error, Hashable, Sendable {
    /// All serials of the area have been given.
    case exhausted(area: String, most: Int)
    /// The serial was given before, even if its outfall is gone.
    case alreadyUsed(area: String, serial: Int)
    /// The serial is beyond the scheme's digits.
    case outOfRange(serial: Int, most: Int)
    /// Giving the serial would leave nearly none for the area, far above what it has given.
    case leap(area: String, serial: Int, highest: Int, left: Int)

    /// The reason in both languages.
    public var text: LocalizedText {
        switch self {
        case .exhausted(let area, let most):
            LocalizedText(
                zh: "\(area) 的 \(most) 个顺序号已用完，请改用位数更多的编码。", en: "All \(most) serials of \(area) are used up."
            )
        case .alreadyUsed(let area, let serial):
            LocalizedText(
                zh: "\(area) 的顺序号 \(serial) 已用过，不得重复使用。",
                en: "Serial \(serial) of \(area) was used before and is never reused.")
        case .leap(let area, let serial, let highest, let left):
            LocalizedText(
                zh: "\(area) 的最大顺序号是 \(highest)；给出 \(serial) 后只剩 \(left) 个可用，中间的永不再用。确认无误则加 --leap。",
                en:
                    "The highest serial of \(area) is \(highest); \(serial) would leave \(left) for ever, as none below is given again. Say --leap if it is meant."
            )
        case .outOfRange(let serial, let most):
            LocalizedText(
                zh: "顺序号 \(serial) 超出 1–\(most)。", en: "Serial \(serial) lies outside 1 to \(most).")
        }
    }
}

/// Gives serials within areas; a serial that was ever given is never given again.
///
/// It remembers the highest serial and everything taken above it, so that deleting an outfall cannot free its
/// number. Gaps below a given serial are never filled: a number missing from an imported register may belong to
/// an outfall that was struck off. Blocks can be reserved in advance for teams that work offline.
public struct SerialAllocator: Hashable, Sendable {
    /// The largest serial that the scheme has digits for.
    public let most: Int
    private var highest: [String: Int] = [:]
    private var takenAhead: [String: Set<Int>] = [:]

    /// Starts with nothing given; 999 for the 2018 scheme, 9999 for HJ 1235.
    public init(most: Int) {
        precondition(most > 0, "a scheme needs at least one serial")
        self.most = most
    }

    /// Takes up what was given before: for each area the highest serial.
    public init(most: Int, highest: [String: Int]) {
        self.init(most: most)
        self.highest = highest
    }

    /// The highest serial of an area that was given or recorded; 0 when there is none.
    ///
    /// Storing this alone is enough: what lies below it is never given again.
    public func highestSerial(in area: String) -> Int {
        max(highest[area] ?? 0, takenAhead[area]?.max() ?? 0)
    }

    /// Gives the next serial of an area.
    ///
    /// - Throws: `SerialError.exhausted`.
    public mutating func next(in area: String) throws(SerialError) -> Int {
        try block(of: 1, in: area).lowerBound
    }

    /// Reserves consecutive serials, for instance for a team without a network.
    ///
    /// - Throws: `SerialError.exhausted` when the area has no such run left; nothing is reserved then.
    public mutating func block(of count: Int, in area: String) throws(SerialError) -> ClosedRange<Int> {
        precondition(count > 0, "a block holds at least one serial")
        var first = (highest[area] ?? 0) + 1
        if let ahead = takenAhead[area], let last = ahead.max() { first = max(first, last + 1) }
        guard first + count - 1 <= most else { throw .exhausted(area: area, most: most) }
        highest[area] = first + count - 1
        takenAhead[area] = nil
        return first...(first + count - 1)
    }

    /// Records a serial that was given elsewhere, such as by an imported register.
    ///
    /// - Throws: `SerialError.alreadyUsed` or `.outOfRange`.
    public mutating func record(_ serial: Int, in area: String) throws(SerialError) {
        guard (1...most).contains(serial) else { throw .outOfRange(serial: serial, most: most) }
        guard serial > highest[area] ?? 0, takenAhead[area]?.contains(serial) != true else {
            throw .alreadyUsed(area: area, serial: serial)
        }
        takenAhead[area, default: []].insert(serial)
    }
}
