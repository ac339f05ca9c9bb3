internal import Census
internal import GeoKernels
internal import GeoModel
internal import GeoPackageStore

/// Joins the pairs of a list that a score settles, and names those that it does not.
///
/// A pair was found between two observations; joined are cases. So each pair is looked at again as the cases stand by then,
/// by the witnesses that tell where each is: a drone point beside a team's position cannot pull the team's case to the other
/// bank. And a case that could be either of two outfalls, as far as its position is good for, is a person's to decide. So are
/// two that teams found apart from each other, farther away than their positions are off, and witnesses in a row of which
/// only neighbours are near each other: mouths may stand every few metres along a bank.
struct CaseJoining {
    /// A pair that a person must decide, and why.
    struct Doubt {
        let cases: [String]
        let text: LocalizedText
    }

    /// Pairs joined.
    private(set) var joined = 0
    /// Pairs left to a person.
    private(set) var doubts: [Doubt] = []

    private let office: SurveyOffice
    private let rule: MatchRule
    private let least: Double
    private let signature: Signature
    /// The pairs by each of their cases, as they were when the list was made.
    private var pairsOf: [String: [CaseCandidates.Pair]] = [:]
    /// The cases of the list that a case holds by now.
    private var members: [String: [String]] = [:]
    /// The case that holds a case of the list by now, where that is another.
    private var holders: [String: String] = [:]

    init(_ office: SurveyOffice, from least: Double, by signature: Signature) {
        self.office = office
        self.least = least
        self.signature = signature
        rule = office.rules.matching
    }

    /// A case as it stands now, with the sightings that tell where it is.
    private struct Present {
        let found: StoredCase
        let sightings: [OutfallSighting]

        var id: String { found.survey.id }

        /// A team or the experts found that it is an outfall.
        var isFound: Bool { [.verified, .decidedOutfall].contains(found.survey.state) }

        /// How much is known: seen from the air, on site, or in the register.
        var rank: Int {
            found.outfall != nil ? 2 : found.observations.contains { $0.observation.isOnSite } ? 1 : 0
        }
    }

    /// Joins pairs, the best first.
    mutating func join(_ pairs: [CaseCandidates.Pair]) throws {
        for pair in pairs {
            for id in [pair.first, pair.second] { pairsOf[id, default: []].append(pair) }
        }
        for pair in pairs {
            do { try Interruption.check() } catch {
                throw InterruptedWork(
                    done: LocalizedText(
                        zh: "已归并的 \(joined) 对保留，再次运行会继续",
                        en: "\(joined) pairs stay joined; run it again to go on"))
            }
            try join(pair)
        }
    }

    private mutating func join(_ pair: CaseCandidates.Pair) throws {
        let (a, b) = (try present(pair.first), try present(pair.second))
        guard a.id != b.id else { return }
        if a.rank == 2, b.rank == 2 {
            doubt(
                [a, b],
                LocalizedText(
                    zh: "双方都在名录中", en: "both are entries of the register"))
            return
        }
        // What the cases' witnesses on site say, which may be less than two of their observations said.
        guard let match = rule.match(a.sightings, b.sightings, measure: office.measure), match.score >= least
        else { return }
        if let text = apart(a, b) {
            doubt([a, b], text)
            return
        }
        for (one, other) in [(a, b), (b, a)] where one.rank < other.rank {
            if let rival = try rival(of: one, beside: other, match.distance) {
                doubt([one, other, rival.0], Self.between(one, other, match.distance, rival))
                return
            }
        }
        let reason = match.reasons.map { $0.text[.invoked] }.joined(separator: text(zh: "；", en: "; "))
        let done = try office.workspace.join([a.id, b.id], reason: reason, by: signature)
        joined += 1
        let absorbed = done.survivor == a.id ? b.id : a.id
        let moved = members.removeValue(forKey: absorbed) ?? [absorbed]
        members[done.survivor, default: [done.survivor]] += moved
        for id in moved { holders[id] = done.survivor }
    }

    /// The sightings of a case that stand with another of it.
    ///
    /// One that is off from all of them is wrong, and says nothing of others. A single one stands for itself.
    private func settled(_ found: Present) -> [OutfallSighting] {
        guard found.sightings.count > 1 else { return found.sightings }
        return found.sightings.enumerated().filter { index, one in
            found.sightings.enumerated().contains { other, there in
                other != index
                    && office.measure.length(
                        from: one.observation.position, to: there.observation.position) <= rule.within
            }
        }.map(\.element)
    }

    /// Why two cases outside the register are not one by a score alone; `nil` when nothing says so.
    private func apart(_ a: Present, _ b: Present) -> LocalizedText? {
        guard a.rank < 2, b.rank < 2 else { return nil }
        let pairs = a.sightings.flatMap { one in b.sightings.map { (one, $0) } }
        let lengths = pairs.map {
            office.measure.length(from: $0.0.observation.position, to: $0.1.observation.position)
        }
        guard let nearest = lengths.min(), let farthest = lengths.max() else { return nil }
        // Who goes out to find what may be one place is more careful than a score: no more than the errors added up.
        let most = rule.error(of: a.sightings).value + rule.error(of: b.sightings).value
        if a.rank == 1, b.rank == 1, a.isFound, b.isFound, nearest.value > most {
            let metres = "\(nearest.value.rounded(to: 1))"
            return LocalizedText(
                zh: "各自经现场核实，相距 \(metres) 米，超出定位误差",
                en: "each was verified on site, \(metres) m apart, which their positions do not explain")
        }
        let (settledA, settledB) = (settled(a), settled(b))
        let fits = settledA.flatMap { one in settledB.map { (one, $0) } }.allSatisfy { one, other in
            rule.match([one], [other], measure: office.measure).map { $0.score >= least } ?? false
        }
        guard !fits else { return nil }
        let metres = "\(farthest.value.rounded(to: 1))"
        return LocalizedText(
            zh: "有见证相距 \(metres) 米，可能是相邻的几个口门",
            en: "witnesses are up to \(metres) m apart and may be mouths in a row")
    }

    private func present(_ id: String) throws -> Present {
        // The list's case may have been taken up by another since.
        let found = try office.workspace.surveyCase(holders[id] ?? id)
        return Present(found: found, sightings: try office.sightings(of: found, rule))
    }

    /// Another outfall that a case could be as well, as far as its position is good for.
    private func rival(
        of one: Present, beside other: Present, _ distance: Metres
    ) throws -> (Present, Metres)? {
        let error = rule.error(of: one.sightings)
        let ids = Set(
            (members[one.id] ?? [one.id]).flatMap { pairsOf[$0] ?? [] }.flatMap { [$0.first, $0.second] })
        var seen: Set<String> = [one.id, other.id]
        for id in ids.sorted() {
            let third = try present(id)
            guard seen.insert(third.id).inserted, third.rank >= other.rank,
                let match = rule.match(one.sightings, third.sightings, measure: office.measure),
                match.score >= least, match.distance.value < distance.value + error.value
            else { continue }
            let both = rule.match(other.sightings, third.sightings, measure: office.measure)
            let areOne = both.map { $0.score >= least } ?? false
            if (third.rank == 2 && other.rank == 2) || !areOne { return (third, match.distance) }
        }
        return nil
    }

    private mutating func doubt(_ cases: [Present], _ text: LocalizedText) {
        let ids = cases.map(Self.name)
        guard !doubts.contains(where: { Set($0.cases) == Set(ids) }) else { return }
        doubts.append(Doubt(cases: ids, text: text))
    }

    /// What people call a case: the code of its entry, or its own identifier.
    private static func name(_ present: Present) -> String {
        present.id.hasPrefix("R:") ? String(present.id.dropFirst(2)) : present.id
    }

    private static func between(
        _ one: Present, _ other: Present, _ distance: Metres, _ rival: (Present, Metres)
    ) -> LocalizedText {
        func metres(_ length: Metres) -> String { "\(length.value.rounded(to: 1))" }
        return LocalizedText(
            zh:
                "\(name(one)) 距 \(name(other)) \(metres(distance)) 米、距 \(name(rival.0)) \(metres(rival.1)) 米，可为其一",
            en:
                "\(name(one)) is \(metres(distance)) m from \(name(other)) and \(metres(rival.1)) m from \(name(rival.0)) and may be either"
        )
    }
}
