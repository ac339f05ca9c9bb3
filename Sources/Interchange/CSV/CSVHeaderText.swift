public import Census

extension CSVHeader.Fault {
    /// The fault in words.
    public var text: LocalizedText {
        switch self {
        case .blankName(let column):
            LocalizedText(zh: "第 \(column) 列没有列名", en: "column \(column) has no name")
        case .duplicateName(let name, let columns):
            LocalizedText(
                zh: "列名“\(name)”重复：第 \(listed(columns, "、")) 列",
                en: "columns \(listed(columns, ", ")) are all called \"\(name)\"")
        }
    }
}

extension CSVColumnError {
    /// The error in words, with what to do next.
    public var text: LocalizedText {
        switch self {
        case .missing(let name, let available):
            LocalizedText(
                zh: "没有名为“\(name)”的列；现有：\(available.joined(separator: "、"))",
                en: "there is no column \"\(name)\"; there are \(available.joined(separator: ", "))")
        case .ambiguous(let name, let columns):
            LocalizedText(
                zh: "第 \(listed(columns, "、")) 列都名为“\(name)”，请先改名",
                en: "columns \(listed(columns, ", ")) are all called \"\(name)\"; rename them first")
        }
    }
}

private func listed(_ columns: [Int], _ separator: String) -> String {
    columns.map(String.init).joined(separator: separator)
}
