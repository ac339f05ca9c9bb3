internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoModel
internal import GeoPackageStore
internal import Interchange

/// `bourn monitoring set WORKSPACE TABLE FILE`: puts a table of reference data in place.
struct MonitoringSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: text(
            zh: "用 CSV 替换一张参考数据表（季节、方法、标准、规则、计划……）。",
            en:
                "Put a CSV in place of a table of reference data (seasons, methods, standards, "
                + "rules, plan …)."
        ),
        discussion: text(
            zh: "先用 show 导出、修改后再用 set 写回。旧表连同经办人和原因留在变更记录中；无效的表不会写入。",
            en:
                "Write the table with `show`, edit it, and put it back. The old rows stay in the "
                + "log of changes with who and why; "
                + "a table that cannot be used is not taken."))

    @Argument(help: help(zh: "工作区（不存在时新建）", en: "The workspace (made if there is none)."))
    var workspace: String

    @Argument(help: help(zh: "表名", en: "The table."))
    var table: ReferenceTable

    @Argument(help: help(zh: "CSV 文件", en: "The CSV."))
    var file: String

    @OptionGroup var author: AuthorOptions
    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([result.output], inputs: [workspace, file])
            let rows = try ReferenceFile.read(file, as: table)
            let office = try Self.office(workspace)
            let assumed = try office.setReference(
                table, rows: rows, by: author.authorship(orElse: file)
            ).assumedVisits
            let json = JSONValue.object([
                JSONMember("table", .string(table.rawValue)), JSONMember("rows", .count(rows.count)),
                JSONMember("basin_assumed_visits", .count(assumed)),
            ])
            var line = text(
                zh: "\(table.title.chinese)：\(rows.count) 行", en: "\(table.title.english): \(rows.count) rows"
            )
            if assumed > 0 {
                line += text(
                    zh: "\n⚠ \(assumed) 次采样的排污口不属于 basins 表的任何流域，水期暂按第一张季节表判定；请补全 basins 表",
                    en:
                        "\n⚠ \(assumed) visits are to outfalls in no basin of the table `basins`; their season was told "
                        + "by the first calendar: complete `basins`")
            }
            try console.deliver(
                result.format == .json ? String(decoding: json.json, as: UTF8.self) : line, to: result.output)
            return .fine
        }
    }

    private static func office(_ path: String) throws -> Workspace {
        FileManager.default.fileExists(atPath: path)
            ? try Workspace.open(at: path) : try Workspace.create(at: path)
    }
}

/// `bourn monitoring show WORKSPACE TABLE`: writes a table of reference data as CSV.
struct MonitoringShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: text(zh: "把一张参考数据表写成 CSV。", en: "Write a table of reference data as CSV."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "表名", en: "The table."))
    var table: ReferenceTable

    @Flag(
        help: help(
            zh: "不写工作区的表，而写出厂默认值（季节表为几个示例）",
            en: "The rows a new workspace starts with instead (for the calendar, some examples)."))
    var examples = false

    @Option(help: help(zh: "输出文件（默认写到标准输出）", en: "File to write (default: standard output)."))
    var output: String?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([output], inputs: [workspace])
            let office = try Workspace.open(at: workspace)
            let usual = table == .seasonCalendar ? ReferenceTable.exampleCalendars : table.defaults
            let rows = try examples ? usual : office.referenceRows(table)
            try console.deliver(CSVPage.text([table.columns] + rows), to: output)
            return .fine
        }
    }
}

/// Reads a table of reference data from a CSV.
enum ReferenceFile {
    /// The rows in the order of the table's columns.
    ///
    /// - Throws: `MonitoringFileError.noColumn`, and what reading the file throws.
    static func read(_ path: String, as table: ReferenceTable) throws -> [[String]] {
        let source = try CSVRowSource(path: path)
        let names = source.columns.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
        let places = table.columns.map { names.firstIndex(of: $0) }
        let missing = table.requiredColumns.filter { !names.contains($0) }
        guard missing.isEmpty else {
            throw MonitoringFileError.noColumn(path: path, table: table.rawValue, columns: missing)
        }
        var rows: [[String]] = []
        try source.forEachRow { row in
            if let fault = row.fault {
                throw ReferenceTableFault(
                    table: table, row: row.number, column: "", value: "", reason: fault.text)
            }
            rows.append(places.map { place in place.flatMap { row.values[$0] } ?? "" })
        }
        return rows
    }
}

/// A small CSV made in memory.
enum CSVPage {
    /// Rows as CSV, quoted where needed.
    static func text(_ rows: [[String]]) -> String {
        rows.map { row in row.map(quoted).joined(separator: ",") + "\n" }.joined()
    }

    private static func quoted(_ cell: String) -> String {
        guard cell.contains(where: { ",\"\n\r".contains($0) || $0.isNewline }) else { return cell }
        return "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }
}
