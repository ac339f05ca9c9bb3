internal import GeoKernels
internal import GeoModel
internal import Glibc

/// Tests whether decimals are minutes and seconds that somebody typed behind the point.
public enum SexagesimalSuspicion {
    /// Reads decimal degrees as degrees, minutes and seconds, if the decimals allow it.
    ///
    /// The first two decimals must be minutes below 60, the next two seconds below 60, and there must be at least
    /// four: 118.45305 reads as 118°45′30.5″.
    ///
    /// - Parameters:
    ///   - degrees: the decimal degrees.
    ///   - decimals: how many decimals were typed.
    /// - Returns: the other reading in decimal degrees, or `nil` if there is none.
    public static func reading(of degrees: Double, decimals: Int) -> Double? {
        guard (4...10).contains(decimals), degrees.magnitude <= 360 else { return nil }
        let unit = Int(powerOfTen(decimals))
        let whole = Int((degrees.magnitude * Double(unit)).rounded())
        let fraction = whole % unit
        let minutes = fraction / (unit / 100)
        let rest = fraction % (unit / 100)
        let seconds = Double(rest) / Double(unit / 10_000)
        guard minutes < 60, seconds < 60 else { return nil }
        let size = Double(whole / unit) + (Double(minutes) * 60 + seconds) / 3600
        return degrees < 0 ? -size : size
    }

    /// Tests one position; by chance one pair in eight looks as if.
    ///
    /// - Parameters:
    ///   - longitude: as read, in decimal degrees.
    ///   - latitude: as read, in decimal degrees.
    /// - Returns: the other reading and how far away it is, or `nil` if either ordinate has none.
    public static func suspicion(longitude: AngleText, latitude: AngleText) -> CoordinateSuspicion? {
        guard longitude.notation == .decimalDegrees, latitude.notation == .decimalDegrees,
            let x = reading(of: longitude.degrees, decimals: longitude.decimals),
            let y = reading(of: latitude.degrees, decimals: latitude.decimals)
        else { return nil }
        let metric = LocalMetric(atLatitude: latitude.degrees, ellipsoid: .cgcs2000)
        let typed = Position(x: longitude.degrees, y: latitude.degrees)
        let other = Position(x: x, y: y)
        return .sexagesimalTypedAsDecimal(reading: other, metres: metric.distance(from: typed, to: other))
    }

    /// The share of random decimal pairs that can be read as minutes and seconds: 0.6⁴.
    public static let chanceOfOnePair = 0.6 * 0.6 * 0.6 * 0.6
}

/// How many positions of a batch can be read as minutes and seconds, and what that means.
///
/// The test sees nothing in one position and everything in ten: ten out of ten happen by chance once in
/// 600 million batches.
public struct SexagesimalVerdict: Hashable, Sendable {
    /// Positions whose decimals were long enough to be tested.
    public let tested: Int
    /// Those of them that can be read as minutes and seconds.
    public let passing: Int
    /// How likely as many or more would pass if all decimals were real, at most 1.
    public let chance: Double

    /// Makes the verdict of a batch.
    ///
    /// - Parameters:
    ///   - tested: positions in decimal degrees with four or more decimals in both ordinates.
    ///   - passing: those with a sexagesimal reading; not more than `tested`.
    /// - Complexity: O(`tested`).
    public init(tested: Int, passing: Int) {
        precondition(0 <= passing && passing <= tested, "no more positions can pass than are tested")
        self.tested = tested
        self.passing = passing
        chance = binomialTail(tested, from: passing, chance: SexagesimalSuspicion.chanceOfOnePair)
    }

    /// All tested positions pass, and chance cannot explain it.
    ///
    /// - Parameter limit: the chance that is taken as none; ten positions reach 1.3e-9... (0.6⁴⁰).
    /// - Returns: whether the file holds minutes and seconds behind the point.
    public func isCertain(below limit: Double = 2e-9) -> Bool { passing == tested && chance < limit }
}

/// The probability of `from` or more successes in `count` independent trials, summed from logarithms.
private func binomialTail(_ count: Int, from least: Int, chance: Double) -> Double {
    guard least > 0 else { return 1 }
    var logarithm = Double(least) * log(chance) + Double(count - least) * log1p(-chance)
    // ln C(count, least), term by term.
    for index in 0..<min(least, count - least) {
        logarithm += log(Double(count - index)) - log(Double(index + 1))
    }
    var sum = 0.0
    let odds = log(chance) - log1p(-chance)
    for successes in least...count {
        sum += exp(logarithm)
        guard successes < count else { break }
        logarithm += log(Double(count - successes)) - log(Double(successes + 1)) + odds
    }
    return min(sum, 1)
}
