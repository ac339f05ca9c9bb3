import Census
import GeoKernels
import TestSupport
import Testing

/// A part that was handed out, with what the whole recorded.
private struct Handout: HandoutRecord {
    var rows: [DirectoryRow] = []
    var keepers: [String: String] = [:]
    let own = "990121"

    init(count: Int, seed: UInt64) {
        for (row, _) in MadeOffices.rows(count, seed: seed) { rows.append(row) }
        for row in rows { keepers[row.key] = own }
        keepers["k000001"] = "990122"
    }

    func organisation(ofUnit key: String) -> String? { keepers[key] }

    func merge(
        _ returned: [DirectoryRow], changes: [DirectoryChange] = [], receipt: RowTally? = nil,
        seal: RowTally? = nil, whole: [DirectoryRow]? = nil
    ) throws -> PartMerge {
        let now = whole ?? rows
        let digests = Dictionary(uniqueKeysWithValues: rows.map { ($0.key, $0.digest) })
        let deleted = rows.filter { row in !now.contains { $0.key == row.key } }
        var comparison = PartComparison(
            organisation: own, columns: MadeOffices.columns, histories: changes.histories(),
            deleted: Set(deleted.map(\.digest)))
        var before = now.makeIterator()
        var after = returned.sorted { $0.key < $1.key }.makeIterator()
        try comparison.compare(
            handedOut: { before.next().map { HandedOutRow($0, digest: digests[$0.key]) } },
            returning: { after.next() }, handouts: self)
        return comparison.finish(receipt: receipt, seal: seal)
    }
}

@Suite("merging returned parts")
struct DirectoryMergeTests {
    @Test("a part that comes back as it was reconciles")
    func untouched() throws {
        let handout = Handout(count: 50, seed: 1)
        let merge = try handout.merge(handout.rows)
        #expect(merge.reconciles)
        #expect(merge.unchanged == 50)
        #expect(merge.differences.isEmpty)
    }

    @Test("any single row removed is caught and named", arguments: 0..<20)
    func removed(row: Int) throws {
        let handout = Handout(count: 20, seed: 2)
        var rows = handout.rows
        let key = rows.remove(at: row).key
        #expect(try handout.merge(rows).faults == [.missing(key: key)])
    }

    @Test("any single row doubled is caught and named", arguments: 0..<20)
    func doubled(row: Int) throws {
        let handout = Handout(count: 20, seed: 3)
        let twin = handout.rows[row]
        #expect(try handout.merge(handout.rows + [twin]).faults == [.doubled(key: twin.key, times: 2)])
    }

    @Test("any single value altered without a record is caught and named", arguments: 0..<20, 0..<3)
    func altered(row: Int, column: Int) throws {
        let handout = Handout(count: 20, seed: 4)
        var rows = handout.rows
        rows[row].values[column] = .text("别的")
        #expect(
            try handout.merge(rows).faults == [
                .alteredWithoutRecord(key: rows[row].key, columns: [MadeOffices.columns[column]])
            ])
    }

    @Test("an alteration that only changes how Unicode spells the same text is caught")
    func alteredSpelling() throws {
        var handout = Handout(count: 3, seed: 4)
        handout.rows[1].values[0] = .text("Caf\u{E9}厂")
        var rows = handout.rows
        rows[1].values[0] = .text("Cafe\u{301}厂")
        #expect(
            try handout.merge(rows).faults == [
                .alteredWithoutRecord(key: rows[1].key, columns: [MadeOffices.columns[0]])
            ])
    }

    @Test("an altered key is a row missing and a row unknown")
    func alteredKey() throws {
        let handout = Handout(count: 20, seed: 5)
        var rows = handout.rows
        let key = rows[7].key
        rows[7] = DirectoryRow(key: key + "x", values: rows[7].values)
        let faults = try handout.merge(rows).faults
        #expect(Set(faults) == [.missing(key: key), .unknown(key: key + "x")])
    }

    @Test("a row of another organisation is foreign, even with a record")
    func foreign() throws {
        let handout = Handout(count: 5, seed: 6)
        let stranger = DirectoryRow(key: "k000001", values: handout.rows[0].values)
        let faults = try handout.merge(
            handout.rows + [stranger], changes: [MadeOffices.change("k000001", .added)]
        ).faults
        #expect(faults == [.foreign(key: "k000001", organisation: "990122")])
    }

    @Test("recorded corrections, additions and removals are reported field by field")
    func recorded() throws {
        let handout = Handout(count: 10, seed: 7)
        var rows = handout.rows
        let before = rows[2].values[0]
        rows[2].values[0] = .text("更名后的单位")
        rows.append(DirectoryRow(key: "new", values: rows[0].values))
        let changes = [
            MadeOffices.change(rows[2].key), MadeOffices.change("new", .added),
            MadeOffices.change(rows[5].key, .removed),
        ]
        let merge = try handout.merge(rows, changes: changes)
        #expect(merge.faults.isEmpty)
        #expect(merge.unchanged == 8)
        #expect(merge.differences.map(\.record.kind) == [.corrected, .removed, .added])
        #expect(
            merge.differences[0].fields.map(\.column) == ["name"]
                && merge.differences[0].fields[0].before == before
                && merge.differences[0].fields[0].after == .text("更名后的单位"))
    }

    @Test("a removal without a reason, and a record of a row that is not there, are refused")
    func incompleteRecords() throws {
        let handout = Handout(count: 10, seed: 8)
        let key = handout.rows[3].key
        #expect(
            try handout.merge(handout.rows, changes: [MadeOffices.change(key, .removed, reason: " ")]).faults
                == [.incompleteRecord(key: key, gap: .noReason)])
        #expect(
            try handout.merge(handout.rows, changes: [MadeOffices.change("ghost")]).faults
                == [.recordWithoutRow(key: "ghost")])
    }

    @Test("after sealing even a recorded alteration is caught", arguments: seeds(10))
    func seal(seed: UInt64) throws {
        let handout = Handout(count: 30, seed: seed)
        var random = SplitMix64(seed: seed)
        var rows = handout.rows
        let place = random.index(below: rows.count)
        rows[place].values[0] = .text("更名")
        let changes = [MadeOffices.change(rows[place].key)]
        var sealed = RowTally()
        for row in rows { sealed.add(RowDigest(row)) }
        #expect(try handout.merge(rows, changes: changes, seal: sealed).reconciles)
        rows[place].values[0] = .text("又改")
        let broken = try handout.merge(rows, changes: changes, seal: sealed)
        guard case .sealBroken? = broken.faults.first, broken.faults.count == 1 else {
            Issue.record("the seal must break: \(broken.faults)")
            return
        }
    }

    @Test("a whole that was changed after handing out is told from a changed part")
    func wholeChanged() throws {
        let handout = Handout(count: 10, seed: 11)
        var other = RowTally()
        for row in handout.rows.dropLast() { other.add(RowDigest(row)) }
        guard
            case .wholeChanged(other, let now, [])? = try handout.merge(handout.rows, receipt: other).faults
                .first
        else {
            Issue.record("the receipt tells that the whole changed")
            return
        }
        #expect(now.count == 10)
    }

    @Test("what the whole changed or deleted since is told once and first, and not laid to the part")
    func wholeChangedUnits() throws {
        var handout = Handout(count: 10, seed: 12)
        var receipt = RowTally()
        for row in handout.rows { receipt.add(row.digest) }
        var whole = handout.rows
        whole[2].values[0] = .text("总库改名")
        let deleted = whole.remove(at: 7).key
        handout.keepers[deleted] = nil
        let merge = try handout.merge(handout.rows, receipt: receipt, whole: whole)
        #expect(merge.faults.count == 1)
        guard case .wholeChanged(receipt, _, [whole[2].key, deleted])? = merge.faults.first else {
            Issue.record("the whole's own changes come first: \(merge.faults)")
            return
        }
        #expect(merge.faults[0].text.english.contains("no fault of the part"))
    }

    @Test("what the part altered itself is still its fault when the whole changed other rows")
    func bothChanged() throws {
        let handout = Handout(count: 10, seed: 13)
        var receipt = RowTally()
        for row in handout.rows { receipt.add(row.digest) }
        var (whole, rows) = (handout.rows, handout.rows)
        whole[2].values[0] = .text("总库改名")
        rows[4].values[0] = .text("部分改名")
        let merge = try handout.merge(rows, receipt: receipt, whole: whole)
        #expect(merge.faults.count == 2)
        #expect(merge.faults.last == .alteredWithoutRecord(key: rows[4].key, columns: ["name"]))
    }

    @Test("a unit that was added and then corrected comes back as an addition with both records")
    func addedThenCorrected() throws {
        let handout = Handout(count: 5, seed: 14)
        let new = DirectoryRow(key: "new", values: handout.rows[0].values)
        let changes = [MadeOffices.change("new", .added), MadeOffices.change("new", .corrected)]
        let merge = try handout.merge(handout.rows + [new], changes: changes)
        #expect(merge.faults.isEmpty)
        let difference = try #require(merge.differences.first)
        #expect(difference.isNew && difference.record.kind == .added)
        #expect(difference.history.changes == changes)
    }

    @Test("a unit that was handed out stays one, though somebody recorded it as added")
    func addedThoughHandedOut() throws {
        let handout = Handout(count: 5, seed: 15)
        let merge = try handout.merge(
            handout.rows, changes: [MadeOffices.change(handout.rows[1].key, .added)])
        #expect(merge.reconciles && merge.differences.map(\.isNew) == [false])
    }

    @Test("a correction after a removal does not put the unit back; an addition does")
    func removals() throws {
        func removal(_ kinds: ChangeKind...) -> ChangeKind? {
            kinds.map { MadeOffices.change("u", $0) }.histories()["u"]?.removal?.kind
        }
        #expect(removal(.removed) == .removed)
        #expect(removal(.removed, .corrected) == .removed)
        #expect(removal(.removed, .added) == nil)
        #expect(removal(.corrected) == nil)
    }

    @Test("a digest is kept as 32 bytes and read again")
    func digestBytes() throws {
        let digest = RowDigest(DirectoryRow(key: "k", values: [.integer(1)]))
        let bytes = digest.bytes
        let again = unsafe RowDigest(bytes: bytes.span.bytes)
        #expect(again == digest)
        let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(digits == "\(digest)")
    }

    @Test("receipts of another split, of nobody, altered or used twice are refused")
    func receipts() throws {
        let rule = PartRule(tree: try MadeOffices.tree(), level: .county)
        var split = DirectorySplit(id: "s1", rule: rule, columns: MadeOffices.columns)
        for (row, division) in MadeOffices.rows(40, seed: 9) { _ = split.add(row, division: division) }
        let receipt = try #require(split.receipts.first)
        var check = ReceiptCheck(split: "s1")
        #expect(check.mismatch(of: receipt, recorded: nil) == .organisation(receipt.organisation))
        let other = PartReceipt(
            split: "s0", level: .county, organisation: receipt.organisation, columns: receipt.columns,
            rows: receipt.rows)
        #expect(check.mismatch(of: other, recorded: receipt) == .split("s0"))
        let altered = PartReceipt(
            split: "s1", level: .county, organisation: receipt.organisation, columns: receipt.columns,
            rows: RowTally(count: receipt.rows.count + 1, digest: receipt.rows.digest))
        #expect(check.mismatch(of: altered, recorded: receipt) == .content)
        #expect(check.mismatch(of: receipt, recorded: receipt) == nil)
        #expect(check.mismatch(of: receipt, recorded: receipt) == .mergedTwice(receipt.organisation))
    }
}
