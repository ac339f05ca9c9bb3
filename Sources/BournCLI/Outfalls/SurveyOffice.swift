internal import Census
internal import GeoKernels
internal import GeoModel
internal import GeoPackageStore

/// A workspace with the layers that its outfalls are judged by.
struct SurveyOffice {
    let workspace: Workspace
    let places: WorkspacePlaces
    let waters: WaterBodies
    let measure: GroundMeasure
    let rules: [OutfallRule: String]

    init(_ path: String, console: Console) throws {
        workspace = try Workspace.open(at: path)
        try workspace.tellChangesElsewhere(on: console)
        let file = try GeoPackageFile(path: path)
        measure = try GroundMeasure(for: .epsg(workspace.srsID))
        places = try WorkspacePlaces(file, measure: measure)
        waters = try WaterBodies(file, measure: measure)
        rules = try workspace.outfallRules()
    }

    /// A number that the office has set, or else the usual one.
    func number(_ rule: OutfallRule, or usual: Double) -> Double { rules[rule].flatMap(Double.init) ?? usual }

    /// The rules of place and scale.
    var review: RegisterReview {
        let measure = measure
        var review = RegisterReview(places: places, waters: waters) { measure.length(from: $0, to: $1) }
        review.nearBank = Metres(number(.nearBank, or: review.nearBank.value))
        return review
    }

    /// How witnesses of one outfall are told.
    var matching: MatchRule {
        var rule = MatchRule()
        rule.within = Metres(number(.matchWithin, or: rule.within.value))
        return rule
    }

    /// An observation on the river it lies at.
    func sighting(_ observation: OutfallObservation) -> OutfallSighting {
        let near = waters.nearest(
            to: observation.position, within: Metres(number(.nearBank, or: 200)))
        let river = near.flatMap { waters.river($0.code, near: observation.position) }
        return OutfallSighting(observation, on: river)
    }

    /// The best position that the witnesses of a case give.
    ///
    /// A team on the bank is believed before a drone, unless it stands far from the middle of three witnesses or more.
    static func position(of found: StoredCase, measure: GroundMeasure) -> Position? {
        let all = found.observations.map(\.observation)
        guard let first = all.first else { return nil }
        let onSite = all.filter { $0.source == .walk || $0.source == .expert }
        let middle = Position(median(all.map(\.position.x)), median(all.map(\.position.y)))
        func distance(_ a: OutfallObservation) -> Double {
            measure.length(from: a.position, to: middle).value
        }
        guard let best = (onSite.isEmpty ? all : onSite).min(by: { distance($0) < distance($1) }) else {
            return first.position
        }
        return all.count >= 3 && distance(best) > 30 ? middle : best.position
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
}
