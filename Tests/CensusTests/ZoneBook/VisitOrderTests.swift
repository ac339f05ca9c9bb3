import Census
import GeoKernels
import GeoModel
import TestSupport
import Testing

@Suite("the order of a visit")
struct VisitOrderTests {
    private func places(_ count: Int, seed: UInt64) -> [Position] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { _ in
            Position(random.number(in: 0...1000), random.number(in: 0...1000))
        }
    }

    @Test("nobody to visit is no way at all")
    func nobody() {
        let visit = VisitOrder.short([], measure: .planar)
        #expect(visit.order.isEmpty)
        #expect(visit.length == Metres(0))
    }

    @Test("places on a line are visited along it, whatever their order in the input")
    func alongALine() {
        let visit = VisitOrder.short(
            [300.0, 0, 200, 100].map { Position($0, 0) }, measure: .planar)
        #expect(visit.order == [1, 3, 2, 0])
        #expect(visit.length == Metres(300))
    }

    @Test("units at one address are visited one after the other")
    func sameAddress() {
        let visit = VisitOrder.short(
            [Position(0, 0), Position(500, 0), Position(0, 0), Position(500, 0)], measure: .planar)
        #expect(visit.length == Metres(500))
        #expect(visit.order.sorted() == [0, 1, 2, 3])
    }

    @Test(
        "every place is visited once, and the way does not depend on the order of the input",
        arguments: seeds(6))
    func permuted(seed: UInt64) {
        let places = places(60, seed: seed)
        let visit = VisitOrder.short(places, measure: .planar)
        #expect(visit.order.sorted() == Array(0..<60))
        let reversed = VisitOrder.short(places.reversed(), measure: .planar)
        #expect(reversed.order.map { 59 - $0 } == visit.order)
    }

    @Test(
        "a visit of seven places is at most a fifth longer than the shortest of all from its start",
        arguments: seeds(20))
    func nearShortest(seed: UInt64) {
        let places = places(7, seed: seed)
        let visit = VisitOrder.short(places, measure: .planar)
        let best = shortest(from: visit.order[0], through: Set(visit.order.dropFirst()), places)
        #expect(visit.length.value >= best - 1e-9)
        #expect(visit.length.value <= 1.2 * best)
    }

    private func shortest(from here: Int, through rest: Set<Int>, _ places: [Position]) -> Double {
        guard !rest.isEmpty else { return 0 }
        return rest.map { next in
            let (a, b) = (places[here], places[next])
            let step = ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
            return step + shortest(from: next, through: rest.subtracting([next]), places)
        }.min() ?? 0
    }
}
