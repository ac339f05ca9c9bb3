internal import ArgumentParser
internal import Census
internal import GeoModel
internal import GeoPackageStore

/// `bourn monitoring decide WORKSPACE LABEL`: a person decides on what the review found.
struct MonitoringDecideCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: text(zh: "对一个样品的结果作出认可或剔除的决定。", en: "Accept or reject results of a sample."),
        discussion: text(
            zh: "认可的结果即使超出可能范围也进入统计，剔除的不进入；审核不再列出已决定的结果，WQX 导出带相应状态。"
                + "结果以后被实验室更正的，决定自动失效。采样人不能决定自己的样品；用 open 撤回。",
            en:
                "An accepted result enters statistics even outside what is possible, a rejected one enters nothing. "
                + "The review no longer lists what was decided, and WQX carries the status. A decision ends when "
                + "the laboratory corrects the result. Nobody decides on a sample that he took; `open` takes a "
                + "decision back."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "样品编号", en: "The label of the sample."))
    var label: String

    @Option(help: help(zh: "决定：accepted、rejected 或 open", en: "accepted, rejected or open."))
    var verdict: ResultVerdict

    @Option(help: help(zh: "只决定此指标（可重复；默认全部）", en: "Only this indicator (repeatable; default: all)."))
    var indicator: [String] = []

    @Option(name: .person, help: help(zh: "决定人", en: "Who decides."))
    var by: String

    @Option(help: help(zh: "理由", en: "Why."))
    var reason: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            try office.tellChangesElsewhere(on: console)
            let catalogue = try office.monitoringReference().catalogue
            let codes = indicator.map { catalogue.indicator(spelled: $0)?.code ?? $0 }
            let made = try office.decide(
                verdict, on: label, indicators: codes, reason: reason, by: .now(by: by))
            let lines = made.map { one in
                let name = catalogue.displayName(of: one.indicator)[.invoked]
                return "\(label)  \(name)  \(one.original) \(one.unit)  \(one.verdict.text[.invoked])"
            }
            try console.deliver(lines.joined(separator: "\n"), to: nil)
            return .fine
        }
    }
}

extension ResultDecisionError: OutfallComplaint {
    var text: LocalizedText {
        switch self {
        case .noSample(let label):
            LocalizedText(
                zh: "没有编号为 \(label) 的样品", en: "there is no sample of the label \(label)")
        case .noResult(let label, let indicator, let present):
            LocalizedText(
                zh: "样品 \(label) 没有 \(indicator) 的结果；已有：\(present.joined(separator: "、"))",
                en:
                    "the sample \(label) has no result of \(indicator); it has \(present.joined(separator: ", "))"
            )
        case .ownSample(let label, let person):
            LocalizedText(
                zh: "\(person) 是样品 \(label) 的采样人，不能决定自己的样品；请由他人决定",
                en: "\(person) took the sample \(label) and does not decide on it; somebody else must")
        case .noReason: LocalizedText(zh: "请写明理由（--reason）", en: "a decision needs its reason (--reason)")
        }
    }
}
