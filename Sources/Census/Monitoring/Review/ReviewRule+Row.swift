extension ReviewRule {
    /// The rule as a row of its table.
    public var row: [String] {
        let cells = check.cells
        return [id, method.rawValue, name.chinese, name.english] + cells
    }
}

extension MonitoringReference {
    static func reviewRules(_ rows: [ReferenceRow]) throws(ReferenceTableFault) -> [ReviewRule] {
        var rules: [ReviewRule] = []
        for row in rows {
            let id = try row.required("id")
            rules.append(
                ReviewRule(
                    id: id, method: try row.word("method"),
                    name: row.title("name_zh", "name_en", orElse: id), check: try ReviewCheck(row)))
        }
        return rules
    }
}

/// The words by which checks stand in the table of rules.
private enum CheckWord: String, CaseIterable {
    case atLeast = "at-least"
    case quotient
    case possibleRange = "possible-range"
    case flowFitsScale = "flow-fits-scale"
    case seasonsWithinFactor = "seasons-within-factor"
    case dryFlowAtMost = "dry-flow-at-most"
    case neighboursWithinFactor = "neighbours-within-factor"
    case sameNumber = "same-number"
    case sameLastDigit = "same-last-digit"
    case identicalSamples = "identical-samples"
    case identicalSeries = "identical-series"
    case repeatedDigits = "repeated-digits"
    case halfLimit = "half-limit"
    case declaredSeason = "declared-season"
    case missingSeason = "missing-season"
    case blank
    case parallel
    case spike
    case batchRates = "batch-rates"
    case custody
    case bottleOrigin = "bottle-origin"
    case holdingTime = "holding-time"
    case basin
}

extension ReviewCheck {
    fileprivate init(_ row: ReferenceRow) throws(ReferenceTableFault) {
        let word: CheckWord = try row.word("check")
        switch word {
        case .declaredSeason: self = .declaredSeason
        case .missingSeason: self = .missingSeason
        case .blank: self = .blank
        case .parallel: self = .parallel
        case .spike: self = .spike
        case .batchRates: self = .batchRates
        case .custody: self = .custody
        case .bottleOrigin: self = .bottleOrigin
        case .holdingTime: self = .holdingTime
        case .basin: self = .basin
        default: self = .plausibility(try Self.plausibility(word, row))
        }
    }

    private static func plausibility(
        _ word: CheckWord, _ row: ReferenceRow
    ) throws(ReferenceTableFault) -> PlausibilityCheck {
        func number(_ column: String) throws(ReferenceTableFault) -> Double {
            guard let value = try row.number(column) else {
                throw row.fault(column, LocalizedText(zh: "此规则需要数值", en: "this check needs a number"))
            }
            return value
        }
        switch word {
        case .atLeast:
            return .atLeast(
                larger: try row.required("indicator"), smaller: try row.required("other"),
                tolerance: try row.number("most") ?? 0)
        case .quotient:
            let (low, high) = (try number("least"), try number("most"))
            guard low <= high else {
                throw row.fault("most", LocalizedText(zh: "上限低于下限", en: "the most is below the least"))
            }
            return .quotient(
                of: try row.required("indicator"), over: try row.required("other"), usual: low...high)
        case .flowFitsScale:
            return .flowFitsScale(
                ScaleThreshold(cubicMetresPerDay: try number("least"), cubicMetresPerYear: try number("most"))
            )
        case .seasonsWithinFactor:
            return .seasonsWithinFactor(indicator: try row.required("indicator"), factor: try number("most"))
        case .dryFlowAtMost: return .dryFlowAtMost(factor: try number("most"))
        case .neighboursWithinFactor:
            return .neighboursWithinFactor(
                indicator: try row.required("indicator"), factor: try number("most"), least: try count(row))
        case .sameNumber: return .sameNumber(share: try number("most"), least: try count(row))
        case .sameLastDigit: return .sameLastDigit(share: try number("most"), least: try count(row))
        case .identicalSamples: return .identicalSamples(leastIndicators: try count(row))
        case .identicalSeries: return .identicalSeries(least: try count(row))
        case .repeatedDigits: return .repeatedDigits(leastIndicators: try count(row))
        case .halfLimit: return .halfLimitAsNumber
        default: return .possibleRange
        }
    }

    private static func count(_ row: ReferenceRow) throws(ReferenceTableFault) -> Int {
        guard let count = try row.whole("count", least: 1) else {
            throw row.fault("count", LocalizedText(zh: "此规则需要个数", en: "this check needs a count"))
        }
        return count
    }

    /// The word by which the check stands in the table of rules.
    public var word: String { cells[0] }

    /// The cells from `check` on: check, indicator, other, least, most, count.
    fileprivate var cells: [String] {
        func row(
            _ word: CheckWord, _ indicator: String = "", _ other: String = "", least: Double? = nil,
            most: Double? = nil, count: Int? = nil
        ) -> [String] {
            let numbers = [least, most].map { $0.map(ReferenceTable.plain) ?? "" }
            return [word.rawValue, indicator, other] + numbers + [count.map { "\($0)" } ?? ""]
        }
        switch self {
        case .declaredSeason: return row(.declaredSeason)
        case .missingSeason: return row(.missingSeason)
        case .blank: return row(.blank)
        case .parallel: return row(.parallel)
        case .spike: return row(.spike)
        case .batchRates: return row(.batchRates)
        case .custody: return row(.custody)
        case .bottleOrigin: return row(.bottleOrigin)
        case .holdingTime: return row(.holdingTime)
        case .basin: return row(.basin)
        case .plausibility(let check):
            switch check {
            case .atLeast(let larger, let smaller, let tolerance):
                return row(.atLeast, larger, smaller, most: tolerance)
            case .quotient(let above, let below, let usual):
                return row(.quotient, above, below, least: usual.lowerBound, most: usual.upperBound)
            case .possibleRange: return row(.possibleRange)
            case .flowFitsScale(let threshold):
                return row(
                    .flowFitsScale, least: threshold.cubicMetresPerDay, most: threshold.cubicMetresPerYear)
            case .seasonsWithinFactor(let indicator, let factor):
                return row(.seasonsWithinFactor, indicator, most: factor)
            case .dryFlowAtMost(let factor): return row(.dryFlowAtMost, most: factor)
            case .neighboursWithinFactor(let indicator, let factor, let least):
                return row(.neighboursWithinFactor, indicator, most: factor, count: least)
            case .sameNumber(let share, let least): return row(.sameNumber, most: share, count: least)
            case .sameLastDigit(let share, let least): return row(.sameLastDigit, most: share, count: least)
            case .identicalSamples(let least): return row(.identicalSamples, count: least)
            case .identicalSeries(let least): return row(.identicalSeries, count: least)
            case .repeatedDigits(let least): return row(.repeatedDigits, count: least)
            case .halfLimitAsNumber: return row(.halfLimit)
            }
        }
    }
}
