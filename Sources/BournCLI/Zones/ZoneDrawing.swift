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
    init(plan: ZonePlan, blocks: BlockSource, limits: WorkloadLimits) {
        self.plan = plan
        metrics = PlanMetrics(zoneOfBlock: plan.zoneOfBlock, in: blocks.graph, limits: limits)
        let codes = blocks.areas.codes
        let members = plan.blocksOfZones.map { $0.sorted { codes[$0] < codes[$1] } }
        let heads = members.map { zone in
            zone.min { (-blocks.weights[$0], codes[$0]) < (-blocks.weights[$1], codes[$1]) } ?? 0
        }
        let order = members.indices.filter { !members[$0].isEmpty }.sorted {
            codes[heads[$0]] < codes[heads[$1]]
        }
        var serials: [String: Int] = [:]
        zones = order.map { zone in
            let prefix = codes[heads[zone]]
            serials[prefix, default: 0] += 1
            let serial = serials[prefix, default: 0]
            return Zone(
                code: prefix + Self.padded(serial), name: "第\(Self.chineseNumeral(serial))普查小区",
                parent: blocks.parents[heads[zone]],
                workload: members[zone].reduce(0) { $0 + blocks.weights[$1] },
                blocks: members[zone])
        }
    }

    private static func padded(_ serial: Int) -> String {
        let digits = String(serial)
        return String(repeating: "0", count: max(0, ZoneCode.usualSerialWidth - digits.count)) + digits
    }

    /// A number from 1 to 99 as zone names write it; larger ones in digits.
    static func chineseNumeral(_ number: Int) -> String {
        let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
        switch number {
        case 1...9: return digits[number]
        case 10...99:
            let tens = number / 10
            return (tens == 1 ? "" : digits[tens]) + "十" + digits[number % 10]
        default: return "\(number)"
        }
    }
}

extension ZoneDrawing {
    /// The summary for people.
    func text(_ blocks: BlockSource) -> String {
        var lines = [
            BournCLI.text(
                zh: "\(blocks.areas.codes.count) 个地块划为 \(zones.count) 个普查小区",
                en: "\(blocks.areas.codes.count) blocks make \(zones.count) zones"),
            BournCLI.text(zh: "工作量", en: "workload")
                + "  \(metrics.minimum.rounded(to: 1)) – \(metrics.maximum.rounded(to: 1))  "
                + BournCLI.text(zh: "平均", en: "mean")
                + " \(metrics.mean.rounded(to: 1))  CV \(metrics.variation.rounded(to: 3))",
            BournCLI.text(zh: "超限", en: "out of range") + "  \(metrics.outOfRange)   "
                + BournCLI.text(zh: "不连通", en: "disconnected") + "  \(metrics.disconnected)",
        ]
        if let compactness = metrics.polsbyPopperMedian {
            lines.append(
                "Polsby-Popper  " + BournCLI.text(zh: "中位数", en: "median") + " \(compactness.rounded(to: 3))")
        }
        for reason in plan.infeasibilities { lines.append("  " + reason.text(blocks)[.invoked]) }
        return lines.joined(separator: "\n")
    }

    /// The summary for programs, by the contract.
    func json(_ blocks: BlockSource, seconds: Double) -> String {
        let infeasible = plan.infeasibilities.map { reason in
            JSONValue.object([
                JSONMember("blocks", .array(reason.blocks.map { .string(blocks.areas.codes[$0]) })),
                JSONMember("reason", .string(reason.text(blocks)[.english])),
            ])
        }
        let value = JSONValue.object([
            JSONMember("blocks", .count(blocks.areas.codes.count)), JSONMember("zones", .count(zones.count)),
            JSONMember("min", .number(metrics.minimum)), JSONMember("max", .number(metrics.maximum)),
            JSONMember("mean", .number(metrics.mean)), JSONMember("cv", .number(metrics.variation)),
            JSONMember("out_of_range", .count(metrics.outOfRange)),
            JSONMember("disconnected", .count(metrics.disconnected)),
            JSONMember("polsby_popper_median", metrics.polsbyPopperMedian.map { .number($0) } ?? .null),
            JSONMember("infeasible", .array(infeasible)),
            JSONMember("seconds", .number((seconds * 1000).rounded() / 1000)),
        ])
        return String(decoding: value.json, as: UTF8.self)
    }
}
