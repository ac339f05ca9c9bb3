internal import Census
internal import GeoPackageStore

/// Why a file that goes with the directory cannot be read.
enum DirectoryFileError: Error {
    /// A column of the file is missing.
    case noColumn(path: String, name: String)
    /// A level is none that exists.
    case badLevel(path: String, row: Int, value: String)
    /// A receipt or seal is damaged.
    case badReceipt(path: String)
    /// A file stands where a folder should be.
    case noFolder(path: String)
    /// Rows cannot be used; none of the file is taken.
    case badRows(path: String, [(row: Int, text: LocalizedText)])

    /// The error in words.
    var text: LocalizedText {
        switch self {
        case .noColumn(let path, let name):
            LocalizedText(
                zh: "\(path) 没有列 \(name)\(Self.alternatives(name, .chinese))",
                en: "\(path) has no column \(name)\(Self.alternatives(name, .english))")
        case .badLevel(let path, let row, let value):
            LocalizedText(
                zh: "\(path) 第 \(row) 行的级别“\(value)”应为 province/省级、city/市级、county/县级 或 town/乡级",
                en: "\(path), row \(row): the level “\(value)” must be province, city, county or town")
        case .badReceipt(let path):
            LocalizedText(
                zh: "\(path) 不是完好的回执或封存单；请取回原件，或由下发、返回的机构重新生成（directory receipts、directory seal）",
                en:
                    "\(path) is no sound receipt or seal; fetch the original, or have it made again (directory receipts, "
                    + "directory seal)")
        case .noFolder(let path):
            LocalizedText(
                zh: "\(path) 是文件，不是目录；请用 --to 另给一个目录",
                en: "\(path) is a file, not a folder; give --to another folder")
        case .badRows(let path, let rows):
            LocalizedText(
                zh: "\(path)：没有录入任何内容，因为：\(Self.listed(rows, .chinese))",
                en: "\(path): nothing was entered, because:\(Self.listed(rows, .english))")
        }
    }

    /// The other names that a missing column may have.
    private static func alternatives(_ name: String, _ language: Language) -> String {
        let names = ListFile.names(of: name).dropFirst()
        guard !names.isEmpty else { return "" }
        return LocalizedText(
            zh: "（也可称：\(names.joined(separator: "、"))）",
            en: " (it may also be called \(names.joined(separator: ", ")))")[language]
    }

    private static func listed(_ rows: [(row: Int, text: LocalizedText)], _ language: Language) -> String {
        rows.map { row in
            let place =
                row.row == 0 ? "" : LocalizedText(zh: "第 \(row.row) 行：", en: "row \(row.row): ")[language]
            return "\n  \(place)\(row.text[language])"
        }.joined()
    }
}

extension DirectoryStoreError {
    /// The error in words.
    var text: LocalizedText {
        switch self {
        case .noOrganisations(let path):
            LocalizedText(
                zh: "\(path) 没有普查机构表；请用 --organisations 给出",
                en: "\(path) has no organisations; give their table with --organisations")
        case .noParts(let path, let level):
            LocalizedText(
                zh: "\(path) 的机构表没有\(level.text[.chinese])机构",
                en: "no organisation of \(path) is a part at the level \(level.text[.english])")
        case .neverSplit(let path):
            LocalizedText(
                zh: "\(path) 从未拆分过，没有可合并的", en: "\(path) was never split, so nothing can be merged into it")
        case .noReceipt(let path):
            LocalizedText(
                zh: "\(path) 里外都没有下发回执，不是下发的部分",
                en: "\(path) has no receipt inside or beside it: it is no part that was handed out")
        case .partsOut(let path, let organisations):
            Self.partsOut(path, organisations)
        case .sealedTooEarly(let path, let organisations):
            Self.sealedTooEarly(path, organisations)
        case .treeInUse(let path, let organisations):
            LocalizedText(
                zh:
                    "\(path) 还有 \(organisations.count) 个部分尚未返回：\(organisations.joined(separator: "、"))。机构表不能更换；"
                    + "请先合并这些部分，或用 directory split --replace-handouts 声明作废",
                en:
                    "parts of \(path) are out: \(organisations.joined(separator: ", ")). The table of organisations cannot be "
                    + "replaced; merge them first, or declare them void with directory split --replace-handouts"
            )
        case .partsDoNotAddUp(let path):
            LocalizedText(
                zh: "\(path)：各部分之和不等于总库，没有保存任何更改",
                en: "\(path): the parts do not add up to the whole; nothing was kept")
        }
    }
}

extension DirectoryStoreError {
    private static func partsOut(_ path: String, _ organisations: [String]) -> LocalizedText {
        let list = organisations.joined(separator: ", ")
        return LocalizedText(
            zh: "\(path) 上次拆分的 \(organisations.count) 个部分尚未返回：\(list)。请先合并（directory merge）；文件没有写完或回执丢失的，"
                + "用 directory receipts 补齐；确要作废，用 --replace-handouts 并给出 --reason 和 --by",
            en:
                "\(organisations.count) parts of the last split of \(path) are not back: \(list). Merge them first (directory "
                + "merge); where files or receipts of a split that was killed are wanting, complete them with directory "
                + "receipts; to void these hand-outs, add --replace-handouts with --reason and --by")
    }
}

extension DirectoryStoreError {
    private static func sealedTooEarly(_ path: String, _ organisations: [String]) -> LocalizedText {
        let list = organisations.joined(separator: ", ")
        return LocalizedText(
            zh: "\(path) 自己下发的 \(organisations.count) 个部分尚未返回：\(list)。请先合并（directory merge）再封存；确不再等待的，"
                + "用 --void-handouts 并给出 --reason 和 --by，这些部分此后不能再合并",
            en:
                "\(organisations.count) parts that \(path) handed down itself are not back: \(list). Merge them first "
                + "(directory merge), then seal; to wait for them no longer, add --void-handouts with --reason and --by, "
                + "after which they cannot be merged")
    }
}

extension OrganisationTreeFaults {
    /// All faults in one text.
    var text: LocalizedText {
        func listed(_ language: Language) -> String {
            faults.map { "\n  " + $0.text[language] }.joined()
        }
        return LocalizedText(
            zh: "机构表有 \(faults.count) 处错误：\(listed(.chinese))",
            en: "the table of organisations has \(faults.count) faults: \(listed(.english))")
    }
}

extension DispositionFaults {
    /// All faults in one text.
    var text: LocalizedText {
        LocalizedText(
            zh: "参考数据表 disposition 有误：" + faults.map(\.text.chinese).joined(separator: "；"),
            en: "the reference table disposition is at fault: "
                + faults.map(\.text.english).joined(separator: "; "))
    }
}

extension UnknownUnits {
    /// The units in one text.
    var text: LocalizedText {
        let keys = entries.map(\.unit).joined(separator: ", ")
        return LocalizedText(zh: "工作区中没有单位：\(keys)", en: "the workspace has no unit: \(keys)")
    }
}
