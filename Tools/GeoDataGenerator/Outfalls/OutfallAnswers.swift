/// What is planted among outfalls, observations and samples.
struct OutfallAnswers {
    /// Outfalls whose division code names a block elsewhere.
    static let declaredElsewhere: Set = [14, 37]
    /// Outfalls whose degrees, minutes and seconds differ from their decimal degrees by 0.05°.
    static let disagreeing: Set = [21, 49]

    private var table = CSVText(["file", "row_key", "finding", "outfall", "related", "note"])

    init(_ outfalls: [Outfall], _ drone: DroneSurvey, _ field: FieldSurvey, _ monitoring: Monitoring) {
        for outfall in outfalls { add(outfall) }
        add("drone-observations.csv", drone.observations)
        add("field-observations.csv", field.observations)
        add(monitoring)
    }

    var text: String { table.text }

    private mutating func add(_ outfall: Outfall) {
        let chainage = outfall.site.chainage.map { "chainage_m=" + decimals($0, 1) } ?? ""
        let area = outfall.site.isBuiltUp ? "inside-built-up" : "outside-built-up"
        table.add(["outfalls.csv", outfall.key, area, outfall.key, outfall.site.waterCode, chainage])
        if Self.declaredElsewhere.contains(outfall.number) {
            table.add(["outfalls.csv", outfall.key, "declared-division-differs", outfall.key, "", ""])
        }
        if Self.disagreeing.contains(outfall.number) {
            table.add([
                "outfalls.csv", outfall.key, "dms-differs-from-decimal", outfall.key, "",
                "decimal degrees are right",
            ])
        }
        if outfall.isAboveScale, outfall.dailyFlow < 300 || outfall.annualFlow < 100_000 {
            table.add(["outfalls.csv", outfall.key, "above-scale-by-one-threshold", outfall.key, "", ""])
        }
    }

    private mutating func add(_ file: String, _ observations: [Observation]) {
        for observation in observations {
            let finding = observation.outfall == nil ? "no-outfall" : "belongs-to"
            table.add([file, observation.key, finding, observation.outfall?.key ?? "", "", observation.note])
        }
    }

    private mutating func add(_ monitoring: Monitoring) {
        for sample in monitoring.samples {
            for finding in sample.findings {
                table.add(["samples.csv", sample.key, finding, sample.outfall.key, sample.parent, ""])
            }
        }
        for (outfall, season) in monitoring.absent {
            let finding = season == Monitoring.dry ? "missing-dry-season" : "missing-wet-season"
            table.add(["samples.csv", "", finding, outfall.key, "", ""])
        }
    }
}
