/// What makes one plan better than another among those that hold every limit, as stated weights.
///
/// Each term is a sum over zones: balance `((w - T) / T)²` with `T` the mean workload of the component;
/// compactness `P / (2 √(πA))`, which is 1 for a disc; inertia `2πJ / A²`, which is 1 for a disc and J the
/// second moment about the centroid; visible borders, the length of border that follows no visible feature
/// relative to the mean zone perimeter; least change, the share of workload that left its previous zone,
/// times the number of zones. A weight of 0 leaves a term out.
public struct ZoneGoals: Hashable, Sendable {
    /// How many zones are wanted where the limits leave a choice.
    public enum Count: Hashable, Sendable {
        /// The solver chooses, near the middle of the limits.
        case free
        /// As few as the limits allow.
        case fewest
        /// The number that brings the mean workload nearest to this.
        case near(workload: Double)
        /// Exactly so many in every component of every parent.
        case exactly(Int)
    }

    /// The weight of equal workload.
    public var balance: Double
    /// The weight of a short border for the area.
    public var compactness: Double
    /// The weight of a small second moment for the area.
    public var inertia: Double
    /// The weight of borders along visible features.
    public var visibleBorders: Double
    /// The weight of staying with the previous zones.
    ///
    /// With any weight above 0, previous zones that hold all limits stay whole unless a neighbour cannot be
    /// mended otherwise; the weight then decides how much of the others stays.
    public var leastChange: Double
    /// How many zones are wanted.
    public var count: Count
    /// Proposed moves for each block: more is slower and better.
    public var effort: Int

    /// Makes goals; the defaults suit a census office without previous zones or feature lines.
    public init(
        balance: Double = 45, compactness: Double = 1, inertia: Double = 0.1, visibleBorders: Double = 0,
        leastChange: Double = 0, count: Count = .free, effort: Int = 5000
    ) {
        precondition(
            min(balance, compactness, inertia, visibleBorders, leastChange) >= 0 && effort >= 0,
            "the weights and the effort of zone goals must not be negative")
        self.balance = balance
        self.compactness = compactness
        self.inertia = inertia
        self.visibleBorders = visibleBorders
        self.leastChange = leastChange
        self.count = count
        self.effort = effort
    }
}
