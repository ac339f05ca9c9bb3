public import Census
internal import GRDB

extension Workspace {
    /// The rows of a table of reference data, in the order of its columns.
    public func rows(of reference: DirectoryReference) throws -> [[String]] {
        try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { try ReferenceTables.rows(of: reference, in: $0) }
        }
    }

    /// Puts rows in place of a table of reference data; what was there is kept with who replaced it and why.
    ///
    /// The rows must have been checked with `DirectoryReference.faults(in:kinds:)`.
    public func set(
        _ rows: [[String]], of reference: DirectoryReference, reason: String, actor: String, time: String
    ) throws {
        try change { db in
            let before = try ReferenceTables.rows(of: reference, in: db)
            try db.execute(
                sql: """
                    INSERT INTO reference_change (reference, replaced, reason, actor, changed_at)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    reference.rawValue, before.map { $0.joined(separator: "\t") }.joined(separator: "\n"),
                    reason, actor, time,
                ])
            try ReferenceTables.write(rows, to: reference, in: db)
        }
    }

    /// The codes of a table of reference data that entries of the logs name, and how many do.
    ///
    /// - Parameter reference: States, departments or stages; of other tables nothing is named in logs.
    /// - Returns: The counts by code.
    /// - Throws: `StoreError`.
    /// - Complexity: O(n) in the entries.
    public func codesInUse(of reference: DirectoryReference) throws -> [String: Int] {
        let places: [(log: UnitLog, value: Int)] =
            switch reference {
            case .dispositions: [(.dispositions, 0), (.opinions, 1)]
            case .departments: [(.opinions, 0)]
            case .progressStages: [(.progress, 0)]
            default: []
            }
        var counts: [String: Int] = [:]
        for place in places {
            for entry in try entries(of: place.log) { counts[entry.values[place.value], default: 0] += 1 }
        }
        return counts
    }

    /// The six states of units.
    ///
    /// - Throws: `DispositionFaults` when another program edited the table into something unfit.
    public func dispositions() throws -> DispositionTable {
        try DispositionTable(rows: rows(of: .dispositions))
    }

    /// The departments of the joint review.
    public func departments() throws -> [Department] {
        try rows(of: .departments).map(Department.init(row:))
    }

    /// The stages of progress in their order.
    public func progressStages() throws -> [ProgressStage] {
        try rows(of: .progressStages).map(ProgressStage.init(row:))
    }

    /// The day the census began; dates of progress before it are wrong.
    public func censusBegan() throws -> CalendarDate {
        try CensusDates(rows: rows(of: .censusDates)).began
    }

    /// The greatest rates that pass a quality check.
    public func qualityLimits() throws -> QualityLimits {
        try QualityLimits(rows: rows(of: .qualityLimits))
    }

    /// The limits of the tests of placements.
    public func placementLimits() throws -> PlacementLimits {
        try PlacementLimits(rows: rows(of: .placementLimits))
    }

    /// The kinds of units with their own fields.
    public func unitKinds() throws -> [UnitKind] {
        try UnitKind.kinds(rows: rows(of: .unitKinds), fieldRows: rows(of: .unitFields))
    }
}
