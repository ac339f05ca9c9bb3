import Foundation
import Glibc
import TestSupport
import Testing

@Suite("An import that is stopped halfway", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct StoppedImportTests {
    let office: Office
    let temporary: String

    init() throws {
        office = try Office()
        temporary = office.folder.path("temporary")
        try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: false)
    }

    private static let rows = 20_000

    private func longSource() throws -> String {
        let lines = (0..<Self.rows).map { "\(410_101_000_000 + $0),\"\(squareWKT($0 % 90))\"\n" }
        return try office.source("long.csv", "code,wkt\n" + lines.joined())
    }

    private func fillWorkspace() throws {
        let path = try office.source("first.csv", "code,wkt\n\(villageCode(1)),\"\(squareWKT(1))\"\n")
        _ = try office.importing("blocks", path)
    }

    private func start(_ source: String) throws -> RunningProgram {
        try RunningProgram(
            ["import", "blocks", office.workspace, source], temporaryFolder: temporary,
            errorPath: office.folder.path("errors"))
    }

    private func exists(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: office.folder.path(name))
    }

    private func leftovers() throws -> [String] {
        try office.leftovers(
            besides: "office.gpkg", "first.csv", "long.csv", "long.geojson", "errors", "temporary")
            + FileManager.default.contentsOfDirectory(atPath: temporary)
    }

    @Test("by Ctrl-C ends with 130 and leaves the workspace byte for byte", arguments: [SIGINT, SIGTERM])
    func interrupted(signal: Int32) throws {
        try fillWorkspace()
        let before = office.bytes
        let program = try start(try longSource())
        try #require(program.wait { exists("office.gpkg-journal") })
        program.send(signal)
        let end = try program.end()
        #expect(end.status == ExitStatus.interrupted.rawValue && !end.wasKilled, "\(end.errors)")
        #expect(end.errors.contains("interrupted"))
        #expect(office.bytes == before)
        #expect(try leftovers().isEmpty)
    }

    @Test("by Ctrl-C makes no new workspace and leaves nothing lying about")
    func interruptedFirstImport() throws {
        let program = try start(try longSource())
        try #require(program.wait { ((try? leftovers()) ?? []).contains { $0.hasSuffix("-journal") } })
        program.send(SIGINT)
        #expect(try program.end().status == ExitStatus.interrupted.rawValue)
        #expect(office.bytes == nil)
        #expect(try leftovers().isEmpty)
    }

    @Test("by Ctrl-C while GDAL converts ends GDAL too")
    func interruptedConversion() throws {
        try fillWorkspace()
        let before = office.bytes
        let features = (0..<Self.rows).map {
            #"{"type":"Feature","properties":{"code":"\#($0)"},"geometry":{"type":"Point","coordinates":[1,2]}}"#
        }
        let source = try office.source(
            "long.geojson",
            #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ",\n"))]}"#)
        let program = try start(source)
        try #require(
            program.wait {
                ((try? FileManager.default.contentsOfDirectory(atPath: temporary)) ?? []).isEmpty == false
            })
        program.send(SIGINT)
        #expect(try program.end().status == ExitStatus.interrupted.rawValue)
        #expect(office.bytes == before)
        #expect(try leftovers().isEmpty)
    }

    @Test(
        "by a kill leaves the workspace as before or after, never between",
        arguments: ["early", "at the end"])
    func killed(moment: String) throws {
        try fillWorkspace()
        let size = office.bytes?.count
        let source = try longSource()
        let program = try start(source)
        let path = office.workspace
        let isAtMoment: () -> Bool = { [office] in
            moment == "early"
                ? FileManager.default.fileExists(atPath: path + "-journal") : office.bytes?.count != size
        }
        let wasRunning = program.wait(until: isAtMoment)
        program.send(SIGKILL)
        #expect(try program.end().wasKilled == wasRunning)
        // Whoever opens the file next brings it back by its journal.
        let count = try office.query("SELECT count(*) FROM block")
        #expect(moment == "early" ? count == "1" : count == "1" || count == "\(Self.rows + 1)")
        #expect(try office.query("PRAGMA integrity_check") == "ok")
        #expect(try office.query("SELECT count(*) FROM rtree_block_geom") == count)
        #expect(try office.importing("blocks", source).accepted == Self.rows)
    }

    @Test("by a kill makes no new workspace, and the next import works")
    func killedFirstImport() throws {
        let source = try longSource()
        let program = try start(source)
        try #require(program.wait { ((try? leftovers()) ?? []).contains { $0.hasSuffix("-journal") } })
        program.send(SIGKILL)
        #expect(try program.end().wasKilled)
        #expect(office.bytes == nil)
        #expect(try office.importing("blocks", source).inserted == Self.rows)
    }
}
