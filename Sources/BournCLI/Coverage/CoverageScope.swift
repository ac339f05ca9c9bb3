internal import ArgumentParser
internal import Coverage
internal import GeoModel

/// What is checked and what counts as a fault: the same for looking and for accepting.
struct CoverageScope: ParsableArguments {
    @Argument(help: help(zh: "普查小区：工作区或 GDAL 能读的任何文件", en: "The zones: a workspace or any file GDAL reads."))
    var source: String

    @OptionGroup var options: SourceOptions

    @OptionGroup var level: ParentLevelOptions

    @Flag(
        help: help(
            zh: "逐级检查全部级别：工作区的区划、普查区和小区，或一个含多级区域的图层（字段 level、parent_code）",
            en:
                "Check all levels: a workspace's divisions, blocks and zones, or a layer with areas of several levels (fields level and parent_code)."
        ))
    var levels = false

    @OptionGroup var gaps: GapOptions

    @Option(
        help: help(
            zh: "已认可的问题清单（CSV：fault、reason、person）；工作区自带，可不给",
            en: "CSV of accepted faults: fault, reason, person; a workspace keeps its own."))
    var exceptions: String?

    /// One thing to ask, with the level it is about where several are asked about.
    struct Asked {
        /// What the checker is asked.
        let question: CoverageQuestion
        /// The level; `nil` when there is one question only.
        let level: LevelledCoverage.Level?
    }

    /// Reads what is to be checked.
    func questions(_ console: Console) async throws -> [Asked] {
        guard levels else {
            let question = try await level.question(source, options: options, console: console)
            return [Asked(question: question, level: nil)]
        }
        let all = try await LevelledCoverage.read(source, options: options, above: level, console: console)
        return all.levels.map { Asked(question: $0.question, level: $0) }
    }

    /// Checks one of them.
    func check(_ question: CoverageQuestion) throws -> CoverageReport {
        let checker = CoverageChecker(options: gaps.coverage)
        return try Interruption.endingAtOnce { checker.check(question.input) }
    }

    /// What was accepted: in the workspace, and in the list named.
    func accepted() throws -> [AcceptedFault] { try AcceptedFault.accepted(in: source, and: exceptions) }
}

/// Which gaps are meant to be there.
struct GapOptions: ParsableArguments {
    @Option(help: help(zh: "只把不宽于此的空隙算作问题（米）", en: "Take only gaps up to this width for faults (metres)."))
    var maxGapWidth: Double?

    @Option(
        help: help(
            zh: "只把不大于此的空隙算作问题（平方米）", en: "Take only gaps up to this area for faults (square metres)."))
    var maxGapArea: Double?

    func validate() throws {
        for (name, value) in [("--max-gap-width", maxGapWidth), ("--max-gap-area", maxGapArea)] {
            guard let value, !(value.isFinite && value >= 0) else { continue }
            throw ValidationError(text(zh: "\(name) 须为非负数", en: "\(name) must be a number not below 0"))
        }
    }

    /// Some gaps are no faults.
    var areLimited: Bool { maxGapWidth != nil || maxGapArea != nil }

    /// The same for the checker.
    var coverage: CoverageOptions {
        CoverageOptions(
            maxGapWidth: maxGapWidth.map { Metres($0) }, maxGapArea: maxGapArea.map { SquareMetres($0) })
    }
}

extension Optional {
    /// Turns the value, if there is one, into another that takes time to make.
    func asyncMap<T>(_ make: (Wrapped) async throws -> T) async rethrows -> T? {
        if case .some(let value) = self { try await make(value) } else { nil }
    }
}
