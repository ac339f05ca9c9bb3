internal import Census
internal import Coverage
internal import GeoModel

/// The reports of all levels of a hierarchy.
struct LevelsAnswer {
    /// A level with its report.
    struct Level {
        /// The level.
        let level: LevelledCoverage.Level
        /// Its report.
        let answer: CoverageAnswer
    }

    /// The levels, from the coarsest to the finest.
    let levels: [Level]
    /// What the user named.
    let path: String

    /// No level has anything left to do.
    var isFine: Bool { levels.allSatisfy(\.answer.isFine) }

    private var accepted: Set<FaultID> { Set(levels.flatMap(\.answer.review.accepted).map(\.fault.id)) }

    /// Acceptances that fit no fault of any level.
    private var stale: [AcceptedFault] {
        let accepted = accepted
        return (levels.first?.answer.accepted ?? []).filter { !accepted.contains($0.fault) }
    }

    /// The reports for a terminal, one after the other.
    func text(usesColour: Bool, most: Int = 40) -> String {
        var lines = levels.flatMap { level in
            level.answer.body(usesColour: usesColour, most: most) + [level.words]
        }
        lines.append(CoverageAnswer.tell(accepted: accepted.count, stale: stale.count))
        return lines.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// The reports for programs: sums over all levels, each level's own, and all faults with their level.
    func json(seconds: Stopwatch) -> String {
        let reports = levels.map(\.answer.report)
        let value = JSONValue.object([
            JSONMember("zones", .count(reports.map(\.zones).reduce(0, +))),
            JSONMember("vertices", .count(reports.map(\.vertices).reduce(0, +))),
            JSONMember("valid", .bool(reports.allSatisfy(\.isValid))),
            JSONMember("complete", .bool(reports.allSatisfy(\.isComplete))),
            JSONMember("summary", reports.reduce(CoverageSummary()) { $0.adding($1.summary) }.json),
            JSONMember("levels", .array(levels.map(\.json))),
            JSONMember("faults", .array(levels.flatMap(\.answer.jsonFaults))),
            JSONMember(
                "accepted",
                .object([
                    JSONMember("faults", .array(accepted.sorted().map { .string($0.description) })),
                    JSONMember("stale", .array(stale.map { .string($0.fault.description) })),
                ])),
            JSONMember("seconds", seconds.json(["read", "check"])),
        ])
        return String(decoding: value.json, as: UTF8.self)
    }

    /// The reports as one page: a table of the levels, then the levels that have something to do.
    func page() -> String {
        let reference = levels.first?.answer.question.zones.reference
        var page = ReportPage(
            title: LocalizedText(zh: "逐级覆盖检查", en: "Coverage check of all levels"),
            subtitle: LocalizedText("\(path)\(reference.map { " · \($0)" } ?? "")"))
        page.add(
            verdicts: levels.map { level in
                let open = level.answer.review.open.count
                return Verdict.fault(count: open, LevelTitle.text(level.level.name))
            })
        page.add(section: LocalizedText(zh: "各级", en: "Levels"), table)
        for level in levels where !level.answer.report.faults.isEmpty || !level.answer.isFine {
            let section = CoverageSection(level.answer)
            page.add(
                section: LevelTitle.text(level.level.name), section.figure + section.worklist)
        }
        return page.html(opening: .invoked)
    }

    private var table: String {
        var table = HTMLTable([
            (LocalizedText(zh: "级别", en: "level"), .text),
            (LocalizedText(zh: "上级", en: "filled level"), .text),
            (LocalizedText(zh: "区域数", en: "areas"), .number),
            (LocalizedText(zh: "问题", en: "faults"), .number),
            (LocalizedText(zh: "已认可", en: "accepted"), .number),
            (LocalizedText(zh: "不重", en: "no overlap"), .text),
            (LocalizedText(zh: "不漏", en: "no gap"), .text),
        ])
        for level in levels {
            let (report, review) = (level.answer.report, level.answer.review)
            table.add(html: [
                LevelTitle.text(level.level.name).html,
                level.level.parentName.map { LevelTitle.text($0).html } ?? "—", "\(report.zones)",
                "\(review.open.count)", "\(review.accepted.count)", report.isValid ? "✔" : "✘",
                report.isComplete ? "✔" : "✘",
            ])
        }
        return table.html()
    }
}

extension LevelsAnswer.Level {
    /// What the level had to fill.
    fileprivate var words: String {
        guard let parent = level.parentName else {
            return "  " + BournCLI.text(zh: "没有上级可比，只查本级", en: "compared with no level above")
        }
        let title = LevelTitle.text(parent)[.invoked]
        return "  "
            + BournCLI.text(
                zh: "已与\(title) \(level.question.parents?.codes.count ?? 0) 个区域逐一比较",
                en: "compared with \(level.question.parents?.codes.count ?? 0) areas of the level \(title)")
    }

    /// The level's own counts.
    fileprivate var json: JSONValue {
        .object(
            [
                JSONMember("level", .string(level.name)),
                JSONMember("parent_level", level.parentName.map(JSONValue.string) ?? .null),
                JSONMember("parents", .count(level.question.parents?.codes.count ?? 0)),
            ] + answer.counts)
    }
}

extension CoverageSummary {
    /// The sums of two summaries.
    fileprivate func adding(_ other: CoverageSummary) -> CoverageSummary {
        var sum = self
        sum.counts.merge(other.counts, uniquingKeysWith: +)
        sum.areas.merge(other.areas, uniquingKeysWith: +)
        sum.wideGaps += other.wideGaps
        return sum
    }
}

extension AcceptedFault {
    /// Who accepted a fault, and why.
    var text: LocalizedText {
        LocalizedText(zh: "已由\(person)认可：\(reason)", en: "accepted by \(person): \(reason)")
    }
}
