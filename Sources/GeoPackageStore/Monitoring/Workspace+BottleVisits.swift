public import Census
internal import GRDB

extension Workspace {
    /// Who filled which bottle where, in the order in which it was recorded.
    ///
    /// A visit whose time or season another program broke is passed over, and the audit names it.
    ///
    /// - Throws: `StoreError`.
    /// - Complexity: O(n) in the visits.
    public func bottleVisits() throws -> [BottleVisit] {
        try reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT v.label, o.code, v.sampler, v.sampled_at, v.year, v.season FROM sampling_visit v
                    JOIN outfall o ON o.outfall_id = v.outfall_id ORDER BY v.fid
                    """
            ).compactMap(Self.visit)
        }
    }

    private static func visit(_ row: Row) -> BottleVisit? {
        func text(_ index: Int) -> String { String.fromDatabaseValue(row[index]) ?? "" }
        // A row that another program spoilt is no visit.
        guard let moment = try? Moment(text(3), assumingOffset: Moment.beijingOffsetSeconds),
            let year = Int.fromDatabaseValue(row[4]), let season = Season(rawValue: text(5))
        else { return nil }
        return BottleVisit(
            label: text(0), outfall: text(1), sampler: text(2), moment: moment,
            occasion: SeasonOccasion(season, year: year))
    }
}
