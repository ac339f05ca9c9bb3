internal import Glibc

/// The one-sided sign test: how often chance alone would give at least so many wins.
///
/// Under chance each decided case is won or lost alike, so wins follow the binomial distribution with p = 1/2;
/// ties say nothing and are left out. Applied to paired yes/no results this is McNemar's exact test. Source:
/// McNemar 1947, "Note on the sampling error of the difference between correlated proportions", Psychometrika
/// 12, doi:10.1007/BF02295996.
public struct SignTest: Hashable, Sendable {
    /// Cases that the new reading wins.
    public let wins: Int
    /// Cases that it loses.
    public let losses: Int

    /// Makes a test from its counts, which are not negative.
    public init(wins: Int, losses: Int) {
        precondition(wins >= 0 && losses >= 0, "a sign test counts cases")
        self.wins = wins
        self.losses = losses
    }

    /// The probability of at least so many wins by chance, never above 1.
    ///
    /// - Complexity: O(losses).
    public var pValue: Double {
        let decided = wins + losses
        guard decided > 0 else { return 1 }
        let total = Double(decided)
        var sum = 0.0
        // P(X >= wins) = P(X <= losses) by symmetry; logarithms keep small terms from vanishing.
        for lost in 0...losses {
            let logarithm =
                lgamma(total + 1) - lgamma(Double(lost) + 1) - lgamma(total - Double(lost) + 1)
                - total * log(2)
            sum += exp(logarithm)
        }
        return min(1, sum)
    }
}

/// The interval of Wilson's score for a proportion: what rates a sample of this size does not rule out.
///
/// Source: Wilson 1927, "Probable inference, the law of succession, and statistical inference", Journal of the
/// American Statistical Association 22, doi:10.1080/01621459.1927.10502953.
public struct WilsonInterval: Hashable, Sendable {
    /// The least rate.
    public let lower: Double
    /// The greatest rate.
    public let upper: Double

    /// Computes the interval, 0 to 1 when nothing was observed.
    ///
    /// - Parameters:
    ///   - hits: How many cases had the property.
    ///   - cases: How many cases there were, at least `hits`.
    ///   - z: The normal quantile of the confidence; 1.96 is 95 per cent.
    public init(hits: Int, of cases: Int, z: Double = 1.959963984540054) {
        precondition(hits >= 0 && hits <= cases, "hits are among the cases")
        guard cases > 0 else {
            (lower, upper) = (0, 1)
            return
        }
        let n = Double(cases)
        let rate = Double(hits) / n
        let z2 = z * z
        let centre = (rate + z2 / (2 * n)) / (1 + z2 / n)
        let half = z / (1 + z2 / n) * (rate * (1 - rate) / n + z2 / (4 * n * n)).squareRoot()
        lower = hits == 0 ? 0 : max(0, centre - half)
        upper = hits == cases ? 1 : min(1, centre + half)
    }
}
