internal import GRDB

/// A person takes a fault of the coverage for right as it is, or takes that back.
public struct FaultDecision: Hashable, Sendable {
    /// The fault's id: sixteen hexadecimal digits, a digest of its kind, zones and geometry.
    public let fault: String
    /// The fault is accepted; otherwise an earlier acceptance is withdrawn.
    public let isAccepted: Bool
    /// Who decides.
    public let person: String
    /// Why.
    public let reason: String
    /// When, in ISO 8601.
    public let time: String
    /// The fault's kind.
    public let kind: String
    /// The codes of its zones.
    public let zones: [String]

    /// Makes a decision.
    public init(
        fault: String, isAccepted: Bool, person: String, reason: String, time: String, kind: String,
        zones: [String]
    ) {
        (self.fault, self.isAccepted, self.person, self.reason) = (fault, isAccepted, person, reason)
        (self.time, self.kind, self.zones) = (time, kind, zones)
    }
}

extension Workspace {
    /// Every decision on faults, the earliest first; the last one on a fault holds.
    ///
    /// - Throws: `StoreError`.
    public func faultDecisions() throws -> [FaultDecision] {
        try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { db in
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT fault, decision, actor, reason, decided_at, kind, zones
                        FROM \(FaultDecisionTable.name) ORDER BY fid
                        """
                ).map { row in
                    let decision: String = row[1]
                    let zones: String = row[6]
                    return FaultDecision(
                        fault: row[0], isAccepted: decision == "accepted", person: row[2], reason: row[3],
                        time: row[4], kind: row[5], zones: zones.split(separator: " ").map(String.init))
                }
            }
        }
    }

    /// Enters decisions on faults: all of them or none.
    ///
    /// - Throws: `StoreError`.
    public func decide(_ decisions: [FaultDecision]) throws {
        try change { db in
            for decision in decisions {
                try db.execute(
                    sql: """
                        INSERT INTO \(FaultDecisionTable.name)
                        (fault, decision, actor, reason, decided_at, kind, zones) VALUES (?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        decision.fault, decision.isAccepted ? "accepted" : "withdrawn", decision.person,
                        decision.reason, decision.time, decision.kind, decision.zones.joined(separator: " "),
                    ])
            }
        }
    }
}
