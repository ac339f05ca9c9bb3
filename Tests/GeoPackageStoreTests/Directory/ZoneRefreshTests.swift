import Census
import Foundation
import GeoKernels
import GeoModel
import GeoPackageStore
import TestSupport
import Testing

@Suite("Units placed again where zones or positions changed")
struct ZoneRefreshTests {
    let folder: TemporaryFolder
    let workspace: Workspace

    init() throws {
        folder = try TemporaryFolder()
        workspace = try Workspace.create(at: folder.path("office.gpkg"))
    }

    private func take(_ kind: ImportKind, _ source: some RowSource) throws {
        _ = try workspace.importRows(kind, run: .test, isDryRun: false) { sink in
            let importer = try Importer(
                kind: kind, columns: source.columns, mapping: ImportMapping(), reference: .cgcs2000,
                placement: AsIs())
            return try importer.run(source, into: &sink) { _ in }
        }
    }

    private func refresh() throws -> ZoneRefresh { try workspace.refreshZones(time: "2018-03-01T00:00:00Z") }

    /// Edits the file as another program would.
    ///
    /// The `sqlite3` program lacks the functions that two triggers of the spatial index call on any update.
    private func edit(_ sql: String) throws {
        let drops = [3, 4].map { "DROP TRIGGER IF EXISTS rtree_zone_geom_update\($0);" }.joined()
        let result = try run("sqlite3", [workspace.path, drops + sql])
        #expect(result.status == 0, "\(result.errors)")
    }

    /// What placing all units anew finds, by making Bourn distrust the notes.
    private func refreshCompletely() throws -> ZoneRefresh {
        try edit("DROP TRIGGER bourn_zone_update")
        let all = try Workspace.open(at: workspace.path).refreshZones(time: "2018-03-02T00:00:00Z")
        #expect(all.isComplete)
        return all
    }

    @Test("the first time all units are placed; when nothing changed, none is")
    func first() throws {
        try take(.zones, LatticeZones(seed: 1))
        try take(.units, ScatteredUnits(count: 200, seed: 1))
        let all = try refresh()
        #expect(all.isComplete && all.examined == 200 && all.moves.isEmpty)
        let none = try refresh()
        #expect(!none.isComplete && none.examined == 0 && none.zones.isEmpty && none.moves.isEmpty)
    }

    @Test("a unit whose row went is named by its key and name, and one that got another number has not moved")
    func vanished() throws {
        try take(.zones, LatticeZones(seed: 1))
        try take(.units, ScatteredUnits(count: 40, seed: 1))
        _ = try refresh()
        let rows = try run(
            "sqlite3",
            [
                workspace.path,
                """
                SELECT u.fid, u.unit_key, u.name, z.zone_code FROM unit u JOIN unit_zone z ON z.fid = u.fid
                WHERE z.zone_code NOT NULL LIMIT 3
                """,
            ]
        ).output.split(separator: "\n").map {
            $0.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        }
        let units = rows.map {
            (
                fid: $0[0], key: $0[1...$0.count - 3].joined(separator: "|"), name: $0[$0.count - 2],
                zone: $0[$0.count - 1]
            )
        }
        let drops = ["delete", "update1", "update2", "update3", "update4"]
            .map { "DROP TRIGGER IF EXISTS rtree_unit_geom_\($0);" }.joined()
        try edit(
            drops
                + "DELETE FROM unit WHERE fid = \(units[0].fid); UPDATE unit SET fid = 9999 WHERE fid = \(units[1].fid)"
        )
        let noted = try refresh()
        #expect(noted.moves == [Reassignment.Move(key: units[0].key, before: units[0].zone, after: nil)])
        #expect(noted.vanished == [units[0].key: units[0].name])
        // The same where the notes were lost.
        try edit("DELETE FROM unit WHERE fid = \(units[2].fid); UPDATE unit SET fid = 9998 WHERE fid = 9999")
        let all = try refreshCompletely()
        #expect(all.moves == [Reassignment.Move(key: units[2].key, before: units[2].zone, after: nil)])
        #expect(all.vanished == [units[2].key: units[2].name])
    }

    @Test("after any change the zones are those that placing all units anew finds", arguments: seeds(6))
    func sameAsAll(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        try take(.zones, LatticeZones(seed: seed))
        try take(.units, ScatteredUnits(count: 400, seed: seed))
        _ = try refresh()
        let before = try workspace.unitZones()
        let corners = (0..<1 + random.index(below: 4)).map { _ in
            Corner(x: random.index(below: 7), y: random.index(below: 7))
        }
        try take(.zones, LatticeZones(seed: seed, moved: Set(corners)))
        // Units that come, and units that move; one zone that goes.
        try take(.units, ScatteredUnits(count: 410, seed: seed, moved: random.index(below: 400)))
        try edit("DELETE FROM zone WHERE fid = \(1 + random.index(below: 36))")
        let again = try refresh()
        #expect(!again.isComplete)
        let after = try workspace.unitZones()
        let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
        #expect(Set(again.moves.map(\.key)) == changed)
        #expect(again.moves.allSatisfy { $0.before == before[$0.key] && $0.after == after[$0.key] })
        #expect(again.examined < 410)
        #expect(try refreshCompletely().moves.isEmpty)
        #expect(try workspace.unitZones() == after)
    }

    @Test("a zone that only gets another code gives it to its units")
    func newCode() throws {
        try take(.zones, LatticeZones(seed: 3))
        try take(.units, ScatteredUnits(count: 100, seed: 3))
        _ = try refresh()
        let old = LatticeZones.code(2, 2)
        let units = try workspace.unitZones().filter { $0.value == old }
        try edit("UPDATE zone SET code = '990121001999' WHERE code = '\(old)'")
        let again = try refresh()
        #expect(Set(again.moves.map(\.key)) == Set(units.keys))
        #expect(again.moves.allSatisfy { $0.before == old && $0.after == "990121001999" })
    }

    @Test(
        "a zone that another program replaces outright frees its units",
        arguments: [
            "INSERT OR REPLACE INTO zone (fid, code, geom) SELECT fid, code, NULL FROM zone WHERE code = 'CODE'",
            "UPDATE OR REPLACE zone SET fid = (SELECT fid FROM zone WHERE code = 'CODE') WHERE code = 'OTHER'",
        ])
    func replaced(sql: String) throws {
        try take(.zones, LatticeZones(seed: 5))
        try take(.units, ScatteredUnits(count: 400, seed: 5))
        _ = try refresh()
        let code = LatticeZones.code(2, 2)
        let units = try workspace.unitZones().filter { $0.value == code }.keys
        try edit(
            "DROP TRIGGER rtree_zone_geom_insert;"
                + sql.replacingOccurrences(of: "CODE", with: code)
                .replacingOccurrences(of: "OTHER", with: LatticeZones.code(4, 4)))
        let again = try refresh()
        #expect(!again.isComplete && !units.isEmpty)
        #expect(Set(again.moves.map(\.key)).isSuperset(of: units))
        #expect(again.moves.allSatisfy { $0.after == nil || $0.before != $0.after })
    }

    @Test("a dry run lists and keeps nothing; the moves are kept with before and after")
    func dryRun() throws {
        try take(.zones, LatticeZones(seed: 4))
        try take(.units, ScatteredUnits(count: 400, seed: 4))
        _ = try refresh()
        try edit("DELETE FROM zone WHERE code = '\(LatticeZones.code(1, 1))'")
        let dry = try workspace.refreshZones(time: "t", isDryRun: true)
        #expect(try refresh() == dry)
        let kept = try run(
            "sqlite3", [workspace.path, "SELECT count(*), count(before), count(after) FROM unit_zone_move"])
        #expect(kept.output == "\(dry.moves.count)|\(dry.moves.count)|0\n")
        #expect(!dry.moves.isEmpty)
    }
}

/// A corner of a lattice of six by six zones.
private struct Corner: Hashable {
    let x: Int
    let y: Int
}

/// Zones of a lattice with corners moved at random; some of them elsewhere in a later edition.
private struct LatticeZones: RowSource {
    let seed: UInt64
    var moved: Set<Corner> = []
    let columns = ["code"]
    let declaredReference: CRSIdentifier? = .cgcs2000

    static func code(_ x: Int, _ y: Int) -> String { "9901210012\(x)\(y)" }

    private func place(_ x: Int, _ y: Int) -> Position {
        let edition: UInt64 = moved.contains(Corner(x: x, y: y)) ? 7 : 0
        var random = SplitMix64(seed: seed &* 1000 &+ edition &* 100 &+ UInt64(x * 10 + y))
        return Position(
            116 + 0.01 * (Double(x) + random.unit() * 0.6), 31 + 0.01 * (Double(y) + random.unit() * 0.6))
    }

    func rowCount() -> Int? { 36 }

    func forEachRow(_ body: (SourceRow) throws -> Void) throws {
        for number in 0..<36 {
            let (x, y) = (number % 6, number / 6)
            let ring = [place(x, y), place(x + 1, y), place(x + 1, y + 1), place(x, y + 1), place(x, y)]
            let area = MultiPolygon([Polygon(exterior: LinearRing(unchecked: ring))])
            try body(
                SourceRow(
                    number: number + 1, values: [Self.code(x, y)],
                    geometry: .value(.multiPolygon(area), droppedOrdinates: false)))
        }
    }
}

/// Units all over the lattice and a little beyond; one of them elsewhere in a later edition.
private struct ScatteredUnits: RowSource {
    let count: Int
    let seed: UInt64
    var moved: Int?
    let columns = ["code", "name", "division_code"]
    let declaredReference: CRSIdentifier? = .cgcs2000

    func rowCount() -> Int? { count }

    func forEachRow(_ body: (SourceRow) throws -> Void) throws {
        for number in 0..<count {
            var random = SplitMix64(seed: seed &* 77 &+ UInt64(number) &+ (number == moved ? 1_000_000 : 0))
            let position = Position(116 + 0.07 * random.unit(), 31 + 0.07 * random.unit())
            try body(
                SourceRow(
                    number: number + 1,
                    values: ["91990121\(1_000_000_000 + number)", "单位\(number)", "990121001001"],
                    geometry: .value(.point(position), droppedOrdinates: false)))
        }
    }
}
