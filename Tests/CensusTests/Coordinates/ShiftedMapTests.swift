import Census
import GeoKernels
import GeoModel
import TestSupport
import Testing

/// Published and recomputed positions: WGS 84, GCJ-02, BD-09 (googollee/eviltransform's test; own computation).
private let places: [(name: String, wgs84: Position, gcj02: Position, bd09: Position?)] = [
    ("Shanghai", Position(121.5272106, 31.1774276), Position(121.531541859215, 31.17530398364597), nil),
    ("Shenzhen", Position(113.912316, 22.543847), Position(113.9171764808363, 22.540796131694766), nil),
    (
        "Beijing", Position(116.377817, 39.911954), Position(116.38404722455657, 39.91334545536069),
        Position(116.3904547131, 39.9195755510)
    ),
]

private func gap(_ a: Position, _ b: Position) -> Double {
    max((a.x - b.x).magnitude, (a.y - b.y).magnitude)
}

private func metres(_ a: Position, _ b: Position) -> Double {
    LocalMetric(atLatitude: a.y, ellipsoid: .cgcs2000).distance(from: a, to: b).value
}

@Suite("shifted maps")
struct ShiftedMapTests {
    @Test("published positions are shifted as published", arguments: 0..<places.count)
    func forwardAgreesWithPublishedValues(index: Int) {
        let place = places[index]
        #expect(gap(GCJ02.uniform.forward(place.wgs84), place.gcj02) < 1e-9)
        #expect(gap(GCJ02.uniform.inverse(place.gcj02), place.wgs84) < 1e-9)
        guard let bd09 = place.bd09 else { return }
        #expect(gap(BD09.uniform.forward(place.wgs84), bd09) < 1e-9)
        #expect(gap(BD09.uniform.inverse(bd09), place.wgs84) < 1e-9)
    }

    @Test("a position inside the box comes back to 1e-11 degrees", arguments: seeds(20))
    func inverseUndoesForward(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<500 {
            let place = Position(random.number(in: 72.1...137.7), random.number(in: 0.9...55.7))
            #expect(gap(GCJ02.uniform.inverse(GCJ02.uniform.forward(place)), place) < 1e-11)
        }
    }

    @Test("BD-09 comes back to 4e-9 metres", arguments: seeds(20))
    func bd09InverseUndoesForward(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<500 {
            let place = Position(random.number(in: 73...136), random.number(in: 3...54))
            let shifted = BD09.fromGCJ02(place)
            #expect(metres(BD09.fromGCJ02(BD09.toGCJ02(shifted)), shifted) < 4e-9)
            #expect(gap(BD09.toGCJ02(shifted), place) < 1e-12)
            #expect(gap(BD09.uniform.inverse(BD09.uniform.forward(place)), place) < 1e-11)
        }
    }

    @Test(
        "outside the box nothing is shifted",
        arguments: [
            Position(139.7, 35.7), Position(72, 30), Position(100, 0.5), Position(100, 56),
            Position(-116, 40),
            Position(0, 0), Position(180, 90),
        ])
    func identityOutsideTheBox(place: Position) {
        #expect(GCJ02.uniform.forward(place) == place)
        #expect(GCJ02.uniform.inverse(place) == place)
    }

    @Test("a place that the caller excludes is not shifted either way")
    func excludedPlacesStay() {
        let taiwan = Envelope(minX: 119.9, minY: 21.8, maxX: 122.1, maxY: 25.4)
        let shift = GCJ02(excluded: [taiwan])
        let taipei = Position(121.56, 25.03)
        #expect(shift.forward(taipei) == taipei)
        #expect(shift.inverse(taipei) == taipei)
        #expect(GCJ02.uniform.forward(taipei) != taipei)
        #expect(gap(shift.inverse(places[2].gcj02), places[2].wgs84) < 1e-9)
    }

    @Test("NaN and infinity pass through without a trap")
    func notFinite() {
        let strange = Position(.nan, .infinity)
        #expect(GCJ02.uniform.inverse(strange).x.isNaN)
        #expect(BD09.uniform.inverse(strange).x.isNaN)
        #expect(GCJ02.uniform.forward(strange).x.isNaN)
    }
}
