import Census
import Foundation
import GeoPackageStore
import TestSupport
import Testing

@Suite("A draw kept as it was logged")
struct QualityDrawTests {
    private let fixture: HandedDownDirectory
    private let workspace: Workspace

    init() throws {
        fixture = try HandedDownDirectory()
        workspace = try fixture.whole()
    }

    @discardableResult
    private func draw(_ name: String) throws -> SampleDraw {
        try workspace.drawSample(
            SamplePlan(seed: 7, share: 0.2, least: 2), from: workspace.sampleFrame(areas: .county),
            name: name,
            areaKind: "county", actor: "赵", time: "2018-06-01T00:00:00Z")
    }

    /// What may be done to a logged draw.
    static let edits = [
        "UPDATE quality_sample SET unit_key = 'other' WHERE fid = 1",
        "DELETE FROM quality_sample WHERE fid = 1",
        "UPDATE quality_stratum SET size = size + 1 WHERE fid = 1",
        "UPDATE quality_draw SET seed = '8'", "UPDATE quality_draw SET digest = NULL",
    ]

    @Test("a draw that was changed is refused by results and rates and named by the check", arguments: edits)
    func changed(sql: String) throws {
        try draw("1")
        #expect(try workspace.qualityCheck(named: "1").draws == 1)
        #expect(try !workspace.audit().contains(.drawChanged(check: "1")))
        try fixture.edit(fixture.path, sql)
        let edited = try Workspace.open(at: fixture.path)
        #expect(throws: QualityStoreError.drawChanged(name: "1")) { try edited.qualityCheck(named: "1") }
        #expect(throws: QualityStoreError.drawChanged(name: "1")) { try edited.enter([], inCheck: "1") }
        #expect(try edited.audit().contains(.drawChanged(check: "1")))
    }

    @Test("a second draw from the same counties says that it is the second, whatever its name")
    func redrawn() throws {
        try draw("1")
        #expect(throws: QualityStoreError.drawnAlready(name: "1")) { try draw(" 1 ") }
        try draw("重抽")
        let second = try workspace.qualityCheck(named: "重抽 ")
        #expect(second.ordinal == 2 && second.draws == 2)
        #expect(try workspace.qualityCheck(named: "1").draws == 2)
    }

    @Test("a corrected result keeps the first one in the log, and all refusals of a list come at once")
    func corrected() throws {
        let units = try draw("1").drawn.sorted()
        func result(_ unit: String, wrong: Int, correction: String? = nil) -> QualityEntry {
            .unit(
                QualityResult(
                    unit: unit, isDuplicate: false, checkedItems: 5, wrongItems: wrong, actor: "李",
                    time: "2018-06-02T00:00:00Z", correction: correction))
        }
        let list = [
            result(units[0], wrong: 6), result("nobody", wrong: 0), result(units[1], wrong: 0),
            result(units[1], wrong: 1),
        ]
        #expect(try workspace.refusals(of: list, inCheck: "1").map(\.place) == [0, 1, 3])
        try workspace.enter([result(units[0], wrong: 2)], inCheck: "1")
        try workspace.enter([result(units[0], wrong: 1, correction: "看错表")], inCheck: "1")
        #expect(try workspace.qualityCheck(named: "1").check.results.map(\.wrongItems) == [1])
        let kept = try run(
            "sqlite3", [fixture.path, "SELECT wrong_items, correction FROM quality_result ORDER BY fid"])
        #expect(kept.output == "2|\n1|看错表\n")
    }
}
