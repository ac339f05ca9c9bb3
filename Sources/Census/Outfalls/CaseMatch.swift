public import GeoKernels
public import GeoModel

extension OutfallObservation {
    /// Somebody stood there, or a list states it: its place is believed before a point seen from the air.
    public var isOnSite: Bool { source != .drone }
}

extension MatchRule {
    /// The sightings of one case that tell where it is: those on site, where there are any.
    ///
    /// A drone point that lies farther than `within` from all of them still counts, since one of the two is wrong and nobody
    /// has said which.
    public func telling(_ sightings: [OutfallSighting], measure: GroundMeasure) -> [OutfallSighting] {
        let onSite = sightings.filter(\.observation.isOnSite)
        guard !onSite.isEmpty else { return sightings }
        return onSite
            + sightings.filter {
                !$0.observation.isOnSite
                    && isFar($0.observation.position, from: onSite.map(\.observation.position), measure)
            }
    }

    /// A position lies farther than `within` from all others.
    public func isFar(_ position: Position, from others: [Position], _ measure: GroundMeasure) -> Bool {
        others.allSatisfy { measure.length(from: position, to: $0) > within }
    }

    /// The best pair of two cases' sightings; `nil` when none is within reach.
    ///
    /// - Parameters:
    ///   - first: The sightings that tell where the first case is.
    ///   - second: Those of the second.
    ///   - measure: How the coordinates measure.
    /// - Returns: The pair with the best score, however low.
    /// - Complexity: O(n·m).
    public func match(
        _ first: [OutfallSighting], _ second: [OutfallSighting], measure: GroundMeasure
    ) -> SameOutfallCandidate? {
        var rule = self
        rule.leastScore = 0
        return first.flatMap { a in second.compactMap { b in candidate(a, b, rule, measure) } }
            .max { $0.score < $1.score }
    }

    /// How well a case's place is known: by its best sighting.
    public func error(of sightings: [OutfallSighting]) -> Metres {
        sightings.map { error(of: $0.observation) }.min() ?? droneError
    }
}
