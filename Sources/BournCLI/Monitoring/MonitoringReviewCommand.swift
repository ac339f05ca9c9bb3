internal import ArgumentParser
internal import Census
internal import GeoKernels
internal import GeoModel
internal import GeoPackageStore

/// `bourn monitoring review WORKSPACE`: everything that a reviewer must look at.
struct MonitoringReviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: text(
            zh: "按对比分析、查询核实、会审三法审核监测数据。",
            en: "Review the results by comparison, enquiry and joint review."),
        discussion: text(
            zh: "规则、方法和阈值在 review-rules 和 quality-rules 表中，可以修改。有发现时退出码为 1。",
            en:
                "Rules, their methods and thresholds are in the tables `review-rules` and "
                + "`quality-rules`. Exits with 1 when there are "
                + "findings."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @OptionGroup var area: AreaOptions

    @Option(help: help(zh: "结果格式：text、json、csv 或 html", en: "Form of the result: text, json, csv or html."))
    var format = MonitoringFormat.text

    @Option(
        help: help(zh: "把结果写入文件（默认写到标准输出）", en: "Write the result to this file (default: standard output)."))
    var output: String?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([output], inputs: [workspace])
            let findings = try Self.findings(workspace, area: area.area, console)
            let answer = ReviewAnswer(path: workspace, findings: findings)
            try console.deliver(answer.text(format), to: output)
            return findings.isEmpty ? .fine : .faulty
        }
    }

    private static func findings(
        _ path: String, area: String?, _ console: Console
    ) throws -> [ReviewFinding] {
        let office = try Workspace.open(at: path)
        try office.tellChangesElsewhere(on: console)
        return try findings(office, area: area)
    }

    /// The findings of an area, or of everything.
    static func findings(_ office: Workspace, area: String?) throws -> [ReviewFinding] {
        let reference = try office.monitoringReference()
        let outfalls = try office.monitoredOutfalls(area: area, countingOnly: false)
        var samples = try office.samples(of: area == nil ? nil : outfalls.map(\.code))
        let rules = OutfallRules(try office.outfallRules())
        var review = MonitoringReview(
            reference: reference, measure: try GroundMeasure(for: .epsg(office.srsID)))
        review.mostNeighbours = rules.whole(.neighbourMost)
        review.neighbourDistance = Metres(rules[.neighbourWithin])
        var (custody, visits) = (try office.custody(), try office.bottleVisits())
        if area != nil {
            // Labels of other areas are not unknown; they are simply not asked about.
            let codes = Set(outfalls.map(\.code))
            visits = visits.filter { codes.contains($0.outfall) }
            let labels = Set(samples.map(\.label)).union(visits.map(\.label))
            custody = custody.filter { labels.contains($0.key) }
            // A laboratory's blank is no outfall's, and yet it proves the batches of these.
            let batches = Set(samples.map(AnalysisBatch.init))
            samples += try office.samplesOfNoOutfall().filter { batches.contains(AnalysisBatch(of: $0)) }
        }
        let planned = try office.samplingAssignments(of: outfalls).planned
        return review.findings(
            in: samples, of: outfalls, periods: try office.periods(reference, planned: planned),
            planned: planned, custody: custody, visits: visits, decisions: try office.resultDecisions())
    }
}

/// The form of a result of monitoring.
enum MonitoringFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json, csv, html
}

extension Workspace {
    /// The seasons to be monitored: those laid down, else every season of the plan in each year that has samples; and
    /// those with a plan of their own.
    func periods(
        _ reference: MonitoringReference, planned: [SeasonOccasion: Set<String>]
    ) throws -> [MonitoringPeriod] {
        let usual =
            reference.periods.isEmpty
            ? Set(try sampledOccasions().map(\.year)).flatMap { year in
                reference.plan.requirements.map { MonitoringPeriod(SeasonOccasion($0.season, year: year)) }
            } : reference.periods
        let known = Set(usual.map(\.occasion))
        let further = planned.keys.filter { !known.contains($0) }.map { MonitoringPeriod($0) }
        return (usual + further).sorted { $0.occasion < $1.occasion }
    }
}

/// The findings of a review in each form.
struct ReviewAnswer {
    let path: String
    let findings: [ReviewFinding]

    func text(_ format: MonitoringFormat) -> String {
        switch format {
        case .text: lines
        case .json: String(decoding: json.json, as: UTF8.self)
        case .csv: csv
        case .html: page.html(opening: .invoked)
        }
    }

    private var byRule: [[ReviewFinding]] {
        var order: [String] = []
        var groups: [String: [ReviewFinding]] = [:]
        for finding in findings {
            if groups[finding.rule.id] == nil { order.append(finding.rule.id) }
            groups[finding.rule.id, default: []].append(finding)
        }
        return order.compactMap { groups[$0] }
    }

    private var lines: String {
        guard !findings.isEmpty else { return BournCLI.text(zh: "✔ 没有发现问题", en: "✔ nothing was found") }
        return byRule.map { group in
            let rule = group[0].rule
            let head = "\(rule.id)  [\(rule.method.text[.invoked])]  \(rule.name[.invoked])  \(group.count)"
            let rows = group.map { finding in
                let place = (finding.outfalls + finding.samples).joined(separator: " ")
                return "  \(place)\(place.isEmpty ? "" : "  ")\(finding.detail[.invoked])"
            }
            return ([head] + rows).joined(separator: "\n")
        }.joined(separator: "\n")
    }

    private var json: JSONValue {
        let rows = findings.map { finding in
            JSONValue.object([
                JSONMember("rule", .string(finding.rule.id)),
                JSONMember("method", .string(finding.rule.method.rawValue)),
                JSONMember("method_zh", .string(finding.rule.method.text.chinese)),
                JSONMember("outfalls", .array(finding.outfalls.map(JSONValue.string))),
                JSONMember("samples", .array(finding.samples.map(JSONValue.string))),
                JSONMember("detail_zh", .string(finding.detail.chinese)),
                JSONMember("detail_en", .string(finding.detail.english)),
            ])
        }
        let summary = byRule.map { JSONMember($0[0].rule.id, .count($0.count)) }
        return .object([JSONMember("summary", .object(summary)), JSONMember("findings", .array(rows))])
    }

    private var csv: String {
        let head = [
            BournCLI.text(zh: "规则", en: "rule"), BournCLI.text(zh: "审核方法", en: "method"),
            BournCLI.text(zh: "规则内容", en: "says"),
            BournCLI.text(zh: "排污口", en: "outfalls"), BournCLI.text(zh: "样品", en: "samples"),
            BournCLI.text(zh: "说明", en: "detail"),
        ]
        return CSVPage.text(
            [head]
                + findings.map { finding in
                    [
                        finding.rule.id, finding.rule.method.text[.invoked], finding.rule.name[.invoked],
                        finding.outfalls.joined(separator: " "), finding.samples.joined(separator: " "),
                        finding.detail[.invoked],
                    ]
                })
    }

    private var page: ReportPage {
        var page = ReportPage(
            title: LocalizedText(zh: "监测数据审核", en: "Review of monitoring"), subtitle: LocalizedText(path))
        page.add(
            verdicts: ReviewMethod.allCases.map { method in
                .fault(count: findings.count { $0.rule.method == method }, method.text)
            })
        for group in byRule { page.add(section: heading(group[0].rule), table(group, most: 500)) }
        return page
    }

    /// The findings rule by rule as parts of a page.
    func sections(most: Int) -> String {
        byRule.map { group in
            "<h3 id=\"f-\(escaped(group[0].rule.id))\">\(heading(group[0].rule).html) · \(group.count)</h3>"
                + table(group, most: most)
        }.joined(separator: "\n")
    }

    private func heading(_ rule: ReviewRule) -> LocalizedText {
        LocalizedText(
            zh: "\(rule.id) \(rule.name.chinese)（\(rule.method.text.chinese)）",
            en: "\(rule.id) \(rule.name.english) (\(rule.method.text.english))")
    }

    private func table(_ group: [ReviewFinding], most: Int) -> String {
        var table = HTMLTable([
            (LocalizedText(zh: "排污口", en: "outfalls"), .code),
            (LocalizedText(zh: "样品", en: "samples"), .code),
            (LocalizedText(zh: "说明", en: "what was found"), .text),
        ])
        for finding in group.prefix(most) {
            table.add(html: [
                finding.outfalls.map(escaped).joined(separator: "<br>"),
                finding.samples.map(escaped).joined(separator: "<br>"), finding.detail.html,
            ])
        }
        let rest = group.count - most
        return table.html(
            caption: rest > 0
                ? LocalizedText(
                    zh: "另有 \(rest) 条未列出，用 bourn monitoring review --format csv 查看",
                    en: "\(rest) more are not listed: bourn monitoring review --format csv") : nil)
    }
}
