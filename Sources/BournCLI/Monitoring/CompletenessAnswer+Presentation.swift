internal import Census
internal import GeoModel

extension CompletenessAnswer {
    func text(_ format: MonitoringFormat) throws -> String {
        switch format {
        case .text: lines
        case .json: String(decoding: json.json, as: UTF8.self)
        case .csv: csv
        case .html: try CompletenessPage(answer: self).html
        }
    }

    private var lines: String {
        guard !outfalls.isEmpty else { return nothing[.invoked] }
        if matrix.periods.isEmpty, let periodsNote { return periodsNote[.invoked] }
        let total = matrix.progress
        var lines = [
            BournCLI.text(
                zh:
                    "\(outfalls.count) 个排污口，完成 \(total[.complete])/\(total.required) "
                    + "格（\(percent(total))），逾期 \(total[.overdue])",
                en:
                    "\(outfalls.count) outfalls, \(total[.complete]) of \(total.required) cells "
                    + "complete (\(percent(total))), \(total[.overdue]) overdue"
            )
        ]
        for (index, period) in matrix.periods.enumerated() {
            let deadline =
                period.deadline.map { BournCLI.text(zh: "，期限 \($0)", en: ", deadline \($0)") } ?? ""
            let planned =
                plannedCounts[index].map {
                    BournCLI.text(zh: "，计划采样 \($0) 个排污口", en: ", \($0) outfalls planned")
                } ?? ""
            lines.append(period.occasion.text[.invoked] + deadline + planned)
            for (place, indicator) in matrix.indicators.enumerated() {
                let counts = progress(period: index, indicator: place)
                let words = CompletenessStatus.allCases.filter { counts[$0] != nil }
                    .map { "\($0.text[.invoked]) \(counts[$0] ?? 0)" }
                let name = BournCLI.text(zh: indicatorNames[place].chinese, en: indicator)
                lines.append("  \(name)  \(words.joined(separator: "  "))")
            }
        }
        if let without { lines.append(without[.invoked]) }
        if let periodsNote { lines.append(periodsNote[.invoked]) }
        lines += shortLines
        lines.append(BournCLI.text(zh: "各组进度", en: "by team"))
        lines += teams.map {
            "  \($0.group)  \($0.progress[.complete])/\($0.progress.required)  \(percent($0.progress))"
        }
        if let withoutTeam {
            lines.append(
                "  \(Self.noTeam[.invoked])  \(withoutTeam[.complete])/\(withoutTeam.required)  "
                    + percent(withoutTeam))
        }
        let open = outfalls.indices.filter { isOpen(status(ofOutfall: $0)) }
        lines.append(BournCLI.text(zh: "未完成的排污口 \(open.count)", en: "outfalls not complete: \(open.count)"))
        lines += open.prefix(50).map {
            "  \(outfalls[$0].code)  \(outfalls[$0].name)  \(status(ofOutfall: $0).text[.invoked])"
        }
        if open.count > 50 { lines.append("  …") }
        return lines.joined(separator: "\n")
    }

    /// What was sampled less often than planned, visit by visit: the indicators of a bottle are short together.
    private var shortLines: [String] {
        guard let shortNote else { return [] }
        var lines = [shortNote[.invoked]]
        var last = (-1, -1)
        for (outfall, period, _, shortfall) in matrix.shortfalls where last != (outfall, period) {
            guard lines.count <= Self.mostShort else { return lines + ["  …"] }
            last = (outfall, period)
            lines.append("  \(outfalls[outfall].code)  \(shortfall.text[.invoked])")
        }
        return lines
    }

    /// How much was sampled less often than planned; `nil` where nothing was.
    var shortNote: LocalizedText? {
        guard matrix.shortCount > 0 else { return nil }
        return LocalizedText(
            zh: "⚠ 采样频次不足 \(matrix.shortCount) 格",
            en: "⚠ \(matrix.shortCount) cells were sampled less than planned")
    }

    private static let mostShort = 20

    /// Where the seasons come from when nobody laid them down; `nil` when somebody did.
    var periodsNote: LocalizedText? {
        guard !arePeriodsLaidDown else { return nil }
        guard !matrix.periods.isEmpty else {
            return LocalizedText(
                zh: "没有规定监测期（periods 表为空），也没有样品或采样计划，因此什么都没有要求；"
                    + "请规定：bourn monitoring set WORKSPACE periods FILE",
                en:
                    "No season is laid down (the table `periods` is empty), and nothing is sampled or planned: nothing is "
                    + "asked. Lay the seasons down with `bourn monitoring set WORKSPACE periods FILE`.")
        }
        return LocalizedText(
            zh: "⚠ periods 表为空：按 plan 表要求有样品年份的每个季节，没有期限；规定监测期：bourn monitoring set WORKSPACE periods FILE",
            en:
                "⚠ the table `periods` is empty: every season of the table `plan` is asked in each year with samples, without "
                + "a deadline; lay seasons down with `bourn monitoring set WORKSPACE periods FILE`")
    }

    /// What stands for the outfalls that no team has.
    static let noTeam = LocalizedText(zh: "（未分组）", en: "(no team)")

    /// Said of an area without outfalls, which is not one where everything is done.
    var nothing: LocalizedText {
        LocalizedText(
            zh: "\(area.map { "区划 \($0) 内" } ?? "名录中")没有须监测的排污口",
            en: "no outfall that counts \(area.map { "in the area \($0)" } ?? "in the register")")
    }

    /// What was rejected in review and does not count; `nil` when nothing was.
    var without: LocalizedText? {
        guard rejected > 0 else { return nil }
        return LocalizedText(
            zh: "审核剔除的 \(rejected) 个结果不计入", en: "\(rejected) results rejected in review are not counted")
    }

    /// The share of what is required; a dash where nothing is.
    func percent(_ progress: CompletenessProgress) -> String {
        progress.completeShare.map { "\(($0 * 1000).rounded() / 10)%" } ?? "–"
    }

    func isOpen(_ status: CompletenessStatus) -> Bool { status != .complete && status != .exempt }

    private var csv: String {
        var rows = [
            [
                "outfall_code", "outfall_name", "team", "year", "season", "deadline", "indicator", "status",
                "samples",
            ]
        ]
        for (outfall, one) in outfalls.enumerated() {
            for (place, period) in matrix.periods.enumerated() {
                for (column, indicator) in matrix.indicators.enumerated() {
                    rows.append([
                        one.code, one.name, groups[outfall], "\(period.occasion.year)",
                        period.occasion.season.rawValue, period.deadline.map { "\($0)" } ?? "", indicator,
                        "\(matrix.status(outfall: outfall, period: place, indicator: column))",
                        "\(matrix.sampleCount(outfall: outfall, period: place, indicator: column))",
                    ])
                }
            }
        }
        return CSVPage.text(rows)
    }

    private var json: JSONValue {
        let periods = zip(matrix.periods, plannedCounts).map { period, planned in
            JSONValue.object([
                JSONMember("year", .count(period.occasion.year)),
                JSONMember("season", .string(period.occasion.season.rawValue)),
                JSONMember("deadline", period.deadline.map { .string("\($0)") } ?? .null),
                JSONMember("planned_outfalls", planned.map(JSONValue.count) ?? .null),
            ])
        }
        let rows = outfalls.indices.map { outfall in
            let cells = matrix.periods.indices.map { period in
                JSONValue.array(
                    matrix.indicators.indices.map {
                        .string("\(matrix.status(outfall: outfall, period: period, indicator: $0))")
                    })
            }
            return JSONValue.object([
                JSONMember("code", .string(outfalls[outfall].code)),
                JSONMember("name", .string(outfalls[outfall].name)),
                JSONMember("team", .string(groups[outfall])), JSONMember("status", .array(cells)),
            ])
        }
        let teams = teams.map { team in
            JSONMember(team.group, Self.counts(team.progress))
        }
        return .object([
            JSONMember("as_of", .string("\(matrix.today)")),
            JSONMember("progress", Self.counts(matrix.progress)), JSONMember("rejected", .count(rejected)),
            JSONMember("periods", .array(periods)),
            JSONMember("periods_laid_down", .bool(arePeriodsLaidDown)),
            JSONMember("short_cells", .count(matrix.shortCount)),
            JSONMember("indicators", .array(matrix.indicators.map(JSONValue.string))),
            JSONMember("teams", .object(teams)),
            JSONMember("no_team", withoutTeam.map(Self.counts) ?? .null),
            JSONMember("outfalls", .array(rows)),
        ])
    }

    private static func counts(_ progress: CompletenessProgress) -> JSONValue {
        .object(
            CompletenessStatus.allCases.map { JSONMember("\($0)", .count(progress[$0])) }
                + [JSONMember("required", .count(progress.required))])
    }
}
