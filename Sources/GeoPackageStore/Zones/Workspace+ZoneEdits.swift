public import Census
internal import Foundation
internal import GRDB
internal import GeoModel

/// The zones of a workspace as hand editing finds them.
public struct ZoneBench: Sendable {
    /// The zones with their pieces, locks and codes.
    public let state: ZoneState
    /// The pieces there were do not make up the zones any more, so that edits made before cannot be undone.
    public let isStale: Bool
    let ledger: ZoneLedger
    let hasPieces: Bool
}

/// An edit as a workspace remembers it.
public struct RememberedEdit: Hashable, Sendable {
    /// What it can be now.
    public enum State: String, Sendable {
        /// It holds, and may be undone when it is the last.
        case done
        /// It was taken back, and may be done again when it is the first of these.
        case undone
        /// Neither.
        case closed
    }

    /// What happened.
    public let kind: String
    /// What it is now.
    public let state: State
    /// Who.
    public let actor: String
    /// Why.
    public let reason: String
    /// When.
    public let time: String
}

extension ZoneStoreError {
    /// Whether an edit to be taken back, or to be done again, was looked for.
    public enum Direction: Hashable, Sendable {
        /// An edit to be taken back.
        case undo
        /// An edit to be done again.
        case redo
    }
}

extension Workspace {
    /// Reads the zones for editing; pieces are made of the blocks where there are none yet, or none that fit.
    ///
    /// - Parameter blocks: The villages' blocks.
    /// - Returns: The zones with their pieces.
    /// - Throws: `ZoneStoreError`, `StoreError`.
    public func zoneBench(blocks: [VillageArea]) throws -> ZoneBench {
        try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { db in
                let ledger = try ledger(in: db)
                let stored = try pieces(in: db)
                let fits = ZonePieces.areExact(stored, for: ledger.zones)
                let locks = try Set(String.fetchAll(db, sql: "SELECT code FROM zone_lock"))
                let state = ZoneState(
                    zones: ledger.zones,
                    pieces: fits ? stored : ZonePieces.make(zones: ledger.zones, blocks: blocks),
                    locks: locks.intersection(ledger.zones.map(\.code)), register: ledger.register)
                return ZoneBench(
                    state: state, isStale: !fits && !stored.isEmpty, ledger: ledger, hasPieces: fits)
            }
        }
    }

    private func pieces(in db: Database) throws -> [ZonePiece] {
        var pieces: [ZonePiece] = []
        let rows = try Row.fetchCursor(db, sql: "SELECT code, zone, geom FROM zone_piece ORDER BY fid")
        while let row = try rows.next() {
            guard let code = String.fromDatabaseValue(row[0]), let zone = String.fromDatabaseValue(row[1]),
                let area = try Self.area(row[2])
            else { return [] }
            pieces.append(ZonePiece(code: code, zone: zone, area: area))
        }
        return pieces
    }

    /// Stores an edit with what it changed, as one transaction.
    ///
    /// Edits that were taken back and not done again are closed by it.
    ///
    /// - Throws: `ZoneStoreError.changedMeanwhile`, `StoreError`; then the workspace is as before.
    public func record(
        _ edit: ZoneDeskEdit, from bench: ZoneBench, to state: ZoneState, by attribution: Attribution
    ) throws {
        try change { db in
            try check(bench.ledger, in: db)
            if !bench.hasPieces { try put(pieces: bench.state.pieces, in: db) }
            let (old, new) = (Set(subjects(of: bench.state)), Set(subjects(of: state)))
            try store(
                edit.kind, taking: Array(old.subtracting(new)), putting: Array(new.subtracting(old)),
                isStale: bench.isStale, attribution, in: db)
            try write(state.register, in: db)
            try append([edit.event(by: attribution)], in: db)
        }
    }

    /// Takes the last edit back, or does the last that was taken back again.
    ///
    /// - Returns: What was taken back or done again.
    /// - Throws: `ZoneStoreError.nothingTo`, `.changedMeanwhile` when the zones are not as the edit left them; then nothing changes.
    public func step(_ direction: ZoneStoreError.Direction, by attribution: Attribution) throws
        -> RememberedEdit
    {
        try change { db in
            let isUndo = direction == .undo
            let row = try Row.fetchOne(
                db,
                sql: isUndo
                    ? "SELECT * FROM zone_edit WHERE state = 'done' ORDER BY fid DESC LIMIT 1"
                    : "SELECT * FROM zone_edit WHERE state = 'undone' ORDER BY fid LIMIT 1")
            guard let row else { throw ZoneStoreError.nothingTo(direction, path: path) }
            let fid: Int64 = row["fid"]
            let codes = try swap(edit: fid, taking: isUndo ? 1 : 0, putting: isUndo ? 0 : 1, in: db)
            try db.execute(
                sql: "UPDATE zone_edit SET state = ? WHERE fid = ?",
                arguments: [isUndo ? "undone" : "done", fid])
            // The register follows the layer: codes taken away are retired, those put back are in use.
            try write(try ledger(in: db).register, in: db)
            let kind: String = row["kind"]
            try append(
                [
                    ZoneEvent(
                        isUndo ? .undone : .redone, from: codes.taken, into: codes.put, detail: kind,
                        by: attribution)
                ], in: db)
            return RememberedEdit(
                kind: kind, state: isUndo ? .undone : .done, actor: row["actor"], reason: row["reason"],
                time: row["edited_at"])
        }
    }

    /// The edits, the first first.
    public func zoneEdits() throws -> [RememberedEdit] {
        try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { db in
                try Row.fetchAll(
                    db, sql: "SELECT kind, state, actor, reason, edited_at FROM zone_edit ORDER BY fid"
                ).map {
                    RememberedEdit(
                        kind: $0[0], state: RememberedEdit.State(rawValue: $0[1]) ?? .closed, actor: $0[2],
                        reason: $0[3], time: $0[4])
                }
            }
        }
    }

    /// Gives a zone another name: an edit like others, which can be taken back.
    ///
    /// - Throws: `ZoneRegister.Refusal`, `ZoneDesk.Refusal.locked`, `StoreError`; then nothing has changed.
    public func rename(zone code: String, to name: String, by attribution: Attribution) throws {
        try change { db in
            let ledger = try ledger(in: db)
            if try String.fetchOne(db, sql: "SELECT code FROM zone_lock WHERE code = ?", arguments: [code])
                != nil
            {
                throw ZoneDesk.Refusal.locked(zone: code)
            }
            let name = name.trimmingCharacters(in: .whitespacesAndNewlines)
            var register = ledger.register
            let before = register.entries[code]?.name ?? ""
            try register.rename(code, to: name)
            guard let zone = ledger.zones.first(where: { $0.code == code }) else {
                throw ZoneRegister.Refusal.noSuchZone(code: code)
            }
            let stored = try pieces(in: db)
            let isStale = !stored.isEmpty && !ZonePieces.areExact(stored, for: ledger.zones)
            let sides = [before, name].map { name in
                EditSubject(
                    subject: "zone", code: code, zone: nil, name: name, town: zone.town,
                    shape: Data(GeoPackageBlob.encode(.multiPolygon(zone.area), srsID: Int32(srsID))))
            }
            try store(
                .renamed, taking: [sides[0]], putting: [sides[1]], isStale: isStale, attribution, in: db)
            try write(register, in: db)
            try append(
                [
                    ZoneEvent(
                        .renamed, from: [code], into: [code], detail: "\(before) → \(name)", by: attribution)
                ], in: db)
        }
    }

    /// Puts an edit among those that can be taken back, and its rows in place.
    private func store(
        _ kind: ZoneEvent.Kind, taking old: [EditSubject], putting new: [EditSubject], isStale: Bool,
        _ attribution: Attribution, in db: Database
    ) throws {
        if isStale {
            try closeEdits(in: db)
        } else {
            try db.execute(sql: "UPDATE zone_edit SET state = 'closed' WHERE state = 'undone'")
        }
        try db.execute(
            sql: "INSERT INTO zone_edit (kind, state, actor, reason, edited_at) VALUES (?, 'done', ?, ?, ?)",
            arguments: [kind.rawValue, attribution.actor, attribution.reason, attribution.time])
        let fid = db.lastInsertedRowID
        for subject in old.sorted() { try keep(subject, side: 0, edit: fid, in: db) }
        for subject in new.sorted() { try keep(subject, side: 1, edit: fid, in: db) }
        try swap(edit: fid, taking: 0, putting: 1, in: db)
    }
}

/// A row that edits take away and put: a zone, a piece or a lock.
private struct EditSubject: Hashable, Comparable {
    let subject: String
    let code: String
    let zone: String?
    let name: String?
    let town: String?
    let shape: Data?

    static func < (a: EditSubject, b: EditSubject) -> Bool { (a.subject, a.code) < (b.subject, b.code) }
}

extension Workspace {
    private func subjects(of state: ZoneState) -> [EditSubject] {
        func shape(_ area: MultiPolygon) -> Data {
            Data(GeoPackageBlob.encode(.multiPolygon(area), srsID: Int32(srsID)))
        }
        return state.zones.map {
            EditSubject(
                subject: "zone", code: $0.code, zone: nil, name: $0.name, town: $0.town, shape: shape($0.area)
            )
        }
            + state.pieces.map {
                EditSubject(
                    subject: "piece", code: $0.code, zone: $0.zone, name: nil, town: nil,
                    shape: shape($0.area))
            }
            + state.locks.map {
                EditSubject(subject: "lock", code: $0, zone: nil, name: nil, town: nil, shape: nil)
            }
    }

    private func keep(_ row: EditSubject, side: Int, edit fid: Int64, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO zone_edit_row (edit_fid, side, subject, code, zone, name, town, shape)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [fid, side, row.subject, row.code, row.zone, row.name, row.town, row.shape])
    }

    private func put(pieces: [ZonePiece], in db: Database) throws {
        try db.execute(sql: "DELETE FROM zone_piece")
        for piece in pieces {
            try db.execute(
                sql: "INSERT INTO zone_piece (geom, code, zone) VALUES (?, ?, ?)",
                arguments: [
                    Data(GeoPackageBlob.encode(.multiPolygon(piece.area), srsID: Int32(srsID))), piece.code,
                    piece.zone,
                ])
        }
    }

    /// Takes one side of an edit's rows away and puts the other; each row must be there exactly as it was left.
    @discardableResult
    private func swap(
        edit fid: Int64, taking old: Int, putting new: Int, in db: Database
    ) throws -> (taken: [String], put: [String]) {
        let (taken, put) = (try rows(of: fid, side: old, in: db), try rows(of: fid, side: new, in: db))
        let stays = Set(put.filter { $0.subject == "zone" }.map(\.code))
        for row in taken { try take(row, keepingRow: stays.contains(row.code), in: db) }
        let there = Set(taken.filter { $0.subject == "zone" }.map(\.code))
        for row in put { try self.put(row, isThere: there.contains(row.code), in: db) }
        for definition in [
            WorkspaceLayer(kind: .zones, srsID: srsID).definition, ZoneTables.pieceLayer(srsID: srsID),
        ] {
            let schema = LayerSchema(definition)
            try schema.recordChange(extent: nil, in: db)
            try schema.recordWholeExtent(in: db)
        }
        func codes(_ rows: [EditSubject]) -> [String] { rows.filter { $0.subject == "zone" }.map(\.code) }
        return (codes(taken), codes(put))
    }

    private func rows(of fid: Int64, side: Int, in db: Database) throws -> [EditSubject] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT subject, code, zone, name, town, shape FROM zone_edit_row
                WHERE edit_fid = ? AND side = ? ORDER BY subject, code
                """,
            arguments: [fid, side]
        ).map {
            EditSubject(subject: $0[0], code: $0[1], zone: $0[2], name: $0[3], town: $0[4], shape: $0[5])
        }
    }

    private func take(_ row: EditSubject, keepingRow: Bool, in db: Database) throws {
        switch row.subject {
        case "zone":
            let found = try Row.fetchOne(
                db, sql: "SELECT name, coalesce(parent_code, ''), geom FROM zone WHERE code = ?",
                arguments: [row.code])
            let (name, town): (String?, String?) = (found?[0], found?[1])
            let shape: DatabaseValue = found?[2] ?? .null
            guard name == row.name, town == row.town, try isSame(shape, row.shape) else {
                throw ZoneStoreError.changedMeanwhile(path: path)
            }
            if !keepingRow { try db.execute(sql: "DELETE FROM zone WHERE code = ?", arguments: [row.code]) }
        case "piece":
            try db.execute(
                sql: "DELETE FROM zone_piece WHERE code = ? AND zone = ?", arguments: [row.code, row.zone])
            guard db.changesCount == 1 else { throw ZoneStoreError.changedMeanwhile(path: path) }
        default: try db.execute(sql: "DELETE FROM zone_lock WHERE code = ?", arguments: [row.code])
        }
    }

    /// The same ground, whoever wrote the bytes.
    private func isSame(_ value: DatabaseValue, _ shape: Data?) throws -> Bool {
        try Self.area(value) == Self.area(shape.databaseValue)
    }

    private func put(_ row: EditSubject, isThere: Bool, in db: Database) throws {
        let town = row.town?.isEmpty == false ? row.town : nil
        switch row.subject {
        case "zone" where isThere:
            try db.execute(
                sql: "UPDATE zone SET geom = ?, name = ?, parent_code = ? WHERE code = ?",
                arguments: [row.shape, row.name, town, row.code])
        case "zone":
            try db.execute(
                sql: "INSERT INTO zone (geom, code, name, parent_code) VALUES (?, ?, ?, ?)",
                arguments: [row.shape, row.code, row.name, town])
        case "piece":
            try db.execute(
                sql: "INSERT INTO zone_piece (geom, code, zone) VALUES (?, ?, ?)",
                arguments: [row.shape, row.code, row.zone])
        default: try db.execute(sql: "INSERT INTO zone_lock (code) VALUES (?)", arguments: [row.code])
        }
    }
}
