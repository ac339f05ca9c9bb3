public import Census
internal import Foundation
internal import GRDB

/// A part to merge: its file and, if its organisation sealed it, what was sealed.
public struct ReturnedPart: Hashable, Sendable {
    /// The part's file.
    public let path: String
    /// The receipt that came with it; `nil` to use the one inside the file.
    public let receipt: PartReceipt?
    /// What its organisation sealed.
    public let seal: DirectorySeal?

    /// Makes a part.
    public init(path: String, receipt: PartReceipt? = nil, seal: DirectorySeal? = nil) {
        self.path = path
        self.receipt = receipt
        self.seal = seal
    }
}

extension Workspace {
    /// Merges returned parts of the last split.
    ///
    /// Each part is compared row by row with what was handed out. One that reconciles is taken over; one that
    /// does not is refused as a whole, and its organisation's rows stay as they were handed out. All of it is one
    /// transaction.
    ///
    /// - Parameters:
    ///   - parts: The parts, each organisation's at most once.
    ///   - time: When, as ISO 8601 text.
    ///   - actor: Who merges; empty when that is not known.
    ///   - isDryRun: Compare and report, keep nothing.
    /// - Returns: For each part what was found.
    /// - Throws: `DirectoryStoreError`, `StoreError`; then the workspace is as before.
    /// - Complexity: O(n log n) in the rows of the parts; memory in proportion to what is reported.
    public func mergeDirectory(
        _ parts: [ReturnedPart], time: String, by actor: String = "", isDryRun: Bool = false
    ) throws -> [PartMerge] {
        try change(keeping: !isDryRun) { db in
            guard
                let split = try String.fetchOne(
                    db, sql: "SELECT split FROM directory_split ORDER BY fid DESC LIMIT 1")
            else { throw DirectoryStoreError.neverSplit(path: path) }
            var check = ReceiptCheck(split: split)
            return try parts.map { part in
                let file = try GeoPackageFile(path: part.path)
                defer { try? file.queue.close() }  // It was only read.
                return try GeoPackageFile.reportingDamage(of: part.path) {
                    try file.queue.read { other in
                        let merging = try DirectoryMerging(whole: db, part: other, path: part.path)
                        let merge = try merging.merge(part, checking: &check, time: time)
                        if merge.reconciles {
                            try DirectoryDeeds.record(
                                .merge, of: merge.organisation, by: actor, at: time, in: db)
                        }
                        return merge
                    }
                }
            }
        }
    }

    /// The receipt inside a part, or `nil` when the workspace is no part.
    public func receipt() throws -> PartReceipt? {
        try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { try DirectoryMerging.ownReceipt(in: $0) }
        }
    }

    /// Counts and digests the rows as they are now.
    public func tallyDirectory() throws -> RowTally {
        try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { try Self.tallyUnits(in: $0) }
        }
    }

    /// Seals a part before it is returned: what it holds is counted, and kept in the part too.
    ///
    /// - Parameters:
    ///   - time: When, as ISO 8601 text.
    ///   - actor: Who seals; empty when that is not known.
    ///   - decision: Who says, and why, that what the organisation handed down itself and did not get back is void;
    ///     such parts can no longer be merged.
    /// - Returns: The seal.
    /// - Throws: `DirectoryStoreError.noReceipt` for a workspace that is no part, `.sealedTooEarly` while parts that the
    ///   organisation handed down are not back, and `StoreError`.
    /// - Complexity: O(n) in the rows.
    public func sealDirectory(
        time: String, by actor: String = "", voiding decision: HandoutReplacement? = nil
    ) throws -> DirectorySeal {
        try change { db in
            guard try DirectoryMerging.ownReceipt(in: db) != nil else {
                throw DirectoryStoreError.noReceipt(path: path)
            }
            let out = try HandoutTables.partsOut(in: db)
            guard out.isEmpty || decision != nil else {
                throw DirectoryStoreError.sealedTooEarly(
                    path: path, organisations: out.map(\.receipt.organisation))
            }
            for part in out {
                guard let decision else { continue }
                try HandoutTables.void(part.receipt, on: decision, by: "seal", time: time, in: db)
                try HandoutTables.forget(part.fid, in: db)
            }
            let seal = DirectorySeal(
                units: try Self.tallyUnits(in: db), records: try Self.tallyRecords(in: db))
            try SealTable.record(seal, time: time, in: db)
            try DirectoryDeeds.record(.seal, of: "\(seal.units.count)", by: actor, at: time, in: db)
            return seal
        }
    }

    static func tallyUnits(in db: Database) throws -> RowTally {
        try tally("unit", key: "unit_key", in: db)
    }

    private static func tally(_ table: String, key: String, in db: Database) throws -> RowTally {
        let reader = try DirectoryRowReader(layer: table, key: key, in: db)
        let rows = try SteppedStatement("SELECT \(reader.list) FROM \(SQLIdentifier(table)) u", in: db)
        var tally = RowTally()
        while try rows.step() { tally.add(reader.row(rows).digest) }
        return tally
    }

    /// Everything recorded of units; a row that moved from one log to another is another row.
    static func tallyRecords(in db: Database) throws -> RowTally {
        var sum = RowTally()
        for table in ["unit_change", "unit_organisation"] + UnitLog.allCases.map(\.table)
        where try db.tableExists(table) {
            let rows = try tally(table, key: "unit_key", in: db)
            let named = DirectoryRow(key: table, values: [.text("\(rows.digest)")])
            sum += RowTally(count: rows.count, digest: named.digest)
        }
        return sum
    }
}
