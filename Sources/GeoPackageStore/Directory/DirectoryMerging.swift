internal import Census
internal import GRDB

/// One returned part being compared with the whole, and taken over if it reconciles.
struct DirectoryMerging {
    private let whole: Database
    private let part: Database
    private let path: String
    private let reader: DirectoryRowReader
    /// The columns of the part's units; rows are compared by those of the whole, wherever they stand.
    private let partColumns: [String]

    init(whole: Database, part: Database, path: String) throws {
        self.whole = whole
        self.part = part
        self.path = path
        guard try part.tableExists("directory_handout"), try part.tableExists("unit") else {
            throw DirectoryStoreError.noReceipt(path: path)
        }
        reader = try DirectoryRowReader(in: whole)
        partColumns = try DirectoryRowReader(in: part).columns
    }

    /// The receipt that a part carries, whatever it has handed down itself.
    static func ownReceipt(in db: Database) throws -> PartReceipt? {
        if try db.tableExists(DirectoryOwnerTable.name) {
            return try receipts(from: DirectoryOwnerTable.name, in: db).first?.receipt
        }
        // A part that no newer Bourn has opened yet.
        let rows = try receipts(in: db)
        return rows.count == 1 ? rows[0].receipt : nil
    }

    static func receipts(
        from table: String = "directory_handout", in db: Database
    ) throws -> [RecordedHandout] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT split, level, organisation, columns, rows, digest, fid, merged_at FROM \(table)
                ORDER BY fid
                """
        ).compactMap { row -> RecordedHandout? in
            let columns: String = row[3]
            guard let level = OrganisationLevel(rawValue: row[1]), let digest = RowDigest(hexadecimal: row[5])
            else { return nil }
            let receipt = PartReceipt(
                split: row[0], level: level, organisation: row[2],
                columns: columns.split(separator: "\n").map(String.init),
                rows: RowTally(count: row[4], digest: digest))
            return RecordedHandout(receipt: receipt, fid: row[6], mergedAt: row[7])
        }
    }

    /// Compares, and takes over what reconciles.
    func merge(
        _ returned: ReturnedPart, checking check: inout ReceiptCheck, time: String
    ) throws -> PartMerge {
        let inside = try Self.ownReceipt(in: part)
        guard let receipt = returned.receipt ?? inside else {
            throw DirectoryStoreError.noReceipt(path: path)
        }
        let recorded = try Self.receipts(in: whole).first { $0.receipt.organisation == receipt.organisation }
        var comparison = PartComparison(
            organisation: receipt.organisation, columns: reader.columns,
            histories: try Workspace.changes(in: part).histories(),
            deleted: try recorded.map { try deleted(handout: $0.fid) } ?? [])
        if let fault = try outerFault(receipt, recorded?.receipt, recorded?.mergedAt != nil, &check) {
            comparison.note(fault)
        }
        if receipt != inside { comparison.note(.wrongReceipt(.inside)) }
        let kept = try SealTable.last(in: part)
        let seal = returned.seal ?? kept
        for fault in try innerFaults(seal, handout: recorded?.fid) { comparison.note(fault) }
        guard let recorded, Set(partColumns).isSuperset(of: reader.columns) else {
            return comparison.finish()
        }
        try compare(&comparison, handout: recorded.fid)
        // A seal counts the columns as the part has them; of others than the whole's, `unitsFault` has told already.
        let sealed = partColumns == reader.columns ? seal?.units : nil
        // What an earlier merge of this part took over is no change of the whole's own.
        let handedOut = recorded.mergedAt == nil ? recorded.receipt.rows : nil
        var merge = comparison.finish(receipt: handedOut, seal: sealed)
        merge.seal = returned.seal != nil ? .beside : kept != nil ? .inside : .none
        merge.entries = try UnitLogTables.returned(from: part, to: whole)
        merge.leftBehind = try HandedLayers(whole: whole, part: part, handout: recorded.fid).differences()
        if merge.reconciles { try takeOver(merge, handout: recorded.fid, time: time) }
        return merge
    }

    /// What is wrong with the part's own hand-outs and with what it says of units.
    private func innerFaults(_ seal: DirectorySeal?, handout: Int64?) throws -> [MergeFault] {
        let out = try HandoutTables.partsOut(in: part).map(\.receipt.organisation)
        let strangers = try UnitLogTables.strangers(in: part).map { MergeFault.recordWithoutRow(key: $0) }
        let logs = try handout.map { try HandedLogs(whole: whole, part: part, handout: $0).faults() }
        return (out.isEmpty ? [] : [.partsOut(organisations: out)]) + strangers + (logs ?? [])
            + [try recordsFault(seal), try unitsFault(seal)].compactMap(\.self)
    }

    /// The units of a part with other columns than the whole's, or in another order, are no longer those sealed.
    private func unitsFault(_ seal: DirectorySeal?) throws -> MergeFault? {
        guard let sealed = seal?.units, partColumns != reader.columns else { return nil }
        let found = try Workspace.tallyUnits(in: part)
        return found == sealed ? nil : .sealBroken(sealed: sealed, found: found)
    }

    private func compare(_ comparison: inout PartComparison, handout: Int64) throws {
        let handedOut = try SteppedStatement(
            """
            SELECT r.digest, \(reader.list) FROM directory_row r JOIN unit u ON u.fid = r.fid
            WHERE r.handout_fid = ? ORDER BY u.unit_key
            """, binding: [handout], in: whole)
        let rows = try SteppedStatement("SELECT \(reader.list) FROM unit u ORDER BY u.unit_key", in: part)
        try comparison.compare(
            handedOut: { () throws -> HandedOutRow<StoredRow>? in
                guard try handedOut.step() else { return nil }
                return HandedOutRow(reader.row(handedOut, offset: 1), digest: handedOut.digest(0))
            },
            returning: { try rows.step() ? reader.row(rows) : nil },
            handouts: StoredHandouts(db: whole))
    }

    /// The digests of rows that were handed out and that the whole no longer has.
    private func deleted(handout: Int64) throws -> Set<RowDigest> {
        let rows = try SteppedStatement(
            """
            SELECT r.digest FROM directory_row r LEFT JOIN unit u ON u.fid = r.fid
            WHERE r.handout_fid = ? AND u.fid IS NULL
            """, binding: [handout], in: whole)
        var digests = Set<RowDigest>()
        while try rows.step() { if let digest = rows.digest(0) { digests.insert(digest) } }
        return digests
    }

    /// The records are no longer those that the organisation sealed.
    private func recordsFault(_ seal: DirectorySeal?) throws -> MergeFault? {
        guard let sealed = seal?.records else { return nil }
        let found = try Workspace.tallyRecords(in: part)
        return found == sealed ? nil : .recordsChangedAfterSeal(sealed: sealed, found: found)
    }

    private func outerFault(
        _ receipt: PartReceipt, _ recorded: PartReceipt?, _ isMerged: Bool, _ check: inout ReceiptCheck
    ) throws -> MergeFault? {
        if try HandoutTables.isVoid(receipt, in: whole) { return .wrongReceipt(.void(receipt.organisation)) }
        if let mismatch = check.mismatch(of: receipt, recorded: recorded) { return .wrongReceipt(mismatch) }
        if isMerged { return .wrongReceipt(.mergedTwice(receipt.organisation)) }
        let (theirs, ours) = (Set(partColumns), Set(reader.columns))
        guard theirs != ours else { return nil }
        return .columnsDiffer(
            missing: reader.columns.filter { !theirs.contains($0) },
            extra: partColumns.filter { !ours.contains($0) })
    }

    /// Writes the differences into the whole, with their records.
    private func takeOver(_ merge: PartMerge, handout: Int64, time: String) throws {
        let names = reader.columns.map { "\(SQLIdentifier($0))" }
        let marks = names.map { _ in "?" }.joined(separator: ", ")
        let insertion = try RowStatement(
            "INSERT INTO unit (\(names.joined(separator: ", "))) VALUES (\(marks))", in: whole)
        let row = try part.makeStatement(
            sql: "SELECT \(names.joined(separator: ", ")) FROM unit WHERE unit_key = ?")
        for difference in merge.differences {
            if difference.isNew {
                guard let values = try Row.fetchOne(row, arguments: [difference.key]) else { continue }
                try insertion.run(values.databaseValues.map(FieldValue.init))
            }
            for field in difference.fields {
                let update = try RowStatement(
                    "UPDATE unit SET \(SQLIdentifier(field.column)) = ? WHERE unit_key = ?", in: whole)
                try update.run([FieldValue(field.after), .text(difference.key)])
            }
            for change in difference.history.changes { try Workspace.insert(change, in: whole) }
        }
        try UnitLogTables.takeBack(from: part, to: whole)
        try whole.execute(
            sql: "UPDATE directory_handout SET merged_at = ? WHERE fid = ?", arguments: [time, handout])
    }
}

/// A row of the table of what was handed out.
struct RecordedHandout {
    let receipt: PartReceipt
    let fid: Int64
    let mergedAt: String?
}

/// Whose a unit is, by the record of the last split.
private struct StoredHandouts: HandoutRecord {
    let db: Database

    func organisation(ofUnit key: String) throws -> String? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT coalesce(h.organisation, '') FROM unit u LEFT JOIN directory_row r ON r.fid = u.fid
                LEFT JOIN directory_handout h ON h.fid = r.handout_fid WHERE u.unit_key = ? LIMIT 1
                """)
        return try String.fetchOne(statement, arguments: [key])
    }
}

extension FieldValue {
    fileprivate init(_ value: DirectoryValue) {
        switch value {
        case .none: self = .null
        case .integer(let number): self = .integer(number)
        case .real(let number): self = .real(number)
        case .text(let text): self = .text(text)
        case .bytes(let bytes): self = .blob(bytes)
        }
    }
}
