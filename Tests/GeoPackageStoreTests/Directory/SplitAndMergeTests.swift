import Census
import Foundation
import GeoKernels
import GeoModel
import GeoPackageStore
import TestSupport
import Testing

@Suite("A directory handed down and taken back")
struct SplitAndMergeTests {
    private let fixture: HandedDownDirectory
    private var folder: TemporaryFolder { fixture.folder }
    private var path: String { fixture.path }

    init() throws { fixture = try HandedDownDirectory() }

    private func whole() throws -> Workspace { try fixture.whole() }

    private func split(_ workspace: Workspace, _ level: OrganisationLevel = .county) throws -> SplitSummary {
        try fixture.split(workspace, level)
    }

    private func edit(_ path: String, _ sql: String) throws { try fixture.edit(path, sql) }

    private func part(_ code: String) -> String { fixture.part(code) }

    private func merge(_ workspace: Workspace, _ codes: [String]) throws -> [PartMerge] {
        try fixture.merge(workspace, codes)
    }

    @Test("makes a part for each county and functional zone, and parts and rest are the whole")
    func splits() throws {
        let workspace = try whole()
        let summary = try split(workspace)
        #expect(summary.parts.map(\.receipt.organisation) == ["990121", "990122", "990171"])
        #expect(summary.parts.map(\.receipt.rows.count) == [10, 9, 9])
        #expect(summary.unassigned.count == 2)
        #expect(summary.reasons == [.divisionNotKept("880100000000"): 2])
        for (receipt, path) in summary.parts {
            let part = try Workspace.open(at: path)
            #expect(try part.receipt() == receipt)
            #expect(try part.tallyDirectory() == receipt.rows)
            #expect(!part.wasChangedElsewhere)
            #expect(try part.organisations() == workspace.organisations())
            let mode = try run(
                "sqlite3", [path, "PRAGMA journal_mode; SELECT count(*) FROM rtree_unit_geom"])
            #expect(mode.output == "delete\n\(receipt.rows.count)\n")
            let validator = "/usr/lib/python3/dist-packages/osgeo_utils/samples/validate_gpkg.py"
            let result = try run("/usr/bin/python3", [validator, "--extra", path])
            #expect(result.status == 0, "\(result.output)\(result.errors)")
        }
    }

    @Test("split at the city's level, the functional zone is a part beside the city, and is split no further")
    func cityLevel() throws {
        let summary = try split(whole(), .city)
        #expect(summary.parts.map(\.receipt.organisation) == ["9901", "990171"])
        #expect(summary.parts.map(\.receipt.rows.count) == [19, 9])
    }

    @Test("a part that stands in the way stops the split and leaves the workspace as it was")
    func occupied() throws {
        let workspace = try whole()
        _ = try Workspace.create(at: part("990122"))
        #expect(throws: StoreError.exists(path: part("990122"))) { try split(workspace) }
        #expect(try run("ls", [folder.url.path]).output == "990122.gpkg\nwhole.gpkg\n")
        #expect(throws: DirectoryStoreError.neverSplit(path: path)) { try merge(workspace, ["990122"]) }
    }

    @Test("untouched parts come back whole, and only once")
    func untouched() throws {
        let workspace = try whole()
        _ = try split(workspace)
        let codes = ["990121", "990122", "990171"]
        let before = try workspace.tallyDirectory()
        let merges = try merge(workspace, codes)
        #expect(merges.allSatisfy { $0.reconciles && $0.differences.isEmpty })
        #expect(merges.map(\.unchanged) == [10, 9, 9])
        #expect(try workspace.tallyDirectory() == before)
        #expect(try merge(workspace, ["990121"]).first?.faults == [.wrongReceipt(.mergedTwice("990121"))])
    }

    /// What a part may suffer on its way, and how many faults it is.
    static let mutations = [
        "DELETE FROM unit WHERE fid = 4",
        "INSERT INTO unit (code, name, division_code, unit_key) SELECT code, name, division_code, unit_key FROM unit WHERE fid = 4",
        "UPDATE unit SET name = name || '!' WHERE fid = 4", "UPDATE unit SET geom = NULL WHERE fid = 4",
        "UPDATE unit SET unit_key = 'other' WHERE fid = 4", "UPDATE unit SET name = NULL WHERE fid = 4",
        "INSERT INTO unit (code, name, unit_key) VALUES ('new', '新', 'new')",
    ]

    @Test(
        "any row removed, doubled or altered refuses the part, and the others are taken", arguments: mutations
    )
    func mutated(sql: String) throws {
        let workspace = try whole()
        _ = try split(workspace)
        try edit(part("990121"), sql)
        let before = try workspace.tallyDirectory()
        let merges = try merge(workspace, ["990121", "990122"])
        #expect(!merges[0].reconciles && merges[1].reconciles)
        #expect(merges[0].faults.allSatisfy { $0.key != nil })
        #expect(try workspace.tallyDirectory() == before)
    }

    @Test("no removal, doubling or alteration of any column of a row goes unseen", arguments: seeds(2))
    func anyMutation(seed: UInt64) throws {
        let workspace = try whole()
        _ = try split(workspace)
        let columns = try run(
            "sqlite3", [path, "SELECT name FROM pragma_table_info('unit') WHERE name != 'fid'"]
        )
        .output.split(separator: "\n").map(String.init)
        #expect(columns.count > 15)
        var random = SplitMix64(seed: seed)
        let list = columns.map { "\"\($0)\"" }.joined(separator: ", ")
        var mutations = (0..<3).flatMap { _ in
            let row = 1 + random.index(below: 10)
            return [
                "DELETE FROM unit WHERE fid = \(row)",
                "INSERT INTO unit (\(list)) SELECT \(list) FROM unit WHERE fid = \(row)",
            ]
        }
        for column in columns {
            let text = ["\"\(column)\" || ' '", "CAST(\"\(column)\" AS BLOB)", "NULL"][random.index(below: 3)]
            mutations.append(
                """
                UPDATE unit SET "\(column)" = CASE typeof("\(column)") WHEN 'null' THEN 'x' WHEN 'text' THEN \(text)
                WHEN 'blob' THEN substr("\(column)", 1, length("\(column)") - 1) ELSE "\(column)" + 1 END
                WHERE fid = \(1 + random.index(below: 10))
                """)
        }
        let copy = folder.path("copy.gpkg")
        for mutation in mutations {
            #expect(try run("cp", [part("990121"), copy]).status == 0)
            try edit(copy, mutation)
            let merge = try #require(
                try workspace.mergeDirectory([ReturnedPart(path: copy)], time: "t", isDryRun: true).first)
            #expect(merge.faults.contains { $0.key != nil }, "\(mutation)")
        }
        #expect(try merge(workspace, ["990121"]).first?.reconciles == true)
    }

    @Test("a city hands down only to its own counties, and still returns its part to the province")
    func twoSteps() throws {
        let workspace = try whole()
        _ = try split(workspace, .city)
        let city = try Workspace.open(at: part("9901"))
        let summary = try split(city)
        #expect(summary.parts.map(\.receipt.organisation) == ["990121", "990122"])
        #expect(summary.unassigned.count == 0)
        let county = try Workspace.open(at: part("990122"))
        let key = try #require(
            try run("sqlite3", [part("990122"), "SELECT unit_key FROM unit WHERE fid = 2"]).output.split(
                separator: "\n"
            ).first
        ).description
        try county.record(
            DirectoryChange(
                unit: key, kind: .corrected, origin: .issuedList, reason: "核实", actor: "李",
                time: "2018-02-20T00:00:00Z"))
        try edit(part("990122"), "UPDATE unit SET name = '更名' WHERE fid = 2")
        #expect(try merge(city, ["990121", "990122"]).allSatisfy(\.reconciles))
        let back = try #require(try merge(workspace, ["9901"]).first)
        #expect(back.faults.isEmpty && back.differences.map(\.key) == [key])
        #expect(back.differences.first?.record.actor == "李")
        #expect(try workspace.counts()[.units] == 30)
    }

    @Test("recorded corrections, additions and removals are taken over with their records")
    func recorded() throws {
        let workspace = try whole()
        _ = try split(workspace)
        let county = try Workspace.open(at: part("990121"))
        let key = try #require(
            try run("sqlite3", [part("990121"), "SELECT unit_key FROM unit WHERE fid = 4"]).output.split(
                separator: "\n"
            ).first
        ).description
        func change(_ unit: String, _ kind: ChangeKind) -> DirectoryChange {
            DirectoryChange(
                unit: unit, kind: kind, origin: kind == .added ? .addedLocally : .issuedList, reason: "现场核实",
                actor: "李", time: "2018-02-20T00:00:00Z")
        }
        try county.record(change(key, .corrected))
        try county.record(change("new", .added))
        try edit(
            part("990121"),
            "UPDATE unit SET name = '更名' WHERE fid = 4; INSERT INTO unit (code, name, unit_key) VALUES ('n', '新单位', 'new')"
        )
        let merge = try #require(try merge(workspace, ["990121"]).first)
        #expect(merge.faults.isEmpty)
        #expect(Set(merge.differences.map(\.record.kind)) == [.corrected, .added])
        let names = try run("sqlite3", [path, "SELECT count(*) FROM unit WHERE name IN ('更名', '新单位')"])
        #expect(names.output == "2\n")
        #expect(try workspace.histories().count == 2)
        #expect(try workspace.counts()[.units] == 31)
    }

    @Test("a whole that changed meanwhile, a strange file and a part of another split are refused")
    func strangers() throws {
        let workspace = try whole()
        _ = try split(workspace)
        try edit(path, "UPDATE unit SET name = 'x' WHERE fid = 1")
        let changed = try merge(Workspace.open(at: path), ["990121"])
        guard case .wholeChanged(_, _, let units)? = changed[0].faults.first else {
            Issue.record("the whole's change comes first: \(changed[0].faults)")
            return
        }
        #expect(units.count == 1 && changed[0].faults.count == 1)
        let stranger = folder.path("stranger.gpkg")
        _ = try Workspace.create(at: stranger)
        #expect(throws: DirectoryStoreError.noReceipt(path: stranger)) {
            try merge(workspace, ["stranger"])
        }
        #expect(try run("sh", ["-c", "rm \(part("990122"))"]).status == 0)
    }
}
