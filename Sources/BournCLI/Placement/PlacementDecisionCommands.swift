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
            en: "Test every batch and enter convincing corrections as proposals; nothing is moved."),
        discussion: text(
            zh: "建议只涉及提出时该批次中的单位。之后加入批次的单位，再次运行本命令单独检验。",
            en:
                "A proposal speaks of the units that are in the batch now. Units that join later are tested on their own by running this again."
        ))

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
            let added = try propose(units, in: setting, to: office)
            let ledger = try office.correctionLedger()
            try console.deliver(
                ledger.presented(added, as: result.format)
                    ?? text(zh: "没有新的建议", en: "nothing new to propose"), to: result.output)
            return .fine
        }
    }

    /// Tests the units of which no open proposal speaks, batch by batch.
    private func propose(
        _ units: ReviewedUnits, in setting: ReviewSetting, to office: Workspace
    ) throws -> [CorrectionProposal] {
        let open = try office.unitsUnderProposal()
        let free = units.points.indices.filter { !open.contains(units.proposed($0)) }
        let findings = setting.limits.batchTest(reader: setting.unprojection.reader)
            .findings(for: free.map { units.points[$0] }, in: setting.zones)
        let batches = Dictionary(grouping: free) { units.points[$0].batch }
        return try office.propose(
            findings, of: batches.mapValues { $0.map(units.proposed) }, time: Date().formatted(.iso8601))
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

    @Option(name: .person, help: help(zh: "处理人", en: "Who decides."))
    var by: String

    @Option(help: help(zh: "理由", en: "Why."))
    var reason: String

    /// Enters the decision and says what was changed.
    func decide(
        _ decision: CorrectionDecision,
        moving accepted: (Workspace) throws -> AcceptedUnits = { _ in .init() },
        _ console: Console
    ) throws -> Outcome {
        let office = try Workspace.open(at: workspace)
        let event = CorrectionEvent(
            proposal: proposal, decision: decision, actor: by, time: Date().formatted(.iso8601),
            reason: reason)
        let units = try accepted(office)
        let outcome = try office.decide(event, moving: units.moves)
        units.tell(console)
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
        try HandoutWarning.tellChanges(in: office, on: console)
        return outcome.left.isEmpty && units.changed.isEmpty ? .fine : .faulty
    }
}

/// `bourn placement accept WORKSPACE N`: reads a batch as proposed, from now on.
struct PlacementAcceptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: text(
            zh: "采纳一项建议：移动它涉及的单位，保留原文与原位置，可撤回。",
            en: "Accept a proposal: move its units, keeping the text and the place of each; can be undone."))

    @OptionGroup var decision: PlacementDecisionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            try decision.decide(.accepted, moving: moves, console)
        }
    }

    /// What the proposal moves.
    private func moves(in office: Workspace) throws -> AcceptedUnits {
        let ledger = try office.correctionLedger()
        guard let proposal = ledger.proposals.first(where: { $0.id == decision.proposal }) else {
            return AcceptedUnits()
        }
        let unprojection = GridUnprojection(to: .cgcs2000)
        var units = ReviewedUnits(
            unprojection: unprojection, accuracies: try office.placementLimits().accuracies)
        try units.append(workspace: office)
        return AcceptedUnits(
            proposal, speakingOf: try office.units(ofProposal: proposal.id), among: units,
            reader: unprojection.reader,
            conversion: try ReferenceConversion(from: .cgcs2000, to: .epsg(office.srsID)))
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
            JSONMember("units", proposal.units.map(count) ?? .null),
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
