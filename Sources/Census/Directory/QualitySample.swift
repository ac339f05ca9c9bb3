internal import Coverage
internal import GeoKernels

/// A unit that may be drawn for a quality check.
public struct SampleCandidate: Hashable, Sendable {
    /// The unit's key.
    public let key: String
    /// Its kind.
    public let kind: String
    /// The area it lies in, such as its zone or county.
    public let area: String

    /// Makes a candidate.
    public init(key: String, kind: String, area: String) {
        self.key = key
        self.kind = kind
        self.area = area
    }
}

/// The units of one kind in one area.
public struct SampleStratum: Hashable, Comparable, Sendable {
    /// The area.
    public let area: String
    /// The kind.
    public let kind: String

    /// Makes a stratum.
    public init(area: String, kind: String) {
        self.area = area
        self.kind = kind
    }

    /// Orders by area and then by kind.
    public static func < (a: SampleStratum, b: SampleStratum) -> Bool { (a.area, a.kind) < (b.area, b.kind) }
}

/// How a quality check is drawn.
public struct SamplePlan: Hashable, Sendable {
    /// The seed; announced before, so that anybody can draw again.
    public let seed: UInt64
    /// The share of each stratum, above 0 and at most 1.
    public let share: Double
    /// The least number from each stratum, as far as it has so many.
    public let least: Int

    /// Makes a plan.
    public init(seed: UInt64, share: Double, least: Int) {
        precondition(share > 0 && share <= 1, "draw a share above 0 and at most 1")
        precondition(least >= 0, "a least number is not negative")
        self.seed = seed
        self.share = share
        self.least = least
    }

    /// How many of a stratum are drawn.
    public func size(of count: Int) -> Int {
        min(count, max(least, Int((Double(count) * share).rounded(.up))))
    }
}

/// A stratified sample that anybody can draw again from the plan and the frame.
///
/// Each stratum is drawn on its own, with a generator seeded from the plan's seed and the stratum's name, by
/// the first steps of a Fisher-Yates shuffle of its keys in order. So the draw depends neither on the order of
/// the frame nor on other strata.
public struct SampleDraw: Hashable, Sendable {
    /// The plan.
    public let plan: SamplePlan
    /// The units drawn, by stratum in order, each sorted.
    public let strata: [Part]
    /// How many candidates there were.
    public let frameCount: Int
    /// The SHA-256 digest of the frame's keys with their strata, in order.
    public let frameDigest: String

    /// What was drawn of one stratum.
    public struct Part: Hashable, Sendable {
        /// The stratum.
        public let stratum: SampleStratum
        /// How many units it has.
        public let size: Int
        /// The units drawn.
        public let drawn: [String]

        /// Makes a part.
        public init(stratum: SampleStratum, size: Int, drawn: [String]) {
            self.stratum = stratum
            self.size = size
            self.drawn = drawn
        }
    }

    /// Draws.
    ///
    /// - Parameters:
    ///   - plan: The plan.
    ///   - frame: The candidates in any order; one that occurs twice counts once.
    /// - Complexity: O(n log n) in the candidates.
    public init(_ plan: SamplePlan, from frame: some Sequence<SampleCandidate>) {
        var strata: [SampleStratum: Set<String>] = [:]
        for candidate in frame {
            strata[SampleStratum(area: candidate.area, kind: candidate.kind), default: []].insert(
                candidate.key)
        }
        let ordered = strata.sorted { $0.key < $1.key }.map { ($0.key, $0.value.sorted(by: precedes)) }
        self.plan = plan
        self.strata = ordered.map { stratum, keys in
            Part(stratum: stratum, size: keys.count, drawn: Self.draw(plan, stratum, keys))
        }
        frameCount = ordered.reduce(0) { $0 + $1.1.count }
        frameDigest = Self.digest(ordered)
    }

    /// Takes a draw as it was logged; whether it is what the plan draws is seen by drawing again.
    public init(logged plan: SamplePlan, strata: [Part], frameCount: Int, frameDigest: String) {
        self.plan = plan
        self.strata = strata
        self.frameCount = frameCount
        self.frameDigest = frameDigest
    }

    /// All units drawn.
    public var drawn: Set<String> { Set(strata.flatMap(\.drawn)) }

    private static func draw(_ plan: SamplePlan, _ stratum: SampleStratum, _ keys: [String]) -> [String] {
        var hash = SHA256()
        hash.add(plan.seed)
        hash.add(stratum.area)
        hash.add(stratum.kind)
        var random = SplitMix64(seed: hash.finishAsWords()[0])
        var keys = keys
        let size = plan.size(of: keys.count)
        for place in 0..<size { keys.swapAt(place, place + random.index(below: keys.count - place)) }
        return keys.prefix(size).sorted(by: precedes)
    }

    private static func digest(_ strata: [(SampleStratum, [String])]) -> String {
        var hash = SHA256()
        for (stratum, keys) in strata {
            hash.add(stratum.area)
            hash.add(stratum.kind)
            for key in keys { hash.add(key) }
        }
        return hash.finish()
    }
}
