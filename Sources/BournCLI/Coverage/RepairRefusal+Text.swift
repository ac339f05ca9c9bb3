internal import Census
internal import Coverage

extension RepairRefusal {
    /// Why a fault was left, and what to do.
    func text(zone name: (Int) -> String, parent: (Int) -> String) -> LocalizedText {
        switch self {
        case .accepted:
            LocalizedText(zh: "已认可，保持原样", en: "accepted; left as it is")
        case .invalidZones(let zones, let parents):
            Self.invalid(zones.map(name), parents.map(parent))
        case .looksLikeMissingZone:
            LocalizedText(zh: "像是缺少一个小区；补上它", en: "a zone seems to be missing; add it")
        case .noUnlockedNeighbour:
            LocalizedText(zh: "旁边没有未锁定的小区", en: "no unlocked zone lies beside it")
        case .lockedZoneStrays(let zone):
            LocalizedText(
                zh: "锁定的小区 \(name(zone)) 超出其上级区域",
                en: "the locked zone \(name(zone)) lies outside its parent")
        case .stillThere:
            LocalizedText(zh: "试修未成；请人工改正", en: "what was tried did not mend it; mend it by hand")
        case .lockedZonesOverlap(let zones):
            LocalizedText(
                zh: "锁定的小区互相重叠：\(zones.map(name).joined(separator: "、"))",
                en: "locked zones overlap: \(zones.map(name).joined(separator: ", "))")
        case .lockedZoneNeedsVertex(let zone):
            LocalizedText(
                zh: "锁定的小区 \(name(zone)) 需要补顶点", en: "the locked zone \(name(zone)) would need a vertex")
        case .wouldErase(let zone):
            LocalizedText(zh: "小区 \(name(zone)) 会消失", en: "zone \(name(zone)) would vanish")
        case .wouldSplit(let zone):
            LocalizedText(zh: "小区 \(name(zone)) 会断开", en: "zone \(name(zone)) would fall apart")
        case .wouldInvalidate(let zone):
            LocalizedText(zh: "小区 \(name(zone)) 会变成无效图形", en: "zone \(name(zone)) would become invalid")
        }
    }

    private static func invalid(_ zones: [String], _ parents: [String]) -> LocalizedText {
        var (chinese, english): ([String], [String]) = ([], [])
        if !zones.isEmpty {
            chinese.append("小区 \(zones.joined(separator: "、"))")
            english.append("zone \(zones.joined(separator: ", "))")
        }
        if !parents.isEmpty {
            chinese.append("上级区域 \(parents.joined(separator: "、"))")
            english.append("parent \(parents.joined(separator: ", "))")
        }
        return LocalizedText(
            zh: "图形无效：\(chinese.joined(separator: "，"))；请先人工改正",
            en: "invalid rings: \(english.joined(separator: " and ")); mend them by hand first")
    }
}
