internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoModel
internal import GeoPackageStore

/// `bourn zones package WORKSPACE --enumerator ID|--zone CODE`: a file for the field.
struct ZonesPackageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "package",
        abstract: text(
            zh: "生成外业包（GeoPackage）：一名普查员的小区、单位（带走访序号）、相邻小区、道路水系。",
            en:
                "Make a field package (GeoPackage): an enumerator's zones, units in visiting order, neighbours and features."
        ))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Option(help: help(zh: "普查员编号", en: "An enumerator's code."))
    var enumerator: String?

    @Option(help: help(zh: "小区代码（可重复）", en: "A zone (repeatable)."))
    var zone: [String] = []

    @Option(help: help(zh: "输出的 GeoPackage", en: "GeoPackage to write."))
    var output: String

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (enumerator == nil) != zone.isEmpty else {
            throw ValidationError(
                text(zh: "请给出 --enumerator 或 --zone 之一", en: "give either --enumerator or --zone"))
        }
        guard URL(fileURLWithPath: output).pathExtension.lowercased() == "gpkg" else {
            throw ValidationError(text(zh: "--output 须以 .gpkg 结尾", en: "--output must end in .gpkg"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([output], inputs: [workspace])
            let content = try await ZoneBookContent.gather(workspace, within: Metres(15), console: console)
            let codes = try enumerator.map { try content.zones(ofEnumerator: $0, path: workspace) } ?? zone
            let pages = try content.pages(of: codes, path: workspace)
            let package = FieldPackage(content, pages: pages, file: try GeoPackageFile(path: workspace))
            let counts = try package.write(
                to: output,
                info: [
                    ("workspace", content.title), ("enumerator", enumerator ?? ""),
                    ("zones", codes.joined(separator: ";")), ("made_at", Date().formatted(.iso8601)),
                ])
            for (layer, rows) in counts { console.note("\(layer)  \(rows)") }
            return .fine
        }
    }
}
