internal import Census
internal import GeoKernels
internal import GeoModel
internal import GeoPackageStore

/// The pairs of observations of different cases that may be one outfall.
///
/// Observations are looked at tile by tile, and of the pairs the best are kept, so that the memory taken depends on the limit
/// and not on the workspace.
struct CaseCandidates {
    /// A pair with the cases it lies in.
    struct Pair {
        let candidate: SameOutfallCandidate
        let first: String
        let second: String

        /// Both cases, the same whichever comes first.
        fileprivate var cases: [String] { [first, second].sorted() }

        var json: JSONValue {
            .object([
                JSONMember("score", .optional(candidate.score)),
                JSONMember("cases", .array([.string(first), .string(second)])),
                JSONMember("observations", .array([.string(candidate.first), .string(candidate.second)])),
                JSONMember("reasons", .array(candidate.reasons.map { .string($0.text[.invoked]) })),
            ])
        }
    }

    /// The best pair of any two cases, by falling score.
    private(set) var pairs: [Pair] = []
    /// There were more pairs than are kept.
    private(set) var isCut = false
    private let most: Int

    /// Finds them.
    ///
    /// - Parameters:
    ///   - office: The workspace and its rules.
    ///   - area: Only observations in it; all of them without one.
    ///   - least: The least score of a pair.
    ///   - most: The most pairs to keep.
    ///   - console: Where progress is shown.
    /// - Throws: Any error of reading, and the interruption.
    init(
        _ office: SurveyOffice, within area: Envelope?, least: Double, most: Int, console: Console
    ) throws {
        self.most = most
        var rule = office.rules.matching
        rule.leastScore = least
        pairs = try Self.secondPositions(within: area, rule, office)
        let progress = Progress(
            text(zh: "比对", en: "comparing"), total: try office.workspace.observationCount(), on: console)
        defer { progress.finish() }
        var done = 0
        try office.workspace.forEachObservationTile(within: area, reach: { office.reach(of: rule, in: $0) }) {
            tile in
            try Interruption.check()
            pairs += try Self.pairs(in: tile, rule, office)
            if pairs.count > 2 * most { keepBest() }
            done += tile.observations.count
            progress.show(done)
        }
        keepBest()
    }

    /// The pairs whose first observation is the tile's, the best of any two cases.
    private static func pairs(
        in tile: ObservationTile, _ rule: MatchRule, _ office: SurveyOffice
    ) throws -> [Pair] {
        let stored = Dictionary(
            tile.observations.map { ($0.observation.id, $0) }, uniquingKeysWith: { first, _ in first })
        let sightings = tile.observations.map { office.sighting($0.observation) }
        let found = sameOutfallCandidates(among: sightings, rule: rule, measure: office.measure).compactMap {
            candidate -> Linked? in
            guard let first = stored[candidate.first], let second = stored[candidate.second],
                first.caseID != second.caseID, tile.owns(first.observation.position)
            else { return nil }
            return Linked(candidate, first, second)
        }
        let onSite = try office.workspace.onSitePositions(ofCases: found.flatMap(\.casesOfDrones))
        var seen: Set<[String]> = []
        return found.filter { $0.tells(onSite, rule, office.measure) }.map(\.pair).filter {
            seen.insert($0.cases).inserted
        }
    }

    /// A pair with both observations as they are stored.
    private struct Linked {
        let pair: Pair
        private let ends: [StoredObservation]

        init(_ candidate: SameOutfallCandidate, _ first: StoredObservation, _ second: StoredObservation) {
            pair = Pair(candidate: candidate, first: first.caseID, second: second.caseID)
            ends = [first, second]
        }

        /// The cases of those that were seen from the air.
        var casesOfDrones: [String] { ends.filter { !$0.observation.isOnSite }.map(\.caseID) }

        /// Where a team stood tells more than a point seen from the air, unless the two are far apart.
        func tells(
            _ onSite: [String: [Position]], _ rule: MatchRule, _ measure: GroundMeasure
        ) -> Bool {
            ends.allSatisfy { end in
                guard !end.observation.isOnSite, let places = onSite[end.caseID] else { return true }
                return rule.isFar(end.observation.position, from: places, measure)
            }
        }
    }

    /// Pairs by the second of two positions that a form states.
    private static func secondPositions(
        within area: Envelope?, _ rule: MatchRule, _ office: SurveyOffice
    ) throws -> [Pair] {
        try office.workspace.entriesWithSecondPosition().flatMap { entry -> [Pair] in
            try Interruption.check()
            guard let caseID = entry.caseID,
                let second = office.sightings(of: entry).first(where: \.isSecondPosition),
                area?.contains(second.observation.position) ?? true
            else { return [] }
            return try office.neighbours(of: second.observation.position, within: rule.within)
                .filter { $0.caseID != caseID }.compactMap { other in
                    guard
                        let match = rule.match(
                            [second], [office.sighting(other.observation)], measure: office.measure),
                        match.score >= rule.leastScore
                    else { return nil }
                    return Pair(candidate: match, first: caseID, second: other.caseID)
                }
        }
    }

    private mutating func keepBest() {
        var seen: Set<[String]> = []
        pairs = pairs.sorted { a, b in
            a.candidate.score != b.candidate.score
                ? a.candidate.score > b.candidate.score
                : (a.candidate.first, a.candidate.second) < (b.candidate.first, b.candidate.second)
        }.filter { seen.insert($0.cases).inserted }
        if pairs.count > most {
            pairs.removeLast(pairs.count - most)
            isCut = true
        }
    }
}

extension SurveyOffice {
    /// How far apart along x and y two sightings may be anywhere in a rectangle, in the unit of the coordinates.
    func reach(of rule: MatchRule, in area: Envelope) -> Position {
        // A degree of longitude is shortest where the latitude is greatest; a hair of slack for rounding.
        let metrics = [area.minY, area.maxY].map { measure.metric(at: Position(area.centre.x, $0)) }
        let x = metrics.map(\.metresPerUnitX).min() ?? 1
        let y = metrics.map(\.metresPerUnitY).min() ?? 1
        return Position(rule.within.value * 1.01 / x, rule.within.value * 1.01 / y)
    }

    /// A rectangle that holds everything within a distance of a position.
    func box(around position: Position, _ distance: Metres) -> Envelope {
        let metric = measure.metric(at: position)
        // A hair more, as a degree of longitude is shorter a little to the north.
        let (x, y) = (
            distance.value * 1.01 / metric.metresPerUnitX, distance.value * 1.01 / metric.metresPerUnitY
        )
        return Envelope(
            minX: position.x - x, minY: position.y - y, maxX: position.x + x, maxY: position.y + y)
    }

    /// The observations within a distance of a position.
    func neighbours(of position: Position, within distance: Metres) throws -> [StoredObservation] {
        try workspace.observations(within: box(around: position, distance)).filter {
            measure.length(from: position, to: $0.observation.position) <= distance
        }
    }
}
