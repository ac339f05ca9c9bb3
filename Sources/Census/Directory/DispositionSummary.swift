/// How many units are in each of the six states, and where the departments stand on those with opinions.
public struct DispositionSummary: Hashable, Sendable {
    /// A state with the number of its units.
    public struct Count: Hashable, Sendable {
        /// The state.
        public let disposition: Disposition
        /// How many units are in it.
        public let units: Int
    }

    /// A unit that departments have spoken on.
    public struct Reviewed: Hashable, Sendable {
        /// The unit's key.
        public let unit: String
        /// The opinions taken together.
        public let review: JointReview
        /// The state it is in, if it was put in one.
        public let disposition: String?
    }

    /// The states in the order of their table.
    public let counts: [Count]
    /// Units that were put in no state yet, or in one that the table no longer has; without those removed by record.
    public let undecided: Int
    /// Units whose removal was recorded and that no later state puts back; they are counted in no state that counts.
    public let removedByRecord: Int
    /// Units with opinions, by key.
    public let reviewed: [Reviewed]

    /// The units that count in the register.
    public var registered: Int { counts.reduce(0) { $0 + ($1.disposition.countsInRegister ? $1.units : 0) } }

    /// Counts.
    ///
    /// - Parameters:
    ///   - units: How many units there are.
    ///   - histories: What was recorded of each unit.
    ///   - dispositions: The log of dispositions, the last entry of each unit holds.
    ///   - opinions: The log of opinions, the last of each unit and department holds.
    ///   - departments: The departments that take part.
    ///   - table: The six states.
    public init(
        units: Int, histories: [String: UnitHistory] = [:], dispositions: [UnitLogEntry],
        opinions: [UnitLogEntry], departments: [Department],
        table: DispositionTable
    ) {
        let state = Dictionary(
            dispositions.last(by: 0).map { ($0.unit, $0.values[0]) }, uniquingKeysWith: { _, later in later })
        let standing = RegisterStanding(histories: histories, dispositions: dispositions, table: table)
        let removed = standing.removed.subtracting(standing.discounted)
        let byState = Dictionary(grouping: state.filter { !removed.contains($0.key) }.values) { $0 }
        let counts = table.dispositions.map {
            Count(disposition: $0, units: byState[$0.code]?.count ?? 0)
        }
        self.counts = counts
        removedByRecord = removed.count
        undecided = units - removed.count - counts.reduce(0) { $0 + $1.units }
        let spoken = Dictionary(grouping: opinions.last(by: 1), by: \.unit)
        reviewed = spoken.sorted { precedes($0.key, $1.key) }.map { unit, entries in
            let opinions = entries.map {
                DepartmentOpinion(department: $0.values[0], disposition: $0.values[1], reason: $0.reason)
            }
            return Reviewed(
                unit: unit, review: JointReview(opinions, departments: departments, table: table),
                disposition: state[unit])
        }
    }
}
