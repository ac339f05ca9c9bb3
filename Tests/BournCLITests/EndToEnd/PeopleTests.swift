import Foundation
import TestSupport
import Testing

@Suite("bourn people", .tags(.endToEnd))
struct PeopleTests {
    private let who = ["--actor", "甲", "--reason", "分工"]

    private func office(zones count: Int = 4) throws -> Office {
        let office = try Office()
        let rows = (0..<count).map { "\(villageCode($0))001,410101001000,\"\(squareWKT($0))\"\n" }
        let blocks = (0..<count).map { "\(villageCode($0)),虚\($0)村,\"\(squareWKT($0))\"\n" }
        _ = try office.importing(
            "blocks", try office.source("b.csv", "code,name,wkt\n" + blocks.joined()))
        let plan = try office.source("z.csv", "code,parent_code,wkt\n" + rows.joined())
        try BournProgram.run(["zones", "adopt", office.workspace, plan] + who).expect(.fine)
        return office
    }

    private func takeIn(_ office: Office, _ rows: String) throws -> ProgramResult {
        let table = try office.source("people.csv", "编号,姓名,角色,队伍,第三方,电话,工时上限\n" + rows)
        return try BournProgram.run(
            ["people", "import", office.workspace, table, "--format", "json"] + who)
    }

    private let four = "E1,张三,普查员,,,138,\nE2,李四,普查员,乌有测绘公司,是,139,\nS1,王五,普查指导员,,,,\n"

    @Test("rows read are those taken in and those refused with row, field and reason")
    func refused() throws {
        let office = try office()
        let result = try takeIn(office, four + "E1,赵六,普查员,,,,\n,孙七,普查员,,,,\nE5,周八,司机,,,,\nE6,吴九,普查员,,,,很多\n")
        result.expect(.faulty)
        #expect(result.output.contains("\"read\":7,\"accepted\":3,\"refused\":4"))
        result.expectErrors(naming: "row 4", "row 5", "row 6", "司机", "很多")
        #expect(try office.query("SELECT third_party FROM person WHERE code = 'E2'") == "1")
        let again = try takeIn(office, four)
        again.expect(.fine)
        #expect(again.output.contains("\"unchanged\":3"))
    }

    @Test("who took people in, why, and what it changed of them is on record; as before is no change")
    func attributed() throws {
        let office = try office()
        try takeIn(office, four).expect(.fine)
        try takeIn(office, four.replacingOccurrences(of: "138", with: "137")).expect(.fine)
        let log = "SELECT kind, person, subject, actor, reason FROM person_event ORDER BY fid"
        #expect(
            try office.query(log).split(separator: "\n") == [
                "registered|E1|name: 张三; role: enumerator; phone: 138|甲|分工",
                "registered|E2|name: 李四; role: enumerator; team: 乌有测绘公司; third_party: yes; phone: 139|甲|分工",
                "registered|S1|name: 王五; role: supervisor|甲|分工",
                "changed|E1|phone: 138 → 137|甲|分工",
            ])
        let table = try office.source("people.csv", "code,name,role\nE9,郑十,enumerator\n")
        try BournProgram.run("people", "import", office.workspace, table).expect(.usage)
        #expect(try office.query("SELECT count(*) FROM person") == "3")
    }

    @Test("all zones are given, changes are on record, and the book and the package show who does it")
    func assigned() throws {
        let office = try office()
        try takeIn(office, four).expect(.fine)
        try BournProgram.run("people", "show", office.workspace).expect(.faulty)
        try BournProgram.run(["people", "assign", office.workspace] + who).expect(.fine)
        try BournProgram.run("people", "show", office.workspace).expect(.fine)
        #expect(try office.query("SELECT count(*), count(DISTINCT person) FROM zone_person") == "4|2")
        #expect(
            try office.query("SELECT count(*) FROM person_event WHERE kind = 'assigned' AND actor = '甲'")
                == "6")
        let book = office.folder.path("book.html")
        try BournProgram.run("zones", "book", office.workspace, "--enumerator", "E2", "--output", book)
            .expect(.fine)
        let page = try String(contentsOfFile: book, encoding: .utf8)
        #expect(page.contains("李四 139"))
        #expect(page.contains("王五"))
        #expect(!page.contains("张三 138"))
        let unknown = try BournProgram.run(
            "zones", "book", office.workspace, "--enumerator", "E7", "--output", book)
        unknown.expect(.refusedInput)
        unknown.expectErrors(naming: "E7")
    }

    @Test("one zone is given by hand, and taken away again; a zone left alone is reported")
    func byHand() throws {
        let office = try office()
        try takeIn(office, four).expect(.fine)
        try BournProgram.run(["people", "assign", office.workspace] + who).expect(.fine)
        let zone = "\(villageCode(0))001"
        let owner = try office.query("SELECT person FROM zone_person WHERE zone = '\(zone)'")
        let assign = ["people", "assign", office.workspace, "--zone", zone]
        try BournProgram.run(assign + ["--person", owner, "--withdraw"] + who).expect(.faulty)
        let show = try BournProgram.run("people", "show", office.workspace, "--changes")
        show.expect(.faulty)
        #expect(show.output.contains("zone \(zone) has no enumerator"))
        let other = owner == "E1" ? "E2" : "E1"
        // All zones but one are the other's now, who has too much to do.
        try BournProgram.run(assign + ["--person", other] + who).expect(.faulty)
        #expect(try office.query("SELECT person FROM zone_person WHERE zone = '\(zone)'") == other)
        try BournProgram.run(assign + ["--person", "E7"] + who).expect(.refusedInput)
    }

    @Test("homes that no map has and people without hours are refused; a supervisor is not given a zone")
    func impossible() throws {
        let office = try office()
        let table = try office.source(
            "p.csv",
            "编号,姓名,角色,工时上限,经度,纬度\nE1,张三,普查员,,999,30\nE2,李四,普查员,0,,\nE3,王五,普查员,8,110.5,30.5\n"
                + "E4,赵六,普查员,,110.5,\nS1,孙七,普查指导员,,,\n")
        let result = try BournProgram.run(["people", "import", office.workspace, table] + who)
        result.expect(.faulty)
        result.expectErrors(naming: "row 1", "999", "row 2", "row 4")
        #expect(try office.query("SELECT group_concat(code) FROM person") == "E3,S1")
        let given = try BournProgram.run(
            [
                "people", "assign", office.workspace, "--zone", "\(villageCode(0))001", "--person", "S1",
            ] + who)
        given.expect(.refusedInput)
        given.expectErrors(naming: "S1 is a supervisor", "\(villageCode(0))001")
    }

    @Test("a workspace without people says what to do", arguments: TestLanguage.allCases)
    func noPeople(language: TestLanguage) throws {
        let office = try office(zones: 1)
        let result = try BournProgram.run(["people", "assign", office.workspace] + who, in: language)
        result.expect(.refusedInput)
        #expect(language.isLanguage(of: result.errors.replacingOccurrences(of: office.workspace, with: "")))
    }
}
