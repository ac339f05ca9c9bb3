import Census
import Foundation
import GeoModel
import GeoPackageStore
import TestSupport
import Testing

@Suite("What comes back with a part besides its units")
struct ReturnedPartTests {
    private let fixture: HandedDownDirectory
    private let workspace: Workspace
    private let code = "990121"

    init() throws {
        fixture = try HandedDownDirectory()
        workspace = try fixture.whole()
    }

    private func merge(seal: DirectorySeal? = nil) throws -> PartMerge {
        let part = ReturnedPart(path: fixture.part(code), seal: seal)
        return try #require(try workspace.mergeDirectory([part], time: "2018-03-01T00:00:00Z").first)
    }

    private func change(_ unit: String, _ kind: ChangeKind) -> DirectoryChange {
        DirectoryChange(
            unit: unit, kind: kind, origin: kind == .added ? .addedLocally : .issuedList, reason: "现场核实",
            actor: "李", time: "2018-02-20T00:00:00Z")
    }

    private func key(fid: Int) throws -> String {
        let sql = "SELECT unit_key FROM unit WHERE fid = \(fid)"
        return try run("sqlite3", [fixture.part(code), sql]).output.trimmingCharacters(in: .newlines)
    }

    @Test("a unit added and corrected afterwards is taken over with both records")
    func addedAndCorrected() throws {
        _ = try fixture.split(workspace)
        let county = try Workspace.open(at: fixture.part(code))
        try county.record([change("new", .added), change("new", .corrected)])
        try fixture.edit(
            fixture.part(code), "INSERT INTO unit (code, name, unit_key) VALUES ('n', '新单位', 'new')")
        let merge = try merge()
        #expect(merge.faults.isEmpty && merge.differences.map(\.isNew) == [true])
        #expect(try workspace.histories()["new"]?.changes.map(\.kind) == [.added, .corrected])
        #expect(try workspace.counts()[.units] == 31)
        // What the first merge took over is not laid to the whole when the part comes again.
        #expect(try self.merge().faults.contains(.wrongReceipt(.mergedTwice(code))))
        #expect(try self.merge().faults.allSatisfy { $0.word != "whole-changed" })
    }

    @Test("a unit that was handed out and is recorded as added does not come in twice")
    func addedThoughHandedOut() throws {
        _ = try fixture.split(workspace)
        try Workspace.open(at: fixture.part(code)).record(change(try key(fid: 3), .added))
        #expect(try merge().reconciles)
        #expect(try workspace.counts()[.units] == 30)
    }

    @Test("entries of logs are differences, and are counted log by log")
    func entries() throws {
        _ = try fixture.split(workspace)
        let county = try Workspace.open(at: fixture.part(code))
        let unit = try key(fid: 2)
        func entry(_ values: String...) -> UnitLogEntry {
            UnitLogEntry(unit: unit, values: values, reason: "r", actor: "a", time: "2018-02-20T00:00:00Z")
        }
        try county.append([entry("normal")], to: .dispositions)
        try county.append([entry("tax", "normal"), entry("industry", "normal")], to: .opinions)
        try county.give(unit: unit, to: "990122", reason: "r", actor: "a", time: "2018-02-20T00:00:00Z")
        let merge = try merge()
        #expect(merge.reconciles && merge.differenceCount == 4)
        #expect(
            merge.entries == [
                ReturnedEntries(log: "dispositions", count: 1), ReturnedEntries(log: "opinions", count: 2),
                ReturnedEntries(log: "gifts", count: 1),
            ])
        #expect(merge.leftBehind == [])
    }

    /// What another program or command may do to a part besides its units, and what is told of it.
    static let edits: [(String, LayerDifference)] = [
        (
            "INSERT INTO outfall (code, name) VALUES ('o1', '排口')",
            LayerDifference(layer: "outfall", added: 1, changed: 0, missing: 0)
        ),
        ("UPDATE zone SET name = 'x'", LayerDifference(layer: "zone", added: 0, changed: 1, missing: 0)),
        ("DELETE FROM zone", LayerDifference(layer: "zone", added: 0, changed: 0, missing: 1)),
        (
            "UPDATE division SET code = code || '1'",
            LayerDifference(layer: "division", added: 1, changed: 0, missing: 1)
        ),
        (
            """
            INSERT INTO evidence (digest, kind, file_name, bytes, imported_by, imported_at)
            VALUES ('d', 'photo', 'a.jpg', 1, 'a', 't')
            """, LayerDifference(layer: "evidence", added: 1, changed: 0, missing: 0)
        ),
        (
            """
            INSERT INTO quality_draw (name, seed, share, least, area_kind, frame_count, frame_digest, actor, drawn_at)
            VALUES ('1', '7', 0.1, 1, 'county', 1, '', 'a', 't')
            """, LayerDifference(layer: "quality_draw", added: 1, changed: 0, missing: 0)
        ),
    ]

    @Test("work in other layers and tables is never dropped in silence", arguments: edits)
    func otherLayers(sql: String, expected: LayerDifference) throws {
        try fixture.edit(
            fixture.path,
            """
            INSERT INTO zone (code, name) VALUES ('990121001001', '一区');
            INSERT INTO division (code, name) VALUES ('990121000000', '甲县');
            """)
        _ = try fixture.split(workspace)
        let untouched = try workspace.mergeDirectory(
            [ReturnedPart(path: fixture.part(code))], time: "t", isDryRun: true)
        #expect(untouched.first?.leftBehind == [])
        try fixture.edit(fixture.part(code), sql)
        let merge = try merge()
        #expect(merge.reconciles)
        #expect(merge.leftBehind == [expected])
    }

    @Test("a table of defaults that came with a newer Bourn while the part was out is no work of the part's")
    func tableOfNewerVersion() throws {
        _ = try fixture.split(workspace)
        try fixture.edit(
            fixture.path,
            """
            DELETE FROM directory_layer_row WHERE layer_fid IN
                (SELECT fid FROM directory_layer WHERE layer = 'placement_limit');
            DELETE FROM directory_layer WHERE layer = 'placement_limit';
            """)
        try fixture.edit(
            fixture.part(code), "UPDATE placement_limit SET \"limit\" = '7' WHERE code = 'many-units'")
        let merge = try merge()
        #expect(
            merge.leftBehind == [LayerDifference(layer: "placement_limit", added: 1, changed: 0, missing: 0)])
    }

    @Test("a record entered after sealing breaks the seal, and so does an opinion")
    func sealedRecords() throws {
        _ = try fixture.split(workspace)
        let county = try Workspace.open(at: fixture.part(code))
        try county.record(change(try key(fid: 3), .corrected))
        let seal = try county.sealDirectory(time: "t")
        #expect(seal.records.count == 1)
        let sealed = ReturnedPart(path: fixture.part(code), seal: seal)
        #expect(try workspace.mergeDirectory([sealed], time: "t", isDryRun: true).first?.reconciles == true)
        try county.record(change(try key(fid: 4), .removed))
        let later = try workspace.mergeDirectory([sealed], time: "t", isDryRun: true)
        guard case .recordsChangedAfterSeal(seal.records, _)? = later.first?.faults.first else {
            Issue.record("\(String(describing: later.first?.faults))")
            return
        }
        let again = try county.sealDirectory(time: "t")
        let entry = UnitLogEntry(
            unit: try key(fid: 4), values: ["normal"], reason: "r", actor: "a", time: "2018-02-20T00:00:00Z")
        try county.append([entry], to: .dispositions)
        #expect(try merge(seal: again).faults.count == 1)
    }

    @Test("splitting again while parts are out is refused and names them; on somebody's word it is logged")
    func splittingAgain() throws {
        _ = try fixture.split(workspace)
        _ = try workspace.mergeDirectory([ReturnedPart(path: fixture.part("990122"))], time: "t")
        for code in ["990121", "990122", "990171"] {
            try FileManager.default.removeItem(atPath: fixture.part(code))
        }
        #expect(
            throws: DirectoryStoreError.partsOut(path: fixture.path, organisations: ["990121", "990171"])
        ) { try fixture.split(workspace, id: "s2") }
        _ = try fixture.split(
            workspace, id: "s3", replacing: HandoutReplacement(reason: "名录重发", actor: "赵"))
        let log = try run(
            "sqlite3",
            [fixture.path, "SELECT organisation, rows, replaced_by, reason, actor FROM directory_replaced"])
        #expect(log.output == "990121|10|s3|名录重发|赵\n990171|9|s3|名录重发|赵\n")
    }

    @Test("when all parts are back a new split needs nobody's word")
    func splittingWhenBack() throws {
        _ = try fixture.split(workspace)
        let codes = ["990121", "990122", "990171"]
        #expect(try fixture.merge(workspace, codes).allSatisfy(\.reconciles))
        for code in codes { try FileManager.default.removeItem(atPath: fixture.part(code)) }
        #expect(try fixture.split(workspace, id: "s2").parts.count == 3)
    }

    @Test("what a killed split left is taken away by the next, or named once the whole has recorded it")
    func killed() throws {
        let leftover = fixture.part(code) + ".unrecorded"
        _ = try Workspace.create(at: leftover)
        _ = try fixture.split(workspace)
        #expect(!FileManager.default.fileExists(atPath: leftover))
        // Killed between the record and the naming.
        try FileManager.default.moveItem(atPath: fixture.part(code), toPath: leftover)
        let parts = try workspace.finishHandouts(in: fixture.folder.url.path)
        #expect(parts.map(\.path) == ["990121", "990122", "990171"].map(fixture.part))
        #expect(!FileManager.default.fileExists(atPath: leftover))
        try FileManager.default.removeItem(atPath: fixture.part(code))
        #expect(try workspace.finishHandouts(in: fixture.folder.url.path).first?.path == nil)
    }
}
