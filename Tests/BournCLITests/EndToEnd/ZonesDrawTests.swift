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

    @Test(
        "a wrong weight, goal or link is refused with what is right",
        arguments: [
            "--weight-field units*", "--weight-field units --goal speed=1", "--weight-field units --link 1",
            "--weight-field units --lock 1", "",
        ])
    func refused(options: String) throws {
        let result = try draw("\(GeoData.path("blocks.geojson")) --min 5 --max 320 \(options)")
        #expect(result.status == 64, "\(result.errors)")
    }
}
