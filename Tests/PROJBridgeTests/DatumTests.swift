import GeoModel
import PROJBridge
import Testing

@Suite("Old datums")
struct DatumTests {
    static let krassowsky = "+proj=longlat +ellps=krass"

    @Test(
        "a change of datum that needs local parameters is refused without them, both ways",
        arguments: [
            (.epsg(4610), .xian1980), (.epsg(2327), .xian1980), (.epsg(2343), .xian1980),
            (.epsg(2349), .xian1980), (.epsg(2390), .xian1980), (.epsg(4214), .beijing1954),
            (.epsg(2401), .beijing1954), (.epsg(2442), .beijing1954), (.epsg(21413), .beijing1954),
            (.epsg(21463), .beijing1954), (.epsg(4555), .newBeijing), (.custom(krassowsky), .beijing1954),
            (.custom("EPSG:4610"), .xian1980),
            (
                .custom(
                    "GEOGCS[\"GCS_Xian_1980\",DATUM[\"D_Xian_1980\",SPHEROID[\"Xian_1980\",6378140,298.257]],PRIMEM[\"Greenwich\",0],UNIT[\"Degree\",0.0174532925199433]]"
                ), .xian1980
            ),
        ] as [(CRSDefinition, OldDatum)], [CRSDefinition.epsg(4490), .epsg(4326), .epsg(4528)])
    func refused(old: (CRSDefinition, OldDatum), new: CRSDefinition) {
        #expect(throws: TransformationError.parametersNeeded(old.1, from: old.0, to: new)) {
            try CoordinateTransformer(from: old.0, to: new)
        }
        #expect(throws: TransformationError.parametersNeeded(old.1, from: new, to: old.0)) {
            try CoordinateTransformer(from: new, to: old.0)
        }
    }

    @Test("between two old datums both sides need parameters")
    func bothOld() {
        let shift = DatumShift(positionVector: (10, 20, 30))
        #expect(
            throws: TransformationError.parametersNeeded(.beijing1954, from: .epsg(4610), to: .epsg(4214))
        ) {
            try CoordinateTransformer(from: .epsg(4610), to: .epsg(4214), sourceShift: shift)
        }
        #expect(throws: Never.self) {
            try CoordinateTransformer(
                from: .epsg(4610), to: .epsg(4214), sourceShift: shift, targetShift: shift)
        }
    }

    @Test("within one old datum no parameters are needed")
    func within() throws {
        let transformer = try CoordinateTransformer(from: .epsg(2343), to: .epsg(4610))
        let found = try #require(transformer.transform(Position(500_000, 3_541_854.08)))
        #expect(abs(found.x - 105) < 1e-7 && abs(found.y - 32) < 1e-7)
    }

    /// Against `+towgs84`, PROJ's own way to write the same parameters.
    @Test(
        "given parameters act as the same seven in +towgs84, from a geographic and a projected system",
        arguments: [CRSDefinition.epsg(4490), .epsg(4326)])
    func parameters(new: CRSDefinition) throws {
        let shift = DatumShift(
            positionVector: (-15.8, 154.4, 82.3), rotation: (0.3, -0.6, 1.1), scale: -4.5)
        let sevenInText = "+towgs84=-15.8,154.4,82.3,0.3,-0.6,1.1,-4.5"
        let place = Position(118.5, 31.5)
        let reference = try CoordinateTransformer(
            from: .custom("\(Self.krassowsky) \(sevenInText)"), to: new)
        let expected = try #require(reference.transform(place))
        #expect(abs(expected.x - place.x) > 1e-4)

        let geographic = try CoordinateTransformer(from: .epsg(4214), to: new, sourceShift: shift)
        let found = try #require(geographic.transform(place))
        #expect(abs(found.x - expected.x) < 1e-9 && abs(found.y - expected.y) < 1e-9)
        // Heights are taken as zero on both ellipsoids, which costs a few millimetres on the way back.
        let back = try #require(geographic.transform(found, .inverse))
        #expect(abs(back.x - place.x) < 5e-8 && abs(back.y - place.y) < 5e-8)

        let projection = try CoordinateTransformer(from: .epsg(4214), to: .epsg(2437))
        let onMap = try #require(projection.transform(place))
        let projected = try CoordinateTransformer(from: .epsg(2437), to: new, sourceShift: shift)
        let fromMap = try #require(projected.transform(onMap))
        #expect(abs(fromMap.x - expected.x) < 1e-8 && abs(fromMap.y - expected.y) < 1e-8)

        let reversed = try CoordinateTransformer(from: new, to: .epsg(4214), targetShift: shift)
        let toOld = try #require(reversed.transform(expected))
        #expect(abs(toOld.x - place.x) < 5e-8 && abs(toOld.y - place.y) < 5e-8)
    }

    @Test("the coordinate-frame convention is the other with opposite rotations")
    func conventions() {
        let frame = DatumShift(coordinateFrame: (1, 2, 3), rotation: (0.1, -0.2, 0.3), scale: 5)
        #expect(frame == DatumShift(positionVector: (1, 2, 3), rotation: (-0.1, 0.2, -0.3), scale: 5))
    }

    @Test("parameters given here and in the definition are refused")
    func twice() {
        let bound = CRSDefinition.custom("\(Self.krassowsky) +towgs84=1,2,3")
        #expect(throws: TransformationError.parametersGivenTwice(bound)) {
            try CoordinateTransformer(
                from: bound, to: .epsg(4490), sourceShift: DatumShift(positionVector: (1, 2, 3)))
        }
    }

    @Test("the obfuscated systems are not PROJ's to transform", arguments: [CRSIdentifier.gcj02, .bd09])
    func obfuscated(system: CRSIdentifier) {
        #expect(throws: TransformationError.notASystemOfPROJ(system)) {
            try CoordinateTransformer(from: system, to: .cgcs2000)
        }
        #expect(throws: TransformationError.notASystemOfPROJ(system)) {
            try CoordinateTransformer(from: .cgcs2000, to: system)
        }
    }
}
