extension MergeFault {
    /// The fault in words.
    public var text: LocalizedText {
        switch self {
        case .wrongReceipt(let mismatch): mismatch.text
        case .columnsDiffer(let missing, let extra):
            LocalizedText(
                zh: "字段不符：缺 \(list(missing))，多 \(list(extra))。多出的字段不会并入，请在返回的部分里去掉，或把内容记到名录已有的字段；缺少的字段须补回",
                en:
                    "the columns differ: missing \(list(missing)); extra \(list(extra)). Extra columns are not taken over: "
                    + "remove them from the part, or put their contents into columns of the directory; bring back what is "
                    + "missing")
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
        case .partsOut(let organisations):
            LocalizedText(
                zh: "该机构自己下发的部分尚未返回：\(list(organisations))。请该机构先合并这些部分，或在封存时声明作废（directory seal "
                    + "--void-handouts）",
                en:
                    "parts that its organisation handed down itself are not back: \(list(organisations)). It must merge them "
                    + "first, or declare them void when it seals (directory seal --void-handouts)")
        case .handedDownChanged(let key, let log, let missing, let extra):
            Self.handedDownChanged(key, ReturnedEntries.title(ofLog: log), missing, extra)
        case .incompleteEntry(let key, let log, let gap):
            LocalizedText(
                zh:
                    "\(Self.shown(key))：新增的\(ReturnedEntries.title(ofLog: log)[.chinese])不完整，\(gap.text[.chinese])",
                en:
                    "\(Self.shown(key)): an entry among its \(ReturnedEntries.title(ofLog: log)[.english]) is incomplete: "
                    + gap.text[.english])
        case .unknownWord(let key, let log, let word):
            LocalizedText(
                zh: "\(Self.shown(key))：新增的\(ReturnedEntries.title(ofLog: log)[.chinese])中，“\(word)”在总库里没有",
                en:
                    "\(Self.shown(key)): an entry among its \(ReturnedEntries.title(ofLog: log)[.english]) names "
                    + "“\(word)”, which the whole does not know")
        case .missing(let key):
            LocalizedText(
                zh: "\(Self.shown(key))：已下发，未返回",
                en: "\(Self.shown(key)): was handed out and did not come back")
        case .doubled(let key, let times):
            LocalizedText(
                zh: "\(Self.shown(key))：出现 \(times) 次", en: "\(Self.shown(key)): came back \(times) times")
        case .foreign(let key, ""):
            LocalizedText(
                zh: "\(Self.shown(key))：总库已有此单位，且未下发给任何机构",
                en: "\(Self.shown(key)): the whole has this unit already and handed it to nobody")
        case .foreign(let key, let organisation):
            LocalizedText(
                zh: "\(Self.shown(key))：属于 \(organisation)，不属于本机构",
                en: "\(Self.shown(key)): was handed to \(organisation), not here")
        case .unknown(let key):
            LocalizedText(
                zh: "\(Self.shown(key))：从未下发，也没有补录记录",
                en: "\(Self.shown(key)): was never handed out and no addition is recorded")
        case .alteredWithoutRecord(let key, let columns):
            LocalizedText(
                zh: "\(Self.shown(key))：\(list(columns)) 有改动，但没有修改记录",
                en: "\(Self.shown(key)): \(list(columns)) changed without a record")
        case .incompleteRecord(let key, let gap):
            LocalizedText(
                zh: "\(Self.shown(key))：修改记录不完整，\(gap.text[.chinese])",
                en: "\(Self.shown(key)): the record of its change is incomplete: \(gap.text[.english])")
        case .recordWithoutRow(let key):
            LocalizedText(
                zh: "\(Self.shown(key))：有修改记录，但没有这一行",
                en: "\(Self.shown(key)): a change is recorded of a row that is not there")
        }
    }

    /// A unit's key as it is shown; a row may have none.
    private static func shown(_ key: String) -> String { key.isEmpty ? "unit_key “”" : key }

    private static func handedDownChanged(
        _ key: String, _ title: LocalizedText, _ missing: Int, _ extra: Int
    ) -> LocalizedText {
        LocalizedText(
            zh: "\(Self.shown(key))：随单位下发的\(title[.chinese])与下发时不同，\(missing) 条被改动、删除或改记为新增，\(extra) 条并非下发。"
                + "记录只增不改：请恢复原记录，另加新记录",
            en:
                "\(Self.shown(key)): the \(title[.english]) handed down with it are not those that came back: \(missing) were altered, "
                + "removed or turned into new ones, \(extra) were never handed down. Logs only grow: bring the entries back, "
                + "and add new ones")
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
        case .inside:
            LocalizedText(
                zh: "部分旁的回执与部分内保存的不一致：可能放错了文件，或部分内的回执被改动",
                en:
                    "the receipt beside the part is not the one inside it: a file of another part, or one that was edited"
            )
        case .void(let code):
            LocalizedText(
                zh: "向 \(code) 的这次下发已声明作废，不再合并",
                en: "this hand-out to \(code) was declared void, so it is not merged")
        }
    }
}
