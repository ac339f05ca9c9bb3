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
        var rule = office.matching
        rule.leastScore = least
        let progress = Progress(
            text(zh: "比对", en: "comparing"), total: try office.workspace.observationCount(), on: console)
        defer { progress.finish() }
        var done = 0
        try office.workspace.forEachObservationTile(within: area, reach: { office.reach(of: rule, in: $0) }) {
            tile in
            try Interruption.check()
            pairs += Self.pairs(in: tile, rule, office)
            if pairs.count > 2 * most { keepBest() }
            done += tile.observations.count
            progress.show(done)
        }
        keepBest()
    }

    /// The pairs whose first observation is the tile's, the best of any two cases.
    private static func pairs(
        in tile: ObservationTile, _ rule: MatchRule, _ office: SurveyOffice
    ) -> [Pair] {
        let stored = Dictionary(
            tile.observations.map { ($0.observation.id, $0) }, uniquingKeysWith: { first, _ in first })
        let sightings = tile.observations.map { office.sighting($0.observation) }
        var seen: Set<[String]> = []
        return sameOutfallCandidates(among: sightings, rule: rule, measure: office.measure).compactMap {
            guard let first = stored[$0.first], let second = stored[$0.second], first.caseID != second.caseID,
                tile.owns(first.observation.position)
            else { return nil }
            let pair = Pair(candidate: $0, first: first.caseID, second: second.caseID)
            return seen.insert(pair.cases).inserted ? pair : nil
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
}
