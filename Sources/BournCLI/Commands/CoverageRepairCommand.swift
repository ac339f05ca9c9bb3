internal import ArgumentParser
internal import Census
internal import Coverage
internal import Foundation
internal import GeoModel

/// `bourn coverage repair SOURCE`: mends what the check finds.
struct CoverageRepairCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repair",
        abstract: text(
            zh: "修补空隙、重叠、越界和界线不一致，并再次检查。",
            en: "Mend gaps, overlaps, spills and mismatched borders, and check again."),
        discussion: text(
            zh: "外边界和锁定的小区不动；没有问题的小区保持原样。做不到的会说明原因。",
            en:
                "The outer border and locked zones do not move; sound zones stay as they are. What cannot be mended is explained."
        ))

    @Argument(help: help(zh: "普查小区：工作区或 GDAL 能读的任何文件", en: "The zones: a workspace or any file GDAL reads."))
    var source: String

    @OptionGroup var options: SourceOptions

    @Option(
        help: help(
            zh: "修补后的文件（.gpkg 或 GDAL 能写的格式）",
            en: "File to write the mended zones to (.gpkg or any format GDAL writes)."))
    var output: String

    @Option(help: help(zh: "锁定的小区代码，用逗号分隔", en: "Codes of locked zones, with commas between them."))
    var lock: String?

    @OptionGroup var level: ParentLevelOptions

    @Option(help: help(zh: "只填不宽于此的空隙（米）", en: "Fill only gaps up to this width (metres)."))
    var maxGapWidth: Double?

    @Option(
        help: help(
            zh: "归属规则：border（共界最长）或 area（面积最大）",
            en: "Who gets a face: border (longest shared) or area (largest zone)."))
    var owner = OwnerChoice.border

    @Flag(help: help(zh: "只列出计划，不写文件", en: "Show the plan only; write nothing."))
    var preview = false

    @Option(help: help(zh: "摘要格式：text 或 json", en: "Form of the summary: text or json."))
    var format = SummaryFormat.text

    @OptionGroup var common: CommonOptions

    /// Who gets a face, as the command line names it.
    enum OwnerChoice: String, CaseIterable, ExpressibleByArgument {
        case border, area
    }

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([output], inputs: [source, level.parents])
            var stopwatch = Stopwatch()
            let question = try await level.question(source, options: options, console: console)
            let repair = CoverageRepair(options: try repairOptions(question))
            stopwatch.lap("read")
            let plan = try Interruption.endingAtOnce { repair.plan(question.input) }
            stopwatch.lap("check")
            let answer = RepairAnswer(
                question: question, result: try Interruption.endingAtOnce { repair.apply(plan) },
                faults: plan.report.faults)
            stopwatch.lap("repair")
            if !preview {
                try await RepairedLayer(question.zones, result: answer.result, options: options).write(
                    to: output)
            }
            stopwatch.lap("write")
            try console.deliver(format == .json ? answer.json(seconds: stopwatch) : answer.text(), to: nil)
            return answer.result.report.isValid && answer.result.report.isComplete ? .fine : .faulty
        }
    }

    private func repairOptions(_ question: CoverageQuestion) throws -> RepairOptions {
        let wanted = Set((lock ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
        let codes = question.zones.codes
        let missing = wanted.subtracting(codes).sorted()
        guard missing.isEmpty else { throw SourceError.noSuchZones(codes: missing) }
        return RepairOptions(
            owner: owner == .border ? .longestBorder : .largestArea,
            locked: Set(codes.indices.filter { wanted.contains(codes[$0]) }),
            check: CoverageOptions(maxGapWidth: maxGapWidth.map { Metres($0) }))
    }
}
