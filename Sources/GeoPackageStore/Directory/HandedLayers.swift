internal import Census
internal import GRDB

/// The layers and tables of a part that merging does not take over: recorded when handed out, compared when back.
struct HandedLayers {
    /// The whole, which keeps the record.
    let whole: Database
    let part: Database
    let handout: Int64

    /// What merging takes over by its own rules, what follows from other rows, and what tells of the split itself.
    private static let excluded: Set<String> = Set(UnitLog.allCases.map(\.table)).union([
        WorkspaceSetting.table, "unit", "unit_change", "unit_organisation", "unit_zone", "unit_zone_run",
        "unit_zone_move", "zone_before", "unit_touched", "import_run", "import_refusal",
    ])

    private func names() throws -> [String] {
        try String.fetchAll(
            part,
            sql: "SELECT table_name FROM gpkg_contents WHERE table_name NOT LIKE 'directory\\_%' ESCAPE '\\'"
        ).filter { try !Self.excluded.contains($0) && part.tableExists($0) }.sorted()
    }

    private func reader(_ columns: [String]) -> DirectoryRowReader {
        DirectoryRowReader(
            key: ["code", "name"].first(where: columns.contains) ?? columns.first ?? "", columns: columns)
    }

    private func rows(
        _ layer: String, _ reader: DirectoryRowReader, in db: Database? = nil,
        _ body: (StoredRow) throws -> Void
    ) throws {
        guard !reader.columns.isEmpty else { return }
        let rows = try SteppedStatement(
            "SELECT \(reader.list) FROM \(SQLIdentifier(layer)) u", in: db ?? part)
        while try rows.step() { try body(reader.row(rows)) }
    }

    /// Records what a part that was just filled holds.
    func record() throws {
        let insertion = try RowStatement(
            "INSERT INTO directory_layer_row (layer_fid, row_key, digest) VALUES (?, ?, ?)", in: whole)
        for layer in try names() {
            let columns = try part.columns(in: layer).map(\.name).filter { $0 != "fid" }
            let fid = try Self.record(layer, columns: columns, handout: handout, in: whole)
            try rows(layer, reader(columns)) { row in
                try insertion.run([.integer(fid), .text(row.key), .blob(row.digest.bytes)])
            }
        }
    }

    /// Records that a layer of a part is about to be recorded row by row.
    ///
    /// - Returns: What its rows name it by.
    static func record(
        _ layer: String, columns: [String], handout: Int64, in whole: Database
    ) throws -> Int64 {
        try whole.execute(
            sql: "INSERT INTO directory_layer (handout_fid, layer, columns) VALUES (?, ?, ?)",
            arguments: [handout, layer, columns.joined(separator: "\n")])
        return whole.lastInsertedRowID
    }

    /// What came back otherwise than it was handed out; `nil` when the split kept no record.
    func differences() throws -> [LayerDifference]? {
        let records = try Row.fetchAll(
            whole, sql: "SELECT fid, layer, columns FROM directory_layer WHERE handout_fid = ?",
            arguments: [handout])
        guard !records.isEmpty else { return nil }
        let byLayer = Dictionary(
            records.map { ($0[1] as String, (fid: $0[0] as Int64, columns: $0[2] as String)) },
            uniquingKeysWith: { first, _ in first })
        let present = try names()
        let gone = byLayer.keys.filter { !present.contains($0) && !Self.excluded.contains($0) }
        return try (present + gone).sorted().compactMap { layer in
            try difference(layer, byLayer[layer], isPresent: present.contains(layer))
        }
    }

    private func difference(
        _ layer: String, _ record: (fid: Int64, columns: String)?, isPresent: Bool
    ) throws -> LayerDifference? {
        var left = try record.map { try Self.recorded($0.fid, in: whole) } ?? standing(layer)
        var unmatched: [String] = []
        var extraColumns: [String] = []
        if isPresent {
            let known = try part.columns(in: layer).map(\.name).filter { $0 != "fid" }
            let columns = record?.columns.split(separator: "\n").map(String.init) ?? known
            extraColumns = try known.filter { try !columns.contains($0) && !isOurs($0, of: layer) }
            // A column that is gone leaves nothing to compare by: then every row is another one.
            try rows(layer, reader(columns.filter(known.contains))) { row in
                guard let entry = left[row.digest] else { return unmatched.append(row.key) }
                left[row.digest] = entry.count > 1 ? (entry.key, entry.count - 1) : nil
            }
        }
        var missing: [String: Int] = [:]
        if record != nil { for entry in left.values { missing[entry.key, default: 0] += entry.count } }
        var changed = 0
        for key in unmatched {
            guard let count = missing[key], count > 0 else { continue }
            missing[key] = count - 1
            changed += 1
        }
        let difference = LayerDifference(
            layer: layer, added: unmatched.count - changed, changed: changed,
            missing: missing.values.reduce(0, +), extraColumns: extraColumns)
        return difference.isEmpty ? nil : difference
    }

    /// A column that came with a newer Bourn while the part was out: the whole has it too, and nothing stands in it.
    private func isOurs(_ column: String, of layer: String) throws -> Bool {
        guard try whole.tableExists(layer),
            try whole.columns(in: layer).contains(where: { $0.name == column })
        else { return false }
        let (table, name) = (SQLIdentifier(layer), SQLIdentifier(column))
        return try Int.fetchOne(part, sql: "SELECT 1 FROM \(table) WHERE \(name) NOT NULL LIMIT 1") == nil
    }

    /// The whole's own rows of a layer that was not recorded: a table of ours that came with a newer Bourn, while the part
    /// was out, holds the same defaults on both sides.
    private func standing(_ layer: String) throws -> [RowDigest: (key: String, count: Int)] {
        var found: [RowDigest: (key: String, count: Int)] = [:]
        guard try whole.tableExists(layer) else { return found }
        let columns = try part.columns(in: layer).map(\.name).filter { $0 != "fid" }
        guard try whole.columns(in: layer).map(\.name).filter({ $0 != "fid" }) == columns else {
            return found
        }
        try rows(layer, reader(columns), in: whole) { row in
            found[row.digest, default: (row.key, 0)].count += 1
        }
        return found
    }

    /// The rows that were recorded of a layer, how many of each.
    static func recorded(
        _ layer: Int64, in whole: Database
    ) throws -> [RowDigest: (key: String, count: Int)] {
        let rows = try SteppedStatement(
            "SELECT row_key, digest FROM directory_layer_row WHERE layer_fid = ?", binding: [layer], in: whole
        )
        var found: [RowDigest: (key: String, count: Int)] = [:]
        while try rows.step() {
            guard let digest = rows.digest(1) else { continue }
            found[digest, default: (rows.text(0) ?? "", 0)].count += 1
        }
        return found
    }
}

extension SteppedStatement {
    /// A digest of rows kept as bytes.
    func digest(_ column: Int32) -> RowDigest? { withBytes(column) { _, bytes in RowDigest(bytes: bytes) } }
}
