internal import ArgumentParser
internal import Census
internal import Coverage
internal import Foundation
internal import GeoModel
internal import Zoning

/// `bourn zones`: what concerns the drawing of zones.
struct ZonesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "zones", abstract: text(zh: "划分和管理普查小区。", en: "Draw and keep census zones."),
        subcommands: [
            ZonesDrawCommand.self, ZonesAdoptCommand.self, ZonesLineageCommand.self, ZonesRenameCommand.self,
            ZonesBookCommand.self,
        ])
}

/// `bourn zones draw SOURCE`: divides blocks into zones within limits.
struct ZonesDrawCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draw",
        abstract: text(zh: "把村（社区）地块划分为普查小区，守住每一条限制。", en: "Divide blocks into zones that hold every limit."),
        discussion: text(
            zh: "同样的输入和种子在任何机器上给出同样的小区。做不到的限制会说明是哪些地块、为什么、怎样放宽。",
            en:
                "The same input and seed give the same zones on any machine. Limits that cannot be held are explained."
        ))

    @Argument(help: help(zh: "地块：工作区或 GDAL 能读的任何文件", en: "The blocks: a workspace or any file GDAL reads."))
    var source: String

    @OptionGroup var options: SourceOptions

    @Option(help: help(zh: "工作量字段，如 units", en: "Field of the workload, such as units."))
    var weightField: String

    @Option(help: help(zh: "每个小区的最小工作量", en: "Least workload of a zone."))
    var min: Double

    @Option(help: help(zh: "每个小区的最大工作量", en: "Greatest workload of a zone."))
    var max: Double

    @Option(
        help: help(
            zh: "上级代码字段；小区不跨上级（默认 parent_code，没有则不限）",
            en: "Field of the parent, which no zone crosses (default: parent_code where there is one)."))
    var parentField: String?

    @Option(help: help(zh: "随机种子", en: "Seed of the search."))
    var seed: UInt64 = 1

    @Option(help: help(zh: "输出的 GeoPackage", en: "GeoPackage to write the zones to."))
    var output: String

    @Option(help: help(zh: "摘要格式：text 或 json", en: "Form of the summary: text or json."))
    var format = SummaryFormat.text

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard min >= 0, min <= max, max.isFinite else {
            throw ValidationError(
                text(zh: "须有 0 ≤ --min ≤ --max", en: "--min and --max need 0 <= min <= max"))
        }
        guard URL(fileURLWithPath: output).pathExtension.lowercased() == "gpkg" else {
            throw ValidationError(text(zh: "--output 须以 .gpkg 结尾", en: "--output must end in .gpkg"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([output], inputs: [source])
            let start = ContinuousClock.now
            let blocks = try await BlockSource.read(
                source, options: options, weightField: weightField, parentField: parentField, console: console
            )
            blocks.warn(on: console)
            let drawing = try draw(blocks, console)
            let areas = ZoneAreas(of: drawing, blocks: blocks)
            try areas.write(to: output)
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            try console.deliver(
                format == .json ? drawing.json(blocks, seconds: seconds) : drawing.text(blocks), to: nil)
            return drawing.plan.infeasibilities.isEmpty ? .fine : .faulty
        }
    }

    private func draw(_ blocks: BlockSource, _ console: Console) throws -> ZoneDrawing {
        let limits = ZoneLimits(workload: WorkloadLimits(minimum: min, maximum: max))
        let progress = SharedProgress(
            text(zh: "划区", en: "drawing zones"), total: blocks.areas.codes.count, on: console)
        let plan = try Interruption.endingAtOnce {
            ZoneDesigner.solve(blocks.graph, limits: limits, seed: seed) { done in
                progress.advance(to: done.finishedBlocks)
                return !Interruption.isRequested
            }
        }
        progress.finish()
        try Interruption.check()
        return try ZoneDrawing(plan: plan, blocks: blocks, limits: limits.workload)
    }
}
