internal import GeoModel

/// The rings of zones, owned; shares the memory of the table that it was made of.
struct ZoneRings: Sendable {
    let positions: FrozenArray<Position>
    let ringStarts: FrozenArray<Int32>
    /// Where each zone's rings start, and the number of rings at the end.
    let zoneRings: FrozenArray<Int32>

    init(
        positions: FrozenArray<Position>, ringStarts: FrozenArray<Int32>, zoneRings: FrozenArray<Int32>
    ) {
        self.positions = positions
        self.ringStarts = ringStarts
        self.zoneRings = zoneRings
    }

    init(_ table: PolygonTable) {
        positions = .owned(table.positions)
        ringStarts = .owned(table.ringStarts)
        zoneRings = .owned(table.featureStarts.map { table.polygonStarts[Int($0)] })
    }

    /// Ranges of positions of about equal size that together are all.
    func stretches() -> [Range<Int>] {
        let size = 1 << 16
        return stride(from: 0, to: positions.count, by: size).map { $0..<min($0 + size, positions.count) }
    }

    @inline(__always)
    func withUnsafe<Result>(_ body: (UnsafeZoneTable) -> Result) -> Result {
        unsafe positions.withUnsafeBufferPointer { positions in
            unsafe ringStarts.withUnsafeBufferPointer { ringStarts in
                unsafe zoneRings.withUnsafeBufferPointer { zoneRings in
                    unsafe body(
                        UnsafeZoneTable(positions: positions, ringStarts: ringStarts, zoneRings: zoneRings))
                }
            }
        }
    }
}

/// The rings of zones as unowned memory, for the time of a build or a query.
@unsafe
struct UnsafeZoneTable {
    let positions: UnsafeBufferPointer<Position>
    let ringStarts: UnsafeBufferPointer<Int32>
    /// Where each zone's rings start, and the number of rings at the end.
    let zoneRings: UnsafeBufferPointer<Int32>

    var zoneCount: Int { unsafe zoneRings.count - 1 }

    /// Calls a body with each zone's edges that start within a range of positions, ring by ring.
    @inline(__always)
    func forEachRing(in range: Range<Int>, _ body: (_ zone: Int, _ edges: Range<Int>) -> Void) {
        guard !range.isEmpty else { return }
        var ring = unsafe lastIndex(of: ringStarts, notAbove: Int32(range.lowerBound))
        var zone = unsafe lastIndex(of: zoneRings, notAbove: Int32(ring))
        while unsafe ring < ringStarts.count - 1, unsafe Int(ringStarts[ring]) < range.upperBound {
            while unsafe Int(zoneRings[zone + 1]) <= ring { zone += 1 }
            let start = unsafe max(Int(ringStarts[ring]), range.lowerBound)
            // A ring's last position starts no edge.
            let end = unsafe min(Int(ringStarts[ring + 1]) - 1, range.upperBound)
            if start < end { body(zone, start..<end) }
            ring += 1
        }
    }

    /// The vertices of a zone, ring after ring.
    func positions(ofZone zone: Int) -> Range<Int> {
        unsafe Int(ringStarts[Int(zoneRings[zone])])..<Int(ringStarts[Int(zoneRings[zone + 1])])
    }
}

/// The last index whose value in an ascending list is not above a limit that its first value does not exceed.
@inline(__always)
private func lastIndex(of list: UnsafeBufferPointer<Int32>, notAbove limit: Int32) -> Int {
    var low = 0
    var high = list.count - 1
    while low < high {
        let middle = (low + high + 1) / 2
        if unsafe list[middle] <= limit { low = middle } else { high = middle - 1 }
    }
    return low
}
