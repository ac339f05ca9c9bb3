public import GeoKernels
public import GeoModel

/// Reviews the monitoring of some outfalls by the office's rules.
public struct MonitoringReview: Sendable {
    /// The office's reference data.
    public let reference: MonitoringReference
    /// Neighbours of an outfall are the nearest so many others; the office's rule.
    public var mostNeighbours = 5
    /// Neighbours lie within this distance; the office's rule.
    public var neighbourDistance = Metres(5000)
    let measure: GroundMeasure

    /// Makes a review.
    ///
    /// - Parameters:
    ///   - reference: The office's reference data.
    ///   - measure: How distances between outfalls are measured.
    public init(reference: MonitoringReference, measure: GroundMeasure) {
        self.reference = reference
        self.measure = measure
    }

    /// Every finding, rule by rule.
    ///
    /// - Parameters:
    ///   - samples: All samples of the outfalls, controls included.
    ///   - outfalls: The outfalls.
    ///   - periods: The seasons that had to be monitored.
    ///   - planned: Codes of the outfalls that the plan of a season names; a season without one asks all that count.
    ///   - custody: The recorded steps of samples from hand to hand, by the bottle's label.
    ///   - visits: Who filled which bottle where.
    ///   - decisions: What people decided; values that were all decided on are no longer found, and rejected ones are
    ///     compared with nothing.
    /// - Returns: The findings in the order of the rules.
    /// - Complexity: O(n log n) in the results.
    public func findings(
        in samples: [SampleEntry], of outfalls: [MonitoredOutfall], periods: [MonitoringPeriod],
        planned: [SeasonOccasion: Set<String>] = [:], custody: [String: [CustodyEvent]] = [:],
        visits: [BottleVisit] = [],
        decisions: ResultDecisions = ResultDecisions()
    ) -> [ReviewFinding] {
        let standing = samples.compactMap(decisions.standing)
        let routine = standing.filter { $0.kind.countsAsMonitoring && $0.outfall != nil }
        let plausible = plausibility(routine, outfalls, decisions)
        let quality = QualityReview(reference: reference, samples: standing)
        let bottles = CustodyReview(
            reference: reference, samples: samples, custody: custody, visits: visits)
        return reference.reviewRules.flatMap { rule in
            switch rule.check {
            case .plausibility: plausible[rule.id] ?? []
            case .declaredSeason: declaredSeasons(rule, samples)
            case .missingSeason: missingSeasons(rule, routine, outfalls, periods, planned)
            case .blank: quality.blanks(rule)
            case .parallel: quality.parallels(rule)
            case .spike: quality.spikes(rule)
            case .batchRates: quality.rates(rule)
            case .custody: bottles.chains(rule)
            case .bottleOrigin: bottles.origins(rule)
            case .holdingTime: bottles.holdingTimes(rule)
            case .basin: assumedBasins(rule, samples, outfalls)
            }
        }
    }

    /// The findings about values, by rule; those about units stand under the rule for ranges.
    private func plausibility(
        _ routine: [SampleEntry], _ outfalls: [MonitoredOutfall], _ decisions: ResultDecisions
    ) -> [String: [ReviewFinding]] {
        let rules = reference.reviewRules.compactMap { rule -> PlausibilityRule? in
            guard case .plausibility(let check) = rule.check else { return nil }
            return PlausibilityRule(id: rule.id, method: rule.method, name: rule.name, check: check)
        }
        let records = routine.map(SampleRecord.init)
        let scales = outfalls.compactMap { outfall in outfall.scale.map { (outfall.code, $0) } }
        let context = PlausibilityContext(
            scales: Dictionary(scales) { first, _ in first }, neighbours: neighbours(among: outfalls))
        let found = PlausibilityReview(rules: rules, catalogue: reference.catalogue)
            .findings(in: records, context: context)
        let byID = Dictionary(reference.reviewRules.map { ($0.id, $0) }) { first, _ in first }
        let ranges = reference.reviewRules.first { $0.check == .plausibility(.possibleRange) }
        let byLabel = decisions.isEmpty ? [:] : Dictionary(grouping: routine, by: \.label)
        var grouped: [String: [ReviewFinding]] = [:]
        for finding in found {
            let samples = finding.samples.flatMap { byLabel[$0] ?? [] }
            if decisions.settle(finding.fact.indicators, in: samples) { continue }
            guard let rule = byID[finding.rule] ?? ranges else { continue }
            grouped[rule.id, default: []].append(
                ReviewFinding(
                    rule: rule, outfalls: finding.outfalls, samples: finding.samples,
                    detail: finding.text(reference.catalogue)))
        }
        return grouped
    }

    /// The nearest outfalls of each, by code.
    private func neighbours(among outfalls: [MonitoredOutfall]) -> [String: [String]] {
        let placed = outfalls.compactMap { outfall in outfall.position.map { (code: outfall.code, place: $0) }
        }
        let grid = ProximityGrid(placed.map(\.place), within: neighbourDistance, measure: measure)
        var near: [Int: [(distance: Double, other: Int)]] = [:]
        grid.forEachPair { a, b in
            let metric = measure.metric(at: placed[a].place)
            let dx = (placed[a].place.x - placed[b].place.x) * metric.metresPerUnitX
            let dy = (placed[a].place.y - placed[b].place.y) * metric.metresPerUnitY
            let distance = (dx * dx + dy * dy).squareRoot()
            guard distance <= neighbourDistance.value else { return }
            near[a, default: []].append((distance, b))
            near[b, default: []].append((distance, a))
        }
        var result: [String: [String]] = [:]
        for (index, others) in near {
            let nearest = others.sorted { ($0.distance, $0.other) < ($1.distance, $1.other) }
            result[placed[index].code] = nearest.prefix(mostNeighbours).map { placed[$0.other].code }
        }
        return result
    }

    private func declaredSeasons(_ rule: ReviewRule, _ samples: [SampleEntry]) -> [ReviewFinding] {
        let wrong = samples.filter {
            $0.declaredSeason.map { [season = $0.occasion.season] in $0 != season } ?? false
        }
        return inGroups(wrong) { [$0.outfall ?? "", "\($0.time.day)", $0.declaredSeason?.rawValue ?? ""] }
            .compactMap { group in
                guard let first = group.first, let declared = first.declaredSeason else { return nil }
                let disagreement = SeasonDisagreement(
                    day: first.time.day, declared: declared, derived: first.occasion, basin: first.basin)
                return ReviewFinding(
                    rule: rule, outfalls: first.outfall.map { [$0] } ?? [], samples: group.map(\.label),
                    detail: disagreement.text)
            }
    }

    private func missingSeasons(
        _ rule: ReviewRule, _ routine: [SampleEntry], _ outfalls: [MonitoredOutfall],
        _ periods: [MonitoringPeriod], _ planned: [SeasonOccasion: Set<String>]
    ) -> [ReviewFinding] {
        // A sample without a result that stands was not monitored.
        let sampled = Set(
            routine.filter { !$0.results.isEmpty }.map {
                Visited(outfall: $0.outfall ?? "", occasion: $0.occasion)
            })
        let declared = Set(
            routine.compactMap { sample in
                sample.declaredSeason.map {
                    Visited(
                        outfall: sample.outfall ?? "",
                        occasion: SeasonOccasion($0, year: sample.occasion.year))
                }
            })
        return outfalls.filter(\.counts).flatMap { outfall in
            periods.compactMap { period in
                let own = planned[period.occasion]
                guard own != nil || reference.plan.requirement(for: period.occasion.season) != nil,
                    own?.contains(outfall.code) ?? true,
                    !sampled.contains(Visited(outfall: outfall.code, occasion: period.occasion))
                else { return nil }
                return ReviewFinding(
                    rule: rule, outfalls: [outfall.code], samples: [],
                    detail: missing(
                        period.occasion, at: outfall,
                        isDeclared: declared.contains(
                            Visited(outfall: outfall.code, occasion: period.occasion))))
            }
        }
    }

    /// Samples that are only declared for the season do not make up for it, which must be said.
    private func missing(
        _ occasion: SeasonOccasion, at outfall: MonitoredOutfall, isDeclared: Bool
    ) -> LocalizedText {
        let season = occasion.text
        let hint =
            isDeclared
            ? LocalizedText(zh: "（有样品填报为该季，但采样日不在该季）", en: " (samples declared for it were taken outside it)")
            : LocalizedText(zh: "", en: "")
        return LocalizedText(
            zh: "\(outfall.name)：\(season.chinese)没有监测\(hint.chinese)",
            en: "\(outfall.name): nothing in the \(season.english)\(hint.english)")
    }

    private struct Visited: Hashable {
        let outfall: String
        let occasion: SeasonOccasion
    }

    /// One finding for all outfalls whose season hangs on a basin that nobody named.
    private func assumedBasins(
        _ rule: ReviewRule, _ samples: [SampleEntry], _ outfalls: [MonitoredOutfall]
    ) -> [ReviewFinding] {
        let byCode = Dictionary(outfalls.map { ($0.code, $0) }) { first, _ in first }
        let assumed = samples.filter { sample in
            sample.outfall.flatMap { byCode[$0] }.map {
                reference.isCalendarAssumed(for: $0, on: sample.time.day)
            } ?? false
        }
        guard let first = assumed.first else { return [] }
        let codes = Set(assumed.compactMap(\.outfall)).sorted()
        return [
            ReviewFinding(
                rule: rule, outfalls: Array(codes.prefix(mostNamed)), samples: [],
                detail: LocalizedText(
                    zh: "\(codes.count) 个排污口不属于 basins 表的任何流域，\(assumed.count) 个样品的水期因流域而异，"
                        + "暂按第一张季节表（\(first.basin)）判定；请补全 basins 表",
                    en: "\(codes.count) outfalls are in no basin of the table `basins`; the season of their "
                        + "\(assumed.count) samples hangs on it, and the first calendar (\(first.basin)) was taken: "
                        + "complete `basins`"))
        ]
    }
}

/// The most outfalls or samples that a finding about many names; it counts them all.
let mostNamed = 20

/// Several sentences as one.
func joined(_ texts: [LocalizedText]) -> LocalizedText {
    LocalizedText(
        zh: texts.map(\.chinese).joined(separator: "；"), en: texts.map(\.english).joined(separator: "; "))
}

/// Groups in the order of their first members.
func inGroups<Value, Key: Hashable>(_ values: [Value], by key: (Value) -> Key) -> [[Value]] {
    var places: [Key: Int] = [:]
    var groups: [[Value]] = []
    for value in values {
        let key = key(value)
        if let place = places[key] {
            groups[place].append(value)
        } else {
            places[key] = groups.count
            groups.append([value])
        }
    }
    return groups
}
