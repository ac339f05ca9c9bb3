extension MonitoringReference {
    static func surfaceStandards(_ rows: [ReferenceRow]) throws(ReferenceTableFault) -> [SurfaceWaterStandard]
    {
        var found: [(ReferenceStandard, [SurfaceLimitRow])] = []
        for row in rows {
            let reference = try standard(of: row)
            let limit = try surfaceLimit(of: row)
            if let place = found.firstIndex(where: { $0.0 == reference }) {
                found[place].1.append(limit)
            } else {
                found.append((reference, [limit]))
            }
        }
        return found.map { SurfaceWaterStandard(reference: $0.0, rows: $0.1) }
    }

    static func effluentStandards(_ rows: [ReferenceRow]) throws(ReferenceTableFault) -> [EffluentStandard] {
        var found: [(ReferenceStandard, [EffluentLimit])] = []
        for row in rows {
            let reference = try standard(of: row)
            let limit = try effluentLimit(of: row)
            if let place = found.firstIndex(where: { $0.0 == reference }) {
                found[place].1.append(limit)
            } else {
                found.append((reference, [limit]))
            }
        }
        return found.map { EffluentStandard(reference: $0.0, limits: $0.1) }
    }

    private static func standard(of row: ReferenceRow) throws(ReferenceTableFault) -> ReferenceStandard {
        let number = try row.required("standard")
        return ReferenceStandard(
            number: number, title: row.title("title_zh", "title_en", orElse: number),
            tableRevision: try row.whole("revision", least: 1) ?? 1)
    }

    private static func surfaceLimit(of row: ReferenceRow) throws(ReferenceTableFault) -> SurfaceLimitRow {
        var limits: [Double] = []
        for column in ["class1", "class2", "class3", "class4", "class5"] {
            if let limit = try row.number(column) { limits.append(limit) }
        }
        let criterion: SurfaceCriterion
        switch row.text("criterion") {
        case "not-above" where limits.count == 5: criterion = .notAbove(limits)
        case "not-below" where limits.count == 5: criterion = .notBelow(limits)
        case "within" where limits.count == 2 && limits[0] <= limits[1]:
            criterion = .within(limits[0]...limits[1])
        default:
            throw row.fault(
                "criterion",
                LocalizedText(
                    zh: "应为 not-above 或 not-below（五类限值齐全），或 within（只填 class1、class2）",
                    en: "write not-above or not-below with five limits, or within with class1 and class2 only"
                ))
        }
        let kinds: Set<WaterKind> =
            row.text("water").isEmpty ? Set(WaterKind.allCases) : [try row.word("water")]
        return SurfaceLimitRow(
            indicator: try row.required("indicator"), kinds: kinds,
            unit: try row.unit("unit", orElse: .milligramPerLitre), criterion: criterion)
    }

    private static func effluentLimit(of row: ReferenceRow) throws(ReferenceTableFault) -> EffluentLimit {
        let allowed: EffluentLimit.Allowed
        switch (try row.number("at_least"), try row.number("at_most")) {
        case (nil, let most?): allowed = .atMost(most)
        case (let least?, let most?) where least <= most: allowed = .within(least...most)
        default:
            throw row.fault(
                "at_most", LocalizedText(zh: "须填上限，且不低于下限", en: "a limit is needed, not below at_least"))
        }
        var conditions: [LimitCondition] = []
        if let limit = try row.number("warmer_than") { conditions.append(.warmerThan(limit)) }
        if let limit = try row.number("at_most_warm") { conditions.append(.atMostWarm(limit)) }
        if let day = try row.day("built_from") { conditions.append(.builtFrom(day)) }
        if let day = try row.day("built_before") { conditions.append(.builtBefore(day)) }
        return EffluentLimit(
            try row.required("indicator"), grade: try row.required("grade"), allowed,
            unit: try row.unit("unit", orElse: .milligramPerLitre), when: conditions)
    }

    static func qualityRules(_ rows: [ReferenceRow]) throws(ReferenceTableFault) -> [QualityRule] {
        var rules: [QualityRule] = []
        for row in rows {
            let least = try row.number("recovery_least") ?? 80
            let most = try row.number("recovery_most") ?? 120
            guard least <= most else {
                throw row.fault(
                    "recovery_most", LocalizedText(zh: "上限低于下限", en: "the most is below the least"))
            }
            rules.append(
                QualityRule(
                    indicator: row.optional("indicator"), source: row.text("source"),
                    samplesPerBatch: try row.whole("samples_per_batch", least: 1),
                    laboratoryBlanks: try row.whole("laboratory_blanks") ?? 0,
                    fieldBlankShare: try row.number("field_blank_share") ?? 0,
                    parallelShare: try row.number("parallel_share") ?? 0,
                    certifiedStandards: try row.whole("certified_standards") ?? 0,
                    deviation: try deviation(of: row), recovery: least...most))
        }
        return rules
    }

    /// Tiers as `2:25;20`: up to a mean of 2 a deviation of 25 %, else 20 %.
    private static func deviation(of row: ReferenceRow) throws(ReferenceTableFault) -> [DeviationTier] {
        var tiers: [DeviationTier] = []
        for part in row.text("deviation").split(separator: ";") {
            let numbers = part.split(separator: ":").map { DecimalNumber.value(trimmed($0)) }
            switch (numbers.count, numbers.first ?? nil, numbers.last ?? nil) {
            case (1, let percent?, _): tiers.append(DeviationTier(percent: percent))
            case (2, let mean?, let percent?): tiers.append(DeviationTier(meanBelow: mean, percent: percent))
            default:
                throw row.fault(
                    "deviation",
                    LocalizedText(
                        zh: "应写成“均值上限:百分比;百分比”，如 2:25;20",
                        en: "write it like 2:25;20 (below a mean of 2: 25 %, else 20 %)"))
            }
        }
        return tiers
    }
}
