import Census
import GeoKernels
import TestSupport
import Testing

@Suite("Angles as forms want them")
struct SexagesimalAngleTests {
    @Test(
        "degrees, minutes and seconds, with what rounds up carried",
        arguments: [
            (116.715939, "116", 42, "57.3804"), (31.0, "31", 0, "0"), (30.999_999_999_9, "31", 0, "0"),
            (-0.5, "-0", 30, "0"), (-1e-12, "0", 0, "0"), (29.016_666_6, "29", 0, "59.9998"),
        ])
    func parts(angle: Double, degrees: String, minutes: Int, seconds: String) {
        let parts = SexagesimalAngle(angle)
        #expect(parts.degrees == degrees && parts.minutes == minutes && parts.seconds == seconds)
    }

    @Test("put together again they are the angle to three millimetres", arguments: seeds(20))
    func again(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let angle = Double(random.index(below: 180_000_000)) / 1e6
        let parts = SexagesimalAngle(angle)
        let degrees = try #require(Double(parts.degrees))
        let seconds = Double(parts.secondParts) / 10_000
        let back: Double = degrees + (Double(parts.minutes) * 60 + seconds) / 3600
        let difference: Double = (back - angle).magnitude
        #expect(difference < 2e-8 && parts.minutes < 60 && parts.secondParts < 600_000)
    }
}
