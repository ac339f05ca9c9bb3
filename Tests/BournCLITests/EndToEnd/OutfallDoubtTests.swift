import Census
import Foundation
import GeoModel
import TestSupport
import Testing

@Suite("What a survey takes for granted and must not", .tags(.endToEnd))
struct OutfallDoubtTests {
    private func json(_ arguments: String...) throws -> PrintedJSON {
        try PrintedJSON(BournProgram.run(arguments + ["--format", "json"]).output)
    }

    private func imported(
        _ office: Office, _ kind: String, _ rows: String, expecting status: ExitStatus = .fine
    ) throws -> PrintedJSON {
        let file = try office.source("\(kind)-\(UUID().uuidString).csv", rows)
        let result = try BournProgram.run(
            "observation", "import", kind, office.workspace, file, "--by", "张三", "--format", "json")
        result.expect(status)
        return try PrintedJSON(result.output)
    }

    @Test(
        "a finding in a drone's or a desk's file takes no step, so that no drone point reaches the register")
    func findingFromTheAir() throws {
        for kind in ["drone", "desk"] {
            let office = try OutfallCounty.office()
            let summary = try imported(
                office, kind,
                "观测编号,影像时间,经度,纬度,解译员,影像文件,核实结果\nDR1,2018-03-13 09:27:41,116.70,31.09,J02,I.JPG,是\n")
            #expect(summary["without_step"]?.items.count == 1)
            #expect(try office.query("SELECT state FROM survey_case") == "suspected")
            try BournProgram.run("outfall", "register", office.workspace, "DR1", "--by", "王五")
                .expect(.refusedInput)
        }
    }

    @Test("a row far from the suspicion it names neither joins nor verifies it, and an unknown one is named")
    func suspicions() throws {
        let office = try OutfallCounty.office()
        _ = try imported(
            office, "drone", "观测编号,影像时间,经度,纬度\nD1,2018-03-13 09:27:41,116.715955,31.092901\n")
        let summary = try imported(
            office, "walk",
            """
            记录编号,时间,经度,纬度,组别,关联疑似点,核实结果,照片
            W1,2018/4/14 9:27,116.716,31.0929,T1,D1,是,A.JPG
            W2,2018年4月15日 9时27分,116.75,31.0929,T2,D1,否,B.JPG
            W3,43205.4,116.72,31.0929,T3,NOPE,是,C.JPG
            W4,2018-04-17,116.7163,31.0915,T4,D1,是,D.JPG

            """)
        #expect(summary["accepted"]?.double == 4 && summary["joined"]?.double == 2)
        let told = (summary["without_step"]?.items ?? []) + (summary["doubts"]?.items ?? [])
        for (id, word) in [("W2", "D1"), ("W3", "NOPE"), ("W4", "D1")] {
            #expect(
                told.contains {
                    $0["observation"]?.string == id && $0["reason"]?.string?.contains(word) ?? false
                }, "\(id)")
        }
        #expect(
            try office.query("SELECT observation_id || ' ' || case_id FROM outfall_observation ORDER BY fid")
                == "D1 D1\nW1 D1\nW2 W2\nW3 W3\nW4 D1")
        #expect(
            try office.query("SELECT state FROM survey_case ORDER BY fid") == "verified\nsuspected\nverified")
    }

    @Test("zeros are no place, a day to come is no day of a survey, and what lies in no division is told")
    func impossible() throws {
        let office = try OutfallCounty.office()
        let summary = try imported(
            office, "drone",
            """
            观测编号,影像时间,经度,纬度
            D1,2018-03-13 09:27,0,0
            D2,2130-03-13 09:27:41,116.72,31.09
            D3,2018-03-13 09:27,100.5,31.09

            """, expecting: .faulty)
        #expect(summary["refused"]?.double == 2)
        #expect(summary["doubts"]?.items.map { $0["observation"]?.string ?? "" }.contains("D3") ?? false)
    }

    @Test(
        "a file of walks that lies where GCJ-02 would put it is refused as a whole, and read with --crs gcj02"
    )
    func shiftedFile() throws {
        let office = try OutfallCounty.office()
        try BournProgram.run(
            "observation", "import", "drone", office.workspace, GeoData.path("drone-observations.csv"),
            "--by", "张三"
        ).expect(.fine)
        let rows = try OutfallCounty.rows("field-observations.csv").prefix(30).map { row in
            let place = GCJ02.uniform.forward(
                Position(Double(row["经度"] ?? "") ?? 0, Double(row["纬度"] ?? "") ?? 0))
            return
                "\(row["记录编号"] ?? ""),\(row["时间"] ?? ""),\(place.x),\(place.y),T,\(row["关联疑似点"] ?? ""),是,A.JPG"
        }
        let file = try office.source(
            "walk.csv", "记录编号,时间,经度,纬度,组别,关联疑似点,核实结果,照片\n" + rows.joined(separator: "\n") + "\n")
        let walk = ["observation", "import", "walk", office.workspace, file, "--by", "张三"]
        let refused = try BournProgram.run(walk)
        refused.expect(.refusedInput)
        refused.expectErrors(naming: "--crs gcj02")
        #expect(try office.query("SELECT count(*) FROM outfall_observation WHERE source = 'walk'") == "0")
        try BournProgram.run(walk + ["--crs", "gcj02"]).expect(.fine)
        // Three of the thirty went to a point where another team had been.
        #expect(try office.query("SELECT count(*) FROM survey_case WHERE state = 'verified'") == "27")
    }

    @Test("a time to come is refused, and the clock's time is kept beside one that is claimed")
    func times() throws {
        let office = try OutfallCounty.surveyed()
        let step = ["outfall", "step", office.workspace, "D0105", "escalate", "--by", "钱", "--reason", "难"]
        try BournProgram.run(step + ["--at", "2130-01-01T00:00:00+08:00"]).expect(.refusedInput)
        try BournProgram.run(step + ["--at", "2018/5/20 9:00"]).expect(.fine)
        let times = try office.query(
            "SELECT taken_at, recorded_at > '2025' FROM survey_step WHERE person = '钱'")
        #expect(times == "2018-05-20T01:00:00Z|1")
    }

    @Test("two entries that are one: the monitored one goes on with its samples, or the one that is named")
    func joinedEntries() throws {
        let office = try OutfallCounty.office()
        let w = office.workspace
        _ = try office.importing("outfalls", GeoData.path("outfalls.csv"))
        let walk = """
            记录编号,时间,经度,纬度,组别,核实结果,照片
            W1,2010-04-14 08:45:31,116.615014,31.078977,T1,是,A.JPG

            """
        _ = try imported(office, "walk", walk)
        let left = try BournProgram.run("outfall", "register", w, "W1", "--by", "王五")
        left.expect(.faulty)
        #expect(left.output.contains("990121016"))
        let code = "990121044"
        try BournProgram.run(
            "outfall", "register", w, "W1", "--beside", "--reason", "另一口门", "--by", "王五"
        ).expect(.fine)
        let near = try json("outfall", "review", w, "--code", code)
        #expect(near["findings"]?.items.contains { $0["kind"]?.string == "near-entry" } ?? false)
        for file in ["season-calendar", "methods"] {
            try BournProgram.run("monitoring", "set", w, file, GeoData.path("\(file).csv")).expect(.fine)
        }
        try BournProgram.run("monitoring", "import", w, GeoData.path("samples.csv")).expect(.fine)
        func visits(_ code: String) throws -> Int {
            try #require(
                Int(
                    try office.query(
                        "SELECT count(*) FROM monitoring_activity WHERE outfall_code = '\(code)'")))
        }
        let before = try visits("990121016")
        #expect(before > 0)
        let joined = try BournProgram.run(
            "outfall", "join", w, "990121016", code, "--by", "李四", "--reason", "同一口门")
        joined.expect(.fine)
        #expect(joined.output.contains("990121016") && joined.output.contains(code))
        #expect(try office.query("SELECT state FROM outfall WHERE code = '990121016'") == "registered")
        #expect(try office.query("SELECT state FROM outfall WHERE code = '\(code)'") == "excluded")
        try BournProgram.run("outfall", "undo", w, "E1", "--by", "李四").expect(.fine)
        try BournProgram.run(
            "outfall", "join", w, "990121016", code, "--keep", code, "--by", "李四", "--reason", "以现场为准"
        ).expect(.fine)
        #expect(try visits("990121016") == 0)
        #expect(try visits(code) == before)
        try BournProgram.run("outfall", "undo", w, "E3", "--by", "李四").expect(.fine)
        #expect(try visits("990121016") == before)
        #expect(try office.query("SELECT count(*) FROM outfall WHERE state = 'excluded'") == "0")
    }

    @Test(
        "a list that comes again changes entries with a note of each change, and loses neither place nor code"
    )
    func relisted() throws {
        let office = try OutfallCounty.office()
        _ = try office.importing("outfalls", GeoData.path("outfalls.csv"))
        let w = office.workspace
        let before = try office.query("SELECT hex(geom) FROM outfall WHERE code = '990121002'")
        let changed = try GeoData.text("outfalls.csv")
            .replacing("未砚幻水右岸1号工业废水入河排污口", with: "改名入河排污口")
            .replacing("990121002,FX-990121-0002-QT-00", with: "990121002,FX-990122-0002-SH-00")
            .replacing(",116,38,55.85,", with: ",200,38,55.85,")
            .replacing("\nO005,990121003,", with: "\nO005,9.90121E+08,")
        let file = try office.source("again.csv", changed)
        let result = try BournProgram.run(
            "import", "outfalls", w, file, "--by", "赵", "--format", "json")
        result.expect(.faulty)
        let summary = try PrintedJSON(result.output)
        #expect(summary["refused"]?.double == 1)
        for word in ["position-kept", "code-used"] {
            #expect(summary["doubts"]?[word]?.double == 1, "\(word)")
        }
        #expect(try office.query("SELECT hex(geom) FROM outfall WHERE code = '990121002'") == before)
        #expect(try office.query("SELECT count(*) FROM outfall") == "60")
        #expect(
            try office.query("SELECT count(*) FROM outfall_code WHERE value = 'FX-990122-0002-SH-00'") == "1")
        let noted = try office.query(
            "SELECT old, new, actor FROM outfall_change WHERE field = 'name'")
        #expect(noted == "未砚幻水右岸1号工业废水入河排污口|改名入河排污口|赵")
        #expect(try office.query("SELECT changed_by FROM outfall WHERE code = '990121001'") == "赵")
        let entry = "SELECT count(*) FROM outfall_change"
        let count = try office.query(entry)
        try BournProgram.run("import", "outfalls", w, file, "--by", "钱").expect(.faulty)
        #expect(try office.query(entry) == count)
        #expect(try office.query("SELECT changed_by FROM outfall WHERE code = '990121001'") == "赵")
    }

    @Test("what a surveyor got wrong is corrected with a reason, survives the same list, and is taken back")
    func corrected() throws {
        let office = try OutfallCounty.office()
        let w = office.workspace
        _ = try office.importing("outfalls", GeoData.path("outfalls.csv"))
        func correct(_ arguments: String...) throws -> ProgramResult {
            try BournProgram.run(["outfall", "correct", w] + arguments, in: .english)
        }
        func said(_ column: String) throws -> String {
            try office.query("SELECT \(column) FROM outfall WHERE code = '990121001'")
        }
        let (place, name) = (try said("hex(geom)"), try said("name"))
        try correct("990121001", "--set", "name=改正", "--by", "赵").expect(.refusedInput)
        let unfit = try correct("990121001", "--set", "type=9", "--by", "赵", "--reason", "x")
        unfit.expect(.refusedInput)
        unfit.expectErrors(naming: "type", "3 (mixed)")
        #expect(
            try correct("990121001", "--set", "colour=red", "--by", "赵", "--reason", "x").status
                == ExitStatus.usage.rawValue)
        let done = try correct(
            "990121001", "--set", "position=116.7165,31.0935", "--set", "name=改正入河排污口", "--set", "type=2",
            "--set", "flow_m3_d=123", "--by", "赵", "--reason", "现场复测")
        done.expect(.fine)
        #expect(done.output.contains("C1  position  ") && done.output.contains("moved by"))
        #expect(try said("name, type, flow_m3_d") == "改正入河排污口|2|生活污水|123.0")
        // The spatial index follows.
        let near = try json("outfall", "list", w, "--within", "116.7164,31.0934,116.7166,31.0936")
        #expect(near["outfalls"]?.items.first?["code"]?.string == "990121001")
        // The list says again what was corrected, and once something new.
        let again = try GeoData.text("outfalls.csv").replacing("990121002", with: "990121002")
        let file = try office.source("again.csv", again)
        let summary = try office.importing("outfalls", file)
        #expect(try said("name, type, flow_m3_d") == "改正入河排污口|2|生活污水|123.0")
        #expect(try said("hex(geom)") != place)
        #expect(try office.query("SELECT count(*) FROM outfall_change WHERE actor != '赵'") == "0", "\(summary)")
        for id in ["C1", "C2"] {
            try BournProgram.run("outfall", "undo", w, id, "--by", "钱", "--reason", "看错").expect(.fine)
        }
        #expect(try said("hex(geom)") == place)
        #expect(try said("name") == name)
        let twice = try BournProgram.run("outfall", "undo", w, "C2", "--by", "钱", in: .english)
        twice.expect(.refusedInput)
        let history = try json("outfall", "show", w, "990121001")["changes"]?.items ?? []
        #expect(history.count == 6 && history[0]["correction"]?.string == "C1")
        #expect(history[4]["reason"]?.string == "C1 看错" && history[0]["by"]?.string == "赵")
        try BournProgram.run("workspace", "check", w).expect(.fine)
    }

    @Test("a list of refused rows never writes over that of an earlier import")
    func refusalsKept() throws {
        let office = try OutfallCounty.office()
        for number in 1...3 {
            let summary = try imported(
                office, "drone", "观测编号,影像时间,经度,纬度\nX\(number),2018-03-13 09:27:41,abc,31.09\n",
                expecting: .faulty)
            let name = number == 1 ? "refused.csv" : "refused.\(number).csv"
            #expect(summary["refused_file"]?.string == "\(office.workspace).observations.\(name)")
        }
        let first = try office.refusedRows("\(office.workspace).observations.refused.csv")
        #expect(first.count == 1 && first[0].value.contains("abc"))
    }

    @Test("an expert's file is decided by the expert, handed over by who imports it, and not by one person")
    func expertFile() throws {
        let office = try OutfallCounty.office()
        let rows = "记录编号,时间,经度,纬度,专家,核实结果,照片,备注\nE1,2018-05-02 09:00:00,116.716,31.0929,%,是,A.JPG,踏勘\n"
        _ = try imported(office, "expert", rows.replacing("%", with: "王专家"))
        #expect(
            try office.query("SELECT action || ' ' || person FROM survey_step ORDER BY fid")
                == "escalate 张三\ndecide-outfall 王专家")
        let own = try imported(office, "expert", rows.replacing("%", with: "张 三").replacing("E1", with: "E2"))
        #expect(own["without_step"]?.items.count == 1)
        #expect(try office.query("SELECT state FROM survey_case WHERE case_id = 'E2'") == "difficult")
    }

    @Test("codes: a digit short is no local code, a slip of today is put right today, duplicates are real")
    func codes() throws {
        let office = try OutfallCounty.office()
        let w = office.workspace
        _ = try office.importing("outfalls", GeoData.path("outfalls.csv"))
        func code(_ arguments: String...) throws -> ProgramResult {
            try BournProgram.run(["outfall", "code", w] + arguments + ["--by", "王五"], in: .english)
        }
        try code("990121001", "--give", "99012104").expect(.refusedInput)
        try code("990121001", "--give", "990121201").expect(.fine)
        try code("990121201", "--give", "990121202", "--reason", "slip").expect(.fine)
        #expect(try office.query("SELECT count(*) FROM outfall WHERE code = '990121202'") == "1")
        let used = try code("990121003", "--give", "990121201")
        used.expect(.refusedInput)
        used.expectErrors(naming: "990121202")
        for other in ["990129999", "990121003"] {
            try BournProgram.run(
                "outfall", "exclude", w, "990121003", "--because", "duplicate:\(other)", "--by", "王五"
            ).expect(.refusedInput)
        }
        #expect(try office.query("SELECT count(*) FROM outfall WHERE state = 'excluded'") == "0")
    }

    @Test("a step's evidence is the workspace's, of this case and of some worth; paper is named as paper")
    func stepEvidence() throws {
        let office = try OutfallCounty.surveyed()
        let w = office.workspace
        func step(_ arguments: String...) throws -> ProgramResult {
            try BournProgram.run(
                ["outfall", "step", w] + arguments + ["--at", "2018-05-20T09:00:00", "--reason", "复核"],
                in: .english)
        }
        let unknown = try step("D0003", "verify-outfall", "--by", "赵", "--evidence", "nosuch.jpg")
        unknown.expect(.refusedInput)
        unknown.expectErrors(naming: "nosuch.jpg")
        let photos = try PhotoFolder()
        try photos.draw("DSC0001.JPG", 1)
        try BournProgram.run("evidence", "import", w, photos.path, "--by", "张三").expect(.fine)
        let other = try step("D0003", "verify-outfall", "--by", "赵", "--evidence", "DSC0001.JPG")
        other.expect(.refusedInput)
        other.expectErrors(naming: "D0001")
        try step("D0003", "verify-outfall", "--by", "Zhao", "--paper", "field book 7, page 3").expect(.fine)
        #expect(
            try office.query("SELECT evidence FROM survey_step WHERE person = 'Zhao'")
                == "paper:field book 7, page 3")
        // The same person by another spelling may not register what she verified.
        try BournProgram.run("outfall", "register", w, "D0003", "--by", " ｚhao ").expect(.refusedInput)
    }
}
