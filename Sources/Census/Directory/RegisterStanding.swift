/// Which units count in the register, by both ways in which a unit leaves it: a recorded removal, and a state that does
/// not count.
///
/// The later of the two decides: a unit whose removal was recorded counts again once it is put, at a later time, in a
/// state that counts, or is recorded as added again. Of one time both, the removal holds.
public struct RegisterStanding: Hashable, Sendable {
    /// Units out of the register by a recorded removal.
    public let removed: Set<String>
    /// Units in a state that does not count; some of them may be removed too.
    public let discounted: Set<String>

    /// Tells the two apart from the logs.
    ///
    /// - Parameters:
    ///   - histories: What was recorded of each unit.
    ///   - dispositions: The log of states, the last entry of each unit holds.
    ///   - table: The states.
    public init(
        histories: [String: UnitHistory], dispositions: [UnitLogEntry], table: DispositionTable
    ) {
        let held = Dictionary(
            dispositions.last(by: 0).map { ($0.unit, $0) }, uniquingKeysWith: { _, later in later })
        func counts(_ entry: UnitLogEntry) -> Bool? { table[entry.values[0]]?.countsInRegister }
        discounted = Set(held.values.filter { counts($0) == false }.map(\.unit))
        removed = Set(
            histories.compactMap { unit, history in
                guard let removal = history.removal else { return nil }
                guard let state = held[unit], counts(state) == true, state.time > removal.time else {
                    return unit
                }
                return nil
            })
    }

    /// The unit counts in the register.
    public func counts(_ unit: String) -> Bool { !removed.contains(unit) && !discounted.contains(unit) }

    /// Every unit that does not count.
    public var left: Set<String> { removed.union(discounted) }
}
