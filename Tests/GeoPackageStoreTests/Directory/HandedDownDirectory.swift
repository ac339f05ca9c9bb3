import Census
import Foundation
import GeoModel
import GeoPackageStore
import TestSupport
import Testing

/// A small province's directory, its parts and what other programs do to them.
struct HandedDownDirectory {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path("whole.gpkg")
    }

    static let offices = [
        Organisation(code: "99", name: "省", level: .province, parent: nil, divisions: ["99"]),
        Organisation(code: "9901", name: "市", level: .city, parent: "99", divisions: ["9901"]),
        Organisation(code: "990121", name: "甲县", level: .county, parent: "9901", divisions: ["990121"]),
        Organisation(code: "990122", name: "乙县", level: .county, parent: "9901", divisions: ["990122"]),
        Organisation(
            code: "990171", name: "开发区", level: .county, parent: "99", isFunctionalZone: true,
            divisions: ["990121401"]),
    ]

    /// A whole of 30 units: 10 in each county and 8 in the functional zone and 2 nowhere.
    func whole() throws -> Workspace {
        let workspace = try Workspace.create(at: path)
        let divisions = ["990121001001", "990122001001", "990121401001"]
        let rows = (0..<30).map { index in
            let division = index >= 28 ? "880100000000" : divisions[index % 3]
            return (
                code: "91990121\(1_000_000_000 + index)", name: "单位\(index)", division: division,
                x: 116 + Double(index) / 100
            )
        }
        let source = ListedUnits(rows)
        _ = try workspace.importRows(.units, run: .test, isDryRun: false) { sink in
            let importer = try Importer(
                kind: .units, columns: source.columns, mapping: ImportMapping(), reference: .cgcs2000,
                placement: AsIs())
            return try importer.run(source, into: &sink) { _ in }
        }
        try workspace.setOrganisations(try OrganisationTree(Self.offices))
        return workspace
    }

    func split(
        _ workspace: Workspace, _ level: OrganisationLevel = .county, id: String? = nil,
        replacing replacement: HandoutReplacement? = nil
    ) throws -> SplitSummary {
        try workspace.splitDirectory(
            at: level, to: folder.url.path, id: id ?? "s-\(level.rawValue)", time: "2018-02-10T00:00:00Z",
            replacing: replacement
        ) { _ in }
    }

    /// Edits a file as another program would, without Bourn's SQL functions.
    func edit(_ path: String, _ sql: String) throws {
        let triggers = ["unit", "zone", "division", "outfall"].flatMap { layer in
            ["insert", "update1", "update2", "update3", "update4", "delete"]
                .map { "DROP TRIGGER IF EXISTS rtree_\(layer)_geom_\($0);" }
        }.joined()
        let result = try run("sqlite3", [path, triggers + sql])
        #expect(result.status == 0, "\(result.errors)")
    }

    func part(_ code: String) -> String { folder.path("\(code).gpkg") }

    func merge(_ workspace: Workspace, _ codes: [String]) throws -> [PartMerge] {
        try workspace.mergeDirectory(
            codes.map { ReturnedPart(path: part($0)) }, time: "2018-03-01T00:00:00Z")
    }
}

/// Units held in memory.
private struct ListedUnits: RowSource {
    let columns = ["code", "name", "division_code"]
    let declaredReference: CRSIdentifier? = .cgcs2000
    private let rows: [(code: String, name: String, division: String, x: Double)]

    init(_ rows: [(code: String, name: String, division: String, x: Double)]) { self.rows = rows }

    func rowCount() -> Int? { rows.count }

    func forEachRow(_ body: (SourceRow) throws -> Void) throws {
        for (index, row) in rows.enumerated() {
            try body(
                SourceRow(
                    number: index + 1, values: [row.code, row.name, row.division],
                    geometry: .value(.point(Position(row.x, 31)), droppedOrdinates: false)))
        }
    }
}
