import Foundation
import TestSupport
import Testing

@Suite("An import", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct RepeatedImportTests {
    let office: Office

    init() throws { office = try Office() }

    private func source(_ numbers: ClosedRange<Int>, name: String = "a") throws -> String {
        let lines = numbers.map { "\(villageCode($0)),\(name),\"\(squareWKT($0))\"\n" }
        return try office.source("areas.csv", "code,name,wkt\n" + lines.joined())
    }

    @Test("done twice changes nothing")
    func twice() throws {
        let path = try source(1...40)
        #expect(try office.importing("blocks", path).inserted == 40)
        let rows = "SELECT fid, code, name, hex(geom) FROM block ORDER BY fid"
        let before = try office.query(rows)
        #expect(try office.importing("blocks", path).unchanged == 40)
        #expect(try office.query(rows) == before)
        #expect(try office.query("SELECT count(*) FROM import_run") == "2")
    }

    @Test("of another edition changes what differs and adds what is new")
    func another() throws {
        _ = try office.importing("blocks", try source(1...40))
        let result = try office.importing("blocks", try source(31...50, name: "b"))
        #expect(result.updated == 10 && result.inserted == 10 && result.unchanged == 0)
        #expect(try office.query("SELECT count(*) FROM block") == "50")
        #expect(try office.query("SELECT count(*) FROM rtree_block_geom") == "50")
    }

    @Test("that is a dry run leaves the workspace as it was, byte for byte")
    func dryRun() throws {
        _ = try office.importing("blocks", try source(1...5))
        let before = office.bytes
        let result = try office.importing("blocks", try source(1...9), "--dry-run")
        #expect(result.unchanged == 5 && result.inserted == 4)
        #expect(office.bytes == before)
        #expect(try office.leftovers(besides: "office.gpkg", "areas.csv").isEmpty)
    }

    @Test("that is a dry run makes no workspace")
    func dryRunOfNew() throws {
        #expect(try office.importing("blocks", try source(1...5), "--dry-run").inserted == 5)
        #expect(try office.leftovers(besides: "areas.csv").isEmpty)
    }

    @Test("whose refused rows cannot be written down is not kept")
    func unwritableRefusals() throws {
        _ = try office.importing("blocks", try source(1...5))
        let before = office.bytes
        let path = try office.source(
            "bad.csv", "code,wkt\n4.1E+11,\"\(squareWKT(1))\"\n\(villageCode(9)),\"\(squareWKT(9))\"\n")
        let result = try office.tryImporting(
            "blocks", path, "--refused", office.folder.path("no such folder/refused.csv"))
        result.expect(.inputOutput)
        result.expectErrors(naming: "no such folder")
        #expect(office.bytes == before)
    }

    @Test("into a folder that is not there says so")
    func noFolder() throws {
        let workspace = office.folder.path("no such folder/office.gpkg")
        let result = try BournProgram.run("import", "blocks", workspace, try source(1...5))
        result.expect(.inputOutput)
        result.expectErrors(naming: "no such folder")
    }

    @Test("says in both languages what it did", arguments: TestLanguage.allCases)
    func table(language: TestLanguage) throws {
        let result = try office.tryImporting("blocks", try source(1...3), in: language)
        result.expect(.fine)
        #expect(language.isLanguage(of: result.output.replacing("a", with: "")))
        #expect(result.errors.isEmpty)
        #expect(try BournProgram.run("import", "--help", in: language).output.contains("--dry-run"))
    }

    @Test("of a format that GDAL reads gives the same rows as a CSV")
    func foreign() throws {
        let features = (1...5).map { number in
            let (x, y) = (110 + number % 10, 30 + number / 10)
            return """
                {"type":"Feature","properties":{"code":"\(villageCode(number))","name":"a"},"geometry":{"type":"Polygon",
                "coordinates":[[[\(x),\(y)],[\(x + 1),\(y)],[\(x + 1),\(y + 1)],[\(x),\(y + 1)],[\(x),\(y)]]]}}
                """
        }
        let json = #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#
        let path = try office.source("areas.geojson", json)
        _ = try office.importing("blocks", path, "--crs", "EPSG:4490")
        #expect(try office.importing("blocks", try source(1...5)).unchanged == 5)
    }
}
