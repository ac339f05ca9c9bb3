internal import Census
internal import GeoModel
internal import GeoPackageStore

extension WorkspaceFinding {
    /// What is broken, where, and what to do.
    var text: LocalizedText {
        switch self {
        case .damagedFile(let reason):
            LocalizedText(zh: "文件损坏：\(reason)；请从备份恢复", en: "the file is damaged: \(reason); restore a backup")
        case .layerUnregistered(let kind):
            LocalizedText(
                zh: "\(kind.layerName)：图层登记、坐标参考或空间索引缺失；请从备份恢复，或新建工作区后重新导入",
                en:
                    "\(kind.layerName): its registration, reference or spatial index is gone; restore a backup or import anew"
            )
        case .codeMissing(let kind, let rows):
            LocalizedText(
                zh: "\(kind.layerName)：\(rows.count) 行没有文本代码（fid \(listed(rows))）；请补上",
                en:
                    "\(kind.layerName): \(rows.count) rows have no code as text (fid \(listed(rows))); give them one"
            )
        case .codeRepeated(let kind, let code, let rows):
            LocalizedText(
                zh: "\(kind.layerName)：代码 \(code) 出现 \(rows.count) 次（fid \(listed(rows))）；只留一行",
                en:
                    "\(kind.layerName): code \(code) stands \(rows.count) times (fid \(listed(rows))); keep one"
            )
        case .geometryDamaged(let kind, let row, let error):
            LocalizedText(
                zh: "\(kind.layerName)：fid \(row) 的图形在第 \(error.offset) 字节处损坏；请重新导入",
                en:
                    "\(kind.layerName): the geometry of fid \(row) is damaged at byte \(error.offset); import it again"
            )
        case .geometryUnfit(let kind, let row):
            LocalizedText(
                zh: "\(kind.layerName)：fid \(row) 没有图形或类型不符",
                en: "\(kind.layerName): fid \(row) has no geometry of the layer's kind")
        case .referenceDiffers(let kind, let row, let srsID):
            LocalizedText(
                zh: "\(kind.layerName)：fid \(row) 的坐标参考是 \(srsID)，与图层不符",
                en: "\(kind.layerName): the geometry of fid \(row) is in reference \(srsID), not the layer's")
        case .indexDiffers(let kind, let rows, let indexed):
            LocalizedText(
                zh: "\(kind.layerName)：空间索引有 \(indexed) 行，图层有 \(rows) 行；请在 QGIS 中重建空间索引",
                en:
                    "\(kind.layerName): the spatial index has \(indexed) rows, the layer \(rows); rebuild the index"
            )
        case .drawChanged(let check):
            LocalizedText(
                zh: "质量核查 \(check)：登记的抽样被改动，或结果与样本不符；请从备份恢复，或另起名称重抽",
                en:
                    "quality check \(check): its logged draw was changed, or results contradict it; restore a backup or draw under another name"
            )
        case .rowsSpoilt(let table, let column, let fault, let rows, let count):
            LocalizedText(
                zh: "\(table).\(column)：\(count) 行\(fault.text.chinese)（fid \(listed(rows))）；读取时会略过，请更正",
                en:
                    "\(table).\(column): \(count) rows \(fault.text.english) (fid \(listed(rows))); "
                    + "they are passed over when read, mend them"
            )
        }
    }

    private func listed(_ rows: [Int64]) -> String {
        rows.prefix(5).map(String.init).joined(separator: ", ") + (rows.count > 5 ? " …" : "")
    }
}
