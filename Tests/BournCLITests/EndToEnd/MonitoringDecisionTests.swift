import Foundation
import GeoModel
import TestSupport
import Testing

@Suite("Monitoring by the office's decisions and numbers", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct MonitoringDecisionTests {
    private let office: MonitoringOffice

    init() throws { office = try MonitoringOffice.withSamples().0 }

    @Test("what was rejected in review counts neither in the matrix nor in S105, and both say how much")
    func rejectedCountsNowhere() throws {
        let matrix = ["matrix", office.workspace, "--format", "json", "--date", "2018-12-31"]
        func complete() throws -> Int {
            let answer = try JSONValue(printed: BournProgram.run(["monitoring"] + matrix).output)
            return try #require(answer["progress"]?["complete"]?.whole)
        }
        let before = try complete()
        let labels = try office.office.query(
            "SELECT s.label FROM monitoring_sample s JOIN monitoring_activity a ON a.fid = s.activity_fid WHERE a.outfall_code = '990121001' AND a.season = 'dry' AND s.kind = 'routine'"
        ).split(separator: "\n").map(String.init)
        for label in labels {
            for indicators in label == labels[0] ? [] : [["--indicator", "COD"]] {
                try BournProgram.run(
                    ["monitoring", "decide", office.workspace, label, "--verdict", "rejected", "--by", "审核员"]
                        + ["--reason", "抄错"] + indicators
                ).expect(.fine)
            }
        }
        try BournProgram.run(
            "monitoring", "decide", office.workspace, labels[0], "--verdict", "rejected", "--by", "审核员",
            "--reason", "瓶号错"
        ).expect(.fine)
        // One sample is gone with all seven indicators, COD with every sample.
        #expect(try complete() < before)
        let answer = try JSONValue(printed: BournProgram.run(["monitoring"] + matrix).output)
        #expect(answer["rejected"]?.whole == 7 + labels.count - 1)
        for language in TestLanguage.allCases {
            let page = try office.run("matrix", office.workspace, "--format", "html", in: language).output
            #expect(page.contains("\(7 + labels.count - 1) results rejected in review"))
        }
        let path = office.office.folder.path("s105.csv")
        let exported = try office.run("export", office.workspace, "s105", path)
        exported.expect(.fine)
        #expect(exported.errors.contains("rejected in review"), "\(exported.errors)")
        let rows = try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline)
            .filter { $0.contains(",990121001,") }
        let all = try office.office.query(
            "SELECT count(*) FROM monitoring_sample s JOIN monitoring_activity a ON a.fid = s.activity_fid WHERE a.outfall_code = '990121001' AND s.kind = 'routine'"
        )
        #expect("\(rows.count + 1)" == all)
        let map = office.office.folder.path("out.geojson")
        try office.run("export", office.workspace, "geojson", map).expect(.fine)
        #expect(try String(contentsOfFile: map, encoding: .utf8).contains("\"decision\":\"rejected\""))
    }

    @Test(
        "bottles' times are read in every form of the office, and a day without a time is refused",
        arguments: TestLanguage.allCases)
    func custodyTimes(language: TestLanguage) throws {
        func custody(_ time: String) throws -> ProgramResult {
            let file = try office.office.source("c.csv", "样品编号,步骤,签字人,时间\nS0002,采样,采2,\(time)\n")
            return try office.run("custody", office.workspace, file, in: language)
        }
        for time in [
            "2018-03-06T11:31:00+08:00", "2018-03-06 11:31:00", "2018/3/6 11:31", "2018年3月6日 11时31分",
            "43165.47986111111",
        ] { try custody(time).expect(.fine) }
        // It is one moment, so it is one step.
        #expect(try office.office.query("SELECT count(*) FROM monitoring_custody") == "1")
        let day = try custody("2018-03-06")
        day.expect(.refusedInput)
        day.expectErrors(naming: "2018-03-06", "2018/3/13 9:27")
    }

    @Test("how many neighbours are compared, and how far, is the office's rule")
    func neighbourRule() throws {
        func found() throws -> Int {
            try JSONValue(printed: office.run("review", office.workspace, "--format", "json").output)[
                "summary"]?["M08"]?.whole ?? 0
        }
        let rules = try office.office.source(
            "rules.csv",
            "id,method,name_zh,name_en,check,indicator,other,least,most,count\nM08,comparison,邻近,near,neighbours-within-factor,COD,,,1.5,3\n"
        )
        try office.run("set", office.workspace, "review-rules", rules).expect(.fine)
        let usual = try found()
        #expect(usual > 0)
        try BournProgram.run(
            "outfall", "rule", office.workspace, "--set", "neighbour-within=1", "--by", "甲"
        ).expect(.fine)
        #expect(try found() == 0)
        let half = try BournProgram.run(
            "outfall", "rule", office.workspace, "--set", "neighbour-most=2.5", "--by", "甲", in: .english)
        half.expect(.usage)
        half.expectErrors(naming: "whole number")
    }
}
