public import Census
internal import Foundation
internal import GRDB
internal import GeoModel

/// A correction of the register by a person.
public struct RegisterCorrection: Hashable, Sendable {
    /// Its number, by which it can be taken back.
    public let id: String
    /// The field.
    public let field: RegisterField
    /// What it said before.
    public let old: String?
    /// What it says now.
    public let new: String?
}

/// Which changes of the register are a person's corrections: those stand against a list that repeats the old value.
enum CorrectionColumn {
    static let correction = "correction"
    static let takenBack = "taken back"

    static func create(in db: Database) throws {
        try db.execute(sql: "ALTER TABLE outfall_change ADD COLUMN kind TEXT")
    }
}

extension Workspace {
    /// Corrects fields of an entry; all of them, or none.
    ///
    /// - Parameters:
    ///   - code: Any code or the identifier of the entry.
    ///   - values: The fields with what they should say, as forms write it; a position in the workspace's reference, x first.
    ///   - reason: How it is known.
    ///   - signature: Who corrects it, and when.
    /// - Returns: Each change with its number.
    /// - Throws: `RegisterFieldError`, `SurveyStoreError`, `StoreError`; then nothing is changed.
    @discardableResult
    public func correct(
        _ code: String, _ values: [(field: RegisterField, value: String)], reason: String,
        by signature: Signature
    ) throws -> [RegisterCorrection] {
        guard reason.contains(where: { !$0.isWhitespace }) else { throw RegisterFieldError.noReason }
        let stored = try values.map { (field: $0.field, value: try $0.field.stored($0.value)) }
        return try change { db in
            let entry = try Self.outfall(code: code, in: db)
            let fields = CorrectedFields(db, srsID: srsID)
            return try stored.map { field, new in
                let old = try fields.text(of: field, entry.id)
                if old == new { throw RegisterFieldError.same(field, old) }
                try fields.write(new, to: field, of: entry.id)
                return try fields.note(
                    field, of: entry.id, from: old, to: new, CorrectionColumn.correction, reason, signature)
            }
        }
    }

    /// Takes a correction back: the field says what it said before, unless it has been changed again since.
    ///
    /// - Returns: The change that takes it back.
    /// - Throws: `RegisterFieldError`, `StoreError`; then nothing is changed.
    public func takeBack(
        correction id: String, reason: String, by signature: Signature
    ) throws -> RegisterCorrection {
        try change { db in
            let found = try Row.fetchOne(
                db, sql: "SELECT outfall_id, field, old, new FROM outfall_change WHERE fid = ? AND kind = ?",
                arguments: [Int64(id.dropFirst()) ?? -1, CorrectionColumn.correction])
            guard let found, let field = RegisterField(rawValue: found[1]) else {
                throw RegisterFieldError.noCorrection(id)
            }
            let (outfall, old, new): (String, String?, String?) = (found[0], found[2], found[3])
            let fields = CorrectedFields(db, srsID: srsID)
            let now = try fields.text(of: field, outfall)
            guard now == new else { throw RegisterFieldError.changedSince(field, now: now) }
            try fields.write(old, to: field, of: outfall)
            return try fields.note(
                field, of: outfall, from: new, to: old, CorrectionColumn.takenBack,
                reason.isEmpty ? id : "\(id) \(reason)", signature)
        }
    }
}

/// Reads and writes single fields of entries as their columns hold them.
private struct CorrectedFields {
    private let db: Database
    private let srsID: Int

    init(_ db: Database, srsID: Int) {
        self.db = db
        self.srsID = srsID
    }

    private func column(_ field: RegisterField) -> String {
        field == .position ? "geom" : "\(SQLIdentifier(field.rawValue))"
    }

    /// What a field says, as changes are noted.
    func text(of field: RegisterField, _ id: String) throws -> String? {
        let row = try Row.fetchOne(
            db, sql: "SELECT \(column(field)) FROM outfall WHERE outfall_id = ?", arguments: [id])
        guard let value = row?[0] as DatabaseValue? else { return nil }
        switch value.storage {
        case .null: return nil
        case .int64(let number): return "\(number)"
        case .double(let number): return "\(number)"
        case .string(let text): return text.isEmpty ? nil : text
        case .blob(let data): return Position(blob: Array(data)).map { "\($0.x) \($0.y)" }
        }
    }

    func write(_ text: String?, to field: RegisterField, of id: String) throws {
        var value: (any DatabaseValueConvertible)? = text
        if field.isNumber { value = text.flatMap(Double.init) }
        if field == .position {
            let numbers = (text ?? "").split(separator: " ").compactMap { Double($0) }
            let position = numbers.count == 2 ? Position(numbers[0], numbers[1]) : nil
            value = position.map { Data(GeoPackageBlob.encode(.point($0), srsID: Int32(srsID))) }
        }
        try db.execute(
            sql: "UPDATE outfall SET \(column(field)) = ? WHERE outfall_id = ?", arguments: [value, id])
        if field == .position {
            let layer = LayerDefinition(name: "outfall", identifier: "", geometry: nil, fields: [])
            try LayerSchema(layer).recordWholeExtent(in: db)
        }
        try settleDoubt(of: field, text, of: id)
    }

    /// A doubt about an unreadable value goes with the value, and comes back with it.
    private func settleDoubt(of field: RegisterField, _ text: String?, of id: String) throws {
        guard let doubt = field.doubt else { return }
        let noted = try String.fetchOne(
            db, sql: "SELECT register_notes FROM outfall WHERE outfall_id = ?", arguments: [id])
        var words = (noted ?? "").split(separator: " ").map(String.init).filter { $0 != doubt }
        // Only whether it can be read is asked.
        if let text, (try? field.stored(text)) == nil { words.append(doubt) }
        try db.execute(
            sql: "UPDATE outfall SET register_notes = ? WHERE outfall_id = ?",
            arguments: [words.isEmpty ? nil : words.joined(separator: " "), id])
    }

    func note(
        _ field: RegisterField, of id: String, from old: String?, to new: String?, _ kind: String,
        _ reason: String, _ signature: Signature
    ) throws -> RegisterCorrection {
        try RegisterWriter(db).note(field.rawValue, of: id, from: old, to: new, reason: reason, by: signature)
        let fid = db.lastInsertedRowID
        try db.execute(
            sql: "UPDATE outfall_change SET kind = ? WHERE fid = ?", arguments: [kind, fid])
        try db.execute(
            sql: "UPDATE outfall SET changed_by = ?, changed_at = ? WHERE outfall_id = ?",
            arguments: [signature.person, signature.recorded.text, id])
        return RegisterCorrection(id: "C\(fid)", field: field, old: old, new: new)
    }
}
