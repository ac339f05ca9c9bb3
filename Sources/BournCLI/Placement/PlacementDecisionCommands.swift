internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoModel
internal import GeoPackageStore

/// `bourn placement propose WORKSPACE`: enters the corrections that the test of batches proposes.
struct PlacementProposeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose",
        abstract: text(
            zh: "检验每个批次，把令人信服的改正登记为建议；不移动坐标。",
            en: "Test every batch and enter convincing corrections as proposals; nothing is moved."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @OptionGroup var review: ReviewOptions
    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            let setting = try await ReviewSetting.read(review, workspace: workspace, console: console)
            var units = ReviewedUnits(
                unprojection: setting.unprojection, accuracies: setting.limits.accuracies)
            try units.append(workspace: office)
            let findings = setting.limits.batchTest(reader: setting.unprojection.reader)
                .findings(for: units.points, in: setting.zones)
            let added = try office.propose(findings, time: Date().formatted(.iso8601))
            let ledger = try office.correctionLedger()
            try console.deliver(
                ledger.presented(added, as: result.format)
                    ?? text(zh: "没有新的建议", en: "nothing new to propose"), to: result.output)
            return .fine
        }
    }
}

/// `bourn placement list WORKSPACE`: the proposals and what was decided.
struct PlacementListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: text(zh: "列出改正建议及其处理记录。", en: "List proposed corrections and what was decided."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            let ledger = try Workspace.open(at: workspace).correctionLedger()
            try console.deliver(
                ledger.presented(ledger.proposals, as: result.format)
                    ?? text(zh: "没有建议", en: "there are no proposals"), to: result.output)
            return .fine
        }
    }
}

/// Who decides on which proposal, and why.
struct PlacementDecisionOptions: ParsableArguments {
    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "建议的编号", en: "The proposal's number."))
    var proposal: Int

    @Option(help: help(zh: "处理人", en: "Who decides."))
    var by: String

    @Option(help: help(zh: "理由", en: "Why."))
    var reason: String

    /// Enters the decision and says what was changed.
    func decide(
        _ decision: CorrectionDecision, moving moves: (Workspace) throws -> [UnitMove] = { _ in [] },
        _ console: Console
    ) throws -> Outcome {
        let office = try Workspace.open(at: workspace)
        let event = CorrectionEvent(
            proposal: proposal, decision: decision, actor: by, time: Date().formatted(.iso8601),
            reason: reason)
        let outcome = try office.decide(event, moving: try moves(office))
        for key in outcome.left {
            console.note(
                text(
                    zh: "单位 \(key) 的坐标已被别人改动，保持不变",
                    en: "the coordinate of unit \(key) was changed by somebody else and stays"))
        }
        try console.deliver(
            text(
                zh: "第 \(proposal) 号建议\(decision.text[.chinese])；移动 \(outcome.moved) 个单位",
                en: "proposal \(proposal) \(decision.text[.english]); \(outcome.moved) units moved"), to: nil)
        return outcome.left.isEmpty ? .fine : .faulty
    }
}

/// `bourn placement accept WORKSPACE N`: reads a batch as proposed, from now on.
struct PlacementAcceptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: text(
            zh: "采纳一项建议：移动该批次的坐标，保留原文与原位置，可撤回。",
            en: "Accept a proposal: move its batch, keeping the text and the place of each; can be undone."))

    @OptionGroup var decision: PlacementDecisionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            try decision.decide(.accepted, moving: moves, console)
        }
    }

    /// What the proposal moves; a unit that the correction cannot read stays where it is.
    private func moves(in office: Workspace) throws -> [UnitMove] {
        let ledger = try office.correctionLedger()
        guard let proposal = ledger.proposals.first(where: { $0.id == decision.proposal }) else { return [] }
        let unprojection = GridUnprojection(to: .cgcs2000)
        var units = ReviewedUnits(
            unprojection: unprojection, accuracies: try office.placementLimits().accuracies)
        try units.append(workspace: office)
        let reader = unprojection.reader
        let conversion = try ReferenceConversion(from: .cgcs2000, to: .epsg(office.srsID))
        return units.points.indices.compactMap { index -> UnitMove? in
            let point = units.points[index]
            guard point.batch == proposal.batch,
                let read = reader.position(of: point, reading: proposal.correction), read.isFinite,
                let after = conversion.position(read)
            else { return nil }
            let stored = units.stored[index]
            return UnitMove(row: stored.row, key: point.id, before: stored.position, after: after)
        }
    }
}

/// `bourn placement reject WORKSPACE N`: leaves a batch as it is.
struct PlacementRejectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject",
        abstract: text(zh: "驳回一项建议：坐标保持不变。", en: "Reject a proposal: coordinates stay as they are."))

    @OptionGroup var decision: PlacementDecisionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in try decision.decide(.rejected, console) }
    }
}

/// `bourn placement undo WORKSPACE N`: takes an accepted correction back.
struct PlacementUndoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: text(
            zh: "撤回已采纳的改正：坐标回到原处。", en: "Take an accepted correction back: coordinates return."))

    @OptionGroup var decision: PlacementDecisionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in try decision.decide(.reverted, console) }
    }
}

extension CorrectionLedger {
    /// Some proposals with what was decided; `nil` as text when there are none.
    fileprivate func presented(_ proposals: [CorrectionProposal], as format: SummaryFormat) -> String? {
        guard format == .text else {
            let value = JSONValue.object([JSONMember("proposals", .array(proposals.map(json)))])
            return String(decoding: value.json, as: UTF8.self)
        }
        guard !proposals.isEmpty else { return nil }
        return proposals.map { proposal in
            let state = decision(on: proposal.id)?.text ?? LocalizedText(zh: "待处理", en: "open")
            let history = events.filter { $0.proposal == proposal.id }.map {
                "    \($0.time)  \($0.actor)  \($0.decision.text[.invoked])  \($0.reason)"
            }
            return (["\(proposal.id)  [\(state[.invoked])]  \(proposal.text[.invoked])"] + history)
                .joined(separator: "\n")
        }.joined(separator: "\n")
    }

    private func json(_ proposal: CorrectionProposal) -> JSONValue {
        func count(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }
        return .object([
            JSONMember("id", count(proposal.id)), JSONMember("batch", .string(proposal.batch)),
            JSONMember("correction", .string(proposal.correction.word)),
            JSONMember("tested", count(proposal.evidence.tested)),
            JSONMember("hits_before", count(proposal.evidence.hitsBefore)),
            JSONMember("hits_after", count(proposal.evidence.hitsAfter)),
            JSONMember("state", .string(decision(on: proposal.id)?.rawValue ?? "open")),
            JSONMember(
                "decisions",
                .array(
                    events.filter { $0.proposal == proposal.id }.map { event in
                        .object([
                            JSONMember("decision", .string(event.decision.rawValue)),
                            JSONMember("actor", .string(event.actor)),
                            JSONMember("time", .string(event.time)),
                            JSONMember("reason", .string(event.reason)),
                        ])
                    })),
        ])
    }
}
