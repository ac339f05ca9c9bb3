/// Something done for one unit on a date: it was surveyed, submitted, reviewed.
public struct ProgressEvent: Hashable, Sendable {
    /// The organisation that keeps the unit.
    public let organisation: String
    /// The unit's key.
    public let unit: String
    /// What was done, by the office's own name for the stage.
    public let stage: String
    /// The date as ISO 8601 text.
    public let date: String

    /// Makes an event.
    public init(organisation: String, unit: String, stage: String, date: String) {
        self.organisation = organisation
        self.unit = unit
        self.stage = stage
        self.date = date
    }
}

/// How far each organisation has come, half month by half month.
///
/// A unit counts once for each stage, in the half month in which it first reached it. What an organisation has
/// done counts for all organisations above it, so the top's row is the sum.
public struct ProgressTable: Hashable, Sendable {
    /// One organisation's row for one stage.
    public struct Row: Hashable, Sendable {
        /// The organisation's code.
        public let organisation: String
        /// The stage.
        public let stage: String
        /// Units that the organisation keeps.
        public let units: Int
        /// Units that reached the stage in each half month of the table.
        public let reached: [Int]

        /// Units that had reached the stage by the end of each half month.
        public var cumulative: [Int] {
            var sum = 0
            return reached.map {
                sum += $0
                return sum
            }
        }

        /// The share of units that reached the stage; `nil` when the organisation keeps none.
        public var share: Double? { units > 0 ? Double(reached.reduce(0, +)) / Double(units) : nil }
    }

    /// The half months, without gaps, from the first event to the last.
    public let periods: [HalfMonth]
    /// The rows, in the order of organisations in the tree and then of stages.
    public let rows: [Row]
    /// Events that count nowhere: their date cannot be read or no such organisation exists.
    public let uncounted: [ProgressEvent]

    /// Counts events.
    ///
    /// - Parameters:
    ///   - events: The events in any order.
    ///   - tree: The organisations.
    ///   - stages: The stages in their order; events of others are uncounted.
    ///   - units: How many units each organisation keeps itself.
    /// - Complexity: O(n d) in the events and the tree's depth.
    public init(_ events: [ProgressEvent], tree: OrganisationTree, stages: [String], units: [String: Int]) {
        struct Reached: Hashable { let organisation, stage, unit: String }
        var first: [Reached: HalfMonth] = [:]
        var uncounted: [ProgressEvent] = []
        for event in events {
            guard let period = HalfMonth(date: event.date), tree[event.organisation] != nil,
                stages.contains(event.stage)
            else {
                uncounted.append(event)
                continue
            }
            let key = Reached(
                organisation: event.organisation, stage: event.stage, unit: event.unit)
            first[key] = min(first[key] ?? period, period)
        }
        let periods = Self.periods(first.values)
        let column = Dictionary(uniqueKeysWithValues: periods.enumerated().map { ($1, $0) })
        var cells: [String: [String: [Int]]] = [:]
        for (key, period) in first {
            guard let index = column[period] else { continue }
            for code in Self.line(key.organisation, tree) {
                cells[code, default: [:]][
                    key.stage, default: [Int](repeating: 0, count: periods.count)][index] += 1
            }
        }
        var kept: [String: Int] = [:]
        for (code, count) in units { for above in Self.line(code, tree) { kept[above, default: 0] += count } }
        self.periods = periods
        self.uncounted = uncounted
        rows = tree.organisations.flatMap { organisation in
            stages.map { stage in
                Row(
                    organisation: organisation.code, stage: stage, units: kept[organisation.code] ?? 0,
                    reached: cells[organisation.code]?[stage]
                        ?? [Int](repeating: 0, count: periods.count))
            }
        }
    }

    private static func periods(_ used: some Sequence<HalfMonth>) -> [HalfMonth] {
        guard let first = used.min(), let last = used.max() else { return [] }
        return Array(sequence(first: first) { $0 < last ? $0.next : nil })
    }

    /// The organisation and those above it; empty for an unknown one.
    private static func line(_ code: String, _ tree: OrganisationTree) -> [String] {
        guard let organisation = tree[code] else { return [] }
        return sequence(first: organisation) { tree.parent(of: $0) }.map(\.code)
    }
}
