internal import ArgumentParser
internal import Census
internal import Coverage
internal import GeoModel

/// `bourn coverage`: what concerns the coverage as a whole.
struct CoverageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: text(zh: "检查普查小区是否全面覆盖、不重不漏。", en: "Whether zones cover their area completely, without overlap."),
        subcommands: [CoverageCheckCommand.self])
}

/// `bourn coverage check SOURCE`: finds every gap, overlap and spill.
struct CoverageCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: text(zh: "找出全部空隙、重叠、越界和界线不一致。", en: "Find every gap, overlap, spill and mismatched border."),
        discussion: text(
            zh: "没有问题时退出码为 0，有问题时为 1。坐标按原样精确判断，不咬合、不设容差。",
            en: "Exits with 0 when there is no fault and 1 otherwise. Exact on the coordinates given: no snapping, no tolerance."))

    @Argument(help: help(zh: "普查小区：工作区或 GDAL 能读的任何文件", en: "The zones: a workspace or any file GDAL reads."))
    var source: String

    @OptionGroup var options: SourceOptions

    @Option(help: help(zh: "上级区域，小区应恰好填满它们", en: "The parents, which the zones must fill exactly."))
    var parents: String?

    @Option(help: help(zh: "上级区域的图层", en: "Layer of the parents."))
    var parentsLayer: String?

    @Option(help: help(zh: "小区中上级代码的字段（默认 parent_code）", en: "Field of the zones with the parent's code (default: parent_code)."))
    var parentField = "parent_code"

    @Option(help: help(zh: "只把不宽于此的空隙算作问题（米）", en: "Take only gaps up to this width for faults (metres)."))
    var maxGapWidth: Double?

    @OptionGroup var result: ResultOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let maxGapWidth, !(maxGapWidth >= 0) {
            throw ValidationError(text(zh: "--max-gap-width 须为非负数", en: "--max-gap-width must not be negative"))
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
                source, options: options, parentsPath: parents, parentOptions: parentOptions, parentField: parentField,
                console: console)
            stopwatch.lap("read")
            let checker = CoverageChecker(options: CoverageOptions(maxGapWidth: maxGapWidth.map { Metres($0) }))
            let answer = CoverageAnswer(question: question, report: checker.check(question.input))
            stopwatch.lap("check")
            try console.deliver(rendered(answer, stopwatch), to: result.output)
            let isFine = answer.report.isValid && answer.report.isComplete && question.orphans.isEmpty
            return isFine ? .fine : .faulty
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
