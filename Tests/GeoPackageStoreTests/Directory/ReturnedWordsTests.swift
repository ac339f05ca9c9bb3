import Census
import Foundation
import GeoPackageStore
import TestSupport
import Testing

@Suite("What a part says anew, held against what the whole knows")
struct ReturnedWordsTests {
    private let fixture: HandedDownDirectory
    private let workspace: Workspace
    private let keys: [String]

    init() throws {
        fixture = try HandedDownDirectory()
        workspace = try fixture.whole()
        keys = try run("sqlite3", [fixture.path, "SELECT unit_key FROM unit ORDER BY fid"]).output
            .split(separator: "\n").map(String.init)
    }

    private func merge() throws -> PartMerge {
        let returned = ReturnedPart(path: fixture.part("990121"))
        return try #require(
            try workspace.mergeDirectory([returned], time: "2018-03-09T00:00:00Z", by: "合并人").first)
    }

    private func entry(_ values: [String], _ time: String) -> UnitLogEntry {
        UnitLogEntry(unit: keys[0], values: values, reason: "r", actor: "a", time: time)
    }

    @Test("what a part said earlier than the whole does not hold, and the merge says so")
    func older() throws {
        _ = try fixture.split(workspace)
        let part = try Workspace.open(at: fixture.part("990121"))
        try part.append([entry(["closed"], "2018-03-01T00:00:00Z")], to: .dispositions)
        try part.append([entry(["tax", "closed"], "2018-03-01T00:00:00Z")], to: .opinions)
        try part.give(unit: keys[0], to: "990122", reason: "r", actor: "a", time: "2018-03-01T00:00:00Z")
        try workspace.append([entry(["normal"], "2018-03-02T00:00:00Z")], to: .dispositions)
        try workspace.give(unit: keys[0], to: "990171", reason: "r", actor: "a", time: "2018-03-02T00:00:00Z")
        let merge = try merge()
        #expect(merge.faults.isEmpty)
        #expect(
            merge.entries == [
                ReturnedEntries(log: "dispositions", count: 1, superseded: 1),
                ReturnedEntries(log: "opinions", count: 1, superseded: 0),
                ReturnedEntries(log: "gifts", count: 1, superseded: 1),
            ])
        #expect(try workspace.entries(of: .dispositions).last(by: 0).map(\.values) == [["normal"]])
        #expect(try workspace.entries(of: .opinions).last(by: 1).map(\.values) == [["tax", "closed"]])
        let folder = fixture.folder.url.appendingPathComponent("again")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        let again = try workspace.splitDirectory(
            at: .county, to: folder.path, id: "second", time: "2018-03-10T00:00:00Z",
            replacing: HandoutReplacement(reason: "r", actor: "a")
        ) { _ in }
        let rows = Dictionary(
            uniqueKeysWithValues: again.parts.map { ($0.receipt.organisation, $0.receipt.rows.count) })
        #expect(rows["990171"] == 10, "the later gift holds: \(rows)")
    }

    @Test(
        "an entry that names what the whole does not know refuses the part",
        arguments: [
            ("unit_disposition", "disposition", "'nonsense'", "dispositions", "nonsense"),
            ("department_opinion", "department, disposition", "'kgb', 'normal'", "opinions", "kgb"),
            ("progress_event", "stage, reached_on", "'surveyed', '2018-02-31'", "progress", "2018-02-31"),
            ("duplicate_decision", "other_key, decision", "'nobody', 'same'", "duplicates", "nobody"),
            ("code_override", "code, decision", "'X', 'perhaps'", "codes", "perhaps"),
            ("unit_organisation", "organisation", "'123'", "gifts", "123"),
        ])
    func unknown(table: String, columns: String, values: String, log: String, word: String) throws {
        _ = try fixture.split(workspace)
        let time = table == "unit_organisation" ? "changed_at" : "entered_at"
        try fixture.edit(
            fixture.part("990121"),
            """
            INSERT INTO \(table) (unit_key, \(columns), reason, actor, \(time))
            VALUES ('\(keys[0])', \(values), 'r', 'a', '2018-03-01T00:00:00Z')
            """)
        #expect(try merge().faults == [.unknownWord(key: keys[0], log: log, word: word)])
    }

    @Test(
        "a unit given away by nobody, for no reason or at no time refuses the part, and so does one of another county"
    )
    func gifts() throws {
        _ = try fixture.split(workspace)
        try fixture.edit(
            fixture.part("990121"),
            """
            INSERT INTO unit_organisation (unit_key, organisation, reason, actor, changed_at) VALUES
            ('\(keys[0])', '990122', ' ', '', 'x'), ('\(keys[1])', '990121', 'r', 'a', '2018-03-01T00:00:00Z')
            """)
        let faults = try merge().faults
        #expect(
            Set(faults) == [
                .incompleteEntry(key: keys[0], log: "gifts", gap: .noReason),
                .incompleteEntry(key: keys[0], log: "gifts", gap: .noActor),
                .incompleteEntry(key: keys[0], log: "gifts", gap: .noTime), .recordWithoutRow(key: keys[1]),
            ])
    }

    @Test(
        "a column that a newer program gave the whole and the part is no difference, until something stands in it"
    )
    func newerProgram() throws {
        _ = try fixture.split(workspace)
        for path in [fixture.path, fixture.part("990121"), fixture.part("990122")] {
            try fixture.edit(path, "ALTER TABLE outfall_change ADD COLUMN later TEXT")
        }
        #expect(try merge().leftBehind?.isEmpty == true)
        try fixture.edit(fixture.part("990122"), "ALTER TABLE outfall_change ADD COLUMN foreign_one TEXT")
        let returned = ReturnedPart(path: fixture.part("990122"))
        let other = try workspace.mergeDirectory([returned], time: "2018-03-09T00:00:00Z").first
        #expect(other?.leftBehind?.map(\.extraColumns) == [["foreign_one"]])
    }

    @Test("the tree of organisations stays while parts are out, and who split and merged is on record")
    func deeds() throws {
        _ = try fixture.split(workspace)
        let other = try OrganisationTree(Array(HandedDownDirectory.offices.dropLast()))
        #expect(
            throws: DirectoryStoreError.treeInUse(
                path: fixture.path, organisations: ["990121", "990122", "990171"])
        ) { try workspace.setOrganisations(other, by: "乙", time: "2018-03-01T00:00:00Z") }
        try workspace.setOrganisations(try OrganisationTree(HandedDownDirectory.offices))
        #expect(try merge().faults.isEmpty)
        let deeds = try workspace.directoryStatus().deeds
        #expect(deeds.map(\.kind) == [.organisations, .split, .merge])
        #expect(deeds.last?.actor == "合并人")
        #expect(deeds.last?.subject == "990121")
    }
}
