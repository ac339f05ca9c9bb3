internal import Census
internal import Interchange

extension SheetError {
    /// The error in words.
    var text: LocalizedText {
        switch self {
        case .missing(let path): LocalizedText(zh: "没有这个文件：\(path)", en: "there is no file \(path)")
        case .notArchive(let path, let reason):
            LocalizedText(
                zh: "\(path) 不是完好的 XLSX（\(reason.text.chinese)）；请重新获取或另存",
                en: "\(path) is no sound XLSX (\(reason.text.english)); fetch it again or save it anew")
        case .fileTooLarge(let path, let limit):
            LocalizedText(
                zh: "\(path) 超过 \(limit >> 20) MiB；请拆分或改用 CSV",
                en: "\(path) is longer than \(limit >> 20) MiB; split it or use CSV")
        case .partTooLarge(let path, let part, let limit):
            LocalizedText(
                zh: "\(path) 中的 \(part) 解压后超过 \(limit >> 20) MiB，疑为压缩炸弹；请拆分或改用 CSV",
                en:
                    "\(part) of \(path) unpacks to more than \(limit >> 20) MiB, like a bomb; split it or use CSV"
            )
        case .damagedPart(let path, let part, let reason):
            LocalizedText(
                zh: "\(path) 中的 \(part) 已损坏（\(reason.text.chinese)）；请重新获取",
                en: "\(part) of \(path) is damaged (\(reason.text.english)); fetch it again")
        case .missingPart(let path, let part):
            LocalizedText(zh: "\(path) 缺少 \(part)，不是工作簿", en: "\(path) lacks \(part): it is no workbook")
        case .badXML(let path, let part, let offset):
            LocalizedText(
                zh: "\(path) 中的 \(part) 在第 \(offset) 字节处不是合法的 XML",
                en: "\(part) of \(path) is no well-formed XML at byte \(offset)")
        case .documentType(let path, let part):
            LocalizedText(
                zh: "\(path) 中的 \(part) 声明了文档类型，正常工作簿不会有，拒绝读取",
                en:
                    "\(part) of \(path) declares a document type, as no ordinary workbook does; it is not read"
            )
        case .noSheet(let path, let name, let sheets):
            LocalizedText(
                zh: "\(path) 没有工作表“\(name)”；已有：\(sheets.joined(separator: "、"))",
                en: "\(path) has no sheet “\(name)”; it has \(sheets.joined(separator: ", "))")
        case .noHeader(let path, let sheet):
            LocalizedText(
                zh: "\(path) 的工作表“\(sheet)”没有列名行",
                en: "the sheet “\(sheet)” of \(path) has no row of column names")
        case .badCell(let path, let sheet, let row, let cell):
            LocalizedText(
                zh: "\(path) 的工作表“\(sheet)”第 \(row) 行的单元格 \(cell) 位置或引用错误",
                en:
                    "\(path), sheet “\(sheet)”, row \(row): the cell \(cell) is misplaced or refers to nothing"
            )
        }
    }
}

extension SheetError.Fault {
    fileprivate var text: LocalizedText {
        switch self {
        case .noEnd: LocalizedText(zh: "缺少结尾，文件被截断或不是 ZIP", en: "its end is missing: cut off, or no ZIP")
        case .outside: LocalizedText(zh: "目录指到文件之外", en: "its directory points outside the file")
        case .encrypted: LocalizedText(zh: "已加密；请去掉密码", en: "it is encrypted; remove the password")
        case .method(let number):
            LocalizedText(zh: "未知的压缩方法 \(number)", en: "unknown method of packing \(number)")
        case .packed: LocalizedText(zh: "压缩数据有误", en: "the packed bytes make no sense")
        case .checksum: LocalizedText(zh: "校验和不符", en: "its checksum differs")
        case .unsupported: LocalizedText(zh: "64 位或分卷 ZIP，不支持", en: "64-bit or split ZIP, which is not read")
        }
    }
}
