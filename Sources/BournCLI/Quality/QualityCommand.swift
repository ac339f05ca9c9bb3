internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoModel
internal import GeoPackageStore

/// `bourn quality`: a sample drawn and logged first, results after it, rates from both.
struct QualityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quality",
        abstract: text(
            zh: "质量核查：先抽样登记，再录结果，得出漏查率、重复率、差错率。",
            en: "Quality checks: draw and log a sample, enter results, see the rates."),
        subcommands: [QualityDrawCommand.self, QualityEnterCommand.self, QualityRatesCommand.self])
}

/// What the areas of a sample are.
enum SampleArea: String, CaseIterable, ExpressibleByArgument {
    case county, zone
}

/// `bourn quality draw WORKSPACE --seed N`: draws and logs.
struct QualityDrawCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draw",
        abstract: text(
            zh: "按单位类别和区域分层抽样，并在录入结果之前登记。",
            en: "Draw a sample by kind and area, and log it before any result."),
        discussion: text(
            zh: "同样的种子和同样的名录，任何人都能抽出同样的样本。每个名称只能抽一次，抽过不得重抽。",
            en:
                "The same seed and directory give the same sample to anybody. Each name is drawn once; drawing again "
                + "until it pleases is refused."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Option(help: help(zh: "种子，事先公布", en: "The seed, announced before."))
    var seed: UInt64

    @Option(help: help(zh: "每层抽取的比例，大于 0，至多 1", en: "The share of each stratum, above 0 and at most 1."))
    var share = 0.05

    @Option(help: help(zh: "每层至少抽取的个数", en: "The least number from each stratum."))
    var least = 2

    @Option(help: help(zh: "区域：county（县）或 zone（填报的普查小区）", en: "The areas: county, or zone as declared."))
    var area = SampleArea.county

    @Option(help: help(zh: "核查的名称", en: "What names the check."))
    var name = "1"

    @Option(help: help(zh: "抽样人", en: "Who draws."))
    var actor: String

    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard share > 0, share <= 1, least >= 0 else {
            throw ValidationError(
                text(
                    zh: "--share 须大于 0 且至多 1，--least 不得为负",
                    en: "--share must be above 0 and at most 1, --least not negative"))
        }
        guard !actor.allSatisfy(\.isWhitespace), !name.isEmpty else {
            throw ValidationError(
                text(zh: "--actor 和 --name 不能为空", en: "--actor and --name must not be blank"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            let frame = try office.sampleFrame(areas: area == .county ? .county : .declaredZone)
            let draw = try office.drawSample(
                SamplePlan(seed: seed, share: share, least: least), from: frame, name: name,
                areaKind: area.rawValue, actor: actor, time: Date().formatted(.iso8601))
            try console.deliver(
                result.format == .json ? draw.json(name) : draw.table(name), to: result.output)
            return .fine
        }
    }
}

extension SampleDraw {
    fileprivate func table(_ name: String) -> String {
        let head = text(
            zh: "核查 \(name)：从 \(frameCount) 个单位抽取 \(drawn.count) 个，种子 \(plan.seed)，总体摘要 \(frameDigest)",
            en:
                "check \(name): \(drawn.count) of \(frameCount) units, seed \(plan.seed), digest of the frame \(frameDigest)"
        )
        let rows = strata.flatMap { part in
            part.drawn.map { [part.stratum.area, part.stratum.kind, "\(part.drawn.count)/\(part.size)", $0] }
        }
        return head + "\n" + aligned(rows)
    }

    fileprivate func json(_ name: String) -> String {
        let value = JSONValue.object([
            JSONMember("name", .string(name)), JSONMember("seed", .string("\(plan.seed)")),
            JSONMember("frame", .number(JSONNumber(frameCount))), JSONMember("digest", .string(frameDigest)),
            JSONMember(
                "strata",
                .array(
                    strata.map {
                        .object([
                            JSONMember("area", .string($0.stratum.area)),
                            JSONMember("kind", .string($0.stratum.kind)),
                            JSONMember("size", .number(JSONNumber($0.size))),
                            JSONMember("units", .array($0.drawn.map(JSONValue.string))),
                        ])
                    })),
        ])
        return String(decoding: value.json, as: UTF8.self)
    }
}

/// `bourn quality enter WORKSPACE FILE`: enters what the check found.
struct QualityEnterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enter",
        abstract: text(
            zh: "录入核查结果：整个文件全部录入，或一行都不录并逐行说明。",
            en: "Enter results: all of a file, or none of it with every reason."),
        discussion: text(
            zh:
                "样本单位：CSV，列 unit,duplicate（yes/no）,checked,wrong。区域（与 --areas 同用）：CSV，列 area,found,missed。时间由系统记录。",
            en:
                "Drawn units: CSV with unit, duplicate (yes or no), checked, wrong. Areas, with --areas: CSV with area, "
                + "found, missed. The time is the system's."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "结果 CSV", en: "CSV of results."))
    var file: String

    @Flag(help: help(zh: "文件是各区域复查所得", en: "The file holds what resurveys of areas found."))
    var areas = false

    @Option(help: help(zh: "核查的名称", en: "What names the check."))
    var name = "1"

    @Option(help: help(zh: "核查人", en: "Who checked."))
    var actor: String

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard !actor.allSatisfy(\.isWhitespace) else {
            throw ValidationError(text(zh: "--actor 不能为空", en: "--actor must not be blank"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            let columns = areas ? ["area", "found", "missed"] : ["unit", "duplicate", "checked", "wrong"]
            let rows = try await ListFile.rows(of: file, columns: columns)
            let entries = try entries(rows)
            do {
                try office.enter(entries, inCheck: name)
            } catch QualityStoreError.refused(let refusals) {
                throw DirectoryFileError.badRows(
                    path: file, refusals.map { (rows[$0.place].number, $0.reason.text) })
            }
            console.note(text(zh: "已录入 \(entries.count) 行结果", en: "\(entries.count) results entered"))
            return .fine
        }
    }

    private func entries(_ rows: [ListFile.Row]) throws -> [QualityEntry] {
        let time = Date().formatted(.iso8601)
        var bad: [(row: Int, text: LocalizedText)] = []
        let entries = rows.compactMap { row -> QualityEntry? in
            let numbers = row.values.suffix(2).compactMap { Int($0) }
            let isDuplicate = ["yes": true, "no": false][row.values[1]]
            guard numbers.count == 2, areas || isDuplicate != nil else {
                bad.append((row.number, Self.unreadable(row.values)))
                return nil
            }
            if areas {
                return .area(
                    ResurveyFinding(area: row.values[0], found: numbers[0], missed: numbers[1]), actor: actor,
                    time: time)
            }
            return .unit(
                QualityResult(
                    unit: row.values[0], isDuplicate: isDuplicate ?? false, checkedItems: numbers[0],
                    wrongItems: numbers[1], actor: actor, time: time))
        }
        guard bad.isEmpty else { throw DirectoryFileError.badRows(path: file, bad) }
        return entries
    }

    private static func unreadable(_ values: [String]) -> LocalizedText {
        let list = values.joined(separator: ", ")
        return LocalizedText(
            zh: "“\(list)”：数目应为整数，duplicate 应为 yes 或 no",
            en: "“\(list)”: counts must be whole numbers, duplicate yes or no")
    }
}
