internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoModel
internal import Zoning

/// `bourn zones draw SOURCE`: divides blocks into zones within limits.
struct ZonesDrawCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draw",
        abstract: text(zh: "把村（社区）地块划分为普查小区，守住每一条限制。", en: "Divide blocks into zones that hold every limit."),
        discussion: text(
            zh: """
                同样的输入和种子在任何机器上给出同样的小区。做不到的限制会说明是哪些地块、为什么、怎样放宽。
                三种来源：地块（SOURCE）；只有普查对象（--parents 与 --units）；上次普查的小区（--last，可不给 SOURCE）。
                给出 --units 时，超过上限的地块在其内部分割，外边界不动；否则只报告。
                同一上级的连通一片内，改动一个地块可能使多数小区随之变动；要保持原样，请用 --last 给出上一版。
                Ctrl-C 停止计算并保留当前最好的划分，退出码 130。
                """,
            en: """
                The same input and seed give the same zones on any machine. Limits that cannot be held are explained.
                Three sources: blocks (SOURCE); units alone (--parents with --units); the zones of the last census \
                (--last, with or without SOURCE). With --units a block heavier than the maximum is split inside its \
                own border; otherwise it is only reported. Within one connected part of a parent a change of one \
                block may move most zones; name the plan before with --last to keep it. Ctrl-C ends the search and \
                keeps the best division so far, with exit code 130.
                """
        ))

    @Argument(help: help(zh: "地块：工作区或 GDAL 能读的任何文件", en: "The blocks: a workspace or any file GDAL reads."))
    var source: String?

    @OptionGroup var options: SourceOptions

    @Option(
        help: help(
            zh: "工作量字段或其和，如 units 或 units+0.5*residents；可重复",
            en: "Field of the workload or a sum, such as units or units+0.5*residents; may be repeated."))
    var weightField: [String] = []

    // A negative number is a value too, to be refused with what is wrong with it.
    @Option(parsing: .unconditional, help: help(zh: "每个小区的最小工作量", en: "Least workload of a zone."))
    var min: Double

    @Option(parsing: .unconditional, help: help(zh: "每个小区的最大工作量", en: "Greatest workload of a zone."))
    var max: Double

    @Option(
        help: help(
            zh: "上级代码字段；小区不跨上级（默认 parent_code，没有则不限）",
            en: "Field of the parent, which no zone crosses (default: parent_code where there is one)."))
    var parentField: String?

    @OptionGroup var origins: ZoneOriginOptions
    @OptionGroup var conditions: ZoneConditionOptions
    @OptionGroup var pointOptions: PointOptions

    @Option(help: help(zh: "随机种子", en: "Seed of the search."))
    var seed: UInt64 = 1

    @Option(help: help(zh: "输出的 GeoPackage", en: "GeoPackage to write the zones to."))
    var output: String

    @Option(help: help(zh: "摘要格式：text 或 json", en: "Form of the summary: text or json."))
    var format = SummaryFormat.text

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard min >= 0, min <= max, max <= WorkloadFormula.greatest else {
            throw ValidationError(
                text(
                    zh: "须有 0 ≤ --min ≤ --max ≤ 10¹²", en: "--min and --max need 0 <= min <= max <= 10¹²"))
        }
        guard URL(fileURLWithPath: output).pathExtension.lowercased() == "gpkg" else {
            throw ValidationError(text(zh: "--output 须以 .gpkg 结尾", en: "--output must end in .gpkg"))
        }
        guard source != nil || origins.parents != nil || origins.last != nil else {
            throw ValidationError(
                text(zh: "缺少来源：SOURCE、--parents 或 --last", en: "name a source: SOURCE, --parents or --last"))
        }
        guard source == nil || origins.parents == nil else {
            throw ValidationError(
                text(
                    zh: "--parents 用于没有地块时只按普查对象划分，不能与 SOURCE 同用；上级由 --parent-field 或 parent_code 给出",
                    en:
                        "--parents is for units alone and does not go with SOURCE; parents of blocks come from "
                        + "--parent-field or parent_code"))
        }
        if source == nil, let taken = origins.lock.first(where: FileManager.default.fileExists) {
            throw ValidationError(
                text(
                    zh: "--lock 把其后的值都当作代码，\(taken) 也在内；请把 SOURCE 写在前面",
                    en: "--lock takes every value after it, \(taken) too: write SOURCE before it"))
        }
        guard !weightField.isEmpty || origins.units != nil else {
            throw ValidationError(
                text(zh: "工作量从何而来：给出 --weight-field 或 --units", en: "give --weight-field, --units or both"))
        }
        guard WorkloadFormula(weightField) != nil else {
            throw ValidationError(
                text(
                    zh: "--weight-field 须形如 a+2*b，系数在 0 到 10¹² 之间",
                    en: "--weight-field must read like a+2*b, with factors from 0 to 10¹²"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check(
                [output, RefusedWorkloads.path(beside: output), RefusedUnits.path(beside: output)],
                inputs: inputs)
            try OutputGuard.checkLayers(of: output, besides: "zone")
            let start = ContinuousClock.now
            let blocks = try await BlockSource.read(
                blocksPath, options: options, formula: WorkloadFormula(weightField) ?? .units,
                parentField: parentField, level: origins.level, isItsOwnParent: standsForParents,
                preferredLayer: isLastItself ? "zone" : "block", console: console)
            blocks.warn(on: console)
            let task = try await ZoneTask.gather(
                blocks, origins: origins, conditions: conditions, points: pointOptions,
                countsUnits: weightField.isEmpty, max: max,
                isLastItself: isLastItself, console: console)
            let limits = try conditions.limits(workload: WorkloadLimits(minimum: min, maximum: max))
            let answer = try task.solve(
                limits: limits,
                goals: conditions.goals(hasLast: origins.last != nil, blocks: blocks.weights.count),
                seed: seed, console: console)
            try ZoneAreas(of: answer.drawing, blocks: answer.pieces).write(to: output, drawnBy: drawnBy)
            try RefusedWorkloads(blocks.unweighted).write(beside: output, console)
            try RefusedUnits(answer.doubts.unitsOutside).write(beside: output, console)
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            try console.deliver(
                format == .json
                    ? answer.drawing.json(answer.pieces, doubts: answer.doubts, seconds: seconds)
                    : ([answer.drawing.text(answer.pieces)] + answer.doubts.lines).joined(separator: "\n"),
                to: nil)
            if answer.drawing.plan.wasStopped { return .interrupted }
            let isInputFine =
                blocks.unweighted.isEmpty && blocks.areas.damaged.isEmpty && answer.doubts.isEmpty
            return answer.drawing.isFine && isInputFine ? .fine : .faulty
        }
    }

    /// What the plan tells those who take it in.
    private var drawnBy: ZoneConditions {
        ZoneConditions(
            workload: WorkloadFormula(weightField)?.text ?? "", minimum: min, maximum: max,
            maximumArea: conditions.maxArea, maximumDiameter: conditions.maxDiameter,
            links: conditions.link.compactMap { link in
                let codes = link.split(separator: ":").map(String.init)
                return codes.count == 2 ? ZoneConditions.Link(codes[0], codes[1]) : nil
            }, hasBarriers: !conditions.barriers.isEmpty, continuesLast: origins.last != nil)
    }

    private var inputs: [String] {
        [source, origins.parents, origins.units, origins.last].compactMap(\.self) + conditions.lineFiles
    }

    /// Without blocks each parent is divided by itself.
    private var standsForParents: Bool { source == nil && origins.parents != nil }

    /// The zones of the last census are the blocks.
    private var isLastItself: Bool { source == nil && origins.parents == nil }

    private var blocksPath: String { source ?? origins.parents ?? origins.last ?? "" }
}
