internal import Census

/// Zones told apart into groups, each of which is drawn as one area.
struct ZoneGrouping {
    /// For each zone the place of its group's code; `nil` for a zone in none.
    let groupOfZone: [Int?]
    /// The codes of the groups, in order.
    let codes: [String]
    /// How the groups are drawn.
    let name: String

    /// Groups zones by the code given for each.
    init(_ codeOfZone: [String?], drawnAs name: String) {
        codes = Set(codeOfZone.compactMap(\.self)).sorted()
        let places = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
        groupOfZone = codeOfZone.map { $0.flatMap { places[$0] } }
        self.name = name
    }

    /// The division of a level that a zone's code lies in; `nil` for a code that is none of a division's parts.
    static func code(of zone: String, at level: DivisionLevel) -> String? {
        guard zone.utf8.count > level.rawValue, zone.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        return String(zone.prefix(level.rawValue))
    }
}
