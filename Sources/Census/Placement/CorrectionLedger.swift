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
    /// How many units it speaks of: those of the batch when it was made, and none that join later.
    ///
    /// `nil` for a proposal of an edition that did not note them.
    public let units: Int?

    /// Makes a proposal that was stored.
    public init(
        id: Int, batch: String, correction: CandidateCorrection, evidence: CorrectionEvidence,
        units: Int? = nil
    ) {
        self.id = id
        self.batch = batch
        self.correction = correction
        self.evidence = evidence
        self.units = units
    }

    /// The proposal in words.
    public var text: LocalizedText {
        let (before, after, tested) = (evidence.hitsBefore, evidence.hitsAfter, evidence.tested)
        let (chinese, english) = units.map { ("；涉及 \($0) 个单位", "; speaks of \($0) units") } ?? ("", "")
        return LocalizedText(
            zh:
                "批次 \(batch)：\(correction.text[.chinese])；落入申报小区 \(before)→\(after)（共 \(tested)）\(chinese)",
            en:
                "batch \(batch): \(correction.text[.english]); in the declared zone \(before) → \(after) of \(tested)\(english)"
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
    /// The proposal is of an edition that did not note its units, so nobody knows which rows it speaks of.
    case unitsUnknown(Int)
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
        case .unitsUnknown(let id):
            LocalizedText(
                zh: "第 \(id) 号建议出自旧版本，未记录涉及哪些单位；请驳回并重新提出",
                en:
                    "proposal \(id) is of an older edition and does not say which units it speaks of; reject it and propose anew"
            )
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
///
/// A proposal speaks of units and not of a batch for all time, so a batch may have several corrections in force: those of
/// the units that came first, and those of units that joined it later.
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

    /// Enters the proposals of some findings; a finding without a proposal adds nothing.
    ///
    /// - Returns: The proposals added.
    @discardableResult
    public mutating func propose(_ findings: [BatchFinding]) -> [CorrectionProposal] {
        let added = findings.compactMap { finding in finding.proposal.map { (finding, $0) } }
            .enumerated().map { index, pair in
                CorrectionProposal(
                    id: proposals.count + index + 1, batch: pair.0.batch, correction: pair.1.correction,
                    evidence: CorrectionEvidence(pair.0, pair.1), units: pair.0.units)
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
        events.append(event)
    }

    /// The last decision on a proposal, or `nil` while it is open.
    public func decision(on proposal: Int) -> CorrectionDecision? {
        events.last { $0.proposal == proposal }?.decision
    }
}
