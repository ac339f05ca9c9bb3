import Foundation
import TestSupport
import Testing

/// Small made counties: squares side by side, one of them too heavy for a zone.
@Suite("Drawing zones of few blocks", .tags(.endToEnd), .timeLimit(.minutes(5)))
struct ZonesRedrawTests {
    let office: Office

    init() throws { office = try Office() }

    private let who = ["--actor", "甲", "--reason", "首次划区"]

    private func blocks(_ squares: [Int], _ units: [String], towns: [String]? = nil) throws -> String {
        let rows = zip(squares, units).enumerated().map { place, block in
            let town = towns.map { $0[place] } ?? "410101001000"
            let name = "虚\(block.0)村村民委员会"
            return "\(villageCode(block.0)),\(name),\(town),\(block.1),\"\(squareWKT(block.0))\"\n"
        }
        return try office.source("blocks.csv", "code,name,parent_code,units,wkt\n" + rows.joined())
    }

    /// Units spread evenly, so many in each square from the first.
    private func units(_ counts: [Int]) throws -> String {
        let rows = counts.enumerated().flatMap { square, count in
            (0..<count).map { unit in
                let (x, y) = ((Double(unit % 20) + 0.52) / 20, (Double(unit / 20) + 0.53) / 20)
                return "\(square)u\(unit),虚企\(unit),\(110 + Double(square) + x),\(30 + y)\n"
            }
        }
        return try office.source("units.csv", "统一社会信用代码,单位名称,经度,纬度\n" + rows.joined())
    }

    private func draw(_ arguments: [String], to name: String = "zones.gpkg") throws -> ProgramResult {
        try BournProgram.run(
            ["zones", "draw"] + arguments
                + ["--seconds", "0.1", "--output", office.folder.path(name), "--format", "json"])
    }

    private func codes(_ name: String = "zones.gpkg") throws -> String {
        try office.query("SELECT code FROM zone ORDER BY code", in: office.folder.path(name))
    }

    private let heavy = [60, 280, 60]

    private func drawHeavy(_ more: [String] = [], to name: String = "zones.gpkg") throws -> ProgramResult {
        try draw(
            [
                try blocks([0, 1, 2], heavy.map(String.init)), "--weight-field", "units", "--units",
                try units(heavy), "--min", "20", "--max", "150",
            ] + more, to: name)
    }

    @Test("redrawn from its own result, a county with a split block keeps every zone and every code")
    func ownResult() throws {
        try drawHeavy().expect(.fine)
        let again = try drawHeavy(["--last", office.folder.path("zones.gpkg")], to: "again.gpkg")
        again.expect(.fine)
        #expect(again.output.contains("\"kept_share\":1,"), "\(again.output)")
        #expect(again.output.contains("\"split_blocks\":1"), "\(again.output)")
        #expect(try codes("again.gpkg") == codes())
        let areas = "SELECT code, workload, blocks FROM zone ORDER BY code"
        #expect(
            try office.query(areas, in: office.folder.path("again.gpkg"))
                == office.query(areas, in: office.folder.path("zones.gpkg")))
    }

    @Test("adopting gives the codes that were drawn, and editing counts the workload that was drawn")
    func sameCodes() throws {
        _ = try office.importing("blocks", try blocks([0, 1, 2], ["60", "280", "60"]))
        // Fewer units are located than the blocks report.
        _ = try office.tryImporting("units", try units([60, 140, 10]))
        let drawn = try draw([
            office.workspace, "--weight-field", "units", "--units", try units([60, 140, 10]), "--min", "20",
            "--max", "150",
        ])
        drawn.expect(.fine)
        try BournProgram.run(["zones", "adopt", office.workspace, office.folder.path("zones.gpkg")] + who)
            .expect(.fine)
        #expect(try office.query("SELECT code FROM zone ORDER BY code") == codes())
        let status = try BournProgram.run(
            "zones", "edit", "status", office.workspace, "--format", "json")
        status.expect(.fine)
        #expect(status.output.contains("\"min\":20,\"max\":150,\"workload\":400"), "\(status.output)")
        let loads = try office.query(
            "SELECT group_concat(CAST(round(workload) AS INTEGER), ' ') FROM (SELECT workload FROM zone ORDER BY code)",
            in: office.folder.path("zones.gpkg"))
        let shown = status.output.matches(of: /"name":"[^"]*","workload":([0-9.]+)/).map {
            String(Int((Double($0.1) ?? 0).rounded()))
        }
        #expect(shown.joined(separator: " ") == loads, "\(status.output)")
        try workloadOfTheDrawIsUsed()
    }

    /// People's hours and the book follow the 400 that were drawn, not the 210 units that are located.
    private func workloadOfTheDrawIsUsed() throws {
        let people = try office.source("p.csv", "code,name,role\nE1,甲,enumerator\nS1,乙,supervisor\n")
        try BournProgram.run(["people", "import", office.workspace, people] + who).expect(.fine)
        let work = try BournProgram.run(
            ["people", "assign", office.workspace, "--format", "json"] + who)
        #expect(work.output.contains("\"workload_by\":\"units\""), "\(work.output)")
        let load = work.output.firstMatch(of: /"units":([0-9.]+),"workload":([0-9.]+)/)
        #expect(load.map { "\($0.1)" } == "210", "\(work.output)")
        #expect(load.flatMap { Double($0.2) }.map { abs($0 - 400) < 1e-3 } == true, "\(work.output)")
        let book = office.folder.path("book.html")
        try BournProgram.run("zones", "book", office.workspace, "--output", book).expect(.fine)
        #expect(try String(contentsOfFile: book, encoding: .utf8).contains("（units）"))
    }

    @Test("blocks without common border are joined by a link, and editing keeps a zone over the link whole")
    func link() throws {
        let (a, b, c) = (villageCode(0), villageCode(2), villageCode(3))
        let source = try blocks([0, 2, 3], ["10", "10", "30"])
        _ = try office.importing("blocks", source)
        let alone = try draw([source, "--weight-field", "units", "--min", "15", "--max", "30"])
        alone.expect(.faulty)
        let joined = try draw([
            source, "--weight-field", "units", "--min", "15", "--max", "30", "--link", "\(a):\(b)",
        ])
        joined.expect(.fine)
        #expect(joined.output.contains("\"zones\":2,"), "\(joined.output)")
        try BournProgram.run(["zones", "adopt", office.workspace, office.folder.path("zones.gpkg")] + who)
            .expect(.fine)
        let ferry = "\(a)001"
        let moved = try BournProgram.run(
            ["zones", "edit", "merge", office.workspace, "--zone", "\(c)001", "--into", ferry] + who)
        moved.expect(.fine)
        let back = try BournProgram.run(
            ["zones", "edit", "split", office.workspace, "--block", c] + who)
        back.expect(.fine)
    }

    @Test(
        "a link that cannot work is named with its option and what is wrong", arguments: TestLanguage.allCases
    )
    func wrongLinks(language: TestLanguage) throws {
        let towns = ["410101001000", "410101002000"]
        let source = try blocks([0, 1], ["10", "10"], towns: towns)
        let links = [
            ("1:2", "1"), ("\(villageCode(0)):\(villageCode(0))", villageCode(0)),
            ("\(villageCode(0)):\(villageCode(1))", "410101002000"),
        ]
        for (link, name) in links {
            let result = try BournProgram.run(
                [
                    "zones", "draw", source, "--weight-field", "units", "--min", "1", "--max", "30", "--link",
                    link, "--output", office.folder.path("z.gpkg"),
                ], in: language)
            result.expect(.refusedInput)
            result.expectErrors(naming: "--link", name)
        }
    }

    @Test("a locked zone of the last census stays as it was, and a greatest area makes more zones")
    func lockAndArea() throws {
        let source = try blocks([0, 1, 2, 3], ["10", "10", "10", "10"])
        let base = [source, "--weight-field", "units", "--min", "0", "--max", "25"]
        try draw(base).expect(.fine)
        let first = try #require(codes().split(separator: "\n").first).description
        let blocks = "SELECT blocks FROM zone WHERE code = '\(first)'"
        let before = try office.query(blocks, in: office.folder.path("zones.gpkg"))
        let wide = [source, "--weight-field", "units", "--min", "0", "--max", "100"]
        let locked = try draw(
            wide + ["--last", office.folder.path("zones.gpkg"), "--lock", first], to: "locked.gpkg")
        locked.expect(.fine)
        #expect(try office.query(blocks, in: office.folder.path("locked.gpkg")) == before)
        // Squares of one degree: some 10,700 km² each.
        let small = try draw(wide + ["--target", "40", "--max-area", "25000"], to: "small.gpkg")
        small.expect(.fine)
        #expect(small.output.contains("\"zones\":2,"), "\(small.output)")
    }

    @Test("cells that are no workload are counted, listed with their reasons, and end with exit code 1")
    func badCells() throws {
        let source = try blocks([0, 1, 2, 3, 4, 5, 6, 7], ["10", "-3", "", "x", "1e300", "nan", "y", "z"])
        let result = try draw([source, "--weight-field", "units", "--min", "0", "--max", "30"])
        result.expect(.faulty)
        #expect(result.output.contains("\"bad_workloads\":7"), "\(result.output)")
        result.expectErrors(naming: "“-3” is negative", "“x” is no number", "zones.gpkg.refused.csv")
        let list = try String(contentsOfFile: office.folder.path("zones.gpkg.refused.csv"), encoding: .utf8)
        #expect(list.split(whereSeparator: \.isNewline).count == 8, "\(list)")
    }

    @Test("codes in several rows and blocks without parent are named")
    func duplicates() throws {
        let source = try office.source(
            "d.csv",
            "code,parent_code,units,wkt\n\(villageCode(0)),410101001000,5,\"\(squareWKT(0))\"\n"
                + "\(villageCode(0)),410101001000,5,\"\(squareWKT(1))\"\n"
                + "\(villageCode(2)),,5,\"\(squareWKT(2))\"\n")
        let result = try draw([source, "--weight-field", "units", "--min", "0", "--max", "30"])
        result.expectErrors(naming: "1 codes stand in several rows: \(villageCode(0))", villageCode(2))
        #expect(
            result.output.contains("\"duplicate_codes\":[\"\(villageCode(0))\"],\"duplicate_last_codes\":[]"))
        let again = try draw(
            [source, "--weight-field", "units", "--min", "0", "--max", "30", "--last", source], to: "b.gpkg")
        #expect(again.output.contains("\"duplicate_last_codes\":[\"\(villageCode(0))\"]"), "\(again.output)")
    }

    @Test(
        "numbers too great to count with are a mistake in usage",
        arguments: [["--seconds", "1e300"], ["--seconds", "1e13"], ["--weight-field", "1e308*units"]])
    func tooGreat(options: [String]) throws {
        let source = try blocks([0], ["10"])
        let result = try BournProgram.run(
            [
                "zones", "draw", source, "--weight-field", "units", "--min", "0", "--max", "30", "--output",
                office.folder.path("z.gpkg"),
            ] + options)
        result.expect(.usage)
    }
}
