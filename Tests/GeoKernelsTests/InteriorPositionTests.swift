import GeoKernels
import GeoModel
import TestSupport
import Testing

@Suite("a position inside an area")
struct InteriorPositionTests {
    private func ring(_ positions: [(Double, Double)]) -> LinearRing {
        LinearRing(unchecked: positions.map { Position($0.0, $0.1) })
    }

    @Test("a crescent's box has its middle outside, the position is inside")
    func crescent() throws {
        let shape = ring([(0, 0), (10, 0), (10, 10), (0, 10), (0, 9), (9, 9), (9, 1), (0, 1), (0, 0)])
        try expectInside(MultiPolygon([Polygon(exterior: shape)]))
    }

    @Test("it lies beside a hole that covers the middle")
    func hole() throws {
        let hole = ring([(1, 1), (1, 9), (8, 9), (8, 1), (1, 1)])
        let shape = ring([(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)])
        try expectInside(MultiPolygon([Polygon(exterior: shape, holes: [hole])]))
    }

    @Test("it lies in the largest part")
    func parts() throws {
        let small = Polygon(exterior: ring([(90, 90), (91, 90), (91, 91), (90, 91), (90, 90)]))
        let large = Polygon(exterior: ring([(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]))
        let position = try #require(InteriorPosition.of(MultiPolygon([small, large])))
        #expect(position == Position(5, 5))
    }

    @Test("an area without extent has none")
    func empty() {
        #expect(InteriorPosition.of(MultiPolygon([])) == nil)
    }

    @Test("it is inside stars of any shape", arguments: seeds(40))
    func stars(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let spikes = 5 + random.index(below: 20)
        let positions = (0..<spikes).map { spike in
            let (x, y) = direction(Double(spike) / Double(spikes))
            let reach = random.number(in: 0.05...1)
            return (x * reach, y * reach)
        }
        try expectInside(MultiPolygon([Polygon(exterior: ring(positions + positions.prefix(1)))]))
    }

    /// A direction at a share of a turn, on a diamond: no trigonometry is needed.
    private func direction(_ share: Double) -> (Double, Double) {
        let turn = share * 4
        switch turn {
        case ..<1: return (1 - turn, turn)
        case ..<2: return (1 - turn, 2 - turn)
        case ..<3: return (turn - 3, 2 - turn)
        default: return (turn - 3, turn - 4)
        }
    }

    private func expectInside(_ area: MultiPolygon) throws {
        let position = try #require(InteriorPosition.of(area))
        #expect(ZoneLocator(PolygonTable([area])).locate(position) == .inside(zone: 0))
    }
}
