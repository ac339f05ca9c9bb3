internal import Census
internal import GeoModel
internal import GeoPackageStore

/// An error of the register and its survey, in words; the input or the request is refused.
protocol OutfallComplaint: Error {
    /// What is wrong and what to do.
    var text: LocalizedText { get }
}

extension SurveyRefusal: OutfallComplaint {}
extension IdentityRefusal: OutfallComplaint {}
extension SerialError: OutfallComplaint {}
extension RegisterFieldError: OutfallComplaint {}
extension CodeHistoryError: OutfallComplaint {}
extension OutfallCodeError: OutfallComplaint {}
extension MomentError: OutfallComplaint {}
extension CalendarDateError: OutfallComplaint {}

extension SurveyStoreError: OutfallComplaint {
    var text: LocalizedText {
        switch self {
        case .noCase(let id):
            LocalizedText(
                zh: "没有案件、观测或编码 \(id)；用 bourn outfall list --state suspected 查看",
                en:
                    "there is no case, observation or code \(id); `bourn outfall list --state suspected` lists cases"
            )
        case .noOutfall(let code):
            LocalizedText(
                zh: "名录中没有编码 \(code)（含旧编码）；用 bourn outfall list --code 查找",
                en: "no outfall has, or had, the code \(code); look with `bourn outfall list --code`")
        case .ambiguousCode(let code, let ids):
            LocalizedText(
                zh: "编码 \(code) 属于 \(ids.count) 个条目：\(ids.joined(separator: "、"))；请用其标识",
                en:
                    "\(ids.count) entries have the code \(code): \(ids.joined(separator: ", ")); use an identifier"
            )
        case .registeredAlready(let id, let outfall):
            LocalizedText(zh: "案件 \(id) 已入册（\(outfall)）", en: "case \(id) is registered already (\(outfall))")
        case .noPosition(let id):
            LocalizedText(zh: "案件 \(id) 没有坐标，不能入册", en: "case \(id) has no position and cannot be registered")
        case .codeUsed(let code, let outfall):
            LocalizedText(
                zh: "编码 \(code) 已属于 \(outfall)，不得重用", en: "the code \(code) is, or was, that of \(outfall)")
        case .unsigned: LocalizedText(zh: "--by 须写明办理人", en: "--by must name a person")
        case .future(let moment):
            LocalizedText(
                zh: "\(moment.text(offsetSeconds: Moment.beijingOffsetSeconds)) 尚未到来；--at 写实际办理时间",
                en:
                    "\(moment.text(offsetSeconds: Moment.beijingOffsetSeconds)) is still to come; --at says when it was done"
            )
        case .duplicateOfItself(let code):
            LocalizedText(
                zh: "\(code) 不能与自身重复；duplicate: 后写另一个条目的编码",
                en: "\(code) cannot be a duplicate of itself; after duplicate: name the other entry")
        case .cannotKeep(let id):
            LocalizedText(
                zh: "不能保留 \(id)：须是所列之一，且其中有名录条目时须是条目",
                en: "cannot keep \(id): it must be one of those named, and an entry where one of them is one")
        case .badCounty(let text):
            LocalizedText(zh: "“\(text)”不是 6 位县代码", en: "“\(text)” is no six-digit county code")
        }
    }
}

extension ShiftedObservations: OutfallComplaint {
    var text: LocalizedText {
        LocalizedText(
            zh:
                "\(compared) 行中有 \(shifted) 行与所指疑似点的偏移正是 GCJ-02 的偏移，全部未导入；若坐标为 GCJ-02，用 --crs gcj02 重新导入；确认无误则加 --keep-shifted",
            en:
                "\(shifted) of \(compared) rows differ from the suspicions they name just as GCJ-02 differs; nothing was kept. Import again with --crs gcj02, or with --keep-shifted if the positions are right"
        )
    }
}

extension OutfallPlaceError: OutfallComplaint {
    var text: LocalizedText {
        switch self {
        case .noCounty(let id, let position):
            LocalizedText(
                zh: "案件 \(id)（\(position.x) \(position.y)）不在任何县内；请先导入行政区划，或核对坐标",
                en:
                    "case \(id) at \(position.x) \(position.y) lies in no county; import divisions first, or check it"
            )
        }
    }
}
