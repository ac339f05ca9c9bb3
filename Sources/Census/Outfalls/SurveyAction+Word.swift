extension SurveyAction {
    /// A stable word for storing; a register entry's identifier or a reason follows a colon.
    public var word: String {
        switch self {
        case .verify(let finding): "verify-\(finding.rawValue)"
        case .escalate: "escalate"
        case .decide(let isOutfall): isOutfall ? "decide-outfall" : "decide-none"
        case .register(let outfall): "register:\(outfall)"
        case .exclude(let reason): "exclude:\(reason.word)"
        case .reopen: "reopen"
        }
    }

    /// The steps that need nothing but their word.
    public static let plain: [SurveyAction] =
        FieldFinding.allCases.map(SurveyAction.verify) + [
            .escalate, .decide(isOutfall: true), .decide(isOutfall: false), .reopen,
        ]

    /// Reads a stable word; `nil` when it is none.
    public init?(word: String) {
        if let match = Self.plain.first(where: { $0.word == word }) {
            self = match
            return
        }
        guard let colon = word.firstIndex(of: ":") else { return nil }
        let rest = String(word[word.index(after: colon)...])
        switch word[..<colon] {
        case "register": self = .register(outfall: rest)
        case "exclude":
            guard let reason = ExclusionReason(word: rest) else { return nil }
            self = .exclude(reason)
        default: return nil
        }
    }
}
