internal import Census
internal import Foundation
internal import Interchange

/// The cells of a workload that count nothing, as a list beside the zones drawn.
struct RefusedWorkloads {
    private let cells: [BadWorkload]

    init(_ cells: [BadWorkload]) { self.cells = cells }

    /// Where the list of a plan is.
    static func path(beside output: String) -> String { "\(output).refused.csv" }

    /// A list of an earlier plan is there.
    static func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// Writes the list, if there is anything to list or an older list would stay, and tells where it is.
    func write(beside output: String, _ console: Console) throws {
        let path = Self.path(beside: output)
        guard !cells.isEmpty || Self.isThere(path) else { return }
        var writer = try CSVWriter(path: path, options: CSVWriter.Options(hasByteOrderMark: true))
        try writer.writeRow([
            text(zh: "行号", en: "row"), text(zh: "代码", en: "code"), text(zh: "字段", en: "field"),
            text(zh: "原值", en: "value"), text(zh: "原因", en: "reason"),
        ])
        for cell in cells {
            try writer.writeRow(["\(cell.row)", cell.code, cell.field, cell.value, cell.reason[.invoked]])
        }
        try writer.finish()
        guard !cells.isEmpty else { return }
        console.note(
            text(
                zh: "\(cells.count) 个单元格按 0 计，列于 \(path)",
                en: "\(cells.count) cells count as 0 and are listed in \(path)"))
    }
}
