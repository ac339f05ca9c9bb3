extension ZoneLocator {
    /// Each zone's place in the order of the codes, so that where zones overlap the same one is chosen whatever the order
    /// of their file.
    ///
    /// - Parameter codes: The zones' codes; equal ones keep their order.
    /// - Returns: The rank that `init` takes; `nil` where it is the order of the zones, as it mostly is.
    /// - Complexity: O(n log n); O(n) where they are in order.
    public static func rank(byCode codes: [String]) -> [Int32]? {
        if zip(codes, codes.dropFirst()).allSatisfy({ $0 <= $1 }) { return nil }
        let order = codes.indices.sorted { (codes[$0], $0) < (codes[$1], $1) }
        var rank = [Int32](repeating: 0, count: order.count)
        for (place, zone) in order.enumerated() { rank[zone] = Int32(place) }
        return rank
    }

    /// Zones that share a code, by the code.
    ///
    /// - Parameters:
    ///   - codes: The zones' codes.
    ///   - rank: Their ranks by code.
    /// - Returns: For each code that several zones have these zones, in order.
    /// - Complexity: O(n).
    public static func sharedCodes(_ codes: [String], rank: [Int32]?) -> [(code: String, zones: [Int])] {
        let order = rank.map { rank in
            var order = [Int](repeating: 0, count: rank.count)
            for (zone, place) in rank.enumerated() { order[Int(place)] = zone }
            return order
        }
        var shared: [(code: String, zones: [Int])] = []
        for place in codes.indices.dropFirst() {
            let (before, zone) = (order?[place - 1] ?? place - 1, order?[place] ?? place)
            guard codes[before] == codes[zone] else { continue }
            if shared.last?.zones.last == before {
                shared[shared.count - 1].zones.append(zone)
            } else {
                shared.append((codes[zone], [before, zone]))
            }
        }
        return shared
    }
}
