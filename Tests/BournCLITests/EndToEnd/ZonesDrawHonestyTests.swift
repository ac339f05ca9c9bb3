import Foundation
import TestSupport
import Testing

/// What a drawing could not do as asked is said, in the summary and by the exit code.
@Suite("Drawing zones from doubtful input", .tags(.endToEnd), .timeLimit(.minutes(5)))
struct ZonesDrawHonestyTests {
    private let office: Office

    init() throws { office = try Office() }

    /// Squares in a row with 20 units each.
    private func blocks(_ count: Int, more: String = "") throws -> String {
        let rows = (0..<count).map { "\(villageCode($0)),410101001000,20,\"\(squareWKT($0))\"\n" }
        return try office.source("blocks.csv", "code,parent_code,units,wkt\n" + rows.joined() + more)
    }

    private func draw(_ arguments: [String], to name: String = "zones.gpkg") throws -> ProgramResult {
        try BournProgram.run(
            ["zones", "draw"] + arguments + [
                "--weight-field", "units", "--seconds", "0.1", "--output", office.folder.path(name),
                "--format", "json",
            ])
    }

    private func line(_ name: String, _ coordinates: String) throws -> String {
        try office.source(
            name,
            #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":"#
                + #"{"type":"LineString","coordinates":["# + coordinates + "]}}]}")
    }

    @Test("a barrier in the wrong place or with exchanged axes never passes for one that is held")
    func barriers() throws {
        let limits = ["--min", "20", "--max", "40"]
        let away = try line("far.geojson", "[100,20],[101,20]")
        let far = try draw([try blocks(2)] + limits + ["--barriers", away])
        #expect(far.status == 1)
        #expect(far.output.contains(#""reason":"far_away""#), "\(far.output) \(far.errors)")
        let exchanged = try draw(
            [try blocks(2)] + limits + ["--barriers", try line("swap.geojson", "[30,111],[31,111]")])
        exchanged.expect(.refusedInput)
        exchanged.expectErrors(naming: "swap.geojson")
        let polar = try draw(
            [try blocks(2)] + limits + ["--barriers", try line("polar.geojson", "[111,-90],[111,90]")])
        #expect(polar.status == 0 || polar.status == 1, "\(polar.errors)")
    }

    @Test("units outside every block and rows without area are counted, listed, and end with exit code 1")
    func countedNowhere() throws {
        let units = try office.source(
            "units.csv", "统一社会信用代码,单位名称,经度,纬度\nu1,虚企1,110.5,30.5\nu2,虚企2,90,30.5\n")
        let broken = "\(villageCode(2)),410101001000,20,\"POINT(112.5 30.5)\"\n"
        let result = try draw([
            try blocks(2, more: broken), "--units", units, "--min", "0", "--max", "40",
        ])
        #expect(result.status == 1)
        #expect(result.output.contains(#""units_outside":1"#), "\(result.output) \(result.errors)")
        let list = try String(
            contentsOfFile: office.folder.path("zones.gpkg.refused-units.csv"), encoding: .utf8)
        #expect(list.contains("2,90.0,30.5,"))
        #expect(result.output.contains(#""unusable_blocks":1"#), "\(result.output)")
    }

    @Test("neither the lists beside a plan nor the plan itself replace what the user named or keeps")
    func overwriting() throws {
        let source = try blocks(2)
        let units = try office.source("zones.gpkg.refused.csv", "统一社会信用代码,单位名称,经度,纬度\nu1,虚企1,110.5,30.5\n")
        let input = try draw([source, "--units", units, "--min", "0", "--max", "40"])
        #expect(input.status == 64, "\(input.errors)")
        input.expectErrors(naming: "zones.gpkg.refused.csv")
        _ = try office.geoPackage("kept.gpkg", [("1", squareWKT(0))], layer: "roads")
        let layers = try draw([source, "--min", "0", "--max", "40"], to: "kept.gpkg")
        #expect(layers.status == 64, "\(layers.errors)")
        layers.expectErrors(naming: "roads")
    }

    @Test("sources that go not together are refused: parents with blocks, and blocks after --lock")
    func sources() throws {
        let source = try blocks(2)
        let limits = ["--min", "0", "--max", "40"]
        let parents = try draw([source, "--parents", source, "--units", source] + limits)
        #expect(parents.status == 64 && parents.errors.contains("--parents"), "\(parents.errors)")
        let lock = try draw(["--last", source, "--lock", villageCode(0), source] + limits)
        #expect(lock.status == 64 && lock.errors.contains("--lock"), "\(lock.errors)")
    }

    @Test("a lock that blocks cannot hold is refused, and the same lock twice is one")
    func locks() throws {
        let last = try office.source(
            "last.csv",
            "code,wkt\n1,\"POLYGON((110 30, 111.5 30, 111.5 31, 110 31, 110 30))\"\n"
                + "2,\"POLYGON((111.5 30, 112 30, 112 31, 111.5 31, 111.5 30))\"\n"
                + "3,\"POLYGON((112 30, 113 30, 113 31, 112 31, 112 30))\"\n")
        let arguments = [try blocks(3), "--min", "0", "--max", "60", "--last", last, "--lock"]
        let parted = try draw(arguments + ["1"])
        parted.expect(.refusedInput)
        parted.expectErrors(naming: "--lock 1")
        let twice = try draw(arguments + ["3", "3"])
        #expect(twice.status == 0, "\(twice.output) \(twice.errors)")
    }
}
