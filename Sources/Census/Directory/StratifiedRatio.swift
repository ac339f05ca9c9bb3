/// The sums over the checked cases of one stratum that an estimate needs.
///
/// A case is what was drawn: a unit, with everything counted in it. So wrong items of one unit are one case, and an
/// estimate does not take 25 items of one unit for 25 independent ones.
public struct StratumSums: Hashable, Sendable {
    /// How many cases the stratum has.
    public let size: Int
    /// How many were checked.
    public private(set) var checked = 0
    private(set) var x = 0.0
    private(set) var y = 0.0
    private(set) var xx = 0.0
    private(set) var xy = 0.0
    private(set) var yy = 0.0

    /// Begins a stratum.
    ///
    /// - Parameter size: How many cases it has.
    public init(size: Int) { self.size = size }

    /// Adds a checked case.
    ///
    /// - Parameters:
    ///   - hits: What was counted in it.
    ///   - items: Out of how many.
    public mutating func add(hits: Int, of items: Int) { add(hits: hits, of: items, times: 1) }

    /// Adds cases of one item each.
    ///
    /// - Parameters:
    ///   - hits: How many of them had the property.
    ///   - cases: How many there are.
    public mutating func addCases(hits: Int, of cases: Int) {
        add(hits: 1, of: 1, times: hits)
        add(hits: 0, of: 1, times: cases - hits)
    }

    private mutating func add(hits: Int, of items: Int, times: Int) {
        let (a, b, n) = (Double(items), Double(hits), Double(times))
        checked += times
        x += n * a
        y += n * b
        xx += n * a * a
        xy += n * a * b
        yy += n * b * b
    }

    /// How many cases of the stratum each checked one stands for.
    var weight: Double { Double(max(size, checked)) / Double(checked) }
}

/// A rate estimated from a stratified sample: each stratum counts for what it holds, not for what was drawn of it.
///
/// The combined ratio estimate R = Σ w y / Σ w x with w = N/n in each stratum, and its variance by linearisation,
/// Σ N²(1 − n/N) s²/n / (Σ w x)² with s² that of y − R x inside the stratum. A stratum with one checked case has no
/// variance of its own; its residual is taken from the whole sample's mean, which is 0, as R's `survey` does with
/// `lonely.psu = "adjust"`. The interval is Wilson's for the number of independent cases that would give this
/// variance. It stays inside 0 to 1 and does not shrink to a point when nothing was found.
///
/// Sources: Cochran, Sampling Techniques, 3rd ed. 1977, 6.11; Korn & Graubard 1998, Survey Methodology 24:193;
/// Franco et al. 2019, doi:10.1093/jssam/smy019; Kish 1965 for the effective number where the variance is 0.
public struct StratifiedRatio: Hashable, Sendable {
    /// The estimate; `nil` when nothing was checked.
    public let rate: Double?
    /// The standard error of the estimate; 0 when nothing was checked.
    public let standardError: Double
    /// The number of independent cases that would leave as much open.
    public let effectiveCases: Double
    /// Every case of the strata was checked: nothing is left open.
    public let isComplete: Bool
    /// The share of all cases that lies in strata of which something was checked.
    public let covered: Double

    /// Estimates.
    ///
    /// - Parameters:
    ///   - strata: All strata; of those without any checked case nothing can be said, and they are left out.
    ///   - isFinite: Whether the share checked of a stratum narrows what is left open.
    /// - Complexity: O(n) in the strata.
    public init(_ strata: [StratumSums], isFinite: Bool = true) {
        let used = strata.filter { $0.checked > 0 }
        let total = used.reduce(0) { $0 + $1.weight * $1.x }
        let hits = used.reduce(0) { $0 + $1.weight * $1.y }
        let all = strata.reduce(0) { $0 + $1.size }
        covered = all > 0 ? Double(used.reduce(0) { $0 + $1.size }) / Double(all) : 0
        isComplete = isFinite && !used.isEmpty && used.allSatisfy { $0.checked >= $0.size }
        guard total > 0 else {
            (rate, standardError, effectiveCases) = (nil, 0, 0)
            return
        }
        let ratio = hits / total
        let variance = used.reduce(0) { $0 + Self.variance($1, ratio, isFinite) } / (total * total)
        rate = ratio
        standardError = variance.squareRoot()
        effectiveCases = Self.effectiveCases(used, ratio, variance)
    }

    /// A stratum's part of the variance of Σ w (y − R x).
    private static func variance(_ stratum: StratumSums, _ ratio: Double, _ isFinite: Bool) -> Double {
        let n = Double(stratum.checked)
        let size = Double(max(stratum.size, stratum.checked))
        let squares = stratum.yy - 2 * ratio * stratum.xy + ratio * ratio * stratum.xx
        let sum = stratum.y - ratio * stratum.x
        let spread = stratum.checked > 1 ? (squares - sum * sum / n) / (n - 1) : squares
        return size * size * (isFinite ? 1 - n / size : 1) * max(0, spread) / n
    }

    private static func effectiveCases(_ used: [StratumSums], _ ratio: Double, _ variance: Double) -> Double {
        let items = used.reduce(0) { $0 + $1.x }
        if variance > 0, ratio > 0, ratio < 1 { return min(items, ratio * (1 - ratio) / variance) }
        // Nothing found, or everything: as many as unequal weights leave of the checked cases, each taken for one.
        let weights = used.reduce(0) { $0 + $1.weight * Double($1.checked) }
        let squares = used.reduce(0) { $0 + $1.weight * $1.weight * Double($1.checked) }
        return weights * weights / squares
    }

    /// The 95 per cent interval, 0 to 1 when nothing was checked.
    public var interval: WilsonInterval {
        guard let rate else { return WilsonInterval(rate: 0, cases: 0) }
        return isComplete ? WilsonInterval(certain: rate) : WilsonInterval(rate: rate, cases: effectiveCases)
    }
}

extension WilsonInterval {
    /// Computes the interval of a rate and a number of cases that need not be whole.
    init(rate: Double, cases n: Double, z: Double = 1.959963984540054) {
        guard n > 0 else {
            (lower, upper) = (0, 1)
            return
        }
        let z2 = z * z
        let centre = (rate + z2 / (2 * n)) / (1 + z2 / n)
        let half = z / (1 + z2 / n) * (rate * (1 - rate) / n + z2 / (4 * n * n)).squareRoot()
        lower = rate <= 0 ? 0 : max(0, centre - half)
        upper = rate >= 1 ? 1 : min(1, centre + half)
    }

    /// The interval of a rate that nothing is left open of.
    init(certain rate: Double) { (lower, upper) = (rate, rate) }
}
