extension ZoneDesk.Refusal {
    /// What is wrong and what to do.
    public var text: LocalizedText {
        switch self {
        case .noSuchZone(let code): LocalizedText(zh: "没有小区 \(code)", en: "there is no zone \(code)")
        case .noSuchBlock(let code):
            LocalizedText(
                zh: "没有地块 \(code)；bourn zones edit status --format json 列出地块",
                en: "there is no block \(code); `bourn zones edit status --format json` lists them")
        case .locked(let zone):
            LocalizedText(
                zh: "小区 \(zone) 已锁定；先 bourn zones edit unlock", en: "zone \(zone) is locked; unlock it first")
        case .otherTown(let zone):
            LocalizedText(zh: "不能跨乡镇：小区 \(zone)", en: "zones do not cross towns: zone \(zone)")
        case .disconnects(let zone):
            LocalizedText(
                zh: "这样做会使小区 \(zone) 断成几块", en: "zone \(zone) would fall into pieces")
        case .notBeside(let zone):
            LocalizedText(zh: "与小区 \(zone) 不相邻", en: "that does not lie beside zone \(zone)")
        case .nothingToDo: LocalizedText(zh: "没有可改的", en: "nothing would change")
        case .empties(let zone):
            LocalizedText(
                zh: "小区 \(zone) 会变空；请用 merge 合并", en: "zone \(zone) would be left empty; merge it instead")
        case .line(let refusal): refusal.text
        case .register(let refusal): refusal.text
        case .breaksCoverage(let faults):
            LocalizedText(
                zh: "结果会有 \(faults) 处新的覆盖问题，没有保存；请换一条线",
                en:
                    "the result would have \(faults) new faults of coverage and was not kept; draw another line"
            )
        }
    }
}
