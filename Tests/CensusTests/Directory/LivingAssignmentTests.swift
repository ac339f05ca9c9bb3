import Census
import GeoKernels
import GeoModel
import TestSupport
import Testing

@Suite("placing again after a border changed")
struct LivingAssignmentTests {
    private func rectangle(_ x0: Double, _ x1: Double, clockwise: Bool = false) -> MultiPolygon {
        let ring = [
            Position(x0, 0), Position(x1, 0), Position(x1, 1), Position(x0, 1), Position(x0, 0),
        ]
        return MultiPolygon([
            Polygon(exterior: LinearRing(unchecked: clockwise ? ring.reversed() : ring), holes: [])
        ])
    }

    private func zones(_ border: Double, clockwise: Bool = false) -> [CodedArea] {
        [
            CodedArea(code: "a", area: rectangle(0, border, clockwise: clockwise)),
            CodedArea(code: "b", area: rectangle(border, 2)), CodedArea(code: "c", area: rectangle(2, 3)),
        ]
    }

    @Test("equal zones, however their rings run, have not changed")
    func nothingChanged() {
        #expect(ZoneChanges(from: zones(1), to: zones(1, clockwise: true)).changes.isEmpty)
    }

    @Test("only the zones beside a moved border have changed")
    func movedBorder() {
        let changes = ZoneChanges(from: zones(1), to: zones(1.25)).changes
        #expect(changes.map(\.code) == ["a", "b"])
        #expect(changes[0].envelope == Envelope(minX: 0, minY: 0, maxX: 1.25, maxY: 1))
        #expect(changes[1].envelope == Envelope(minX: 1, minY: 0, maxX: 2, maxY: 1))
    }

    @Test("a zone that vanished or appeared has changed as a whole")
    func appearance() {
        let changes = ZoneChanges(from: zones(1).dropLast(), to: zones(1)).changes
        #expect(changes.map(\.code) == ["c"])
        #expect(changes.first?.envelope == Envelope(minX: 2, minY: 0, maxX: 3, maxY: 1))
    }

    @Test("a zone that changed at two ends has changed there, not between")
    func twoPlaces() {
        func wide(_ west: Double, _ east: Double) -> CodedArea {
            let ring = [
                Position(0, 0), Position(1, 0), Position(9, 0), Position(10, 0), Position(10 + east, 0.5),
                Position(10, 1), Position(9, 1), Position(1, 1), Position(0, 1), Position(west, 0.5),
                Position(0, 0),
            ]
            return CodedArea(
                code: "w",
                area: MultiPolygon([Polygon(exterior: LinearRing(unchecked: ring), holes: [])]))
        }
        let changes = ZoneChanges(from: [wide(0, 0.1)], to: [wide(0.2, 0.4)]).changes
        #expect(
            changes.map(\.envelope) == [
                Envelope(minX: 0, minY: 0, maxX: 0.2, maxY: 1),
                Envelope(minX: 10, minY: 0, maxX: 10.4, maxY: 1),
            ])
    }

    @Test("placing again near the change finds what placing all again finds", arguments: seeds(10))
    func sameAsPlacingAll(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let (old, new) = (zones(1), zones(0.5 + random.unit()))
        func locate(_ position: Position, in zones: [CodedArea]) -> String? {
            let locator = ZoneLocator(PolygonTable(zones.map(\.area)), isParallel: false)
            return locator.locate(position).zone.map { zones[$0].code }
        }
        let units = (0..<60).map { index -> AssignedUnit in
            let place = Position(random.unit() * 3.2, random.unit())
            return AssignedUnit(key: "u\(100 + index)", position: place, zone: locate(place, in: old))
        }
        let again = Reassignment(
            ZoneChanges(from: old, to: new), units: { box in units.filter { box.contains($0.position) } },
            locate: { locate($0, in: new) })
        let all = units.filter { locate($0.position, in: new) != $0.zone }
        #expect(again.moves.map(\.key) == all.map(\.key))
        #expect(again.moves.map(\.before) == all.map(\.zone))
        #expect(again.moves.map(\.after) == all.map { locate($0.position, in: new) })
        #expect(again.examined < units.count)
    }
}
