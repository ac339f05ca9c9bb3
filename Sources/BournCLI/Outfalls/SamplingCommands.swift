internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoKernels
internal import GeoModel
internal import GeoPackageStore

/// `bourn outfall team WORKSPACE`: who samples where.
struct OutfallTeamCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "team",
        abstract: text(zh: "查看或设定采样组及其区划范围。", en: "Show or set the sampling teams and their divisions."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Option(
        help: help(
            zh: "设定：组=区划代码,区划代码（可重复），须有 --by；“组=”撤销该组",
            en: "Set team=code,code (repeatable); needs --by. team= removes it."))
    var set: [String] = []

    @Option(name: .person, help: help(zh: "设定人", en: "Who sets it."))
    var by: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard set.isEmpty || by != nil, set.allSatisfy({ $0.contains("=") && !$0.hasPrefix("=") }) else {
            throw ValidationError(
                text(zh: "--set 的形式是 组=区划代码,…，并须有 --by", en: "--set is team=code,… and needs --by"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            for pair in set {
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                    .map(String.init)
                try office.setTeam(
                    parts[0].trimmingCharacters(in: .whitespaces),
                    divisions: parts[1].split { $0 == "," || $0 == "，" || $0 == " " }.map(String.init),
                    by: .now(by: by ?? ""))
            }
            let lines = try office.samplingTeams().map {
                "\($0.name)  \($0.divisions.joined(separator: ", "))"
            }
            try console.deliver(lines.joined(separator: "\n"), to: nil)
            return .fine
        }
    }
}

/// Options that name a season of a year.
struct OccasionOptions: ParsableArguments {
    @Option(help: help(zh: "水期：dry、wet 或 normal", en: "Season: dry, wet or normal."))
    var season: Season

    @Option(help: help(zh: "年份", en: "The year."))
    var year: Int

    func validate() throws {
        guard (1990...2100).contains(year) else {
            throw ValidationError(
                text(zh: "--year 应为 1990 至 2100 的年份", en: "--year must be from 1990 to 2100"))
        }
    }

    /// The season of the year.
    var occasion: SeasonOccasion { SeasonOccasion(season, year: year) }
}

/// `bourn outfall plan WORKSPACE`: which outfalls are to be sampled in a season, by whom.
struct OutfallPlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: text(zh: "按水期安排采样并查看进展。", en: "Plan a season's sampling, and show who sampled what."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @OptionGroup var when: OccasionOptions

    @Option(name: .person, help: help(zh: "安排人；不给出则只查看", en: "Who plans; without it the plan is only shown."))
    var by: String?

    @Option(help: help(zh: "只安排编码以此开头的", en: "Only those with a code that begins so."))
    var code: String?

    @Flag(help: help(zh: "只安排规模以上", en: "Only those above the threshold of scale."))
    var aboveScale = false

    @Flag(
        help: help(
            zh: "撤回安排（已采样的除外），须有 --by", en: "Take the plan back, but for what was sampled; needs --by."))
    var withdraw = false

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            if let by, withdraw {
                var query = RegisterQuery()
                (query.codePrefix, query.limit) = (code, .max)
                let chosen = try office.outfalls(query).filter {
                    !aboveScale || $0.scale() == .aboveThreshold
                }
                let count = try office.withdrawPlan(when.occasion, chosen, by: .now(by: by))
                console.note(text(zh: "撤回 \(count) 个", en: "\(count) taken back"))
            } else if let by {
                var query = RegisterQuery()
                (query.codePrefix, query.state, query.limit) = (code, .registered, .max)
                let chosen = try office.outfalls(query).filter {
                    !aboveScale || $0.scale() == .aboveThreshold
                }
                let done = try office.plan(when.occasion, chosen, by: .now(by: by))
                console.note(
                    text(
                        zh: "新安排 \(done.new) 个，\(done.withoutTeam) 个没有组",
                        en: "\(done.new) planned, \(done.withoutTeam) without a team"))
            }
            let rows = try office.plannedSamplings(when.occasion)
            let lines = rows.map { row in
                "\(row.team ?? "–")  \(row.code)  \(row.name)  "
                    + (row.visits.isEmpty
                        ? text(zh: "未采样", en: "not sampled") : row.visits.joined(separator: "；"))
            }
            let done = rows.count { !$0.visits.isEmpty }
            try console.deliver(
                (lines + [text(zh: "已采样 \(done)/\(rows.count)", en: "sampled \(done) of \(rows.count)")])
                    .joined(separator: "\n"), to: nil)
            return .fine
        }
    }
}

/// `bourn outfall sample WORKSPACE CODE`: somebody took a sample, where the averaged fixes say.
struct OutfallSampleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample",
        abstract: text(
            zh: "记录一次采样：多次定位取平均，跳过不合格的，精度按单位要求执行。",
            en:
                "Record a sampling: fixes are averaged, bad ones skipped, and the office's accuracy is enforced."
        ))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "排污口的任一编码", en: "Any code of the outfall."))
    var code: String

    @OptionGroup var when: OccasionOptions

    @Option(help: help(zh: "定位记录 CSV：经度、纬度、精度", en: "CSV of fixes: longitude, latitude, accuracy."))
    var fixes: String

    @Option(help: help(zh: "采样人", en: "Who took the sample."))
    var sampler: String

    @Option(help: help(zh: "瓶签号", en: "The label of the bottle."))
    var label: String

    @OptionGroup var signed: SignatureOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            let opened = try await OpenSource.open(fixes, layer: nil)
            let found = try ReceiverFixes(try opened.rows(layer: nil)).fixes
            let average = try averageFix(found, requirement: office.fixRequirement() ?? FixRequirement())
            let measure = try GroundMeasure(for: .epsg(office.srsID))
            try office.recordVisit(
                code, when.occasion, sampler: sampler, label: label, at: average,
                farthest: Metres(OutfallRules(try office.outfallRules())[.sampleWithin]),
                distance: { $0.position.map { measure.length(from: average.position, to: $0) } },
                by: try signed.signature)
            try console.deliver(
                text(
                    zh:
                        "\(average.position.x) \(average.position.y)：采用 \(average.used) 次，跳过 \(average.inaccurate + average.jumps) 次",
                    en:
                        "\(average.position.x) \(average.position.y): \(average.used) fixes used, \(average.inaccurate + average.jumps) skipped"
                ), to: nil)
            return .fine
        }
    }
}

/// The fixes of a receiver in a table.
struct ReceiverFixes {
    private(set) var fixes: [ReceiverFix] = []

    /// Reads a table; a row without a readable position is a fix without one, and skipped with the bad ones.
    init(_ rows: any RowSource) throws {
        guard let columns = try ImportMapping().coordinateColumns(in: rows.columns) else {
            throw ImportMappingError.coordinates(.notFound(available: rows.columns))
        }
        let accuracy = rows.columns.firstIndex { column in
            ObservationField.accuracy.names.contains { $0.lowercased() == column.lowercased() }
        }
        var found: [ReceiverFix] = []
        try rows.forEachRow { row in
            let error = accuracy.flatMap { row.values[$0] }.flatMap(Double.init).map { Metres($0) }
            var position = Position(.nan, .nan)
            do throws(CoordinateRefusal) {
                position = try columns.reading { row.values[$0] ?? "" }.position
            } catch {
                position = Position(.nan, .nan)
            }
            found.append(ReceiverFix(position, accuracy: error))
        }
        fixes = found
    }
}

extension FixShortage: OutfallComplaint {}

extension SamplingError: OutfallComplaint {
    var text: LocalizedText {
        switch self {
        case .farFromOutfall(let code, let away, let allowed):
            LocalizedText(
                zh: "采样点距 \(code) \(Int(away.value)) 米，超过 \(Int(allowed.value)) 米",
                en: "the point is \(Int(away.value)) m from \(code); \(Int(allowed.value)) m are allowed")
        case .labelUsed(let label, let code):
            LocalizedText(
                zh: "瓶签 \(label) 已用于 \(code)", en: "the label \(label) is on a bottle of \(code) already")
        case .noLabel: LocalizedText(zh: "没有瓶签号", en: "the bottle has no label")
        case .noSampler: LocalizedText(zh: "没有采样人", en: "nobody is named as sampler")
        case .otherSeason(let day, let derived):
            LocalizedText(
                zh: "\(day) 按季节表属\(derived.text.chinese)；采样时间不是现在的，请用 --at 写明",
                en:
                    "by the calendar \(day) lies in the \(derived.text.english); name the time of sampling with --at "
                    + "if it was not now")
        case .notPlanned(let code, let occasion):
            LocalizedText(
                zh: "\(code) 未安排在\(occasion.text.chinese)；先用 bourn outfall plan 安排",
                en: "\(code) is not planned for \(occasion.text.english); plan it with `bourn outfall plan`")
        }
    }
}
