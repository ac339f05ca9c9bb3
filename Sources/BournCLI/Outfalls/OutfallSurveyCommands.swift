internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoModel
internal import GeoPackageStore

/// `bourn outfall step WORKSPACE CASE ACTION`: one step of the three-level survey.
struct OutfallStepCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "step",
        abstract: text(
            zh: "记录案件的一步：核实、转疑难、核定、重新核定。", en: "Record a step of a case: verify, escalate, decide, reopen."),
        discussion: text(
            zh: "步骤：\(SurveyAction.plain.map(\.word).joined(separator: "、"))。每步记录何人、何时、凭何证据。",
            en:
                "Steps: \(SurveyAction.plain.map(\.word).joined(separator: ", ")). Each by whom, when, on what evidence."
        ))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "案件号、观测编号或排污口编码", en: "The case, one of its observations, or its code."))
    var caseID: String

    @Argument(help: help(zh: "步骤", en: "The step."))
    var action: String

    @Option(
        help: help(
            zh: "工作区中的证据：文件名或摘要（可重复）",
            en: "Evidence of the workspace: a file's name or digest (repeatable)."))
    var evidence: [String] = []

    @Option(
        help: help(
            zh: "不在工作区中的材料，如纸质记录及其存放处（可重复）",
            en: "What is not in the workspace, such as a paper record and where it is (repeatable)."))
    var paper: [String] = []

    @OptionGroup var signed: SignatureOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard !SurveyAction.plain.contains(where: { $0.word == action }) else { return }
        let words = SurveyAction.plain.map(\.word).joined(separator: ", ")
        throw ValidationError(
            text(zh: "没有步骤 \(action)；有：\(words)", en: "there is no step \(action); there are \(words)"))
    }

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            let signature = try signed.signature
            guard let action = SurveyAction(word: action) else { return .usage }
            // Verdicts of photos follow from everything there is now.
            if !evidence.isEmpty { _ = try PhotoDesk(office).review() }
            try office.checkEvidence(evidence, for: caseID)
            let papers = paper.map { "paper:" + $0.replacing(";", with: "；") }
            let step = SurveyStep(
                action, by: signature.person, as: action.role, at: signature.moment,
                evidence: evidence + papers, reason: signed.reason)
            try office.take(step, in: caseID, by: signature)
            let state = try office.surveyCase(caseID).survey.state
            try console.deliver("\(caseID)  \(state.text[.invoked])", to: nil)
            return .fine
        }
    }
}

/// `bourn outfall register WORKSPACE CASE …`: puts verified cases into the register.
struct OutfallRegisterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: text(
            zh: "把已核实的案件入册并赋 2018 年编码。", en: "Put verified cases into the register with a 2018 code."),
        discussion: text(
            zh: "坐标取自现场见证，县、村、水体、岸别按位置确定；入册人不得是核实人。附近已有条目的案件不入册并逐一列出：用 outfall join 归并，或确为另一口门时加 --beside。",
            en:
                "The position is the witnesses'; county, village, water and bank follow from it. Who verified may not register. A case near an entry is left and named: outfall join, or --beside where it is another mouth."
        ))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "案件号或观测编号", en: "Cases, or observations of them."))
    var cases: [String] = []

    @Flag(help: help(zh: "全部已核实和已核定为排污口的案件", en: "All cases verified or decided to be outfalls."))
    var allVerified = false

    @Flag(
        help: help(
            zh: "附近已有条目，但确为另一口门（须写 --reason）",
            en: "Register although an entry stands near: it is another mouth (needs --reason)."))
    var beside = false

    @Option(help: help(zh: "名称（只有一个案件时）", en: "The name (with one case)."))
    var name: String?

    @Option(
        help: help(
            zh: "2018 年类型：1 工业废水、2 生活污水、3 混合污废水", en: "Class of 2018: 1 industrial, 2 domestic, 3 mixed."))
    var kind: Int?

    @Option(help: help(zh: "HJ 1312 类别编号", en: "Class by HJ 1312."))
    var classHj1312: String?

    @OptionGroup var signed: SignatureOptions
    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if cases.isEmpty && !allVerified {
            throw ValidationError(text(zh: "给出案件，或用 --all-verified", en: "name cases, or say --all-verified"))
        }
        if beside, signed.reason.isEmpty {
            throw ValidationError(text(zh: "--beside 须写 --reason", en: "--beside needs --reason"))
        }
        if let kind, OutfallKind2018(rawValue: kind) == nil {
            throw ValidationError(text(zh: "--kind 须为 1、2 或 3", en: "--kind must be 1, 2 or 3"))
        }
        if let classHj1312, !OutfallClass.hj1312.contains(where: { $0.id == classHj1312 }) {
            let ids = OutfallClass.hj1312.map(\.id).joined(separator: ", ")
            throw ValidationError(
                text(
                    zh: "没有类别 \(classHj1312)；有：\(ids)",
                    en: "there is no class \(classHj1312); there are \(ids)"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            let office = try SurveyOffice(workspace, console: console)
            let signature = try signed.signature
            var ids = cases
            if allVerified {
                ids += try
                    (office.workspace.surveyCases(.verified) + office.workspace.surveyCases(.decidedOutfall))
                    .map(\.id)
            }
            var entries: [RegisterEntry] = []
            var left: [Left] = []
            let elsewhere = beside ? [] : try office.entriesElsewhere()
            for id in ids {
                do { try Interruption.check() } catch {
                    let count = entries.count
                    throw InterruptedWork(
                        done: LocalizedText(
                            zh: "已入册的 \(count) 个保留，再次运行会继续",
                            en: "\(count) stay registered; run it again to go on"))
                }
                let found = try office.workspace.surveyCase(id)
                let near = beside ? [] : try neighbours(of: found, office, elsewhere)
                if near.isEmpty {
                    entries.append(try register(found, office, signature))
                } else {
                    left.append(Left(id: found.survey.id, near: near))
                }
            }
            try console.deliver(shown(entries, left), to: result.output)
            return left.isEmpty ? .fine : .faulty
        }
    }

    /// A case that was not registered, with the entries that it may be.
    private struct Left {
        let id: String
        let near: [(entry: RegisterEntry, distance: Metres)]

        /// The case in one line.
        var line: String {
            let names = near.map { "\($0.entry.code) (\($0.distance.value.rounded(to: 1)) m)" }
                .joined(separator: ", ")
            return text(
                zh: "未入册 \(id)：附近已有 \(names)；同一口门用 outfall join，另一口门用 --beside --reason",
                en: "left \(id): near \(names); outfall join if it is the same, --beside --reason if not")
        }

        var json: JSONValue {
            .object([
                JSONMember("case", .string(id)),
                JSONMember(
                    "near",
                    .array(
                        near.map {
                            .object([
                                JSONMember("code", .string($0.entry.code)),
                                JSONMember("distance_m", .optional($0.distance.value)),
                            ])
                        })),
            ])
        }
    }

    private func neighbours(
        of found: StoredCase, _ office: SurveyOffice, _ elsewhere: [RegisterEntry]
    ) throws -> [(entry: RegisterEntry, distance: Metres)] {
        guard found.survey.state != .registered else { return [] }
        return try office.entries(
            near: try office.sightings(of: found, office.rules.matching), besides: nil, elsewhere)
    }

    private func register(
        _ found: StoredCase, _ office: SurveyOffice, _ signature: Signature
    ) throws -> RegisterEntry {
        let id = found.survey.id
        guard let position = office.position(of: found) else { throw SurveyStoreError.noPosition(id) }
        guard let county = office.places.county(at: position) else {
            throw OutfallPlaceError.noCounty(id, position)
        }
        return try office.workspace.register(id, county: county, by: signature) { _, blank in
            described(blank, at: position, office)
        }
    }

    private func described(
        _ blank: RegisterEntry, at position: Position, _ office: SurveyOffice
    ) -> RegisterEntry {
        var entry = blank
        entry.position = position
        entry.category = .river
        entry.kind2018 = kind.flatMap(OutfallKind2018.init(rawValue:))
        entry.classHJ1312 = classHj1312
        entry.declaredDivision =
            office.places.division(at: position) ?? office.places.county(at: position) ?? ""
        if let water = office.waters.nearest(
            to: position, within: Metres(office.rules[.nearBank]))
        {
            entry.waterName = water.name
            entry.waterCode = water.code
            entry.declaredSide = water.river?.side
        }
        let side = entry.declaredSide.map { $0.text[.chinese] } ?? ""
        entry.name = name ?? "\(entry.waterName)\(side)\(entry.code.suffix(3))号入河排污口"
        return entry
    }

    private func shown(_ entries: [RegisterEntry], _ left: [Left]) -> String {
        if result.format == .json {
            return JSONValue.object([
                JSONMember("registered", .array(entries.map(\.json))),
                JSONMember("left", .array(left.map(\.json))),
            ]).text
        }
        let total = text(
            zh: "入册 \(entries.count) 个" + (left.isEmpty ? "" : "，未入册 \(left.count) 个"),
            en: "\(entries.count) registered" + (left.isEmpty ? "" : ", \(left.count) left"))
        return (entries.map(\.line) + left.map(\.line) + [total]).joined(separator: "\n")
    }
}

/// Why a case cannot be put into the register where it lies.
enum OutfallPlaceError: Error {
    /// No county of the workspace contains the position.
    case noCounty(String, Position)
}

/// `bourn outfall exclude WORKSPACE CODE`: keeps an entry on file as one that does not count, or files a case so.
struct OutfallExcludeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exclude",
        abstract: text(
            zh: "排除名录条目或案件，保留并写明理由。", en: "Exclude an entry or a case; it stays on file with the reason."),
        discussion: text(
            zh: "理由：\(Self.words)。--count-again 恢复计入。",
            en: "Reasons: \(Self.words). --count-again lets it count again."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "排污口编码、案件号或观测编号", en: "A code, or the identifier of a case or observation."))
    var codes: [String]

    @Option(help: help(zh: "理由代码", en: "The reason's word."))
    var because: String?

    @Flag(help: help(zh: "恢复计入", en: "Let it count again."))
    var countAgain = false

    @OptionGroup var signed: SignatureOptions
    @OptionGroup var common: CommonOptions

    private static var words: String {
        (ExclusionReason.plain.map(\.word) + ["duplicate:CODE", "other:…"]).joined(separator: ", ")
    }

    func validate() throws {
        guard !countAgain else { return }
        guard let because, ExclusionReason(word: because) != nil else {
            throw ValidationError(
                text(zh: "用 --because 给出理由：\(Self.words)", en: "give a reason with --because: \(Self.words)"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            let signature = try signed.signature
            for code in codes { try exclude(code, office, signature) }
            try console.deliver(codes.joined(separator: "\n"), to: nil)
            return .fine
        }
    }

    private func exclude(_ code: String, _ office: Workspace, _ signature: Signature) throws {
        let reason = because.flatMap(ExclusionReason.init(word:))
        if try !office.outfalls(code: code).isEmpty {
            try office.setCounting(
                code, exclusion: countAgain ? nil : reason, reason: signed.reason, by: signature)
            return
        }
        guard let reason, !countAgain else { throw SurveyStoreError.noOutfall(code) }
        let words = signed.reason.isEmpty ? reason.text[.invoked] : signed.reason
        try office.take(
            SurveyStep(
                .exclude(reason), by: signature.person, as: .registrar, at: signature.moment, reason: words),
            in: code, by: signature)
    }
}

/// `bourn outfall code WORKSPACE CODE`: gives an entry a code of a scheme.
struct OutfallCodeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "code",
        abstract: text(
            zh: "给排污口赋一个编码；旧编码保留历史，顺序号永不重用。",
            en: "Give an outfall a code; old codes keep their history and no serial is ever reused."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "排污口的任一编码", en: "Any code of the outfall."))
    var code: String

    @Option(
        help: help(
            zh: "新编码：2018 年编码或 HJ 1235 编码；地方编码另写 --scheme",
            en: "The new code of 2018 or by HJ 1235; a local one needs --scheme."))
    var give: String?

    @Option(help: help(zh: "在此县取下一个 2018 年顺序号", en: "Take the next 2018 serial of this county."))
    var nextIn: String?

    @Option(help: help(zh: "地方编码体系名称", en: "The name of a local scheme."))
    var scheme: String?

    @Option(help: help(zh: "生效日期（默认今天）", en: "The first day (default: today)."))
    var from: String?

    @OptionGroup var signed: SignatureOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (give == nil) == (nextIn == nil) else { return }
        throw ValidationError(text(zh: "给出 --give 或 --next-in 之一", en: "say either --give or --next-in"))
    }

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            let signature = try signed.signature
            let day = try from.map { try CalendarDate(iso: $0) } ?? signature.moment.localDay
            let given = try office.giveCode(
                code, try newCode(), from: day, reason: signed.reason, by: signature)
            try console.deliver("\(given.value)  \(given.scheme.text[.invoked])", to: nil)
            return .fine
        }
    }

    private func newCode() throws -> NewCode {
        if let nextIn { return .next2018(county: nextIn) }
        let text = give ?? ""
        if let scheme { return .given(try OutfallCode(text, scheme: .local(scheme))) }
        // A digit short is no local code: those are named by their scheme.
        let isNational = text.contains("-")
        return .given(try OutfallCode(text, scheme: isNational ? .hj1235 : .census2018))
    }
}

/// `bourn outfall rule WORKSPACE`: what the office asks of its survey.
struct OutfallRuleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rule",
        abstract: text(zh: "查看或设定调查要求；现场人员不能更改。", en: "Show or set what the office asks of its survey."),
        discussion: text(
            zh: OutfallRule.allCases.map { "\($0.rawValue)  \($0.text[.chinese])" }.joined(separator: "；"),
            en: OutfallRule.allCases.map { "\($0.rawValue)  \($0.text[.english])" }.joined(separator: "; ")))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Option(help: help(zh: "设定：名称=值（可重复），须有 --by", en: "Set name=value (repeatable); needs --by."))
    var set: [String] = []

    @Option(help: help(zh: "设定人", en: "Who sets it."))
    var by: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        for pair in set { _ = try Self.rule(pair) }
        if !set.isEmpty, by == nil {
            throw ValidationError(text(zh: "--set 须有 --by", en: "--set needs --by"))
        }
    }

    private static func rule(_ pair: String) throws -> (OutfallRule, String) {
        let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, let rule = OutfallRule(rawValue: parts[0]) else {
            let names = OutfallRule.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError(
                text(zh: "“\(pair)”应为 名称=值；名称：\(names)", en: "“\(pair)” must be name=value; names: \(names)"))
        }
        let isGood =
            rule.isDay
            // The question is whether it is a day.
            ? (try? CalendarDate(iso: parts[1])) != nil
            : Double(parts[1]).map { $0.isFinite && $0 > 0 && (!rule.isWhole || $0 == $0.rounded()) } ?? false
        guard isGood else {
            throw ValidationError(
                text(
                    zh: "\(rule.rawValue) 应为\(rule.isDay ? "日期" : rule.isWhole ? "正整数" : "正数")",
                    en:
                        "\(rule.rawValue) must be a \(rule.isDay ? "day" : rule.isWhole ? "positive whole number" : "positive number")"
                ))
        }
        return (rule, parts[1])
    }

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            for pair in set {
                let (rule, value) = try Self.rule(pair)
                try office.set(rule, to: value, by: try .now(by: by ?? ""))
            }
            let values = try office.outfallRules()
            let lines = OutfallRule.allCases.map { rule in
                let usual = rule.usual.map { "\($0.formatted()) " + text(zh: "（通常）", en: "(usual)") }
                return "\(rule.rawValue)  \(values[rule] ?? usual ?? "–")  \(rule.text[.invoked])"
            }
            try console.deliver(lines.joined(separator: "\n"), to: nil)
            return .fine
        }
    }
}
