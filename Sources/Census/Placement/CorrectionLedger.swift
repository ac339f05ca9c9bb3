public import GeoModel

/// A correction that someone or a test proposes for a batch, with the evidence it rests on.
public struct CorrectionProposal: Hashable, Sendable {
    /// The proposal's number, given by the ledger.
    public let id: Int
    /// The batch.
    public let batch: String
    /// What to do.
    public let correction: CandidateCorrection
    /// Units tested, units at home before and after, and the probability of this by chance.
    public let evidence: CorrectionEvidence

    /// Makes a proposal that was stored.
    public init(id: Int, batch: String, correction: CandidateCorrection, evidence: CorrectionEvidence) {
        self.id = id
        self.batch = batch
        self.correction = correction
        self.evidence = evidence
    }

    /// The proposal in words.
    public var text: LocalizedText {
        let (before, after, tested) = (evidence.hitsBefore, evidence.hitsAfter, evidence.tested)
        return LocalizedText(
            zh: "批次 \(batch)：\(correction.text[.chinese])；落入申报小区 \(before)→\(after)（共 \(tested)）",
            en:
                "batch \(batch): \(correction.text[.english]); in the declared zone \(before) → \(after) of \(tested)"
        )
    }
}

/// The numbers on which a proposal rests.
public struct CorrectionEvidence: Hashable, Sendable {
    /// Units with a coordinate and a declared zone.
    public let tested: Int
    /// Units in their declared zone as given.
    public let hitsBefore: Int
    /// Units in their declared zone after the correction.
    public let hitsAfter: Int
    /// The p-value of the sign test.
    public let pValue: Double

    /// Makes evidence that was stored.
    public init(tested: Int, hitsBefore: Int, hitsAfter: Int, pValue: Double) {
        self.tested = tested
        self.hitsBefore = hitsBefore
        self.hitsAfter = hitsAfter
        self.pValue = pValue
    }

    /// Takes the numbers of a finding's trial.
    public init(_ finding: BatchFinding, _ trial: CorrectionTrial) {
        tested = finding.tested
        hitsBefore = finding.hitsAsGiven
        hitsAfter = trial.hits
        pValue = trial.test.pValue
    }
}

/// What a person did with a proposal.
public enum CorrectionDecision: String, CaseIterable, Sendable {
    /// The batch is to be read with the correction.
    case accepted
    /// The batch stays as it is.
    case rejected
    /// An accepted correction is taken back.
    case reverted
}

/// One entry of the log of corrections.
public struct CorrectionEvent: Hashable, Sendable {
    /// The proposal.
    public let proposal: Int
    /// What was done with it.
    public let decision: CorrectionDecision
    /// Who did it.
    public let actor: String
    /// When, as ISO 8601 text in UTC; the caller's clock.
    public let time: String
    /// Why; rejecting and reverting need a reason.
    public let reason: String

    /// Makes an entry.
    public init(proposal: Int, decision: CorrectionDecision, actor: String, time: String, reason: String) {
        self.proposal = proposal
        self.decision = decision
        self.actor = actor
        self.time = time
        self.reason = reason
    }
}

/// Why a decision cannot be entered.
public enum CorrectionRefusal: Error, Hashable, Sendable {
    /// There is no proposal of this number.
    case noSuchProposal(Int)
    /// The proposal was decided before.
    case decided(Int, CorrectionDecision)
    /// Only an accepted correction can be reverted.
    case notInForce(Int)
    /// The batch has a correction in force already; revert it first.
    case batchCorrected(String, by: Int)
    /// Nobody is named.
    case noActor
    /// Rejecting and reverting need a reason.
    case noReason

    /// The refusal in words.
    public var text: LocalizedText {
        switch self {
        case .noSuchProposal(let id): LocalizedText(zh: "没有第 \(id) 号建议", en: "there is no proposal \(id)")
        case .decided(let id, let decision):
            LocalizedText(
                zh: "第 \(id) 号建议已处理（\(decision.text[.chinese])）",
                en: "proposal \(id) is already \(decision.text[.english])")
        case .notInForce(let id):
            LocalizedText(
                zh: "第 \(id) 号建议未生效，不能撤回", en: "proposal \(id) is not in force, so it cannot be reverted")
        case .batchCorrected(let batch, let id):
            LocalizedText(
                zh: "批次 \(batch) 已按第 \(id) 号建议改正，请先撤回",
                en: "batch \(batch) is corrected by proposal \(id) already; revert that first")
        case .noActor: LocalizedText(zh: "须写明处理人", en: "say who decides")
        case .noReason: LocalizedText(zh: "须写明理由", en: "give a reason")
        }
    }
}

extension CorrectionDecision {
    /// The decision in words.
    public var text: LocalizedText {
        switch self {
        case .accepted: LocalizedText(zh: "已采纳", en: "accepted")
        case .rejected: LocalizedText(zh: "已驳回", en: "rejected")
        case .reverted: LocalizedText(zh: "已撤回", en: "reverted")
        }
    }
}

/// All proposals and what people decided; the log only grows, and the state follows from it.
public struct CorrectionLedger: Hashable, Sendable {
    /// Every proposal, its number being its place from 1.
    public private(set) var proposals: [CorrectionProposal] = []
    /// Every decision in its order.
    public private(set) var events: [CorrectionEvent] = []

    /// Makes an empty ledger.
    public init() {}

    /// Takes up proposals and decisions that were stored.
    ///
    /// - Throws: `CorrectionRefusal` when a decision does not follow from those before it.
    public init(proposals: [CorrectionProposal], events: [CorrectionEvent]) throws(CorrectionRefusal) {
        self.proposals = proposals
        for event in events { try enter(event) }
    }

    /// Whether a finding's proposal is open or in force already, so that proposing it again would add nothing.
    public func holds(_ finding: BatchFinding) -> Bool {
        proposals.contains { proposal in
            guard proposal.batch == finding.batch, proposal.correction == finding.proposal?.correction else {
                return false
            }
            let decision = decision(on: proposal.id)
            return decision == nil || decision == .accepted
        }
    }

    /// Enters the proposals of some findings; a finding without a proposal adds nothing.
    ///
    /// - Returns: The proposals added.
    @discardableResult
    public mutating func propose(_ findings: [BatchFinding]) -> [CorrectionProposal] {
        let added = findings.compactMap { finding in finding.proposal.map { (finding, $0) } }
            .enumerated().map { index, pair in
                CorrectionProposal(
                    id: proposals.count + index + 1, batch: pair.0.batch, correction: pair.1.correction,
                    evidence: CorrectionEvidence(pair.0, pair.1))
            }
        proposals += added
        return added
    }

    /// Enters a decision.
    ///
    /// - Throws: `CorrectionRefusal`; then the ledger is as before.
    public mutating func enter(_ event: CorrectionEvent) throws(CorrectionRefusal) {
        guard proposals.indices.contains(event.proposal - 1) else { throw .noSuchProposal(event.proposal) }
        guard event.actor.contains(where: { !$0.isWhitespace }) else { throw .noActor }
        let isReasoned = event.reason.contains { !$0.isWhitespace }
        guard isReasoned || event.decision == .accepted else { throw .noReason }
        let last = decision(on: event.proposal)
        if event.decision == .reverted {
            guard last == .accepted else { throw .notInForce(event.proposal) }
        } else if let last {
            throw .decided(event.proposal, last)
        }
        let batch = proposals[event.proposal - 1].batch
        if event.decision == .accepted, let other = inForce(for: batch) {
            throw .batchCorrected(batch, by: other.id)
        }
        events.append(event)
    }

    /// The last decision on a proposal, or `nil` while it is open.
    public func decision(on proposal: Int) -> CorrectionDecision? {
        events.last { $0.proposal == proposal }?.decision
    }

    /// The accepted correction of a batch.
    public func inForce(for batch: String) -> CorrectionProposal? {
        proposals.first { $0.batch == batch && decision(on: $0.id) == .accepted }
    }

    /// Lists what the accepted corrections do to some units: where each was and where it is read to be.
    ///
    /// What was given is never overwritten, so reverting a decision brings it back as it was.
    ///
    /// - Parameters:
    ///   - points: The units.
    ///   - reader: How corrections read coordinates.
    /// - Returns: The units of corrected batches, in the order given; `after` is `nil` where the correction
    ///   cannot read the coordinate.
    public func moves(of points: [UnitPoint], reader: CorrectionReader) -> [PositionMove] {
        let batches = Set(points.map(\.batch))
        let corrections = Dictionary(
            uniqueKeysWithValues: batches.compactMap { name in inForce(for: name).map { (name, $0) } })
        return points.compactMap { point in
            corrections[point.batch].map { proposal in
                PositionMove(
                    id: point.id, proposal: proposal.id, before: point.position,
                    after: reader.position(of: point, reading: proposal.correction))
            }
        }
    }
}

/// Where a unit was and where an accepted correction reads it to be.
public struct PositionMove: Hashable, Sendable {
    /// The unit.
    public let id: String
    /// The proposal that was accepted.
    public let proposal: Int
    /// The position as given.
    public let before: Position?
    /// The position as corrected.
    public let after: Position?
}
