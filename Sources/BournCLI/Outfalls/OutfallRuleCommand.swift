internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoPackageStore

/// `bourn outfall rule WORKSPACE`: what the office asks of its survey.
struct OutfallRuleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rule",
        abstract: text(zh: "查看或设定调查要求；现场人员不能更改。", en: "Show or set what the office asks of its survey."),
        discussion: text(
            zh: OutfallRule.allCases.map { "\($0.rawValue)  \($0.text[.chinese])" }.joined(separator: "；"),
            en: OutfallRule.allCases.map { "\($0.rawValue)  \($0.text[.english])" }.joined(separator: "; ")))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Option(help: help(zh: "设定：名称=值（可重复），须有 --by", en: "Set name=value (repeatable); needs --by."))
    var set: [String] = []

    @Option(name: .person, help: help(zh: "设定人", en: "Who sets it."))
    var by: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        for pair in set { _ = try Self.rule(pair) }
        if !set.isEmpty, by == nil {
            throw ValidationError(text(zh: "--set 须有 --by", en: "--set needs --by"))
        }
    }

    private static func kind(_ rule: OutfallRule) -> LocalizedText {
        let (least, most) = (rule.allowed.lowerBound.formatted(), rule.allowed.upperBound.formatted())
        return LocalizedText(
            zh: "\(least) 至 \(most) 的\(rule.isWhole ? "整数" : "数")",
            en: "a \(rule.isWhole ? "whole number" : "number") from \(least) to \(most)")
    }

    /// The survey's days in the right order, with what is to be set and what was.
    private static func checkDays(_ pairs: [(OutfallRule, String)], _ stated: [OutfallRule: String]) throws {
        let days = stated.merging(pairs) { $1 }
        guard let first = days[.surveyFirst], let last = days[.surveyLast], first > last else { return }
        throw SurveyDaysError(first: first, last: last)
    }

    private static func rule(_ pair: String) throws -> (OutfallRule, String) {
        let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, let rule = OutfallRule(rawValue: parts[0]) else {
            let names = OutfallRule.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError(
                text(zh: "“\(pair)”应为 名称=值；名称：\(names)", en: "“\(pair)” must be name=value; names: \(names)"))
        }
        let isGood =
            rule.isDay
            // The question is whether it is a day.
            ? (try? CalendarDate(iso: parts[1])) != nil
            : Double(parts[1]).map {
                rule.allowed.contains($0) && (!rule.isWhole || $0 == $0.rounded())
            } ?? false
        guard isGood else {
            throw ValidationError(
                text(
                    zh: "\(rule.rawValue) 应为\(rule.isDay ? "日期" : kind(rule)[.chinese])",
                    en: "\(rule.rawValue) must be \(rule.isDay ? "a day" : kind(rule)[.english])"))
        }
        return (rule, parts[1])
    }

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            let pairs = try set.map(Self.rule)
            try Self.checkDays(pairs, try office.outfallRules())
            for (rule, value) in pairs { try office.set(rule, to: value, by: try .now(by: by ?? "")) }
            let values = try office.outfallRules()
            let lines = OutfallRule.allCases.map { rule in
                let usual = rule.usual.map { "\($0.formatted()) " + text(zh: "（通常）", en: "(usual)") }
                return "\(rule.rawValue)  \(values[rule] ?? usual ?? "–")  \(rule.text[.invoked])"
            }
            try console.deliver(lines.joined(separator: "\n"), to: nil)
            return .fine
        }
    }
}

/// A survey that would end before it begins.
struct SurveyDaysError: OutfallComplaint {
    let first: String
    let last: String

    var text: LocalizedText {
        LocalizedText(
            zh: "survey-first \(first) 晚于 survey-last \(last)",
            en: "survey-first \(first) is after survey-last \(last)")
    }
}
