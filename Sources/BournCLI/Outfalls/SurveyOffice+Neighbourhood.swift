internal import Census
internal import GeoModel
internal import GeoPackageStore

extension SurveyOffice {
    /// Entries that count and stand so near to sightings that they may be the same outfall, the nearest first.
    ///
    /// Those that are surely on the other bank or another river are other mouths. An entry counts by either position of its form.
    func entries(
        near sightings: [OutfallSighting], besides id: String?, _ elsewhere: [RegisterEntry]
    ) throws -> [(entry: RegisterEntry, distance: Metres)] {
        let (rule, within) = (rules.matching, Metres(rules[.entryNear]))
        var found: [String: (entry: RegisterEntry, distance: Metres)] = [:]
        for sighting in sightings {
            var query = RegisterQuery()
            query.within = box(around: sighting.observation.position, within)
            query.state = .registered
            for entry in try workspace.outfalls(query) + elsewhere where entry.id != id {
                let places = self.sightings(of: entry)
                guard let match = rule.match([sighting], places, measure: measure),
                    match.distance <= within, !match.isContradicted,
                    found[entry.id].map({ match.distance < $0.distance }) ?? true
                else { continue }
                found[entry.id] = (entry, match.distance)
            }
        }
        return found.values.sorted { ($0.distance, $0.entry.code) < ($1.distance, $1.entry.code) }
    }

    /// Cases near an entry that are not in the register, the nearest observation of each.
    private func cases(near sightings: [OutfallSighting]) throws -> [RegisterFinding] {
        let (rule, within) = (rules.matching, Metres(rules[.entryNear]))
        var found: [String: Metres] = [:]
        for sighting in sightings {
            for other in try neighbours(of: sighting.observation.position, within: within) {
                guard
                    let match = rule.match(
                        [sighting], [self.sighting(other.observation)], measure: measure),
                    !match.isContradicted
                else { continue }
                found[other.caseID] = min(found[other.caseID] ?? within, match.distance)
            }
        }
        return try found.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.compactMap { id, distance in
            let state = try workspace.surveyCase(id).survey.state
            return state.isFinal ? nil : .nearCase(id, state, distance)
        }
    }

    /// What a person must say about an entry's neighbourhood; nothing of one that does not count.
    ///
    /// - Parameters:
    ///   - entry: The entry.
    ///   - elsewhere: Entries whose form states a second position, which no index knows.
    /// - Returns: Entries close to it, then cases that are not joined, the nearest first.
    /// - Throws: Any error of reading.
    func neighbourhood(
        of entry: RegisterEntry, _ elsewhere: [RegisterEntry]
    ) throws -> [RegisterFinding] {
        guard entry.state == .registered else { return [] }
        let places = sightings(of: entry)
        let entries = try entries(near: places, besides: entry.id, elsewhere)
        return entries.map { .nearEntry($0.entry.code, $0.distance) } + (try cases(near: places))
    }

    /// Entries that stand at another place too, by the second position of their form.
    func entriesElsewhere() throws -> [RegisterEntry] {
        try workspace.entriesWithSecondPosition().filter { sightings(of: $0).count > 1 }
    }
}
