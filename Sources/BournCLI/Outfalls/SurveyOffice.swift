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
    let rules: OutfallRules

    init(_ path: String, console: Console) throws {
        workspace = try Workspace.open(at: path)
        try workspace.tellChangesElsewhere(on: console)
        let file = try GeoPackageFile(path: path)
        measure = try GroundMeasure(for: .epsg(workspace.srsID))
        places = try WorkspacePlaces(file, measure: measure)
        waters = try WaterBodies(file, measure: measure)
        rules = OutfallRules(try workspace.outfallRules())
    }

    /// The rules of place and scale.
    var review: RegisterReview {
        let measure = measure
        var review = RegisterReview(places: places, waters: waters) { measure.length(from: $0, to: $1) }
        review.counting = rules.counting
        review.nearBank = Metres(rules[.nearBank])
        review.nearDivision = Metres(rules[.nearDivision])
        review.samePosition = Metres(rules[.samePosition])
        return review
    }

    /// An observation on the river it lies at.
    func sighting(_ observation: OutfallObservation, isSecond: Bool = false) -> OutfallSighting {
        let near = waters.nearest(to: observation.position, within: Metres(rules[.nearBank]))
        let river = near.flatMap { waters.river($0.code, near: observation.position) }
        return OutfallSighting(observation, on: river, isSecondPosition: isSecond)
    }

    /// An entry as a sighting at its position, and at the second one of its form where that is another.
    func sightings(of entry: RegisterEntry) -> [OutfallSighting] {
        guard let position = entry.position else { return [] }
        var places = [(position, false)]
        if let other = entry.otherPosition,
            measure.length(from: position, to: other) > Metres(rules[.samePosition])
        {
            places.append((other, true))
        }
        return places.map { place, isSecond in
            sighting(
                OutfallObservation(
                    id: entry.caseID ?? entry.id, source: .desk, position: place, moment: nil, observer: "",
                    name: entry.name, declaredSide: entry.declaredSide), isSecond: isSecond)
        }
    }

    /// The sightings that tell where a case is: its entry's, and those of its witnesses that are believed.
    func sightings(of found: StoredCase, _ rule: MatchRule) throws -> [OutfallSighting] {
        let seen = rule.telling(found.observations.map { sighting($0.observation) }, measure: measure)
        guard let id = found.outfall else { return seen }
        return seen + sightings(of: try workspace.outfall(code: id)).filter(\.isSecondPosition)
    }

    /// The best position that the witnesses of a case give.
    ///
    /// A team on the bank is believed before a drone, unless it stands far from the middle of three witnesses or more.
    func position(of found: StoredCase) -> Position? {
        let all = found.observations.map(\.observation)
        guard let first = all.first else { return nil }
        let onSite = all.filter { $0.source == .walk || $0.source == .expert }
        let middle = Position(Self.median(all.map(\.position.x)), Self.median(all.map(\.position.y)))
        func distance(_ a: OutfallObservation) -> Double {
            measure.length(from: a.position, to: middle).value
        }
        guard let best = (onSite.isEmpty ? all : onSite).min(by: { distance($0) < distance($1) }) else {
            return first.position
        }
        return all.count >= 3 && distance(best) > rules[.fixFarthest] ? middle : best.position
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
}
