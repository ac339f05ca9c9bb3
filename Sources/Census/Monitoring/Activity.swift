/// What a visit or a laboratory run was for.
public enum ActivityKind: String, CaseIterable, Sendable {
    /// An ordinary sample.
    case routine
    /// A second sample taken beside the first in the field.
    case fieldParallel
    /// A sample divided in the laboratory.
    case laboratoryParallel
    /// Clean water taken through every step of the field (全程序空白).
    case fieldBlank
    /// Clean water analysed in the laboratory.
    case laboratoryBlank
    /// A sample to which a known amount was added.
    case spike
    /// A certified standard.
    case certifiedStandard

    /// The name in both languages.
    public var text: LocalizedText {
        switch self {
        case .routine: LocalizedText(zh: "常规样", en: "routine sample")
        case .fieldParallel: LocalizedText(zh: "现场平行样", en: "field parallel")
        case .laboratoryParallel: LocalizedText(zh: "实验室平行样", en: "laboratory parallel")
        case .fieldBlank: LocalizedText(zh: "全程序空白", en: "field blank")
        case .laboratoryBlank: LocalizedText(zh: "实验室空白", en: "laboratory blank")
        case .spike: LocalizedText(zh: "加标样", en: "spiked sample")
        case .certifiedStandard: LocalizedText(zh: "有证标准物质", en: "certified standard")
        }
    }

    /// Only ordinary samples enter means, loads and completeness.
    public var countsAsMonitoring: Bool { self == .routine }
}

/// A visit to an outfall for sampling.
public struct MonitoringActivity: Hashable, Sendable {
    /// The identifier of the visit.
    public let id: String
    /// The identifier of the outfall in the register.
    public let outfall: String
    /// The day of sampling.
    public let day: CalendarDate
    /// Minutes after midnight, if the form says so.
    public let minuteOfDay: Int?
    /// The season written on the form, if any.
    public let declaredSeason: Season?
    /// The team that sampled.
    public let team: String
    /// Who sampled.
    public let samplers: [String]

    /// Makes a visit from the fields of its form.
    public init(
        id: String, outfall: String, day: CalendarDate, minuteOfDay: Int? = nil,
        declaredSeason: Season? = nil,
        team: String, samplers: [String]
    ) {
        precondition(minuteOfDay.map { (0..<1440).contains($0) } ?? true, "a day has 1440 minutes")
        self.id = id
        self.outfall = outfall
        self.day = day
        self.minuteOfDay = minuteOfDay
        self.declaredSeason = declaredSeason
        self.team = team
        self.samplers = samplers
    }
}

/// A bottle, by the label that leads from the bank to the laboratory's result.
public struct Sample: Hashable, Sendable {
    /// The label on the bottle.
    public let label: String
    /// The visit it was taken on.
    public let activity: String
    /// What it is for.
    public let kind: ActivityKind
    /// The label of the sample that a parallel or spike belongs to.
    public let partner: String?
    /// Codes of the indicators that the bottle is for.
    public let indicators: [String]

    /// Makes a bottle.
    public init(
        label: String, activity: String, kind: ActivityKind = .routine, partner: String? = nil,
        indicators: [String]
    ) {
        self.label = label
        self.activity = activity
        self.kind = kind
        self.partner = partner
        self.indicators = indicators
    }
}

/// A laboratory's result for one indicator of one bottle.
public struct MonitoringResult: Hashable, Sendable {
    /// The label of the bottle.
    public let sample: String
    /// The code of the indicator.
    public let indicator: String
    /// The value with unit, method and original text.
    public let value: MeasuredValue
    /// The day of analysis, if known.
    public let analysed: CalendarDate?
    /// The instrument, if known.
    public let instrument: String?
    /// The laboratory's batch, which quality control is counted by.
    public let batch: String?

    /// Makes a result.
    public init(
        sample: String, indicator: String, value: MeasuredValue, analysed: CalendarDate? = nil,
        instrument: String? = nil, batch: String? = nil
    ) {
        self.sample = sample
        self.indicator = indicator
        self.value = value
        self.analysed = analysed
        self.instrument = instrument
        self.batch = batch
    }
}
