internal import ArgumentParser
internal import Census
internal import GeoModel
internal import GeoPackageStore

/// `bourn workspace`: what concerns the workspace file itself.
struct WorkspaceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "workspace", abstract: text(zh: "查看和核查工作区文件。", en: "Look at and check a workspace file."),
        subcommands: [WorkspaceInfoCommand.self, WorkspaceCheckCommand.self])
}

/// `bourn workspace info WORKSPACE`: what the workspace holds.
struct WorkspaceInfoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: text(zh: "列出工作区各图层的行数。", en: "List the layers of a workspace and their rows."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @OptionGroup var result: ResultOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            let counts = try office.counts()
            let kinds = ImportKind.allCases
            let members = kinds.map { JSONMember($0.layerName, .count(counts[$0, default: 0])) }
            let json = JSONValue.object([
                JSONMember("srs_id", .count(office.srsID)), JSONMember("changed_elsewhere", .bool(office.wasChangedElsewhere)),
                JSONMember("rows", .object(members)),
            ])
            let lines = ["EPSG:\(office.srsID)"] + kinds.map { "\($0.layerName)  \($0.title[.invoked])  \(counts[$0, default: 0])" }
            try console.deliver(
                result.format == .json ? String(decoding: json.json, as: UTF8.self) : lines.joined(separator: "\n"),
                to: result.output)
            return .fine
        }
    }
}

/// `bourn workspace check WORKSPACE`: whether its rules still hold after other programs wrote it.
struct WorkspaceCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: text(
            zh: "核查工作区的规则在其他程序（如 QGIS）编辑之后是否仍然成立。",
            en: "Whether a workspace's rules still hold after another program, such as QGIS, has edited it."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @OptionGroup var result: ResultOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            let findings = try Workspace.open(at: workspace).audit()
            let value = JSONValue.object([
                JSONMember("sound", .bool(findings.isEmpty)),
                JSONMember("findings", .array(findings.map { .string($0.text[.english]) })),
            ])
            let lines = findings.isEmpty
                ? [text(zh: "✔ 工作区完好", en: "✔ the workspace is sound")] : findings.map { "✘ " + $0.text[.invoked] }
            try console.deliver(
                result.format == .json ? String(decoding: value.json, as: UTF8.self) : lines.joined(separator: "\n"),
                to: result.output)
            return findings.isEmpty ? .fine : .faulty
        }
    }
}

extension WorkspaceFinding {
    /// What is broken, where, and what to do.
    fileprivate var text: LocalizedText {
        switch self {
        case .damagedFile(let reason):
            LocalizedText(zh: "文件损坏：\(reason)；请从备份恢复", en: "the file is damaged: \(reason); restore a backup")
        case .codeMissing(let kind, let rows):
            LocalizedText(
                zh: "\(kind.layerName)：\(rows.count) 行没有文本代码（fid \(listed(rows))）；请补上",
                en: "\(kind.layerName): \(rows.count) rows have no code as text (fid \(listed(rows))); give them one")
        case .codeRepeated(let kind, let code, let rows):
            LocalizedText(
                zh: "\(kind.layerName)：代码 \(code) 出现 \(rows.count) 次（fid \(listed(rows))）；只留一行",
                en: "\(kind.layerName): code \(code) stands \(rows.count) times (fid \(listed(rows))); keep one")
        case .geometryDamaged(let kind, let row, let error):
            LocalizedText(
                zh: "\(kind.layerName)：fid \(row) 的图形在第 \(error.offset) 字节处损坏；请重新导入",
                en: "\(kind.layerName): the geometry of fid \(row) is damaged at byte \(error.offset); import it again")
        case .geometryUnfit(let kind, let row):
            LocalizedText(
                zh: "\(kind.layerName)：fid \(row) 没有图形或类型不符", en: "\(kind.layerName): fid \(row) has no geometry of the layer's kind")
        case .referenceDiffers(let kind, let row, let srsID):
            LocalizedText(
                zh: "\(kind.layerName)：fid \(row) 的坐标参考是 \(srsID)，与图层不符",
                en: "\(kind.layerName): the geometry of fid \(row) is in reference \(srsID), not the layer's")
        case .indexDiffers(let kind, let rows, let indexed):
            LocalizedText(
                zh: "\(kind.layerName)：空间索引有 \(indexed) 行，图层有 \(rows) 行；请在 QGIS 中重建空间索引",
                en: "\(kind.layerName): the spatial index has \(indexed) rows, the layer \(rows); rebuild the index")
        }
    }

    private func listed(_ rows: [Int64]) -> String {
        rows.prefix(5).map(String.init).joined(separator: ", ") + (rows.count > 5 ? " …" : "")
    }
}
