import Foundation
import GeoModel
import Interchange
import TestSupport
import Testing

/// The made county with its land imported once, and its answers.
enum OutfallCounty {
    /// A workspace with divisions, blocks, waters and built-up areas; every test takes a copy.
    static let land: Result<(TemporaryFolder, String), any Error> = Result {
        let office = try Office()
        for (kind, file) in [
            ("divisions", "divisions"), ("blocks", "blocks"), ("water-bodies", "watercourses"),
            ("water-bodies", "water-areas"), ("built-up-areas", "built-up-areas"),
        ] {
            _ = try office.importing(kind, GeoData.path("\(file).geojson"))
        }
        return (office.folder, office.workspace)
    }

    /// An office that has the land.
    static func office() throws -> Office {
        let office = try Office()
        try FileManager.default.copyItem(atPath: land.get().1, toPath: office.workspace)
        return office
    }

    private static let observed: Result<Office, any Error> = Result {
        let office = try Self.office()
        for (kind, file) in [("drone", "drone-observations.csv"), ("walk", "field-observations.csv")] {
            try BournProgram.run(
                "observation", "import", kind, office.workspace, GeoData.path(file), "--by", "张三"
            ).expect(.fine)
        }
        return office
    }

    /// An office with both levels of the survey imported, once; every test takes a copy.
    static func surveyed() throws -> Office {
        let office = try Office()
        try FileManager.default.copyItem(atPath: observed.get().workspace, toPath: office.workspace)
        return office
    }

    /// The rows of a sample file by column.
    static func rows(_ name: String) throws -> [[String: String]] {
        var reader = try CSVReader(path: GeoData.path(name))
        var rows: [[String: String]] = []
        let names = reader.header.names
        while let batch = try reader.nextBatch() {
            for row in 0..<batch.rowCount {
                rows.append(
                    Dictionary(
                        uniqueKeysWithValues: names.enumerated().map { ($1, batch.text(row, $0) ?? "") }))
            }
        }
        return rows
    }

    /// The keys of a file's rows that have a finding.
    static func answers(_ file: String, _ finding: String) throws -> Set<String> {
        Set(
            try rows("outfall-answers.csv").filter { $0["file"] == file && $0["finding"] == finding }
                .compactMap { $0["row_key"] })
    }
}

@Suite("The survey of outfalls from the command line", .tags(.endToEnd))
struct OutfallSurveyTests {
    private func json(_ arguments: String...) throws -> PrintedJSON {
        try PrintedJSON(BournProgram.run(arguments + ["--format", "json"]).output)
    }

    @Test("the review finds in the sample register what the answer file lists, and no more")
    func review() throws {
        let office = try OutfallCounty.office()
        _ = try office.importing("outfalls", GeoData.path("outfalls.csv"))
        let report = try json("outfall", "review", office.workspace)
        let keys = Dictionary(
            uniqueKeysWithValues: try OutfallCounty.rows("outfalls.csv").map {
                ($0["排污口编码"] ?? "", $0["序号"] ?? "")
            })
        let places = try #require(report["places"]).items
        #expect(places.count == 60)
        let built = places.filter { $0["built_up_area"]?.string != nil }
            .compactMap { $0["code"]?.string.flatMap { keys[$0] } }
        #expect(Set(built) == (try OutfallCounty.answers("outfalls.csv", "inside-built-up")))
        var found: [String: Set<String>] = [:]
        for finding in try #require(report["findings"]).items {
            let key = finding["code"]?.string.flatMap { keys[$0] } ?? "?"
            found[finding["kind"]?.string ?? "?", default: []].insert(key)
        }
        let misread = try OutfallCounty.answers("outfalls.csv", "dms-differs-from-decimal")
        let elsewhere = try OutfallCounty.answers("outfalls.csv", "declared-division-differs")
        #expect(found["second-position-differs"] == misread)
        #expect(
            found["above-scale-by-one-threshold"]
                == (try OutfallCounty.answers("outfalls.csv", "above-scale-by-one-threshold")))
        // Where degrees, minutes and seconds are wrong by 0.05° the position is in another village too.
        #expect(found["declared-division-differs"] == elsewhere.union(misread))
        #expect(found["far-from-water"] == misread)
        #expect(
            found["counting-undecided"] == (try OutfallCounty.answers("outfalls.csv", "outside-built-up")))
    }

    @Test("chainage from the river's mouth is that of the answer file to half a metre")
    func chainage() throws {
        let office = try OutfallCounty.office()
        _ = try office.importing("outfalls", GeoData.path("outfalls.csv"))
        let places = try #require(try json("outfall", "review", office.workspace)["places"]).items
        let codes = Dictionary(
            uniqueKeysWithValues: try OutfallCounty.rows("outfalls.csv").map {
                ($0["序号"] ?? "", $0["排污口编码"] ?? "")
            })
        let misread = try OutfallCounty.answers("outfalls.csv", "dms-differs-from-decimal")
        var compared = 0
        for answer in try OutfallCounty.rows("outfall-answers.csv") {
            guard let note = answer["note"], note.hasPrefix("chainage_m="), let key = answer["row_key"],
                !misread.contains(key), let expected = Double(note.dropFirst(11))
            else { continue }
            let place = try #require(places.first { $0["code"]?.string == codes[key] })
            #expect(abs(try #require(place["chainage_m"]?.double) - expected) < 0.5, "\(key)")
            compared += 1
        }
        #expect(compared > 40)
    }

    @Test("drone points and walks are joined as the answer file says, but for one that is left to a person")
    func identity() throws {
        let office = try OutfallCounty.surveyed()
        let joined = try json(
            "outfall", "candidates", office.workspace, "--join-from", "0.5", "--by", "李四")
        #expect(try #require(joined["joined"]?.double) > 40)
        let rows = try office.query("SELECT observation_id || ' ' || case_id FROM outfall_observation")
        let cases = Dictionary(
            uniqueKeysWithValues: rows.split(separator: "\n").map { line in
                let parts = line.split(separator: " ").map(String.init)
                return (parts[0], parts[1])
            })
        let answers = try OutfallCounty.rows("outfall-answers.csv").filter { $0["finding"] == "belongs-to" }
        let truth = answers.map { (key: $0["row_key"] ?? "", outfall: $0["outfall"] ?? "") }
        var (same, proposed, right) = (0.0, 0.0, 0.0)
        for (offset, a) in truth.enumerated() {
            for b in truth[(offset + 1)...] {
                let isSame = a.outfall == b.outfall
                let isProposed = cases[a.key] == cases[b.key]
                same += isSame ? 1 : 0
                proposed += isProposed ? 1 : 0
                right += isSame && isProposed ? 1 : 0
            }
        }
        #expect(truth.count == 169)
        // Without the register's list one more drone point is far from its team's wrong position.
        #expect(right == proposed, "precision \(right / proposed)")
        #expect(same - right <= 4, "recall \(right / same)")
        // Where there is no outfall, nothing was joined with one.
        let none = try OutfallCounty.answers("drone-observations.csv", "no-outfall")
        let real = Set(truth.compactMap { cases[$0.key] })
        #expect(none.allSatisfy { cases[$0].map { !real.contains($0) } ?? false })
    }

    @Test("no drone point is in the register, and what teams verified is, by another person")
    func register() throws {
        let office = try OutfallCounty.surveyed()
        #expect(try office.query("SELECT count(*) FROM outfall") == "0")
        try BournProgram.run(
            "outfall", "candidates", office.workspace, "--join-from", "0.5", "--by", "李四"
        ).expect(.fine)
        let verifier = try BournProgram.run(
            "outfall", "register", office.workspace, "W0001", "--by", "T3", "--at", "2018-05-02T09:00:00")
        verifier.expect(.refusedInput)
        verifier.expectErrors(naming: "T3")
        let drone = try BournProgram.run(
            "outfall", "register", office.workspace, "D0104", "--by", "王五", "--at", "2018-05-02T09:00:00")
        drone.expect(.refusedInput)
        try BournProgram.run(
            "outfall", "register", office.workspace, "--all-verified", "--by", "王五", "--at",
            "2018-05-02T09:00:00"
        ).expect(.fine)
        let count = try #require(Int(try office.query("SELECT count(*) FROM outfall")))
        #expect((58...60).contains(count))
        #expect(try office.query("SELECT count(*) FROM outfall WHERE length(code) != 9") == "0")
        #expect(try office.query("SELECT count(DISTINCT code) FROM outfall") == "\(count)")
        let walks = try OutfallCounty.rows("field-observations.csv").filter { $0["核实结果"] == "是" }
        #expect(walks.count == 66)
        let refuted = try BournProgram.run(
            ["outfall", "list", office.workspace, "--state", "refuted", "--format", "json"])
        #expect(try PrintedJSON(refuted.output)["cases"]?.items.count == 23)
    }

    @Test(
        "a joining is taken back, and an outfall's file shows who decided what",
        arguments: TestLanguage.allCases)
    func undo(language: TestLanguage) throws {
        let office = try OutfallCounty.surveyed()
        try BournProgram.run(
            "outfall", "join", office.workspace, "D0002", "D0003", "--by", "李四", "--reason", "同一处"
        ).expect(.fine)
        #expect(
            try office.query("SELECT case_id FROM outfall_observation WHERE observation_id = 'D0003'")
                == "D0002")
        let shown = try BournProgram.run("outfall", "show", office.workspace, "D0003", in: language)
        shown.expect(.fine)
        for word in ["E1", "李四", "同一处", "DSC0002.JPG", "T4"] { #expect(shown.output.contains(word)) }
        try BournProgram.run("outfall", "undo", office.workspace, "E1", "--by", "李四", in: language).expect(
            .fine)
        #expect(
            try office.query("SELECT case_id FROM outfall_observation WHERE observation_id = 'D0003'")
                == "D0003")
        let again = try BournProgram.run(
            "outfall", "undo", office.workspace, "E1", "--by", "李四", in: language)
        again.expect(.refusedInput)
        #expect(language.isLanguage(of: again.errors.replacing("E1", with: "").replacing("bourn", with: "")))
    }

    @Test("the office's accuracy rule is enforced: a verification without it takes no step")
    func accuracy() throws {
        let office = try OutfallCounty.office()
        try BournProgram.run(
            "outfall", "rule", office.workspace, "--set", "fix-accuracy=10", "--by", "王五"
        ).expect(.fine)
        let file = try office.source(
            "walk.csv",
            """
            记录编号,时间,经度,纬度,组别,核实结果,照片,定位精度
            A1,2018-04-14 08:45:31,116.7159550,31.0929012,T3,是,DSC1.JPG,4.5
            A2,2018-04-14 08:55:31,116.7259550,31.0929012,T3,是,DSC2.JPG,3000
            A3,2018-04-14 09:05:31,116.7359550,31.0929012,T3,是,DSC3.JPG,

            """)
        let result = try BournProgram.run(
            "observation", "import", "walk", office.workspace, file, "--by", "张三", "--format", "json")
        result.expect(.fine)
        let summary = try PrintedJSON(result.output)
        #expect(summary["accepted"]?.double == 3)
        #expect(summary["without_step"]?.items.count == 2)
        #expect(
            try office.query("SELECT state FROM survey_case ORDER BY fid") == "verified\nsuspected\nsuspected"
        )
    }

    @Test(
        "rows read are rows accepted and refused, each refusal with its place",
        arguments: TestLanguage.allCases)
    func refusals(language: TestLanguage) throws {
        let office = try OutfallCounty.office()
        let file = try office.source(
            "drone.csv",
            """
            观测编号,影像时间,经度,纬度,解译员
            D1,2018-03-13 09:27:41,116.71,31.09,J02
            D2,上周二,116.72,31.09,J02
            D3,2018-03-13 09:27:41,,31.09,J02
            D1,2018-03-13 09:27:41,116.73,31.09,J02
            ,2018-03-13 09:27:41,116.73,31.09,J02
            D6,2018-03-13 09:27:41,31.09,116.73,J02

            """)
        let result = try BournProgram.run(
            "observation", "import", "drone", office.workspace, file, "--by", "张三", in: language)
        result.expect(.faulty)
        let refused = try office.refusedRows("\(office.workspace).observations.refused.csv")
        #expect(refused.map(\.row).prefix(4) == ["2", "3", "4", "5"])
        #expect(refused.first?.value == "上周二")
        let stored = try #require(Int(try office.query("SELECT count(*) FROM outfall_observation")))
        #expect(stored + refused.count == 6)
        let again = try BournProgram.run(
            "observation", "import", "drone", office.workspace,
            try office.source("other.csv", "观测编号,影像时间,经度,纬度\nD1,2018-03-14 09:00:00,116.9,31.0\n"), "--by",
            "李四",
            in: language)
        again.expect(.faulty)
        #expect(again.output.contains("--prefix"))
    }

    @Test("wrong input is refused in the language of the run", arguments: TestLanguage.allCases)
    func wrongInput(language: TestLanguage) throws {
        let office = try OutfallCounty.office()
        let w = office.workspace
        let cases: [(arguments: [String], status: ExitStatus)] = [
            (["outfall", "show", w, "990121999"], .refusedInput),
            (["outfall", "list", w, "--state", "gone"], .usage),
            (["outfall", "join", w, "D1", "--by", "李四"], .usage),
            (["outfall", "exclude", w, "990121001", "--by", "李四"], .usage),
            (["outfall", "rule", w, "--set", "fix-accuracy=bad", "--by", "李四"], .usage),
            (["outfall", "step", w, "D1", "verify-outfall", "--by", " "], .refusedInput),
            (["observation", "import", "drone", w, GeoData.path("methods.csv"), "--by", "张三"], .usage),
        ]
        for (arguments, status) in cases {
            let result = try BournProgram.run(arguments, in: language)
            #expect(result.status == status.rawValue, "\(arguments): \(result.errors)")
            #expect(!result.errors.isEmpty)
        }
    }
}

@Suite("Sampling from the command line", .tags(.endToEnd))
struct SamplingTests {
    @Test("bad fixes are skipped, too few good ones refused, and the plan shows who sampled")
    func sampling() throws {
        let office = try OutfallCounty.office()
        let w = office.workspace
        _ = try office.importing("outfalls", GeoData.path("outfalls.csv"))
        try BournProgram.run("outfall", "rule", w, "--set", "fix-accuracy=10", "--by", "王五").expect(.fine)
        try BournProgram.run("outfall", "team", w, "--set", "T1=990121", "--by", "王五").expect(.fine)
        let planned = try BournProgram.run(
            "outfall", "plan", w, "--season", "dry", "--year", "2018", "--by", "王五")
        planned.expect(.fine)
        #expect(planned.output.contains("sampled 0 of 60"))
        let good = (1...5).map { "116.71594\($0),31.09292\($0),4" }
        func sample(_ rows: [String], _ label: String) throws -> ProgramResult {
            let file = try office.source(
                "fixes.csv", (["longitude,latitude,accuracy"] + rows).joined(separator: "\n") + "\n")
            return try BournProgram.run(
                "outfall", "sample", w, "990121001", "--season", "dry", "--year", "2018", "--fixes", file,
                "--sampler", "赵六", "--label", label, "--by", "赵六")
        }
        try sample(Array(good.prefix(4)) + ["116.715940,31.092920,3000"], "B1").expect(.refusedInput)
        let taken = try sample(good + ["116.72,31.10,3000", "116.71,31.09,5"], "B1")
        taken.expect(.fine)
        #expect(taken.output.contains("5 fixes used, 2 skipped"))
        try sample(good, "B1").expect(.refusedInput)
        try sample(good.map { $0.replacing("116.7", with: "116.8") }, "B2").expect(.refusedInput)
        let shown = try BournProgram.run("outfall", "plan", w, "--season", "dry", "--year", "2018")
        #expect(shown.output.contains("赵六") && shown.output.contains("sampled 1 of 60"))
    }
}
