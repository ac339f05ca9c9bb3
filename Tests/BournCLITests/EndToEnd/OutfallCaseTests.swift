import Foundation
import GeoModel
import TestSupport
import Testing

@Suite("Cases and entries that must not part", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct OutfallCaseTests {
    private func json(_ arguments: String...) throws -> PrintedJSON {
        try PrintedJSON(BournProgram.run(arguments + ["--format", "json"]).output)
    }

    private func imported(_ office: Office, _ kind: String, _ rows: String) throws -> PrintedJSON {
        let file = try office.source("\(UUID().uuidString).csv", rows)
        return try PrintedJSON(
            BournProgram.run(
                "observation", "import", kind, office.workspace, file, "--by", "张三", "--format", "json"
            ).output)
    }

    private static let drone = "观测编号,影像时间,经度,纬度,影像文件,解译员\n"
    private static let walk = "记录编号,时间,经度,纬度,组别,关联疑似点,核实结果,照片\n"

    /// A degree of longitude at the sample county's latitude, in metres.
    private static let degree = 95_400.0

    private func x(_ metres: Double) -> String { "\(116.70 + metres / Self.degree)" }

    @Test(
        "a joined entry counts again only by undoing, which gives back its samples whatever the codes are by then"
    )
    func joinedEntry() throws {
        let (office, _) = try MonitoringOffice.withSamples()
        let w = office.workspace
        func visits(_ code: String) throws -> String {
            try office.office.query("SELECT count(*) FROM monitoring_activity WHERE outfall_code = '\(code)'")
        }
        let (kept, other) = (try visits("990121001"), try visits("990121016"))
        try BournProgram.run(
            "outfall", "join", w, "990121016", "990121001", "--keep", "990121001", "--by", "甲", "--reason",
            "同口"
        ).expect(.fine)
        #expect(try visits("990121016") == "0")
        #expect(try visits("990121001") == "\((Int(kept) ?? 0) + (Int(other) ?? 0))")
        let counted = try BournProgram.run(
            "outfall", "exclude", w, "990121016", "--count-again", "--by", "甲", in: .english)
        counted.expect(.refusedInput)
        counted.expectErrors(naming: "outfall undo E1")
        try BournProgram.run("outfall", "code", w, "990121001", "--give", "990121800", "--by", "甲").expect(
            .fine)
        try BournProgram.run("outfall", "undo", w, "E1", "--by", "甲", "--reason", "不是").expect(.fine)
        #expect(try visits("990121016") == other)
        try BournProgram.run("workspace", "check", w).expect(.fine)
    }

    @Test("ten mouths in a row, each verified by a team of its own, stay ten, and a person is asked")
    func row() throws {
        let office = try OutfallCounty.office()
        let places = (0..<10).map { (id: $0, x: x(Double($0) * 20)) }
        _ = try imported(
            office, "drone",
            Self.drone
                + places.map { "D\($0.id),2018-03-13 09:27:4\($0.id),\($0.x),31.09,P\($0.id).JPG,J1\n" }
                .joined())
        _ = try imported(
            office, "walk",
            Self.walk
                + places.map {
                    "W\($0.id),2018-04-1\($0.id) 09:00,\($0.x),31.09,T\($0.id),D\($0.id),是,A.JPG\n"
                }
                .joined())
        let found = try json(
            "outfall", "candidates", office.workspace, "--join-from", "0.4", "--by", "李四")
        #expect(found["joined"]?.double == 0)
        #expect((found["left_to_a_person"]?.double ?? 0) >= 9)
        #expect(try office.query("SELECT count(DISTINCT case_id) FROM outfall_observation") == "10")
    }

    @Test("drone points of which only neighbours are near are no one outfall, nor are marks of one picture")
    func chain() throws {
        let office = try OutfallCounty.office()
        let points = (0..<10).map {
            "D\($0),2018-03-\(10 + $0) 09:27:41,\(x(Double($0) * 38)),31.09,P\($0).JPG,J1\n"
        }
        _ = try imported(office, "drone", Self.drone + points.joined())
        _ = try json("outfall", "candidates", office.workspace, "--join-from", "0.3", "--by", "李四")
        let largest = try office.query(
            "SELECT max(n) FROM (SELECT count(*) n FROM outfall_observation GROUP BY case_id)")
        #expect((Int(largest) ?? 10) <= 3)
        let other = try OutfallCounty.office()
        let marks = (0..<3).map { "M\($0),2018-03-13 09:27:41,\(x(Double($0) * 11.5)),31.09,IMG.JPG,J2\n" }
        _ = try imported(other, "drone", Self.drone + marks.joined())
        _ = try json("outfall", "candidates", other.workspace, "--join-from", "0.5", "--by", "李四")
        #expect(try other.query("SELECT count(DISTINCT case_id) FROM outfall_observation") == "3")
    }

    @Test(
        "a walk that came before the suspicion it names joins it when that comes, once, and not against a person"
    )
    func walkFirst() throws {
        let office = try OutfallCounty.office()
        let walk =
            Self.walk
            + "W1,2018-04-14 09:00,116.716,31.0929,T1,D1,是,A.JPG\nW2,2018-04-14 10:00,116.78,31.0929,T1,D1,是,A.JPG\n"
        _ = try imported(office, "walk", walk)
        let drone = Self.drone + "D1,2018-03-13 09:27:41,116.715955,31.092901,P.JPG,J1\n"
        let summary = try imported(office, "drone", drone)
        #expect(summary["joined"]?.double == 1)
        let cases = "SELECT count(DISTINCT case_id) FROM outfall_observation"
        // The one tens of kilometres away names it too and stays what it is.
        #expect(try office.query(cases) == "2")
        try BournProgram.run("outfall", "undo", office.workspace, "E1", "--by", "李四", "--reason", "不是")
            .expect(.fine)
        _ = try imported(office, "drone", drone)
        #expect(try office.query(cases) == "3")
    }

    @Test(
        "two teams that contradict each other leave the case to the experts, in whatever order their rows stand"
    )
    func contradiction() throws {
        let yes = "W1,2018-04-14 09:00,116.716,31.0929,T1,D1,是,A.JPG\n"
        let no = "W2,2018-04-15 09:00,116.716,31.0929,T2,D1,否,B.JPG\n"
        for rows in [yes + no, no + yes] {
            let office = try OutfallCounty.office()
            _ = try imported(
                office, "drone", Self.drone + "D1,2018-03-13 09:27:41,116.715955,31.092901,P.JPG,J1\n")
            let summary = try imported(office, "walk", Self.walk + rows)
            #expect(summary["steps"]?["outfall"]?.double == 1 && summary["without_step"]?.items.count == 1)
            #expect(try office.query("SELECT state FROM survey_case") == "difficult")
            #expect(
                try office.query("SELECT action || ' ' || person FROM survey_step ORDER BY fid")
                    == "verify-outfall T1\nescalate 张三")
        }
    }

    @Test("a registered case that is opened again takes its entry along, both to exclusion and back")
    func reopened() throws {
        let office = try OutfallCounty.office()
        let w = office.workspace
        _ = try office.importing("outfalls", GeoData.path("outfalls.csv"))
        func step(_ code: String, _ action: String, by person: String) throws {
            try BournProgram.run(
                "outfall", "step", w, code, action, "--by", person, "--reason", "复核", "--paper", "记录本"
            ).expect(.fine)
        }
        for code in ["990121003", "990121004"] { try step(code, "reopen", by: "王五") }
        try step("990121003", "decide-none", by: "专家")
        try step("990121004", "decide-outfall", by: "专家")
        try BournProgram.run(
            "outfall", "exclude", w, "R:990121003", "--because", "rain", "--by", "王五", "--reason", "雨水口"
        ).expect(.fine)
        try BournProgram.run("outfall", "register", w, "R:990121004", "--by", "王五").expect(.fine)
        #expect(
            try office.query("SELECT code, exclusion FROM outfall WHERE state = 'excluded'")
                == "990121003|rain")
        #expect(try office.query("SELECT count(*) FROM outfall") == "60")
        try BournProgram.run("workspace", "check", w).expect(.fine)
    }

    @Test("who verified a case may not register it after it was joined with another's")
    func fourEyes() throws {
        let office = try OutfallCounty.office()
        let w = office.workspace
        _ = try imported(
            office, "walk",
            Self.walk
                + "W1,2018-04-14 09:00,116.716,31.0929,李四,,是,A.JPG\nW2,2018-04-15 09:00,116.716,31.0929,赵六,,是,B.JPG\n"
        )
        try BournProgram.run("outfall", "join", w, "W1", "W2", "--by", "甲", "--reason", "同口").expect(.fine)
        for person in ["李四", "赵六"] {
            try BournProgram.run("outfall", "register", w, "W1", "--by", person).expect(.refusedInput)
        }
        try BournProgram.run("outfall", "register", w, "W1", "--by", "王五").expect(.fine)
    }

    @Test("what cannot be registered is told with what was, and a worthless photo registers nothing")
    func worthless() throws {
        let office = try OutfallCounty.office()
        let w = office.workspace
        _ = try imported(
            office, "walk",
            Self.walk
                + "W1,2018-04-14 09:00,116.716,31.0929,T1,,是,DSC1.JPG\nW2,2018-04-15 09:00,116.76,31.0929,T2,,是,DSC2.JPG\n"
        )
        let rule = ["outfall", "rule", w, "--by", "王五", "--set", "survey-first=2018-03-01", "--set"]
        try BournProgram.run(rule + ["survey-last=2018-05-31"]).expect(.fine)
        let photos = try PhotoFolder()
        try photos.draw("DSC1.JPG", 1)
        try photos.tag([("DSC1.JPG", PhotoFolder.tags("116.716", "31.0929", "2016-04-14 09:00:00"))])
        try BournProgram.run("evidence", "import", w, photos.path, "--by", "张三").expect(.fine)
        let result = try BournProgram.run(
            "outfall", "register", w, "W1", "W2", "NOSUCH", "--by", "王五", "--format", "json")
        result.expect(.faulty)
        let told = try PrintedJSON(result.output)
        #expect(told["registered"]?.items.count == 1)
        let left = told["left"]?.items ?? []
        #expect(left.count == 2 && left[0]["reason"]?.string?.contains("DSC1.JPG") ?? false)
        #expect(left.last?["reason"]?.string?.contains("NOSUCH") ?? false)
    }

    @Test("rules take no number with which nothing can be computed, and no survey that ends before it begins")
    func rules() throws {
        let office = try OutfallCounty.office()
        for (rule, word) in [
            ("match-within=1e-300", "0.1"), ("weight-bank=7", "1"), ("photo-alike=64", "63"),
            ("survey-first=2018-06-01", "survey-last"),
        ] {
            let result = try BournProgram.run(
                "outfall", "rule", office.workspace, "--set", "survey-last=2018-05-31", "--set", rule, "--by",
                "甲",
                in: .english)
            result.expect(rule.hasPrefix("survey") ? .refusedInput : .usage)
            result.expectErrors(naming: word)
        }
        #expect(try office.query("SELECT count(*) FROM outfall_rule") == "0")
    }

    @Test(
        "an observation called like an outfall's code is refused, and files are named without their folders")
    func names() throws {
        let office = try OutfallCounty.office()
        _ = try office.importing("outfalls", GeoData.path("outfalls.csv"))
        let summary = try imported(
            office, "walk",
            Self.walk
                + "990121001,2018-04-14 09:00,116.716,31.0929,T1,,是,A.JPG\nW2,2018-04-15 09:00,116.76,31.0929,T2,,是,D:\\照片\\B.JPG、T2/C.JPG\n"
        )
        #expect(summary["refused"]?.double == 1 && summary["accepted"]?.double == 1)
        #expect(
            try office.query("SELECT evidence FROM outfall_observation WHERE observation_id = 'W2'")
                == "B.JPG;C.JPG")
    }

    @Test(
        "a list that still has an outfall's former code, or types it in full-width digits, makes no second entry"
    )
    func formerCodes() throws {
        let office = try OutfallCounty.office()
        let w = office.workspace
        _ = try office.importing("outfalls", GeoData.path("outfalls.csv"))
        try BournProgram.run("outfall", "code", w, "990121001", "--give", "990121800", "--by", "甲").expect(
            .fine)
        let wide = try GeoData.text("outfalls.csv").replacing(",990121003,", with: ",９９０１２１００３,")
        let file = try office.source("again.csv", wide)
        try BournProgram.run("import", "outfalls", w, file).expect(.fine)
        #expect(try office.query("SELECT count(*) FROM outfall") == "60")
        #expect(
            try office.query("SELECT count(*) FROM outfall WHERE code IN ('990121800', '990121003')") == "2")
    }

    @Test("what the county decided about outfalls outside that serve a built-up area ends the question")
    func outsideServing() throws {
        let office = try OutfallCounty.office()
        let w = office.workspace
        _ = try office.importing("outfalls", GeoData.path("outfalls.csv"))
        func undecided() throws -> Set<String> {
            let found = try json("outfall", "review", w)["findings"]?.items ?? []
            return Set(
                found.filter { $0["kind"]?.string == "counting-undecided" }.compactMap { $0["code"]?.string })
        }
        let one = try #require(try undecided().first)
        try BournProgram.run("outfall", "serves", w, one, "--built-up", "yes", "--by", "甲", "--reason", "管网图")
            .expect(.fine)
        #expect(try undecided().contains(one))
        try BournProgram.run("outfall", "rule", w, "--set", "outside-serving=1", "--by", "县普查办").expect(.fine)
        #expect(try !undecided().contains(one))
    }

    @Test(
        "what closes a county, has no reason or lies before any survey is refused, and plans and teams go again"
    )
    func wayBack() throws {
        let office = try OutfallCounty.office()
        let w = office.workspace
        _ = try office.importing("outfalls", GeoData.path("outfalls.csv"))
        let code = ["outfall", "code", w, "990121001", "--by", "甲", "--give", "990121999"]
        let leap = try BournProgram.run(code, in: .english)
        leap.expect(.refusedInput)
        leap.expectErrors(naming: "--leap", "43")
        try BournProgram.run(
            "outfall", "code", w, "990121001", "--by", "甲", "--give", "990121700", "--from", "2099-01-01"
        ).expect(.refusedInput)
        let join = ["outfall", "join", w, "990121001", "990122001", "--by", "甲"]
        try BournProgram.run(join).expect(.usage)
        try BournProgram.run(join + ["--reason", "x", "--at", "1900-01-01 08:00"]).expect(.refusedInput)
        let far = try BournProgram.run(join + ["--reason", "x"], in: .english)
        far.expect(.fine)
        #expect(far.output.contains("m apart"))
        let plan = ["outfall", "plan", w, "--season", "wet", "--year", "2018", "--by", "甲"]
        try BournProgram.run(plan).expect(.fine)
        try BournProgram.run(plan + ["--withdraw"]).expect(.fine)
        #expect(try office.query("SELECT count(*) FROM sampling_plan") == "0")
        let team = ["outfall", "team", w, "--by", "甲", "--set"]
        try BournProgram.run(team + ["采1= 990121 , ,990122"]).expect(.fine)
        #expect(try office.query("SELECT divisions FROM sampling_team") == "990121,990122")
        #expect(try !BournProgram.run(team + ["采1="]).output.contains("采1"))
        try BournProgram.run(code + ["--leap"]).expect(.fine)
    }
}
