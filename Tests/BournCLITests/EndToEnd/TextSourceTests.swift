import Foundation
import TestSupport
import Testing

@Suite("A text source", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct TextSourceTests {
    let office: Office

    init() throws { office = try Office() }

    /// Two blocks; the name of the second has a line break inside quotes.
    private static let text =
        "code,name,wkt\n\(villageCode(1)),东关村,\"\(squareWKT(1))\"\n\(villageCode(2)),\"西关\n新村\",\"\(squareWKT(2))\"\n"

    @Test(
        "comes in alike in any encoding, with or without byte order mark",
        arguments: ["utf-8", "utf-8 with mark", "gb18030"], [true, false])
    func encodings(encoding: String, named: Bool) throws {
        let plain = try office.source("plain.csv", Self.text)
        let bytes: [UInt8] =
            switch encoding {
            case "gb18030":
                try Array(
                    run("iconv", ["-f", "UTF-8", "-t", "GB18030", plain], to: office.folder.path("gb")))
            case "utf-8": Array(Self.text.utf8)
            default: [0xEF, 0xBB, 0xBF] + Array(Self.text.utf8)
            }
        let path = try office.source("areas.csv", bytes: bytes)
        let options = named ? ["--encoding", encoding == "gb18030" ? "gb18030" : "utf-8"] : []
        let printed = try BournProgram.run(
            ["import", "blocks", office.workspace, path, "--format", "json"] + options)
        printed.expect(.fine)
        #expect(try ImportResult(printed).inserted == 2)
        #expect(try office.query("SELECT name FROM block WHERE fid = 1") == "东关村")
        #expect(try office.query("SELECT name FROM block WHERE fid = 2") == "西关\n新村")
    }

    @Test("counts lines, not rows, where a quoted value holds a line break")
    func lines() throws {
        let path = try office.source("areas.csv", Self.text + "short\n")
        _ = try office.importing("blocks", path, expecting: .faulty)
        let refused = try office.refusedRows()
        #expect(refused.map(\.row) == ["3"] && refused.map(\.line) == ["5"])
    }

    @Test("with a quote that never ends loses no row before it")
    func unendedQuote() throws {
        let path = try office.source("areas.csv", Self.text + "\(villageCode(3)),\"never ended,x\n")
        let result = try office.importing("blocks", path, expecting: .faulty)
        #expect(result.accepted == 2 && result.refused == 1)
    }

    @Test("says at which byte it stops being text", arguments: TestLanguage.allCases)
    func notText(language: TestLanguage) throws {
        let path = try office.source("areas.csv", bytes: Array(Self.text.utf8) + [0xFF, 0xFE, 0xFF, 0x0A])
        let result = try office.tryImporting("blocks", path, in: language)
        #expect([ExitStatus.refusedInput.rawValue, ExitStatus.faulty.rawValue].contains(result.status))
        #expect((result.errors + result.output).contains("--encoding"))
    }

    @Test("with Chinese headings needs no mapping")
    func chineseHeadings() throws {
        let path = try office.source(
            "areas.csv", "区划代码,名称,单位数,备注,WKT\n\(villageCode(1)),东关,12,甲,\"\(squareWKT(1))\"\n")
        let result = try office.importing("blocks", path)
        #expect(result.mapping["code"] == "区划代码" && result.mapping["units"] == "单位数")
        #expect(result.otherColumns == ["备注"])
        #expect(try office.query("SELECT units, source_fields FROM block") == "12.0|{\"备注\":\"甲\"}")
    }

    @Test("keeps codes of 18 digits and leading zeros as they stand")
    func codesAreText() throws {
        let path = try office.source(
            "units.csv",
            "code,name,division_code,longitude,latitude\n"
                + "914101007708450010,甲厂,410101001201,113.65,34.76\n012345678,乙厂,410101001201,113.66,34.77\n")
        let result = try office.importing("units", path)
        #expect(result.inserted == 2)
        #expect(
            try office.query("SELECT code, typeof(code) FROM unit ORDER BY fid")
                == "914101007708450010|text\n012345678|text")
    }
}

/// Runs a program and gives the bytes it printed, which need not be text.
private func run(_ program: String, _ arguments: [String], to path: String) throws -> Data {
    let quoted = ([program] + arguments).map { "'\($0)'" }.joined(separator: " ")
    let result = try TestSupport.run("sh", ["-c", "\(quoted) > '\(path)'"])
    try #require(result.status == 0, "\(result.errors)")
    return try Data(contentsOf: URL(fileURLWithPath: path))
}
