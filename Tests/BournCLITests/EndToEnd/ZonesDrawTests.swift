import Foundation
import TestSupport
import Testing

@Suite("Drawing zones", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct ZonesDrawTests {
    let office: Office

    init() throws { office = try Office() }

    private func draw(_ arguments: String, to name: String = "zones.gpkg") throws -> ProgramResult {
        try BournProgram.run(
            ["zones", "draw"] + arguments.split(separator: " ").map(String.init)
                + ["--output", office.folder.path(name), "--format", "json"])
    }

    private func coverageIsValid(_ name: String = "zones.gpkg") throws {
        let result = try BournProgram.run(["coverage", "check", office.folder.path(name), "--format", "json"])
        #expect(result.output.contains("\"valid\":true"), "\(result.output.prefix(300))")
    }

    @Test("heavy blocks are split by their units, and the zones form a valid coverage")
    func heavyBlocks() throws {
        let result = try draw(
            "\(GeoData.path("blocks.geojson")) --weight-field units --min 20 --max 150 "
                + "--units \(GeoData.path("units.csv")) --goal balance=45 --seconds 0.2")
        #expect(result.output.contains("\"split_blocks\":4"), "\(result.output) \(result.errors)")
        try coverageIsValid()
    }

    @Test("units alone divide the towns they lie in")
    func unitsAlone() throws {
        let result = try draw(
            "--parents \(GeoData.path("divisions.geojson")) --level town --units \(GeoData.path("units.csv")) "
                + "--min 20 --max 150 --seconds 0.2")
        #expect(result.output.contains("\"disconnected\":0"), "\(result.output) \(result.errors)")
        try coverageIsValid()
    }

    @Test("last zones are kept where they hold the limits")
    func lastZones() throws {
        let result = try draw(
            "\(GeoData.path("blocks.geojson")) --weight-field units --min 5 --max 320 "
                + "--last \(GeoData.path("zones-last-census.geojson")) --seconds 0.2")
        let share = try #require(result.output.firstMatch(of: /"kept_share":([0-9.]+)/)?.1)
        #expect(Double(share) ?? 0 > 0.9, "\(result.output) \(result.errors)")
        try coverageIsValid()
    }

    /// Sixteen villages of 20 units in four rows, about a square kilometre each.
    private func villages() throws -> String {
        let features = (0..<16).map { place in
            let (west, south) = (11600 + place % 4, 3100 + place / 4)
            func corner(_ x: Int, _ y: Int) -> String {
                "[\(x / 100).\(x % 100 / 10)\(x % 10),\(y / 100).\(y % 100 / 10)\(y % 10)]"
            }
            let ring = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)].map { corner(west + $0.0, south + $0.1) }
            return "{\"type\":\"Feature\",\"properties\":{\"code\":\"990121001\(101 + place)\",\"units\":20},"
                + "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[\(ring.joined(separator: ","))]]}}"
        }
        return try write(features, to: "villages.geojson")
    }

    private func write(_ features: [String], to name: String, epsg: Int = 4490) throws -> String {
        let path = office.folder.path(name)
        let text =
            "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
            + "\"urn:ogc:def:crs:EPSG::\(epsg)\"}},\"features\":[\(features.joined(separator: ","))]}"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    private func river(_ coordinates: String, epsg: Int = 4490) throws -> String {
        try write(
            [
                "{\"type\":\"Feature\",\"properties\":{\"name\":\"大河\"},\"geometry\":"
                    + "{\"type\":\"LineString\",\"coordinates\":[\(coordinates)]}}"
            ], to: "river.geojson", epsg: epsg)
    }

    @Test(
        "a river holds zones apart whether it has the villages' vertices or none, in their reference or another",
        arguments: [
            ("[116.02,31],[116.02,31.01],[116.02,31.02],[116.02,31.03],[116.02,31.04]", 4490),
            ("[116.02,30.99],[116.02,31.05]", 4490),
            ("[116.0200001,31],[116.02,31.005],[116.02,31.0200001],[116.02,31.04]", 4490),
            ("[119744.491,3437672.224],[119802.972,3439303.865],[119911.645,3442334.061]", 4549),
        ])
    func barriers(coordinates: String, epsg: Int) throws {
        let result = try draw(
            "\(villages()) --weight-field units --min 150 --max 320 --barriers \(river(coordinates, epsg: epsg))"
        )
        #expect(result.status == 0, "\(result.output) \(result.errors)")
        #expect(result.output.contains("\"zones\":2"), "each bank has 160 units")
        #expect(result.output.contains("\"stray_barriers\":{\"count\":0"))
    }

    @Test(
        "a river that runs through villages or farther from their borders than the tolerance is named with places"
    )
    func strayBarriers() throws {
        let villages = try villages()
        let shifted = try river("[116.0203,30.99],[116.0203,31.05]")
        let named = try draw("\(villages) --weight-field units --min 150 --max 320 --barriers \(shifted)")
        #expect(named.status == 1)
        #expect(named.output.contains("\"stray_barriers\":{\"count\":4"), "\(named.output) \(named.errors)")
        #expect(named.output.contains("{\"block\":\"990121001103\",\"x\":116.0203,"))
        let held = try draw(
            "\(villages) --weight-field units --min 150 --max 320 --barriers \(shifted) --barrier-tolerance 40"
        )
        #expect(held.status == 0 && held.output.contains("\"zones\":2"), "\(held.output) \(held.errors)")
    }

    @Test("the greatest area is held, and a bridge joins across a river")
    func areaAndBridge() throws {
        let small = try draw("\(villages()) --weight-field units --min 20 --max 150 --max-area 3")
        #expect(small.status == 0, "\(small.output) \(small.errors)")
        #expect(small.output.contains("\"out_of_area\":0"))
        let joined = try draw(
            "\(villages()) --weight-field units --min 300 --max 320 "
                + "--barriers \(river("[116.02,30.99],[116.02,31.05]")) --link 990121001102:990121001103")
        #expect(
            joined.status == 0 && joined.output.contains("\"zones\":1"), "\(joined.output) \(joined.errors)")
    }

    @Test(
        "a wrong weight, goal or link is refused with what is right",
        arguments: [
            "--weight-field units*", "--weight-field units --goal speed=1", "--weight-field units --link 1",
            "--weight-field units --lock 1", "--weight-field units --barrier-tolerance 0", "",
        ])
    func refused(options: String) throws {
        let result = try draw("\(GeoData.path("blocks.geojson")) --min 5 --max 320 \(options)")
        #expect(result.status == 64, "\(result.errors)")
    }
}
