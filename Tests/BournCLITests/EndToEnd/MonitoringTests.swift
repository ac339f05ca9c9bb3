import Foundation
import GeoModel
import TestSupport
import Testing

@Suite("The sample county's monitoring", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct MonitoringTests {
    private let office: MonitoringOffice

    init() throws {
        let (prepared, imported) = try MonitoringOffice.withSamples()
        office = prepared
        imported.expect(.fine)
        let summary = try JSONValue(printed: imported.output)
        #expect(summary["read"]?.whole == 381 && summary["accepted"]?.whole == 381)
    }

    /// Which rules of the review answer which planted finding.
    private static let rules: [String: Set<String>] = [
        "cod-below-bod5": ["M01"], "nitrogen-below-ammonia": ["M02"], "ph-out-of-range": ["M04"],
        "temperature-out-of-range": ["M04"], "negative-value": ["M04"], "flow-against-scale": ["M05"],
        "repeated-digits": ["M14"], "identical-series": ["M11"], "wrong-season": ["S01"],
        "missing-dry-season": ["S02"],
        "missing-wet-season": ["S02"], "blank-above-limit": ["Q01"], "parallel-deviation": ["Q02"],
    ]

    @Test("every planted finding is found, by its rule, and nothing else but what is explained")
    func findings() throws {
        let reviewed = try office.run("review", office.workspace, "--format", "json")
        reviewed.expect(.faulty)
        let found = try #require(try JSONValue(printed: reviewed.output)["findings"]?.list)
        var reported: [String: Set<String>] = [:]
        for finding in found {
            let rule = try #require(finding["rule"]?.words)
            let samples = finding["samples"]?.list.compactMap(\.words) ?? []
            let season = finding["detail_en"]?.words?.contains("dry season") == true ? "dry" : "wet"
            let outfalls = (finding["outfalls"]?.list ?? []).compactMap(\.words).map { "\($0) \(season)" }
            reported[rule, default: []].formUnion(rule == "S02" ? outfalls : samples)
        }
        let codes = try outfallCodes()
        var planted: [String: Set<String>] = [:]
        for line in try GeoData.text("outfall-answers.csv").split(whereSeparator: \.isNewline) {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard cells[0] == "samples.csv", let rules = Self.rules[cells[2]] else { continue }
            let season = cells[2].contains("dry") ? "dry" : "wet"
            let item = cells[1].isEmpty ? "\(codes[cells[3]] ?? "") \(season)" : cells[1]
            for rule in rules { planted[rule, default: []].insert(item) }
            #expect(rules.contains { reported[$0]?.contains(item) == true }, "\(line)")
        }
        #expect(planted.values.reduce(0) { $0 + $1.count } == 51)
        for rule in planted.keys.sorted() {
            // A parallel that is too far off is reported with the sample it belongs to.
            let partners: Set<String> = rule == "Q02" ? ["S0047", "S0207"] : []
            // Samples declared for the dry season but taken in the wet one leave their outfalls without a dry season.
            let declared: Set<String> = Set(["O012", "O030", "O044"].map { "\(codes[$0] ?? "") dry" })
            let surplus = (reported[rule] ?? []).subtracting(planted[rule] ?? []).subtracting(partners)
                .subtracting(rule == "S02" ? declared : [])
            #expect(surplus.isEmpty, "\(rule) \(surplus.sorted())")
        }
        // Batches have fewer blanks than the rules ask, and no bottle has a log: true of the county, and not planted.
        #expect(Set(reported.keys).subtracting(planted.keys) == ["C01", "M03", "Q04"], "\(reported.keys)")
        #expect(found.count { $0["rule"]?.words == "C01" } == 2, "once for each season")
        // A quotient of BOD5 and COD above one is what M01 says of the same five samples.
        #expect(reported["M03"] == reported["M01"])
    }

    private func outfallCodes() throws -> [String: String] {
        var codes: [String: String] = [:]
        for line in try GeoData.text("outfalls.csv").split(whereSeparator: \.isNewline) {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            codes[String(cells[0])] = String(cells[1])
        }
        return codes
    }

    @Test("importing the same file again changes nothing")
    func again() throws {
        let result = try office.run(
            "import", office.workspace, GeoData.path("samples.csv"), "--format", "json")
        let summary = try JSONValue(printed: result.output)
        #expect(summary["unchanged"]?.whole == 381)
        #expect(summary["results_inserted"]?.whole == 0 && summary["results_updated"]?.whole == 0)
    }

    @Test("the matrix counts what is missing, and the page shows map, chart and every outfall")
    func matrix() throws {
        let json = try office.run(
            "matrix", office.workspace, "--format", "json", "--date", "2018-12-31")
        json.expect(.fine)
        let answer = try JSONValue(printed: json.output)
        #expect(answer["outfalls"]?.list.count == 60)
        #expect(answer["periods"]?.list.count == 2)
        // Seven outfalls miss a season of seven indicators, and three more were sampled too late for theirs.
        #expect(answer["progress"]?["required"]?.whole == 60 * 2 * 7)
        #expect(answer["progress"]?["complete"]?.whole == (60 * 2 - 10) * 7)
        let page = try office.run("matrix", office.workspace, "--format", "html", in: .chinese)
        page.expect(.fine)
        #expect(page.output.contains("<svg class=\"map\"") && page.output.contains("<svg class=\"chart\""))
        #expect(!page.output.contains("<script") && page.output.contains("990121043"))
    }

    @Test(
        "the matrix asks what the plan asks, of the teams as assigned, under the same keys in both languages")
    func plannedMatrix() throws {
        for arguments in [
            ["team", office.workspace, "--set", "采1=990121", "--by", "甲"],
            ["plan", office.workspace, "--season", "wet", "--year", "2018", "--above-scale", "--by", "甲"],
        ] {
            try BournProgram.run(["outfall"] + arguments).expect(.fine)
        }
        let planned = try office.office.query("SELECT count(*) FROM sampling_plan")
        let english = try office.run("matrix", office.workspace, "--format", "json").output
        #expect(
            try office.run("matrix", office.workspace, "--format", "json", in: .chinese).output == english)
        let answer = try JSONValue(printed: english)
        let wet = try #require(answer["periods"]?.list.first { $0["season"]?.words == "wet" })
        #expect("\(wet["planned_outfalls"]?.whole ?? -1)" == planned)
        #expect(answer["progress"]?["required"]?.whole == (60 + (Int(planned) ?? 0)) * 7)
        let team = try #require(answer["teams"]?["采1"]?["required"]?.whole)
        let rest = try #require(answer["no_team"]?["required"]?.whole)
        #expect(team > 0 && rest > 0 && team + rest == answer["progress"]?["required"]?.whole)
        // Nor does the review miss what nobody planned.
        let review = try JSONValue(printed: office.run("review", office.workspace, "--format", "json").output)
        let missing = review["findings"]?.list.filter { $0["rule"]?.words == "S02" } ?? []
        let small = Set(
            try office.office.query("SELECT code FROM outfall WHERE scale LIKE '2%'").split(separator: "\n")
                .map(String.init))
        for finding in missing where finding["detail_en"]?.words?.contains("wet") == true {
            #expect(small.isDisjoint(with: finding["outfalls"]?.list.compactMap(\.words) ?? []))
        }
    }

    @Test("a season that is planned and not yet sampled has its column", arguments: TestLanguage.allCases)
    func plannedSeason(language: TestLanguage) throws {
        try BournProgram.run(
            "outfall", "plan", office.workspace, "--season", "dry", "--year", "2019", "--by", "甲"
        ).expect(.fine)
        let text = try office.run("matrix", office.workspace, in: language).output
        #expect(text.contains("2019"))
        #expect(text.contains(language == .chinese ? "化学需氧量" : "COD"))
    }

    @Test(
        "a season that was never sampled is asked in a year that was, and a person is told that nobody laid it down",
        arguments: TestLanguage.allCases)
    func unsampledSeason(language: TestLanguage) throws {
        _ = try office.office.query("DELETE FROM monitoring_activity WHERE season = 'wet'")
        let text = try office.run("matrix", office.workspace, in: language).output
        #expect(
            text.contains(language == .chinese ? "丰水期" : "wet season") && text.contains("periods"), "\(text)")
        let missing =
            try JSONValue(printed: office.run("review", office.workspace, "--format", "json").output)[
                "findings"]?.list.filter { $0["rule"]?.words == "S02" } ?? []
        #expect(missing.count >= 60)
        _ = try office.office.query("DELETE FROM monitoring_activity")
        let none = try office.run("matrix", office.workspace, in: language).output
        #expect(none.contains("periods") && !none.contains("0/0"), "\(none)")
    }

    @Test("the blanks of a laboratory prove the batches of an area, although they belong to no outfall of it")
    func blanksOfAnArea() throws {
        let rows = try office.office.source(
            "fb.csv",
            """
            样品编号,样品类型,排污口编码,采样时间,实验室,批次,氨氮(mg/L)
            X1,样品,990121001,2018-03-06,L1,BB,1.5
            X2,平行样,990121001,2018-03-06,L1,BB,1.5
            X3,实验室空白,,2018-03-06,L1,BB,0.025L
            X4,全程序空白,,2018-03-06,L1,BB,0.025L

            """.replacing("平行样,990121001,2018-03-06", with: "平行样,990121001,2018-03-06"))
        try office.run("import", office.workspace, rows).expect(.fine)
        for area in [[], ["--area", "990121"]] {
            let review = try BournProgram.run(
                ["monitoring", "review", office.workspace, "--format", "json"] + area)
            let rates =
                try JSONValue(printed: review.output)["findings"]?.list
                .filter { $0["rule"]?.words == "Q04" }.compactMap { $0["detail_en"]?.words } ?? []
            let batch = rates.filter { $0.contains("batch BB") }
            #expect(batch.allSatisfy { !$0.contains("blank") }, "\(area) \(batch)")
        }
    }

    @Test("an area without outfalls is not one where everything is done", arguments: TestLanguage.allCases)
    func emptyArea(language: TestLanguage) throws {
        let text = try office.run("matrix", office.workspace, "--area", "9902", in: language)
        text.expect(.fine)
        #expect(!text.output.contains("100") && text.output.contains("9902"), "\(text.output)")
        let page = try office.run(
            "matrix", office.workspace, "--area", "9902", "--format", "html", in: language)
        #expect(!page.output.contains("100.0%"))
    }

    @Test("a deadline that has passed makes what is missing overdue")
    func deadline() throws {
        let periods = try office.office.source(
            "periods.csv", "year,season,deadline\n2018,枯水期,2018-04-30\n2018,丰水期,2018-10-31\n")
        try office.run("set", office.workspace, "periods", periods, "--actor", "甲", "--reason", "2018 方案")
            .expect(.fine)
        let json = try office.run("matrix", office.workspace, "--format", "json", "--date", "2018-06-01")
        let progress = try JSONValue(printed: json.output)["progress"]
        #expect(progress?["overdue"]?.whole == 6 * 7 && progress?["awaited"]?.whole == 4 * 7)
        #expect(
            try office.office.query(
                "SELECT actor, reason FROM monitoring_change WHERE what = 'table periods'")
                == "甲|2018 方案")
    }

    @Test("S105 leaves as XLSX with codes as text, one row a routine sample, and reads back")
    func form() throws {
        let path = office.office.folder.path("s105.xlsx")
        try office.run("export", office.workspace, "s105", path).expect(.fine)
        let csv = office.office.folder.path("s105.csv")
        try office.run("export", office.workspace, "s105", csv).expect(.fine)
        let header = "排污口名称,排污口编码,监测时间,污水流量,化学需氧量,五日生化需氧量,氨氮,总氮,总磷,动植物油,其他"
        // Bytes: Foundation drops the mark by which spreadsheet programs know UTF-8.
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: csv)))
        #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF] + Array(header.utf8)))
        let back = try run(
            "ogr2ogr",
            [
                "-f", "CSV", "/vsistdout/", path, "--config", "OGR_XLSX_HEADERS", "FORCE", "--config",
                "OGR_XLSX_FIELD_TYPES",
                "AUTO",
            ])
        let lines = back.output.split(separator: "\n")
        #expect(lines.count == 340)
        #expect(lines[1].contains("\"990121001\""), "codes are text: \(lines[1])")
    }

    @Test("S104 has the text of another way of discharge, and degrees, minutes and seconds, and reads back")
    func register() throws {
        let path = office.office.folder.path("s104.csv")
        try office.run("export", office.workspace, "s104", path).expect(.fine)
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline)
            .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        let mode = try #require(lines[0].firstIndex(of: "入河（海）方式"))
        #expect(lines[0][mode + 1] == "入河（海）方式其他")
        let others = lines.filter { $0.count > mode + 1 && $0[mode].hasPrefix("5|") }
        #expect(!others.isEmpty && others.allSatisfy { !$0[mode + 1].isEmpty })
        let degrees = try #require(lines[0].firstIndex(of: "经度（度）"))
        let first = try #require(lines.first { $0.count > 1 && $0[1] == "990121001" })
        #expect(first[degrees..<(degrees + 4)] == ["116", "42", "57.38", "116.715939"])
        let other = try Office()
        let back = try BournProgram.run("import", "outfalls", other.workspace, path, "--format", "json")
        #expect(try JSONValue(printed: back.output)["read"]?.whole == 60, "\(back.output)")
        #expect(
            try other.query("SELECT count(*) FROM outfall WHERE geom IS NOT NULL")
                == office.office.query("SELECT count(*) FROM outfall WHERE geom IS NOT NULL"))
    }

    @Test(
        "a person decides on an impossible value: statistics, review and exchange follow, and who sampled may not"
    )
    func decide() throws {
        let label = try office.office.query(
            "SELECT s.label FROM monitoring_sample s JOIN monitoring_result r ON r.sample_fid = s.fid WHERE r.value < 0 AND r.indicator = 'SS' LIMIT 1"
        )
        let sampler = try office.office.query(
            "SELECT a.samplers FROM monitoring_activity a JOIN monitoring_sample s ON s.activity_fid = a.fid WHERE s.label = '\(label)'"
        )
        func decide(_ person: String, _ rest: String...) throws -> ProgramResult {
            try BournProgram.run(
                [
                    "monitoring", "decide", office.workspace, label, "--verdict", "rejected", "--by", person,
                    "--reason", "抄错",
                ]
                    + rest)
        }
        try decide(sampler, "--indicator", "SS").expect(.refusedInput)
        try decide("审核员", "--indicator", "nothing").expect(.refusedInput)
        func found() throws -> [String?] {
            try JSONValue(printed: office.run("review", office.workspace, "--format", "json").output)[
                "findings"]?.list
                .filter { $0["rule"]?.words == "M04" }.map { $0["samples"]?.list.first?.words } ?? []
        }
        #expect(try found().contains(label))
        try decide("审核员", "--indicator", "悬浮物").expect(.fine)
        #expect(try !found().contains(label))
        let path = office.office.folder.path("wqx.csv")
        try office.run("export", office.workspace, "wqx", path).expect(.fine)
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline)
        #expect(lines.count { $0.contains(",Rejected,") } == 1)
    }

    @Test("Chinese findings call indicators by their Chinese names")
    func names() throws {
        let text = try office.run("review", office.workspace, in: .chinese).output
        for name in ["水温 61", "化学需氧量", "动植物油"] { #expect(text.contains(name), "\(name)") }
        for code in ["temperature", "animal-vegetable-oil"] { #expect(!text.contains(code), "\(code)") }
    }

    @Test("S105 in slots has one row an outfall, twelve samples by time, and a further row for more")
    func slots() throws {
        let path = office.office.folder.path("slots.csv")
        try office.run("export", office.workspace, "s105-slots", path).expect(.fine)
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline)
            .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        #expect(lines[0].count == 2 + 12 * 9)
        #expect(lines[0][2] == "监测时间01" && lines[0][10] == "其他01" && lines[0][11] == "监测时间02")
        #expect(lines[0].last == "其他12")
        #expect(lines.dropFirst().allSatisfy { $0.count == 110 })
        // 339 routine samples of 60 outfalls, none of which was sampled more than twelve times.
        let times = lines.dropFirst().flatMap { line in (0..<12).map { line[2 + $0 * 9] } }
        #expect(lines.count - 1 == 60 && times.count { !$0.isEmpty } == 339)
        for line in lines.dropFirst() {
            let own = (0..<12).map { String(line[2 + $0 * 9]) }.filter { !$0.isEmpty }
            #expect(own == own.sorted())
        }
    }

    @Test("the exchange gives a value or a condition with its limit, never both")
    func exchange() throws {
        let path = office.office.folder.path("wqx.csv")
        try office.run("export", office.workspace, "wqx", path).expect(.fine)
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline)
        let head = lines[0].split(separator: ",", omittingEmptySubsequences: false)
        let condition = try #require(head.firstIndex(of: "ResultDetectionConditionText"))
        let value = try #require(head.firstIndex(of: "ResultMeasureValue"))
        var conditions = 0
        for line in lines.dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            guard cells.count == head.count else { continue }
            #expect(cells[condition].isEmpty != cells[value].isEmpty, "\(line)")
            if !cells[condition].isEmpty { conditions += 1 }
        }
        #expect(conditions > 100)
        // 08:31 in Beijing is 00:31 in UTC of the same day; flow and temperature have no fraction.
        let first = lines[1].split(separator: ",", omittingEmptySubsequences: false)
        #expect(first[2] == "S0001" && first[5...7] == ["2018-03-06", "00:31:00", "UTC"])
        #expect(first[9] == "wastewater flow" && first[10] == "")
        let status = try #require(head.firstIndex(of: "ResultStatusIdentifier"))
        #expect(first[status] == "Preliminary", "nobody has reviewed it")
        #expect(lines.contains { $0.contains("chemical oxygen demand,Total,") })
        let geo = office.office.folder.path("m.geojson")
        try office.run("export", office.workspace, "geojson", geo).expect(.fine)
        let info = try run("ogrinfo", ["-so", "-al", geo])
        #expect(info.status == 0 && info.output.contains("Feature Count: 60"))
    }

    @Test("statistics name the rule, show the formulas, and compare with a standard")
    func statistics() throws {
        let result = try office.run(
            "statistics", office.workspace, "--outfall", "FX-990121-0001-GY-00", "--standard",
            "GB 18918-2002",
            "--grade", "一级A", "--format", "json")
        result.expect(.fine)
        let statistics = try #require(try JSONValue(printed: result.output)["statistics"]?.list)
        #expect(statistics.allSatisfy { $0["outfall"]?.words == "990121001" })
        let cod = try #require(statistics.first { $0["indicator"]?.words == "COD" })
        #expect(cod["load_t_per_year"]?["formula"]?.words?.contains("365 d") == true)
        #expect(cod["days"]?.list.first?["verdict"]?.words == "exceeds")
        try office.run("statistics", office.workspace, "--standard", "GB 1").expect(.refusedInput)
    }

    @Test(
        "a code that no outfall has is told, and not answered with nothing", arguments: TestLanguage.allCases)
    func unknownOutfall(language: TestLanguage) throws {
        for arguments in [["--outfall", "nosuch"], ["--area", "9999", "--outfall", "990121001"]] {
            let result = try BournProgram.run(
                ["monitoring", "statistics", office.workspace] + arguments, in: language)
            result.expect(.refusedInput)
            #expect(result.errors.contains(arguments[arguments.count - 1]), "\(result.errors)")
            #expect(language.isLanguage(of: result.errors), "\(result.errors)")
        }
    }

    @Test("outfalls at a lake are graded as one, those at a river as one, by the layer of water bodies")
    func waters() throws {
        for layer in ["watercourses.geojson", "water-areas.geojson"] {
            try BournProgram.run("import", "water-bodies", office.workspace, GeoData.path(layer)).expect(
                .fine)
        }
        let json = try office.run("statistics", office.workspace, "--format", "json").output
        let answers = try JSONValue(printed: json)["statistics"]?.list ?? []
        let waters = try office.office.query("SELECT code, water_code FROM outfall ORDER BY code")
            .split(separator: "\n").map { $0.split(separator: "|").map(String.init) }
        let byCode = Dictionary(uniqueKeysWithValues: waters.map { ($0[0], $0.count > 1 ? $0[1] : "") })
        #expect(answers.count > 400)
        for answer in answers {
            let water = byCode[answer["outfall"]?.words ?? ""] ?? ""
            let kinds = ["99R": "river", "99L": "lake", "99K": "lake"]
            #expect(answer["water_kind"]?.words == kinds[String(water.prefix(3))], "\(water)")
        }
    }

    @Test("a table that cannot be used is not taken, and a laboratory's file needs a calendar")
    func tables() throws {
        let before = try office.run("show", office.workspace, "season-calendar").output
        let bad = try office.office.source("bad.csv", "basin_code,season,months\n99A,wet,5;6\n")
        let result = try office.run("set", office.workspace, "season-calendar", bad)
        result.expect(.refusedInput)
        result.expectErrors(naming: "months", "1;2;3;4")
        #expect(try office.run("show", office.workspace, "season-calendar").output == before)
    }

    @Test("custody: a step out of order, one that nobody signed and a log that ends too early are told")
    func custody() throws {
        let file = try office.office.source(
            "custody.csv",
            """
            label,step,person,time
            S0001,sampled,采2,2018-03-06 08:31:00
            S0001,received,,2018-03-06 08:00:00
            S0002,sampled,采2,2018/3/6 11:31
            S0002,handedOver,乙,2018-03-06 15:00
            S0003,sampled,采2,2018-03-06 14:31
            S0003,handedOver,乙,2018-03-06 15:00
            S0003,received,丙,2018-03-06 16:00
            S0003,analysed,丁,2018-03-06 20:00
            NOSUCH,sampled,采2,2018-03-06 14:31

            """)
        let imported = try office.run("custody", office.workspace, file)
        imported.expect(.faulty)
        #expect(imported.output.contains("S0001"), "nobody signed a step: \(imported.output)")
        let found = try JSONValue(printed: office.run("review", office.workspace, "--format", "json").output)
        let custody = found["findings"]?.list.filter { $0["rule"]?.words == "C01" } ?? []
        #expect(custody.prefix(3).map { $0["samples"]?.list.first?.words } == ["S0001", "S0002", "NOSUCH"])
        // And once for each season how many have no log at all.
        #expect(custody.count == 5)
    }

    @Test("a bottle filled at one outfall, and reported for another a fortnight later, is told")
    func bottle() throws {
        try BournProgram.run(
            "outfall", "plan", office.workspace, "--season", "dry", "--year", "2018", "--by", "采1"
        ).expect(.fine)
        let fixes = (0..<8).map { "116.71593\($0),31.09292\($0),3\n" }.joined()
        let file = try office.office.source("fixes.csv", "经度,纬度,精度\n" + fixes)
        try BournProgram.run(
            "outfall", "sample", office.workspace, "990121001", "--season", "dry", "--year", "2018",
            "--fixes",
            file, "--sampler", "采1", "--label", "BT001", "--by", "采1", "--at", "2018-03-06T08:31:00+08:00"
        ).expect(.fine)
        let results = try office.office.source(
            "bt.csv", "样品编号,排污口编码,采样时间,分析日期,氨氮(mg/L)\nBT001,990121002,2018-03-20 08:31,2018-03-18,1.5\n")
        try office.run("import", office.workspace, results).expect(.fine)
        let found = try JSONValue(printed: office.run("review", office.workspace, "--format", "json").output)
        let list = found["findings"]?.list ?? []
        let origin = try #require(list.first { $0["rule"]?.words == "C02" })
        #expect(origin["outfalls"]?.list.compactMap(\.words) == ["990121001", "990121002"])
        #expect(origin["detail_en"]?.words?.contains("filled on 2018-03-06") == true)
        let late = try #require(list.first { $0["rule"]?.words == "C03" })
        #expect(late["detail_zh"]?.words?.contains("早于采样日") == true)
    }

}
