import GeoPackageStore
import TestSupport
import Testing

@Suite("Units whose coordinates were corrected")
struct MovedUnitsTests {
    @Test("a unit that a part corrected stays corrected when a move of the whole was taken back")
    func correctedByPart() throws {
        let fixture = try HandedDownDirectory()
        let workspace = try fixture.whole()
        let keys = try run("sqlite3", [fixture.path, "SELECT unit_key FROM unit ORDER BY fid LIMIT 3"]).output
            .split(separator: "\n").map(String.init)
        // Both units were moved here and put back; the part had corrected the first, before that, and was merged.
        let moved = keys.prefix(2).map { key in
            """
            INSERT INTO placement_move (proposal, unit_fid, unit_key, reverted_at) VALUES (1, 1, '\(key)', 't2');
            INSERT INTO unit_change (unit_key, kind, origin, reason, actor, changed_at)
            VALUES ('\(key)', 'corrected', 'issued', 'r', '省', 't1'), ('\(key)', 'corrected', 'issued', 'r', '省', 't2');
            """
        }
        try fixture.edit(
            fixture.path,
            moved.joined() + """
                INSERT INTO placement_decision (proposal, decision, actor, decided_at, reason)
                VALUES (1, 'accepted', '省', 't1', 'r'), (1, 'reverted', '省', 't2', 'r');
                INSERT INTO unit_change (unit_key, kind, origin, reason, actor, changed_at)
                VALUES ('\(keys[0])', 'corrected', 'issued', 'r', '县', 't0')
                """)
        #expect(try workspace.relocatedUnits() == [keys[0]: ""])
    }
}
