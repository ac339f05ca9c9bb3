public import GeoModel

/// Why some blocks could not be divided within the limits, and what would help.
///
/// Blocks are named by their index in the input. Every zone of a plan that breaks a limit is explained by
/// one of these.
public struct Infeasibility: Hashable, Sendable {
    /// What stands in the way.
    public enum Reason: Hashable, Sendable {
        /// A block is heavier than the maximum; it must be split inside its own border.
        case blockTooHeavy(block: Int, workload: Double)
        /// Units at one place in a block, or a unit alone, exceed the maximum, so that no cut helps.
        case placeTooHeavy(block: Int, position: Position, workload: Double)
        /// A block is heavier than the maximum and no cuts of it were found that hold it; there may be some.
        case cutNotFound(block: Int, workload: Double)
        /// A block's area in square metres exceeds the greatest allowed.
        case blockTooLarge(block: Int, squareMetres: Double)
        /// A block's diameter, reckoned at most 0.5 % too high, exceeds the greatest allowed.
        case blockTooWide(block: Int, metres: Double)
        /// A connected part, such as an island, is lighter than the minimum.
        case componentTooLight(workload: Double)
        /// The workload is too great for so many zones and too small for one more.
        case betweenCounts(workload: Double, zones: Int)
        /// The number of zones asked for does not fit the limits.
        case countImpossible(workload: Double, zones: Int)
        /// Around a block hang parts lighter than the minimum, which must all share its zone, and together
        /// they exceed the maximum.
        case groupTooHeavy(around: Int, group: [Int], workload: Double)
        /// All divisions were ruled out.
        case noDivision(proof: Proof)
        /// The search ended without a division; there may be one.
        case notFound(zonesOutOfLimits: Int)
        /// A zone lies on both sides of a barrier, of which so many metres run inside it, and is joined round its end.
        case barrierInside(metres: Double)
        /// A locked zone breaks the workload limits.
        case lockedZoneOutOfLimits(lockedZone: Int, workload: Double)
        /// A locked zone is in several pieces.
        case lockedZoneDisconnected(lockedZone: Int)
        /// A locked zone lies in several parents.
        case lockedZoneAcrossParents(lockedZone: Int)
    }

    /// How it is known that no division exists.
    public enum Proof: Hashable, Sendable {
        /// Every set of blocks was looked at.
        case exhaustive
        /// The blocks form a tree, whose divisions were all weighed by dynamic programming.
        case tree
    }

    /// A change of limits that would help.
    ///
    /// A sufficient one does when all its figures are taken together; of the others each is meant alone, the
    /// other limits staying as they are.
    public struct Remedy: Hashable, Sendable {
        /// How sure the figures are.
        public enum Certainty: Hashable, Sendable {
            /// The change does, and no smaller one would.
            case smallest
            /// The change does; a smaller one may do too.
            case sufficient
            /// No smaller change of that limit alone would do; even this may not.
            case necessary
        }

        /// The greatest minimum that would do.
        public let minimum: Double?
        /// The least maximum that would do.
        public let maximum: Double?
        /// How sure the figures are.
        public let certainty: Certainty
        /// The greatest area of a zone that would do, in square metres.
        public internal(set) var squareMetres: Double?
        /// The greatest diameter of a zone that would do, in metres.
        public internal(set) var metres: Double?
    }

    /// The blocks concerned: a whole connected part, or a block.
    public let blocks: [Int]
    /// The parent they lie in.
    public let parent: Int
    /// What stands in the way.
    public let reason: Reason
    /// What smallest change of the limits would do, as far as it is known.
    public let remedy: Remedy?
}
