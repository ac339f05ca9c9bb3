/// What an organisation seals before it returns a part: its units, and everything recorded of them.
public struct DirectorySeal: Hashable, Sendable {
    /// The units.
    public let units: RowTally
    /// The records of changes, the entries of all logs, and what was given to other organisations.
    public let records: RowTally

    /// Makes a seal.
    public init(units: RowTally, records: RowTally) {
        self.units = units
        self.records = records
    }
}
