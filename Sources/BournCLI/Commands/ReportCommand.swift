internal import ArgumentParser
internal import Census
internal import Foundation

/// `bourn report WORKSPACE`: one page that shows the state of the work.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: text(
            zh: "生成一页可打印的工作报告（HTML，中英文）。",
            en: "Make one printable page of the state of the work (HTML, in both languages)."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Option(help: help(zh: "输出的 HTML 文件（默认写到标准输出）", en: "HTML file to write (default: standard output)."))
    var output: String?

    @Option(help: help(zh: "印在报告上的日期（默认今天）", en: "Date to print on the report (default: today)."))
    var date: String?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([output], inputs: [workspace])
            let printed = date ?? Self.today
            // What is printed may be any words; deadlines need a day.
            let today = try (try? CalendarDate(iso: printed)) ?? CalendarDate(iso: Self.today)
            let report = try await OfficeReport.gather(
                workspace, today: today, output: output, console: console)
            try console.deliver(report.page(opening: .invoked, date: printed), to: output)
            return .fine
        }
    }

    /// The day of today, as printed on documents.
    static var today: String {
        let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: Date())
        let numbers = [parts.year, parts.month, parts.day].map { $0 ?? 0 }
        return numbers.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: "-")
    }
}
