public import Census
internal import GRDB

/// What a workspace has handed down, and whose part it is itself.
public struct DirectoryStatus: Hashable, Sendable {
    /// A split that was made.
    public struct Split: Hashable, Sendable {
        /// What names it.
        public let id: String
        /// Its level.
        public let level: OrganisationLevel
        /// When, as ISO 8601 text.
        public let time: String
        /// All rows.
        public let rows: Int
        /// Rows that went to no part.
        public let unassigned: Int
    }

    /// A part of the last split.
    public struct Part: Hashable, Sendable {
        /// What it was handed out with.
        public let receipt: PartReceipt
        /// When it was merged; `nil` while it is not back.
        public let mergedAt: String?
    }

    /// What the workspace itself was handed out with; `nil` when it is no part.
    public let own: PartReceipt?
    /// Every split, the first first.
    public let splits: [Split]
    /// The parts of the last split, in the order of the organisations' codes.
    public let parts: [Part]
    /// Who did what to the directory as a whole, the first first.
    public let deeds: [DirectoryDeed]
}

extension Workspace {
    /// What was handed down and what is back.
    public func directoryStatus() throws -> DirectoryStatus {
        try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { db in
                let splits = try Row.fetchAll(
                    db,
                    sql: "SELECT split, level, split_at, rows, unassigned FROM directory_split ORDER BY fid"
                ).map {
                    DirectoryStatus.Split(
                        id: $0[0], level: OrganisationLevel(rawValue: $0[1]) ?? .town, time: $0[2],
                        rows: $0[3],
                        unassigned: $0[4])
                }
                return DirectoryStatus(
                    own: try DirectoryMerging.ownReceipt(in: db), splits: splits,
                    parts: splits.isEmpty
                        ? []
                        : try DirectoryMerging.receipts(in: db).map {
                            DirectoryStatus.Part(receipt: $0.receipt, mergedAt: $0.mergedAt)
                        }, deeds: try DirectoryDeeds.all(in: db))
            }
        }
    }

    /// Those of some keys that units have.
    public func unitsPresent(among keys: some Sequence<String>) throws -> Set<String> {
        try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { db in
                let known = try db.makeStatement(sql: "SELECT 1 FROM unit WHERE unit_key = ? LIMIT 1")
                return Set(try keys.filter { try Int.fetchOne(known, arguments: [$0]) != nil })
            }
        }
    }

    /// Those of some units that parts hold which are not back, each with the organisation that has it.
    public func handedOut(among keys: some Sequence<String>) throws -> [String: String] {
        try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { db in
                guard try !HandoutTables.partsOut(in: db).isEmpty else { return [:] }
                let holder = try db.makeStatement(
                    sql: """
                        SELECT h.organisation FROM unit u JOIN directory_row r ON r.fid = u.fid
                        JOIN directory_handout h ON h.fid = r.handout_fid AND h.merged_at IS NULL
                        WHERE u.unit_key = ? LIMIT 1
                        """)
                var holders: [String: String] = [:]
                for key in keys where holders[key] == nil {
                    holders[key] = try String.fetchOne(holder, arguments: [key])
                }
                return holders
            }
        }
    }

    /// How many units of each part that is not back are no longer as they were handed out, the deleted ones too.
    ///
    /// - Returns: The counts by organisation; organisations without any are left out.
    /// - Throws: `StoreError`.
    /// - Complexity: O(n) in the units handed out.
    public func changedWhileOut() throws -> [String: Int] {
        try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { db in
                var changed: [String: Int] = [:]
                let reader = try DirectoryRowReader(in: db)
                for part in try HandoutTables.partsOut(in: db) {
                    let rows = try SteppedStatement(
                        """
                        SELECT r.digest, u.fid, \(reader.list) FROM directory_row r LEFT JOIN unit u ON u.fid = r.fid
                        WHERE r.handout_fid = ?
                        """, binding: [part.fid], in: db)
                    while try rows.step() {
                        // An older Bourn kept no digests.
                        guard let before = rows.digest(0) else { continue }
                        let isGone = rows.integer(1) == 0
                        guard isGone || reader.row(rows, offset: 2).digest != before else { continue }
                        changed[part.receipt.organisation, default: 0] += 1
                    }
                }
                return changed
            }
        }
    }
}
