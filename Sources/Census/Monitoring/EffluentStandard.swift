/// A fact about an outfall or sample that a limit may depend on.
public enum EffluentFact: String, CaseIterable, Sendable {
    /// The temperature of the water.
    case waterTemperature
    /// When the plant was built.
    case constructionDate

    /// The fact in both languages.
    public var text: LocalizedText {
        switch self {
        case .waterTemperature: LocalizedText(zh: "水温", en: "the water temperature")
        case .constructionDate: LocalizedText(zh: "建设时间", en: "the date of construction")
        }
    }
}

/// When a limit applies.
public enum LimitCondition: Hashable, Sendable {
    /// The water is warmer than so many degrees Celsius.
    case warmerThan(Double)
    /// The water is at most so warm: the figure in brackets.
    case atMostWarm(Double)
    /// The plant was built on or after a day.
    case builtFrom(CalendarDate)
    /// The plant was built before a day.
    case builtBefore(CalendarDate)
}

/// What is known about the outfall and the sample.
public struct EffluentContext: Hashable, Sendable {
    /// The temperature of the water in degrees Celsius, if measured.
    public let celsius: Double?
    /// The day of construction, if known.
    public let built: CalendarDate?

    /// States what is known.
    public init(celsius: Double? = nil, built: CalendarDate? = nil) {
        self.celsius = celsius
        self.built = built
    }

    /// The condition holds, does not, or cannot be told for want of a fact.
    func holds(_ condition: LimitCondition) -> Result<Bool, MissingFact> {
        switch condition {
        case .warmerThan(let limit): known(celsius, .waterTemperature) { $0 > limit }
        case .atMostWarm(let limit): known(celsius, .waterTemperature) { $0 <= limit }
        case .builtFrom(let day): known(built, .constructionDate) { $0 >= day }
        case .builtBefore(let day): known(built, .constructionDate) { $0 < day }
        }
    }

    struct MissingFact: Error {
        let fact: EffluentFact
    }

    private func known<Value>(
        _ value: Value?, _ fact: EffluentFact, _ test: (Value) -> Bool
    ) -> Result<Bool, MissingFact> {
        value.map { .success(test($0)) } ?? .failure(MissingFact(fact: fact))
    }
}

/// A limit of an effluent standard.
public struct EffluentLimit: Hashable, Sendable {
    /// The values that comply.
    public enum Allowed: Hashable, Sendable {
        /// At most so much.
        case atMost(Double)
        /// Between two values, both included.
        case within(ClosedRange<Double>)
    }

    /// The code of the indicator.
    public let indicator: String
    /// The grade, such as `一级A`.
    public let grade: String
    /// The values that comply, in `unit`.
    public let allowed: Allowed
    /// The unit of the limit.
    public let unit: MeasurementUnit
    /// All must hold for the limit to apply.
    public let conditions: [LimitCondition]

    /// Makes a limit.
    public init(
        _ indicator: String, grade: String, _ allowed: Allowed, unit: MeasurementUnit = .milligramPerLitre,
        when conditions: [LimitCondition] = []
    ) {
        self.indicator = indicator
        self.grade = grade
        self.allowed = allowed
        self.unit = unit
        self.conditions = conditions
    }
}

/// An effluent standard: limits by indicator and grade.
public struct EffluentStandard: Hashable, Sendable {
    /// The standard and its edition.
    public let reference: ReferenceStandard
    /// The limits.
    public let limits: [EffluentLimit]

    /// Makes a table.
    public init(reference: ReferenceStandard, limits: [EffluentLimit]) {
        self.reference = reference
        self.limits = limits
    }
}
