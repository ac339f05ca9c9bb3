internal import GeoKernels

/// What is known of one point after it was placed: the three columns that `assign` adds.
struct PlacedPoint {
    /// The code of the zone it belongs to; empty when there is none.
    let zoneCode: String
    /// `inside`, `border`, `outside` or `unlocatable`.
    let placement: String
    /// Metres to the nearest border of any zone; `nil` when there is none within fifty kilometres.
    let borderDistance: Double?

    /// The names of the columns, in order.
    static let columns = ["zone_code", "placement", "border_distance_m"]
}

/// How many points were placed in each way; every point is counted exactly once.
struct PlacementCounts: Hashable {
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
}
