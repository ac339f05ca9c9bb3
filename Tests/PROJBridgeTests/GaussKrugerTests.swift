import GeoModel
import PROJBridge
import Testing

/// A place and where a Gauss–Krüger projection puts it.
///
/// Computed by the Krüger series with six terms, or published by the registry of EPSG codes at epsg.io.
struct ProjectedPlace: Sendable {
    let code: Int
    let geographic: Int
    let place: Position
    let projected: Position

    init(
        _ code: Int, on geographic: Int = 4490, _ latitude: Double, _ longitude: Double, _ n: Double,
        _ e: Double
    ) {
        self.code = code
        self.geographic = geographic
        place = Position(longitude, latitude)
        projected = Position(e, n)
    }

    static let all = [
        ProjectedPlace(4524, 30.33, 108.005, 3_356_695.63, 36_500_480.83),
        ProjectedPlace(4530, 46.695, 126.0, 5_173_340.81, 42_500_000.00),
        ProjectedPlace(4522, 31.91, 102.0, 3_531_872.69, 34_500_000.00),
        ProjectedPlace(4505, 37.805, 93.005, 4_185_854.08, 500_440.32),
        ProjectedPlace(2343, on: 4610, 32.0, 105.0, 3_541_854.08, 500_000.00),
        ProjectedPlace(4528, 32.058333333, 118.758333333, 3_548_995.320, 40_382_741.321),
        ProjectedPlace(4498, 32.058333333, 118.758333333, 3_549_673.573, 20_666_056.629),
        ProjectedPlace(4523, 30.66, 104.06, 3_393_656.584, 35_409_907.103),
        ProjectedPlace(4527, 39.911954, 116.377817, 4_419_938.281, 39_446_801.031),
    ]
}

@Suite("Gauss–Krüger zones")
struct GaussKrugerTests {
    @Test("a place gets its easting and northing to the centimetre", arguments: ProjectedPlace.all)
    func forward(place: ProjectedPlace) throws {
        let transformer = try CoordinateTransformer(from: .epsg(place.geographic), to: .epsg(place.code))
        let found = try #require(transformer.transform(place.place))
        #expect(abs(found.x - place.projected.x) < 0.01)
        #expect(abs(found.y - place.projected.y) < 0.01)
    }

    @Test("an easting and northing lead back to the place", arguments: ProjectedPlace.all)
    func inverse(place: ProjectedPlace) throws {
        let transformer = try CoordinateTransformer(from: .epsg(place.geographic), to: .epsg(place.code))
        let found = try #require(transformer.transform(place.projected, .inverse))
        #expect(abs(found.x - place.place.x) < 1e-7)
        #expect(abs(found.y - place.place.y) < 1e-7)
    }

    @Test("the axes of the authority are north first, those of the transformer are not")
    func axes() throws {
        let system = try CoordinateReferenceSystem(.epsg(4528))
        #expect(system.isNorthFirst)
        #expect(system.axes.map(\.direction) == ["north", "east"])
        #expect(system.axes.map(\.abbreviation) == ["X", "Y"])
        #expect(system.kind == .projected)
        #expect(system.unit?.name == "metre")
        #expect(system.unit?.factor == 1)
    }
}
