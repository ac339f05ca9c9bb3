internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoPackageStore

/// `bourn monitoring matrix WORKSPACE`: what was monitored of what had to be.
struct MonitoringMatrixCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "matrix",
        abstract: text(
            zh: "完成情况矩阵：排污口 × 监测期 × 指标，带期限和各组进度。",
            en: "Completeness: outfall × season × indicator, with deadlines and progress by team."),
        discussion: text(
            zh: "应测指标见 indicators 表的 planned 列，频次见 plan 表，期限见 periods 表（空时按已采样的季节）。html 含地图和图表。",
            en:
                "Planned indicators are in the table `indicators`, frequencies in `plan`, deadlines "
                + "in `periods` (when empty, the seasons "
                + "sampled). html has a map and a chart."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @OptionGroup var area: AreaOptions

    @Option(
        help: help(zh: "与期限比较的日期 YYYY-MM-DD（默认今天）", en: "The day to compare deadlines with (default: today).")
    )
    var date: String?

    @Option(help: help(zh: "结果格式：text、json、csv 或 html", en: "Form of the result: text, json, csv or html."))
    var format = MonitoringFormat.text

    @Option(
        help: help(zh: "把结果写入文件（默认写到标准输出）", en: "Write the result to this file (default: standard output)."))
    var output: String?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([output], inputs: [workspace])
            let office = try Workspace.open(at: workspace)
            try office.tellChangesElsewhere(on: console)
            let answer = try CompletenessAnswer.gather(office, area: area.area, today: try today())
            try console.deliver(try answer.text(format), to: output)
            return .fine
        }
    }

    private func today() throws -> CalendarDate {
        let text = date ?? Self.now
        do throws(CalendarDateError) { return try CalendarDate(iso: text) } catch {
            throw MonitoringFileError.badDate(error)
        }
    }

    private static var now: String {
        let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: Date())
        let numbers = [parts.year, parts.month, parts.day].map { $0 ?? 1 }
        return numbers.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: "-")
    }
}
