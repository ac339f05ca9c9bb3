public import Census
internal import Foundation
internal import GRDB
public import GeoModel

/// A unit that an accepted correction moves.
public struct UnitMove: Hashable, Sendable {
    /// The unit's row.
    public let row: Int64
    /// The unit's key.
    public let key: String
    /// Where the row has it now; `nil` for nowhere.
    public let before: Position?
    /// Where the correction reads it to be.
    public let after: Position

    /// Makes a move.
    public init(row: Int64, key: String, before: Position?, after: Position) {
        self.row = row
        self.key = key
        self.before = before
        self.after = after
    }
}

/// What a decision changed in a workspace.
public struct MoveOutcome: Hashable, Sendable {
    /// Units moved, or moved back.
    public let moved: Int
    /// Keys of the units that somebody has moved meanwhile, and that were left as they are.
    public let left: [String]
}

extension Workspace {
    /// Every proposal and decision; the proposals' numbers are their rows'.
    ///
    /// - Throws: `CorrectionRefusal` when the tables were edited into something that does not follow.
    public func correctionLedger() throws -> CorrectionLedger {
        try GeoPackageFile.reportingDamage(of: path) { try queue.read { try Self.ledger(in: $0) } }
    }

    /// Enters the proposals of some findings, save those of whose units open proposals speak already.
    ///
    /// - Parameters:
    ///   - findings: What was found of batches.
    ///   - units: The units that were looked at, by batch.
    ///   - time: When, as ISO 8601 text.
    /// - Returns: The proposals added.
    /// - Throws: `StoreError`.
    public func propose(
        _ findings: [BatchFinding], of units: [String: [ProposedUnit]], time: String
    ) throws -> [CorrectionProposal] {
        try change { db in
            var ledger = try Self.ledger(in: db)
            let open = try ProposedUnits.open(in: db)
            let new = ledger.propose(
                findings.filter { finding in
                    units[finding.batch]?.contains { !open.contains($0) } ?? false
                })
            for proposal in new {
                try ProposedUnits.insert(units[proposal.batch] ?? [], of: proposal.id, in: db)
                try db.execute(
                    sql: """
                        INSERT INTO placement_proposal
                        (fid, batch, correction, tested, hits_before, hits_after, p_value, proposed_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        proposal.id, proposal.batch, proposal.correction.word, proposal.evidence.tested,
                        proposal.evidence.hitsBefore, proposal.evidence.hitsAfter, proposal.evidence.pValue,
                        time,
                    ])
            }
            return new
        }
    }

    /// Enters a decision and does what it says: all of it or nothing.
    ///
    /// Accepting moves units and keeps where each was; reverting puts each back, unless somebody has moved it meanwhile.
    ///
    /// - Parameters:
    ///   - event: The decision.
    ///   - moves: What accepting moves; empty otherwise.
    /// - Returns: What was changed.
    /// - Throws: `CorrectionRefusal` when the decision cannot be taken, and `StoreError`.
    public func decide(_ event: CorrectionEvent, moving moves: [UnitMove]) throws -> MoveOutcome {
        try change { db in
            var ledger = try Self.ledger(in: db)
            try ledger.enter(event)
            if event.decision == .accepted, ledger.proposals[event.proposal - 1].units == nil {
                throw CorrectionRefusal.unitsUnknown(event.proposal)
            }
            try db.execute(
                sql: """
                    INSERT INTO placement_decision (proposal, decision, actor, decided_at, reason)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [event.proposal, event.decision.rawValue, event.actor, event.time, event.reason])
            switch event.decision {
            case .accepted: return try accept(event, moves, in: db)
            case .reverted: return try revert(event, in: db)
            case .rejected: return MoveOutcome(moved: 0, left: [])
            }
        }
    }

    private var unitTable: SQLIdentifier { SQLIdentifier(ImportKind.units.layerName) }

    private func accept(
        _ event: CorrectionEvent, _ moves: [UnitMove], in db: Database
    ) throws -> MoveOutcome {
        var left: [String] = []
        var extent: Envelope?
        for move in moves {
            let before = try Data.fetchOne(
                db, sql: "SELECT geom FROM \(unitTable) WHERE fid = ?", arguments: [move.row])
            guard try Self.position(of: before) == move.before else {
                left.append(move.key)
                continue
            }
            let after = Data(GeoPackageBlob.encode(.point(move.after), srsID: Int32(srsID)))
            try db.execute(
                sql: "UPDATE \(unitTable) SET geom = ? WHERE fid = ?", arguments: [after, move.row])
            try db.execute(
                sql: """
                    INSERT INTO placement_move (proposal, unit_fid, unit_key, before, after)
                    VALUES (?, ?, ?, ?, ?)
                    """, arguments: [event.proposal, move.row, move.key, before, after])
            try record(event, unit: move.key, in: db)
            let place = Geometry.point(move.after).envelope
            if let place { if extent == nil { extent = place } else { extent?.formUnion(place) } }
        }
        try recordChange(extent, in: db)
        return MoveOutcome(moved: moves.count - left.count, left: left)
    }

    private func revert(_ event: CorrectionEvent, in db: Database) throws -> MoveOutcome {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT fid, unit_fid, unit_key, before, after FROM placement_move
                WHERE proposal = ? AND reverted_at IS NULL ORDER BY fid
                """, arguments: [event.proposal])
        var left: [String] = []
        for row in rows {
            let (before, after): (Data?, Data?) = (row[3], row[4])
            try db.execute(
                sql: "UPDATE \(unitTable) SET geom = ? WHERE fid = ? AND geom IS ?",
                arguments: [before, row[1] as Int64, after])
            guard db.changesCount == 1 else {
                left.append(row[2])
                continue
            }
            try db.execute(
                sql: "UPDATE placement_move SET reverted_at = ? WHERE fid = ?",
                arguments: [event.time, row[0] as Int64])
            try record(event, unit: row[2], in: db)
        }
        try recordChange(nil, in: db)
        return MoveOutcome(moved: rows.count - left.count, left: left)
    }

    /// A unit that was moved is a corrected one, and a merge of the directory asks for the reason.
    private func record(_ event: CorrectionEvent, unit: String, in db: Database) throws {
        let reason = event.reason.isEmpty ? "placement \(event.proposal)" : event.reason
        try Self.insert(
            DirectoryChange(
                unit: unit, kind: .corrected, origin: .issuedList, reason: reason, actor: event.actor,
                time: event.time), in: db)
    }

    private func recordChange(_ extent: Envelope?, in db: Database) throws {
        let layer = WorkspaceLayer(kind: .units, srsID: srsID)
        try LayerSchema(layer.definition).recordChange(extent: extent, in: db)
    }

    private static func position(of blob: Data?) throws -> Position? {
        guard let blob, case .point(let position) = try GeoPackageBlob.decode([UInt8](blob)).geometry else {
            return nil
        }
        return position
    }

    private static func ledger(in db: Database) throws -> CorrectionLedger {
        let proposals = try Row.fetchAll(
            db,
            sql: """
                SELECT p.fid, batch, correction, tested, hits_before, hits_after, p_value, count(u.fid)
                FROM placement_proposal p LEFT JOIN placement_unit u ON u.proposal = p.fid
                GROUP BY p.fid ORDER BY p.fid
                """
        ).map { row in
            let units: Int = row[7]
            return CorrectionProposal(
                id: row[0], batch: row[1], correction: CandidateCorrection(word: row[2]) ?? .identity,
                evidence: CorrectionEvidence(
                    tested: row[3], hitsBefore: row[4], hitsAfter: row[5], pValue: row[6]),
                units: units > 0 ? units : nil)
        }
        let events = try Row.fetchAll(
            db,
            sql: "SELECT proposal, decision, actor, decided_at, reason FROM placement_decision ORDER BY fid"
        ).map { row in
            CorrectionEvent(
                proposal: row[0], decision: CorrectionDecision(rawValue: row[1]) ?? .rejected, actor: row[2],
                time: row[3], reason: row[4])
        }
        return try CorrectionLedger(proposals: proposals, events: events)
    }
}
