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
            zh: "给出工作区，或 --zones 与一个或多个 --points。按批次比较改正前后落入申报小区的单位数；不移动任何坐标。",
            en: """
                Give a workspace, or --zones and one or more --points. Batches are tested by how many units lie in their \
                declared zone before and after each candidate correction. No coordinate is moved.
                """))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String?

    @Option(help: help(zh: "单位的表（可多次给出）", en: "Tables of units (may be given several times)."))
    var points: [String] = []

    @OptionGroup var review: ReviewOptions
    @OptionGroup var pointOptions: PointOptions

    @Option(
        help: help(
            zh: "已知答案的表（row_key、mistake）：另报各类错误的查准率与查全率",
            en: "Table of known answers (row_key, mistake): also tell precision and recall for each kind."))
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
        // The answers name rows of a table; a workspace knows its units by other keys.
        guard answers == nil || !points.isEmpty else {
            throw ValidationError(
                text(zh: "--answers 须与 --points 同用", en: "--answers goes with --points"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check(
                [output],
                inputs: [workspace, review.zones, review.centres, answers].compactMap(\.self) + points)
            let setting = try await ReviewSetting.read(review, workspace: workspace, console: console)
            var units = ReviewedUnits(unprojection: setting.unprojection)
            if let workspace { try units.append(workspace: try Workspace.open(at: workspace)) }
            for path in points { try await units.append(file: path, options: pointOptions) }
            for (word, count) in units.differing.sorted(by: { $0.key < $1.key }) {
                console.note(
                    text(
                        zh: "\(count) 行自称坐标系为 \(word)，按 --points-crs 读取",
                        en: "\(count) rows say that they are in \(word); they are read as --points-crs says"))
            }
            let list = PlacementWorklist(
                units, in: setting.zones, centres: setting.centres, reader: setting.unprojection.reader)
            try console.deliver(list.presented(as: format), to: output)
            if let answers {
                // Beside the result, so that neither spoils the other.
                Console.write(try KnownAnswers(path: answers).table(for: list.reports) + "\n", to: 2)
            }
            return list.items.isEmpty ? .fine : .faulty
        }
    }
}

/// The mistakes that are known to be in some rows, to measure a review by.
private struct KnownAnswers {
    private var rows: [String: Set<String>] = [:]

    /// Reads a table with the columns `row_key` and `mistake`.
    init(path: String) throws {
        let source = try CSVRowSource(path: path)
        let header = CSVHeader(names: source.columns)
        let (key, mistake) = (try header.column(named: "row_key"), try header.column(named: "mistake"))
        try source.forEachRow { row in
            guard let key = row.values[key], let mistake = row.values[mistake], !mistake.isEmpty else {
                return
            }
            // To a point both are one mistake: it lies whole zones off.
            let isShifted = ["wrong-central-meridian", "wrong-zone-prefix"].contains(mistake)
            rows[isShifted ? "wrong-meridian-or-prefix" : mistake, default: []].insert(key)
        }
    }

    /// Precision and recall for each kind that a review looks for; other kinds are mistakes of other columns.
    func table(for reports: [String: Set<String>]) -> String {
        let looked = rows.filter { PlacementSuspicion.mistakes.contains($0.key) }
        return DetectionEvaluation(answers: looked, reports: reports.filter { rows[$0.key] != nil }).table
    }
}
