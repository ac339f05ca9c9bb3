/// The numbers of zones while a search takes some apart and puts others together.
enum ZoneNumbers {
    /// Puts parts in the place of some zones; numbers stay without holes.
    ///
    /// - Parameters:
    ///   - chosen: The zones that go.
    ///   - zones: The nodes of each zone.
    ///   - zoneOf: The zone of each node.
    ///   - parts: The nodes of the zones that come, which are those of the zones that go.
    static func replace(
        _ chosen: [Int32], of zones: inout [[Int32]], _ zoneOf: inout [Int32], by parts: [[Int32]]
    ) {
        var free = chosen.sorted()
        for part in parts {
            if free.isEmpty {
                free.append(Int32(zones.count))
                zones.append([])
            }
            let zone = free.removeFirst()
            zones[Int(zone)] = part
            for node in part { zoneOf[Int(node)] = zone }
        }
        // Numbers left over are closed by moving the last zones into them.
        for zone in free.reversed() {
            let last = zones.removeLast()
            guard Int(zone) < zones.count else { continue }
            zones[Int(zone)] = last
            for node in last { zoneOf[Int(node)] = zone }
        }
    }
}
