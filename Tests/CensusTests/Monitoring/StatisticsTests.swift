import Census
import GeoKernels
import TestSupport
import Testing

@Suite("Statistics with non-detects")
struct StatisticsTests {
    private let phosphorus: [MeasuredQuantity] = [.number(1.2), .belowLimit(0.025), .number(0.9)]

    @Test(
        "TP 1.2, 0.025L, 0.9: the mean is 0.7042 with half the limit, 0.7 with zero, 1.05 without it",
        arguments: [
            (NonDetectRule.halfLimit, 0.704166666666667), (.zero, 0.7), (.excluded, 1.05),
            (.fullLimit, 0.708333333333333), (.kaplanMeier, 0.708333333333333),
            (.robustROS, 0.880220082024334),
        ])
    func means(rule: NonDetectRule, expected: Double) throws {
        let mean = try MeanEstimate(phosphorus, rule: rule)
        #expect((mean.value - expected).magnitude < 1e-12)
        #expect(mean.nonDetects == 1 && mean.count == 3)
    }

    @Test("the national policy takes half the limit for means and zero for loads")
    func policy() {
        #expect(NonDetectPolicy.national.rule(for: .meanConcentration) == .halfLimit)
        #expect(NonDetectPolicy.national.rule(for: .totalLoad) == .zero)
        #expect(NonDetectPolicy.national.meanSource.contains("SL 219-2013"))
    }

    @Test("COD 50, 20, 20 at 100, 1000, 1000 m3/d: weighted 21.43, plain 30.0 mg/L")
    func flowWeighted() throws {
        let samples = [(50.0, 100.0), (20, 1000), (20, 1000)].map {
            FlowSample(milligramsPerLitre: .number($0.0), cubicMetresPerDay: $0.1)
        }
        let weighted = try flowWeightedMean(samples, rule: .halfLimit)
        #expect(abs(weighted.value - 45_000 / 2100.0) < 1e-12)
        #expect(weighted.formula[.chinese].contains("= 21.4286 mg/L"))
        #expect(weighted.formula[.chinese].contains("50×100 + 20×1000 + 20×1000"))
        #expect(try MeanEstimate(samples.map(\.milligramsPerLitre), rule: .halfLimit).value == 30)
    }

    @Test("50 mg/L at 300 m3/d is 5.475 t in 365 days, with the formula shown")
    func loads() throws {
        let load = Census.load(milligramsPerLitre: 50, cubicMetresPerDay: 300, days: 365)
        #expect(abs(load.value - 5.475) < 1e-12)
        #expect(load.formula[.english] == "50 mg/L × 300 m³/d × 365 d ÷ 10⁶ = 5.475 t/a")
    }

    @Test("a non-detect adds nothing to a load, and half its limit when asked")
    func loadOfNonDetects() throws {
        let samples = [
            FlowSample(milligramsPerLitre: .number(2), cubicMetresPerDay: 1000),
            FlowSample(milligramsPerLitre: .belowLimit(0.5), cubicMetresPerDay: 1000),
        ]
        #expect(abs(try Census.load(of: samples, days: 365).value - 0.365) < 1e-12)
        let half = try Census.load(of: samples, days: 365, rule: .halfLimit)
        #expect(abs(half.value - 1125 * 365 / 1e6) < 1e-12)
        #expect(try flowWeightedMean(samples, rule: .excluded).value == 2)
    }

    @Test("what has no mean says why")
    func refusals() {
        #expect(throws: StatisticError.empty) { try MeanEstimate([], rule: .zero) }
        #expect(throws: StatisticError.aboveRange(count: 1)) {
            try MeanEstimate([.number(1), .aboveLimit(9)], rule: .zero)
        }
        #expect(throws: StatisticError.nothingDetected(nonDetects: 2)) {
            try MeanEstimate([.belowLimit(1), .belowLimit(1)], rule: .excluded)
        }
        #expect(throws: StatisticError.tooFewDetected(detected: 1, needed: 2)) {
            try MeanEstimate([.belowLimit(1), .number(2)], rule: .robustROS)
        }
        #expect(throws: StatisticError.notPositive(value: 0)) {
            try MeanEstimate([.belowLimit(1), .number(0), .number(2)], rule: .robustROS)
        }
        let mostlyHidden =
            Array(repeating: MeasuredQuantity.belowLimit(1), count: 9) + [.number(2), .number(3)]
        #expect(throws: StatisticError.self) { try MeanEstimate(mostlyHidden, rule: .robustROS) }
        let dry = [FlowSample(milligramsPerLitre: .number(1), cubicMetresPerDay: 0)]
        #expect(throws: StatisticError.notWeightable(.kaplanMeier)) {
            try flowWeightedMean(dry, rule: .kaplanMeier)
        }
        #expect(throws: StatisticError.notFinite) { try MeanEstimate([.number(.nan)], rule: .kaplanMeier) }
        #expect(throws: StatisticError.noFlow) { try flowWeightedMean(dry, rule: .zero) }
    }

    @Test("a mean against 0.702 exceeds it under some rules only, and the warning lists them")
    func verdictDependsOnRule() throws {
        let comparison = try RuleComparison(phosphorus) { $0 <= 0.702 }
        #expect(comparison.verdictDependsOnRule)
        let warning = try #require(comparison.warning)
        #expect(warning[.chinese].contains("取检出限的一半 0.7042"))
        #expect(warning[.english].contains("zero 0.7"))
        let clear = try RuleComparison(phosphorus) { $0 <= 2 }
        #expect(clear.warning == nil)
    }

    @Test("a rule without a mean does not take part in the comparison")
    func missingRule() throws {
        let comparison = try RuleComparison([.belowLimit(1), .belowLimit(2)]) { $0 <= 0.1 }
        #expect(
            comparison.rows.filter { $0.verdict == nil }.map(\.rule) == [.excluded, .kaplanMeier, .robustROS])
        #expect(comparison.verdictDependsOnRule)
    }
}
