/// What an import did, row for row: read = accepted + refused.
public struct ImportSummary: Sendable {
    /// Rows read.
    public internal(set) var read = 0
    /// Rows that became new things.
    public internal(set) var inserted = 0
    /// Rows that changed things there were.
    public internal(set) var updated = 0
    /// Rows that were there already, with the same values.
    public internal(set) var unchanged = 0
    /// Rows accepted whose coordinates could not be used; they are kept without a position.
    public internal(set) var withoutPosition = 0
    /// Rows accepted whose coordinates are doubtful, by the word of the doubt.
    public internal(set) var doubts: [String: Int] = [:]
    /// Geometries whose heights or measures were dropped.
    public internal(set) var droppedOrdinates = 0
    /// Rows accepted whose shape is faulty, in order; none when shapes were not checked.
    public internal(set) var shapeFaults: [ShapeFault] = []
    /// Rows refused, each with its reason.
    public internal(set) var refusals: [RowRefusal] = []
    /// Which column fed which field.
    public internal(set) var mapping: [(field: String, column: String)] = []
    /// Columns that fed no field; their values are kept as they were.
    public internal(set) var otherColumns: [String] = []

    /// Counts rows that are doubtful for a reason that only whoever stores them knows.
    public mutating func note(_ words: [String: Int]) { doubts.merge(words, uniquingKeysWith: +) }

    /// Rows that are in the workspace now.
    public var accepted: Int { inserted + updated + unchanged }
    /// Rows that are not.
    public var refused: Int { refusals.count }
}
