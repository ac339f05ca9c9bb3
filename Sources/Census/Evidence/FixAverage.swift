internal import GeoKernels
public import GeoModel

/// One fix of a satellite receiver.
public struct ReceiverFix: Hashable, Sendable {
    /// Longitude and latitude.
    public let position: Position
    /// The receiver's own estimate of its horizontal error.
    public let accuracy: Metres?
    /// Satellites used, if reported.
    public let satellites: Int?

    /// Makes a fix.
    public init(_ position: Position, accuracy: Metres?, satellites: Int? = nil) {
        self.position = position
        self.accuracy = accuracy
        self.satellites = satellites
    }
}

/// The accuracy that an office requires; the person in the field cannot change it.
public struct FixRequirement: Hashable, Sendable {
    /// Fixes worse than this are skipped.
    public let accuracy: Metres
    /// So many good fixes are averaged at least.
    public let least: Int
    /// Fixes farther than this from the median of the good ones are skipped as jumps.
    public let farthest: Metres

    /// Makes a requirement; 10 m, five fixes and jumps of 30 m are ours.
    public init(accuracy: Metres = Metres(10), least: Int = 5, farthest: Metres = Metres(30)) {
        self.accuracy = accuracy
        self.least = least
        self.farthest = farthest
    }
}

/// The mean of the good fixes, with what was left out.
public struct FixAverage: Hashable, Sendable {
    /// The mean position.
    public let position: Position
    /// Fixes used.
    public let used: Int
    /// Fixes skipped for their accuracy, or because they stated none.
    public let inaccurate: Int
    /// Fixes skipped as jumps.
    public let jumps: Int
    /// The root mean square distance of the fixes used from the mean.
    public let scatter: Metres
}

/// Too few good fixes.
public struct FixShortage: Error, Hashable, Sendable {
    /// Good fixes found.
    public let good: Int
    /// Good fixes needed.
    public let needed: Int

    /// States how many good fixes there were and how many are needed.
    public init(good: Int, needed: Int) {
        self.good = good
        self.needed = needed
    }

    /// The reason in both languages.
    public var text: LocalizedText {
        LocalizedText(
            zh: "合格定位 \(good) 次，至少需要 \(needed) 次，请在开阔处重测。",
            en: "\(good) good fixes, \(needed) are needed; measure again in the open.")
    }
}

/// Averages the fixes that meet a requirement and skips the others instead of failing on the first bad one.
///
/// - Throws: `FixShortage` when fewer than required are good.
/// - Complexity: O(n log n).
public func averageFix(
    _ fixes: [ReceiverFix], requirement: FixRequirement = FixRequirement()
) throws(FixShortage) -> FixAverage {
    let accurate = fixes.filter { fix in
        fix.position.isFinite && (fix.accuracy.map { $0.value >= 0 && $0 <= requirement.accuracy } ?? false)
    }
    guard accurate.count >= max(requirement.least, 1) else {
        throw FixShortage(good: accurate.count, needed: requirement.least)
    }
    let middle = Position(median(accurate.map(\.position.x)), median(accurate.map(\.position.y)))
    let metric = LocalMetric(atLatitude: middle.y, ellipsoid: .cgcs2000)
    let good = accurate.map(\.position).filter {
        metric.distance(from: $0, to: middle) <= requirement.farthest
    }
    guard good.count >= requirement.least else {
        throw FixShortage(good: good.count, needed: requirement.least)
    }
    let mean = Position(
        good.reduce(0) { $0 + ($1.x - middle.x) } / Double(good.count) + middle.x,
        good.reduce(0) { $0 + ($1.y - middle.y) } / Double(good.count) + middle.y)
    let squares = good.map { metric.distance(from: $0, to: mean).value }.reduce(0) { $0 + $1 * $1 }
    return FixAverage(
        position: mean, used: good.count, inaccurate: fixes.count - accurate.count,
        jumps: accurate.count - good.count, scatter: Metres((squares / Double(good.count)).squareRoot()))
}

private func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}
