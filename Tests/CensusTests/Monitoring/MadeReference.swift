import Census

/// The reference data that suites about monitoring start from, and what they ask of it.
extension MonitoringReference {
    /// The defaults with the calendars of the example: several basins, whose seasons differ.
    static func made() throws -> MonitoringReference {
        var rows = Dictionary(uniqueKeysWithValues: ReferenceTable.allCases.map { ($0, $0.defaults) })
        rows[.seasonCalendar] = ReferenceTable.exampleCalendars
        return try MonitoringReference(rows)
    }

    /// The statistics of samples by the code of the indicator.
    func statistics(
        of samples: [SampleEntry], _ change: (inout StatisticsQuestion) -> Void = { _ in }
    ) -> [String: IndicatorStatistics] {
        var question = StatisticsQuestion()
        change(&question)
        let found = MonitoringStatistics(reference: self, question: question).statistics(of: samples)
        return Dictionary(uniqueKeysWithValues: found.map { ($0.indicator.code, $0) })
    }
}
