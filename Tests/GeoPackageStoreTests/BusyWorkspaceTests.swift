import Census
import GRDB
import GeoPackageStore
import TestSupport
import Testing

@Suite("A workspace that another program looks at")
struct BusyWorkspaceTests {
    @Test("a change waits until the other program has read what it wanted", .timeLimit(.minutes(10)))
    func waits() async throws {
        let folder = try TemporaryFolder()
        let workspace = try Workspace.create(at: folder.path("office.gpkg"))
        let other = try DatabaseQueue(path: folder.path("office.gpkg"))
        let (reading, started) = AsyncStream<Void>.makeStream()
        let reader = Task.detached {
            try other.read { db in
                let outfalls = try Int.fetchOne(db, sql: "SELECT count(*) FROM outfall")
                started.finish()
                // Some tenths of a second, through which the file stays locked against writing.
                return try Int.fetchOne(
                    db,
                    sql: """
                        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)
                        SELECT max(i) + ? FROM n
                        """, arguments: [outfalls])
            }
        }
        for await _ in reading {}
        try workspace.set(
            .surveyFirst, to: "2018-03-01", by: Signature("王五", at: Moment("2018-06-01T00:00:00Z")))
        #expect(try workspace.outfallRules()[.surveyFirst] == "2018-03-01")
        #expect(try await reader.value == 1_000_000)
    }
}
