/// Everything measured in one sample, as plausibility rules look at it.
public struct SampleRecord: Sendable {
    /// The label of the bottle or the visit.
    public let label: String
    /// The identifier of the outfall.
    public let outfall: String
    /// The team that sampled.
    public let team: String
    /// The season and year of the sample.
    public let occasion: SeasonOccasion
    /// The day of the sample, if known.
    public let day: CalendarDate?
    /// Values by the code of their indicator.
    public let values: [String: MeasuredValue]

    /// Makes a record; the keys of `values` are codes of indicators.
    public init(
        label: String, outfall: String, team: String, occasion: SeasonOccasion,
        day: CalendarDate? = nil, values: [String: MeasuredValue]
    ) {
        self.label = label
        self.outfall = outfall
        self.team = team
        self.occasion = occasion
        self.day = day
        self.values = values
    }
}

/// What the register knows that plausibility needs.
public struct PlausibilityContext: Sendable {
    /// The scale class of outfalls, by identifier.
    public let scales: [String: OutfallScale]
    /// The identifiers of neighbouring outfalls, by identifier.
    public let neighbours: [String: [String]]

    /// States what the register knows; outfalls without an entry are not judged by it.
    public init(scales: [String: OutfallScale] = [:], neighbours: [String: [String]] = [:]) {
        self.scales = scales
        self.neighbours = neighbours
    }
}
