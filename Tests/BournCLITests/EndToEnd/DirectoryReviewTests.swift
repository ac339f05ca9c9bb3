import Foundation
import GeoModel
import TestSupport
import Testing

@Suite("What people decide about the sample directory", .tags(.endToEnd))
struct DirectoryReviewTests {
    let office: Office

    init() throws {
        office = try Office()
        _ = try office.importing("units", GeoData.path("units.csv"), expecting: .faulty)
    }

    private func bourn(
        _ arguments: String..., expecting status: ExitStatus = .fine,
        location: SourceLocation = #_sourceLocation
    ) throws -> ProgramResult {
        let result = try BournProgram.run(arguments)
        result.expect(status, location)
        return result
    }

    /// The unit keys by the numbers that rows have in the file.
    private func keys() throws -> [String: String] {
        let rows = try office.query("SELECT json_extract(source_fields, '$.序号'), unit_key FROM unit")
            .split(separator: "\n").map { $0.split(separator: "|", maxSplits: 1).map(String.init) }
        return Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
    }

    /// Pairs of rows planted in the sample, by the kind of mistake.
    private func planted(_ kinds: Set<String>) throws -> [Set<String>] {
        let keys = try keys()
        return try GeoData.text("unit-answers.csv").split(whereSeparator: \.isNewline).compactMap { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard cells[0] == "units.csv", kinds.contains(cells[2]), let row = keys[cells[1]],
                let related = keys[cells[6]]
            else { return nil }
            return [row, related]
        }
    }

    @Test(
        "planted duplicates are proposed, the traps are not, nothing is deleted, and a decision can be withdrawn"
    )
    func duplicates() throws {
        let found = try bourn(
            "directory", "duplicates", office.workspace, "--format", "json", expecting: .faulty)
        let json = try JSONValue(json: Array(found.output.utf8))
        let pairs = json.list("pairs").map { Set([$0.text("first"), $0.text("second")]) }
        let wanted = try planted([
            "duplicate-credit-code", "duplicate-organisation-code", "duplicate-near-name",
        ])
        #expect(wanted.count == 26)
        #expect(pairs.count == wanted.count, "nothing else is proposed")
        for pair in wanted { #expect(pairs.contains(pair), "\(pair)") }
        for pair in try planted(["same-code-other-county", "same-code-other-suffix"]) {
            #expect(!pairs.contains(pair), "\(pair)")
        }
        let before = try office.query("SELECT count(*) FROM unit")
        let pair = wanted[0].sorted()
        _ = try bourn(
            "directory", "dispose", office.workspace, pair[1], "closed", "--reason", "已停产", "--actor", "李")
        let shown = try bourn("directory", "duplicates", office.workspace, expecting: .faulty).output
        #expect(shown.contains("    recorded – ") && shown.contains("\(pair[0]): nothing"))
        #expect(shown.contains("\(pair[1]): states 1"))
        let decided = try bourn(
            "directory", "duplicates", office.workspace, pair[1], pair[0], "--decide", "same", "--reason",
            "同一执照",
            "--actor", "李")
        #expect(decided.errors.contains("\(pair[1]): states 1"))
        let left = try bourn(
            "directory", "duplicates", office.workspace, "--format", "json", expecting: .faulty)
        #expect(try JSONValue(json: Array(left.output.utf8)).list("pairs").count == pairs.count - 1)
        _ = try bourn(
            "directory", "duplicates", office.workspace, pair[0], pair[1], "--decide", "withdrawn",
            "--reason", "看错",
            "--actor", "李")
        let again = try bourn(
            "directory", "duplicates", office.workspace, "--format", "json", expecting: .faulty)
        let rest = try JSONValue(json: Array(again.output.utf8)).list("pairs")
        #expect(rest.map { Set([$0.text("first"), $0.text("second")]) } == pairs)
        #expect(try office.query("SELECT count(*) FROM unit") == before)
    }

    @Test("a code that fails its check is listed until a named reviewer takes it")
    func codes() throws {
        let list = try bourn("directory", "codes", office.workspace, "--format", "json", expecting: .faulty)
        let open = try JSONValue(json: Array(list.output.utf8)).list("codes").map { $0.text("unit") }
        #expect(open.count >= 6)
        for key in open {
            _ = try bourn(
                "directory", "codes", office.workspace, "--accept", key, "--reason", "执照原件如此", "--reviewer",
                "王")
        }
        let done = try bourn("directory", "codes", office.workspace)
        #expect(done.output.contains("王"))
        let blank = try bourn(
            "directory", "codes", office.workspace, "--accept", open[0], "--reason", " ", "--reviewer", "王",
            expecting: .usage)
        #expect(blank.errors.contains("--reviewer"))
    }

    @Test("departments' opinions and the six states are entered by list or one by one, all of a list or none")
    func review() throws {
        let units = try office.query("SELECT unit_key FROM unit LIMIT 2").split(separator: "\n").map(
            String.init)
        let header = "unit,department,disposition,reason\n"
        let bad = try office.source(
            "bad.csv", header + "\(units[0]),tax,normal,在营\n\(units[0]),fire,normal,x\nnobody,tax,odd,\n")
        let refused = try bourn(
            "directory", "opinion", office.workspace, "--file", bad, "--actor", "赵", expecting: .refusedInput)
        refused.expectErrors(naming: "row 2", "fire", "row 3", "odd")
        let good = try office.source(
            "good.csv",
            header + "\(units[0]),tax,normal,在营\n\(units[0]),industry,closed,已停产\n\(units[1]),tax,normal,在营\n"
        )
        _ = try bourn("directory", "opinion", office.workspace, "--file", good, "--actor", "赵")
        let divided = try bourn("directory", "review", office.workspace, expecting: .faulty)
        #expect(divided.output.contains("#2E9E4F") && divided.output.contains("divided"))
        _ = try bourn(
            "directory", "dispose", office.workspace, units[0], "closed", "--reason", "会审", "--actor", "赵")
        let settled = try bourn("directory", "review", office.workspace, "--format", "json")
        #expect(try JSONValue(json: Array(settled.output.utf8)).list("reviewed").count == 2)
    }

    @Test("reference data are printed, edited and put back, and a faulty table is refused with every fault")
    func reference() throws {
        let table = try bourn("directory", "reference", office.workspace, "dispositions").output
        #expect(table.contains("Bourn default"))
        let edited = try office.source(
            "states.csv", table.replacingOccurrences(of: "#2E9E4F", with: "#00FF00"))
        _ = try bourn(
            "directory", "reference", office.workspace, "dispositions", "--set", edited, "--reason", "省办色标",
            "--actor", "钱")
        #expect(try bourn("directory", "review", office.workspace).output.contains("#00FF00"))
        #expect(try office.query("SELECT actor, reason FROM reference_change") == "钱|省办色标")
        let broken = try office.source("broken.csv", table.replacingOccurrences(of: "#2E9E4F", with: "green"))
        let refused = try bourn(
            "directory", "reference", office.workspace, "dispositions", "--set", broken, "--reason", "r",
            "--actor", "a", expecting: .refusedInput)
        refused.expectErrors(naming: "green")
    }

    @Test("progress is counted by organisation and half month, up to the province")
    func progress() throws {
        let units = try office.query("SELECT unit_key FROM unit WHERE declared_zone LIKE '990122%' LIMIT 2")
            .split(separator: "\n").map(String.init)
        let events = try office.source(
            "events.csv",
            "unit,stage,date\n\(units[0]),surveyed,2018-03-02\n\(units[1]),surveyed,2018-04-20\n\(units[0]),surveyed,2018-04-01\n"
        )
        let result = try bourn(
            "directory", "progress", office.workspace, "--record", events, "--actor", "孙", "--organisations",
            GeoData.path("organisations.csv"), "--format", "json")
        let json = try JSONValue(json: Array(result.output.utf8))
        #expect(json.list("periods").count == 4)
        let rows = json.list("rows").filter { $0.text("stage") == "surveyed" }
        for organisation in ["990000000000", "990100000000", "990122000000"] {
            let row = try #require(rows.first { $0.text("organisation") == organisation })
            #expect(row.list("reached").map(\.int) == [1, 0, 0, 1])
        }
        let total = try #require(rows.first { $0.text("organisation") == "990000000000" })
        #expect(try "\(total.number("units"))" == office.query("SELECT count(*) FROM unit"))
        let page = try BournProgram.run(["directory", "progress", office.workspace], in: .chinese)
        #expect(page.output.contains("2018年3月上半月") && page.output.contains("拟溪县"))
        let dates = try office.source(
            "dates.csv", "code,title_zh,title_en,day,origin\nbegan,开始,began,2009-01-01,省办\n")
        _ = try bourn(
            "directory", "reference", office.workspace, "census-dates", "--set", dates, "--reason", "r",
            "--actor", "孙")
        let early = try office.source("early.csv", "unit,stage,date\n\(units[1]),submitted,2009-01-05\n")
        let wide = try bourn("directory", "progress", office.workspace, "--record", early, "--actor", "孙")
        #expect(wide.output.contains("left out: 221") && wide.output.contains("2009-01, first half"))
        let bad = try office.source("bad.csv", "unit,stage,date\n\(units[0]),flown,2018-13-01\n")
        try bourn(
            "directory", "progress", office.workspace, "--record", bad, "--actor", "孙",
            expecting: .refusedInput
        ).expectErrors(naming: "flown", "surveyed")
    }

    @Test("a sample is drawn once, results before it and beside it are refused, and rates follow from them")
    func quality() throws {
        let early = try office.source("early.csv", "unit,duplicate,checked,wrong\nx,no,25,1\n")
        try bourn("quality", "enter", office.workspace, early, "--actor", "周", expecting: .refusedInput)
            .expectErrors(naming: "quality draw")
        let draw = try bourn(
            "quality", "draw", office.workspace, "--seed", "7", "--share", "0.02", "--actor", "周", "--format",
            "json")
        try bourn(
            "quality", "draw", office.workspace, "--seed", "8", "--actor", "周", expecting: .refusedInput
        )
        .expectErrors(naming: "drawn")
        let units = try JSONValue(json: Array(draw.output.utf8)).list("strata").flatMap { $0.list("units") }
            .compactMap { if case .string(let key) = $0 { key } else { nil } }
        #expect(units.count >= 80)
        try bourn("quality", "enter", office.workspace, early, "--actor", "周", expecting: .refusedInput)
            .expectErrors(naming: "row 1", "not in the sample")
        let rows = units.enumerated().map { "\($1),\($0 == 0 ? "yes" : "no"),25,\($0 % 2)\n" }.joined()
        let results = try office.source("results.csv", "unit,duplicate,checked,wrong\n" + rows)
        _ = try bourn("quality", "enter", office.workspace, results, "--actor", "周")
        let areas = try office.source("areas.csv", "area,found,missed\n990121,70,1\n")
        _ = try bourn("quality", "enter", office.workspace, areas, "--areas", "--actor", "周")
        let rates = try bourn("quality", "rates", office.workspace, "--format", "json")
        let list = try JSONValue(json: Array(rates.output.utf8)).list("rates")
        #expect(list.map { $0.text("kind") } == ["missed", "duplicate", "error"])
        #expect(list.map { $0.number("hits") } == [1, 1, units.count / 2])
        #expect(list.map { $0.number("cases") } == [70, units.count, 25 * units.count])
        #expect(list[2].text("verdict") == "passed")
    }

    @Test("every column of a kind's own is kept by the import and read by its form")
    func forms() throws {
        let farms = try office.source(
            "farms.csv",
            """
            统一社会信用代码,单位名称,单位类别,区划代码,生猪（头）,奶牛,其他厂址,行业代码,行业代码2,传真
            91110000101623741K,甲养殖场,规模化畜禽养殖场,990121001001,600,,东村|1|运行；西村,0313,0321,0990
            91130200699229617X,乙养殖场,规模化畜禽养殖场,990121001001,约五百,,,0313,,

            """)
        let other = try Office()
        _ = try other.importing("units", farms)
        let all = try bourn("directory", "forms", other.workspace, "--format", "json", expecting: .faulty)
        let json = try JSONValue(json: Array(all.output.utf8))
        #expect(json.list("faults").map { $0.text("value") } == ["约五百"])
        #expect(json.number("several_industries") == 1 && json.number("other_sites") == 1)
        #expect(json.list("unknown_columns") == [.string("传真")])
        let one = try bourn("directory", "forms", other.workspace, "--unit", "91110000101623741K||990121")
        for word in ["600 头", "0313", "0321", "东村 | 1 | 运行", "西村", "yes"] {
            #expect(one.output.contains(word), "\(one.output)")
        }
    }
}

extension JSONValue {
    private func member(_ name: String) -> JSONValue? {
        if case .object(let members) = self { members.first { $0.name == name }?.value } else { nil }
    }

    fileprivate func list(_ name: String) -> [JSONValue] {
        if case .array(let values)? = member(name) { values } else { [] }
    }

    fileprivate func text(_ name: String) -> String {
        if case .string(let text)? = member(name) { text } else { "" }
    }

    fileprivate func number(_ name: String) -> Int { member(name)?.int ?? -1 }

    fileprivate var int: Int { if case .number(let number) = self { number.int ?? -1 } else { -1 } }
}
