import Foundation
import GeoModel
import TestSupport
import Testing

@Suite("Hostile sheets", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct HostileSheetTests {
    private let office: MonitoringOffice

    init() throws { office = try MonitoringOffice() }

    private let head: [String?] = ["样品编号", "排污口编码", "采样时间", "水期", "化学需氧量", "氨氮", "浓度单位"]

    @Test("merged cells, serial dates, mixed units and numbers as text are taken or refused cell by cell")
    func careless() throws {
        var book = MadeWorkbook(
            rows: """
                <row r="1">\(head.enumerated().map { "<c r=\"\(letter($0))1\" t=\"inlineStr\"><is><t>\($1 ?? "")</t></is></c>" }.joined())</row>
                <row r="2"><c r="A2" t="str"><v>A1</v></c><c r="B2" t="str"><v>990121001</v></c><c r="C2" s="1"><v>43165.354861111111</v></c><c r="D2" t="str"><v>枯水期</v></c><c r="E2"><v>18</v></c><c r="F2" t="str"><v>0.025L</v></c><c r="G2" t="str"><v>mg/L</v></c></row>
                <row r="3"><c r="A3" t="str"><v>A2</v></c><c r="B3"><v>990121001</v></c><c r="C3"><v>43165</v></c><c r="D3" t="str"><v>枯水期</v></c><c r="E3" t="str"><v>18000</v></c><c r="F3" t="str"><v>500</v></c><c r="G3" t="str"><v>μg/L</v></c></row>
                <row r="4"><c r="A4" t="str"><v>A3</v></c><c r="B4" t="str"><v>990121002</v></c><c r="C4" t="str"><v>6/3/2018</v></c><c r="E4"><v>18</v></c><c r="F4"><v>1</v></c><c r="G4" t="str"><v>mg/L</v></c></row>
                <row r="5"><c r="A5" t="str"><v>A4</v></c><c r="B5" t="str"><v>990121002</v></c><c r="C5" t="str"><v>2018-03-06</v></c><c r="E5"><v>18</v></c><c r="F5"><v>1</v></c></row>
                """)
        book.tail = "<mergeCells><mergeCell ref=\"E2:E3\"/></mergeCells>"
        let result = try office.importing("careless.xlsx", bytes: book.bytes)
        result.expect(.faulty)
        let summary = try JSONValue(printed: result.output)
        #expect(
            summary["read"]?.whole == 4 && summary["accepted"]?.whole == 3 && summary["refused"]?.whole == 1)
        // Two cells of the merged range, and two without a unit.
        #expect(summary["refused_cells"]?.whole == 4 && summary["results"]?.whole == 2)
        #expect(
            try office.office.query(
                "SELECT s.label, a.sampled_on, s.minute, r.qualifier, r.limit_value, r.value, r.unit FROM monitoring_result r JOIN monitoring_sample s ON s.fid = r.sample_fid JOIN monitoring_activity a ON a.fid = s.activity_fid ORDER BY 1"
            ) == "A1|2018-03-06|511|<|0.025||mg/L\nA2|2018-03-06||||500.0|ug/L")
        let refusals = try String(
            contentsOfFile: "\(office.workspace).monitoring.refused.csv", encoding: .utf8)
        for place in ["E2:E3", "6/3/2018", "化学需氧量"] { #expect(refusals.contains(place), "\(refusals)") }
    }

    private func letter(_ column: Int) -> String { String(UnicodeScalar(UInt8(65 + column))) }

    @Test(
        "that are no workbook, are cut off or lie are refused in words, and the office is as it was",
        arguments: TestLanguage.allCases)
    func broken(language: TestLanguage) throws {
        let whole = MadeWorkbook(texts: [head, ["A1", "990121001", "2018-03-06", "枯水期", "18", "1", "mg/L"]])
            .bytes
        var lying = MadeWorkbook(texts: [head])
        lying.rows += "<row r=\"2\"><c r=\"A3\"><v>1</v></c></row>"
        var bomb = MadeWorkbook(texts: [head])
        bomb.prologue = "<!DOCTYPE x [<!ENTITY a \"aaaa\">]>"
        let before = office.office.bytes
        for (name, bytes) in [
            ("text.xlsx", Array("not a zip".utf8)), ("cut.xlsx", Array(whole[..<(whole.count / 2)])),
            ("empty.xlsx", []), ("lying.xlsx", lying.bytes), ("entities.xlsx", bomb.bytes),
        ] {
            let path = try office.office.source(name, bytes: bytes)
            let result = try office.run("import", office.workspace, path, in: language)
            result.expect(.refusedInput)
            #expect(
                result.errors.contains(name) && language.isLanguage(of: result.errors), "\(result.errors)")
        }
        #expect(office.office.bytes == before)
    }

    @Test("a number stored as text, a full-width one and a thousands separator are told apart")
    func textNumbers() throws {
        let book = MadeWorkbook(texts: [
            head, ["A1", "990121001", "2018-03-06", "枯水期", "１８", "1.5", "mg/L"],
            ["A2", "990121001", "2018-03-06", "枯水期", "1,800", "1.5", "mg/L"],
        ])
        let result = try office.importing("text.xlsx", bytes: book.bytes)
        result.expect(.faulty)
        let summary = try JSONValue(printed: result.output)
        #expect(summary["results"]?.whole == 3 && summary["refused_cells"]?.whole == 1)
    }

    @Test(
        "a correction is refused with the way to make it, made when asked, and counted",
        arguments: TestLanguage.allCases)
    func correctedSample(language: TestLanguage) throws {
        func book(_ outfall: String) -> [UInt8] {
            MadeWorkbook(texts: [head, ["A1", outfall, "2018-03-06", "枯水期", "18", "1", "mg/L"]]).bytes
        }
        try office.importing("a.xlsx", bytes: book("990121001")).expect(.fine)
        let path = try office.office.source("b.xlsx", bytes: book("990121002"))
        let refused = try office.run("import", office.workspace, path, in: language)
        refused.expect(.faulty)
        #expect(refused.output.contains("--correct"), "\(refused.output)")
        let corrected = try office.run(
            "import", office.workspace, path, "--correct", "--actor", "乙", "--format", "json", in: language)
        corrected.expect(.fine)
        #expect(try JSONValue(printed: corrected.output)["samples_corrected"]?.whole == 1)
        #expect(try office.office.query("SELECT outfall_code FROM monitoring_activity") == "990121002")
    }

    @Test("a dry run says the same and keeps nothing")
    func dryRun() throws {
        let before = office.office.bytes
        let book = MadeWorkbook(texts: [head, ["A1", "990121001", "2018-03-06", "枯水期", "18", "1", "mg/L"]])
        let result = try office.importing("dry.xlsx", bytes: book.bytes, "--dry-run")
        result.expect(.fine)
        #expect(try JSONValue(printed: result.output)["results"]?.whole == 2)
        #expect(office.office.bytes == before)
    }

    @Test("a label of another sample is refused, and a corrected result is changed and logged")
    func corrections() throws {
        func book(_ outfall: String, _ value: String) -> [UInt8] {
            MadeWorkbook(texts: [head, ["A1", outfall, "2018-03-06", "枯水期", value, "1", "mg/L"]]).bytes
        }
        try office.importing("a.xlsx", bytes: book("990121001", "18")).expect(.fine)
        let other = try office.importing("b.xlsx", bytes: book("990121002", "18"))
        other.expect(.faulty)
        #expect(try JSONValue(printed: other.output)["refused"]?.whole == 1)
        let corrected = try office.importing("c.xlsx", bytes: book("990121001", "19"), "--actor", "乙")
        corrected.expect(.fine)
        #expect(try JSONValue(printed: corrected.output)["results_updated"]?.whole == 1)
        #expect(
            try office.office.query(
                "SELECT label, indicator, before, after, actor FROM monitoring_change WHERE what = 'result'")
                == "A1|COD|18 mg/L|19 mg/L|乙")
    }
}
