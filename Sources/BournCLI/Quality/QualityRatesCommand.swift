internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoModel
internal import GeoPackageStore

/// `bourn quality rates WORKSPACE`: missed units, duplicates and wrong items against their limits.
struct QualityRatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rates",
        abstract: text(
            zh: "漏查率、重复率、差错率，连同样本大小带来的不确定和限值。",
            en: "The rates of missed units, duplicates and wrong items, with what the sample leaves open."),
        discussion: text(
            zh: "限值取自参考数据（directory reference WORKSPACE quality-limits）。各层按其单位总数加权（N/n），差错率以单位为一群；"
                + "区间为按设计效应折算的 95% 威尔逊区间。没有结果的层不参与估计，覆盖率另列。",
            en:
                "The limits are reference data (directory reference WORKSPACE quality-limits). Each stratum counts for the "
                + "units it holds (weights N/n), the items of one unit are one cluster; intervals are Wilson's, 95 per cent, "
                + "for the effective sample size. Strata without results take no part; how much is covered is shown."
        ))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Option(help: help(zh: "核查的名称", en: "What names the check."))
    var name = "1"

    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            let stored = try office.qualityCheck(named: name)
            let rates = stored.check.rates(limits: try office.qualityLimits())
            let page = QualityPage(rates: rates, stored: stored)
            try console.deliver(result.format == .json ? page.json : page.text, to: result.output)
            return rates.contains { [.failed, .failedUnsurely].contains($0.verdict) } ? .faulty : .fine
        }
    }
}

/// The rates of a check as they are shown.
private struct QualityPage {
    let rates: [QualityRate]
    let stored: StoredQualityCheck

    private var drawn: Int { stored.check.log?.draw.drawn.count ?? 0 }
    private var checked: Int { stored.check.results.count }

    var text: String {
        let head = LocalizedText(
            zh: "样本 \(drawn) 个，已核查 \(checked) 个", en: "sample of \(drawn), \(checked) checked")[.invoked]
        return ([head] + (stored.redrawNote.map { [$0] } ?? []) + [aligned(rates.map(line))]).joined(
            separator: "\n")
    }

    private func line(_ rate: QualityRate) -> [String] {
        let interval =
            rate.rate == nil ? "" : "[\(percent(rate.interval.lower)), \(percent(rate.interval.upper))]"
        return [
            rate.kind.text[.invoked], "\(rate.hits)/\(rate.cases)", rate.rate.map(percent) ?? "–", interval,
            "≤ \(percent(rate.limit))", rate.verdict.text[.invoked],
            rate.rate == nil
                ? ""
                : LocalizedText(
                    zh: "覆盖 \(percent(rate.estimate.covered))，未加权 \(rate.countedRate.map(percent) ?? "–")",
                    en:
                        "covers \(percent(rate.estimate.covered)), unweighted \(rate.countedRate.map(percent) ?? "–")"
                )[
                    .invoked],
        ]
    }

    private func percent(_ share: Double) -> String { "\((share * 10_000).rounded() / 100) %" }

    var json: String {
        let value = JSONValue.object([
            JSONMember("name", .string(stored.name)), JSONMember("draw_digest", .string(stored.digest)),
            JSONMember("draw", .number(JSONNumber(stored.ordinal))),
            JSONMember("draws", .number(JSONNumber(stored.draws))),
            JSONMember("drawn", .number(JSONNumber(drawn))),
            JSONMember("checked", .number(JSONNumber(checked))),
            JSONMember("rates", .array(rates.map(member))),
        ])
        return String(decoding: value.json, as: UTF8.self)
    }

    private func member(_ rate: QualityRate) -> JSONValue {
        func number(_ value: Double?) -> JSONValue {
            value.flatMap { JSONNumber($0) }.map(JSONValue.number) ?? .null
        }
        return .object([
            JSONMember("kind", .string(rate.kind.rawValue)),
            JSONMember("hits", .number(JSONNumber(rate.hits))),
            JSONMember("cases", .number(JSONNumber(rate.cases))), JSONMember("rate", number(rate.rate)),
            JSONMember("lower", number(rate.rate == nil ? nil : rate.interval.lower)),
            JSONMember("upper", number(rate.rate == nil ? nil : rate.interval.upper)),
            JSONMember("unweighted", number(rate.countedRate)),
            JSONMember("standard_error", number(rate.rate == nil ? nil : rate.estimate.standardError)),
            JSONMember("effective_cases", number(rate.rate == nil ? nil : rate.estimate.effectiveCases)),
            JSONMember("covered", number(rate.estimate.covered)),
            JSONMember("limit", number(rate.limit)), JSONMember("verdict", .string(rate.verdict.rawValue)),
        ])
    }
}

extension QualityRate.Verdict {
    /// The verdict in words.
    fileprivate var text: LocalizedText {
        switch self {
        case .unchecked: LocalizedText(zh: "尚无结果", en: "nothing checked")
        case .passed: LocalizedText(zh: "合格", en: "passed")
        case .passedUnsurely:
            LocalizedText(zh: "合格（样本偏小，不能确定）", en: "passed, but the sample is too small to be sure")
        case .failedUnsurely:
            LocalizedText(zh: "不合格（样本偏小，不能确定）", en: "failed, but the sample is too small to be sure")
        case .failed: LocalizedText(zh: "不合格", en: "failed")
        }
    }
}

extension QualityStoreError {
    /// The error in words.
    var text: LocalizedText {
        switch self {
        case .noDraw(let name, let known):
            LocalizedText(
                zh: "没有名为 \(name) 的核查；先用 quality draw 抽样（已有：\(known.joined(separator: ", "))）",
                en:
                    "no check is named \(name): draw it first with quality draw (there are: \(known.joined(separator: ", ")))"
            )
        case .drawnAlready(let name):
            LocalizedText(
                zh: "核查 \(name) 的样本已抽取登记，不得重抽；另一次核查请用 --name 另起名称",
                en:
                    "the sample of check \(name) is drawn and logged; it may not be drawn again. Name another check with --name"
            )
        case .drawChanged(let name):
            LocalizedText(
                zh: "核查 \(name) 登记的抽样已被改动，与抽样时的摘要不符；不能录入，也不给出结果。请从备份恢复，或用 --name 另起名称重抽",
                en:
                    "the logged draw of check \(name) was changed: it no longer has the digest it was drawn with. Nothing is entered or rated; restore a backup, or draw under another --name"
            )
        case .emptyFrame(let path):
            LocalizedText(zh: "\(path) 没有可抽的单位", en: "\(path) has no units to draw from")
        case .refused(let refusals):
            LocalizedText(
                zh: refusals.map(\.reason.text.chinese).joined(separator: "；"),
                en: refusals.map(\.reason.text.english).joined(separator: "; "))
        }
    }
}
