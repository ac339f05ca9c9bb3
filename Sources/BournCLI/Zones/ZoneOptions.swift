internal import ArgumentParser
internal import Census
internal import GeoModel
internal import Zoning

/// Options that say what zones are drawn from besides blocks.
struct ZoneOriginOptions: ParsableArguments {
    @Option(
        help: help(
            zh: "普查对象的点：分割超限地块的依据；没有 --weight-field 时每个点计 1",
            en: "Points of units, by which heavy blocks are split; each weighs 1 without --weight-field."))
    var units: String?

    @Option(
        help: help(zh: "没有地块时：在这些区域内只按普查对象划分", en: "Without blocks: divide these areas by their units alone.")
    )
    var parents: String?

    @Option(help: help(zh: "只取 level 字段为此值的区域", en: "Take only areas whose field level has this value."))
    var level: String?

    @Option(
        help: help(
            zh: "上次普查的小区：过大的拆、过小的并、其余不动",
            en: "Zones of the last census: over-full ones are split, under-full ones merged, the rest kept."))
    var last: String?

    @Option(
        parsing: .upToNextOption,
        help: help(zh: "锁定的小区：--last 中的代码，原样保留", en: "Zones to lock: codes of --last, kept as they are."))
    var lock: [String] = []

    func validate() throws {
        guard lock.isEmpty || last != nil else {
            throw ValidationError(text(zh: "--lock 需要 --last", en: "--lock needs --last"))
        }
        guard parents == nil || units != nil else {
            throw ValidationError(text(zh: "--parents 需要 --units", en: "--parents needs --units"))
        }
    }
}

/// Options that say what a zone must hold besides its workload, and what is wished for.
struct ZoneConditionOptions: ParsableArguments {
    @Option(help: help(zh: "小区的最大面积（平方公里）", en: "Greatest area of a zone in square kilometres."))
    var maxArea: Double?

    @Option(help: help(zh: "小区的最大跨度（米）", en: "Greatest distance across a zone in metres."))
    var maxDiameter: Double?

    @Option(
        help: help(
            zh: "小区不得跨越的线（沿地块边界的部分；穿过地块内部的部分会被点名）；可重复",
            en:
                "Lines no zone may cross, along borders of blocks; stretches inside a block are named; may be repeated."
        ))
    var barriers: [String] = []

    @Option(
        help: help(
            zh: "线离地块边界多远以内算沿边界（米），--barriers 与 --features 共用",
            en: "How far from a border, in metres, a line of --barriers or --features still runs along it."))
    var barrierTolerance: Double = 2

    @Option(
        help: help(
            zh: "道路、河流等可见界线：优先沿其划界和分割；可重复",
            en:
                "Roads, rivers and other visible lines, along which borders and splits run first; may be repeated."
        ))
    var features: [String] = []

    @Option(
        help: help(
            zh: "渡口或桥：两个地块代码，如 A:B；可重复",
            en: "A ferry or bridge: two codes of blocks, such as A:B; may be repeated."))
    var link: [String] = []

    @Option(
        help: help(
            zh: "目标权重，如 balance=45；可用 balance compactness inertia visible least-change；可重复",
            en:
                "Weight of a goal, such as balance=45 (compactness, inertia, visible, least-change); may be repeated."
        ))
    var goal: [String] = []

    @Option(help: help(zh: "希望的平均工作量", en: "Mean workload wanted."))
    var target: Double?

    @Option(
        help: help(
            zh: "计算预算（秒）：按固定速率折算为尝试次数，因此结果与机器快慢无关",
            en:
                "Budget in seconds, turned into moves at a fixed rate, so that the result does not depend on the machine."
        ))
    var seconds: Double?

    /// The files that are read besides the blocks.
    var lineFiles: [String] { barriers + features }

    /// Moves a second that a budget counts on: those of one core of 2018.
    private static let movesPerSecond = 3_000_000.0

    func validate() throws {
        guard
            [maxArea, maxDiameter, target, seconds].allSatisfy({ $0.map { $0 > 0 && $0.isFinite } ?? true })
        else {
            throw ValidationError(
                text(
                    zh: "--max-area、--max-diameter、--target、--seconds 须为正数",
                    en: "--max-area, --max-diameter, --target and --seconds must be positive"))
        }
        guard barrierTolerance > 0, barrierTolerance <= 1000 else {
            throw ValidationError(
                text(
                    zh: "--barrier-tolerance 须大于 0、不超过 1000 米",
                    en: "--barrier-tolerance must be above 0 and at most 1000 metres"))
        }
        _ = try weights()
        guard link.allSatisfy({ $0.split(separator: ":").count == 2 }) else {
            throw ValidationError(text(zh: "--link 须形如 A:B", en: "--link must read like A:B"))
        }
    }

    private func weights() throws -> [String: Double] {
        let names = ["balance", "compactness", "inertia", "visible", "least-change"]
        var weights: [String: Double] = [:]
        for entry in goal {
            let parts = entry.split(separator: "=").map(String.init)
            guard parts.count == 2, names.contains(parts[0]), let weight = Double(parts[1]), weight >= 0,
                weight.isFinite
            else {
                throw ValidationError(
                    text(
                        zh: "--goal \(entry)：须为 \(names.joined(separator: "、")) 之一 = 不为负的数",
                        en: "--goal \(entry): one of \(names.joined(separator: ", ")) = a number not below 0")
                )
            }
            weights[parts[0]] = weight
        }
        return weights
    }

    /// All limits.
    func limits(workload: WorkloadLimits) throws -> ZoneLimits {
        ZoneLimits(
            workload: workload, maximumArea: maxArea.map { SquareMetres($0 * 1e6) },
            maximumDiameter: maxDiameter.map { Metres($0) })
    }

    /// The goals: those of an office, changed by what was asked.
    func goals(hasLast: Bool, blocks: Int) throws -> ZoneGoals {
        let weights = try weights()
        var goals = ZoneGoals(
            visibleBorders: features.isEmpty ? 0 : 0.5, leastChange: hasLast ? 200 : 0)
        if let weight = weights["balance"] { goals.balance = weight }
        if let weight = weights["compactness"] { goals.compactness = weight }
        if let weight = weights["inertia"] { goals.inertia = weight }
        if let weight = weights["visible"] { goals.visibleBorders = weight }
        if let weight = weights["least-change"] { goals.leastChange = weight }
        if let target { goals.count = .near(workload: target) }
        if let seconds {
            goals.effort = Int(seconds * Self.movesPerSecond / Double(Swift.max(blocks, 1))) + 1
        }
        return goals
    }
}
