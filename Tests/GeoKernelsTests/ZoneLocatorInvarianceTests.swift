import GeoModel
import TestSupport
import Testing

@testable import GeoKernels

@Suite("What must not change the zone locator's answers")
struct ZoneLocatorInvarianceTests {
    @Test("neither the order of zones nor where and which way rings are drawn", arguments: seeds(6))
    func order(seed: UInt64) {
        var made = MadeZones(seed: seed, side: 6, zones: 9, gaps: 3)
        made.damage(seed: seed, count: 4)
        var random = SplitMix64(seed: seed)
        let order = made.areas.indices.map { ($0, random.next()) }.sorted { $0.1 < $1.1 }.map(\.0)
        let shuffled = order.map { redrawn(made.areas[$0], &random) }
        let first = ZoneLocator(made.table)
        let second = ZoneLocator(PolygonTable(shuffled), rank: order.map { Int32($0) })
        for probe in made.probes(seed: seed, count: 300) {
            let placement = second.locate(probe)
            #expect(placement.zone.map { order[$0] } == first.locate(probe).zone, "at \(probe)")
            #expect(placement.candidates.map { order[$0] } == first.locate(probe).candidates)
        }
    }

    private func redrawn(_ area: MultiPolygon, _ random: inout SplitMix64) -> MultiPolygon {
        MultiPolygon(
            area.polygons.reversed().map { polygon in
                Polygon(
                    rings: polygon.rings.map { ring in
                        var open = Array(ring.positions.dropLast())
                        let start = random.index(below: open.count)
                        open = Array(open[start...] + open[..<start])
                        if random.index(below: 2) == 0 { open.reverse() }
                        return LinearRing(unchecked: open + [open[0]])
                    })
            })
    }

    private func bytes(_ array: FrozenArray<some BitwiseCopyable & Sendable>) -> [UInt8] {
        unsafe array.withUnsafeBufferPointer { unsafe Array(UnsafeRawBufferPointer($0)) }
    }

    @Test("all cores or one build the same bytes and place the same, one by one or together")
    func parallel() {
        let made = MadeZones(seed: 3, side: 118, zones: 500)
        let one = ZoneLocator(made.table, isParallel: false)
        let all = ZoneLocator(made.table)
        #expect(made.table.positions.count > 1 << 16)
        #expect(one.lattice == all.lattice)
        #expect(bytes(one.tiles) == bytes(all.tiles))
        #expect(bytes(one.cells) == bytes(all.cells))
        #expect(bytes(one.entries) == bytes(all.entries))
        var probes =
            made.probes(seed: 4, count: 5000).map { Position($0.x * 17, $0.y * 17) } + made.corners[..<4000]
        probes[77] = Position(.nan, 0)
        let together = all.locate(probes)
        let serial = one.locate(probes, isParallel: false)
        #expect(together.count(of: .border) > 500)
        #expect(together.several.map(\.point) == serial.several.map(\.point))
        for (index, probe) in probes.enumerated() {
            let single = one.locate(probe)
            guard together[index] == single, serial[index] == single else {
                Issue.record("at \(probe): \(together[index]) and \(serial[index]) but \(single)")
                return
            }
        }
    }

    @Test(
        "in a coverage the position moved by (ε, ε²) has one zone or none, and that is the owner",
        arguments: seeds(4))
    func exactlyOnce(seed: UInt64) {
        let made = MadeZones(seed: seed, side: 5).rescaled()
        let locator = ZoneLocator(made.table)
        let oracle = NaiveZones(table: made.table)
        let edges = made.areas.indices.map(oracle.edges)
        var common = 0
        for probe in made.closeProbes(seed: seed, count: 60) {
            let holders = edges.indices.filter { oracle.holdsShifted(edges[$0], probe) }
            let placement = locator.locate(probe)
            #expect(holders.count <= 1 && placement.kind != .overlap, "at \(probe)")
            if let holder = holders.first { #expect(placement.zone == holder, "at \(probe)") }
            if placement.candidates.count > 1, !holders.isEmpty { common += 1 }
        }
        #expect(common > 5)
    }
}
