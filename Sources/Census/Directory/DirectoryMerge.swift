/// Why a returned part is refused; each fault alone refuses the whole part.
public enum MergeFault: Hashable, Sendable {
    /// The receipt is not the one the split gave to this organisation.
    case wrongReceipt(ReceiptMismatch)
    /// The part does not have the columns that were handed out.
    case columnsDiffer(missing: [String], extra: [String])
    /// The whole's own rows are no longer those that were handed out, so there is nothing to compare with.
    case wholeChanged(handedOut: RowTally, now: RowTally)
    /// The rows are not those that the organisation sealed.
    case sealBroken(sealed: RowTally, found: RowTally)
    /// A row that was handed out did not come back.
    case missing(key: String)
    /// A key came back more than once.
    case doubled(key: String, times: Int)
    /// A row was handed to another organisation.
    case foreign(key: String, organisation: String)
    /// A row that nobody was handed came back, and no addition is recorded for it: it is new without a record, or
    /// its key was altered.
    case unknown(key: String)
    /// A row came back with other values and no record of a change.
    case alteredWithoutRecord(key: String, columns: [String])
    /// A recorded change lacks something.
    case incompleteRecord(key: String, gap: ChangeGap)
    /// A change is recorded of a row that is not in the part.
    case recordWithoutRow(key: String)
}

/// How a receipt differs from what the split recorded.
public enum ReceiptMismatch: Hashable, Sendable {
    /// It names another split.
    case split(String)
    /// It names an organisation that was handed nothing.
    case organisation(String)
    /// Its level, columns, count or digest differ.
    case content
    /// The same part was merged in this run already.
    case mergedTwice(String)
}

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
    /// What was recorded of it.
    public let record: DirectoryChange
    /// The columns that changed; empty for additions and for removals that change nothing else.
    public let fields: [Field]
}

/// What came of merging one part.
public struct PartMerge: Hashable, Sendable {
    /// The organisation.
    public let organisation: String
    /// Why the part is refused; empty when it reconciles.
    public let faults: [MergeFault]
    /// Every difference, in the order of the keys; meaningful even when the part is refused.
    public let differences: [DirectoryDifference]
    /// The rows that came back.
    public let returned: RowTally
    /// The rows that came back as they were handed out.
    public let unchanged: Int

    /// The part may be taken over.
    public var reconciles: Bool { faults.isEmpty }
}

/// What a split recorded: who was handed which row.
public protocol HandoutRecord {
    /// The organisation that was handed a row; `nil` when nobody was.
    func organisation(ofUnit key: String) throws -> String?
}

/// Compares one returned part with what was handed out, both streamed in the order of their keys.
///
/// Keys are compared byte by byte in UTF-8, the order of SQLite's BINARY collation. Memory: what is reported.
/// A removal is a record; the row itself must come back. Nothing is refused silently and nothing repaired.
public struct PartComparison {
    private let columns: [String]
    private let organisation: String
    private let changes: [String: DirectoryChange]
    private var seenChanges = Set<String>()
    private var faults: [MergeFault] = []
    private var differences: [DirectoryDifference] = []
    private var handedOut = RowTally()
    private var returned = RowTally()
    private var unchanged = 0

    /// Begins a comparison.
    ///
    /// - Parameters:
    ///   - organisation: Whose part it is.
    ///   - columns: The columns of the rows.
    ///   - changes: The part's recorded changes by unit; the last one of each unit.
    public init(organisation: String, columns: [String], changes: [String: DirectoryChange]) {
        self.organisation = organisation
        self.columns = columns
        self.changes = changes
    }

    /// Notes a fault found outside the rows, such as a wrong receipt.
    public mutating func note(_ fault: MergeFault) { faults.append(fault) }

    /// Compares all rows.
    ///
    /// - Parameters:
    ///   - handedOut: Gives the rows handed to the organisation, by ascending key, then `nil`. Of a row only the
    ///     key is used after the next one was asked for.
    ///   - returning: Gives the part's rows likewise.
    ///   - handouts: Tells whose a foreign row is.
    /// - Throws: What the readers throw.
    /// - Complexity: O(n) in the rows of both.
    public mutating func compare<Row: ComparedRow>(
        handedOut: () throws -> Row?, returning: () throws -> Row?, handouts: some HandoutRecord
    ) throws {
        var before = try count(handedOut())
        var after = try returning()
        while let row = after {
            returned.add(row.digest)
            while let old = before, precedes(old.key, row.key) {
                faults.append(.missing(key: old.key))
                before = try count(handedOut())
            }
            if let old = before, isSame(old.key, row.key) {
                compare(old, row)
                before = try count(handedOut())
            } else {
                try receiveNew(row, handouts)
            }
            after = try skipDoubles(of: row.key, returning)
        }
        while let old = before {
            faults.append(.missing(key: old.key))
            before = try count(handedOut())
        }
    }

    private mutating func count<Row: ComparedRow>(_ row: Row?) -> Row? {
        if let row { handedOut.add(row.digest) }
        return row
    }

    /// Reads on past rows of the same key.
    private mutating func skipDoubles<Row: ComparedRow>(
        of key: String, _ returning: () throws -> Row?
    ) throws -> Row? {
        var times = 1
        var next = try returning()
        while let row = next, isSame(row.key, key) {
            returned.add(row.digest)
            times += 1
            next = try returning()
        }
        if times > 1 { faults.append(.doubled(key: key, times: times)) }
        return next
    }

    private mutating func compare(_ old: some ComparedRow, _ new: some ComparedRow) {
        let fields = old.digest == new.digest ? [] : differences(old.values, new.values)
        guard let record = changes[new.key] else {
            if fields.isEmpty {
                unchanged += 1
            } else {
                faults.append(.alteredWithoutRecord(key: new.key, columns: fields.map(\.column)))
            }
            return
        }
        report(record, key: new.key, fields: fields)
    }

    private func differences(
        _ old: [DirectoryValue], _ new: [DirectoryValue]
    ) -> [DirectoryDifference.Field] {
        zip(columns, zip(old, new)).compactMap { column, pair in
            pair.0 == pair.1
                ? nil : DirectoryDifference.Field(column: column, before: pair.0, after: pair.1)
        }
    }

    private mutating func receiveNew(_ row: some ComparedRow, _ handouts: some HandoutRecord) throws {
        if let other = try handouts.organisation(ofUnit: row.key) {
            faults.append(.foreign(key: row.key, organisation: other))
        } else if let record = changes[row.key], record.kind == .added {
            report(record, key: row.key, fields: [])
        } else {
            faults.append(.unknown(key: row.key))
        }
    }

    private mutating func report(
        _ record: DirectoryChange, key: String, fields: [DirectoryDifference.Field]
    ) {
        seenChanges.insert(key)
        faults += record.gaps.map { .incompleteRecord(key: key, gap: $0) }
        differences.append(DirectoryDifference(key: key, record: record, fields: fields))
    }

    /// Ends the comparison.
    ///
    /// - Parameters:
    ///   - receipt: What was handed out, by its receipt; the whole's rows must still be these.
    ///   - seal: What the organisation sealed before it returned the part, if it did.
    /// - Returns: Everything found.
    public consuming func finish(receipt: RowTally? = nil, seal: RowTally? = nil) -> PartMerge {
        if let receipt, receipt != handedOut {
            faults.append(.wholeChanged(handedOut: receipt, now: handedOut))
        }
        if let seal, seal != returned { faults.append(.sealBroken(sealed: seal, found: returned)) }
        let faulty = Set(faults.compactMap(\.key))
        let idle = changes.keys.filter { !seenChanges.contains($0) && !faulty.contains($0) }.sorted()
        faults += idle.map { .recordWithoutRow(key: $0) }
        return PartMerge(
            organisation: organisation, faults: faults, differences: differences, returned: returned,
            unchanged: unchanged)
    }
}

/// The order of keys: byte by byte in UTF-8.
func precedes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }

extension MergeFault {
    /// The unit it is about, if it is about one.
    public var key: String? {
        switch self {
        case .wrongReceipt, .columnsDiffer, .wholeChanged, .sealBroken: nil
        case .missing(let key), .doubled(let key, _), .foreign(let key, _), .unknown(let key),
            .alteredWithoutRecord(let key, _), .incompleteRecord(let key, _), .recordWithoutRow(let key):
            key
        }
    }
}

/// Checks receipts of returned parts against what a split recorded, each part once.
public struct ReceiptCheck {
    private let split: String
    private var merged = Set<String>()

    /// Begins checking the parts of a split.
    public init(split: String) { self.split = split }

    /// Compares a receipt with the recorded one; `nil` when it is right.
    public mutating func mismatch(
        of receipt: PartReceipt, recorded: PartReceipt?
    ) -> ReceiptMismatch? {
        if receipt.split != split { return .split(receipt.split) }
        guard let recorded else { return .organisation(receipt.organisation) }
        guard receipt == recorded else { return .content }
        return merged.insert(receipt.organisation).inserted ? nil : .mergedTwice(receipt.organisation)
    }
}
