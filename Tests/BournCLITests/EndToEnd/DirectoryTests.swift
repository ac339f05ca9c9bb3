import Foundation
import GeoModel
import TestSupport
import Testing

@Suite("The sample city's directory handed down and taken back", .tags(.endToEnd))
struct DirectoryTests {
    let office: Office
    let parts: String
    static let organisations = ["990121000000", "990122000000", "990171000000"]

    init() throws {
        office = try Office()
        parts = office.folder.path("parts")
        _ = try office.importing("zones", GeoData.path("blocks.geojson"))
        _ = try office.importing("units", GeoData.path("units.csv"), expecting: .faulty)
    }

    private func bourn(_ arguments: String..., expecting status: ExitStatus = .fine) throws -> ProgramResult {
        let result = try BournProgram.run(["directory"] + arguments)
        result.expect(status)
        return result
    }

    private func part(_ organisation: String) -> String { "\(parts)/\(organisation).gpkg" }

    private func units(in path: String? = nil) throws -> Int {
        try #require(Int(try office.query("SELECT count(*) FROM unit", in: path)))
    }

    /// Edits a part's units as another program would.
    private func edit(_ organisation: String, _ sql: String) throws {
        let drops = try office.triggers(of: part(organisation)).filter { $0.hasPrefix("rtree_unit") }
            .map { "DROP TRIGGER \($0);" }.joined()
        _ = try office.query(drops + sql, in: part(organisation))
    }

    @Test("a split, return and merge reconciles to the last unit")
    func roundTrip() throws {
        let whole = try units()
        let split = try bourn(
            "split", office.workspace, "--level", "county", "--to", parts, "--organisations",
            GeoData.path("organisations.csv"), "--format", "json")
        let report = try JSONValue(json: Array(split.output.utf8))
        #expect(report.count("rows") == whole && report.count("unassigned") == 0)
        #expect(try Self.organisations.map { try units(in: part($0)) }.reduce(0, +) == whole)

        // Each county corrects one unit; the first also adds one and removes one, whose row stays.
        for organisation in Self.organisations {
            let key = try office.query("SELECT unit_key FROM unit WHERE fid = 5", in: part(organisation))
            try edit(organisation, "UPDATE unit SET name = name || '（更名）' WHERE fid = 5")
            _ = try bourn("record", part(organisation), key, "corrected", "--reason", "现场核实", "--actor", "李")
        }
        let first = Self.organisations[0]
        let gone = try office.query("SELECT unit_key FROM unit WHERE fid = 6", in: part(first))
        _ = try bourn("record", part(first), gone, "removed", "--reason", "已搬迁", "--actor", "王")
        try edit(first, "INSERT INTO unit (code, name, unit_key) VALUES ('n', '新单位', 'n||990121')")
        _ = try bourn("record", part(first), "n||990121", "added", "--reason", "漏报", "--actor", "王")
        for organisation in Self.organisations { _ = try bourn("seal", part(organisation)) }

        let merge = try bourn(
            "merge", office.workspace, part(Self.organisations[0]), part(Self.organisations[1]),
            part(Self.organisations[2]))
        #expect(try units() == whole + 1)
        #expect(try office.query("SELECT count(*) FROM unit WHERE name LIKE '%（更名）'") == "3")
        #expect(
            try office.query("SELECT kind, count(*) FROM unit_change GROUP BY kind")
                == "added|1\ncorrected|3\nremoved|1")
        #expect(merge.output.contains("（更名）"))
    }

    @Test("a part that was changed after its sealing is refused, and the workspace stays as it was")
    func afterSeal() throws {
        _ = try bourn(
            "split", office.workspace, "--level", "county", "--to", parts, "--organisations",
            GeoData.path("organisations.csv"))
        let first = Self.organisations[0]
        _ = try bourn("seal", part(first))
        try edit(first, "DELETE FROM unit WHERE fid = 7")
        let before = office.bytes
        let merge = try bourn("merge", office.workspace, part(first), "--dry-run", expecting: .faulty)
        #expect(merge.output.contains("refused"))
        #expect(office.bytes == before)
    }

    @Test("changes are recorded by list, of units that are there, and what was added here stays local")
    func records() throws {
        let units = try office.query("SELECT unit_key FROM unit LIMIT 2").split(separator: "\n").map(
            String.init)
        let header = "unit,kind,reason\n"
        let bad = try office.source(
            "bad.csv", header + "\(units[0]),moved,x\nnobody,added,漏报\n\(units[1]),removed,\n")
        let refused = try bourn(
            "record", office.workspace, "--file", bad, "--actor", "李", expecting: .refusedInput)
        refused.expectErrors(naming: "row 1", "moved", "row 2", "nobody", "row 3", "reason")
        #expect(try office.query("SELECT count(*) FROM unit_change") == "0")
        let good = try office.source("good.csv", header + "\(units[0]),added,漏报\n\(units[1]),removed,已搬迁\n")
        _ = try bourn("record", office.workspace, "--file", good, "--actor", "李")
        _ = try bourn("record", office.workspace, units[0], "corrected", "--reason", "更名", "--actor", "李")
        let origins = try office.query("SELECT kind, origin FROM unit_change ORDER BY fid")
        #expect(origins == "added|local\nremoved|issued\ncorrected|local")
    }

    @Test(
        "a unit given to another office goes to its part, opinions travel with it, and the record says what is back"
    )
    func given() throws {
        let unit = try office.query("SELECT unit_key FROM unit WHERE declared_zone LIKE '990121%' LIMIT 1")
        _ = try bourn(
            "progress", office.workspace, "--organisations", GeoData.path("organisations.csv"), "--quiet")
        try bourn(
            "give", office.workspace, unit, "9", "--reason", "r", "--actor", "a", expecting: .refusedInput
        )
        .expectErrors(naming: "990171000000")
        _ = try bourn(
            "give", office.workspace, unit, "990122000000", "--reason", "经营地在邻县", "--actor", "赵")
        _ = try bourn("opinion", office.workspace, unit, "tax", "normal", "--reason", "在营", "--actor", "赵")
        _ = try bourn("split", office.workspace, "--level", "county", "--to", parts)
        let county = part("990122000000")
        #expect(try office.query("SELECT count(*) FROM unit WHERE unit_key = '\(unit)'", in: county) == "1")
        #expect(try office.query("SELECT organisation FROM unit_organisation", in: county) == "990122000000")
        _ = try bourn("opinion", county, unit, "industry", "normal", "--reason", "在营", "--actor", "钱")
        #expect(try bourn("status", county).output.contains("拟溪县"))
        _ = try bourn("merge", office.workspace, county)
        let opinions = try office.query("SELECT department, actor FROM department_opinion ORDER BY fid")
        #expect(opinions == "tax|赵\nindustry|钱")
        #expect(try office.query("SELECT count(*) FROM unit_organisation") == "1")
        let status = try bourn("status", office.workspace).output
        #expect(status.contains("merged") && status.contains("not back"))
    }

    @Test("after a border moved only the units near it are placed again, and before and after are listed")
    func refresh() throws {
        let first = try bourn("refresh", office.workspace, "--format", "json")
        let all = try JSONValue(json: Array(first.output.utf8))
        #expect(try all.count("examined") == units())
        // The first zone gives all its land up: its units lie outside.
        let code = try office.query(
            "SELECT zone_code FROM unit_zone WHERE zone_code NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
        )
        let inside = try office.query("SELECT count(*) FROM unit_zone WHERE zone_code = '\(code)'")
        _ = try office.query("DELETE FROM zone WHERE code = '\(code)'")
        let second = try bourn("refresh", office.workspace, "--format", "json")
        let near = try JSONValue(json: Array(second.output.utf8))
        #expect(near.elements("moves").count == Int(inside))
        #expect(try near.count("examined") < units() / 2)
        #expect(near.elements("zones") == [.string(code)])
    }
}

extension JSONValue {
    fileprivate func count(_ name: String) -> Int {
        if case .object(let members) = self,
            case .number(let number)? = members.first(where: { $0.name == name })?.value
        {
            number.int ?? -1
        } else {
            -1
        }
    }

    fileprivate func elements(_ name: String) -> [JSONValue] {
        if case .object(let members) = self,
            case .array(let values)? = members.first(where: { $0.name == name })?.value
        {
            values
        } else {
            []
        }
    }
}
