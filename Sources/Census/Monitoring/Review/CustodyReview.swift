/// A bottle that was filled at an outfall.
public struct BottleVisit: Hashable, Sendable {
    /// The label on the bottle.
    public let label: String
    /// The register's code of the outfall.
    public let outfall: String
    /// Who filled it.
    public let sampler: String
    /// When.
    public let moment: Moment
    /// The season it was planned for.
    public let occasion: SeasonOccasion

    /// Makes a visit.
    public init(
        label: String, outfall: String, sampler: String, moment: Moment, occasion: SeasonOccasion
    ) {
        self.label = label
        self.outfall = outfall
        self.sampler = sampler
        self.moment = moment
        self.occasion = occasion
    }

    var day: CalendarDate { moment.day(offsetSeconds: Moment.beijingOffsetSeconds) }
}

/// Follows bottles from the visit at which they were filled, through their log, to the laboratory's result.
///
/// The label is the only thread: what is recorded of a label at the outfall, on the way and in the laboratory must be of one
/// bottle. Offices that keep no log, or record no visits, are told so once for each season and not bottle by bottle.
struct CustodyReview {
    private let reference: MonitoringReference
    /// Samples that come from an outfall; what a laboratory makes itself has no way to follow.
    private let bottles: [SampleEntry]
    private let known: Set<String>
    private let custody: [String: [CustodyEvent]]
    private let visits: [BottleVisit]
    private let visitOf: [String: BottleVisit]

    init(
        reference: MonitoringReference, samples: [SampleEntry], custody: [String: [CustodyEvent]],
        visits: [BottleVisit]
    ) {
        self.reference = reference
        bottles = samples.filter { $0.kind.comesFromOutfall }
        known = Set(samples.map(\.label)).union(visits.map(\.label))
        self.custody = custody
        self.visits = visits
        visitOf = Dictionary(visits.map { ($0.label, $0) }) { first, _ in first }
    }

    // MARK: The log

    func chains(_ rule: ReviewRule) -> [ReviewFinding] {
        let broken = bottles.compactMap { sample -> ReviewFinding? in
            guard let events = custody[sample.label] else { return nil }
            var texts = custodyBreaks(in: events).map(\.text)
            if let end = events.map(\.step).max(), end < .analysed, !sample.results.isEmpty {
                texts.append(Self.unfinished(end))
            }
            return texts.isEmpty ? nil : finding(rule, sample, joined(texts))
        }
        return broken + unknownLabels(rule) + unlogged(rule)
    }

    private static func unfinished(_ step: CustodyStep) -> LocalizedText {
        LocalizedText(
            zh: "已有分析结果，流转记录却止于“\(step.text.chinese)”",
            en: "there is a result, but the log ends where it was \(step.text.english)")
    }

    private func unknownLabels(_ rule: ReviewRule) -> [ReviewFinding] {
        custody.keys.filter { !known.contains($0) }.sorted().map { label in
            ReviewFinding(
                rule: rule, outfalls: [], samples: [label],
                detail: LocalizedText(
                    zh: "有流转记录，但没有这个编号的样品或采样记录；请核对标签",
                    en: "there is a log, but neither a sample nor a visit of this label; check the label"))
        }
    }

    private func unlogged(_ rule: ReviewRule) -> [ReviewFinding] {
        bySeason(rule, lacking: { custody[$0.label] == nil }) { lacking, all, season in
            LocalizedText(
                zh: "\(season.chinese)的 \(all) 个样品中 \(lacking) 个没有流转记录",
                en: "\(lacking) of the \(all) bottles of the \(season.english) have no log")
        }
    }

    // MARK: From the visit to the result

    func origins(_ rule: ReviewRule) -> [ReviewFinding] {
        let different = bottles.compactMap { sample -> ReviewFinding? in
            let texts = contradictions(of: sample)
            guard !texts.isEmpty else { return nil }
            let places = [visitOf[sample.label]?.outfall, sample.outfall].compactMap(\.self)
            return ReviewFinding(
                rule: rule, outfalls: places.count == 2 && places[0] == places[1] ? [places[0]] : places,
                samples: [sample.label], detail: joined(texts))
        }
        return different + withoutResult(rule) + withoutVisit(rule)
    }

    private func contradictions(of sample: SampleEntry) -> [LocalizedText] {
        var texts: [LocalizedText] = []
        if let visit = visitOf[sample.label] {
            if let outfall = sample.outfall, outfall != visit.outfall {
                texts.append(
                    LocalizedText(
                        zh: "瓶在 \(visit.outfall) 装取（\(visit.sampler)），结果却报在 \(outfall)",
                        en: "the bottle was filled at \(visit.outfall) (\(visit.sampler)), its result is "
                            + "reported for \(outfall)"))
            }
            if visit.day != sample.time.day { texts.append(Self.otherDay(visit.day, sample)) }
        }
        let logged = custody[sample.label]?.first { $0.step == .sampled }?
            .moment.day(offsetSeconds: Moment.beijingOffsetSeconds)
        if let logged, logged != sample.time.day, logged != visitOf[sample.label]?.day {
            texts.append(Self.otherDay(logged, sample))
        }
        return texts
    }

    private static func otherDay(_ day: CalendarDate, _ sample: SampleEntry) -> LocalizedText {
        LocalizedText(
            zh: "瓶于 \(day) 装取，结果却写 \(sample.time.day) 采样",
            en: "the bottle was filled on \(day), its result says sampled on \(sample.time.day)")
    }

    private func withoutResult(_ rule: ReviewRule) -> [ReviewFinding] {
        let reported = Set(bottles.map(\.label))
        return visits.filter { !reported.contains($0.label) }.map { visit in
            ReviewFinding(
                rule: rule, outfalls: [visit.outfall], samples: [visit.label],
                detail: LocalizedText(
                    zh: "\(visit.day) 由\(visit.sampler)装取的瓶还没有结果",
                    en: "no result yet of the bottle that \(visit.sampler) filled on \(visit.day)"))
        }
    }

    /// Only of seasons in which visits are recorded: elsewhere the office does not record them here.
    private func withoutVisit(_ rule: ReviewRule) -> [ReviewFinding] {
        let recorded = Set(visits.map(\.occasion))
        return bySeason(rule, lacking: { recorded.contains($0.occasion) && visitOf[$0.label] == nil }) {
            lacking, all, season in
            LocalizedText(
                zh: "\(season.chinese)的 \(all) 个样品中 \(lacking) 个没有装瓶的采样记录",
                en: "nobody recorded filling \(lacking) of the \(all) bottles of the \(season.english)")
        }
    }

    private func bySeason(
        _ rule: ReviewRule, lacking: (SampleEntry) -> Bool,
        _ detail: (Int, Int, LocalizedText) -> LocalizedText
    ) -> [ReviewFinding] {
        inGroups(bottles, by: \.occasion).compactMap { group in
            let found = group.filter(lacking)
            guard let first = found.first else { return nil }
            return ReviewFinding(
                rule: rule, outfalls: [], samples: found.prefix(mostNamed).map(\.label),
                detail: detail(found.count, group.count, first.occasion.text))
        }
    }

    // MARK: The time until the analysis

    func holdingTimes(_ rule: ReviewRule) -> [ReviewFinding] {
        bottles.compactMap { sample in
            let texts = sample.results.compactMap { late($0, of: sample) }
            return texts.isEmpty ? nil : finding(rule, sample, joined(texts))
        }
    }

    private func late(_ result: ResultEntry, of sample: SampleEntry) -> LocalizedText? {
        let name = reference.catalogue.displayName(of: result.indicator)
        if let day = result.analysed, day < sample.time.day {
            return LocalizedText(
                zh: "\(name.chinese) 的分析日期 \(day) 早于采样日 \(sample.time.day)",
                en: "\(name.english) was analysed on \(day), before it was sampled on \(sample.time.day)")
        }
        guard let allowed = reference.holdingHours[result.indicator],
            let held = hours(until: result, of: sample), held.least > allowed
        else { return nil }
        let (figure, limit) = (decimalText(held.least, places: 1), decimalText(allowed, places: 1))
        return LocalizedText(
            zh: "\(name.chinese) 采样到分析\(held.isExact ? "" : "至少") \(figure) 小时，超过允许的 \(limit) 小时",
            en: "\(name.english) stood \(held.isExact ? "" : "at least ")\(figure) h before its analysis, "
                + "allowed are \(limit) h")
    }

    /// The time between sampling and analysis: exact by the log, or the least that a mere day of analysis leaves.
    private func hours(
        until result: ResultEntry, of sample: SampleEntry
    ) -> (least: Double, isExact: Bool)? {
        let log = custody[sample.label] ?? []
        let start = sampled(sample, log)
        let analysed = log.first { $0.step == .analysed }?.moment
        if let analysed, result.analysed.map({ analysed.day(offsetSeconds: beijing) == $0 }) ?? true {
            return ((analysed.seconds - start.seconds) / 3600, true)
        }
        guard let day = result.analysed else { return nil }
        let midnight = Moment(day: day, secondsOfDay: 0, offsetSeconds: beijing)
        return ((midnight.seconds - start.seconds) / 3600, false)
    }

    /// When it was sampled; of a mere day, its end, so that no time is told that may be too long.
    private func sampled(_ sample: SampleEntry, _ log: [CustodyEvent]) -> Moment {
        if let logged = log.first(where: { $0.step == .sampled })?.moment ?? visitOf[sample.label]?.moment {
            return logged
        }
        let seconds = sample.time.minute.map { Double($0) * 60 } ?? 86_400
        return Moment(day: sample.time.day, secondsOfDay: seconds, offsetSeconds: beijing)
    }

    private var beijing: Int { Moment.beijingOffsetSeconds }

    private func finding(
        _ rule: ReviewRule, _ sample: SampleEntry, _ detail: LocalizedText
    ) -> ReviewFinding {
        ReviewFinding(
            rule: rule, outfalls: sample.outfall.map { [$0] } ?? [], samples: [sample.label], detail: detail)
    }
}

extension ActivityKind {
    /// A bottle filled at the outfall, whose way can be followed.
    var comesFromOutfall: Bool {
        switch self {
        case .routine, .fieldParallel, .fieldBlank: true
        case .laboratoryParallel, .laboratoryBlank, .spike, .certifiedStandard: false
        }
    }
}
