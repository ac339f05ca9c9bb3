internal import GeoKernels
internal import GeoModel

/// What is known of some points after they were placed: the three columns that `assign` adds.
struct PlacedPoints: Sendable {
    /// For each point the index of its zone, −1 for none, and how it is placed.
    let located: LocatedPoints
    /// Metres to the nearest border of any zone; not finite when there is none within fifty kilometres.
    let borderDistances: [Metres]
    /// How many are placed in each way.
    let counts: PlacementCounts
    /// The points that several zones claim, with all zones that hold or touch each.
    let contested: [(row: Int, zones: [Int])]

    /// The names of the columns, in order.
    static let columns = ["zone_code", "placement", "border_distance_m"]

    /// The index of the zone that a point belongs to; `nil` for none.
    func zone(_ point: Int) -> Int? {
        let zone = Int(located.zones[point])
        return zone < 0 ? nil : zone
    }

    /// `inside`, `border`, `outside` or `unlocatable`.
    func word(_ point: Int) -> String { located.kinds[point].word }

    /// Metres to the nearest border; zero on one.
    func borderDistance(_ point: Int) -> Double? {
        if located.kinds[point] == .border { return 0 }
        let distance = borderDistances[point].value
        return distance.isFinite ? distance : nil
    }
}

extension PlacementKind {
    /// The word that the output uses; a point in several zones is inside one of them.
    var word: String {
        switch self {
        case .inside, .overlap: "inside"
        case .border: "border"
        case .outside: "outside"
        case .unlocatable: "unlocatable"
        }
    }
}

/// How many points were placed in each way; every point is counted exactly once.
struct PlacementCounts: Hashable, Sendable {
    var points = 0
    var inside = 0
    var border = 0
    var outside = 0
    var unlocatable = 0
    /// Among those inside or on a border: points that several zones claim.
    var contested = 0

    /// Counts one point.
    mutating func count(_ kind: PlacementKind) {
        points += 1
        switch kind {
        case .inside: inside += 1
        case .overlap:
            inside += 1
            contested += 1
        case .border: border += 1
        case .outside: outside += 1
        case .unlocatable: unlocatable += 1
        }
    }

    /// Adds the counts of other points.
    static func += (sum: inout PlacementCounts, other: PlacementCounts) {
        sum.points += other.points
        sum.inside += other.inside
        sum.border += other.border
        sum.outside += other.outside
        sum.unlocatable += other.unlocatable
        sum.contested += other.contested
    }
}
