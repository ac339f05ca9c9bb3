internal import Census

/// Why something cannot be done with a workspace's zones.
enum ZoneOfficeError: Error, Hashable {
    /// The workspace has no zones yet.
    case noZones(path: String)
    /// The workspace has no zone with this code.
    case noSuchZone(path: String, code: String)
    /// A row of the plan has no usable area.
    case damagedPlan(path: String, row: Int, code: String, reason: LocalizedText)
    /// The least workload, new or kept, is above the greatest.
    case limits(minimum: Int, maximum: Int)
    /// A file that should hold one drawn line holds none or several.
    case notOneLine(path: String, found: Int)
    /// The workspace has no enumerator.
    case noPeople(path: String)
    /// The workspace has no person with this code and the role that is needed.
    case noSuchPerson(path: String, code: String)
    /// The person does not have what should be taken away.
    case notAssigned(zone: String, person: String)
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
        case .limits(let minimum, let maximum):
            LocalizedText(
                zh: "最小工作量 \(minimum) 大于最大工作量 \(maximum)；请同时给出 --min 和 --max",
                en:
                    "the least workload \(minimum) is above the greatest, \(maximum); give both --min and --max"
            )
        case .notOneLine(let path, let found):
            LocalizedText(
                zh: "\(path) 须恰有一条线，现有 \(found) 条",
                en: "\(path) must hold exactly one line; it holds \(found)")
        case .noPeople(let path):
            LocalizedText(
                zh: "\(path) 没有普查员；先用 bourn people import 导入",
                en: "\(path) has no enumerators; import people first")
        case .noSuchPerson(let path, let code):
            LocalizedText(zh: "\(path) 没有普查员 \(code)", en: "\(path) has no enumerator \(code)")
        case .notAssigned(let zone, let person):
            LocalizedText(zh: "\(person) 并不负责 \(zone)", en: "\(person) does not have \(zone)")
        case .damagedPlan(let path, let row, let code, let reason):
            LocalizedText(
                zh: "\(path) 第 \(row) 行（\(code)）没有可用的图形：\(reason.chinese)；没有收入任何小区",
                en:
                    "row \(row) (\(code)) of \(path) has no usable area: \(reason.english); no zone was taken in"
            )
        }
    }
}
