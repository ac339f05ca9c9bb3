import Census
import GeoModel
import GeoPackageStore
import TestSupport
import Testing

@Suite("Reading a layer in ranges of rows")
struct RowRangeTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path("layer.gpkg")
        let layer = LayerDefinition(
            name: "area", identifier: "area", geometry: GeometryColumn(type: "POLYGON", srsID: 4490),
            fields: [FieldDefinition("code", .text)])
        try GeoPackageWriter.write(to: path, references: [.cgcs2000], layer: layer) { writer in
            for row in 0..<50 {
                let geometry = try WKT.decode("POLYGON((\(row) 0,\(row + 1) 0,\(row) 1,\(row) 0))").geometry
                try writer.append(
                    geometry: GeoPackageBlob.encode(geometry, srsID: 4490), envelope: geometry.envelope,
                    values: [.text("z\(row)")])
            }
        }
        // As a program that knows nothing of the index would leave it, with one row damaged.
        for trigger in ["update1", "update2", "update3", "update4"] {
            try sqlite("DROP TRIGGER rtree_area_geom_\(trigger)")
        }
        try sqlite("UPDATE area SET geom = x'010203' WHERE code = 'z33'")
    }

    private func sqlite(_ sql: String) throws {
        let result = try run("sqlite3", [path, sql])
        #expect(result.status == 0, "\(result.errors)")
    }

    private func codes(layer: String = "area", rows: Int) throws -> [[String?]] {
        let file = try GeoPackageFile(path: path)
        let reader = LayerReader(try file.layer(named: layer), of: file)
        var ranges = try reader.ranges(rows: rows)
        var codes: [[String?]] = []
        while let range = try ranges.next() {
            var part: [String?] = []
            try reader.forEachRow(in: range, fields: ["code"]) { part.append($0.text(0)) }
            codes.append(part)
        }
        try ranges.checkUnchanged()
        return codes
    }

    private let all = (0..<50).map { Optional("z\($0)") }

    @Test(
        "the ranges together are all rows in key order, none longer than asked for",
        arguments: [
            "SELECT 1", "UPDATE area SET fid = fid * 1000000007",
            "UPDATE area SET fid = fid - 9223372036854775807",
        ], [1, 7, 50, 1000])
    func ranges(change: String, rows: Int) throws {
        try sqlite(change)
        let parts = try codes(rows: rows)
        #expect(parts.flatMap { $0 } == all)
        #expect(parts.allSatisfy { $0.count <= rows })
    }

    @Test("a view, whose rows have no keys, is read page by page")
    func view() throws {
        try sqlite(
            """
            CREATE VIEW seen AS SELECT code FROM area;
            INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('seen', 'attributes', 'seen')
            """)
        let file = try GeoPackageFile(path: path)
        #expect(try file.layers().contains { $0.name == "seen" })
        #expect(Set(try codes(layer: "seen", rows: 7).flatMap { $0 }) == Set(all))
    }

    @Test("areas read on all cores stand in key order, with the damaged row in its place")
    func areas() throws {
        let file = try GeoPackageFile(path: path)
        let areas = try LayerReader(try file.layer(named: "area"), of: file).areas(fields: ["code"]) { _ in }
        #expect(areas.values.map { $0[0] } == all)
        #expect(areas.damaged.map(\.feature) == [33])
        for feature in 0..<50 where feature != 33 {
            let vertices = areas.table.vertices(ofRing: areas.table.rings(ofFeature: feature).lowerBound)
            #expect(areas.table.positions[vertices.lowerBound] == Position(Double(feature), 0))
        }
        #expect(areas.table.rings(ofFeature: 33).isEmpty)
    }

    @Test("a file that another program changes meanwhile is refused")
    func changed() throws {
        let file = try GeoPackageFile(path: path)
        let reader = LayerReader(try file.layer(named: "area"), of: file)
        var ranges = try reader.ranges(rows: 10)
        _ = try ranges.next()
        try sqlite("CREATE TABLE other (a)")
        #expect(throws: StoreError.changedWhileRead(path: path)) { try ranges.checkUnchanged() }
    }
}
