extension MonitoringReference {
    static func calendars(_ rows: [ReferenceRow]) throws(ReferenceTableFault) -> [SeasonCalendar] {
        var order: [String] = []
        var groups: [String: [ReferenceRow]] = [:]
        for row in rows {
            let basin = try row.required("basin_code")
            if groups[basin] == nil { order.append(basin) }
            groups[basin, default: []].append(row)
        }
        var calendars: [SeasonCalendar] = []
        for basin in order { calendars.append(try calendar(basin, groups[basin] ?? [])) }
        return calendars
    }

    private static func calendar(
        _ basin: String, _ rows: [ReferenceRow]
    ) throws(ReferenceTableFault) -> SeasonCalendar {
        var months: [Int: Season] = [:]
        for row in rows {
            let season = try row.season()
            let list = try row.required("months").split { ";；,，、 ".contains($0) }
            for word in list {
                guard let month = Int(word), (1...12).contains(month) else {
                    throw row.fault(
                        "months",
                        LocalizedText(
                            zh: "月份应为 1–12，用分号隔开", en: "months are 1 to 12, separated by semicolons"))
                }
                guard months[month] == nil else {
                    throw row.fault(
                        "months",
                        LocalizedText(zh: "\(month) 月属于两个季节", en: "month \(month) is in two seasons"))
                }
                months[month] = season
            }
        }
        let missing = (1...12).filter { months[$0] == nil }
        guard missing.isEmpty, let last = rows.last else {
            let list = missing.map(String.init).joined(separator: ";")
            throw ReferenceTableFault(
                table: .seasonCalendar, row: rows.last?.number ?? 0, column: "months", value: basin,
                reason: LocalizedText(zh: "缺少月份 \(list)", en: "the months \(list) have no season"))
        }
        let rule: SeasonYearRule = try last.word("year_rule", orElse: .yearItEnds)
        let name = rows.compactMap { $0.optional("basin") }.first ?? basin
        do throws(SeasonCalendarError) {
            return try SeasonCalendar(
                basin: basin, name: LocalizedText(zh: name, en: name),
                months: (1...12).compactMap { months[$0] }, yearRule: rule)
        } catch {
            throw last.fault("months", LocalizedText(zh: "需要十二个月", en: "twelve months are needed"))
        }
    }

    static func basins(_ rows: [ReferenceRow]) throws(ReferenceTableFault) -> [BasinRule] {
        var rules: [BasinRule] = []
        for row in rows {
            rules.append(
                BasinRule(
                    kind: try row.word("code_kind"), prefix: try row.required("code_prefix"),
                    basin: try row.required("basin_code")))
        }
        return rules
    }

    static func indicators(
        _ rows: [ReferenceRow]
    ) throws(ReferenceTableFault) -> [(indicator: Indicator, isPlanned: Bool)] {
        var found: [(indicator: Indicator, isPlanned: Bool)] = []
        for row in rows {
            let code = try row.required("code")
            guard !code.contains(" "), !found.contains(where: { $0.indicator.code == code }) else {
                throw row.fault(
                    "code", LocalizedText(zh: "代码不得重复或含空格", en: "codes are unique and have no blanks"))
            }
            let least = try row.number("least") ?? 0
            let most = try row.number("most") ?? .greatestFiniteMagnitude
            guard least <= most else {
                throw row.fault("most", LocalizedText(zh: "上限低于下限", en: "the most is below the least"))
            }
            let indicator = Indicator(
                code: code, name: row.title("name_zh", "name_en", orElse: code),
                aliases: row.text("aliases").split { ";；".contains($0) }.map { trimmed($0) },
                unit: try row.unit("unit", orElse: .milligramPerLitre), possible: least...most,
                carriesLoad: row.text("load") != "no", formColumn: try row.whole("form_column", least: 1))
            found.append((indicator, row.text("planned") == "yes"))
        }
        return found
    }

    static func instruments(
        _ rows: [ReferenceRow], catalogue: IndicatorCatalogue
    ) throws(ReferenceTableFault) -> [Instrument] {
        var found: [Instrument] = []
        for row in rows {
            let indicator = row.optional("indicator").flatMap { catalogue.indicator(spelled: $0)?.code }
            guard indicator != nil || row.optional("indicator") == nil else {
                throw row.fault("indicator", unknownIndicator)
            }
            found.append(
                Instrument(
                    owner: try row.required("owner"), code: try row.required("code"), name: row.text("name"),
                    indicator: indicator, calibratedUntil: try row.day("calibrated_until")))
        }
        return found
    }

    static func plan(_ rows: [ReferenceRow]) throws(ReferenceTableFault) -> CampaignPlan {
        var requirements: [CampaignRequirement] = []
        for row in rows {
            requirements.append(
                CampaignRequirement(
                    season: try row.season(), campaigns: try row.whole("campaigns", least: 1) ?? 1,
                    days: try row.whole("days", least: 1) ?? 1,
                    samplesPerDay: try row.whole("samples_per_day", least: 1) ?? 1))
        }
        let first = rows.first
        return CampaignPlan(
            requirements: requirements, strictness: try first?.word("strictness", orElse: .warn) ?? .warn,
            daysBetweenVisitsOfOneCampaign: try first?.whole("visit_gap_days") ?? 3)
    }

    static func periods(_ rows: [ReferenceRow]) throws(ReferenceTableFault) -> [MonitoringPeriod] {
        var periods: [MonitoringPeriod] = []
        for row in rows {
            guard let year = try row.whole("year", least: 1) else {
                throw row.fault("year", LocalizedText(zh: "缺少年份", en: "the year is missing"))
            }
            periods.append(
                MonitoringPeriod(
                    SeasonOccasion(try row.season(), year: year), deadline: try row.day("deadline")))
        }
        return periods.sorted { $0.occasion < $1.occasion }
    }

    static func policy(_ rows: [ReferenceRow]) throws(ReferenceTableFault) -> NonDetectPolicy {
        let usual = NonDetectPolicy.national
        var mean = (usual.mean, usual.meanSource)
        var load = (usual.load, usual.loadSource)
        for row in rows {
            let purpose: StatisticPurpose = try row.word("purpose")
            let rule: NonDetectRule = try row.word("rule")
            switch purpose {
            case .meanConcentration: mean = (rule, row.text("source"))
            case .totalLoad: load = (rule, row.text("source"))
            }
        }
        return NonDetectPolicy(mean: mean.0, meanSource: mean.1, load: load.0, loadSource: load.1)
    }
}
