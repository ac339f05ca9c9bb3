internal import Census
internal import Foundation
internal import GRDB
internal import GeoModel

extension Workspace {
    /// Looks whether every rule of the workspace holds, whoever wrote the file last.
    ///
    /// When nothing is found the file's state is recorded as known, so that the next opening does not warn again.
    ///
    /// - Returns: What is broken; all of it, layer by layer.
    /// - Throws: `StoreError` when the file cannot be read at all.
    /// - Complexity: O(n) in the rows and bytes of all layers.
    public func audit() throws -> [WorkspaceFinding] {
        let findings = try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { db in
                try Self.fileFindings(in: db)
                    + ImportKind.allCases.flatMap { try LayerAudit($0, srsID: srsID).findings(in: db) }
                    + Self.changedDraws(in: db).map { WorkspaceFinding.drawChanged(check: $0) }
                    + TableAudit(db).findings()
            }
        }
        if findings.isEmpty && wasChangedElsewhere { try change { _ in } }
        return findings
    }

    private static func fileFindings(in db: Database) throws -> [WorkspaceFinding] {
        let words = try String.fetchAll(db, sql: "PRAGMA quick_check(5)")
        return words == ["ok"] ? [] : words.map { .damagedFile(reason: $0) }
    }
}

/// The rules of one layer.
private struct LayerAudit {
    private let kind: ImportKind
    private let srsID: Int

    init(_ kind: ImportKind, srsID: Int) {
        self.kind = kind
        self.srsID = srsID
    }

    func findings(in db: Database) throws -> [WorkspaceFinding] {
        guard try isRegistered(in: db) else { return [.layerUnregistered(kind)] }
        return try missingCodes(in: db) + repeatedCodes(in: db) + geometries(in: db) + index(in: db)
    }

    private var table: SQLIdentifier { SQLIdentifier(kind.layerName) }

    /// The tables of GeoPackage know the layer, with its reference, and its spatial index is there.
    private func isRegistered(in db: Database) throws -> Bool {
        for table in [kind.layerName, "gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys"] {
            guard try db.tableExists(table) else { return false }
        }
        guard try db.tableExists("rtree_\(kind.layerName)_geom") else { return false }
        return try Bool.fetchOne(
            db,
            sql: """
                SELECT count(*) > 0 FROM gpkg_contents c
                JOIN gpkg_geometry_columns g ON g.table_name = c.table_name AND g.srs_id = c.srs_id
                JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id
                WHERE c.table_name = ? AND c.srs_id = ?
                """,
            arguments: [kind.layerName, srsID]) ?? false
    }

    /// A unit without any code has no value; what is no text is a fault all the same.
    private func missingCodes(in db: Database) throws -> [WorkspaceFinding] {
        let excused = kind.identity == .unit ? "code NOT NULL AND" : ""
        let rows = try Int64.fetchAll(
            db,
            sql:
                "SELECT fid FROM \(table) WHERE \(excused) (typeof(code) != 'text' OR trim(code) = '') ORDER BY fid"
        )
        return rows.isEmpty ? [] : [.codeMissing(kind, rows: rows)]
    }

    /// Units may repeat a code: their own key tells them apart.
    private func repeatedCodes(in db: Database) throws -> [WorkspaceFinding] {
        let key = SQLIdentifier(kind.identity == .unit ? "unit_key" : "code")
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT \(key), fid FROM \(table)
                WHERE \(key) IN (SELECT \(key) FROM \(table) GROUP BY \(key) HAVING count(*) > 1) ORDER BY 1, 2
                """)
        var fids: [String: [Int64]] = [:]
        for row in rows { fids["\(row[0] as DatabaseValue)", default: []].append(row[1]) }
        return fids.sorted { $0.key < $1.key }.map { .codeRepeated(kind, code: $0.key, rows: $0.value) }
    }

    private func geometries(in db: Database) throws -> [WorkspaceFinding] {
        var findings: [WorkspaceFinding] = []
        let rows = try Row.fetchCursor(db, sql: "SELECT fid, geom FROM \(table) ORDER BY fid")
        while let row = try rows.next() {
            let fid: Int64 = row[0]
            let bytes = Data.fromDatabaseValue(row[1]).map { [UInt8]($0) }
            if let finding = finding(fid, bytes: bytes) { findings.append(finding) }
        }
        return findings
    }

    private func finding(_ fid: Int64, bytes: [UInt8]?) -> WorkspaceFinding? {
        guard let bytes else { return mayLackGeometry ? nil : .geometryUnfit(kind, row: fid) }
        do throws(GeoPackageBlobError) {
            let found = try GeoPackageBlob.decode(bytes)
            if found.srid != Int32(srsID) { return .referenceDiffers(kind, row: fid, srsID: found.srid ?? 0) }
            return fits(found.geometry) ? nil : .geometryUnfit(kind, row: fid)
        } catch {
            return .geometryDamaged(kind, row: fid, error)
        }
    }

    private var mayLackGeometry: Bool {
        if case .position = kind.geometry { true } else { false }
    }

    private func fits(_ geometry: Geometry) -> Bool {
        switch (kind.geometry, geometry) {
        case (.area, .multiPolygon), (.position, .point), (.any, _): !geometry.isEmpty || mayLackGeometry
        default: false
        }
    }

    private func index(in db: Database) throws -> [WorkspaceFinding] {
        let rows =
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM \(table) WHERE geom NOT NULL AND typeof(geom) = 'blob'") ?? 0
        let tree = SQLIdentifier("rtree_\(kind.layerName)_geom")
        let indexed = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(tree)") ?? 0
        return rows == indexed ? [] : [.indexDiffers(kind, rows: rows, indexed: indexed)]
    }
}
