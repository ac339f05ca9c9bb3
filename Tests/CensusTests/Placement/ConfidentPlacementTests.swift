import Census
import GeoKernels
import GeoModel
import TestSupport
import Testing

@Suite("confidence of placements")
struct ConfidentPlacementTests {
    private let zones = GridOfZones.zones
    private let home = GridOfZones.code(column: 3, row: 3)

    private func placed(
        across: Double = 0.5, declared: String? = nil, uncertainty: PositionUncertainty = GridOfZones.good
    ) -> ConfidentPlacement {
        let position = GridOfZones.place(column: 3, row: 3, across: across)
        return ConfidentPlacement(
            GridOfZones.point("u", position, declared: declared, uncertainty: uncertainty), in: zones)
    }

    @Test("a unit in the middle of a village is certain, and 8 m from its border it is doubtful")
    func distanceToBorderDecides() {
        #expect(placed().confidence == .certain)
        #expect(placed().zone == home)
        let near = placed(across: 8 / 954)
        #expect(near.confidence == .doubtful)
        #expect(abs((near.borderDistance?.value ?? 0) - 8) < 0.1)
        #expect(placed(across: 15 / 954).confidence == .likely)
    }

    @Test("the same place given to three decimals is doubtful")
    func fewDigitsMakeDoubt() {
        let coarse = PositionUncertainty(rounding: Metres(470), source: Metres(10))
        #expect(placed(uncertainty: coarse).confidence == .doubtful)
    }

    @Test("where zones overlap, each of them may be the declared one, and the overlap is the reason to doubt")
    func overlap() {
        let corner = GridOfZones.corner
        let areas = [
            GridOfZones.square(corner.x, corner.y, 0.1), GridOfZones.square(corner.x, corner.y, 0.1),
            GridOfZones.square(corner.x, corner.y + 0.2, 0.1),
        ]
        let zones = LocatedZones(PolygonTable(areas), codes: ["A", "B", ""], measure: .geographic())
        func reasons(_ up: Double, _ declared: String?) -> [PlacementSuspicion] {
            let position = Position(corner.x + 0.05, corner.y + up)
            let point = GridOfZones.point("u", position, declared: declared)
            return PlacementReview(zones: zones).review([point])[0].suspicions
        }
        #expect(reasons(0.05, "B") == [.severalZones(["A", "B"])])
        #expect(reasons(0.05, nil) == [.severalZones(["A", "B"])])
        #expect(reasons(0.25, nil) == [.zoneWithoutCode], "a zone without a code is not outside of all")
        #expect(reasons(0.15, nil) == [.outsideZones])
    }

    @Test("a stated accuracy takes the place of the source's usual error")
    func statedAccuracyCounts() {
        let stated = PositionUncertainty(rounding: Metres(1), stated: Metres(3), source: Metres(100))
        #expect(stated.radius == Metres(4))
        let nonsense = PositionUncertainty(
            rounding: Metres(.nan), stated: Metres(-5), source: Metres(100))
        #expect(nonsense.radius == Metres(0))
    }

    @Test(
        "a stated accuracy is read as people write it, and nonsense is none",
        arguments: [
            ("5", 5.0), ("±3.5 m", 3.5), ("１２米", 12), (" 0.8M ", 0.8), ("0", nil), ("", nil), ("-4", nil),
            ("好", nil), ("nan", nil), ("inf", nil), ("5 km", nil),
        ] as [(String, Double?)])
    func statedAccuracy(text: String, metres: Double?) {
        #expect(StatedAccuracy.metres(text) == metres.map { Metres($0) })
    }

    @Test("the declared zone is compared, and its distance told, whether it is a village or a part of one")
    func declaredZone() {
        #expect(placed(declared: home).agreement == .agrees)
        #expect(placed(declared: home + "004").agreement == .agrees)
        #expect(placed().agreement == .undeclared)
        #expect(placed(declared: "990199999999").agreement == .declaredUnknown("990199999999"))
        let other = GridOfZones.code(column: 5, row: 3)
        guard case .differs(let code, let distance) = placed(declared: other).agreement else {
            Issue.record("another village's declaration must be a difference")
            return
        }
        #expect(code == other)
        #expect(abs(distance.value - 1.5 * 954.5) < 3)
    }

    @Test("a unit without position is unplaced, one at sea is outside")
    func nowhere() {
        let unplaced = ConfidentPlacement(GridOfZones.point("u", nil, declared: home), in: zones)
        #expect(unplaced.confidence == .unplaced)
        #expect(unplaced.agreement == .notLocated)
        let nan = ConfidentPlacement(
            GridOfZones.point("u", Position(.nan, 1), declared: nil), in: zones)
        #expect(nan.confidence == .unplaced)
        let sea = ConfidentPlacement(
            GridOfZones.point("u", Position(120, 25), declared: home), in: zones)
        #expect(sea.confidence == .outside)
        #expect(sea.zone == nil)
    }

    @Test("a unit exactly on a border has one zone and is doubtful")
    func onBorder() {
        let onBorder = placed(across: 0)
        #expect(onBorder.zones.count == 2 || onBorder.borderDistance ?? Metres(9) < Metres(0.001))
        #expect(onBorder.confidence == .doubtful)
    }
}
