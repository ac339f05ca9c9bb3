extension ReferenceTable {
    /// The rows that a new workspace starts with, for the office to change.
    ///
    /// The calendar has none: seasons differ from basin to basin, so an office chooses its own.
    public var defaults: [[String]] {
        switch self {
        case .seasonCalendar, .basins, .methods, .instruments, .periods: []
        case .indicators: IndicatorCatalogue.census2018.indicators.map(Self.row)
        case .surfaceLimits: Self.rows(.gb3838)
        case .effluentLimits: Self.rows(.gb18918) + Self.rows(.gb8978)
        case .qualityRules: QualityRule.defaults.map(Self.row)
        case .reviewRules: ReviewRule.defaults.map(\.row)
        case .plan:
            CampaignPlan.census2018.requirements.map {
                [
                    $0.season.rawValue, "\($0.campaigns)", "\($0.days)", "\($0.samplesPerDay)", "3",
                    CampaignPlan.census2018.strictness.rawValue,
                ]
            }
        case .holdingTimes: HoldingTime.defaults.map(\.row)
        case .policy:
            [
                [
                    StatisticPurpose.meanConcentration.rawValue, NonDetectPolicy.national.mean.rawValue,
                    NonDetectPolicy.national.meanSource,
                ],
                [
                    StatisticPurpose.totalLoad.rawValue, NonDetectPolicy.national.load.rawValue,
                    NonDetectPolicy.national.loadSource,
                ],
            ]
        }
    }

    /// Calendars that offices have used, as rows to choose from.
    public static let exampleCalendars: [[String]] = SeasonCalendar.defaults.flatMap { calendar in
        Season.allCases.compactMap { season in
            let months = (1...12).filter { calendar.months[$0 - 1] == season }
            guard !months.isEmpty else { return nil }
            return [
                calendar.basin, calendar.name.chinese, season.text.chinese,
                months.map(String.init).joined(separator: ";"), calendar.yearRule.rawValue,
            ]
        }
    }

    private static func row(_ indicator: Indicator) -> [String] {
        [
            indicator.code, indicator.name.chinese, indicator.name.english,
            indicator.aliases.joined(separator: ";"), indicator.unit.code,
            plain(indicator.possible.lowerBound), plain(indicator.possible.upperBound),
            indicator.carriesLoad ? "yes" : "no", indicator.formColumn.map { "\($0)" } ?? "",
            indicator.formColumn == nil ? "no" : "yes",
        ]
    }

    private static func rows(_ standard: SurfaceWaterStandard) -> [[String]] {
        standard.rows.map { row in
            let (word, limits): (String, [Double]) =
                switch row.criterion {
                case .notAbove(let limits): ("not-above", limits)
                case .notBelow(let limits): ("not-below", limits)
                case .within(let range): ("within", [range.lowerBound, range.upperBound])
                }
            let water = row.kinds.count == 1 ? row.kinds.first?.rawValue ?? "" : ""
            let cells = limits.map(plain) + Array(repeating: "", count: 5 - limits.count)
            return head(standard.reference) + [row.indicator, water, row.unit.code, word] + cells
        }
    }

    private static func rows(_ standard: EffluentStandard) -> [[String]] {
        standard.limits.map { limit in
            var cells = Array(repeating: "", count: 6)
            switch limit.allowed {
            case .atMost(let most): cells[1] = plain(most)
            case .within(let range): (cells[0], cells[1]) = (plain(range.lowerBound), plain(range.upperBound))
            }
            for condition in limit.conditions {
                switch condition {
                case .warmerThan(let celsius): cells[2] = plain(celsius)
                case .atMostWarm(let celsius): cells[3] = plain(celsius)
                case .builtFrom(let day): cells[4] = "\(day)"
                case .builtBefore(let day): cells[5] = "\(day)"
                }
            }
            return head(standard.reference) + [limit.grade, limit.indicator, limit.unit.code] + cells
        }
    }

    private static func row(_ rule: QualityRule) -> [String] {
        let tiers = rule.deviation.map {
            $0.meanBelow == .infinity ? plain($0.percent) : "\(plain($0.meanBelow)):\(plain($0.percent))"
        }
        return [
            rule.indicator ?? "", rule.source, rule.samplesPerBatch.map { "\($0)" } ?? "",
            "\(rule.laboratoryBlanks)", plain(rule.fieldBlankShare), plain(rule.parallelShare),
            "\(rule.certifiedStandards)", tiers.joined(separator: ";"), plain(rule.recovery.lowerBound),
            plain(rule.recovery.upperBound),
        ]
    }

    private static func head(_ reference: ReferenceStandard) -> [String] {
        [
            reference.number, "\(reference.tableRevision)", reference.title.chinese, reference.title.english,
        ]
    }

    static func plain(_ value: Double) -> String { decimalText(value, places: 9) }
}
