/// A difference between a returned part and what was handed out, with its record.
public struct DirectoryDifference: Hashable, Sendable {
    /// A column that changed.
    public struct Field: Hashable, Sendable {
        /// The column.
        public let column: String
        /// What was handed out.
        public let before: DirectoryValue
        /// What came back.
        public let after: DirectoryValue
    }

    /// The unit's key.
    public let key: String
    /// The row was not handed out: the whole gets it.
    public let isNew: Bool
    /// Everything recorded of it.
    public let history: UnitHistory
    /// The columns that changed; empty for additions and for removals that change nothing else.
    public let fields: [Field]

    /// The record that tells what the difference is: for a new row its addition, otherwise the last one.
    public var record: DirectoryChange { (isNew ? history.addition : nil) ?? history.last }
}

/// How many entries of one log came back with a part; they are taken over with it.
public struct ReturnedEntries: Hashable, Sendable {
    /// The log's name: that of `UnitLog`, or `gifts` for units given to other organisations.
    public let log: String
    /// How many entries the part added.
    public let count: Int
    /// How many of them are older than what the whole says of the same, which holds.
    public let superseded: Int

    /// Makes a count.
    public init(log: String, count: Int, superseded: Int = 0) {
        self.log = log
        self.count = count
        self.superseded = superseded
    }
}

extension ReturnedEntries {
    /// What people call the entries of a log.
    ///
    /// - Parameter log: The log's name, as in `log`.
    /// - Returns: The title.
    public static func title(ofLog log: String) -> LocalizedText {
        switch UnitLog(rawValue: log) {
        case .dispositions: LocalizedText(zh: "单位状态", en: "states of units")
        case .opinions: LocalizedText(zh: "部门意见", en: "opinions of departments")
        case .duplicates: LocalizedText(zh: "重复认定", en: "decisions on duplicates")
        case .progress: LocalizedText(zh: "进度", en: "stages of progress")
        case .codes: LocalizedText(zh: "代码认定", en: "decisions on codes")
        case nil: LocalizedText(zh: "划归其他机构", en: "units given to other organisations")
        }
    }
}

/// What merging compared a part with besides what was handed out.
public enum SealCheck: String, Hashable, Sendable {
    /// The part was never sealed, or nothing tells that it was.
    case none
    /// The seal that came beside the part.
    case beside
    /// The seal that the part keeps itself; the file beside it did not come along.
    case inside
}

/// How a layer or table of a part differs from what was handed out, where merging does not take it over.
public struct LayerDifference: Hashable, Sendable {
    /// The layer's or table's name.
    public let layer: String
    /// Rows that were not handed out.
    public let added: Int
    /// Rows that came back with other values under the same code.
    public let changed: Int
    /// Rows that were handed out and did not come back.
    public let missing: Int
    /// Columns that were not handed out.
    public let extraColumns: [String]

    /// Makes a difference.
    public init(layer: String, added: Int, changed: Int, missing: Int, extraColumns: [String] = []) {
        self.layer = layer
        self.added = added
        self.changed = changed
        self.missing = missing
        self.extraColumns = extraColumns
    }

    /// Nothing differs.
    public var isEmpty: Bool { added + changed + missing == 0 && extraColumns.isEmpty }
}

/// What came of merging one part.
public struct PartMerge: Hashable, Sendable {
    /// The organisation.
    public let organisation: String
    /// Why the part is refused; empty when it reconciles.
    public let faults: [MergeFault]
    /// Every difference of a unit, in the order of the keys; meaningful even when the part is refused.
    public let differences: [DirectoryDifference]
    /// The rows that came back.
    public let returned: RowTally
    /// The rows that came back as they were handed out.
    public let unchanged: Int
    /// The entries of logs that the part added; taken over when it reconciles.
    public var entries: [ReturnedEntries] = []
    /// What differs and is not taken over; `nil` when an older Bourn made the split and kept no record to compare with.
    public var leftBehind: [LayerDifference]? = []
    /// Which seal the part was compared with.
    public var seal = SealCheck.none

    /// The part may be taken over.
    public var reconciles: Bool { faults.isEmpty }

    /// Everything that differs and is taken over with the part: units and entries of logs.
    public var differenceCount: Int { differences.count + entries.reduce(0) { $0 + $1.count } }
}
