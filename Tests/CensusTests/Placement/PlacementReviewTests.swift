import Census
import GeoModel
import Testing

@Suite("reasons to doubt a placement")
struct PlacementReviewTests {
    private let home = GridOfZones.code(column: 4, row: 4)
    private let middle = GridOfZones.place(column: 4, row: 4)

    private func reasons(
        _ points: [UnitPoint], centres: [(code: String, position: Position)] = [],
        findings: [BatchFinding] = []
    ) -> [[PlacementSuspicion]] {
        PlacementReview(zones: GridOfZones.zones, villageCentres: centres)
            .review(points, findings: findings).map(\.suspicions)
    }

    @Test("a good unit has none")
    func goodUnit() {
        #expect(reasons([GridOfZones.point("u", middle, declared: home)]) == [[]])
    }

    @Test("no coordinate, zero and exchanged axes are told apart and stand alone")
    func plainMistakes() {
        let points = [
            GridOfZones.point("a", nil, declared: home),
            GridOfZones.point("b", Position(0, 0), declared: home),
            GridOfZones.point("c", Position(middle.y, middle.x), declared: home),
        ]
        #expect(reasons(points) == [[.noPosition], [.zero], [.swappedAxes]])
    }

    @Test("one unit's minutes typed as decimals are found by its declared village")
    func minutesTypedAsDecimals() {
        let typed = BatchDatumTests.minutesAsDecimals(middle)
        #expect(reasons([GridOfZones.point("u", typed, declared: home)]) == [[.minutesTypedAsDecimals]])
        #expect(reasons([GridOfZones.point("u", typed, declared: nil)]) == [[.outsideZones]])
    }

    @Test("three decimals, a village's public point and many units on one point are each a reason")
    func poorCoordinates() {
        let coarse = PositionUncertainty(rounding: Metres(55), source: Metres(10))
        #expect(
            reasons([GridOfZones.point("u", middle, declared: home, uncertainty: coarse)])
                == [[.truncatedDigits(Metres(55))]])
        let near = Position(middle.x + 2e-6, middle.y)
        #expect(
            reasons([GridOfZones.point("u", near, declared: home)], centres: [(home, middle)])
                == [[.villageCentre(code: home)]])
        let away = Position(middle.x + 1e-4, middle.y)
        #expect(reasons([GridOfZones.point("u", away, declared: home)], centres: [(home, middle)]) == [[]])
        let crowd = (0..<10).map { GridOfZones.point("u\($0)", middle, declared: home) }
        #expect(reasons(crowd).allSatisfy { $0 == [.manyOnOnePoint(units: 10)] })
        #expect(reasons(Array(crowd.prefix(9))).allSatisfy { $0.isEmpty })
    }

    @Test("a declared zone further than the position may be off is a contradiction, one nearer is not")
    func contradiction() {
        let other = GridOfZones.code(column: 5, row: 4)
        guard
            case .declaredZoneDiffers(other, home, let distance)? = reasons([
                GridOfZones.point("u", middle, declared: other)
            ])[0].first
        else {
            Issue.record("another village's declaration must be a reason")
            return
        }
        #expect(abs(distance.value - 477) < 2)
        let edge = GridOfZones.place(column: 4, row: 4, across: 1 - 6 / 954.0)
        guard case .nearBorder? = reasons([GridOfZones.point("u", edge, declared: other)])[0].first else {
            Issue.record("6 m from the declared village is within the position's 10 m")
            return
        }
        #expect(
            reasons([GridOfZones.point("u", middle, declared: "990188888888")])
                == [[.declaredZoneUnknown("990188888888")]])
    }

    @Test("a misread batch explains its units' contradictions")
    func misreadBatch() {
        let units = GridOfZones.batch("m", units: 40, seed: 4, spoil: BD09.uniform.forward)
        let findings = BatchDatumTest(reader: CorrectionReader()).findings(
            for: units, in: GridOfZones.zones)
        #expect(
            reasons(units, findings: findings).allSatisfy { $0 == [.batchMisread(.fromBD09)] })
    }
}
