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
        subcommands: [CoverageCheckCommand.self, CoverageRepairCommand.self, CoverageSimplifyCommand.self])
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

    @OptionGroup var level: ParentLevelOptions

    @Option(help: help(zh: "只把不宽于此的空隙算作问题（米）", en: "Take only gaps up to this width for faults (metres)."))
    var maxGapWidth: Double?

    @Option(
        help: help(
            zh: "已认可的问题清单（CSV：fault、reason、person）", en: "CSV of accepted faults: fault, reason, person."))
    var exceptions: String?

    @Option(help: help(zh: "把可复核的覆盖证书写入此文件", en: "Write a certificate that can be re-checked to this file."))
    var certificate: String?

    @OptionGroup var directory: UnitOptions

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
            try OutputGuard.check(
                [result.output, certificate], inputs: [source, level.parents, exceptions, directory.units])
            var stopwatch = Stopwatch()
            let question = try await level.question(source, options: options, console: console)
            let units = try await directory.read(for: question.zones, console: console)
            stopwatch.lap("read")
            let checker = CoverageChecker(
                options: CoverageOptions(maxGapWidth: maxGapWidth.map { Metres($0) }))
            let accepted = try AcceptedFaultList.read(exceptions)
            let answer = CoverageAnswer(
                question: question, report: try Interruption.endingAtOnce { checker.check(question.input) },
                accepted: accepted, positions: units?.map(\.position))
            stopwatch.lap("check")
            if let certificate {
                let statement = CoverageCertificate(
                    question.input, report: answer.report, exceptions: accepted)
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
