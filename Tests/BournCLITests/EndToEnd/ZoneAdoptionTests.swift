import Foundation
import TestSupport
import Testing

@Suite("bourn zones adopt, lineage and rename", .tags(.endToEnd))
struct ZoneAdoptionTests {
    private func zones(_ office: Office, _ name: String, _ squares: [Int]) throws -> String {
        let rows = squares.map { "\(villageCode($0))001,第一普查小区,410101001000,\"\(squareWKT($0))\"\n" }
        return try office.source(name, "code,name,parent_code,wkt\n" + rows.joined())
    }

    private func office() throws -> Office {
        let office = try Office()
        let rows = (0..<3).map { "\(villageCode($0)),虚\($0)村村民委员会,410101001000,\"\(squareWKT($0))\"\n" }
        _ = try office.importing(
            "blocks", try office.source("blocks.csv", "code,name,parent_code,wkt\n" + rows.joined()))
        return office
    }

    private func adopt(_ office: Office, _ plan: String, _ more: String...) throws -> ProgramResult {
        try BournProgram.run(
            ["zones", "adopt", office.workspace, plan, "--actor", "甲", "--reason", "首次划区"] + more)
    }

    @Test("a plan is taken in with names unique in the town, and lineage tells who, when and why")
    func adopted() throws {
        let office = try office()
        let result = try adopt(office, try zones(office, "plan.csv", [0, 1, 2]), "--format", "json")
        result.expect(.fine)
        #expect(result.output.contains("\"zones\":3"))
        #expect(result.output.contains("\"created\":3"))
        #expect(try office.query("SELECT count(DISTINCT name) FROM zone") == "3")
        let lineage = try BournProgram.run("zones", "lineage", office.workspace)
        lineage.expect(.fine)
        #expect(lineage.output.contains("甲  首次划区"))
    }

    @Test("a code that ended stays on record as retired and comes back in no later plan")
    func retired() throws {
        let office = try office()
        try adopt(office, zones(office, "1.csv", [0, 1]), "--with-faults").expect(.fine)
        try adopt(office, zones(office, "2.csv", [0]), "--with-faults").expect(.fine)
        try adopt(office, zones(office, "3.csv", [0, 1]), "--with-faults").expect(.fine)
        #expect(
            try office.query("SELECT code FROM zone ORDER BY code")
                == "\(villageCode(0))001\n\(villageCode(1))002")
        let lineage = try BournProgram.run(
            "zones", "lineage", office.workspace, "--code", "\(villageCode(1))001", "--format", "json")
        #expect(lineage.output.contains("\"retired\":true"))
    }

    @Test("without a reason nothing is taken in", arguments: TestLanguage.allCases)
    func noReason(language: TestLanguage) throws {
        let office = try office()
        let result = try BournProgram.run(
            [
                "zones", "adopt", office.workspace, zones(office, "1.csv", [0]), "--actor", "甲", "--reason",
                " ",
            ], in: language)
        result.expect(.usage)
        #expect(try office.query("SELECT count(*) FROM zone") == "0")
    }

    @Test("a plan with a row that has no area is refused as a whole, with the row")
    func damaged() throws {
        let office = try office()
        let plan = try office.source(
            "p.csv", "code,wkt\n\(villageCode(0))001,\"\(squareWKT(0))\"\n\(villageCode(1))001,POINT(1 1)\n")
        let result = try adopt(office, plan)
        result.expect(.refusedInput)
        result.expectErrors(naming: "row 2", "\(villageCode(1))001")
        #expect(try office.query("SELECT count(*) FROM zone") == "0")
    }

    @Test("a rename is recorded, and a name that another zone of the town has is refused")
    func rename() throws {
        let office = try office()
        try adopt(office, zones(office, "1.csv", [0, 1, 2])).expect(.fine)
        func rename(_ square: Int) throws -> ProgramResult {
            try BournProgram.run(
                "zones", "rename", office.workspace, "\(villageCode(square))001", "码头小区", "--actor", "乙",
                "--reason", "群众习惯")
        }
        try rename(0).expect(.fine)
        let second = try rename(1)
        second.expect(.refusedInput)
        second.expectErrors(naming: "\(villageCode(0))001", "码头小区")
        let lineage = try BournProgram.run("zones", "lineage", office.workspace)
        #expect(lineage.output.contains("码头小区  乙  群众习惯"))
    }

    @Test(
        "a plan with a gap or an overlap is refused with the place; taken in all the same, that is on record")
    func faults() throws {
        let office = try office()
        let gap = try adopt(office, zones(office, "gap.csv", [0, 2]))
        gap.expect(.refusedInput)
        gap.expectErrors(naming: "gap.csv", "(111.5, 30.5)", "--with-faults")
        let rows = [
            (0, squareWKT(0)), (1, squareWKT(1)),
            (2, "POLYGON((111.5 30, 113 30, 113 31, 111.5 31, 111.5 30))"),
        ]
        let plan = try office.source(
            "over.csv",
            "code,wkt\n" + rows.map { "\(villageCode($0.0))001,\"\($0.1)\"\n" }.joined())
        let overlap = try adopt(office, plan)
        overlap.expect(.refusedInput)
        overlap.expectErrors(naming: "overlap", "(111.75, 30.5)", "\(villageCode(1))001")
        #expect(try office.query("SELECT count(*) FROM zone") == "0")
        let taken = try adopt(office, plan, "--with-faults", "--format", "json")
        taken.expect(.fine)
        #expect(taken.output.contains("\"faults\":1"))
        let lineage = try BournProgram.run("zones", "lineage", office.workspace)
        #expect(lineage.output.contains("taken in with 1 faults of coverage"))
    }
}
