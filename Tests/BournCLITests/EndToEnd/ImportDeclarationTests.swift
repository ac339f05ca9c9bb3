import Foundation
import TestSupport
import Testing

@Suite("What an import is told", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct ImportDeclarationTests {
    let office: Office

    init() throws { office = try Office() }

    private func units(_ references: [String]) throws -> String {
        let rows = references.enumerated().map { number, reference in
            "91410100770845001\(number),甲厂\(number),410101001201,113.65123\(number),34.76123\(number),\(reference)\n"
        }
        return try office.source("units.csv", "code,name,division_code,经度,纬度,坐标系\n" + rows.joined())
    }

    @Test("of a form that imports do not have makes no sense", arguments: ["html"])
    func form(name: String) throws {
        let result = try office.tryImporting("units", try units(["EPSG:4490"]), "--format", name)
        result.expect(.usage)
        #expect(office.bytes == nil)
        #expect(try office.leftovers(besides: "units.csv").isEmpty)
    }

    @Test(
        "of the reference is doubted for each row that says another",
        arguments: [
            (["EPSG:4490", "GCJ02", "EPSG:4490"], 1), (["EPSG:4490", "EPSG:4490"], 0),
            (["gcj02", "BD09", "EPSG:4490", ""], 2),
        ])
    func otherReference(references: [String], doubted: Int) throws {
        let source = try units(references)
        let result = try office.importing("units", source, "--crs", "EPSG:4490")
        #expect(result.accepted == references.count)
        #expect(result.doubts["reference-differs", default: 0] == doubted, "\(result.doubts)")
    }

    @Test(
        "of the reference is not doubted for a row that says the same in other words",
        arguments: ["CGCS2000", "cgcs2000", "epsg:4490", " EPSG:4490 "])
    func sameReference(name: String) throws {
        let result = try office.importing("units", try units([name]), "--crs", "EPSG:4490")
        #expect(result.doubts["reference-differs"] == nil, "\(result.doubts)")
    }

    @Test("of a datum whose shift nobody gave is refused", arguments: TestLanguage.allCases)
    func otherDatum(language: TestLanguage) throws {
        let source = try units(["EPSG:4610"])
        let result = try office.tryImporting("units", source, "--crs", "EPSG:4610", in: language)
        result.expect(.refusedInput)
        result.expectErrors(naming: "--datum-shift")
        #expect(language.isLanguage(of: result.errors) && office.bytes == nil, "\(result.errors)")
    }
}
