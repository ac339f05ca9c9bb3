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
