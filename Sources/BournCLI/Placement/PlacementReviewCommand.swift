internal import ArgumentParser
internal import Census
internal import GeoPackageStore
internal import Interchange

/// `bourn placement review`: the units whose placement somebody should look at.
struct PlacementReviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: text(
            zh: "列出坐标或落区可疑的单位及其原因，最要紧的在前。",
            en: "List the units whose coordinate or zone is doubtful, and why; the most urgent first."),
        discussion: text(
            zh: "给出工作区，或 --zones 与一个或多个 --points。按批次比较改正前后落入申报小区的单位数；不移动任何坐标。"
                + "存疑的限值和各类坐标来源的误差可按工作区更改：directory reference WORKSPACE placement-limits。",
            en: """
                Give a workspace, or --zones and one or more --points. Batches are tested by how many units lie in their \
                declared zone before and after each candidate correction. No coordinate is moved. What counts as \
                doubtful, and how good each source of coordinates is, an office may change in its workspace: \
                directory reference WORKSPACE placement-limits.
                """))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String?

    @Option(help: help(zh: "单位的表（可多次给出）", en: "Tables of units (may be given several times)."))
    var points: [String] = []

    @OptionGroup var review: ReviewOptions
    @OptionGroup var pointOptions: PointOptions

    @Option(
        help: help(
            zh: "已知答案的表（row_key、mistake，可有 file、related_row）：另报各类错误的查准率与查全率；"
                + "对工作区还包括导入提示、拒收行和重复单位",
            en: """
                Table of known answers (row_key, mistake; file and related_row if it has them): also tell precision and \
                recall for each kind; of a workspace also for notes of imports, refused rows and duplicates.
                """))
    var answers: String?

    @Option(help: help(zh: "结果格式：text、json、csv、html", en: "Form of the result: text, json, csv or html."))
    var format = WorklistFormat.text

    @Option(
        help: help(zh: "把结果写入文件（默认写到标准输出）", en: "Write the result to this file (default: standard output)."))
    var output: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (workspace == nil) != points.isEmpty else {
            throw ValidationError(
                text(
                    zh: "请给出工作区，或 --zones 与 --points", en: "give a workspace, or --zones and --points"))
        }
        guard workspace != nil || review.zones != nil else {
            throw ValidationError(text(zh: "请给出 --zones", en: "give --zones"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check(
                [output],
                inputs: [workspace, review.zones, review.centres, answers].compactMap(\.self) + points)
            let setting = try await ReviewSetting.read(review, workspace: workspace, console: console)
            var units = ReviewedUnits(
                unprojection: setting.unprojection, accuracies: setting.limits.accuracies)
            let office = try workspace.map { try Workspace.open(at: $0) }
            if let office { try units.append(workspace: office) }
            for path in points { try await units.append(file: path, options: pointOptions) }
            for note in units.said.notes { console.note(note[.invoked]) }
            let list = PlacementWorklist(units, in: setting)
            try console.deliver(list.presented(as: format), to: output)
            if let answers {
                let known = try KnownAnswers(path: answers)
                let table =
                    try office.map { known.table(for: try WorkspaceFindings(list, in: $0, answers: known)) }
                    ?? known.table(for: list.mistakes)
                // Beside the result, so that neither spoils the other.
                Console.write(table + "\n", to: 2)
            }
            return list.items.isEmpty ? .fine : .faulty
        }
    }
}
