internal import ArgumentParser
internal import Census
internal import GeoModel
internal import GeoPackageStore

/// `bourn outfall candidates WORKSPACE`: pairs of cases that may be one outfall.
struct OutfallCandidatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "candidates",
        abstract: text(
            zh: "按距离、岸别、里程、时间和名称提出可能同一的案件，附理由；由人决定。",
            en: "Propose cases that may be one outfall, with the reasons; a person decides."),
        discussion: text(
            zh: "用 --join-from 时，由 --by 署名者对不低于该分数的各对负责，逐对归并，每对都可撤销。",
            en:
                "With --join-from whoever signs with --by joins the pairs of that score and above, each reversibly."
        ))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Option(help: help(zh: "最低分数（0–1）", en: "The least score (0 to 1)."))
    var least = 0.3

    @Option(
        help: help(
            zh: "归并不低于此分数的各对（0–1），须有 --by", en: "Join pairs of this score or above (0 to 1); needs --by."))
    var joinFrom: Double?

    @Option(help: help(zh: "为归并负责的人", en: "Who answers for the joining."))
    var by: String?

    @Option(
        help: help(
            zh: "范围：最小经度,最小纬度,最大经度,最大纬度（默认全部）",
            en: "Area: minimum x,minimum y,maximum x,maximum y (default: everything)."))
    var within: RectangleArgument?

    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard joinFrom != nil, by == nil else { return }
        throw ValidationError(text(zh: "--join-from 须有 --by", en: "--join-from needs --by"))
    }

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([result.output], inputs: [workspace])
            let office = try SurveyOffice(workspace, console: console)
            let pairs = try CaseCandidates(office, within: within?.envelope).pairs(least: least)
            var joined = (count: 0, spared: 0)
            if let joinFrom, let by {
                joined = try join(
                    pairs.filter { $0.candidate.score >= joinFrom }, office.workspace, try .now(by: by))
            }
            try console.deliver(shown(pairs, joined), to: result.output)
            return .fine
        }
    }

    /// Pairs that an earlier one has made one already are passed over; two entries of the register, each with a code of its
    /// own, are never made one by a score.
    private func join(
        _ pairs: [CaseCandidates.Pair], _ office: Workspace, _ signature: Signature
    ) throws -> (count: Int, spared: Int) {
        var (joined, spared) = (0, 0)
        for pair in pairs {
            try Interruption.check()
            let first = try office.surveyCase(pair.candidate.first)
            let second = try office.surveyCase(pair.candidate.second)
            if first.survey.id != second.survey.id, first.outfall != nil, second.outfall != nil {
                spared += 1
                continue
            }
            let reason = pair.candidate.reasons.map { $0.text[.invoked] }.joined(separator: "；")
            do {
                _ = try office.join(
                    [pair.candidate.first, pair.candidate.second], reason: reason, by: signature)
                joined += 1
            } catch IdentityRefusal.mergeIntoItself {
                continue
            }
        }
        return (joined, spared)
    }

    private func shown(_ pairs: [CaseCandidates.Pair], _ joined: (count: Int, spared: Int)) -> String {
        if result.format == .json {
            return JSONValue.object([
                JSONMember("pairs", .array(pairs.map(\.json))),
                JSONMember("joined", .number(JSONNumber(joined.count))),
                JSONMember("left_to_a_person", .number(JSONNumber(joined.spared))),
            ]).text
        }
        let lines = pairs.map { pair in
            let score = (pair.candidate.score * 100).rounded() / 100
            return
                "\(score)  \(pair.first) \(pair.candidate.first)  \(pair.second) \(pair.candidate.second)  "
                + pair.candidate.reasons.map { $0.text[.invoked] }.joined(separator: "；")
        }
        let total = text(
            zh: "共 \(pairs.count) 对，归并 \(joined.count) 对"
                + (joined.spared > 0 ? "；\(joined.spared) 对双方都在名录中，须由人用 outfall join 决定" : ""),
            en: "\(pairs.count) pairs, \(joined.count) joined"
                + (joined.spared > 0
                    ? "; \(joined.spared) are of two register entries each and left to a person: outfall join"
                    : ""))
        return (lines + [total]).joined(separator: "\n")
    }
}

/// The pairs of observations of different cases that may be one outfall.
struct CaseCandidates {
    /// A pair with the cases it lies in.
    struct Pair {
        let candidate: SameOutfallCandidate
        let first: String
        let second: String

        var json: JSONValue {
            .object([
                JSONMember("score", .optional(candidate.score)),
                JSONMember("cases", .array([.string(first), .string(second)])),
                JSONMember("observations", .array([.string(candidate.first), .string(candidate.second)])),
                JSONMember("reasons", .array(candidate.reasons.map { .string($0.text[.invoked]) })),
            ])
        }
    }

    private let sightings: [OutfallSighting]
    private let caseByObservation: [String: String]
    private let office: SurveyOffice

    init(_ office: SurveyOffice, within area: Envelope?) throws {
        let workspace = office.workspace
        let observations =
            try area.map { try workspace.observations(within: $0, limit: .max) } ?? workspace.observations()
        self.office = office
        sightings = observations.map { office.sighting($0.observation) }
        caseByObservation = Dictionary(
            observations.map { ($0.observation.id, $0.caseID) }, uniquingKeysWith: { first, _ in first })
    }

    /// Of the pairs between two cases the best one, by falling score.
    func pairs(least: Double) -> [Pair] {
        var rule = office.matching
        rule.leastScore = least
        var seen: Set<[String]> = []
        return sameOutfallCandidates(among: sightings, rule: rule, measure: office.measure).compactMap {
            guard let first = caseByObservation[$0.first], let second = caseByObservation[$0.second],
                first != second, seen.insert([first, second].sorted()).inserted
            else { return nil }
            return Pair(candidate: $0, first: first, second: second)
        }
    }
}

/// `bourn outfall join WORKSPACE A B …`: a person's word that cases are one outfall.
struct OutfallJoinCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "join",
        abstract: text(zh: "把案件归并为同一排污口；可撤销。", en: "Join cases that are one outfall; can be taken back."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "两个或更多案件、观测或排污口编码", en: "Two or more cases, observations or codes."))
    var members: [String]

    @OptionGroup var signed: SignatureOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard members.count < 2 else { return }
        throw ValidationError(text(zh: "至少给出两个", en: "name at least two"))
    }

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            let done = try office.join(members, reason: signed.reason, by: try signed.signature)
            try console.deliver(
                text(
                    zh: "归并入 \(done.survivor)，决定 \(done.event)（可用 outfall undo 撤销）",
                    en: "joined into \(done.survivor), decision \(done.event) (outfall undo takes it back)"),
                to: nil)
            return .fine
        }
    }
}

/// `bourn outfall separate WORKSPACE CASE OBSERVATION …`: observations that are another outfall.
struct OutfallSeparateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "separate",
        abstract: text(
            zh: "把观测从案件中拆出，另立一案；可撤销。",
            en: "Separate observations into a case of their own; can be taken back."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "案件号或排污口编码", en: "The case, or the code of its outfall."))
    var caseID: String

    @Argument(help: help(zh: "要拆出的观测编号", en: "The observations to separate."))
    var observations: [String]

    @OptionGroup var signed: SignatureOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            let done = try office.separate(
                observations, from: caseID, reason: signed.reason, by: try signed.signature)
            try console.deliver(
                text(
                    zh: "拆出为 \(done.new)，决定 \(done.event)",
                    en: "separated as \(done.new), decision \(done.event)"), to: nil)
            return .fine
        }
    }
}

/// `bourn outfall undo WORKSPACE EVENT`: takes a decision back.
struct OutfallUndoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: text(zh: "撤销一次归并或拆分。", en: "Take back a joining or separation."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "决定编号，如 E12", en: "The decision, such as E12."))
    var event: String

    @OptionGroup var signed: SignatureOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            let done = try office.undo(event, reason: signed.reason, by: try signed.signature)
            try console.deliver(
                text(zh: "已撤销 \(event)（\(done)）", en: "took back \(event) (\(done))"), to: nil)
            return .fine
        }
    }
}
