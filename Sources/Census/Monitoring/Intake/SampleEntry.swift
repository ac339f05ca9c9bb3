public import GeoModel

/// An outfall as monitoring needs it: how it is called, where it is, and what its register entry says.
public struct MonitoredOutfall: Hashable, Sendable {
    /// The code that the register keeps it by.
    public let code: String
    /// Its code by HJ 1235, if it has one.
    public let otherCode: String?
    /// Its name.
    public let name: String
    /// The code of its division.
    public let division: String
    /// The scale class of the register.
    public let scale: OutfallScale?
    /// The name of the receiving water.
    public let waterName: String
    /// The code of the receiving water.
    public let waterCode: String
    /// Where it is, in the workspace's reference.
    public let position: Position?
    /// It counts, so it is expected to be monitored.
    public let counts: Bool
    /// Why it does not count; `nil` for one that does, or whose reason nobody can read.
    public let exclusion: ExclusionReason?

    /// Makes an outfall.
    public init(
        code: String, otherCode: String? = nil, name: String = "", division: String = "",
        scale: OutfallScale? = nil, waterName: String = "", waterCode: String = "", position: Position? = nil,
        counts: Bool = true, exclusion: ExclusionReason? = nil
    ) {
        self.code = code
        self.otherCode = otherCode
        self.name = name
        self.division = division
        self.scale = scale
        self.waterName = waterName
        self.waterCode = waterCode
        self.position = position
        self.counts = counts
        self.exclusion = exclusion
    }
}

/// One result of a laboratory as it is stored.
public struct ResultEntry: Hashable, Sendable {
    /// The code of the indicator.
    public let indicator: String
    /// Value, unit, method and original text.
    public let value: MeasuredValue
    /// The day of analysis.
    public let analysed: CalendarDate?
    /// The instrument.
    public let instrument: String?
    /// How much was added to a spike, in the unit of the value.
    public let added: Double?

    /// Makes a result.
    public init(
        indicator: String, value: MeasuredValue, analysed: CalendarDate? = nil, instrument: String? = nil,
        added: Double? = nil
    ) {
        self.indicator = indicator
        self.value = value
        self.analysed = analysed
        self.instrument = instrument
        self.added = added
    }
}

/// One bottle with its visit and its results, ready to be stored.
public struct SampleEntry: Hashable, Sendable {
    /// The row of the file it comes from; of a long file, the first.
    public var row: Int
    /// The label on the bottle.
    public var label: String
    /// What it is for.
    public var kind: ActivityKind
    /// The label of the sample that a parallel, blank or spike belongs to.
    public var partner: String?
    /// The register's code of the outfall; `nil` for controls of the laboratory.
    public var outfall: String?
    /// When it was sampled.
    public var time: SamplingTime
    /// The season written on the form.
    public var declaredSeason: Season?
    /// The season of the calendar.
    public var occasion: SeasonOccasion
    /// The basin whose calendar was asked.
    public var basin: String
    /// The team.
    public var team: String
    /// Who sampled.
    public var samplers: String
    /// The laboratory.
    public var laboratory: String
    /// The laboratory's batch.
    public var batch: String?
    /// The results.
    public var results: [ResultEntry]
    /// Indicators of which the file says that they were not measured.
    public var notMeasured: [String] = []

    /// Makes an entry.
    public init(
        row: Int = 0, label: String, kind: ActivityKind = .routine, partner: String? = nil, outfall: String?,
        time: SamplingTime, declaredSeason: Season? = nil, occasion: SeasonOccasion, basin: String,
        team: String = "", samplers: String = "", laboratory: String = "", batch: String? = nil,
        results: [ResultEntry]
    ) {
        self.row = row
        self.label = label
        self.kind = kind
        self.partner = partner
        self.outfall = outfall
        self.time = time
        self.declaredSeason = declaredSeason
        self.occasion = occasion
        self.basin = basin
        self.team = team
        self.samplers = samplers
        self.laboratory = laboratory
        self.batch = batch
        self.results = results
    }

    /// Who is counted in progress by team: the team, or the samplers where no team is named.
    public var group: String { team.isEmpty ? samplers : team }

    /// The day, outfall and kind of another entry are the same: it may be the same bottle.
    public func isSameBottle(as other: SampleEntry) -> Bool {
        outfall == other.outfall && time.day == other.time.day && kind == other.kind
    }
}

/// What storing a sample did.
public struct SampleOutcome: Hashable, Sendable {
    /// The sample was not there before.
    public var isNewSample = false
    /// The sample was there with another visit, time, laboratory, batch or partner.
    public var isChangedSample = false
    /// The sample was there with another outfall, day or kind, and has been corrected.
    public var isCorrected = false
    /// Results that stay although the file says that nothing was measured.
    public var contradicted = 0
    /// Results taken back because the file says that nothing was measured.
    public var removed = 0
    /// Results that were not there before.
    public var inserted = 0
    /// Results that had other values.
    public var updated = 0
    /// Results that were there with the same values.
    public var unchanged = 0
    /// The label is that of another sample; nothing was stored.
    public var conflict: LaboratoryRefusalReason?

    /// Makes an outcome with nothing done.
    public init() {}
}

/// Where samples go and outfalls are looked up: the port that the workspace supplies.
public protocol MonitoringSink {
    /// The outfall that a code of any scheme means for a sample of a day.
    mutating func outfall(spelled code: String, on day: CalendarDate) throws -> OutfallCodeMatch
    /// Stores a sample with its results.
    mutating func store(_ entry: SampleEntry) throws -> SampleOutcome
}

extension ActivityKind {
    /// Reads what forms and laboratories call the kind; blank is a routine sample.
    public init?(spelled text: String) {
        switch halfWidth(text).lowercased() {
        case "", "样品", "常规样", "水样", "routine", "routine sample", "sample": self = .routine
        case "平行样", "现场平行", "现场平行样", "parallel", "field parallel", "replicate", "duplicate":
            self = .fieldParallel
        case "实验室平行样", "室内平行样", "室内平行", "laboratory parallel": self = .laboratoryParallel
        case "全程序空白", "现场空白", "空白", "field blank", "blank": self = .fieldBlank
        case "实验室空白", "室内空白", "laboratory blank": self = .laboratoryBlank
        case "加标样", "加标", "加标回收", "spike", "spiked sample": self = .spike
        case "标准样品", "标样", "质控样", "有证标准物质", "standard", "certified standard": self = .certifiedStandard
        default: return nil
        }
    }
}
