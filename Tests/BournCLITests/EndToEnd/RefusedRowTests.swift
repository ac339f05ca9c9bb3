import Foundation
import GeoModel
import TestSupport
import Testing

@Suite("A bad row", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct RefusedRowTests {
    let office: Office

    init() throws { office = try Office() }

    /// Rows of a CSV of blocks between two good ones, and what must be said of each.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        /// The row's line or lines as they stand in the file.
        let line: String
        /// Words of the reason in Chinese and English.
        let reason: (chinese: String, english: String)
        var field = ""
        var value = ""
    }

    static let square = "\"\(squareWKT(5))\""
    static let code = villageCode(5)
    static let cases = [
        Case(
            testDescription: "an unclosed ring", line: "\(code),\"POLYGON((1 1, 2 1, 2 2, 1 2))\"",
            reason: ("闭合", "closed")),
        Case(
            testDescription: "a ring of three points", line: "\(code),\"POLYGON((1 1, 2 1, 1 1))\"",
            reason: ("3 个点", "3 points")),
        Case(
            testDescription: "a NaN coordinate", line: "\(code),\"POLYGON((nan 1, 2 1, 2 2, nan 1))\"",
            reason: ("WKT", "WKT")),
        Case(
            testDescription: "an infinite coordinate", line: "\(code),\"POLYGON((1 1, inf 1, 2 2, 1 1))\"",
            reason: ("WKT", "WKT")),
        Case(
            testDescription: "a number beyond all doubles",
            line: "\(code),\"POLYGON((1 1, 1e999 1, 2 2, 1 1))\"", reason: ("1e999", "1e999")),
        Case(
            testDescription: "a point where an area belongs", line: "\(code),POINT(110 30)",
            reason: ("Point", "Point"), value: "Point"),
        Case(testDescription: "no geometry", line: "\(code),", reason: ("没有几何", "no geometry")),
        Case(
            testDescription: "latitude before longitude",
            line: "\(code),\"POLYGON((30 110, 31 110, 31 111, 30 110))\"",
            reason: ("--swap-axes", "--swap-axes"), value: "30.5 110.5"),
        Case(
            testDescription: "a place outside the globe",
            line: "\(code),\"POLYGON((500 30, 501 30, 501 31, 500 30))\"",
            reason: ("EPSG:4490", "EPSG:4490"), value: "500.5 30.5"),
        Case(
            testDescription: "a code that came before", line: "\(villageCode(1)),\(square)",
            reason: ("第 1 行", "row 1"), field: "code", value: villageCode(1)),
        Case(
            testDescription: "a code in scientific notation", line: "4.10101E+17,\(square)",
            reason: ("科学计数法", "spreadsheet"), field: "code", value: "4.10101E+17"),
        Case(
            testDescription: "a code with a lost leading zero", line: "10101001205,\(square)",
            reason: ("前导零", "leading zero"), field: "code", value: "10101001205"),
        Case(
            testDescription: "a code with a decimal tail", line: "410101001205.0,\(square)",
            reason: ("小数点", "decimal point"), field: "code", value: "410101001205.0"),
        Case(testDescription: "no code", line: ",\(square)", reason: ("必填", "required"), field: "code"),
        Case(testDescription: "too few columns", line: code, reason: ("1 列", "1 columns")),
        Case(
            testDescription: "too many columns", line: "\(code),\(square),more,and more",
            reason: ("4 列", "4 columns")),
        Case(
            testDescription: "text behind a quote", line: "\"\(code)\"x,\(square)",
            reason: ("引号", "quote")),
    ]

    @Test("is refused with its place, its value and its reason in both languages", arguments: cases)
    func refused(_ bad: Case) throws {
        let good = [1, 2].map { "\(villageCode($0)),\"\(squareWKT($0))\"\n" }
        let path = try office.source("areas.csv", "code,wkt\n\(good[0])\(bad.line)\n\(good[1])")
        let result = try office.importing("blocks", path, expecting: .faulty)
        #expect(result.read == 3 && result.accepted == 2 && result.refused == 1)
        for language in TestLanguage.allCases {
            let list = office.folder.path("\(language).csv")
            try office.tryImporting("blocks", path, "--refused", list, in: language).expect(.faulty)
            let rows = try office.refusedRows(list)
            try #require(rows.count == 1)
            #expect(rows[0].row == "2" && rows[0].line == "3")
            #expect(rows[0].field == bad.field && rows[0].value == bad.value)
            #expect(rows[0].reason.contains(language == .chinese ? bad.reason.chinese : bad.reason.english))
            #expect(language.isLanguage(of: rows[0].reason))
        }
        #expect(
            try office.query("SELECT group_concat(code, ' ') FROM block")
                == "\(villageCode(1)) \(villageCode(2))")
        #expect(try office.query("SELECT count(*) FROM import_refusal") == "3")
    }

    @Test("whose geometry bytes are damaged is refused; the others come in")
    func damagedBlobs() throws {
        let path = try office.geoPackage("areas.gpkg", (1...9).map { (villageCode($0), squareWKT($0)) })
        for trigger in try office.triggers(of: path) {
            try office.damage(path, "DROP TRIGGER \"\(trigger)\"")
        }
        let values = [
            "x''", "x'4750'", "substr(geom, 1, length(geom) - 1)", "x'5847' || substr(geom, 3)", "NULL",
        ]
        for (index, value) in values.enumerated() {
            try office.damage(path, "UPDATE areas SET geom = CAST(\(value) AS BLOB) WHERE fid = \(index + 1)")
        }
        // After 40 bytes of header and 13 of WKB comes the first ordinate: NaN, then infinity, little endian.
        for (fid, ordinate) in [(6, "000000000000F87F"), (7, "000000000000F07F")] {
            let hex = try office.query("SELECT hex(geom) FROM areas WHERE fid = \(fid)", in: path)
            let spelt = hex.prefix(2 * 53) + ordinate + hex.dropFirst(2 * 53 + 16)
            try office.damage(path, "UPDATE areas SET geom = x'\(spelt)' WHERE fid = \(fid)")
        }
        let result = try office.importing("blocks", path, expecting: .faulty)
        #expect(result.read == 9 && result.accepted == 2)
        let refused = try office.refusedRows()
        #expect(refused.map(\.row) == ["1", "2", "3", "4", "5", "6", "7"])
        #expect(
            refused.filter { $0.reason.contains("byte 53") && $0.reason.contains("NaN or infinite") }.count
                == 2)
        #expect(
            try office.query("SELECT group_concat(code) FROM block") == "\(villageCode(8)),\(villageCode(9))")
    }

    @Test("that crosses itself is accepted, and shown with its place", arguments: TestLanguage.allCases)
    func selfCrossing(language: TestLanguage) throws {
        let bowTie = "POLYGON((110 30, 112 32, 112 30, 110 32, 110 30))"
        let path = try office.source(
            "areas.csv", "code,wkt\n\(villageCode(1)),\"\(squareWKT(5))\"\n\(villageCode(2)),\"\(bowTie)\"\n")
        let result = try office.importing("blocks", path, expecting: .faulty)
        #expect(result.accepted == 2 && result.refused == 0)
        #expect(
            result.invalidGeometries == [
                .init(row: 2, code: villageCode(2), reason: "self_intersection", x: 111, y: 31)
            ])
        let shown = try office.tryImporting("blocks", path, in: language)
        shown.expect(.faulty)
        #expect(shown.output.contains(villageCode(2)) && shown.output.contains("111.0 31.0"))
        #expect(language.isLanguage(of: shown.output))
    }

    @Test("of exchanged axes is accepted when the exchange is declared")
    func declaredExchange() throws {
        let path = try office.source(
            "areas.csv", "code,wkt\n\(villageCode(1)),\"POLYGON((30 110, 31 110, 31 111, 30 110))\"\n")
        #expect(try office.importing("blocks", path, "--swap-axes").inserted == 1)
        #expect(
            try office.query(
                "SELECT min_x, max_x, min_y, max_y FROM gpkg_contents WHERE table_name = 'block'")
                == "110.0|111.0|30.0|31.0")
    }

    @Test("never keeps the good ones out: the counts add up for many bad ones")
    func manyBadRows() throws {
        let lines = (0..<3000).map { number in
            number % 3 == 0
                ? "\(number).0,\"\(squareWKT(1))\"\n"
                : "\(410_101_000_000 + number),\"\(squareWKT(number % 90))\"\n"
        }
        let path = try office.source("areas.csv", "code,wkt\n" + lines.joined())
        let result = try office.importing("blocks", path, expecting: .faulty)
        #expect(result.read == 3000 && result.refused == 1000 && result.accepted == 2000)
        #expect(try office.refusedRows().count == 1000)
        #expect(try office.query("SELECT count(*) FROM block") == "2000")
    }
}
