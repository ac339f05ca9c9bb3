/// Why a comparison with a limit has no answer.
public enum ComparisonDoubt: Hashable, Sendable {
    /// Not detected, but the detection limit is above the limit of the standard.
    case detectionLimitAboveLimit(detection: Double, limit: Double)
    /// The value is beyond the range of the method, which ends below the limit.
    case rangeEndsBelowLimit(range: Double, limit: Double)
    /// What the non-detects of the day truly were decides, and the rule for means has no mean of them.
    case dependsOnNonDetects
    /// The limit depends on facts that are not known, and the answer with it.
    case missingFacts([EffluentFact])

    /// The doubt in both languages.
    public var text: LocalizedText {
        switch self {
        case .detectionLimitAboveLimit(let detection, let limit):
            LocalizedText(
                zh:
                    "未检出，但检出限 \(decimalText(detection, places: 6)) 高于标准限值 \(decimalText(limit, places: 6))，无法判定",
                en: "not detected, but the detection limit \(decimalText(detection, places: 6)) is above the "
                    + "standard's \(decimalText(limit, places: 6))")
        case .rangeEndsBelowLimit(let range, let limit):
            LocalizedText(
                zh:
                    "超出方法上限 \(decimalText(range, places: 6))，但该上限低于标准限值 \(decimalText(limit, places: 6))，无法判定",
                en:
                    "beyond the method's range of \(decimalText(range, places: 6)), which ends below the standard's "
                    + decimalText(limit, places: 6))
        case .dependsOnNonDetects:
            LocalizedText(
                zh: "取决于未检出值的真值，无法判定", en: "depends on what the non-detects truly were: nobody can tell")
        case .missingFacts(let facts):
            LocalizedText(
                zh: "缺少\(facts.map { $0.text[.chinese] }.joined(separator: "、"))，无法确定适用限值",
                en: "which limit applies depends on "
                    + facts.map { $0.text[.english] }.joined(separator: " and "))
        }
    }
}

/// A value beside the limit of a standard.
public enum LimitComparison: Hashable, Sendable {
    /// It complies with every limit that may apply.
    case within(EffluentLimit)
    /// It is beyond; `times` is value / limit − 1 (超标倍数), `nil` for ranges.
    case exceeds(EffluentLimit, times: Double?)
    /// Nobody can tell, with the reason.
    case undecided(ComparisonDoubt)
    /// The standard has no limit for the indicator in this grade.
    case noLimit(indicator: String, grade: String)
    /// The unit does not fit.
    case unusable(UnitError)

    /// The answer in both languages.
    public var text: LocalizedText {
        switch self {
        case .within(let limit):
            LocalizedText(
                zh: "符合\(limit.grade)限值 \(limit.allowedText)",
                en: "within \(limit.grade) limit \(limit.allowedText)")
        case .exceeds(let limit, let times):
            LocalizedText(
                zh: "超过\(limit.grade)限值 \(limit.allowedText)"
                    + (times.map { "，超标 \(decimalText($0, places: 2)) 倍" } ?? ""),
                en: "beyond \(limit.grade) limit \(limit.allowedText)"
                    + (times.map { " by \(decimalText($0, places: 2)) times" } ?? ""))
        case .undecided(let doubt): doubt.text
        case .noLimit(let indicator, let grade):
            LocalizedText(zh: "\(grade)未规定 \(indicator) 限值", en: "\(grade) has no limit for \(indicator)")
        case .unusable(let error): error.text
        }
    }
}

extension EffluentLimit {
    /// The limit as figures.
    var allowedText: String {
        switch allowed {
        case .atMost(let limit): decimalText(limit, places: 6)
        case .within(let range):
            "\(decimalText(range.lowerBound, places: 6))–\(decimalText(range.upperBound, places: 6))"
        }
    }

    /// Compares a quantity in the limit's unit.
    func compare(_ quantity: MeasuredQuantity) -> LimitComparison {
        switch allowed {
        case .atMost(let limit): compare(quantity, with: limit)
        case .within(let range):
            if range.contains(quantity.lowerBound), range.contains(quantity.upperBound) {
                .within(self)
            } else if quantity.upperBound < range.lowerBound || quantity.lowerBound > range.upperBound {
                .exceeds(self, times: nil)
            } else {
                .undecided(
                    .detectionLimitAboveLimit(detection: quantity.upperBound, limit: range.lowerBound))
            }
        }
    }

    private func compare(_ quantity: MeasuredQuantity, with limit: Double) -> LimitComparison {
        switch quantity {
        case .number(let value):
            value <= limit ? .within(self) : .exceeds(self, times: limit > 0 ? value / limit - 1 : nil)
        case .belowLimit(let detection):
            detection <= limit
                ? .within(self)
                : .undecided(.detectionLimitAboveLimit(detection: detection, limit: limit))
        case .aboveLimit(let range):
            range >= limit
                ? .exceeds(self, times: nil) : .undecided(.rangeEndsBelowLimit(range: range, limit: limit))
        }
    }
}

extension EffluentStandard {
    /// Compares a value with the limit of a grade.
    ///
    /// When a fact is missing that a limit depends on, every limit that may apply is tried; if all give the
    /// same answer that is the answer, otherwise the missing facts are named.
    ///
    /// - Parameters:
    ///   - indicator: The code of the indicator.
    ///   - value: The value with its unit.
    ///   - grade: The grade of the standard that the outfall is held to.
    ///   - context: What is known about the outfall and the sample.
    /// - Returns: The answer with its reason.
    public func compare(
        _ indicator: String, _ value: MeasuredValue, grade: String, context: EffluentContext
    ) -> LimitComparison {
        var missing: Set<EffluentFact> = []
        let candidates = limits.filter {
            $0.indicator == indicator && $0.grade == grade && mayApply($0, context, &missing)
        }
        var answers: [LimitComparison] = []
        for limit in candidates {
            do { answers.append(limit.compare(try value.quantity(in: limit.unit))) } catch {
                return .unusable(error)
            }
        }
        guard let first = answers.first else { return .noLimit(indicator: indicator, grade: grade) }
        if answers.allSatisfy({ $0.kind == first.kind }) { return first }
        return .undecided(.missingFacts(EffluentFact.allCases.filter(missing.contains)))
    }

    private func mayApply(
        _ limit: EffluentLimit, _ context: EffluentContext, _ missing: inout Set<EffluentFact>
    ) -> Bool {
        for condition in limit.conditions {
            switch context.holds(condition) {
            case .success(true): continue
            case .success(false): return false
            case .failure(let unknown): missing.insert(unknown.fact)
            }
        }
        return true
    }
}

extension LimitComparison {
    /// Which of the five answers it is, without its figures.
    fileprivate var kind: Int {
        switch self {
        case .within: 0
        case .exceeds: 1
        case .undecided: 2
        case .noLimit: 3
        case .unusable: 4
        }
    }
}
