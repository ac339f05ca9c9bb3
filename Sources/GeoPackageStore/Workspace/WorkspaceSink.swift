public import Census
internal import GRDB
internal import GeoModel

/// Stores the records of one import in a workspace's layer, telling new rows from changed and unchanged ones.
///
/// The keys there are already are read once, so each record costs one insertion, or one comparison with the row
/// that has its key. Memory: about 100 bytes for each key.
public struct WorkspaceSink: ImportSink {
    private let layer: WorkspaceLayer
    private let db: Database
    private let isRefilling: Bool
    private var writer: LayerWriter
    private var rowByKey: [String: Int64] = [:]
    private var firstRowByKey: [String: Int] = [:]
    private var hasUpdates = false
    private var moved: MovedUnits?

    init(_ layer: WorkspaceLayer, source: String, in db: Database) throws {
        self.layer = layer
        moved = layer.kind == .units ? try MovedUnits(source: source, in: db) : nil
        self.db = db
        let rows = try Row.fetchCursor(
            db,
            sql: "SELECT \(SQLIdentifier(layer.keyColumn)), fid FROM \(SQLIdentifier(layer.kind.layerName))")
        while let row = try rows.next() {
            // A row that another program added without a code cannot be matched; the audit names it.
            if let key = String.fromDatabaseValue(row[0]) { rowByKey[key] = row[1] }
        }
        // An empty layer is filled without its triggers, and its index built at the end.
        isRefilling = rowByKey.isEmpty
        if isRefilling { try SpatialIndex(layer: layer.kind.layerName, column: "geom").suspend(in: db) }
        writer = try LayerWriter(appendingTo: layer.definition, in: db)
    }

    /// Stores a record.
    public mutating func store(_ record: ImportRecord) throws -> ImportOutcome {
        if let first = firstRowByKey.updateValue(record.row, forKey: record.key) {
            firstRowByKey[record.key] = first
            return .duplicate(ofRow: first)
        }
        let geometry = record.geometry.map { GeoPackageBlob.encode($0, srsID: Int32(layer.srsID)) }
        let values = layer.values(of: record)
        guard let fid = rowByKey[record.key] else {
            try writer.append(geometry: geometry, envelope: record.geometry?.envelope, values: values)
            return .inserted
        }
        return try update(fid, geometry: geometry, values: values)
    }

    private mutating func update(
        _ fid: Int64, geometry: [UInt8]?, values: [FieldValue]
    ) throws -> ImportOutcome {
        let definition = layer.definition
        let columns = ["geom"] + definition.fields.map(\.name)
        var wanted = [geometry.map(FieldValue.blob) ?? .null] + values
        let table = SQLIdentifier(definition.name)
        let list = columns.map { "\(SQLIdentifier($0))" }
        let statement = try db.cachedStatement(
            sql: "SELECT \(list.joined(separator: ", ")) FROM \(table) WHERE fid = ?")
        if let row = try Row.fetchOne(statement, arguments: [fid]) {
            if Self.holds(row, wanted) { return .unchanged }
            if moved != nil {
                let stored = row.databaseValues.first.map { FieldValue($0) }?.bytes
                let kept = try moved?.geometry(ofUnit: fid, stored: stored, imported: geometry)
                wanted[0] = (kept ?? nil).map(FieldValue.blob) ?? .null
                if Self.holds(row, wanted) { return .unchanged }
            }
        }
        let assignments = list.map { "\($0) = ?" }.joined(separator: ", ")
        try RowStatement("UPDATE \(table) SET \(assignments) WHERE fid = \(fid)", in: db).run(wanted)
        hasUpdates = true
        return .updated
    }

    private static func holds(_ row: Row, _ wanted: [FieldValue]) -> Bool {
        zip(row.databaseValues, wanted).allSatisfy { FieldValue($0) == $1 }
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
    fileprivate var bytes: [UInt8]? { if case .blob(let bytes) = self { bytes } else { nil } }

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
