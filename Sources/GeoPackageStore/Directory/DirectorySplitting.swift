internal import Census
internal import GRDB

/// One split being made inside the whole's transaction: first who is handed what, then part after part.
final class DirectorySplitting {
    /// The tallies; complete once `assign` has run.
    private(set) var split: DirectorySplit
    private let db: Database
    private let tree: OrganisationTree
    private let rule: PartRule
    private let time: String
    private let reader: DirectoryRowReader
    private var handouts: [String: Int64] = [:]
    private var neighbours: [LayerHandout] = []
    private var logs: [LogHandout] = []
    private var rowsDone = 0
    /// The units that go nowhere.
    private(set) var unassigned: [UnassignedUnit] = []

    /// Clears the record of the last split and begins a new one.
    ///
    /// - Throws: `DirectoryStoreError.partsOut` when parts of the last one are not back and nothing says that they are
    ///   to be replaced.
    init(
        db: Database, tree: OrganisationTree, level: OrganisationLevel, id: String, time: String,
        replacing decision: HandoutReplacement?, path: String
    ) throws {
        try Self.replace(decision, by: id, time: time, path: path, in: db)
        self.db = db
        self.tree = tree
        self.time = time
        let owner = try DirectoryMerging.ownReceipt(in: db)?.organisation
        rule = PartRule(tree: tree, level: level, overrides: try Workspace.overrides(in: db), within: owner)
        reader = try DirectoryRowReader(in: db)
        split = DirectorySplit(id: id, rule: rule, columns: reader.columns)
        try db.execute(sql: "DELETE FROM directory_row")
        try db.execute(sql: "DELETE FROM directory_handout")
        try db.execute(sql: "DELETE FROM directory_layer_row")
        try db.execute(sql: "DELETE FROM directory_layer")
        for part in rule.parts {
            try db.execute(
                sql: """
                    INSERT INTO directory_handout (split, level, organisation, columns, rows, digest)
                    VALUES (?, ?, ?, '', 0, '')
                    """,
                arguments: [id, level.rawValue, part.code])
            handouts[part.code] = db.lastInsertedRowID
        }
    }

    /// Voids the hand-outs that are not back, on somebody's word.
    private static func replace(
        _ decision: HandoutReplacement?, by id: String, time: String, path: String, in db: Database
    ) throws {
        let out = try HandoutTables.partsOut(in: db)
        guard !out.isEmpty else { return }
        guard let decision else {
            throw DirectoryStoreError.partsOut(path: path, organisations: out.map(\.receipt.organisation))
        }
        for part in out { try HandoutTables.void(part.receipt, on: decision, by: id, time: time, in: db) }
    }

    /// Assigns every unit and every row of the other layers, and records the receipts.
    func assign(_ progress: (Int) throws -> Void) throws -> [PartReceipt] {
        let rows = try SteppedStatement("SELECT u.fid, \(reader.list) FROM unit u ORDER BY u.fid", in: db)
        let insertion = try RowStatement(
            "INSERT INTO directory_row (fid, handout_fid, digest) VALUES (?, ?, ?)", in: db)
        let shared = try Self.sharedKeys(in: db)
        while try rows.step() {
            let row = reader.row(rows, offset: 1)
            guard !row.key.isEmpty, !shared.contains(row.key) else {
                split.leave(row.digest, because: .noOwnKey)
                let name = row.key.isEmpty ? "#\(rows.integer(0))" : row.key
                unassigned.append(UnassignedUnit(unit: name, reason: .noOwnKey))
                try advance(progress)
                continue
            }
            let division = reader.division(rows, offset: 1)
            switch split.add(key: row.key, digest: row.digest, division: division) {
            case .part(let code):
                let handout = handouts[code] ?? 0
                try insertion.run([
                    .integer(rows.integer(0)), .integer(handout), .blob(row.digest.bytes),
                ])
            case .unassigned(let reason): unassigned.append(UnassignedUnit(unit: row.key, reason: reason))
            }
            try advance(progress)
        }
        neighbours = try [
            ("division", "code"), ("zone", "code"), ("block", "code"), ("outfall", "division_code"),
        ].map { layer, code in try LayerHandout(layer, byCode: code, rule: rule, in: db) }
        logs = try LogHandout.all(in: db)
        for receipt in split.receipts { try record(receipt) }
        try recordSplit()
        return split.receipts
    }

    /// Keys that several rows have: another program copied a row, say.
    private static func sharedKeys(in db: Database) throws -> Set<String> {
        let rows = try SteppedStatement(
            "SELECT unit_key FROM unit GROUP BY unit_key HAVING count(*) > 1", in: db)
        var keys = Set<String>()
        while try rows.step() { if let key = rows.text(0) { keys.insert(key) } }
        return keys
    }

    private func advance(_ progress: (Int) throws -> Void) throws {
        rowsDone += 1
        if rowsDone & 0xFFF == 0 { try progress(rowsDone) }
    }

    private func record(_ receipt: PartReceipt) throws {
        try db.execute(
            sql: "UPDATE directory_handout SET columns = ?, rows = ?, digest = ? WHERE organisation = ?",
            arguments: [
                receipt.columns.joined(separator: "\n"), receipt.rows.count, "\(receipt.rows.digest)",
                receipt.organisation,
            ])
    }

    private func recordSplit() throws {
        try db.execute(
            sql: """
                INSERT INTO directory_split (split, level, split_at, columns, rows, digest, unassigned,
                    unassigned_digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                split.id, rule.level.rawValue, time, reader.columns.joined(separator: "\n"),
                split.whole.count,
                "\(split.whole.digest)", split.unassigned.count, "\(split.unassigned.digest)",
            ])
    }

    /// Fills the workspace of one part.
    func fill(part: Database, with receipt: PartReceipt, _ progress: (Int) throws -> Void) throws {
        guard let handout = handouts[receipt.organisation] else { return }
        try part.execute(
            sql: """
                INSERT INTO \(DirectoryOwnerTable.name) (split, level, organisation, columns, rows, digest)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                receipt.split, receipt.level.rawValue, receipt.organisation,
                receipt.columns.joined(separator: "\n"), receipt.rows.count, "\(receipt.rows.digest)",
            ])
        try Workspace.write(tree, in: part)
        for reference in DirectoryReference.allCases {
            try ReferenceTables.write(
                ReferenceTables.rows(of: reference, in: db), to: reference, in: part)
        }
        for log in logs { try log.copy(handout: handout, to: part) }
        let chosen = try SteppedStatement(
            """
            SELECT \(reader.list) FROM directory_row r JOIN unit u ON u.fid = r.fid
            WHERE r.handout_fid = ? ORDER BY r.fid
            """, binding: [handout], in: db)
        let units = try LayerCopy("unit", columns: reader.columns, into: part)
        while try chosen.step() {
            try units.append(chosen)
            try advance(progress)
        }
        try units.finish()
        for layer in neighbours { try layer.copy(to: receipt.organisation, in: part) }
        try HandedLayers(whole: db, part: part, handout: handout).record()
        try HandedLogs(whole: db, part: part, handout: handout).record()
    }
}

/// Which rows of a layer go to which part, by the organisation that keeps their code.
private struct LayerHandout {
    private let layer: String
    private let reader: DirectoryRowReader
    private let db: Database
    private var rowsByPart: [String: [Int64]] = [:]

    init(_ layer: String, byCode column: String, rule: PartRule, in db: Database) throws {
        self.layer = layer
        self.db = db
        reader = try DirectoryRowReader(layer: layer, key: column, in: db)
        let rows = try SteppedStatement(
            "SELECT fid, \(SQLIdentifier(column)) FROM \(layer) ORDER BY fid", in: db)
        while try rows.step() {
            guard case .part(let code) = rule.part(ofUnit: "", division: rows.text(1)) else { continue }
            rowsByPart[code, default: []].append(rows.integer(0))
        }
    }

    func copy(to organisation: String, in part: Database) throws {
        guard let chosen = rowsByPart[organisation] else { return }
        let rows = try SteppedStatement("SELECT \(reader.list) FROM \(layer) u WHERE u.fid = ?", in: db)
        let copy = try LayerCopy(layer, columns: reader.columns, into: part)
        for fid in chosen {
            rows.restart(binding: [fid])
            if try rows.step() { try copy.append(rows) }
        }
        try copy.finish()
    }
}

/// Fills a layer of another workspace with rows as they are.
struct LayerCopy {
    private let layer: String
    private let db: Database
    private let insertion: RowStatement
    private let columns: Range<Int32>

    /// The triggers of the spatial index are away until `finish`.
    init(_ layer: String, columns: [String], into db: Database) throws {
        self.layer = layer
        self.db = db
        self.columns = 0..<Int32(columns.count)
        try SpatialIndex(layer: layer, column: "geom").suspend(in: db)
        let names = columns.map { "\(SQLIdentifier($0))" }.joined(separator: ", ")
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        insertion = try RowStatement(
            "INSERT INTO \(SQLIdentifier(layer)) (\(names)) VALUES (\(marks))", in: db)
    }

    /// Adds the row that a statement with the layer's columns stands on.
    func append(_ row: SteppedStatement) throws { try row.copy(columns, to: insertion) }

    func finish() throws {
        let extent = try SpatialIndex(layer: layer, column: "geom").resume(in: db)
        let definition = LayerDefinition(
            name: layer, identifier: layer, geometry: GeometryColumn(type: "GEOMETRY", srsID: 0), fields: [])
        try LayerSchema(definition).recordChange(extent: extent, in: db)
    }
}

extension SpatialReferenceDefinition {
    /// The definition that a GeoPackage has of one of its references.
    init?(ofSRS srsID: Int, in db: Database) throws {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT srs_name, organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys
                WHERE srs_id = ?
                """, arguments: [srsID])
        guard let row else { return nil }
        self.init(
            srsID: srsID, name: row[0], organization: row[1], organizationID: row[2], definition: row[3])
    }
}
