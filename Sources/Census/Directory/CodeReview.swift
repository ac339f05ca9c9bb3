/// The units whose code fails its check character, and which of them a reviewer takes as they are.
///
/// Codes of other schemes have no check and are not listed. The organisation code of a head office without one of its
/// own ends in `B` and fails by design, so it passes here.
public struct CodeReview: Hashable, Sendable {
    /// A unit whose code was accepted, and the entry that says so.
    public struct Acceptance: Hashable, Sendable {
        /// The unit.
        public let unit: DirectoryUnit
        /// Who accepted the code, when and why.
        public let entry: UnitLogEntry
    }

    /// Nobody has accepted these, in the order of the units.
    public let open: [DirectoryUnit]
    /// A reviewer has accepted these.
    public let accepted: [Acceptance]

    /// Looks at all codes.
    ///
    /// - Parameters:
    ///   - units: The units.
    ///   - entries: Entries that accept a code of a unit; one of another code than the unit has now is void.
    public init(_ units: [DirectoryUnit], accepted entries: [UnitLogEntry]) {
        let byUnit = Dictionary(grouping: entries, by: \.unit)
        var open: [DirectoryUnit] = []
        var accepted: [Acceptance] = []
        for unit in units {
            guard let code = unit.identity?.code, Self.failsCheck(code) else { continue }
            if let entry = byUnit[unit.key]?.last(where: { $0.values.first == code }) {
                accepted.append(Acceptance(unit: unit, entry: entry))
            } else {
                open.append(unit)
            }
        }
        self.open = open
        self.accepted = accepted
    }

    private static func failsCheck(_ code: String) -> Bool {
        CodeDoubt.note(onUnitCode: code) == "check-character"
    }
}
