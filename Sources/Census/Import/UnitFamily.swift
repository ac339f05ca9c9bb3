/// What tells units apart that share code, suffix and county.
public struct UnitTraits: Hashable, Sendable {
    /// The name as given.
    public let name: String
    /// The address as given.
    public let address: String
    /// The coordinates as they were given, before anybody corrected them.
    public let place: String
    /// Everything else that is known of the row.
    public let rest: String

    /// Makes traits; an empty text is an unknown one, which agrees with nothing.
    public init(name: String, address: String, place: String, rest: String) {
        (self.name, self.address, self.place, self.rest) = (name, address, place, rest)
    }

    /// Name, address and place are the same.
    public func identifiesSame(as other: UnitTraits) -> Bool {
        name == other.name && address == other.address && place == other.place
    }
}

extension UnitTraits: Comparable {
    /// By content alone, so that the order of a file plays no part.
    public static func < (a: UnitTraits, b: UnitTraits) -> Bool {
        (a.name, a.address, a.place, a.rest) < (b.name, b.address, b.place, b.rest)
    }
}

/// Finds which stored unit each row of a file is, among those that share code, suffix and county.
///
/// Rows that agree best choose first: in everything, in name, place and address, then in two of the three (name with
/// place, name with address, place with address), then in one (name, place, address). What is left over on both sides
/// is paired in order of content, because the code says that it is the same unit. The result does not depend on the
/// order of the rows, except between rows that are alike in everything.
public enum UnitFamily {
    /// Pairs rows with stored units.
    ///
    /// - Parameters:
    ///   - rows: The rows of the file.
    ///   - stored: The units in the workspace, in the order of their serials.
    /// - Returns: For each row the index of its stored unit; `nil` for a unit that is new.
    /// - Complexity: O(n log n) in the rows and stored units together.
    public static func claims(of rows: [UnitTraits], on stored: [UnitTraits]) -> [Int?] {
        var claims = [Int?](repeating: nil, count: rows.count)
        var open = order(rows)
        var free = Array(stored.indices)
        for agreement in agreements where !open.isEmpty && !free.isEmpty {
            let taken = pair(&open, of: rows, with: free, of: stored, by: agreement, into: &claims)
            if !taken.isEmpty { free.removeAll { taken.contains($0) } }
        }
        for (row, unit) in zip(open, free) { claims[row] = unit }
        return claims
    }

    /// The rows in order of content; of rows alike in everything the earlier comes first.
    public static func order(_ rows: [UnitTraits]) -> [Int] {
        rows.indices.sorted { (rows[$0], $0) < (rows[$1], $1) }
    }

    private typealias Agreement = @Sendable (UnitTraits) -> [String]?

    /// What must be equal, the most telling first; a trait that is not known tells nothing.
    private static let agreements: [Agreement] = [
        { [$0.name, $0.address, $0.place, $0.rest] },
        { known([$0.name, $0.place, $0.address]) },
        { known([$0.name, $0.place]) }, { known([$0.name, $0.address]) },
        { known([$0.place, $0.address]) },
        { known([$0.name]) }, { known([$0.place]) }, { known([$0.address]) },
    ]

    private static func known(_ texts: [String]) -> [String]? {
        texts.contains { $0.isEmpty } ? nil : texts
    }

    private static func pair(
        _ open: inout [Int], of rows: [UnitTraits], with free: [Int], of stored: [UnitTraits],
        by agreement: Agreement, into claims: inout [Int?]
    ) -> Set<Int> {
        var offers: [[String]: [Int]] = [:]
        // The last is taken first, so the lowest serial goes last.
        for unit in free.reversed() {
            if let key = agreement(stored[unit]) { offers[key, default: []].append(unit) }
        }
        var taken: Set<Int> = []
        open.removeAll { row in
            guard let key = agreement(rows[row]), let unit = offers[key]?.popLast() else { return false }
            claims[row] = unit
            taken.insert(unit)
            return true
        }
        return taken
    }
}
