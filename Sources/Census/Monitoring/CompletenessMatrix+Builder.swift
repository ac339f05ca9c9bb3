extension CompletenessMatrix {
    /// Collects samples and exemptions, then freezes them into a matrix.
    public struct Builder {
        private let outfalls: [String]
        private let periods: [MonitoringPeriod]
        private let indicators: [String]
        private let plan: CampaignPlan
        private var samples: [(cell: Int32, day: Int32)] = []
        private var exempt: Set<Int32> = []
        private var exemptVisits: [Bool] = []

        /// Starts a matrix whose rows and columns are fixed.
        ///
        /// - Parameters:
        ///   - outfalls: Identifiers of the outfalls that must be monitored.
        ///   - periods: The seasons with their deadlines.
        ///   - indicators: Codes of the indicators that must be monitored.
        ///   - plan: How often; a season without a row in the plan is exempt.
        public init(
            outfalls: [String], periods: [MonitoringPeriod], indicators: [String], plan: CampaignPlan
        ) {
            precondition(
                outfalls.count * periods.count * indicators.count < Int(Int32.max),
                "a matrix has less than 2³¹ cells; build one for each county")
            self.outfalls = outfalls
            self.periods = periods
            self.indicators = indicators
            self.plan = plan
        }

        /// Makes room for so many samples.
        public mutating func reserve(samples count: Int) { samples.reserveCapacity(count) }

        /// Records that an indicator of an outfall was sampled on a day; positions count from 0.
        ///
        /// Non-detects count: they were monitored. Blanks and parallels must not be recorded.
        public mutating func record(outfall: Int, period: Int, indicator: Int, on day: CalendarDate) {
            samples.append((cell(outfall, period, indicator), Int32(day.dayNumber)))
        }

        /// Takes a cell out of what is asked, for instance because an outfall was dry.
        public mutating func exempt(outfall: Int, period: Int, indicator: Int) {
            exempt.insert(cell(outfall, period, indicator))
        }

        /// Takes all indicators of an outfall's season out of what is asked, because its plan does not name the outfall.
        public mutating func exempt(outfall: Int, period: Int) {
            precondition(
                outfalls.indices.contains(outfall) && periods.indices.contains(period),
                "the cell lies outside the matrix")
            if exemptVisits.isEmpty {
                exemptVisits = Array(repeating: false, count: outfalls.count * periods.count)
            }
            exemptVisits[outfall * periods.count + period] = true
        }

        private func isExempt(_ cell: Int) -> Bool {
            (!exemptVisits.isEmpty && exemptVisits[cell / indicators.count])
                || (!exempt.isEmpty && exempt.contains(Int32(cell)))
        }

        /// Judges every cell against the plan and the deadlines as of a day.
        ///
        /// - Complexity: O(s log s + c) for s samples and c cells; 8 bytes a sample and 5 a cell.
        public consuming func finish(asOf today: CalendarDate) -> CompletenessMatrix {
            let total = outfalls.count * periods.count * indicators.count
            var statuses = (0..<total).map { emptyStatus(of: $0, today: today) }
            var counts = [Int32](repeating: 0, count: total)
            let sorted = samples.sorted { ($0.cell, $0.day) < ($1.cell, $1.day) }
            var short: [CompletenessMatrix.Short] = []
            var start = 0
            while start < sorted.count {
                var end = start
                while end < sorted.count, sorted[end].cell == sorted[start].cell { end += 1 }
                let cell = Int(sorted[start].cell)
                counts[cell] = Int32(end - start)
                let days = sorted[start..<end].map { CalendarDate(uncheckedDayNumber: Int($0.day)) }
                let shortfall = shortfall(of: cell, days: days)
                statuses[cell] = status(of: cell, shortfall, today: today)
                if let shortfall { short.append(CompletenessMatrix.Short(cell: cell, shortfall: shortfall)) }
                start = end
            }
            return CompletenessMatrix(
                outfalls: outfalls, periods: periods, indicators: indicators, today: today,
                statuses: statuses, sampleCounts: counts, short: short)
        }

        private func cell(_ outfall: Int, _ period: Int, _ indicator: Int) -> Int32 {
            precondition(
                outfalls.indices.contains(outfall) && periods.indices.contains(period)
                    && indicators.indices.contains(indicator), "the cell lies outside the matrix")
            return Int32((outfall * periods.count + period) * indicators.count + indicator)
        }

        private func period(of cell: Int) -> MonitoringPeriod {
            periods[cell / indicators.count % periods.count]
        }

        private func emptyStatus(of cell: Int, today: CalendarDate) -> CompletenessStatus {
            let period = period(of: cell)
            guard plan.requirement(for: period.occasion.season) != nil, !isExempt(cell) else {
                return .exempt
            }
            return isPast(period, today) ? .overdue : .awaited
        }

        private func shortfall(of cell: Int, days: [CalendarDate]) -> CampaignShortfall? {
            isExempt(cell) ? nil : plan.shortfall(in: period(of: cell).occasion.season, sampleDays: days)
        }

        /// A plan that only warns is met by any sample, and what is short of it is told beside.
        private func status(
            of cell: Int, _ shortfall: CampaignShortfall?, today: CalendarDate
        ) -> CompletenessStatus {
            if isExempt(cell) { return .exempt }
            guard shortfall?.strictness == .require else { return .complete }
            return isPast(period(of: cell), today) ? .overdue : .partial
        }

        private func isPast(_ period: MonitoringPeriod, _ today: CalendarDate) -> Bool {
            period.deadline.map { today > $0 } ?? false
        }
    }
}
