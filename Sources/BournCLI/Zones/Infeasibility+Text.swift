internal import Census
internal import GeoModel
internal import Zoning

extension Infeasibility {
    /// What stands in the way, where, and what would help.
    func text(_ blocks: BlockSource) -> LocalizedText {
        let codes = blocks.areas.codes
        let first = self.blocks.first.map { codes[$0] } ?? ""
        let what = reason.text(codes: codes, first: first, count: Set(self.blocks.map { codes[$0] }).count)
        guard let help = remedy?.text else { return what }
        return LocalizedText(zh: "\(what.chinese)；\(help.chinese)", en: "\(what.english); \(help.english)")
    }
}

extension Infeasibility.Reason {
    fileprivate func text(codes: [String], first: String, count: Int) -> LocalizedText {
        switch self {
        case .blockTooHeavy(let block, let workload):
            LocalizedText(
                zh: "地块 \(codes[block]) 的工作量 \(workload.rounded(to: 1)) 超过上限，须在其内部分割",
                en:
                    "block \(codes[block]) weighs \(workload.rounded(to: 1)), more than the maximum: split it inside its border"
            )
        case .placeTooHeavy, .cutNotFound: cutText(codes)
        case .blockTooLarge(let block, let area):
            LocalizedText(
                zh: "地块 \(codes[block]) 的面积 \(area.rounded(to: 0)) 平方米超过上限",
                en: "block \(codes[block]) has \(area.rounded(to: 0)) m², more than allowed")
        case .blockTooWide(let block, let metres):
            LocalizedText(
                zh: "地块 \(codes[block]) 的跨度可达 \(metres.rounded(to: 0)) 米（估算偏高不超过 0.5%），超过上限",
                en:
                    "block \(codes[block]) is up to \(metres.rounded(to: 0)) m across (reckoned at most 0.5 % too high), "
                    + "more than allowed")
        case .componentTooLight(let workload) where count == 1:
            LocalizedText(
                zh: "地块 \(first) 自成一片，工作量只有 \(workload.rounded(to: 1))，不足下限；有渡口或桥时用 --link 与邻块相连",
                en:
                    "block \(first) stands alone and weighs only \(workload.rounded(to: 1)), less than the minimum; join it "
                    + "with --link where there is a ferry or bridge")
        case .componentTooLight(let workload):
            LocalizedText(
                zh: "\(first) 等 \(count) 个地块自成一片，工作量只有 \(workload.rounded(to: 1))，不足下限",
                en:
                    "the \(count) blocks around \(first) stand alone and weigh only \(workload.rounded(to: 1)), less than the minimum"
            )
        case .betweenCounts(let workload, let zones):
            LocalizedText(
                zh: "\(first) 等 \(count) 个地块共 \(workload.rounded(to: 1))：分 \(zones) 个小区则超上限，再多一个则不足下限",
                en:
                    "the \(count) blocks around \(first) weigh \(workload.rounded(to: 1)): too much for \(zones) zones, too little for one more"
            )
        case .countImpossible(let workload, let zones):
            LocalizedText(
                zh: "\(first) 等地块共 \(workload.rounded(to: 1))，不能分成 \(zones) 个小区",
                en:
                    "the blocks around \(first) weigh \(workload.rounded(to: 1)) and cannot make \(zones) zones within the limits"
            )
        case .groupTooHeavy(let around, let group, let workload):
            LocalizedText(
                zh: "地块 \(codes[around]) 周围的 \(group.count) 个地块只能同归一区，共 \(workload.rounded(to: 1))，超过上限",
                en:
                    "\(group.count) blocks around \(codes[around]) can only share its zone, and weigh \(workload.rounded(to: 1)) together"
            )
        case .noDivision:
            LocalizedText(
                zh: "\(first) 等 \(count) 个地块没有符合限制的分法（已逐一排除）",
                en:
                    "the \(count) blocks around \(first) have no division within the limits (all were ruled out)"
            )
        case .notFound(let zones):
            LocalizedText(
                zh: "\(first) 等 \(count) 个地块没有找到符合限制的分法，尚有 \(zones) 个小区超限",
                en:
                    "no division of the \(count) blocks around \(first) was found; \(zones) zones are out of limits"
            )
        case .barrierInside, .lockedZoneOutOfLimits, .lockedZoneDisconnected, .lockedZoneAcrossParents:
            zoneText(first: first, count: count)
        }
    }
}

extension Infeasibility.Reason {
    /// What is wrong with a zone as it is.
    private func zoneText(first: String, count: Int) -> LocalizedText {
        switch self {
        case .barrierInside(let metres):
            LocalizedText(
                zh: "\(first) 等 \(count) 个地块所在的小区跨屏障两侧：有 \(metres.rounded(to: 0)) 米屏障在小区内部，两侧绕过屏障的端点相连",
                en:
                    "the zone of \(first) and \(count - 1) more blocks lies on both sides of a barrier: "
                    + "\(metres.rounded(to: 0)) m of it run inside the zone, which is joined round the barrier's end"
            )
        case .lockedZoneOutOfLimits(_, let workload):
            LocalizedText(
                zh: "锁定的小区（\(first)）工作量 \(workload.rounded(to: 1)) 超限",
                en: "the locked zone of \(first) weighs \(workload.rounded(to: 1)), beyond the limits")
        case .lockedZoneDisconnected:
            LocalizedText(zh: "锁定的小区（\(first)）不连通", en: "the locked zone of \(first) is in several pieces")
        case .lockedZoneAcrossParents:
            LocalizedText(zh: "锁定的小区（\(first)）跨上级", en: "the locked zone of \(first) lies in several parents")
        default: LocalizedText(zh: "", en: "")
        }
    }

    /// Why a heavy block was not cut.
    private func cutText(_ codes: [String]) -> LocalizedText {
        switch self {
        case .placeTooHeavy(let block, let place, let workload):
            let position = "(\(place.x.rounded(to: 6)), \(place.y.rounded(to: 6)))"
            return LocalizedText(
                zh: "地块 \(codes[block]) 内同一点 \(position) 的工作量 \(workload.rounded(to: 1)) 超过上限，怎样分割都不行",
                en:
                    "in block \(codes[block]) the units at one place \(position) weigh \(workload.rounded(to: 1)), more than "
                    + "the maximum, and no cut parts them")
        case .cutNotFound(let block, let workload):
            return LocalizedText(
                zh: "地块 \(codes[block]) 的工作量 \(workload.rounded(to: 1)) 超过上限，没有找到合适的分割",
                en:
                    "block \(codes[block]) weighs \(workload.rounded(to: 1)), more than the maximum, and no cut of it was found"
            )
        default: return LocalizedText(zh: "", en: "")
        }
    }
}

extension Infeasibility.Remedy {
    /// The change of limits that would do.
    fileprivate var text: LocalizedText? {
        let parts = [
            minimum.map {
                LocalizedText(zh: "下限降到 \($0.rounded(to: 1))", en: "a minimum of \($0.rounded(to: 1))")
            },
            maximum.map {
                LocalizedText(zh: "上限升到 \($0.rounded(to: 1))", en: "a maximum of \($0.rounded(to: 1))")
            },
            squareMetres.map { area in
                let km2 = (area / 1000).rounded(.up) / 1000
                return LocalizedText(zh: "最大面积升到 \(km2) 平方公里", en: "a maximum area of \(km2) km²")
            },
            metres.map { width in
                let whole = width.rounded(.up).rounded(to: 0)
                return LocalizedText(zh: "最大跨度升到 \(whole) 米", en: "a maximum diameter of \(whole) m")
            },
        ].compactMap(\.self)
        guard !parts.isEmpty else { return nil }
        // A division that was found holds only with all its figures; proven figures do each alone.
        let isTogether = certainty == .sufficient
        let chinese = parts.map(\.chinese).joined(separator: isTogether ? "且" : "或")
        let english = parts.map(\.english).joined(separator: isTogether ? " and " : " or ")
        switch certainty {
        case .smallest, .sufficient: return LocalizedText(zh: "\(chinese)即可", en: "\(english) would do")
        case .necessary:
            return parts.count == 1
                ? LocalizedText(
                    zh: "若只改这一项，至少须\(chinese)（未必足够）",
                    en: "if that alone is changed, at least \(english) is needed (and may not be enough)")
                : LocalizedText(
                    zh: "若只改一项，至少须\(chinese)（未必足够）",
                    en:
                        "if one of them alone is changed, at least \(english) is needed (and may not be enough)"
                )
        }
    }
}
