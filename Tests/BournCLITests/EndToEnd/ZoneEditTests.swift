import Foundation
import TestSupport
import Testing

@Suite("bourn zones edit", .tags(.endToEnd))
struct ZoneEditTests {
    private let a = "\(villageCode(0))001"
    private let b = "\(villageCode(2))001"

    /// Four villages in a row, two zones of two, numbers of units 10, 20, 30 and 40.
    private func office() throws -> Office {
        let office = try Office()
        let blocks = (0..<4).map {
            "\(villageCode($0)),虚\($0)村村民委员会,410101001000,\(10 * ($0 + 1)),\"\(squareWKT($0))\"\n"
        }
        _ = try office.importing(
            "blocks", try office.source("b.csv", "code,name,parent_code,units,wkt\n" + blocks.joined()))
        let zones = [(a, 110), (b, 112)].map { code, x in
            "\(code),410101001000,\"POLYGON((\(x) 30, \(x + 1) 30, \(x + 2) 30, \(x + 2) 31, \(x + 1) 31, \(x) 31, \(x) 30))\"\n"
        }
        let plan = try office.source("z.csv", "code,parent_code,wkt\n" + zones.joined())
        try BournProgram.run(["zones", "adopt", office.workspace, plan] + who).expect(.fine)
        return office
    }

    private let who = ["--actor", "甲", "--reason", "实地核对"]

    private func edit(_ office: Office, _ arguments: String...) throws -> ProgramResult {
        try BournProgram.run(["zones", "edit", arguments[0], office.workspace] + arguments.dropFirst() + who)
    }

    private func line(_ office: Office, _ coordinates: String) throws -> String {
        try office.source(
            "line.geojson",
            #"{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":["#
                + coordinates + "]}}")
    }

    private func zones(_ office: Office) throws -> String {
        try office.query("SELECT code, name, hex(geom) FROM zone ORDER BY code")
    }

    private func coverage(_ office: Office) throws {
        try BournProgram.run("coverage", "check", office.workspace, "--layer", "zone").expect(.fine)
    }

    @Test("a moved block changes both zones, is told with the limits, and is on record")
    func move() throws {
        let office = try office()
        let result = try edit(
            office, "move", "--block", villageCode(1), "--to", b, "--max", "60", "--format", "json")
        result.expect(.fine)
        #expect(result.output.contains("\"done\":\"moved\""))
        #expect(result.output.contains("\"workload\":90,\"excess\":30"))
        let lineage = try BournProgram.run("zones", "lineage", office.workspace).output
        #expect(lineage.contains("block moved  \(a) → \(b)"))
        #expect(lineage.contains("甲  实地核对"))
        try coverage(office)
    }

    @Test(
        "a split along a line, a merge and a moved border are undone over sessions to the last byte, and done again"
    )
    func undoAndRedo() throws {
        let office = try office()
        let cut = try line(office, "[110.5,29],[110.5,32]")
        var states = [try zones(office)]
        try edit(office, "split", "--zone", a, "--line", cut).expect(.fine)
        try coverage(office)
        states.append(try zones(office))
        let border = try line(office, "[112.5,29],[112.4,30.5],[112.5,32]")
        try edit(office, "border", "--zone", a, "--zone", b, "--line", border).expect(.fine)
        try coverage(office)
        states.append(try zones(office))
        try edit(office, "merge", "--zone", b, "--into", a).expect(.fine)
        states.append(try zones(office))
        #expect(Set(states).count == 4)
        for state in states.dropLast().reversed() {
            try edit(office, "undo").expect(.fine)
            #expect(try zones(office) == state)
        }
        try edit(office, "undo").expect(.refusedInput)
        for state in states.dropFirst() {
            try edit(office, "redo").expect(.fine)
            #expect(try zones(office) == state)
        }
        try edit(office, "redo").expect(.refusedInput)
        try BournProgram.run("workspace", "check", office.workspace).expect(.fine)
    }

    @Test("a new code is retired when the split is undone, and the next split does not get it")
    func retiredByUndo() throws {
        let office = try office()
        let cut = try line(office, "[110.5,29],[110.5,32]")
        try edit(office, "split", "--zone", a, "--line", cut).expect(.fine)
        try edit(office, "undo").expect(.fine)
        try edit(office, "split", "--zone", a, "--line", cut).expect(.fine)
        let codes = try office.query("SELECT code FROM zone ORDER BY code").split(separator: "\n")
        #expect(codes.contains("\(villageCode(0))003"))
        #expect(!codes.contains("\(villageCode(0))002"))
    }

    @Test("a locked zone is not edited until it is unlocked", arguments: TestLanguage.allCases)
    func lock(language: TestLanguage) throws {
        let office = try office()
        try edit(office, "lock", "--zone", b).expect(.fine)
        let before = try zones(office)
        let refused = try BournProgram.run(
            ["zones", "edit", "move", office.workspace, "--block", villageCode(1), "--to", b] + who,
            in: language)
        refused.expect(.refusedInput)
        refused.expectErrors(naming: b)
        #expect(try zones(office) == before)
        try edit(office, "unlock", "--zone", b).expect(.fine)
        try edit(office, "move", "--block", villageCode(1), "--to", b).expect(.fine)
    }

    @Test("a locked zone keeps its name and ground: by rename, by adopting a plan, and in a new drawing")
    func lockOutsideEditing() throws {
        let office = try office()
        try edit(office, "lock", "--zone", b).expect(.fine)
        try BournProgram.run(["zones", "rename", office.workspace, b, "另名"] + who).expect(.refusedInput)
        let whole = try office.source(
            "w.csv",
            "code,parent_code,wkt\n\(a),410101001000,"
                + "\"POLYGON((110 30, 114 30, 114 31, 110 31, 110 30))\"\n")
        let refused = try BournProgram.run(["zones", "adopt", office.workspace, whole] + who)
        refused.expect(.refusedInput)
        refused.expectErrors(naming: b)
        let plan = office.folder.path("next.gpkg")
        let drawn = try BournProgram.run(
            "zones", "draw", office.workspace, "--layer", "block", "--weight-field", "units", "--min", "0",
            "--max", "100", "--seconds", "0.1", "--last", office.workspace, "--output", plan)
        drawn.expect(.fine)
        try BournProgram.run(["zones", "adopt", office.workspace, plan] + who).expect(.fine)
        try BournProgram.run(["zones", "rename", office.workspace, b, "另名"] + who).expect(.refusedInput)
    }

    @Test("a plan that does not tell towns is refused where a zone lies in two of them")
    func acrossTowns() throws {
        let office = try Office()
        let blocks = (0..<2).map {
            "\(villageCode($0)),虚\($0)村村民委员会,41010100\($0 + 1)000,10,\"\(squareWKT($0))\"\n"
        }
        _ = try office.importing(
            "blocks", try office.source("b.csv", "code,name,parent_code,units,wkt\n" + blocks.joined()))
        let plan = try office.source(
            "z.csv", "code,wkt\n\(a),\"POLYGON((110 30, 111 30, 112 30, 112 31, 111 31, 110 31, 110 30))\"\n")
        let refused = try BournProgram.run(["zones", "adopt", office.workspace, plan] + who)
        refused.expect(.refusedInput)
        refused.expectErrors(naming: a)
    }

    @Test("a file with no line, or with several, is refused and named")
    func notOneLine() throws {
        let office = try office()
        let point = try office.source("p.geojson", #"{"type":"Point","coordinates":[110.5,30.5]}"#)
        let result = try edit(office, "split", "--zone", a, "--line", point)
        result.expect(.refusedInput)
        result.expectErrors(naming: "p.geojson")
    }

    @Test("zones that QGIS changed since are not undone over: the edit is refused and the change stays")
    func changedElsewhere() throws {
        let office = try office()
        try edit(office, "merge", "--zone", b, "--into", a).expect(.fine)
        // The program has no functions for the triggers of the spatial index.
        for trigger in try office.triggers(of: office.workspace) {
            try office.damage(office.workspace, "DROP TRIGGER \(trigger)")
        }
        try office.damage(office.workspace, "UPDATE zone SET name = 'QGIS' WHERE code = '\(a)'")
        let result = try edit(office, "undo")
        result.expect(.refusedInput)
        #expect(try office.query("SELECT name FROM zone WHERE code = '\(a)'") == "QGIS")
    }

    @Test("a rename is taken back and done again like any edit, and edits before it can still be undone")
    func rename() throws {
        let office = try office()
        let before = try zones(office)
        try edit(office, "move", "--block", villageCode(1), "--to", b).expect(.fine)
        let moved = try zones(office)
        try BournProgram.run(["zones", "rename", office.workspace, a, "码头小区"] + who).expect(.fine)
        let renamed = try zones(office)
        #expect(renamed != moved)
        try edit(office, "undo").expect(.fine)
        #expect(try zones(office) == moved)
        try edit(office, "redo").expect(.fine)
        #expect(try zones(office) == renamed)
        try edit(office, "undo").expect(.fine)
        try edit(office, "undo").expect(.fine)
        #expect(try zones(office) == before)
        try BournProgram.run("workspace", "check", office.workspace).expect(.fine)
    }

    @Test("limits are set under a name and a reason; a look at others keeps nothing")
    func limits() throws {
        let office = try office()
        let look = try BournProgram.run(
            "zones", "edit", "status", office.workspace, "--min", "20", "--max", "60", "--format", "json")
        #expect(look.output.contains("\"min\":20,\"max\":60"))
        let bare = try BournProgram.run("zones", "edit", "limits", office.workspace, "--max", "60")
        bare.expect(.usage)
        try edit(office, "limits", "--min", "20", "--max", "60").expect(.fine)
        let status = try BournProgram.run("zones", "edit", "status", office.workspace, "--format", "json")
        #expect(status.output.contains("\"min\":20,\"max\":60"))
        let lineage = try BournProgram.run("zones", "lineage", office.workspace).output
        #expect(lineage.contains("limits  – → 20–60  甲  实地核对") || lineage.contains("→ 20–60"), "\(lineage)")
        #expect(lineage.components(separatedBy: "20–60").count == 2, "the look is not on record")
    }
}
