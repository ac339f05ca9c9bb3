internal import Census
internal import GeoModel

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
        if statistics.isEmpty {
            result.append(BournCLI.text(zh: "没有监测结果。", en: "There are no results."))
        }
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
                "surface_class", "warning", "water_kind", "without_flow", "left_out_results", "doubts",
            ]
        let rows = statistics.map { one in
            [
                one.outfall, names[one.outfall] ?? "", one.indicator.code, one.indicator.unit.code,
                "\(one.count)", "\(one.nonDetects)", "\(one.leftOut)", Figure.text(one.mean),
            ] + one.means.map { Figure.text($0.mean) } + [
                Figure.text(one.flowWeighted?.map(\.value)), Figure.text(one.load?.map(\.value)),
                "\(one.count(ofDays: .within))", "\(one.count(ofDays: .exceeds))",
                "\(one.count(ofDays: .undecided))", one.surfaceGrade?.text[.invoked] ?? "",
                one.warning?[.invoked] ?? "", one.waterKind?.rawValue ?? "", "\(one.withoutFlow)",
                one.leftOut.map(\.sentence).joined(separator: " | "),
                one.doubts.map(\.sentence).joined(separator: " | "),
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
                + (leftOut.isEmpty
                    ? "" : text(zh: "，未计入 \(leftOut.count)", en: ", \(leftOut.count) left out"))
        ]
        lines += leftOut.prefix(Self.mostNamed).map {
            text(zh: "  ✗ 未计入 ", en: "  ✗ left out ") + $0.sentence
        }
        if leftOut.count > Self.mostNamed { lines.append("  …") }
        lines += doubts.prefix(Self.mostNamed).map {
            text(zh: "  ⚠ 已计入，待核实 ", en: "  ⚠ counted, to be decided ") + $0.sentence
        }
        if doubts.count > Self.mostNamed { lines.append("  …") }
        if nonDetects > 0 {
            lines.append(
                "  " + means.map { "\($0.rule.text[.invoked]) \(shown($0.mean))" }.joined(separator: "; "))
        }
        lines += flowLines
        for day in days where DayOutcome(day.comparison) != .none {
            let celsius = day.celsius.map { "  \(Figure.text(($0 * 10).rounded() / 10)) ℃" } ?? ""
            lines.append(
                "  \(day.day)\(celsius)  \(day.quantity.rounded.text(.limitWithFlag)[.invoked])  "
                    + "\(day.comparison.text[.invoked])"
            )
            if let reason = day.substituted?.text {
                lines.append(
                    text(
                        zh: "  ⚠ 均值规则对该日无均值（\(reason.chinese)），所示为检出限一半计",
                        en:
                            "  ⚠ the rule has no mean of this day (\(reason.english)); the figure takes half the limit"
                    ))
            }
        }
        lines += surfaceLines
        if let warning { lines.append("  ⚠ " + warning[.invoked]) }
        return lines
    }

    /// The most results and doubts that one indicator names; JSON and CSV have them all.
    private static let mostNamed = 20

    private var flowLines: [String] {
        var lines: [String] = []
        for (name, number) in [
            (text(zh: "流量加权", en: "flow-weighted"), flowWeighted), (text(zh: "年负荷", en: "load"), load),
        ] {
            switch number {
            case .success(let found)?: lines.append("  \(name) \(found.formula[.invoked])")
            // That no value has a flow is said below.
            case .failure(.empty)?, nil: break
            case .failure(let error)?:
                lines.append("  \(name) –" + text(zh: "：", en: ": ") + error.text[.invoked])
            }
        }
        if withoutFlow > 0, flowWeighted != nil {
            lines.append(
                text(
                    zh: "  \(withoutFlow) 个值没有可用的流量，不进入流量加权和年负荷",
                    en: "  \(withoutFlow) values have no usable flow and enter neither of the two"))
        }
        return lines
    }

    private var surfaceLines: [String] {
        guard let surfaceGrade else { return [] }
        if case .kindUnknown(let river, let lake) = surfaceGrade {
            guard river.range != nil || lake.range != nil else { return [] }
        } else if surfaceGrade.range == nil {
            return []
        }
        let kind = waterKind.map { $0.text[.invoked] }
        return [
            text(
                zh: "  与受纳水体标准对照（\(kind.map { $0 + "，" } ?? "")非达标判定）：",
                en: "  beside the receiving water's classes (\(kind.map { $0 + ", " } ?? "")no verdict): ")
                + surfaceGrade.text[.invoked]
        ]
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
            JSONMember("non_detects", .count(nonDetects)), JSONMember("left_out", .count(leftOut.count)),
            JSONMember("left_out_results", .array(leftOut.map(\.json))),
            JSONMember("doubts", .array(doubts.map(\.json))),
            JSONMember("occasions", .array(occasions.map { .string($0.text.english) })),
            JSONMember("mean", Figure.json(mean)),
            JSONMember("means", .object(means.map { JSONMember($0.rule.rawValue, Figure.json($0.mean)) })),
            JSONMember("flow_weighted_mean", explained(flowWeighted)),
            JSONMember("load_t_per_year", explained(load)), JSONMember("without_flow", .count(withoutFlow)),
            JSONMember("days", .array(days.map(\.json))),
            JSONMember("water_kind", waterKind.map { .string($0.rawValue) } ?? .null),
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
            JSONMember("no_mean", substituted.map { .string($0.text.english) } ?? .null),
        ])
    }
}

extension MeasuredQuantity {
    /// With four decimals, for showing.
    fileprivate var rounded: MeasuredQuantity {
        if case .number(let value) = self { .number((value * 1e4).rounded() / 1e4) } else { self }
    }
}

extension LeftOutResult {
    fileprivate var sentence: String { "\(sample): \(original) \(unit), \(reason.text[.invoked])" }

    fileprivate var json: JSONValue {
        .object([
            JSONMember("sample", .string(sample)), JSONMember("value", .string(original)),
            JSONMember("unit", .string(unit)), JSONMember("reason", .string(reason.word)),
            JSONMember("rule", reason.rule.map(JSONValue.string) ?? .null),
            JSONMember("detail", .string(reason.text.english)),
        ])
    }
}

extension StatisticsDoubt {
    fileprivate var sentence: String { "\(samples.joined(separator: " ")): \(text[.invoked]) (\(rule))" }

    fileprivate var json: JSONValue {
        .object([
            JSONMember("rule", .string(rule)), JSONMember("samples", .array(samples.map(JSONValue.string))),
            JSONMember("detail", .string(text.english)),
        ])
    }
}
