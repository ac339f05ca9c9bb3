import GeoKernels
import TestSupport
import Testing

@testable import Census

/// Values of two programs we did not write, lifelines 0.30.3 (Kaplan–Meier of the flipped values, restricted
/// mean to the largest flipped time; the median read from its survival table, midway where it equals ½) and
/// statsmodels 0.15.0 (`statsmodels.imputation.ros.impute_ros`, `max_fraction_censored=0.99`).
struct RecordedEstimate: CustomTestStringConvertible, Sendable {
    let name: String
    let quantities: [MeasuredQuantity]
    let kmMean: Double
    let kmMedian: Double
    let rosMean: Double
    let rosMedian: Double

    var testDescription: String { name }

    static let all = [
        RecordedEstimate(
            name: "DOMAIN phosphorus", quantities: [.number(1.2), .belowLimit(0.025), .number(0.9)],
            kmMean: 0.708333333333333, kmMedian: 0.9, rosMean: 0.880220082024334, rosMedian: 0.9),
        RecordedEstimate(
            name: "single limit",
            quantities: [
                .belowLimit(1), .belowLimit(1), .belowLimit(1), .number(1.5), .number(2.2), .number(3.1),
                .number(4.7),
                .number(8.9),
            ], kmMean: 2.925, kmMedian: 1.85, rosMean: 2.73901564553293, rosMedian: 1.85),
        RecordedEstimate(
            name: "two limits of Helsel and Cohn's layout",
            quantities: [
                .belowLimit(1), .belowLimit(1), .belowLimit(1), .number(3), .number(7), .number(9),
                .belowLimit(10),
                .belowLimit(10), .belowLimit(10), .number(12), .number(15), .number(20), .number(27),
                .number(33),
                .number(50), .belowLimit(1), .belowLimit(10), .belowLimit(10),
            ], kmMean: 10.9126984126984, kmMedian: 7, rosMean: 11.0350069180675, rosMedian: 5.40101564848281),
        RecordedEstimate(
            name: "ties between values and limits",
            quantities: [
                .belowLimit(2), .number(2), .number(2), .belowLimit(5), .number(5), .number(5),
                .belowLimit(5),
                .number(8), .number(8), .number(13),
            ], kmMean: 4.9, kmMedian: 3.5, rosMean: 4.7296453908068, rosMedian: 3.59306291513647),
        RecordedEstimate(
            name: "a limit above every value",
            quantities: [
                .number(0.5), .number(0.7), .number(1.1), .belowLimit(0.3), .number(4), .number(2.5),
                .belowLimit(6),
            ], kmMean: 1.51666666666667, kmMedian: 0.9, rosMean: 1.48952595203096, rosMedian: 0.9),
        RecordedEstimate(
            name: "three limits",
            quantities: [
                .belowLimit(0.01), .belowLimit(0.01), .number(0.02), .belowLimit(0.05), .belowLimit(0.05),
                .belowLimit(0.05), .number(0.06), .number(0.08), .number(0.11), .belowLimit(0.2),
                .number(0.25),
                .number(0.31), .number(0.9), .number(1.4), .number(0.03), .number(0.012),
            ], kmMean: 0.204740909090909, kmMedian: 0.03, rosMean: 0.201837940595923,
            rosMedian: 0.0259846555848916),
    ]
}

@Suite("Kaplan–Meier and robust ROS")
struct CensoredEstimatorTests {
    @Test("the estimates agree with lifelines and statsmodels to 1e-9", arguments: RecordedEstimate.all)
    func recorded(example: RecordedEstimate) throws {
        let sample = try CensoredSample(example.quantities)
        let estimate = try KaplanMeierEstimate(sample)
        #expect((estimate.mean - example.kmMean).magnitude < 1e-9)
        guard case .value(let median) = estimate.median else {
            Issue.record("the median is only bounded")
            return
        }
        #expect((median - example.kmMedian).magnitude < 1e-9)
        let regression = try RobustROSEstimate(sample)
        #expect((regression.mean - example.rosMean).magnitude < 1e-9)
        #expect((regression.median - example.rosMedian).magnitude < 1e-9)
    }

    @Test("a non-detect whose limit is above every value is dropped from the regression, and counted")
    func dropped() throws {
        let sample = try CensoredSample([.number(0.5), .number(4), .belowLimit(0.3), .belowLimit(6)])
        let regression = try RobustROSEstimate(sample)
        #expect(regression.dropped == 1 && regression.estimated == 1 && regression.values.count == 3)
    }

    @Test("when most are non-detects the median is only known to be at most the lowest limit")
    func boundedMedian() throws {
        let sample = try CensoredSample([.belowLimit(1), .belowLimit(1), .belowLimit(1), .number(4)])
        #expect(try KaplanMeierEstimate(sample).median == .atMost(1))
    }

    @Test("without non-detects mean and median are the ordinary ones", arguments: seeds(40))
    func uncensored(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let values = (0..<(1 + random.index(below: 20))).map { _ in Double(random.index(below: 30)) + 1 }
        let estimate = try KaplanMeierEstimate(CensoredSample(values.map(MeasuredQuantity.number)))
        #expect((estimate.mean - values.reduce(0, +) / Double(values.count)).magnitude < 1e-9)
        let sorted = values.sorted()
        let middle = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
        guard case .value(let median) = estimate.median else {
            Issue.record("the median is only bounded")
            return
        }
        #expect((median - middle).magnitude < 1e-9)
    }

    @Test("the mean equals that of redistributing each non-detect's mass downwards", arguments: seeds(60))
    func redistribution(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let quantities = (0..<(2 + random.index(below: 25))).map { index -> MeasuredQuantity in
            let value = Double(1 + random.index(below: 12)) / 4
            return index > 0 && random.unit() < 0.4 ? .belowLimit(value) : .number(value)
        }
        let estimate = try KaplanMeierEstimate(CensoredSample(quantities))
        #expect((estimate.mean - Self.redistributedMean(quantities)).magnitude < 1e-9)
    }

    @Test("the mean lies between that with zeros and that with full limits", arguments: seeds(40))
    func betweenBounds(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let quantities = (0..<12).map { index -> MeasuredQuantity in
            let value = random.number(in: 0.1...5)
            return index > 2 && random.unit() < 0.5 ? .belowLimit(value) : .number(value)
        }
        for rule in [NonDetectRule.kaplanMeier, .robustROS] {
            guard try CensoredSample(quantities).nonDetectShare <= 0.8 else { continue }
            let mean = try MeanEstimate(quantities, rule: rule).value
            let largest = quantities.compactMap(\.number).max() ?? 0
            #expect(mean > 0 && mean <= largest)
        }
    }

    /// Efron's redistribution, a different algorithm for the same estimate: going down, each non-detect hands
    /// its mass in equal parts to everything below it; what has nobody below stays at its limit.
    private static func redistributedMean(_ quantities: [MeasuredQuantity]) -> Double {
        // Falling; at one value the detected ones come first, because "<2" lies below 2.
        let sorted = quantities.sorted { a, b in
            (a.upperBound, a.isNonDetect ? 0 : 1) > (b.upperBound, b.isNonDetect ? 0 : 1)
        }
        var mass = Array(repeating: 1 / Double(sorted.count), count: sorted.count)
        var mean = 0.0
        let lowest = sorted.map(\.upperBound).min() ?? 0
        for index in sorted.indices {
            let below = sorted.count - index - 1
            if sorted[index].isNonDetect, sorted[(index + 1)...].contains(where: { !$0.isNonDetect }) {
                for later in (index + 1)..<sorted.count { mass[later] += mass[index] / Double(below) }
            } else {
                mean += mass[index] * (sorted[index].isNonDetect ? lowest : sorted[index].upperBound)
            }
        }
        return mean
    }

    @Test(
        "the normal quantile agrees with scipy from the far tail to the centre",
        arguments: [
            (1e-300, -37.0470962993612), (1e-12, -7.034483825301131), (1e-05, -4.264890793922825),
            (0.01, -2.3263478740408408), (0.3, -0.5244005127080409), (0.5, 0.0), (0.975, 1.959963984540054),
            (0.999999999, 5.997807019601637),
        ])
    func quantile(p: Double, z: Double) {
        // 1 − p loses digits for p near 1: scipy and we meet to 1e-9 there, elsewhere to 1e-12.
        #expect((normalQuantile(p) - z).magnitude <= (p > 0.99 ? 1e-9 : 1e-12) * max(1, z.magnitude))
    }
}
