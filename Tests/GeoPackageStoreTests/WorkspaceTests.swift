import Census
import GeoModel
import GeoPackageStore
import TestSupport
import Testing

@Suite("A workspace")
struct WorkspaceTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path("office.gpkg")
    }

    @Test("passes GDAL's validator when it is new")
    func validNew() throws {
        _ = try Workspace.create(at: path)
        try expectValid(path)
    }

    @Test("passes GDAL's validator and keeps its index when rows came, changed and stayed")
    func validFilled() throws {
        let workspace = try Workspace.create(at: path)
        #expect(try workspace.importBlocks([square("1", at: 0), square("2", at: 1)]).inserted == 2)
        let again = try workspace.importBlocks([square("1", at: 0), square("2", at: 5), square("3", at: 9)])
        #expect(again.unchanged == 1 && again.updated == 1 && again.inserted == 1)
        try expectValid(path)
        #expect(try workspace.counts()[.blocks] == 3)
        let index = try run("sqlite3", [path, "SELECT count(*), max(maxx) FROM rtree_block_geom"])
        #expect(index.output == "3|10.0\n")
        let extent = try run(
            "sqlite3", [path, "SELECT min_x, max_x FROM gpkg_contents WHERE table_name = 'block'"])
        #expect(extent.output == "0.0|10.0\n")
    }

    @Test("is as before after an import that failed halfway")
    func failedImport() throws {
        struct Stop: Error {}
        let workspace = try Workspace.create(at: path)
        #expect(throws: Stop.self) {
            try workspace.importRows(.blocks, run: .test, isDryRun: false) { sink in
                _ = try sink.store(record(square("1", at: 0), row: 1))
                throw Stop()
            }
        }
        #expect(try workspace.counts()[.blocks] == 0)
        try expectValid(path)
    }

    @Test("keeps nothing of a dry run")
    func dryRun() throws {
        let workspace = try Workspace.create(at: path)
        let summary = try workspace.importBlocks([square("1", at: 0)], isDryRun: true)
        #expect(summary.inserted == 1)
        #expect(try workspace.counts()[.blocks] == 0)
    }

    @Test("refuses the second of two blocks with one code, naming the first")
    func duplicate() throws {
        let workspace = try Workspace.create(at: path)
        let summary = try workspace.importBlocks([square("7", at: 0), square("7", at: 3)])
        #expect(summary.inserted == 1)
        #expect(summary.refusals.map(\.reason) == [.duplicateCode(firstRow: 1)])
        #expect(summary.read == summary.accepted + summary.refused)
    }

    @Test("knows whether another program has written it")
    func changedElsewhere() throws {
        let workspace = try Workspace.create(at: path)
        #expect(!workspace.wasChangedElsewhere)
        _ = try workspace.importBlocks([square("1", at: 0)])
        #expect(try !Workspace.open(at: path).wasChangedElsewhere)
        #expect(try run("sqlite3", [path, "UPDATE import_run SET kind = 'x'"]).status == 0)
        #expect(try Workspace.open(at: path).wasChangedElsewhere)
    }

    @Test("is not made over a file that is there")
    func exists() throws {
        _ = try Workspace.create(at: path)
        #expect(throws: StoreError.exists(path: path)) { try Workspace.create(at: path) }
    }

    private func expectValid(_ path: String) throws {
        let validator = "/usr/lib/python3/dist-packages/osgeo_utils/samples/validate_gpkg.py"
        let result = try run("/usr/bin/python3", [validator, "--extra", path])
        #expect(result.status == 0, "\(result.output)\(result.errors)")
    }
}

extension ImportRunDescription {
    static let test = ImportRunDescription(source: "test", reference: "EPSG:4490")
}

extension Workspace {
    /// Imports blocks given as code and area.
    func importBlocks(_ blocks: [(String, Geometry)], isDryRun: Bool = false) throws -> ImportSummary {
        let source = ListedRows(blocks)
        return try importRows(.blocks, run: .test, isDryRun: isDryRun) { sink in
            let importer = try Importer(
                kind: .blocks, columns: source.columns, mapping: ImportMapping(), reference: .cgcs2000,
                placement: AsIs())
            return try importer.run(source, into: &sink) { _ in }
        }
    }
}

/// Rows held in memory.
struct ListedRows: RowSource {
    let columns = ["code"]
    let declaredReference: CRSIdentifier? = .cgcs2000
    private let rows: [(String, Geometry)]

    init(_ rows: [(String, Geometry)]) { self.rows = rows }

    func rowCount() -> Int? { rows.count }

    func forEachRow(_ body: (SourceRow) throws -> Void) throws {
        for (index, row) in rows.enumerated() {
            try body(
                SourceRow(
                    number: index + 1, values: [row.0], geometry: .value(row.1, droppedOrdinates: false)))
        }
    }
}

/// Places every row where it says it is.
struct AsIs: RowPlacing {
    func place(
        _ row: SourceRow, kind: ImportKind, columns: CoordinateColumns<Int>?
    ) -> Result<PlacedGeometry, RefusalReason> {
        guard case .value(let geometry, _) = row.geometry else { return .failure(.noGeometry) }
        return .success(PlacedGeometry(geometry: geometry, coordinate: nil))
    }
}

/// A unit square as a block.
func square(_ code: String, at x: Double) -> (String, Geometry) {
    let corners = [(x, 0.0), (x + 1, 0), (x + 1, 1), (x, 1), (x, 0)].map { Position($0.0, $0.1) }
    return (code, .multiPolygon(MultiPolygon([Polygon(exterior: LinearRing(unchecked: corners))])))
}

private func record(_ block: (String, Geometry), row: Int) -> ImportRecord {
    ImportRecord(
        row: row, key: block.0, values: [.text(block.0), .none, .none, .none, .none], geometry: block.1,
        coordinate: nil, otherFields: nil)
}
