public import Census
internal import GRDB
internal import GeoModel

/// Stores the records of one import in a workspace's layer, telling new rows from changed and unchanged ones.
///
/// The keys there are already are read once, so each record costs one insertion, or one comparison with the row
/// that has its key. Memory: about 100 bytes for each key.
///
/// Units that share code, suffix and county are told apart by `UnitFamily`, whatever the order of the rows. That
/// needs all of them, so a unit waits on disk until the last has come where more than one may be meant, or where it
/// differs from what is stored.
public struct WorkspaceSink: ImportSink {
    let layer: WorkspaceLayer
    let db: Database
    private let isRefilling: Bool
    private var writer: LayerWriter
    private(set) var rowByKey: [String: Int64] = [:]
    private var firstRowByKey: [String: Int] = [:]
    /// The present keys of rows that a source may still call by a former one.
    private let presentKeys: [String: String]
    private var hasUpdates = false
    private(set) var moved: MovedUnits?
    var families: UnitFamilies
    var waiting: WaitingUnits?

    init(_ layer: WorkspaceLayer, source: String, in db: Database) throws {
        self.layer = layer
        moved = layer.kind == .units ? try MovedUnits(source: source, in: db) : nil
        self.db = db
        families = UnitFamilies(layer.definition)
        let rows = try Row.fetchCursor(
            db,
            sql: "SELECT \(SQLIdentifier(layer.keyColumn)), fid FROM \(SQLIdentifier(layer.kind.layerName))")
        while let row = try rows.next() {
            // A row that another program added without a code cannot be matched; the audit names it.
            guard let key = String.fromDatabaseValue(row[0]) else { continue }
            rowByKey[key] = row[1]
            if layer.kind.identity == .unit { families.note(key) }
        }
        presentKeys = layer.kind == .outfalls ? try FormerCodes.present(besides: rowByKey, in: db) : [:]
        // An empty layer is filled without its triggers, and its index built at the end.
        isRefilling = rowByKey.isEmpty
        if isRefilling { try SpatialIndex(layer: layer.kind.layerName, column: "geom").suspend(in: db) }
        writer = try LayerWriter(appendingTo: layer.definition, in: db)
    }

    /// Stores a record.
    public mutating func store(_ record: ImportRecord) throws -> ImportOutcome {
        var row = [record.geometry.map(blob) ?? .null] + layer.values(of: record)
        if layer.kind.identity == .unit { return try store(row, of: record.key) }
        let key = presentKeys[record.key] ?? record.key
        if let first = firstRowByKey.updateValue(record.row, forKey: key) {
            firstRowByKey[key] = first
            return .duplicate(ofRow: first)
        }
        guard let fid = rowByKey[key] else { return try insert(row) }
        // A list that does not know of a new code yet says nothing about it.
        if key != record.key { row[1] = .text(key) }
        return try update(fid, storedRow(fid), to: row)
    }

    private func blob(_ geometry: Geometry) -> FieldValue {
        .blob(GeoPackageBlob.encode(geometry, srsID: Int32(layer.srsID)))
    }

    /// Adds a row: its geometry, then the fields in the layer's order.
    mutating func insert(_ row: [FieldValue]) throws -> ImportOutcome {
        let geometry = row[0].bytes
        try writer.append(
            geometry: geometry, envelope: geometry.flatMap { try GeoPackageBlob.envelope(of: $0) },
            values: Array(row.dropFirst()))
        return .inserted
    }

    /// A stored row: its geometry, then the fields in the layer's order.
    func storedRow(_ fid: Int64) throws -> [FieldValue]? {
        let list = (["geom"] + layer.definition.fields.map(\.name)).map { "\(SQLIdentifier($0))" }
        let table = SQLIdentifier(layer.definition.name)
        let statement = try db.cachedStatement(
            sql: "SELECT \(list.joined(separator: ", ")) FROM \(table) WHERE fid = ?")
        return try Row.fetchOne(statement, arguments: [fid])?.databaseValues.map { FieldValue($0) }
    }

    /// Brings a stored row to what its source says now.
    mutating func update(
        _ fid: Int64, _ row: [FieldValue]?, to told: [FieldValue]
    ) throws -> ImportOutcome {
        let definition = layer.definition
        var wanted = told
        if let row {
            if row == wanted { return .unchanged }
            if moved != nil {
                let kept = try moved?.geometry(ofUnit: fid, stored: row[0].bytes, imported: told[0].bytes)
                wanted[0] = (kept ?? nil).map(FieldValue.blob) ?? .null
                if row == wanted { return .unchanged }
            }
        }
        let columns = ["geom"] + definition.fields.map(\.name)
        let assignments = columns.map { "\(SQLIdentifier($0)) = ?" }.joined(separator: ", ")
        try RowStatement(
            "UPDATE \(SQLIdentifier(definition.name)) SET \(assignments) WHERE fid = \(fid)", in: db
        ).run(wanted)
        hasUpdates = true
        return .updated
    }

    func finish() throws {
        let schema = LayerSchema(layer.definition)
        try writer.finish(buildingIndex: false)
        if isRefilling { try SpatialIndex(layer: layer.kind.layerName, column: "geom").resume(in: db) }
        if hasUpdates { try schema.recordWholeExtent(in: db) }
    }
}

@available(*, unavailable)
extension WorkspaceSink: Sendable {}

extension FieldValue {
    /// The bytes of a blob; `nil` for anything else.
    var bytes: [UInt8]? { if case .blob(let bytes) = self { bytes } else { nil } }

    /// A value as SQLite gave it.
    init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let number): self = .integer(number)
        case .double(let number): self = .real(number)
        case .string(let text): self = .text(text)
        case .blob(let data): self = .blob(Array(data))
        }
    }
}
