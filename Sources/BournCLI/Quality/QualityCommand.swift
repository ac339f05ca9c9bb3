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

    @Option(name: .person, help: help(zh: "抽样人", en: "Who draws."))
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
        guard !actor.isBlank, !name.isBlank else {
            throw ValidationError(
                text(zh: "--by 和 --name 不能为空", en: "--by and --name must not be blank"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            let frame = try office.sampleFrame(areas: area == .county ? .county : .declaredZone)
            let draw = try office.drawSample(
                SamplePlan(seed: seed, share: share, least: least), from: frame, name: name,
                areaKind: area.rawValue, actor: actor, time: Date().formatted(.iso8601))
            let stored = try office.qualityCheck(named: name)
            try console.deliver(
                result.format == .json ? draw.json(stored) : draw.table(stored), to: result.output)
            return .fine
        }
    }
}

extension SampleDraw {
    fileprivate func table(_ stored: StoredQualityCheck) -> String {
        let name = stored.name
        let head = text(
            zh: "核查 \(name)：从 \(frameCount) 个单位抽取 \(drawn.count) 个，种子 \(plan.seed)，总体摘要 \(frameDigest)",
            en:
                "check \(name): \(drawn.count) of \(frameCount) units, seed \(plan.seed), digest of the frame \(frameDigest)"
        )
        let rows = strata.flatMap { part in
            part.drawn.map { [part.stratum.area, part.stratum.kind, "\(part.drawn.count)/\(part.size)", $0] }
        }
        let seal = text(zh: "抽样摘要 \(stored.digest)", en: "digest of the draw \(stored.digest)")
        return ([head, seal] + (stored.redrawNote.map { [$0] } ?? []) + [aligned(rows)]).joined(
            separator: "\n")
    }

    fileprivate func json(_ stored: StoredQualityCheck) -> String {
        let value = JSONValue.object([
            JSONMember("name", .string(stored.name)), JSONMember("draw_digest", .string(stored.digest)),
            JSONMember("draw", .number(JSONNumber(stored.ordinal))),
            JSONMember("draws", .number(JSONNumber(stored.draws))),
            JSONMember("seed", .string("\(plan.seed)")),
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

extension StoredQualityCheck {
    /// That samples were drawn more than once from the same counties; whoever reads rates must know.
    var redrawNote: String? {
        guard draws > 1 else { return nil }
        return LocalizedText(
            zh: "⚠ 同一范围共抽样 \(draws) 次，这是第 \(ordinal) 次",
            en: "⚠ draw \(ordinal) of \(draws) from the same area")[.invoked]
    }
}
