import Foundation
import TestSupport
import Testing

@Suite("Units that share code and county", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct UnitFamilyTests {
    let office: Office

    init() throws { office = try Office() }

    private let rows = [
        "甲车间,东路 1 号,116.701,31.051", "乙车间,西路 2 号,116.712,31.062", "丙车间,南路 3 号,116.723,31.073",
    ]

    /// Imports rows of name, address and coordinates under one code.
    @discardableResult
    private func importing(_ rows: [String]) throws -> ImportResult {
        let lines = rows.map { "91350100M000100Y43,990121,\($0)\n" }
        let path = try office.source(
            "units.csv", "统一社会信用代码,区划代码,单位名称,详细地址,经度,纬度\n" + lines.joined())
        return try office.importing("units", path)
    }

    /// Each unit's key and name with the decision that stands at it.
    private func units() throws -> [String] {
        try office.query(
            """
            SELECT unit_key || ' ' || name || coalesce((SELECT ' moved' FROM placement_move m
            WHERE m.unit_fid = u.fid AND m.reverted_at IS NULL), '') || ' ' || length(hex(geom)) FROM unit u ORDER BY name
            """
        ).split(separator: "\n").map { String($0.dropFirst("91350100M000100Y43||990121".count)) }
    }

    /// As an accepted correction of the unit called 乙车间 leaves the workspace: another place, and a record of the move.
    private func correctSecond() throws -> String {
        let triggers = try office.triggers(of: office.workspace).filter { $0.hasPrefix("rtree_unit") }
        let drops = triggers.map { "DROP TRIGGER \($0);" }.joined()
        let unit = "unit WHERE name = '乙车间'"
        _ = try office.query(
            """
            \(drops) CREATE TEMP TABLE was AS SELECT fid, unit_key, geom FROM \(unit);
            UPDATE unit SET geom = (SELECT geom FROM unit WHERE name = '甲车间') WHERE name = '乙车间';
            PRAGMA foreign_keys = off;
            INSERT INTO placement_move (proposal, unit_fid, unit_key, before, after)
            SELECT 1, was.fid, was.unit_key, was.geom, u.geom FROM was JOIN unit u ON u.fid = was.fid;
            """)
        return try place("乙车间")
    }

    private func place(_ name: String) throws -> String {
        try office.query("SELECT hex(geom) FROM unit WHERE name = '\(name)'")
    }

    @Test(
        "have the same keys whatever the order of a first import",
        arguments: [[0, 1, 2], [2, 1, 0], [1, 2, 0]])
    func firstImport(order: [Int]) throws {
        #expect(try importing(order.map { rows[$0] }).inserted == 3)
        let keys = try office.query("SELECT name || unit_key FROM unit ORDER BY unit_key")
        let family = "91350100M000100Y43||990121"
        #expect(keys == "丙车间\(family)\n乙车间\(family)|2\n甲车间\(family)|3")
    }

    @Test(
        "keep what was decided of each when they come again in another order",
        arguments: [[2, 1, 0], [1, 0, 2]])
    func shuffled(order: [Int]) throws {
        try importing(rows)
        let corrected = try correctSecond()
        let before = try units()
        #expect(try importing(order.map { rows[$0] }).unchanged == 3)
        #expect(try units() == before && before[1].contains("moved"))
        #expect(try place("乙车间") == corrected)
    }

    @Test("keep it when one of them no longer comes", arguments: [0, 1, 2])
    func removed(which: Int) throws {
        try importing(rows)
        let corrected = try correctSecond()
        let before = try units()
        #expect(try importing(rows.indices.filter { $0 != which }.map { rows[$0] }).unchanged == 2)
        #expect(try units() == before)
        #expect(try place("乙车间") == corrected)
    }

    @Test("keep it when one of them has another name now")
    func renamed() throws {
        try importing(rows)
        let corrected = try correctSecond()
        let result = try importing([rows[2], "新名,西路 2 号,116.712,31.062", rows[0]])
        #expect(result.updated == 1 && result.unchanged == 2)
        #expect(try place("新名") == corrected)
        #expect(try office.query("SELECT count(*) FROM unit") == "3")
    }

    @Test("get a new key for one that is added before the others")
    func added() throws {
        try importing([rows[1]])
        let corrected = try office.query("SELECT unit_key FROM unit")
        let result = try importing([rows[0], rows[1]])
        #expect(result.inserted == 1 && result.unchanged == 1)
        #expect(try office.query("SELECT unit_key FROM unit WHERE name = '乙车间'") == corrected)
        #expect(try office.query("SELECT unit_key FROM unit WHERE name = '甲车间'") == corrected + "|2")
    }
}
