/// Everything that an office has laid down for monitoring, read from its tables.
public struct MonitoringReference: Sendable {
    /// The season calendars; the first is that of outfalls whose basin is not known.
    public let calendars: [SeasonCalendar]
    /// Which codes belong to which basin.
    public let basins: [BasinRule]
    /// The indicators.
    public let catalogue: IndicatorCatalogue
    /// Codes of the indicators that the plan asks of every outfall.
    public let plannedIndicators: [String]
    /// Methods by laboratory and indicator.
    public let methods: LaboratoryMethods
    /// Codes of known instruments by their owner.
    public let instruments: [Instrument]
    /// Surface-water standards.
    public let surfaceStandards: [SurfaceWaterStandard]
    /// Discharge standards.
    public let effluentStandards: [EffluentStandard]
    /// Rules of quality control.
    public let qualityRules: [QualityRule]
    /// Rules of the review.
    public let reviewRules: [ReviewRule]
    /// The sampling plan.
    public let plan: CampaignPlan
    /// The seasons to be monitored; empty when those that were sampled count.
    public let periods: [MonitoringPeriod]
    /// How non-detects enter means and loads.
    public let policy: NonDetectPolicy
    /// The most hours between sampling and analysis, by the code of the indicator.
    public let holdingHours: [String: Double]

    /// Reads the tables.
    ///
    /// - Parameter rows: The rows of each table, in the order of its columns; a missing table has none.
    /// - Throws: `ReferenceTableFault` for the first cell that cannot be used.
    public init(_ rows: [ReferenceTable: [[String]]]) throws(ReferenceTableFault) {
        func table(_ table: ReferenceTable) -> [ReferenceRow] {
            (rows[table] ?? []).enumerated().map {
                ReferenceRow(table, number: $0.offset + 1, values: $0.element)
            }
        }
        calendars = try Self.calendars(table(.seasonCalendar))
        basins = try Self.basins(table(.basins))
        let indicators = try Self.indicators(table(.indicators))
        catalogue = IndicatorCatalogue(indicators.map(\.indicator))
        plannedIndicators = indicators.filter(\.isPlanned).map(\.indicator.code)
        methods = try LaboratoryMethods(table(.methods), catalogue: catalogue)
        instruments = try Self.instruments(table(.instruments), catalogue: catalogue)
        surfaceStandards = try Self.surfaceStandards(table(.surfaceLimits))
        effluentStandards = try Self.effluentStandards(table(.effluentLimits))
        qualityRules = try Self.qualityRules(table(.qualityRules))
        reviewRules = try Self.reviewRules(table(.reviewRules))
        plan = try Self.plan(table(.plan))
        periods = try Self.periods(table(.periods))
        policy = try Self.policy(table(.policy))
        holdingHours = try Self.holdingHours(table(.holdingTimes), catalogue: catalogue)
    }

    /// The basin of an outfall: of the rules that fit its codes the one with the longest beginning, else the first.
    public func calendar(for outfall: MonitoredOutfall?) -> SeasonCalendar? {
        outfall.flatMap(calendarOfBasin) ?? calendars.first
    }

    /// The season of an outfall's day hangs on its basin, and no rule of the basins says which that is.
    ///
    /// - Returns: Whether the first calendar was merely assumed and another one would say another season.
    public func isCalendarAssumed(for outfall: MonitoredOutfall, on day: CalendarDate) -> Bool {
        guard calendars.count > 1, calendarOfBasin(outfall) == nil else { return false }
        return Set(calendars.map { $0.occasion(on: day) }).count > 1
    }

    private func calendarOfBasin(_ outfall: MonitoredOutfall) -> SeasonCalendar? {
        let best = basins.filter { $0.fits(outfall) }.max { $0.prefix.count < $1.prefix.count }
        return best.flatMap { rule in calendars.first { $0.basin == rule.basin } }
    }
}

/// A rule that puts outfalls into a basin by the beginning of a code.
public struct BasinRule: Hashable, Sendable {
    /// Which code is looked at.
    public enum CodeKind: String, CaseIterable, Sendable {
        /// The code of the receiving water.
        case water
        /// The code of the division.
        case division
    }

    /// Which code is looked at.
    public let kind: CodeKind
    /// How the code begins.
    public let prefix: String
    /// The basin's code.
    public let basin: String

    func fits(_ outfall: MonitoredOutfall) -> Bool {
        switch kind {
        case .water: outfall.waterCode.hasPrefix(prefix)
        case .division: outfall.division.hasPrefix(prefix)
        }
    }
}

/// An instrument of a laboratory or a team.
public struct Instrument: Hashable, Sendable {
    /// Whose it is.
    public let owner: String
    /// Its code there.
    public let code: String
    /// What it is.
    public let name: String
    /// The indicator it measures; `nil` for several.
    public let indicator: String?
    /// The last day its calibration holds.
    public let calibratedUntil: CalendarDate?
}

/// Methods and detection limits of laboratories.
public struct LaboratoryMethods: Sendable {
    /// One laboratory's way to measure one indicator.
    public struct Method: Hashable, Sendable {
        /// The method's number.
        public let name: String
        /// Its detection limit, in `unit`; `nil` where none is stated.
        public let detectionLimit: Double?
        /// The unit of the limit.
        public let unit: MeasurementUnit
    }

    private var byKey: [String: Method] = [:]

    init(_ rows: [ReferenceRow], catalogue: IndicatorCatalogue) throws(ReferenceTableFault) {
        for row in rows {
            guard let indicator = catalogue.indicator(spelled: try row.required("indicator")) else {
                throw row.fault("indicator", unknownIndicator)
            }
            let limit = try row.number("detection_limit")
            guard limit.map({ $0 > 0 }) ?? true else {
                throw row.fault("detection_limit", LocalizedText(zh: "应大于零", en: "it must be above zero"))
            }
            let unit = try row.unit("unit", orElse: indicator.unit)
            byKey[Self.key(row.text("laboratory"), indicator.code)] = Method(
                name: try row.required("method"), detectionLimit: limit, unit: unit)
        }
    }

    /// A laboratory's method for an indicator; that of no named laboratory where it has none of its own.
    public func method(of laboratory: String, for indicator: String) -> Method? {
        byKey[Self.key(laboratory, indicator)] ?? byKey[Self.key("", indicator)]
    }

    private static func key(_ laboratory: String, _ indicator: String) -> String {
        laboratory + "\u{1F}" + indicator
    }
}

let unknownIndicator = LocalizedText(
    zh: "不是指标表中的指标；请先补入 indicators 表", en: "no such indicator; add it to the table `indicators` first")
