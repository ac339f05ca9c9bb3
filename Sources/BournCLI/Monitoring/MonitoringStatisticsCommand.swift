internal import ArgumentParser
internal import Census
internal import GeoModel
internal import GeoPackageStore

/// `bourn monitoring statistics WORKSPACE`: means, loads and comparisons with standards.
struct MonitoringStatisticsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statistics",
        abstract: text(
            zh: "均值、流量加权均值、年负荷和达标比较，未检出按用途处理。",
            en: "Means, flow-weighted means, yearly loads and standards, non-detects by purpose."),
        discussion: text(
            zh: "均值按 policy 表的规则（默认检出限一半），总量按零；旁列其余规则和 Kaplan-Meier、ROS。结论随规则变化时给出警告。"
                + "排放标准按日均值比较，氨氮限值按当日水温选取；检出限高于标准时判为无法判定。",
            en:
                "Means by the rule of the table `policy` (half the limit), loads by zero, with the "
                + "other rules, Kaplan-Meier and ROS "
                + "beside them, and a warning where the verdict depends on the rule. Discharge "
                + "standards are compared day by day, ammonia by "
                + "the water's temperature; a detection limit above the standard leaves the verdict open."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @OptionGroup var area: AreaOptions

    @Option(
        help: help(
            zh: "只看此排污口（可重复；任一编码体系）", en: "Only this outfall, by a code of either scheme (repeatable)."))
    var outfall: [String] = []

    @Option(help: help(zh: "排放标准，如 GB 18918-2002", en: "Discharge standard, such as “GB 18918-2002”."))
    var standard: String?

    @Option(help: help(zh: "标准的级别，如 一级A", en: "Its grade, such as 一级A."))
    var grade: String?

    @Option(
        help: help(
            zh: "建设日期 YYYY-MM-DD（总磷限值用）", en: "When the plant was built, for limits that depend on it."))
    var built: String?

    @Option(help: help(zh: "对照的地表水标准", en: "Surface-water standard to compare with."))
    var surface = "GB 3838-2002"

    @Option(help: help(zh: "受纳水体：river 或 lake", en: "The receiving water: river or lake."))
    var water = WaterKind.river

    @Option(help: help(zh: "年排放天数", en: "Days of discharge in a year."))
    var days = 365.0

    @Option(help: help(zh: "结果格式：text、json 或 csv", en: "Form of the result: text, json or csv."))
    var format = MonitoringFormat.text

    @Option(
        help: help(zh: "把结果写入文件（默认写到标准输出）", en: "Write the result to this file (default: standard output)."))
    var output: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (1...366).contains(days) else {
            throw ValidationError(text(zh: "--days 应在 1–366 之间", en: "--days must be between 1 and 366"))
        }
        guard format != .html else {
            throw ValidationError(text(zh: "统计没有 html 格式", en: "statistics have no form html"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([output], inputs: [workspace])
            let office = try Workspace.open(at: workspace)
            try office.tellChangesElsewhere(on: console)
            let reference = try office.monitoringReference()
            let chosen = try outfalls(of: office)
            let samples = try office.samples(of: chosen.map(\.code))
            let statistics = MonitoringStatistics(reference: reference, question: try question(reference))
                .statistics(of: samples)
            let names = Dictionary(chosen.map { ($0.code, $0.name) }) { first, _ in first }
            let answer = StatisticsAnswer(
                statistics: statistics, names: names, policy: reference.policy, days: days)
            try console.deliver(answer.text(format), to: output)
            return .fine
        }
    }

    private func outfalls(of office: Workspace) throws -> [MonitoredOutfall] {
        let all = try office.monitoredOutfalls(area: area.area)
        guard !outfall.isEmpty else { return all }
        // By any code of any scheme, past ones included; a text that is none names nothing.
        let named = Set(try outfall.flatMap { try office.outfalls(code: $0) }.map(\.code))
        return all.filter { named.contains($0.code) }
    }

    private func question(_ reference: MonitoringReference) throws -> StatisticsQuestion {
        var question = StatisticsQuestion()
        question.days = days
        if let standard {
            let known = reference.effluentStandards.map(\.reference.number)
            guard let found = reference.effluentStandards.last(where: { $0.reference.number == standard })
            else {
                throw MonitoringFileError.noStandard(standard, known: known)
            }
            var grades: [String] = []
            for limit in found.limits where !grades.contains(limit.grade) { grades.append(limit.grade) }
            guard let chosen = grade ?? grades.first, grades.contains(chosen) else {
                throw MonitoringFileError.noStandard(grade ?? "", known: grades)
            }
            question.effluent = (found, chosen)
        }
        guard let found = reference.surfaceStandards.last(where: { $0.reference.number == surface }) else {
            throw MonitoringFileError.noStandard(
                surface, known: reference.surfaceStandards.map(\.reference.number))
        }
        question.surface = (found, water)
        if let built {
            do throws(CalendarDateError) { question.built = try CalendarDate(iso: built) } catch {
                throw MonitoringFileError.badDate(error)
            }
        }
        return question
    }
}

/// Statistics in each form.
struct StatisticsAnswer {
    let statistics: [IndicatorStatistics]
    let names: [String: String]
    let policy: NonDetectPolicy
    let days: Double

    func text(_ format: MonitoringFormat) -> String {
        switch format {
        case .json: String(decoding: json.json, as: UTF8.self)
        case .csv: csv
        case .text, .html: lines
        }
    }

    private var lines: String {
        let head = [
            BournCLI.text(
                zh:
                    "均值：\(policy.mean.text.chinese)（\(policy.meanSource)）；"
                    + "总量：\(policy.load.text.chinese)（\(policy.loadSource)）",
                en:
                    "means: \(policy.mean.text.english) (\(policy.meanSource)); loads: "
                    + "\(policy.load.text.english) (\(policy.loadSource))"
            )
        ]
        var outfall = ""
        var result = head
        for one in statistics {
            if one.outfall != outfall {
                outfall = one.outfall
                result.append("\(outfall)  \(names[outfall] ?? "")")
            }
            result += one.lines.map { "  " + $0 }
        }
        return result.joined(separator: "\n")
    }

    private var csv: String {
        let rules = NonDetectRule.allCases.map(\.rawValue)
        let head =
            ["outfall_code", "outfall_name", "indicator", "unit", "count", "non_detects", "left_out", "mean"]
            + rules.map { "mean_\($0)" } + [
                "flow_weighted_mean", "load_t_per_year", "days_within", "days_exceeding", "days_undecided",
                "surface_class", "warning",
            ]
        let rows = statistics.map { one in
            [
                one.outfall, names[one.outfall] ?? "", one.indicator.code, one.indicator.unit.code,
                "\(one.count)", "\(one.nonDetects)", "\(one.leftOut)", Figure.text(one.mean),
            ] + one.means.map { Figure.text($0.mean) } + [
                Figure.text(one.flowWeighted?.map(\.value)), Figure.text(one.load?.map(\.value)),
                "\(one.count(ofDays: .within))", "\(one.count(ofDays: .exceeds))",
                "\(one.count(ofDays: .undecided))", one.surfaceGrade?.text[.invoked] ?? "",
                one.warning?[.invoked] ?? "",
            ]
        }
        return CSVPage.text([head] + rows)
    }

    private var json: JSONValue {
        .object([
            JSONMember(
                "policy",
                .object([
                    JSONMember("mean", .string(policy.mean.rawValue)),
                    JSONMember("mean_source", .string(policy.meanSource)),
                    JSONMember("load", .string(policy.load.rawValue)),
                    JSONMember("load_source", .string(policy.loadSource)),
                ])), JSONMember("statistics", .array(statistics.map(\.json))),
        ])
    }
}

/// Numbers of statistics as text.
enum Figure {
    static func text(_ value: Double) -> String {
        let rounded = (value * 1e6).rounded() / 1e6
        let digits = rounded.description
        return digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits
    }

    static func text(_ value: Result<Double, StatisticError>?) -> String {
        if case .success(let value)? = value { text(value) } else { "" }
    }

    static func json(_ value: Result<Double, StatisticError>?) -> JSONValue {
        guard case .success(let value)? = value else { return .null }
        return JSONNumber(value).map(JSONValue.number) ?? .null
    }
}

/// How a day ended.
enum DayOutcome: String {
    case within, exceeds, undecided, none

    init(_ comparison: LimitComparison) {
        switch comparison {
        case .within: self = .within
        case .exceeds: self = .exceeds
        case .undecided: self = .undecided
        case .noLimit, .unusable: self = .none
        }
    }
}

extension IndicatorStatistics {
    func count(ofDays outcome: DayOutcome) -> Int { days.count { DayOutcome($0.comparison) == outcome } }

    fileprivate var lines: [String] {
        let name = "\(indicator.code) \(indicator.name[.invoked]) (\(indicator.unit.code))"
        var lines = [
            text(
                zh: "\(name)：\(count) 个值，未检出 \(nonDetects)，均值 \(shown(mean))",
                en: "\(name): \(count) values, \(nonDetects) non-detects, mean \(shown(mean))")
                + (leftOut > 0 ? text(zh: "，未计入 \(leftOut)", en: ", \(leftOut) left out") : "")
        ]
        if nonDetects > 0 {
            lines.append(
                "  " + means.map { "\($0.rule.text[.invoked]) \(shown($0.mean))" }.joined(separator: "; "))
        }
        if case .success(let flow)? = flowWeighted {
            lines.append(text(zh: "  流量加权 ", en: "  flow-weighted ") + flow.formula[.invoked])
        }
        if case .success(let load)? = load {
            lines.append(text(zh: "  年负荷 ", en: "  load ") + load.formula[.invoked])
        }
        for day in days where DayOutcome(day.comparison) != .none {
            let celsius = day.celsius.map { "  \(Figure.text(($0 * 10).rounded() / 10)) ℃" } ?? ""
            lines.append(
                "  \(day.day)\(celsius)  \(day.quantity.rounded.text(.limitWithFlag)[.invoked])  "
                    + "\(day.comparison.text[.invoked])"
            )
        }
        if let surfaceGrade, surfaceGrade.range != nil {
            lines.append(
                text(zh: "  与受纳水体标准对照（非达标判定）：", en: "  beside the receiving water's classes (no verdict): ")
                    + surfaceGrade.text[.invoked])
        }
        if let warning { lines.append("  ⚠ " + warning[.invoked]) }
        return lines
    }

    private func shown(_ mean: Result<Double, StatisticError>) -> String {
        switch mean {
        case .success(let value): Figure.text((value * 1e4).rounded() / 1e4)
        case .failure(let error): "– [\(error.text[.invoked])]"
        }
    }

    fileprivate var json: JSONValue {
        func explained(_ number: Result<ExplainedNumber, StatisticError>?) -> JSONValue {
            guard case .success(let found)? = number else { return .null }
            return .object([
                JSONMember("value", Figure.json(.success(found.value))),
                JSONMember("formula", .string(found.formula.english)),
            ])
        }
        return .object([
            JSONMember("outfall", .string(outfall)), JSONMember("indicator", .string(indicator.code)),
            JSONMember("unit", .string(indicator.unit.code)), JSONMember("count", .count(count)),
            JSONMember("non_detects", .count(nonDetects)), JSONMember("left_out", .count(leftOut)),
            JSONMember("occasions", .array(occasions.map { .string($0.text.english) })),
            JSONMember("mean", Figure.json(mean)),
            JSONMember("means", .object(means.map { JSONMember($0.rule.rawValue, Figure.json($0.mean)) })),
            JSONMember("flow_weighted_mean", explained(flowWeighted)),
            JSONMember("load_t_per_year", explained(load)),
            JSONMember("days", .array(days.map(\.json))),
            JSONMember("surface_class", surfaceGrade.map { .string($0.text.english) } ?? .null),
            JSONMember("warning", warning.map { .string($0.english) } ?? .null),
        ])
    }
}

extension DayVerdict {
    fileprivate var json: JSONValue {
        .object([
            JSONMember("day", .string("\(day)")),
            JSONMember("value", .string(quantity.text(.lessThan).english)),
            JSONMember("celsius", celsius.flatMap { JSONNumber($0) }.map(JSONValue.number) ?? .null),
            JSONMember("verdict", .string(DayOutcome(comparison).rawValue)),
            JSONMember("detail", .string(comparison.text.english)),
        ])
    }
}

extension MeasuredQuantity {
    /// With four decimals, for showing.
    fileprivate var rounded: MeasuredQuantity {
        if case .number(let value) = self { .number((value * 1e4).rounded() / 1e4) } else { self }
    }
}
