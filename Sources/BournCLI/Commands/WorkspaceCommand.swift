internal import ArgumentParser
internal import Census
internal import GeoModel
internal import GeoPackageStore

/// `bourn workspace`: what concerns the workspace file itself.
struct WorkspaceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "workspace",
        abstract: text(zh: "查看和核查工作区文件。", en: "Look at and check a workspace file."),
        subcommands: [WorkspaceInfoCommand.self, WorkspaceCheckCommand.self])
}

/// `bourn workspace info WORKSPACE`: what the workspace holds.
struct WorkspaceInfoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info",
        abstract: text(zh: "列出工作区各图层的行数。", en: "List the layers of a workspace and their rows."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            let counts = try office.counts()
            let kinds = ImportKind.allCases
            let members = kinds.map { JSONMember($0.layerName, .count(counts[$0, default: 0])) }
            let json = JSONValue.object([
                JSONMember("srs_id", .count(office.srsID)),
                JSONMember("changed_elsewhere", .bool(office.wasChangedElsewhere)),
                JSONMember("rows", .object(members)),
            ])
            let lines =
                ["EPSG:\(office.srsID)"]
                + kinds.map { "\($0.layerName)  \($0.title[.invoked])  \(counts[$0, default: 0])" }
            try console.deliver(
                result.format == .json
                    ? String(decoding: json.json, as: UTF8.self) : lines.joined(separator: "\n"),
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

    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            let findings = try Workspace.open(at: workspace).audit()
            let value = JSONValue.object([
                JSONMember("sound", .bool(findings.isEmpty)),
                JSONMember("findings", .array(findings.map { .string($0.text[.english]) })),
            ])
            let lines =
                findings.isEmpty
                ? [text(zh: "✔ 工作区完好", en: "✔ the workspace is sound")]
                : findings.map { "✘ " + $0.text[.invoked] }
            try console.deliver(
                result.format == .json
                    ? String(decoding: value.json, as: UTF8.self) : lines.joined(separator: "\n"),
                to: result.output)
            return findings.isEmpty ? .fine : .faulty
        }
    }
}
