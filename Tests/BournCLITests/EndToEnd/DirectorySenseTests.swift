import Foundation
import TestSupport
import Testing

@Suite(
    "What makes no sense of a directory is refused, and what people write in lists is understood",
    .tags(.endToEnd))
struct DirectorySenseTests {
    let office: Office
    // A, B and C are sound codes, D fails its check, and E is the organisation code inside A's.
    private let a = "91990121100000016N||990121"
    private let b = "91990121100000024H||990121"
    private let c = "91990121100000032C||990122"
    private let d = "91990121100000032D||990122"
    private let e = "100000016||990121"

    init() throws {
        office = try Office()
        _ = try office.importing("units", try units("甲厂"))
    }

    /// The list of units, the first by some name.
    private func units(_ first: String) throws -> String {
        try office.source(
            "units.csv",
            """
            统一社会信用代码,单位名称,区划代码,经度,纬度
            91990121100000016N,\(first),990121001001,116.90,31.01
            91990121100000024H,乙厂,990121001001,116.95,31.01
            91990121100000032C,丙厂,990122001001,116.96,31.01
            91990121100000032D,丁厂,990122001001,116.97,31.01
            100000016,戊厂,990121001001,116.98,31.01

            """)
    }

    private func bourn(
        _ arguments: String..., in language: TestLanguage = .english, expecting status: ExitStatus = .fine,
        location: SourceLocation = #_sourceLocation
    ) throws -> ProgramResult {
        let result = try BournProgram.run(["directory"] + arguments, in: language)
        result.expect(status, location)
        return result
    }

    private func count(_ table: String) throws -> String { try office.query("SELECT count(*) FROM \(table)") }

    @Test("a state that entries name cannot be left out of the table, and its titles may change")
    func statesInUse() throws {
        _ = try bourn("dispose", office.workspace, a, "closed", "--reason", "r", "--actor", "李")
        let table = try bourn("reference", office.workspace, "dispositions").output
        let without = try office.source(
            "without.csv", table.replacingOccurrences(of: "\nclosed,", with: "\nshut,"))
        let renamed = try office.source(
            "renamed.csv", table.replacingOccurrences(of: "stopped or closed", with: "shut"))
        try bourn(
            "reference", office.workspace, "dispositions", "--set", without, "--reason", "r", "--actor", "李",
            expecting: .refusedInput
        ).expectErrors(naming: "closed")
        _ = try bourn(
            "reference", office.workspace, "dispositions", "--set", renamed, "--reason", "r", "--actor", "李")
        #expect(try bourn("review", office.workspace).output.contains("shut"))
    }

    @Test("a name or reason that shows nothing is none", arguments: ["", " ", "\u{3000}", "\u{200B}"])
    func blankSignature(blank: String) throws {
        for (actor, reason) in [(blank, "r"), ("李", blank)] {
            let result = try BournProgram.run([
                "directory", "dispose", office.workspace, a, "closed", "--reason", reason, "--by", actor,
            ])
            #expect([ExitStatus.usage, .refusedInput].contains { $0.rawValue == result.status })
        }
        #expect(try count("unit_disposition") == "0")
    }

    @Test("a decision on one unit twice, a stranger, two units that are no candidates, or nothing at all")
    func duplicates() throws {
        let refused: [(pair: [String], decision: String, words: [String])] = [
            ([a, a], "same", ["is one unit"]), ([a, "nobody"], "same", ["no unit nobody"]),
            ([a, b], "same", ["no candidates", "--similarity"]), ([b, c], "different", ["no candidates"]),
            ([a, e], "withdrawn", ["no decision"]),
        ]
        for (pair, decision, words) in refused {
            let result = try BournProgram.run(
                ["directory", "duplicates", office.workspace] + pair
                    + ["--decide", decision, "--reason", "r", "--actor", "李"])
            result.expect(.refusedInput)
            for word in words { #expect(result.errors.contains(word), "\(result.errors)") }
        }
        #expect(try count("duplicate_decision") == "0")
        let told = try bourn(
            "duplicates", office.workspace, e, a, "--decide", "same", "--reason", "r", "--actor", "李")
        #expect(told.errors.contains("one unit"))
        let back = try bourn(
            "duplicates", office.workspace, a, e, "--decide", "withdrawn", "--reason", "r", "--actor", "李",
            in: .chinese)
        #expect(back.errors.contains("撤回"))
        #expect(try count("duplicate_decision") == "4")
    }

    @Test("an acceptance of a sound code, of a stranger's, of one accepted already, and a withdrawal of none")
    func codes() throws {
        func decide(
            _ option: String, _ unit: String, _ status: ExitStatus, _ word: String,
            location: SourceLocation = #_sourceLocation
        ) throws {
            let result = try bourn(
                "codes", office.workspace, option, unit, "--reason", "执照如此", "--reviewer", "王",
                expecting: status, location: location)
            #expect(result.errors.contains(word), "\(result.errors)", sourceLocation: location)
        }
        try decide("--accept", a, .refusedInput, "passes its check")
        try decide("--accept", "nobody", .refusedInput, "no unit nobody")
        try decide("--withdraw", d, .refusedInput, "no acceptance")
        #expect(try count("code_override") == "0")
        try decide("--accept", d, .fine, "accepted: \(d)")
        try decide("--accept", d, .refusedInput, "accepted by 王 already")
        try decide("--withdraw", d, .fine, "withdrawn: \(d)")
    }

    @Test("a change of a removed unit, a second removal, and an addition of a unit that was handed out")
    func records() throws {
        func record(
            _ unit: String, _ kind: String, _ status: ExitStatus = .fine,
            location: SourceLocation = #_sourceLocation
        ) throws -> ProgramResult {
            try bourn(
                "record", office.workspace, unit, kind, "--reason", "已搬迁", "--actor", "王", expecting: status,
                location: location)
        }
        _ = try record(a, "removed")
        for kind in ["removed", "corrected", "completed"] {
            try record(a, kind, .refusedInput).expectErrors(naming: "removed by 王", "已搬迁")
        }
        _ = try record(a, "补录")
        _ = try record(a, "修正")
        try bourn(
            "record", office.workspace, b, "corrected", "--reason", " ", "--actor", "王",
            expecting: .refusedInput
        ).expectErrors(naming: "no reason")
        let twice = try office.source("twice.csv", "单位,变动类别,理由\n\(b),删除,并入甲厂\n\(b),修正,更名\n")
        try bourn("record", office.workspace, "--file", twice, "--actor", "王", expecting: .refusedInput)
            .expectErrors(naming: "row 2", "并入甲厂")
        _ = try bourn(
            "split", office.workspace, "--level", "county", "--to", office.folder.path("parts"),
            "--organisations", GeoData.path("organisations.csv"))
        try record(c, "added", .refusedInput).expectErrors(naming: "990122000000", "issued list")
        #expect(
            try office.query("SELECT group_concat(kind) FROM unit_change") == "removed,added,corrected")
    }

    @Test(
        "stages, departments and states go by code or by name, columns by either language, dates as people write them"
    )
    func lists() throws {
        let stages = try office.source(
            "stages.csv",
            """
             Unit_Key ,阶段,日期
            \(a),入户清查,2018年3月5日
            \(b),Surveyed,2018/3/6
            \(c),surveyed,2018-03-07
            \(d),提交,20180308
            \(e), submitted ,43168

            """)
        _ = try bourn(
            "progress", office.workspace, "--record", stages, "--actor", "孙", "--organisations",
            GeoData.path("organisations.csv"))
        #expect(
            try office.query("SELECT stage, reached_on FROM progress_event ORDER BY fid")
                == """
                surveyed|2018-03-05
                surveyed|2018-03-06
                surveyed|2018-03-07
                submitted|2018-03-08
                submitted|2018-03-09
                """)
        let opinions = try office.source(
            "opinions.csv", "普查对象,部门,意见,理由\n\(a),税务,停产/关闭,已注销\n\(b),tax,stopped or closed,已注销\n")
        _ = try bourn("opinion", office.workspace, "--file", opinions, "--actor", "赵", in: .chinese)
        #expect(
            try office.query("SELECT DISTINCT department, disposition FROM department_opinion")
                == "tax|closed")
        let states = try office.source("states.csv", "单位,状态,原因\n\(a),正常,复核\n")
        _ = try bourn("dispose", office.workspace, "--file", states, "--actor", "赵")
        _ = try bourn("dispose", office.workspace, b, "重复", "--reason", "复核", "--actor", "赵")
        #expect(
            try office.query("SELECT group_concat(disposition) FROM unit_disposition") == "normal,duplicate")
        let wrong = try office.source("wrong.csv", "单位,状态\n\(a),正常\n")
        try bourn("dispose", office.workspace, "--file", wrong, "--actor", "赵", expecting: .refusedInput)
            .expectErrors(naming: "reason", "理由")
    }

    @Test(
        "days that never were, days to come and days before the census are refused, and an office may say when it began"
    )
    func dates() throws {
        let future = Calendar(identifier: .gregorian).component(.year, from: Date()) + 1
        let bad = try office.source(
            "bad.csv",
            """
            unit,stage,date
            \(a),surveyed,2018-02-31
            \(a),surveyed,2018-13-01
            \(a),surveyed,5/3/2018
            \(a),surveyed,\(future)-01-05
            \(a),surveyed,2009-01-05
            \(a),surveyed,

            """)
        let refused = try bourn(
            "progress", office.workspace, "--record", bad, "--actor", "孙", "--organisations",
            GeoData.path("organisations.csv"), expecting: .refusedInput)
        refused.expectErrors(
            naming: "row 1", "no day 31 of month 2", "row 2", "row 3", "row 4", "not come yet", "row 5",
            "before the census began, 2017-01-01", "census-dates", "row 6")
        #expect(try count("progress_event") == "0")
        let table = try bourn("reference", office.workspace, "census-dates").output
        let edited = try office.source(
            "dates.csv", table.replacingOccurrences(of: "2017-01-01", with: "2008-12-31"))
        _ = try bourn(
            "reference", office.workspace, "census-dates", "--set", edited, "--reason", "r", "--actor", "钱")
        let early = try office.source("early.csv", "unit,stage,date\n\(a),surveyed,2009-01-05\n")
        _ = try bourn("progress", office.workspace, "--record", early, "--actor", "孙")
        let broken = try office.source(
            "broken.csv", table.replacingOccurrences(of: "2017-01-01", with: "2017-02-30"))
        try bourn(
            "reference", office.workspace, "census-dates", "--set", broken, "--reason", "r", "--actor", "钱",
            expecting: .refusedInput
        ).expectErrors(naming: "no day 30")
    }

    @Test(
        "a change of the whole while parts are out is warned of at once, in both languages, and a dry run merges nothing"
    )
    func whileOut() throws {
        let parts = office.folder.path("parts")
        _ = try bourn(
            "split", office.workspace, "--level", "county", "--to", parts, "--organisations",
            GeoData.path("organisations.csv"))
        let part = "\(parts)/990121000000.gpkg"
        let dry = try bourn("merge", office.workspace, part, "--dry-run")
        #expect(dry.output.contains("nothing was merged") && !dry.output.contains("✔ merged"))
        #expect(try bourn("status", office.workspace).output.contains("not back"))
        let told = try bourn(
            "record", office.workspace, a, "corrected", "--reason", "更名", "--actor", "王")
        #expect(told.errors.contains("990121000000: 1"))
        let list = try units("甲厂（更名）")
        for language in TestLanguage.allCases {
            let imported = try office.tryImporting("units", list, in: language)
            #expect(imported.errors.contains("990121000000"), "\(imported.errors)")
            #expect(language.isLanguage(of: imported.errors))
        }
        let refused = try bourn("merge", office.workspace, part, expecting: .faulty)
        #expect(refused.output.contains("placement undo"))
        _ = try office.tryImporting("units", try units("甲厂"))
        #expect(try bourn("merge", office.workspace, part).output.contains("✔ merged"))
        #expect(try office.tryImporting("units", list).errors.isEmpty)
    }

    @Test("coordinates in scientific notation are told from those that nobody can read")
    func scientificNotation() throws {
        let other = try Office()
        let list = try other.source(
            "spoilt.csv",
            """
            统一社会信用代码,单位名称,区划代码,经度,纬度
            91990121100000016N,甲厂,990121001001,1.16905e2,31.01
            91990121100000024H,乙厂,990121001001,abc,31.01

            """)
        let told = try other.tryImporting("units", list)
        #expect(
            told.output.contains("scientific notation; export them as text  1"),
            "\(told.output)\(told.errors)")
        #expect(told.output.contains("cannot be read  1"))
        #expect(try other.tryImporting("units", list, in: .chinese).output.contains("科学计数法"))
    }
}
