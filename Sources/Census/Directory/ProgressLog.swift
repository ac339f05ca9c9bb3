extension [UnitLogEntry] {
    /// What units entered without correcting anything say in place of a reason.
    public static var reached: String { "reached" }

    /// The entries of the log of progress that hold: a correction puts away what was entered before it for the same
    /// unit and stage.
    public func progressInForce() -> [UnitLogEntry] {
        var held: [[String]: [UnitLogEntry]] = [:]
        var order: [[String]] = []
        for entry in self {
            let subject = [entry.unit, entry.values[0]]
            if held[subject] == nil { order.append(subject) }
            if entry.reason == Self.reached {
                held[subject, default: []].append(entry)
            } else {
                held[subject] = [entry]
            }
        }
        return order.flatMap { held[$0] ?? [] }
    }
}
