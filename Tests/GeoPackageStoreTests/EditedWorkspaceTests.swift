import Census
import Foundation
import GRDB
import GeoKernels
import GeoModel
import TestSupport
import Testing

@testable import GeoPackageStore

/// Edits as another program makes them: plain SQL on the layer, with the functions that its triggers call.
private struct Editor {
    let queue: DatabaseQueue
    private var random: SplitMix64
    private var shapes: RandomGeometry

    init(path: String, seed: UInt64) throws {
        queue = try DatabaseQueue(path: path, configuration: .geoPackage)
        random = SplitMix64(seed: seed)
        shapes = RandomGeometry(seed: seed)
    }

    /// An area, now and then an empty one or none at all.
    private mutating func blob() -> [UInt8]? {
        guard random.index(below: 8) > 0 else { return nil }
        return GeoPackageBlob.encode(
            .multiPolygon(random.index(below: 8) == 0 ? MultiPolygon([]) : shapes.nextArea()), srsID: 4490)
    }

    /// One random insertion, change of geometry, of key or of another field, or deletion.
    mutating func edit() throws {
        let geometry = blob().map { Data($0) }
        let pick = Int64(random.index(below: 40))
        let any = "(SELECT fid FROM block ORDER BY abs(fid - \(pick)), fid LIMIT 1)"
        let kind = random.index(below: 6)
        try queue.write { db in
            switch kind {
            case 0, 1:
                try db.execute(
                    sql: "INSERT INTO block (geom, code) VALUES (?, ?)", arguments: [geometry, "\(pick)"])
            case 2: try db.execute(sql: "UPDATE block SET geom = ? WHERE fid = \(any)", arguments: [geometry])
            case 3:
                try db.execute(
                    sql:
                        "UPDATE block SET geom = ?, fid = (SELECT max(fid) + 1 FROM block) WHERE fid = \(any)",
                    arguments: [geometry])
            case 4: try db.execute(sql: "UPDATE block SET name = 'x' WHERE fid = \(any)")
            default: try db.execute(sql: "DELETE FROM block WHERE fid = \(any)")
            }
        }
    }

    /// The index's entries by key.
    func indexed() throws -> [Int64: [Float]] {
        try boxes("SELECT id, minx, maxx, miny, maxy FROM rtree_block_geom")
    }

    /// What SQLite says of the index's own tables.
    func check() throws -> String? {
        try queue.read { try String.fetchOne($0, sql: "SELECT rtreecheck('rtree_block_geom')") }
    }

    /// Takes away geometries that are empty.
    func removeEmpties() throws {
        try queue.write { try $0.execute(sql: "UPDATE block SET geom = NULL WHERE ST_IsEmpty(geom)") }
    }

    /// The keys that a search of the index finds.
    func search(_ window: Envelope) throws -> Set<Int64> {
        try queue.read {
            try Int64.fetchSet(
                $0,
                sql:
                    "SELECT id FROM rtree_block_geom WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ?",
                arguments: [window.minX, window.maxX, window.minY, window.maxY])
        }
    }

    /// What the index must hold, by looking at every row's geometry itself.
    func expected() throws -> [Int64: Envelope] {
        try queue.read { db in
            var result: [Int64: Envelope] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT fid, geom FROM block WHERE geom NOT NULL") {
                let bytes: Data = row[1]
                result[row[0]] = try GeoPackageBlob.decode(Array(bytes)).geometry.envelope
            }
            return result
        }
    }

    private func boxes(_ sql: String) throws -> [Int64: [Float]] {
        try queue.read { db in
            var result: [Int64: [Float]] = [:]
            for row in try Row.fetchAll(db, sql: sql) { result[row[0]] = (1...4).map { row[$0] } }
            return result
        }
    }
}

@Suite("A workspace that is edited", .timeLimit(.minutes(10)))
struct EditedWorkspaceTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path("office.gpkg")
    }

    /// Areas with codes of their own.
    private func blocks(seed: UInt64, count: Int) -> [(String, Geometry)] {
        var shapes = RandomGeometry(seed: seed)
        return (0..<count).map { number in
            var area = shapes.nextArea()
            // An area without parts is refused by an import, which is another test's matter.
            while area.polygons.isEmpty { area = shapes.nextArea() }
            return ("\(410_101_000_000 + number)", .multiPolygon(area))
        }
    }

    @Test(
        "by any statements keeps its index as one made of all rows, and passes GDAL's validator",
        arguments: seeds(20))
    func index(seed: UInt64) throws {
        _ = try Workspace.create(at: path).importBlocks(blocks(seed: seed, count: 20))
        var editor = try Editor(path: path, seed: seed)
        for _ in 0..<30 { try editor.edit() }
        let (found, expected) = (try editor.indexed(), try editor.expected())
        #expect(Set(found.keys) == Set(expected.keys))
        for (key, box) in found {
            let envelope = try #require(expected[key])
            // An R-tree holds single precision, rounded outwards; SQLite rounds what is too small for it to zero.
            let least = Double(Float.leastNonzeroMagnitude)
            #expect(Double(box[0]) <= envelope.minX + least && Double(box[1]) >= envelope.maxX - least)
            #expect(Double(box[2]) <= envelope.minY + least && Double(box[3]) >= envelope.maxY - least)
        }
        #expect(try editor.check() == "ok")
        // Debian 12's validator (GDAL 3.6) looks for the empty flag in bit 3; the standard has it in bit 4.
        try editor.removeEmpties()
        try editor.queue.close()
        let validator = "/usr/lib/python3/dist-packages/osgeo_utils/samples/validate_gpkg.py"
        let result = try run("/usr/bin/python3", [validator, "--extra", path])
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(try Workspace.open(at: path).wasChangedElsewhere)
    }

    @Test(
        "in many rows at once has a sound index of several levels, which finds what looking at all finds",
        arguments: [0, 1, 51, 52, 53, 2601, 2602, 4000])
    func packed(count: Int) throws {
        var random = SplitMix64(seed: UInt64(count))
        let blocks = (0..<count).map { number in
            ("\(410_101_000_000 + number)", square("", at: random.number(in: -180...180)).1)
        }
        _ = try Workspace.create(at: path).importBlocks(blocks)
        var editor = try Editor(path: path, seed: 1)
        #expect(try editor.check() == "ok")
        let boxes = try editor.expected()
        for _ in 0..<20 {
            let x = random.number(in: -180...180)
            let window = Envelope(minX: x, minY: -1, maxX: x + random.number(in: 0...30), maxY: 0.5)
            let found = try editor.search(window)
            #expect(found.isSuperset(of: boxes.filter { $0.value.intersects(window) }.keys))
            // Single precision, rounded outwards, may add rows that end just beside the window.
            let wider = Envelope(minX: x - 1e-4, minY: -1, maxX: window.maxX + 1e-4, maxY: 1)
            #expect(found.allSatisfy { boxes[$0]?.intersects(wider) == true })
        }
        for _ in 0..<30 { try editor.edit() }
        #expect(try editor.check() == "ok")
        #expect(try Set(editor.indexed().keys) == Set(editor.expected().keys))
    }

    @Test(
        "by the same import again does not change; geometries come out as they went in", arguments: seeds(10))
    func idempotent(seed: UInt64) throws {
        let workspace = try Workspace.create(at: path)
        let blocks = blocks(seed: seed, count: 25)
        #expect(try workspace.importBlocks(blocks).inserted == 25)
        #expect(try workspace.importBlocks(blocks.reversed()).unchanged == 25)
        let file = try GeoPackageFile(path: path)
        var stored: [String: Geometry] = [:]
        try LayerReader(file.layer(named: "block"), of: file).forEachRow(fields: ["code"]) { row in
            stored[row.text(0) ?? ""] = try row.withGeometry { bytes in
                guard let bytes else { return nil }
                return try GeoPackageBlob.decode(bytes).geometry
            }
        }
        #expect(stored == Dictionary(uniqueKeysWithValues: blocks))
    }

    @Test("by imports and edits of squares conserves their area to the last digit", arguments: seeds(10))
    func areas(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let numbers = (0..<30).map { _ in random.index(below: 1000) }
        let blocks = numbers.enumerated().map { ("\($0.offset)", square("", at: Double($0.element)).1) }
        let workspace = try Workspace.create(at: path)
        _ = try workspace.importBlocks(Array(blocks.prefix(20)))
        _ = try workspace.importBlocks(Array(blocks.suffix(20)))
        let file = try GeoPackageFile(path: path)
        let table = try LayerReader(file.layer(named: "block"), of: file).areas(fields: ["code"]) { _ in }
            .table
        let areas = (0..<table.ringCount).map { ring in
            let corners = table.positions[table.vertices(ofRing: ring)]
            return zip(corners, corners.dropFirst()).reduce(0) {
                $0 + ($1.0.x * $1.1.y - $1.1.x * $1.0.y) / 2
            }
        }
        #expect(areas == [Double](repeating: 1, count: 30))
        let (index, extent) = try (index(), extent())
        #expect(index == extent && extent == [Double(numbers.min() ?? 0), Double((numbers.max() ?? 0) + 1)])
    }

    private func index() throws -> [Double] {
        try numbers("SELECT min(minx), max(maxx) FROM rtree_block_geom")
    }

    private func extent() throws -> [Double] {
        try numbers("SELECT min_x, max_x FROM gpkg_contents WHERE table_name = 'block'")
    }

    private func numbers(_ sql: String) throws -> [Double] {
        let result = try run("sqlite3", [path, sql])
        return result.output.split(whereSeparator: { "|\n".contains($0) }).compactMap { Double($0) }
    }
}
