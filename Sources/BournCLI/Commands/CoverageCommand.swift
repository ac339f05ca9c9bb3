internal import ArgumentParser
internal import Census
internal import Coverage
internal import Foundation
internal import GeoModel

/// `bourn coverage`: what concerns the coverage as a whole.
struct CoverageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: text(
            zh: "检查普查小区是否全面覆盖、不重不漏。", en: "Whether zones cover their area completely, without overlap."),
        subcommands: [CoverageCheckCommand.self, CoverageRepairCommand.self])
}

/// `bourn coverage check SOURCE`: finds every gap, overlap and spill.
struct CoverageCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: text(
            zh: "找出全部空隙、重叠、越界和界线不一致。", en: "Find every gap, overlap, spill and mismatched border."),
        discussion: text(
            zh: "没有问题时退出码为 0，有问题时为 1。坐标按原样精确判断，不咬合、不设容差。",
            en:
                "Exits with 0 when there is no fault and 1 otherwise. Exact on the coordinates given: no snapping, no tolerance."
        ))

    @Argument(help: help(zh: "普查小区：工作区或 GDAL 能读的任何文件", en: "The zones: a workspace or any file GDAL reads."))
    var source: String

    @OptionGroup var options: SourceOptions

    @Option(help: help(zh: "上级区域，小区应恰好填满它们", en: "The parents, which the zones must fill exactly."))
    var parents: String?

    @Option(help: help(zh: "上级区域的图层", en: "Layer of the parents."))
    var parentsLayer: String?

    @Option(
        help: help(
            zh: "小区中上级代码的字段（默认 parent_code）",
            en: "Field of the zones with the parent's code (default: parent_code)."))
    var parentField = "parent_code"

    @Option(help: help(zh: "只把不宽于此的空隙算作问题（米）", en: "Take only gaps up to this width for faults (metres)."))
    var maxGapWidth: Double?

    @Option(help: help(zh: "已认可的问题清单（CSV：fault、reason、person）", en: "CSV of accepted faults: fault, reason, person."))
    var exceptions: String?

    @Option(help: help(zh: "把可复核的覆盖证书写入此文件", en: "Write a certificate that can be re-checked to this file."))
    var certificate: String?

    @OptionGroup var result: ResultOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let maxGapWidth, !(maxGapWidth >= 0) {
            throw ValidationError(
                text(zh: "--max-gap-width 须为非负数", en: "--max-gap-width must not be negative"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            var stopwatch = Stopwatch()
            var parentOptions = SourceOptions()
            parentOptions.layer = parentsLayer
            parentOptions.crs = nil
            parentOptions.codeField = "code"
            let question = try await CoverageQuestion.read(
                source, options: options, parentsPath: parents, parentOptions: parentOptions,
                parentField: parentField,
                console: console)
            stopwatch.lap("read")
            let checker = CoverageChecker(options: CoverageOptions(maxGapWidth: maxGapWidth.map { Metres($0) }))
            let accepted = try AcceptedFaultList.read(exceptions)
            let answer = CoverageAnswer(question: question, report: checker.check(question.input), accepted: accepted)
            stopwatch.lap("check")
            if let certificate {
                let statement = CoverageCertificate(question.input, report: answer.report, exceptions: accepted)
                try console.deliver(statement.json, to: certificate)
            }
            try console.deliver(rendered(answer, stopwatch), to: result.output)
            return answer.isFine ? .fine : .faulty
        }
    }

    private func rendered(_ answer: CoverageAnswer, _ stopwatch: Stopwatch) -> String {
        switch result.format {
        case .text: answer.text(usesColour: result.output == nil && Console.usesColour)
        case .json: answer.json(seconds: stopwatch)
        case .geojson: answer.geoJSON()
        case .html: answer.page()
        }
    }
}

/// `bourn coverage repair SOURCE`: mends what the check finds.
struct CoverageRepairCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repair",
        abstract: text(zh: "修补空隙、重叠、越界和界线不一致，并再次检查。", en: "Mend gaps, overlaps, spills and mismatched borders, and check again."),
        discussion: text(
            zh: "外边界和锁定的小区不动；没有问题的小区保持原样。做不到的会说明原因。",
            en: "The outer border and locked zones do not move; sound zones stay as they are. What cannot be mended is explained."))

    @Argument(help: help(zh: "普查小区：工作区或 GDAL 能读的任何文件", en: "The zones: a workspace or any file GDAL reads."))
    var source: String

    @OptionGroup var options: SourceOptions

    @Option(help: help(zh: "修补后的文件（.gpkg 或 GDAL 能写的格式）", en: "File to write the mended zones to (.gpkg or any format GDAL writes)."))
    var output: String

    @Option(help: help(zh: "锁定的小区代码，用逗号分隔", en: "Codes of locked zones, with commas between them."))
    var lock: String?

    @Option(help: help(zh: "上级区域，小区应恰好填满它们", en: "The parents, which the zones must fill exactly."))
    var parents: String?

    @Option(help: help(zh: "上级区域的图层", en: "Layer of the parents."))
    var parentsLayer: String?

    @Option(help: help(zh: "小区中上级代码的字段（默认 parent_code）", en: "Field of the zones with the parent's code (default: parent_code)."))
    var parentField = "parent_code"

    @Option(help: help(zh: "只填不宽于此的空隙（米）", en: "Fill only gaps up to this width (metres)."))
    var maxGapWidth: Double?

    @Option(help: help(zh: "归属规则：border（共界最长）或 area（面积最大）", en: "Who gets a face: border (longest shared) or area (largest zone)."))
    var owner = OwnerChoice.border

    @Flag(help: help(zh: "只列出计划，不写文件", en: "Show the plan only; write nothing."))
    var preview = false

    @Option(help: help(zh: "摘要格式：text 或 json", en: "Form of the summary: text or json."))
    var format = OutputFormat.text

    @OptionGroup var common: CommonOptions

    /// Who gets a face, as the command line names it.
    enum OwnerChoice: String, CaseIterable, ExpressibleByArgument {
        case border, area
    }

    func run() async throws {
        try await present(common) { console in
            var stopwatch = Stopwatch()
            var parentOptions = SourceOptions()
            (parentOptions.layer, parentOptions.crs, parentOptions.codeField) = (parentsLayer, nil, "code")
            let question = try await CoverageQuestion.read(
                source, options: options, parentsPath: parents, parentOptions: parentOptions, parentField: parentField,
                console: console)
            let repair = CoverageRepair(options: try repairOptions(question))
            stopwatch.lap("read")
            let plan = repair.plan(question.input)
            stopwatch.lap("check")
            let answer = RepairAnswer(question: question, result: repair.apply(plan), faults: plan.report.faults)
            stopwatch.lap("repair")
            if !preview {
                try await RepairedLayer(question.zones, result: answer.result, options: options).write(to: output)
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
