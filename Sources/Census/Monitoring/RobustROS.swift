internal import Glibc

/// Robust regression on order statistics: non-detects are estimated from the line that the detected values
/// make on lognormal probability paper, and the detected values are kept as they are.
///
/// Plotting positions are those for several detection limits. Non-detects whose limit is above every detected
/// value say nothing about the line and are dropped, and counted in `dropped`.
///
/// Source: D. R. Helsel & T. A. Cohn 1988, doi:10.1029/WR024i012p01997; R. M. Hirsch & J. R. Stedinger 1987,
/// doi:10.1029/WR023i004p00715.
public struct RobustROSEstimate: Hashable, Sendable {
    /// The detected values and the estimates of the others, rising.
    public let values: [Double]
    /// How many of `values` are estimates.
    public let estimated: Int
    /// How many non-detects were dropped because their limit is above every detected value.
    public let dropped: Int
    /// The intercept of ln(value) against the normal quantile.
    public let intercept: Double
    /// The slope of ln(value) against the normal quantile.
    public let slope: Double

    /// The mean of `values`.
    public var mean: Double { values.reduce(0, +) / Double(values.count) }
    /// The median of `values`.
    public var median: Double {
        let middle = values.count / 2
        return values.count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2
    }

    /// Estimates a sample.
    ///
    /// - Parameters:
    ///   - sample: Positive values and limits.
    ///   - mostNonDetects: The largest share of non-detects; 0.8 by common advice.
    /// - Throws: `StatisticError.nothingDetected`, `.tooFewDetected` (two distinct values are needed),
    ///   `.tooManyNonDetects` or `.notPositive`.
    /// - Complexity: O(n log n).
    public init(_ sample: CensoredSample, mostNonDetects: Double = 0.8) throws(StatisticError) {
        guard let largest = sample.detected.last else {
            throw .nothingDetected(nonDetects: sample.limits.count)
        }
        guard let smallest = sample.detected.first, smallest < largest else {
            throw .tooFewDetected(detected: sample.detected.count, needed: 2)
        }
        guard sample.nonDetectShare <= mostNonDetects else {
            throw .tooManyNonDetects(share: sample.nonDetectShare, most: mostNonDetects)
        }
        let limits = sample.limits.filter { $0 <= largest }
        for value in [smallest, limits.first ?? 1] where value <= 0 { throw .notPositive(value: value) }
        let positions = PlottingPositions(detected: sample.detected, limits: limits)
        let line = Self.line(through: sample.detected, at: positions.detected)
        intercept = line.intercept
        slope = line.slope
        let estimates = positions.limits.map { exp(line.intercept + line.slope * normalQuantile($0)) }
        values = (sample.detected + estimates).sorted()
        estimated = estimates.count
        dropped = sample.limits.count - limits.count
    }

    private static func line(
        through values: [Double], at positions: [Double]
    ) -> (intercept: Double, slope: Double) {
        let z = positions.map(normalQuantile)
        let y = values.map { log($0) }
        let meanZ = z.reduce(0, +) / Double(z.count)
        let meanY = y.reduce(0, +) / Double(y.count)
        var covariance = 0.0
        var variance = 0.0
        for (z, y) in zip(z, y) {
            covariance += (z - meanZ) * (y - meanY)
            variance += (z - meanZ) * (z - meanZ)
        }
        let slope = covariance / variance
        return (meanY - slope * meanZ, slope)
    }
}

/// Probabilities at which detected values and non-detects stand on probability paper.
///
/// With thresholds d₀ < d₁ < … (no threshold below the first limit counts as d₀ = 0), A_j detected values
/// in [d_j, d_{j+1}) and B_j values known to lie below d_j, the probability of exceeding d_j is
/// PE_j = PE_{j+1} + A_j / (A_j + B_j) · (1 − PE_{j+1}), from the top down. Detected values of an interval
/// divide PE_j − PE_{j+1} evenly, non-detects of a limit divide 1 − PE_j evenly.
struct PlottingPositions {
    /// For each detected value, rising.
    let detected: [Double]
    /// For each limit, rising.
    let limits: [Double]

    init(detected: [Double], limits: [Double]) {
        var thresholds: [Double] = [-.infinity]
        for limit in limits where limit != thresholds.last { thresholds.append(limit) }
        let exceedance = Self.exceedance(of: thresholds, detected: detected, limits: limits)
        var detectedPositions: [Double] = []
        var limitPositions: [Double] = []
        for j in thresholds.indices {
            let next = j + 1 < thresholds.count ? thresholds[j + 1] : .infinity
            let inside = detected.count { $0 >= thresholds[j] && $0 < next }
            let width = exceedance[j] - exceedance[j + 1]
            for rank in 0..<inside {
                let share = Double(rank + 1) / Double(inside + 1)
                detectedPositions.append(1 - exceedance[j] + width * share)
            }
            let nonDetects = limits.count { $0 == thresholds[j] }
            for rank in 0..<nonDetects {
                limitPositions.append((1 - exceedance[j]) * Double(rank + 1) / Double(nonDetects + 1))
            }
        }
        self.detected = detectedPositions
        self.limits = limitPositions
    }

    private static func exceedance(
        of thresholds: [Double], detected: [Double], limits: [Double]
    ) -> [Double] {
        var exceedance = Array(repeating: 0.0, count: thresholds.count + 1)
        for j in thresholds.indices.reversed() {
            let next = j + 1 < thresholds.count ? thresholds[j + 1] : .infinity
            let inside = detected.count { $0 >= thresholds[j] && $0 < next }
            let below = detected.count { $0 < thresholds[j] } + limits.count { $0 <= thresholds[j] }
            let known = inside + below
            let share = known == 0 ? 0 : Double(inside) / Double(known)
            exceedance[j] = exceedance[j + 1] + share * (1 - exceedance[j + 1])
        }
        // Nothing is known to lie below the first threshold, so all exceeds it even if no value is there.
        exceedance[0] = 1
        return exceedance
    }
}
