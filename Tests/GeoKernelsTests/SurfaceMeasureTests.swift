import GeoKernels
import GeoModel
import Testing

@Suite("Areas and lengths on the ellipsoid")
struct SurfaceMeasureTests {
    let measure = SurfaceMeasure(.cgcs2000)

    @Test(
        "a graticule cell has its exact ellipsoidal area",
        arguments: [
            (39.0, 40.0, 1.0, 9_549_520_093.97),
            (30, 31, 1, 10_642_393_438.71),
            (22, 23, 1, 11_394_287_307.82),
            (39.90, 39.91, 0.01, 949_464.61),
        ])
    func cell(south: Double, north: Double, width: Double, area: Double) {
        let ring = [
            Position(116, south), Position(116 + width, south), Position(116 + width, north),
            Position(116, north), Position(116, south),
        ]
        let measured = measure.signedArea(ofRing: ring).value
        #expect(abs(measured - area) <= 1e-8 * area)
        #expect(measure.signedArea(ofRing: ring.reversed()).value == -measured)
    }

    @Test("a sliver of a tenth of a square millimetre keeps its digits")
    func sliver() {
        let width = 0x1p-40
        let ring = [
            Position(116, 39), Position(116 + width, 39), Position(116 + width, 39 + width),
            Position(116, 39 + width), Position(116, 39),
        ]
        let metric = LocalMetric(atLatitude: 39, ellipsoid: .cgcs2000)
        let expected = width * metric.metresPerUnitX * width * metric.metresPerUnitY
        let measured = measure.signedArea(ofRing: ring).value
        #expect(abs(measured - expected) <= 1e-9 * expected)
    }
}
