/// Everything recorded of one unit, the first record first.
///
/// An addition stays one whatever is recorded after it: a unit that was added and then corrected was still never
/// handed out.
public struct UnitHistory: Hashable, Sendable {
    /// The records in the order they were made; at least one.
    public private(set) var changes: [DirectoryChange]
    /// The last record.
    public private(set) var last: DirectoryChange

    /// Begins with a unit's first record.
    public init(_ first: DirectoryChange) {
        changes = [first]
        last = first
    }

    /// Adds the next record.
    public mutating func append(_ change: DirectoryChange) {
        changes.append(change)
        last = change
    }

    /// The record by which the unit was added, the last if there are several.
    public var addition: DirectoryChange? { changes.last { $0.kind == .added } }

    /// Where the unit's row came from: once added locally, always.
    public var origin: UnitOrigin {
        changes.contains { $0.origin == .addedLocally } ? .addedLocally : .issuedList
    }

    /// The record by which the unit was removed, unless it was added again later.
    ///
    /// Corrections after a removal do not put a unit back: a batch that moves coordinates corrects removed units too.
    public var removal: DirectoryChange? {
        changes.last { $0.kind == .removed || $0.kind == .added }.flatMap { $0.kind == .removed ? $0 : nil }
    }

    /// What the records lack, each thing once.
    public var gaps: [ChangeGap] {
        let found = Set(changes.flatMap(\.gaps))
        return ChangeGap.allCases.filter(found.contains)
    }
}

extension Sequence<DirectoryChange> {
    /// The records by unit, each unit's in this order.
    public func histories() -> [String: UnitHistory] {
        var histories: [String: UnitHistory] = [:]
        for change in self {
            if histories[change.unit] == nil {
                histories[change.unit] = UnitHistory(change)
            } else {
                histories[change.unit]?.append(change)
            }
        }
        return histories
    }
}
