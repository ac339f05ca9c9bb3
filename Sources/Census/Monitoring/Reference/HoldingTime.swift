/// How long a sample may stand before one indicator is analysed: a row of reference data.
public struct HoldingTime: Hashable, Sendable {
    /// The code of the indicator.
    public let indicator: String
    /// The most hours between sampling and analysis.
    public let hours: Double
    /// How the sample is kept for that long.
    public let preservation: String
    /// Where the limit comes from.
    public let source: String

    /// Makes a row.
    public init(indicator: String, hours: Double, preservation: String, source: String) {
        self.indicator = indicator
        self.hours = hours
        self.preservation = preservation
        self.source = source
    }

    var row: [String] { [indicator, ReferenceTable.plain(hours), preservation, source] }

    /// Rows to start from, for the office to check against the edition that its laboratories work by.
    public static let defaults = [
        HoldingTime("COD", 48, "加 H2SO4 至 pH≤2"), HoldingTime("BOD5", 24, "0–4 ℃ 避光，充满容器", "HJ 505-2009"),
        HoldingTime("NH3-N", 24, "加 H2SO4 至 pH≤2"), HoldingTime("TN", 168, "加 H2SO4 至 pH≤2"),
        HoldingTime("TP", 24, "加 H2SO4 至 pH≤2"), HoldingTime("animal-vegetable-oil", 168, "加 HCl 至 pH≤2"),
        HoldingTime("petroleum", 168, "加 HCl 至 pH≤2"), HoldingTime("SS", 336, "1–5 ℃ 避光"),
        HoldingTime("CODMn", 48, "1–5 ℃ 避光"), HoldingTime("LAS", 24, "加甲醛"),
    ]

    private init(
        _ indicator: String, _ hours: Double, _ preservation: String, _ source: String = "HJ 493-2009"
    ) {
        self.init(indicator: indicator, hours: hours, preservation: preservation, source: source)
    }
}

extension MonitoringReference {
    static func holdingHours(
        _ rows: [ReferenceRow], catalogue: IndicatorCatalogue
    ) throws(ReferenceTableFault) -> [String: Double] {
        var found: [String: Double] = [:]
        for row in rows {
            guard let code = catalogue.indicator(spelled: try row.required("indicator"))?.code else {
                // An office may drop an indicator that the program's rows name.
                continue
            }
            guard let hours = try row.number("hours"), hours > 0 else {
                throw row.fault("hours", LocalizedText(zh: "应为大于零的小时数", en: "hours above zero are needed"))
            }
            found[code] = hours
        }
        return found
    }
}
