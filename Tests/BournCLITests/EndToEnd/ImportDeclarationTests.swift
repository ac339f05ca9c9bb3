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

    @Test("of no reference leaves each row its own word, in Chinese or not")
    func ownWords() throws {
        let source = try units(["EPSG:4490", "火星坐标", "GCJ-02", "", "百度坐标"])
        let result = try office.importing("units", source)
        #expect(result.doubts["reference-differs"] == nil && result.doubts["shifted-back"] == 3)
        let stored = try office.query(
            "SELECT coordinate_reference FROM unit ORDER BY name"
        ).split(separator: "\n").map(String.init)
        #expect(stored == ["EPSG:4490", "gcj02", "gcj02", "EPSG:4490", "bd09"])
    }

    @Test("of the reference rules over the rows' words, and the difference is on the worklist")
    func overruledWords() throws {
        let result = try office.importing("units", try units(["EPSG:4490", "火星坐标"]), "--crs", "EPSG:4490")
        #expect(result.doubts["reference-differs"] == 1)
        #expect(try reasons() == ["1|reference-differs"])
    }

    @Test("of no reference leaves a row whose word is unknown without a position, and on the worklist")
    func unknownWord() throws {
        let result = try office.importing("units", try units(["EPSG:4490", "rubbish", "西安80"]))
        #expect(result.accepted == 3 && result.withoutPosition == 2)
        #expect(result.doubts["reference-unknown"] == 1 && result.doubts["reference-parameters"] == 1)
        #expect(try reasons() == ["1|reference-unknown", "2|reference-unusable"])
        let text = try office.query("SELECT coordinate_text FROM unit WHERE name = '甲厂1'")
        #expect(text == "113.651231 34.761231")
    }

    @Test("of no reference reads metres in the zone that each row names")
    func metres() throws {
        let rows = [
            "甲,39485300.655,3443382.733,EPSG:4527", "乙,485300.655,3443382.733,EPSG:4548",
            "丙,39485300,3443382,",
            "丁,39485300,3443382,EPSG:4490",
        ]
        let path = try office.source(
            "units.csv", "code,name,横坐标Y,纵坐标X,坐标系\n,\(rows.joined(separator: "\n,"))\n")
        let result = try office.importing("units", path)
        #expect(result.withoutPosition == 2)
        #expect(result.doubts["reference-missing"] == 1 && result.doubts["reference-unfit"] == 1)
    }

    /// The number of each unit in doubt for its reference, and why.
    private func reasons() throws -> [String] {
        let square = "[[[113,34],[114,34],[114,35],[113,35],[113,34]]]"
        let zones = try office.source(
            "zones.geojson",
            """
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"410101001201"},
            "geometry":{"type":"Polygon","coordinates":\(square)}}]}
            """)
        _ = try office.importing("zones", zones)
        let list = try BournProgram.run("placement", "review", office.workspace, "--format", "csv")
        return list.output.split(whereSeparator: \.isNewline).compactMap { line in
            guard let word = line.firstMatch(of: /reference-[a-z]+/),
                let name = line.firstMatch(of: /甲厂([0-9])/)
            else { return nil }
            return "\(name.1)|\(word.0)"
        }.sorted()
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
