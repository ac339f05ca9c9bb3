import Census
import Foundation
import GeoPackageStore
import TestSupport
import Testing

@Suite("What a part came back with, when another program had it or its own parts are out")
struct ReturnedLogTests {
    private let fixture: HandedDownDirectory
    private let workspace: Workspace
    private let code = "990121"

    init() throws {
        fixture = try HandedDownDirectory()
        workspace = try fixture.whole()
    }

    private func merge(
        _ part: String? = nil, seal: DirectorySeal? = nil, isDryRun: Bool = false
    ) throws -> PartMerge {
        let returned = ReturnedPart(path: part ?? fixture.part(code), seal: seal)
        return try #require(
            try workspace.mergeDirectory([returned], time: "2018-03-01T00:00:00Z", isDryRun: isDryRun).first)
    }

    private func keys(_ path: String) throws -> [String] {
        try run("sqlite3", [path, "SELECT unit_key FROM unit ORDER BY fid"]).output
            .split(separator: "\n").map(String.init)
    }

    private func entry(_ unit: String, _ values: String...) -> UnitLogEntry {
        UnitLogEntry(unit: unit, values: values, reason: "r", actor: "a", time: "2018-02-01T00:00:00Z")
    }

    /// Everything that can be said of the first and fourth unit, before the split.
    private func splitWithEntries() throws -> [String] {
        let keys = try keys(fixture.path)
        for unit in [keys[0], keys[3]] {
            try workspace.append([entry(unit, "normal")], to: .dispositions)
            try workspace.append([entry(unit, "tax", "normal")], to: .opinions)
            try workspace.append([entry(unit, keys[6], "different")], to: .duplicates)
            try workspace.append([entry(unit, "surveyed", "2018-02-01")], to: .progress)
            try workspace.append([entry(unit, "X", "accepted")], to: .codes)
            try workspace.give(unit: unit, to: "990121", reason: "r", actor: "a", time: "t")
        }
        _ = try fixture.split(workspace)
        return keys
    }

    static let logs: [(table: String, name: String)] =
        UnitLog.allCases.map { ($0.table, $0.rawValue) } + [("unit_organisation", "gifts")]

    @Test(
        "an entry that was handed down and removed, altered or made another unit's refuses the part",
        arguments: logs)
    func handedDown(log: (table: String, name: String)) throws {
        let keys = try splitWithEntries()
        #expect(try merge(isDryRun: true).faults.isEmpty)
        let first = "(SELECT min(fid) FROM \(log.table))"
        let columns = try run(
            "sqlite3", [fixture.path, "SELECT name FROM pragma_table_info('\(log.table)')"]
        )
        .output.split(separator: "\n").map(String.init).filter { $0 != "fid" && $0 != "is_handed_down" }
        let copy = fixture.folder.path("copy.gpkg")
        let alterations =
            ["DELETE FROM \(log.table) WHERE fid = \(first)"]
            + columns.map { column in
                let value = column == "unit_key" ? "'\(keys[6])'" : "\(column) || 'x'"
                return "UPDATE \(log.table) SET \(column) = \(value) WHERE fid = \(first)"
            }
        for sql in alterations {
            #expect(try run("cp", [fixture.part(code), copy]).status == 0)
            try fixture.edit(copy, sql)
            let faults = try merge(copy, isDryRun: true).faults
            #expect(
                faults.contains {
                    if case .handedDownChanged(keys[0], log.name, 1, _) = $0 { true } else { false }
                }, "\(sql): \(faults)")
        }
    }

    @Test(
        "an entry that was handed down and comes back twice, or as a new one, refuses the part",
        arguments: UnitLog.allCases)
    func doubled(log: UnitLog) throws {
        let keys = try splitWithEntries()
        let columns = (["unit_key"] + log.fields + ["reason", "actor", "entered_at", "is_handed_down"])
            .joined(separator: ", ")
        let copy = fixture.folder.path("copy.gpkg")
        let alterations: [(String, MergeFault)] = [
            (
                "INSERT INTO \(log.table) (\(columns)) SELECT \(columns) FROM \(log.table) WHERE fid = 1",
                .handedDownChanged(key: keys[0], log: log.rawValue, missing: 0, extra: 1)
            ),
            (
                "UPDATE \(log.table) SET is_handed_down = 0 WHERE fid = 1",
                .handedDownChanged(key: keys[0], log: log.rawValue, missing: 1, extra: 0)
            ),
            (
                "UPDATE \(log.table) SET is_handed_down = 0, reason = ' ' WHERE fid = 2",
                .handedDownChanged(key: keys[3], log: log.rawValue, missing: 1, extra: 0)
            ),
        ]
        for (sql, expected) in alterations {
            #expect(try run("cp", [fixture.part(code), copy]).status == 0)
            try fixture.edit(copy, sql)
            let faults = try merge(copy, isDryRun: true).faults
            #expect(faults.first == expected, "\(sql)")
            #expect(
                faults.contains(.incompleteEntry(key: keys[3], log: log.rawValue, gap: .noReason))
                    == sql.contains("' '"))
        }
    }

    @Test("a part whose every row GDAL wrote anew comes back as it was handed out")
    func savedByGDAL() throws {
        _ = try splitWithEntries()
        let copy = fixture.folder.path("saved.gpkg")
        let saved = try run("ogr2ogr", ["-f", "GPKG", copy, fixture.part(code)])
        #expect(saved.status == 0, "\(saved.errors)")
        let lengths = try run("sqlite3", [copy, "SELECT DISTINCT length(geom) FROM unit"])
        #expect(lengths.output == "29\n", "GDAL gives points no envelope")
        let merge = try merge(copy)
        #expect(merge.faults.isEmpty && merge.unchanged == 10)
        #expect(merge.leftBehind == [])
        #expect(throws: StoreError.rewritten(path: copy)) { try Workspace.open(at: copy) }
    }

    @Test("a place moved by the smallest step is found, whatever header the point has")
    func movedByGDAL() throws {
        _ = try fixture.split(workspace)
        let copy = fixture.folder.path("saved.gpkg")
        _ = try run("ogr2ogr", ["-f", "GPKG", copy, fixture.part(code)])
        // The last bit of y: 31 and the next number above it.
        try fixture.edit(
            copy,
            "UPDATE unit SET geom = CAST(substr(geom, 1, 21) || x'0100000000003F40' AS BLOB) WHERE fid = 4")
        let faults = try merge(copy).faults
        #expect(faults.count == 1)
        guard case .alteredWithoutRecord(_, ["geom"])? = faults.first else {
            Issue.record("\(faults)")
            return
        }
    }

    @Test(
        "a city neither seals nor returns its part while its counties' parts are out, unless somebody voids them"
    )
    func countiesOut() throws {
        _ = try fixture.split(workspace, .city)
        let cityPath = fixture.part("9901")
        let city = try Workspace.open(at: cityPath)
        _ = try fixture.split(city)
        #expect(
            throws: DirectoryStoreError.sealedTooEarly(path: cityPath, organisations: ["990121", "990122"])
        ) { try city.sealDirectory(time: "t") }
        #expect(try merge(cityPath).faults == [.partsOut(organisations: ["990121", "990122"])])
        #expect(try fixture.merge(city, ["990122"]).allSatisfy(\.reconciles))
        #expect(try merge(cityPath).faults == [.partsOut(organisations: ["990121"])])
        let decision = HandoutReplacement(reason: "县里停电，不再等", actor: "赵")
        let seal = try city.sealDirectory(time: "t", voiding: decision)
        let log = try run(
            "sqlite3",
            [cityPath, "SELECT organisation, rows, replaced_by, reason, actor FROM directory_replaced"])
        #expect(log.output == "990121|10|seal|县里停电，不再等|赵\n")
        #expect(try fixture.merge(city, ["990121"]).first?.faults == [.wrongReceipt(.void("990121"))])
        #expect(try merge(cityPath, seal: seal).reconciles)
    }

    @Test("a whole that was handed out by nobody is not sealed")
    func whole() throws {
        #expect(throws: DirectoryStoreError.noReceipt(path: fixture.path)) {
            try workspace.sealDirectory(time: "t")
        }
    }

    @Test("a part whose seal was lost is compared with the one it keeps, and one without any says so")
    func lostSeal() throws {
        _ = try fixture.split(workspace)
        #expect(try merge(isDryRun: true).seal == .none)
        let county = try Workspace.open(at: fixture.part(code))
        let seal = try county.sealDirectory(time: "t")
        #expect(try merge(isDryRun: true).seal == .inside)
        #expect(try merge(seal: seal, isDryRun: true).seal == .beside)
        let unit = try keys(fixture.part(code))[3]
        try county.record(
            DirectoryChange(
                unit: unit, kind: .corrected, origin: .issuedList, reason: "r", actor: "a", time: "t"))
        #expect(try merge(isDryRun: true).faults.map(\.word) == ["records-changed-after-seal"])
    }

    @Test("a column that the part has besides is named, and its rows are compared by the others")
    func extraColumn() throws {
        _ = try fixture.split(workspace)
        try fixture.edit(
            fixture.part(code),
            """
            ALTER TABLE unit ADD COLUMN remark TEXT; UPDATE unit SET remark = 'x', name = 'y' WHERE fid = 4;
            ALTER TABLE zone ADD COLUMN remark TEXT;
            """)
        let merge = try merge()
        #expect(merge.faults.map(\.word) == ["columns-differ", "altered-without-record"])
        #expect(
            merge.leftBehind == [
                LayerDifference(layer: "zone", added: 0, changed: 0, missing: 0, extraColumns: ["remark"])
            ])
    }

    @Test(
        "a receipt that is not the one inside the part refuses it, and so does a gift that comes back twice")
    func receiptInside() throws {
        let keys = try splitWithEntries()
        let path = fixture.part(code)
        let receipt = try #require(try Workspace.open(at: path).receipt())
        try fixture.edit(
            path,
            """
            UPDATE directory_owner SET split = 'x';
            INSERT INTO unit_organisation (unit_key, organisation, reason, actor, changed_at)
            SELECT unit_key, organisation, reason, actor, changed_at FROM unit_organisation WHERE fid = 1
            """)
        let returned = ReturnedPart(path: path, receipt: receipt)
        let faults = try workspace.mergeDirectory([returned], time: "t").first?.faults
        #expect(
            faults == [
                .wrongReceipt(.inside),
                .handedDownChanged(key: keys[0], log: "gifts", missing: 0, extra: 1),
            ])
    }

    @Test("rows without a key of their own stay with the whole, and the parts come back")
    func withoutKeys() throws {
        try fixture.edit(
            fixture.path,
            """
            UPDATE unit SET unit_key = NULL WHERE fid = 1; UPDATE unit SET unit_key = '' WHERE fid = 4;
            UPDATE unit SET unit_key = (SELECT unit_key FROM unit WHERE fid = 7) WHERE fid = 10;
            """)
        let summary = try fixture.split(workspace)
        #expect(summary.reasons[.noOwnKey] == 4 && summary.unassigned.count == 6)
        let shared = try keys(fixture.path).first { $0.hasSuffix("006||990121") } ?? ""
        #expect(
            summary.unassignedUnits.filter { $0.reason == .noOwnKey }.map(\.unit) == [
                "#1", "#4", shared, shared,
            ])
        #expect(try fixture.merge(workspace, ["990121", "990122", "990171"]).allSatisfy(\.reconciles))
    }

    @Test("columns in another order are the same columns, and a seal of them holds")
    func reordered() throws {
        _ = try fixture.split(workspace)
        let part = fixture.part(code)
        try fixture.edit(
            part,
            """
            ALTER TABLE unit RENAME COLUMN name TO old; ALTER TABLE unit ADD COLUMN name TEXT;
            UPDATE unit SET name = old; ALTER TABLE unit DROP COLUMN old;
            """)
        let county = try Workspace.open(at: part)
        let seal = try county.sealDirectory(time: "t")
        #expect(try merge(seal: seal, isDryRun: true).reconciles)
        try fixture.edit(part, "UPDATE unit SET name = 'z' WHERE fid = 2")
        #expect(Set(try merge(seal: seal).faults.map(\.word)) == ["seal-broken", "altered-without-record"])
    }
}
