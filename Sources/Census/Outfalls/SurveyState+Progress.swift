extension SurveyState {
    /// How far along a case is; of cases that are joined the one farthest along goes on.
    public var progress: Int {
        switch self {
        case .suspected: 0
        case .unreachable: 1
        case .refuted: 2
        case .verified: 3
        case .difficult: 4
        case .decidedNone: 5
        case .decidedOutfall: 6
        case .excluded: 7
        case .registered: 8
        }
    }
}

extension SurveyCase {
    /// Takes up a case as it was stored; whoever stored it guarantees that the steps were allowed.
    public init(
        restoring id: String, observations: [String], steps: [SurveyStep], state: SurveyState, opened: Moment
    ) {
        self.init(uncheckedID: id, observations, steps, state, opened)
    }
}
