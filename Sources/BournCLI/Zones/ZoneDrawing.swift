internal import Census
internal import GeoModel
internal import Zoning

/// A plan of zones with the codes and names that the zones get.
struct ZoneDrawing {
    /// Which zone each block is in.
    let plan: ZonePlan
    /// The figures by which the plan is judged.
    let metrics: PlanMetrics
    /// The zones in the order of their codes.
    let zones: [Zone]
    /// How many blocks were cut inside their own border.
    let splitBlocks: Int
    /// Stretches of barriers that no division of these blocks can heed.
    let strayBarriers: [StrayBarrier]
    private let limits: ZoneLimits
    private let repeatedLast: [String]

    /// The bound, which the last digits of two ways of adding up must not put above what was reached.
    private var bound: Double { min(plan.variationBound, metrics.variation) }

    /// Every limit is held, every barrier too.
    var isFine: Bool { plan.infeasibilities.isEmpty && strayBarriers.isEmpty }

    /// A zone of the plan.
    struct Zone {
        /// The code: that of its heaviest block and a serial.
        let code: String
        /// The name, by the serial.
        let name: String
        /// The parent's code.
        let parent: String
        /// The workload.
        let workload: Double
        /// The rows of its blocks, in order of their codes.
        let blocks: [Int]
    }

    /// Names the zones of a plan.
    ///
    /// A zone is numbered under the code of its heaviest block: the village that most of its units are in. One that goes on
    /// from the last census keeps its code.
    ///
    /// - Parameters:
    ///   - plan: Which zone each block is in.
    ///   - blocks: The blocks.
    ///   - limits: The limits to judge by.
    ///   - previous: The previous zone of each block.
    ///   - lastCodes: The codes of the previous zones.
    ///   - repeatedLast: The codes that several of the previous zones have.
    ///   - splitBlocks: How many blocks were cut.
    ///   - strayBarriers: Stretches of barriers inside blocks.
    /// - Throws: `ZoneCodes.Failure.serialsExhausted` when a village has more zones than three digits count.
    init(
        plan: ZonePlan, blocks: BlockSource, limits: ZoneLimits, previous: [Int?]? = nil,
        lastCodes: [String] = [], repeatedLast: [String] = [], splitBlocks: Int = 0,
        strayBarriers: [StrayBarrier] = []
    ) throws {
        self.plan = plan
        self.splitBlocks = splitBlocks
        self.strayBarriers = strayBarriers
        self.limits = limits
        self.repeatedLast = repeatedLast
        metrics = PlanMetrics(
            zoneOfBlock: plan.zoneOfBlock, in: blocks.graph, limits: limits, previous: previous)
        let codes = blocks.areas.codes
        let members = plan.blocksOfZones.filter { !$0.isEmpty }.map { $0.sorted { codes[$0] < codes[$1] } }
        let heads = members.map { zone in
            zone.min { (-blocks.weights[$0], codes[$0]) < (-blocks.weights[$1], codes[$1]) } ?? 0
        }
        let inherited = InheritedCodes(members, blocks, previous: previous, codes: lastCodes)
        let numbers = try Self.numbers(heads, blocks, inherited)
        zones = members.indices.map { zone in
            Zone(
                code: numbers[zone].code, name: ZoneOrdinal.zoneName(numbers[zone].ordinal),
                parent: blocks.parents[heads[zone]],
                workload: members[zone].reduce(0) { $0 + blocks.weights[$1] },
                blocks: members[zone])
        }.sorted { $0.code < $1.code }
    }

    /// The code and ordinal of each zone.
    ///
    /// The rules of census codes hold for codes of digits; blocks of another scheme are numbered in the order of the plan.
    private static func numbers(
        _ heads: [Int], _ blocks: BlockSource, _ inherited: InheritedCodes
    ) throws(ZoneCodes.Failure) -> [(code: String, ordinal: Int)] {
        let codes = blocks.areas.codes
        do throws(ZoneCodes.Failure) {
            let zones = heads.enumerated().map { zone, head in
                ZoneCodes.Zone(
                    parent: inherited.villages[zone] ?? codes[head],
                    position: blocks.areas.table.area(ofFeature: head).envelope?.centre ?? Position(0, 0),
                    sources: inherited.sources[zone])
            }
            return try ZoneCodes(
                zones, everUsed: [], previous: inherited.workloads, serialWidth: inherited.serialWidth
            ).assignments.map { ($0.code, $0.ordinal) }
        } catch {
            guard case .malformedParent = error else { throw error }
            var serials: [String: Int] = [:]
            return heads.map { head in
                serials[codes[head], default: 0] += 1
                let serial = serials[codes[head], default: 0]
                return ("\(codes[head])-\(serial)", serial)
            }
        }
    }
}

extension ZoneDrawing {
    /// The summary for people.
    func text(_ blocks: BlockSource) -> String {
        var lines = [
            BournCLI.text(
                zh: "\(blockCount(blocks)) 个地块划为 \(zones.count) 个普查小区",
                en: "\(blockCount(blocks)) blocks make \(zones.count) zones"),
            BournCLI.text(zh: "工作量", en: "workload")
                + "  \(metrics.minimum.rounded(to: 1)) – \(metrics.maximum.rounded(to: 1))  "
                + BournCLI.text(zh: "平均", en: "mean")
                + " \(metrics.mean.rounded(to: 1))  CV \(metrics.variation.rounded(to: 3))"
                + BournCLI.text(zh: "（同样多的小区不可能低于 ", en: " (with as many zones not below ")
                + "\(bound.rounded(to: 3))"
                + BournCLI.text(
                    zh: "；另一小区数可能更低，见 --target）",
                    en: "; another number may do better, see --target)"),
            BournCLI.text(zh: "超限", en: "out of range") + "  \(metrics.outOfRange)   " + outOfShape
                + BournCLI.text(zh: "不连通", en: "disconnected") + "  \(metrics.disconnected)",
        ]
        if let compactness = metrics.polsbyPopperMedian {
            lines.append(
                "Polsby-Popper  " + BournCLI.text(zh: "中位数", en: "median") + " \(compactness.rounded(to: 3))")
        }
        if splitBlocks > 0 {
            lines.append(
                BournCLI.text(
                    zh: "\(splitBlocks) 个超限地块在其内部分割，外边界未动",
                    en: "\(splitBlocks) heavy blocks are split inside their own borders"))
        }
        if let kept = metrics.keptShare {
            lines.append(
                BournCLI.text(zh: "与上次相同的工作量", en: "workload kept from the last zones")
                    + "  \((kept * 100).rounded(to: 1)) %")
        }
        if plan.wasStopped {
            lines.append(BournCLI.text(zh: "计算被中止：这是当时最好的划分", en: "stopped early: the best division so far"))
        }
        for reason in plan.infeasibilities { lines.append("  " + reason.text(blocks)[.invoked]) }
        return (lines + strayLines(blocks)).joined(separator: "\n")
    }

    /// The zones beyond the greatest area and diameter, where these are limited.
    private var outOfShape: String {
        let area = BournCLI.text(zh: "面积超限", en: "too large") + "  \(metrics.outOfArea)   "
        let width = BournCLI.text(zh: "跨度超限", en: "too wide") + "  \(metrics.outOfDiameter)   "
        return (limits.maximumArea == nil ? "" : area) + (limits.maximumDiameter == nil ? "" : width)
    }

    /// Which barriers no zone can heed, the first places of them.
    private func strayLines(_ blocks: BlockSource) -> [String] {
        guard !strayBarriers.isEmpty else { return [] }
        let total = strayBarriers.reduce(0) { $0 + $1.length.value }.rounded(to: 0)
        let head = BournCLI.text(
            zh: "  屏障有 \(strayBarriers.count) 段、共 \(total) 米穿过地块内部，不沿任何边界，无法遵守；"
                + "沿屏障分割这些地块，或放宽 --barrier-tolerance：",
            en:
                "  \(strayBarriers.count) stretches of barriers, \(total) m in all, run inside blocks along no border and "
                + "cannot be held; split these blocks along them, or raise --barrier-tolerance:")
        let places = strayBarriers.prefix(5).map { stray in
            let place = "(\(stray.position.x.rounded(to: 6)), \(stray.position.y.rounded(to: 6)))"
            return BournCLI.text(
                zh:
                    "    地块 \(blocks.areas.codes[stray.block])，\(stray.length.value.rounded(to: 0)) 米，在 \(place)",
                en:
                    "    block \(blocks.areas.codes[stray.block]), \(stray.length.value.rounded(to: 0)) m, at \(place)"
            )
        }
        return [head] + places
    }

    /// The summary for programs, by the contract.
    func json(_ blocks: BlockSource, doubts: DrawingDoubts, seconds: Double) -> String {
        let infeasible = plan.infeasibilities.map { reason in
            JSONValue.object([
                JSONMember("blocks", .array(reason.blocks.map { .string(blocks.areas.codes[$0]) })),
                JSONMember("reason", .string(reason.text(blocks)[.english])),
            ])
        }
        let value = JSONValue.object(
            figures(blocks, infeasible) + blocks.faultMembers + doubts.members + [
                JSONMember("seconds", .number((seconds * 1000).rounded() / 1000))
            ])
        return String(decoding: value.json, as: UTF8.self)
    }

    private func figures(_ blocks: BlockSource, _ infeasible: [JSONValue]) -> [JSONMember] {
        [
            JSONMember("blocks", .count(blockCount(blocks))), JSONMember("zones", .count(zones.count)),
            JSONMember("min", .number(metrics.minimum)), JSONMember("max", .number(metrics.maximum)),
            JSONMember("mean", .number(metrics.mean)), JSONMember("cv", .number(metrics.variation)),
            JSONMember("out_of_range", .count(metrics.outOfRange)),
            JSONMember("out_of_area", .count(metrics.outOfArea)),
            JSONMember("out_of_diameter", .count(metrics.outOfDiameter)),
            JSONMember("disconnected", .count(metrics.disconnected)),
            JSONMember("polsby_popper_median", metrics.polsbyPopperMedian.map { .number($0) } ?? .null),
            JSONMember("infeasible", .array(infeasible)),
            JSONMember("cv_bound", .number(bound)),
            JSONMember("split_blocks", .count(splitBlocks)),
            JSONMember("kept_share", metrics.keptShare.map { .number($0) } ?? .null),
            JSONMember("stopped", .bool(plan.wasStopped)),
            JSONMember("bad_workloads", .count(blocks.unweighted.count)),
            JSONMember("duplicate_codes", .array(blocks.duplicates.map { .string($0) })),
            JSONMember("duplicate_last_codes", .array(repeatedLast.map { .string($0) })),
            JSONMember("stray_barriers", strayBarriersJSON(blocks)),
        ]
    }

    /// The stretches of barriers inside blocks; of many, the first hundred places.
    private func strayBarriersJSON(_ blocks: BlockSource) -> JSONValue {
        let places = strayBarriers.prefix(100).map { stray in
            JSONValue.object([
                JSONMember("block", .string(blocks.areas.codes[stray.block])),
                JSONMember("x", .number(stray.position.x)), JSONMember("y", .number(stray.position.y)),
                JSONMember("length_m", .number(stray.length.value)),
            ])
        }
        return .object([
            JSONMember("count", .count(strayBarriers.count)),
            JSONMember("length_m", .number(strayBarriers.reduce(0) { $0 + $1.length.value })),
            JSONMember("places", .array(places)),
        ])
    }

    /// Blocks as they were given: pieces of one count once.
    private func blockCount(_ blocks: BlockSource) -> Int {
        splitBlocks == 0 ? blocks.areas.codes.count : Set(blocks.areas.codes).count
    }
}
