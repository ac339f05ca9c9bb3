import Foundation
import TestSupport
import Testing

@Suite("A file that another program wrote", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct ForeignEditTests {
    let office: Office

    init() throws { office = try Office() }

    private func blocks() throws -> String {
        try office.source(
            "areas.csv",
            "code,wkt\n" + (1...2).map { "\(villageCode($0)),\"\(squareWKT($0))\"\n" }.joined())
    }

    private func insertNameless() throws {
        // The dialect of the file itself: this is the statement that a desktop GIS sends.
        let sql = "INSERT INTO block (name) VALUES ('nameless')"
        let inserted = try run("ogrinfo", [office.workspace, "-sql", sql])
        try #require(inserted.status == 0, "\(inserted.errors)")
        try #require(try office.query("SELECT count(*) FROM block WHERE code IS NULL OR code = ''") == "1")
    }

    @Test("with a block without a code lets the next import go on")
    func importBesideNameless() throws {
        let source = try blocks()
        _ = try office.importing("blocks", source)
        try insertNameless()
        let result = try office.tryImporting("blocks", source)
        #expect([ExitStatus.fine, .faulty].map(\.rawValue).contains(result.status), "\(result.errors)")
        #expect(try office.query("SELECT count(*) FROM block") == "3")
        #expect(try office.query("SELECT count(*) FROM block WHERE name = 'nameless'") == "1")
    }

    @Test("with a block without a code is found out by the check", arguments: TestLanguage.allCases)
    func checkNameless(language: TestLanguage) throws {
        _ = try office.importing("blocks", try blocks())
        try BournProgram.run("workspace", "check", office.workspace).expect(.fine)
        try insertNameless()
        let result = try BournProgram.run("workspace", "check", office.workspace, in: language)
        result.expect(.faulty)
        #expect(result.output.contains("block") && result.output.contains("fid 3"), "\(result.output)")
        #expect(result.output.contains(language == .chinese ? "代码" : "code"), "\(result.output)")
    }

    @Test(
        "whose reference is text where a number belongs is refused, not the end of the program",
        arguments: [
            "gpkg_geometry_columns SET srs_id", "gpkg_spatial_ref_sys SET organization_coordsys_id",
        ], ["'CGCS2000'", "''", "x'FF'"])
    func textReference(column: String, value: String) throws {
        let path = try office.geoPackage("areas.gpkg", [(villageCode(1), squareWKT(1))])
        try office.damage(path, "UPDATE \(column) = \(value)")
        let result = try BournProgram.run("coverage", "check", path)
        result.expect(.refusedInput)
        result.expectErrors(naming: path)
        let imported = try office.tryImporting("blocks", path)
        imported.expect(.refusedInput)
        #expect(office.bytes == nil)
    }
}
