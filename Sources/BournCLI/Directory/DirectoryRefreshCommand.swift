internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoModel
internal import GeoPackageStore

/// `bourn directory refresh WORKSPACE`: places again what changed zones or positions could have moved.
struct DirectoryRefreshCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refresh",
        abstract: text(
            zh: "普查小区或单位位置变动后，只对可能受影响的单位重新落区，并列出前后。",
            en: "After zones or positions changed, place again only the units that could be affected."),
        discussion: text(
            zh: "第一次对全部单位落区。此后由文件自身记下任何程序（包括 QGIS）改动的小区和单位。落区结果在表 unit_zone，历次变动在 unit_zone_move。",
            en:
                "The first time all units are placed. From then on the file itself notes which zones and units any "
                + "program changes, QGIS included. Zones are kept in the table unit_zone, every move in unit_zone_move."
        ))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Flag(help: help(zh: "试运行：只列出，不保存", en: "Dry run: list, keep nothing."))
    var dryRun = false

    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            var stopwatch = Stopwatch()
            let office = try Workspace.open(at: workspace)
            let refresh = try office.refreshZones(time: Date().formatted(.iso8601), isDryRun: dryRun)
            stopwatch.lap("refresh")
            try console.deliver(
                result.format == .json ? refresh.json(seconds: stopwatch) : refresh.table, to: result.output)
            return .fine
        }
    }
}

extension ZoneRefresh {
    /// The result for people.
    fileprivate var table: String {
        let head =
            isComplete
            ? text(zh: "全部 \(examined) 个单位已落区", en: "all \(examined) units placed")
            : text(
                zh: "变动的小区 \(zones.count) 个，重新落区 \(examined) 个单位",
                en: "\(zones.count) zones changed, \(examined) units placed again")
        let count = text(zh: "换区 \(moves.count) 个", en: "\(moves.count) in another zone")
        let lines = moves.map { move in
            let end = vanished[move.key].map { name in
                text(zh: "（\(name)，名录中已没有这一行）", en: " (\(name), its row is gone)")
            }
            return "  \(move.key)  \(move.before ?? "–") → \(move.after ?? "–")\(end ?? "")"
        }
        return (["\(head)\(text(zh: "，", en: ", "))\(count)"] + lines).joined(separator: "\n")
    }

    /// The result for programs.
    fileprivate func json(seconds: Stopwatch) -> String {
        func code(_ zone: String?) -> JSONValue { zone.map(JSONValue.string) ?? .null }
        let value = JSONValue.object([
            JSONMember("complete", .bool(isComplete)),
            JSONMember("zones", .array(zones.map(JSONValue.string))),
            JSONMember("examined", .number(JSONNumber(examined))),
            JSONMember(
                "moves",
                .array(
                    moves.map {
                        .object([
                            JSONMember("unit", .string($0.key)), JSONMember("before", code($0.before)),
                            JSONMember("after", code($0.after)),
                            JSONMember("vanished", .bool(vanished[$0.key] != nil)),
                            JSONMember("name", vanished[$0.key].map(JSONValue.string) ?? .null),
                        ])
                    })), JSONMember("seconds", seconds.json(["refresh"])),
        ])
        return String(decoding: value.json, as: UTF8.self)
    }
}
