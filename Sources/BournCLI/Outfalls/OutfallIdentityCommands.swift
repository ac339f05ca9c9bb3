internal import ArgumentParser
internal import Census
internal import GeoKernels
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
            zh:
                "用 --join-from 时，由 --by 署名者对不低于该分数的各对负责，逐对归并，每对都可撤销。现场位置优先于航拍点；可为两个排污口之一的、双方都在名录中的，列出后留给人用 outfall join 决定。",
            en:
                "With --join-from whoever signs with --by joins the pairs of that score and above, each reversibly. Positions on site count before points from the air. What may be either of two outfalls, and two entries of the register, are named and left to a person: outfall join."
        ))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Option(help: help(zh: "最低分数（0–1）", en: "The least score (0 to 1)."))
    var least = 0.3

    @Option(
        help: help(
            zh: "归并不低于此分数的各对（0–1），须有 --by", en: "Join pairs of this score or above (0 to 1); needs --by."))
    var joinFrom: Double?

    @Option(name: .person, help: help(zh: "为归并负责的人", en: "Who answers for the joining."))
    var by: String?

    @Option(
        help: help(
            zh: "范围：最小经度,最小纬度,最大经度,最大纬度（默认全部）",
            en: "Area: minimum x,minimum y,maximum x,maximum y (default: everything)."))
    var within: RectangleArgument?

    @Option(help: help(zh: "最多列出（和归并）多少对，分数高的在先", en: "The most pairs to list and join, the best first."))
    var limit = 100_000

    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard limit > 0 else {
            throw ValidationError(text(zh: "--limit 须为正数", en: "--limit must be positive"))
        }
        guard joinFrom != nil, by == nil else { return }
        throw ValidationError(text(zh: "--join-from 须有 --by", en: "--join-from needs --by"))
    }

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([result.output], inputs: [workspace])
            let office = try SurveyOffice(workspace, console: console)
            let found = try CaseCandidates(
                office, within: within?.envelope, least: least, most: limit, console: console)
            var work: CaseJoining?
            if let joinFrom, let by {
                var joining = CaseJoining(office, from: joinFrom, by: try .now(by: by))
                try joining.join(found.pairs.filter { $0.candidate.score >= joinFrom })
                work = joining
            }
            try console.deliver(shown(found, work), to: result.output)
            return .fine
        }
    }

    private func shown(_ found: CaseCandidates, _ work: CaseJoining?) -> String {
        let pairs = found.pairs
        let (joined, doubts) = (work?.joined ?? 0, work?.doubts ?? [])
        if result.format == .json {
            return JSONValue.object([
                JSONMember("pairs", .array(pairs.map(\.json))), JSONMember("limited", .bool(found.isCut)),
                JSONMember("joined", .number(JSONNumber(joined))),
                JSONMember("left_to_a_person", .number(JSONNumber(doubts.count))),
                JSONMember("doubts", .array(doubts.map(\.json))),
            ]).text
        }
        let lines = pairs.map { pair in
            let score = (pair.candidate.score * 100).rounded() / 100
            return
                "\(score)  \(pair.first) \(pair.candidate.first)  \(pair.second) \(pair.candidate.second)  "
                + pair.candidate.reasons.map { $0.text[.invoked] }.joined(separator: text(zh: "；", en: "; "))
        }
        let total = text(
            zh: "共 \(pairs.count) 对，归并 \(joined) 对"
                + (doubts.isEmpty ? "" : "；\(doubts.count) 处须由人用 outfall join 决定："),
            en: "\(pairs.count) pairs, \(joined) joined"
                + (doubts.isEmpty ? "" : "; \(doubts.count) are a person's to decide with outfall join:"))
        let more = text(
            zh: "只列出分数最高的 \(limit) 对；归并后再次运行，或用 --within 缩小范围、用 --limit 放宽",
            en: "only the best \(limit) pairs are listed: run again after joining, or use --within or --limit"
        )
        return (lines + [total] + doubts.map(\.line) + (found.isCut ? [more] : [])).joined(separator: "\n")
    }
}

extension CaseJoining.Doubt {
    /// The doubt in one line.
    fileprivate var line: String { "  \(cases.joined(separator: " "))  \(text[.invoked])" }

    /// The doubt for programs.
    fileprivate var json: JSONValue {
        .object([
            JSONMember("cases", .array(cases.map(JSONValue.string))),
            JSONMember("text", .string(text[.invoked])),
        ])
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

    @Option(
        help: help(
            zh: "保留哪一个（默认：有监测数据的、名单中的、最早的）",
            en: "Which of them goes on (default: the one monitored, then listed, then oldest)."))
    var keep: String?

    @OptionGroup var signed: SignatureOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard members.count >= 2 else {
            throw ValidationError(text(zh: "至少给出两个", en: "name at least two"))
        }
        try signed.requireReason()
    }

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            let apart = try farthest(in: office)
            let done = try office.join(
                members, keep: keep, reason: signed.reason, by: try signed.signature)
            let told = apart.map { "\n" + text(zh: "⚠ 各案相距最远 \($0) 米", en: "⚠ they lie up to \($0) m apart") }
            try console.deliver(Self.shown(done) + (told ?? ""), to: nil)
            return .fine
        }
    }

    /// How far apart the cases lie, when that is more than one outfall explains.
    private func farthest(in office: Workspace) throws -> String? {
        let measure = try GroundMeasure(for: .epsg(office.srsID))
        let places = try members.compactMap {
            try office.surveyCase($0).observations.first?.observation.position
        }
        let lengths = places.flatMap { a in places.map { measure.length(from: a, to: $0) } }
        let most = Metres(OutfallRules(try office.outfallRules())[.suspectWithin])
        return lengths.max().flatMap { $0 > most ? "\($0.value.rounded(to: 0))" : nil }
    }

    private static func shown(_ done: JoinOutcome) -> String {
        var lines = [
            text(
                zh: "归并入 \(done.survivor)，决定 \(done.event)（可用 outfall undo 撤销）",
                en: "joined into \(done.survivor), decision \(done.event) (outfall undo takes it back)")
        ]
        if let kept = done.kept, !done.excluded.isEmpty {
            let codes = done.excluded.joined(separator: ", ")
            lines.append(
                text(
                    zh: "保留条目 \(kept)；\(codes) 作为其重复条目排除，\(done.movedVisits) 次监测随之转入（用 --keep 可改选）",
                    en:
                        "entry \(kept) is kept; \(codes) is excluded as its duplicate, and \(done.movedVisits) visits of monitoring went with it (--keep chooses another)"
                ))
        }
        return lines.joined(separator: "\n")
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

    func validate() throws { try signed.requireReason() }

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
        abstract: text(zh: "撤销一次归并、拆分或更正。", en: "Take back a joining, a separation or a correction."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(
        help: help(zh: "决定编号，如 E12；更正编号，如 C7", en: "The decision, such as E12, or correction, such as C7."))
    var event: String

    @OptionGroup var signed: SignatureOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            if event.hasPrefix("C") {
                let done = try office.takeBack(
                    correction: event, reason: signed.reason, by: try signed.signature)
                try console.deliver(done.line, to: nil)
                return .fine
            }
            let done = try office.undo(event, reason: signed.reason, by: try signed.signature)
            try console.deliver(
                text(zh: "已撤销 \(event)（\(done)）", en: "took back \(event) (\(done))"), to: nil)
            return .fine
        }
    }
}
