import Foundation
import TestSupport
import Testing

@Suite("A mapping", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct MappingTests {
    let office: Office

    init() throws { office = try Office() }

    private func strange() throws -> String {
        try office.source(
            "areas.csv", "A1,B2,C3,wkt\n\(villageCode(1)),东关,7,\"\(squareWKT(1))\"\n")
    }

    @Test("on the command line feeds fields from columns of any name")
    func onCommandLine() throws {
        let result = try office.importing(
            "blocks", try strange(), "--map", "code=A1", "--map", "name=B2", "--map", "units=C3")
        #expect(result.mapping["code"] == "A1" && result.mapping["name"] == "B2")
        #expect(try office.query("SELECT code, name, units FROM block") == "\(villageCode(1))|东关|7.0")
    }

    @Test("that was saved does the same again, and an option overrides it")
    func saved() throws {
        let file = office.folder.path("mapping.txt")
        _ = try office.importing("blocks", try strange(), "--map", "code=A1", "--save-mapping", file)
        #expect(try String(contentsOfFile: file, encoding: .utf8).contains("code=A1\n"))
        #expect(try office.importing("blocks", try strange(), "--mapping", file).unchanged == 1)
        let overridden = try office.importing(
            "blocks", try strange(), "--mapping", file, "--map", "name=C3")
        #expect(overridden.updated == 1)
        #expect(try office.query("SELECT name FROM block") == "7")
    }

    @Test("is asked for when a required field has no column", arguments: TestLanguage.allCases)
    func missing(language: TestLanguage) throws {
        let result = try office.tryImporting("blocks", try strange(), in: language)
        result.expect(.usage)
        result.expectErrors(naming: "--map code=", "A1", "B2", "C3")
        #expect(office.bytes == nil)
    }

    @Test(
        "that cannot be is refused with what there is",
        arguments: [("code", "code"), ("code=Z9", "A1"), ("planet=A1", "residents")])
    func impossible(pair: String, shown: String) throws {
        let result = try office.tryImporting("blocks", try strange(), "--map", pair)
        result.expect(.usage)
        result.expectErrors(naming: shown)
    }

    @Test("file that is missing is named")
    func missingFile() throws {
        let result = try office.tryImporting(
            "blocks", try strange(), "--mapping", office.folder.path("no.txt"))
        result.expect(.refusedInput)
        result.expectErrors(naming: "no.txt")
    }
}
