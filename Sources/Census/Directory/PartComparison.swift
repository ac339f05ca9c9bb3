/// What a split recorded: who was handed which row.
public protocol HandoutRecord {
    /// The organisation that was handed a row; blank when the whole has the row and handed it to nobody, `nil` when
    /// the whole has no such row.
    func organisation(ofUnit key: String) throws -> String?
}

/// A row of the whole that was handed out.
public struct HandedOutRow<Row: ComparedRow> {
    /// The row as it is now.
    public let row: Row
    /// The digest it was handed out with; `nil` when the split kept none.
    public let digest: RowDigest?

    /// Makes a row.
    public init(_ row: Row, digest: RowDigest? = nil) {
        self.row = row
        self.digest = digest
    }
}

/// Compares one returned part with what was handed out, both streamed in the order of their keys.
///
/// Keys are compared byte by byte in UTF-8, the order of SQLite's BINARY collation. Memory: what is reported.
/// A removal is a record; the row itself must come back. Nothing is refused silently and nothing repaired. Rows that
/// the whole itself changed since are told apart by the digest they were handed out with, and not laid to the part.
public struct PartComparison {
    private let columns: [String]
    private let organisation: String
    private let histories: [String: UnitHistory]
    private var seenChanges = Set<String>()
    private var faults: [MergeFault] = []
    private var differences: [DirectoryDifference] = []
    private var handedOut = RowTally()
    private var returned = RowTally()
    private var unchanged = 0

    /// Rows that the whole changed since, and the digests that such and deleted rows were handed out with.
    private var changedInWhole: [String] = []
    private var formerDigests: Set<RowDigest>
    /// Rows without a counterpart, until all digests are known.
    private var strangers: [(key: String, digest: RowDigest)] = []
    private var absent: [(key: String, digest: RowDigest)] = []

    /// Begins a comparison.
    ///
    /// - Parameters:
    ///   - organisation: Whose part it is.
    ///   - columns: The columns of the rows.
    ///   - histories: Everything that the part recorded, by unit.
    ///   - deleted: The digests of rows that were handed out and that the whole no longer has.
    public init(
        organisation: String, columns: [String], histories: [String: UnitHistory],
        deleted: Set<RowDigest> = []
    ) {
        self.organisation = organisation
        self.columns = columns
        self.histories = histories
        formerDigests = deleted
    }

    /// Notes a fault found outside the rows, such as a wrong receipt.
    public mutating func note(_ fault: MergeFault) { faults.append(fault) }

    /// Compares all rows.
    ///
    /// - Parameters:
    ///   - handedOut: Gives the rows handed to the organisation, by ascending key, then `nil`. Of a row only the
    ///     key and the digest are used after the next one was asked for.
    ///   - returning: Gives the part's rows likewise.
    ///   - handouts: Tells whose a foreign row is.
    /// - Throws: What the readers throw.
    /// - Complexity: O(n) in the rows of both.
    public mutating func compare<Row: ComparedRow>(
        handedOut: () throws -> HandedOutRow<Row>?, returning: () throws -> Row?,
        handouts: some HandoutRecord
    ) throws {
        var before = try count(handedOut())
        var after = try returning()
        while let row = after {
            returned.add(row.digest)
            while let old = before, precedes(old.row.key, row.key) {
                miss(old)
                before = try count(handedOut())
            }
            if let old = before, isSame(old.row.key, row.key) {
                compare(old, row)
                before = try count(handedOut())
            } else {
                try receiveNew(row, handouts)
            }
            after = try skipDoubles(of: row.key, returning)
        }
        while let old = before {
            miss(old)
            before = try count(handedOut())
        }
    }

    private mutating func count<Row: ComparedRow>(_ old: HandedOutRow<Row>?) -> HandedOutRow<Row>? {
        guard let old else { return nil }
        handedOut.add(old.row.digest)
        if let digest = old.digest, digest != old.row.digest {
            changedInWhole.append(old.row.key)
            formerDigests.insert(digest)
        }
        return old
    }

    private mutating func miss(_ old: HandedOutRow<some ComparedRow>) {
        if let digest = old.digest, digest != old.row.digest {
            absent.append((old.row.key, digest))
        } else {
            faults.append(.missing(key: old.row.key))
        }
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

    private mutating func compare<Row: ComparedRow>(_ old: HandedOutRow<Row>, _ new: Row) {
        let isAsHandedOut = new.digest == (old.digest ?? old.row.digest)
        let fields = isAsHandedOut ? [] : differences(old.row.values, new.values)
        guard let history = histories[new.key] else {
            if fields.isEmpty {
                unchanged += 1
            } else {
                faults.append(.alteredWithoutRecord(key: new.key, columns: fields.map(\.column)))
            }
            return
        }
        report(history, key: new.key, fields: fields)
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
        } else if let history = histories[row.key], history.addition != nil {
            report(history, key: row.key, isNew: true, fields: [])
        } else {
            strangers.append((row.key, row.digest))
        }
    }

    private mutating func report(
        _ history: UnitHistory, key: String, isNew: Bool = false, fields: [DirectoryDifference.Field]
    ) {
        seenChanges.insert(key)
        faults += history.gaps.map { .incompleteRecord(key: key, gap: $0) }
        differences.append(DirectoryDifference(key: key, isNew: isNew, history: history, fields: fields))
    }

    /// Tells rows that the whole deleted or renamed since from rows that are the part's own fault.
    ///
    /// - Returns: The keys of the former, as they were handed out.
    private mutating func settle() -> [String] {
        let gone = strangers.filter { formerDigests.contains($0.digest) }
        let back = Set(gone.map { $0.digest })
        faults += strangers.filter { !back.contains($0.digest) }.map { .unknown(key: $0.key) }
        faults += absent.filter { !back.contains($0.digest) }.map { .missing(key: $0.key) }
        return gone.map { $0.key }
    }

    /// Ends the comparison.
    ///
    /// - Parameters:
    ///   - receipt: What was handed out, by its receipt; the whole's rows must still be these.
    ///   - seal: What the organisation sealed before it returned the part, if it did.
    /// - Returns: Everything found, what concerns the whole first.
    public consuming func finish(receipt: RowTally? = nil, seal: RowTally? = nil) -> PartMerge {
        let gone = settle()
        if let seal, seal != returned { faults.append(.sealBroken(sealed: seal, found: returned)) }
        let faulty = Set(faults.compactMap(\.key)).union(gone)
        let idle = histories.keys.filter { !seenChanges.contains($0) && !faulty.contains($0) }
        faults += idle.sorted(by: precedes).map { .recordWithoutRow(key: $0) }
        if let receipt, receipt != handedOut {
            let units = (changedInWhole + gone).sorted(by: precedes)
            faults.insert(.wholeChanged(handedOut: receipt, now: handedOut, units: units), at: 0)
        }
        return PartMerge(
            organisation: organisation, faults: faults, differences: differences, returned: returned,
            unchanged: unchanged)
    }
}

/// The order of keys: byte by byte in UTF-8.
func precedes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }
