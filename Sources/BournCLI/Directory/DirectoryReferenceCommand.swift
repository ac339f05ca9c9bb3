internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoPackageStore

/// `bourn directory reference WORKSPACE TABLE`: shows or replaces a table of reference data.
struct DirectoryReferenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference",
        abstract: text(
            zh: "显示或替换参考数据：六色状态、部门、单位类别及其字段、质量核查限值、进度阶段、落区存疑限值。",
            en: """
                Show or replace reference data: states and colours, departments, kinds and fields, stages, limits of \
                quality checks and of doubtful placements.
                """
        ),
        discussion: text(
            zh: "以 CSV 输出；改好后用 --set 放回。origin 列为“Bourn default”的是软件缺省值，并非文件规定。",
            en:
                "Prints CSV; edit it and put it back with --set. Rows whose origin is “Bourn default” are ours and "
                + "stand in no rules. What was replaced is kept."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "哪张表", en: "Which table."))
    var table: DirectoryReference

    @Option(help: help(zh: "用此 CSV 替换", en: "Replace the table by this CSV."))
    var set: String?

    @Option(help: help(zh: "替换的理由", en: "Why it is replaced."))
    var reason: String?

    @Option(name: .person, help: help(zh: "处理人", en: "Who replaces it."))
    var actor: String?

    @Option(
        help: help(zh: "把表写入文件（默认写到标准输出）", en: "Write the table to this file (default: standard output)."))
    var output: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard set == nil || (reason.map(isFilled) ?? false) && (actor.map(isFilled) ?? false) else {
            throw ValidationError(
                text(zh: "--set 须同时给出 --reason 和 --by", en: "--set needs --reason and --by"))
        }
    }

    private func isFilled(_ text: String) -> Bool { !text.isBlank }

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            if let set {
                let rows = try await checkedRows(of: set, for: office)
                try office.set(
                    rows, of: table, reason: reason ?? "", actor: actor ?? "",
                    time: Date().formatted(.iso8601))
                console.note(text(zh: "已替换：\(rows.count) 行", en: "replaced: \(rows.count) rows"))
            } else {
                let rows = [table.columns] + (try office.rows(of: table))
                try console.deliver(
                    rows.map { $0.map(\.quotedForCSV).joined(separator: ",") }.joined(separator: "\n"),
                    to: output)
            }
            return .fine
        }
    }

    private func checkedRows(of path: String, for office: Workspace) async throws -> [[String]] {
        let read = try await ListFile.rows(of: path, columns: table.columns, optional: ["origin"])
        // Where nobody says where a row comes from, the file does.
        let rows = read.map { row -> [String] in
            let origin = row.values.last ?? ""
            return Array(row.values.dropLast()) + [origin.isEmpty ? path : origin]
        }
        let kinds = Set(try office.unitKinds().map(\.code))
        let faults = table.faults(in: rows, kinds: kinds)
        guard faults.isEmpty else {
            throw DirectoryFileError.badRows(path: path, faults.map { ($0.row, $0.text) })
        }
        let missing = try office.codesInUse(of: table).filter { code, _ in !rows.contains { $0[0] == code } }
        guard missing.isEmpty else {
            let told = missing.sorted { $0.key < $1.key }.map { (row: 0, text: Self.inUse($0.key, $0.value)) }
            throw DirectoryFileError.badRows(path: path, told)
        }
        return rows
    }

    private static func inUse(_ code: String, _ count: Int) -> LocalizedText {
        LocalizedText(
            zh: "代码 \(code) 已用于 \(count) 条记录，不能删去；可以改它的名称",
            en: "code \(code) stands in \(count) entries and cannot be left out; its titles may change")
    }
}

extension String {
    /// The text as a cell of a CSV (RFC 4180).
    var quotedForCSV: String {
        contains { $0 == "," || $0 == "\"" || $0.isNewline }
            ? "\"" + replacingOccurrences(of: "\"", with: "\"\"") + "\"" : self
    }
}
