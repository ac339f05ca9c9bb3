extension MergeFault {
    /// The fault in words.
    public var text: LocalizedText {
        switch self {
        case .wrongReceipt(let mismatch): mismatch.text
        case .columnsDiffer(let missing, let extra):
            LocalizedText(
                zh: "字段不符：缺 \(list(missing))，多 \(list(extra))",
                en: "the columns differ: missing \(list(missing)); extra \(list(extra))")
        case .wholeChanged(let handedOut, let now, let units): Self.wholeChanged(handedOut, now, units)
        case .sealBroken(let sealed, let found):
            LocalizedText(
                zh: "封存后数据有变动：封存 \(sealed.count) 行，现有 \(found.count) 行，摘要不符",
                en:
                    "the rows changed after sealing: \(sealed.count) rows sealed, \(found.count) found, digests differ"
            )
        case .recordsChangedAfterSeal(let sealed, let found):
            LocalizedText(
                zh: "封存后记录有变动：封存 \(sealed.count) 条，现有 \(found.count) 条，摘要不符；请核实后重新封存",
                en:
                    "records were entered or changed after sealing: \(sealed.count) sealed, \(found.count) found; look at them and seal again"
            )
        case .missing(let key):
            LocalizedText(zh: "\(key)：已下发，未返回", en: "\(key): was handed out and did not come back")
        case .doubled(let key, let times):
            LocalizedText(zh: "\(key)：出现 \(times) 次", en: "\(key): came back \(times) times")
        case .foreign(let key, ""):
            LocalizedText(
                zh: "\(key)：总库已有此单位，且未下发给任何机构",
                en: "\(key): the whole has this unit already and handed it to nobody")
        case .foreign(let key, let organisation):
            LocalizedText(
                zh: "\(key)：属于 \(organisation)，不属于本机构", en: "\(key): was handed to \(organisation), not here")
        case .unknown(let key):
            LocalizedText(
                zh: "\(key)：从未下发，也没有补录记录", en: "\(key): was never handed out and no addition is recorded")
        case .alteredWithoutRecord(let key, let columns):
            LocalizedText(
                zh: "\(key)：\(list(columns)) 有改动，但没有修改记录",
                en: "\(key): \(list(columns)) changed without a record")
        case .incompleteRecord(let key, let gap):
            LocalizedText(
                zh: "\(key)：修改记录不完整，\(gap.text[.chinese])",
                en: "\(key): the record of its change is incomplete: \(gap.text[.english])")
        case .recordWithoutRow(let key):
            LocalizedText(
                zh: "\(key)：有修改记录，但没有这一行", en: "\(key): a change is recorded of a row that is not there")
        }
    }

    /// What happened in the whole, which units, and what to do.
    private static func wholeChanged(
        _ handedOut: RowTally, _ now: RowTally, _ units: [String]
    ) -> LocalizedText {
        let shown = units.prefix(10).joined(separator: ", ") + (units.count > 10 ? ", …" : "")
        let which = LocalizedText(
            zh: units.isEmpty ? "" : "；其中 \(units.count) 个单位有变动：\(shown)",
            en: units.isEmpty ? "" : "; \(units.count) of its units differ: \(shown)")
        return LocalizedText(
            zh: "总库自下发后有改动（不是返回部分的问题）：下发 \(handedOut.count) 行，现有 \(now.count) 行\(which.chinese)。"
                + "请先在总库中把这些单位恢复为下发时的样子（如 placement undo），合并后再改；或把改动记到返回的部分里",
            en:
                "the whole itself changed since the split, which is no fault of the part: \(handedOut.count) rows handed "
                + "out, \(now.count) now\(which.english). Put these units in the whole back to what was handed out (such "
                + "as placement undo), merge, and change them again; or make the change in the part instead"
        )
    }

    private func list(_ names: [String]) -> String { names.isEmpty ? "–" : names.joined(separator: ", ") }
}

extension ReceiptMismatch {
    /// The mismatch in words.
    public var text: LocalizedText {
        switch self {
        case .split(let id):
            LocalizedText(zh: "回执属于另一次拆分 \(id)", en: "the receipt belongs to another split, \(id)")
        case .organisation(let code):
            LocalizedText(zh: "没有向机构 \(code) 下发过", en: "organisation \(code) was handed nothing")
        case .content:
            LocalizedText(zh: "回执与下发记录不一致", en: "the receipt is not the one that was handed out")
        case .mergedTwice(let code):
            LocalizedText(zh: "机构 \(code) 的数据已合并过", en: "the part of \(code) was merged already")
        }
    }
}
