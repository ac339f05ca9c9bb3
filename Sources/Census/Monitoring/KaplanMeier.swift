/// A value that a distribution gives, or only that it lies at or below one.
public enum EstimatedQuantile: Hashable, Sendable {
    /// The value.
    case value(Double)
    /// So much of the sample lies below the lowest known value that the quantile is only bounded by it.
    case atMost(Double)
}

/// The Kaplan–Meier estimate of the distribution of left-censored values.
///
/// Values are flipped so that "less than" becomes "survived longer than"; the product-limit estimate then
/// gives P(X < x) at each detected x. A detected value at a limit counts as above the non-detects of that
/// limit. What lies below the lowest value of all is placed at that value (Efron's convention, and the
/// restricted mean of the survival literature), so the mean is an upper bound when the lowest is a non-detect.
/// Without non-detects the mean and the median are the ordinary ones.
///
/// Source: E. L. Kaplan & P. Meier 1958, doi:10.1080/01621459.1958.10501452; D. R. Helsel 2012, "Statistics
/// for Censored Environmental Data", ch. 6.
public struct KaplanMeierEstimate: Hashable, Sendable {
    /// A detected value and the probability of lying below it.
    public struct Step: Hashable, Sendable {
        /// The detected value.
        public let value: Double
        /// P(X < value).
        public let below: Double
    }

    /// The distinct detected values, falling, with the probability of lying below each.
    public let steps: [Step]
    /// The mean.
    public let mean: Double
    /// The median.
    public let median: EstimatedQuantile

    /// Estimates the distribution of a sample.
    ///
    /// - Throws: `StatisticError.nothingDetected`.
    /// - Complexity: O(n) after the sample's sorting.
    public init(_ sample: CensoredSample) throws(StatisticError) {
        guard !sample.detected.isEmpty else { throw .nothingDetected(nonDetects: sample.limits.count) }
        let steps = Self.steps(of: sample)
        let lowest = min(sample.detected.first ?? .infinity, sample.limits.first ?? .infinity)
        var mean = 0.0
        var above = 1.0
        for step in steps {
            mean += step.value * (above - step.below)
            above = step.below
        }
        self.steps = steps
        self.mean = mean + lowest * above
        median = Self.median(of: steps, lowest: lowest)
    }

    /// Walks down from the largest value; `atRisk` counts what is not above the present one.
    private static func steps(of sample: CensoredSample) -> [Step] {
        var steps: [Step] = []
        var below = 1.0
        var detectedLeft = sample.detected.count
        var limitsLeft = sample.limits.count
        while detectedLeft > 0 {
            let value = sample.detected[detectedLeft - 1]
            while limitsLeft > 0, sample.limits[limitsLeft - 1] > value { limitsLeft -= 1 }
            var tied = 0
            while tied < detectedLeft, sample.detected[detectedLeft - 1 - tied] == value { tied += 1 }
            let atRisk = detectedLeft + limitsLeft
            below *= Double(atRisk - tied) / Double(atRisk)
            steps.append(Step(value: value, below: below))
            detectedLeft -= tied
        }
        return steps
    }

    /// The value where P(X < x) falls to one half; midway to the next when it stays exactly there.
    private static func median(of steps: [Step], lowest: Double) -> EstimatedQuantile {
        // The tolerance is that of the survival literature's software: a product of fractions that should be
        // one half misses it by a few units in the last place.
        let tolerance = 1.5e-8
        guard let index = steps.firstIndex(where: { $0.below <= 0.5 + tolerance }) else {
            return .atMost(lowest)
        }
        guard steps[index].below > 0.5 - tolerance else { return .value(steps[index].value) }
        guard index + 1 < steps.count else { return .atMost(steps[index].value) }
        return .value((steps[index].value + steps[index + 1].value) / 2)
    }
}
