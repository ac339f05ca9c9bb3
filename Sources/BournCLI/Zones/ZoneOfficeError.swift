internal import Census

/// Why something cannot be done with a workspace's zones.
enum ZoneOfficeError: Error, Hashable {
    /// The workspace has no zones yet.
    case noZones(path: String)
    /// The workspace has no zone with this code.
    case noSuchZone(path: String, code: String)
    /// A row of the plan has no usable area.
    case damagedPlan(path: String, row: Int, code: String, reason: LocalizedText)
}

extension ZoneOfficeError {
    /// What is wrong and what to do.
    var text: LocalizedText {
        switch self {
        case .noZones(let path):
            LocalizedText(
                zh: "\(path) 还没有普查小区；先用 bourn zones draw 划分，再导入",
                en: "\(path) has no zones yet; draw them with `bourn zones draw` and take them in")
        case .noSuchZone(let path, let code):
            LocalizedText(zh: "\(path) 没有小区 \(code)", en: "\(path) has no zone \(code)")
        case .damagedPlan(let path, let row, let code, let reason):
            LocalizedText(
                zh: "\(path) 第 \(row) 行（\(code)）没有可用的图形：\(reason.chinese)；没有收入任何小区",
                en:
                    "row \(row) (\(code)) of \(path) has no usable area: \(reason.english); no zone was taken in"
            )
        }
    }
}
