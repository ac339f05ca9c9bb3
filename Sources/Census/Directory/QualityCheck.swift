internal import Coverage

/// What a resurvey found of one drawn unit.
public struct QualityResult: Hashable, Sendable {
    /// The drawn unit's key.
    public let unit: String
    /// It is a duplicate of another unit of the register.
    public let isDuplicate: Bool
    /// Items that were compared with the truth.
    public let checkedItems: Int
    /// Items that were wrong.
    public let wrongItems: Int
    /// Who checked.
    public let actor: String
    /// When, as ISO 8601 text in UTC.
    public let time: String
    /// Why it takes the place of an earlier result; `nil` for a first one.
    public let correction: String?

    /// Makes a result.
    public init(
        unit: String, isDuplicate: Bool, checkedItems: Int, wrongItems: Int, actor: String, time: String,
        correction: String? = nil
    ) {
        self.unit = unit
        self.isDuplicate = isDuplicate
        self.checkedItems = checkedItems
        self.wrongItems = wrongItems
        self.actor = actor
        self.time = time
        self.correction = correction
    }
}

/// What the resurvey of one area found.
public struct ResurveyFinding: Hashable, Sendable {
    /// The area, one of the draw's.
    public let area: String
    /// Units found on the ground.
    public let found: Int
    /// Those of them that the register lacks.
    public let missed: Int
    /// Why it takes the place of an earlier finding; `nil` for a first one.
    public let correction: String?

    /// Makes a finding.
    public init(area: String, found: Int, missed: Int, correction: String? = nil) {
        self.area = area
        self.found = found
        self.missed = missed
        self.correction = correction
    }
}

/// Why an entry to a quality check is refused.
public enum QualityRefusal: Error, Hashable, Sendable {
    /// Nothing was drawn and logged yet: results may not come before the draw.
    case notDrawn
    /// The sample was drawn already; drawing again until it pleases is not allowed.
    case drawnAlready
    /// The unit is not in the sample.
    case notInSample(String)
    /// The area is not in the sample's frame.
    case areaNotInSample(String)
    /// A result of the unit or area is entered already.
    case enteredAlready(String)
    /// There is no result of the unit or area that could be corrected.
    case nothingToCorrect(String)
    /// The time lies before that of the draw.
    case beforeDraw(String)
    /// More wrong items than checked, more missed than found, or a negative count.
    case impossibleCounts(String)

    /// The refusal in words.
    public var text: LocalizedText {
        switch self {
        case .notDrawn: LocalizedText(zh: "尚未抽样登记，不能录入结果", en: "no sample is drawn and logged yet")
        case .drawnAlready:
            LocalizedText(zh: "样本已抽取，不得重抽", en: "the sample is drawn; it may not be drawn again")
        case .notInSample(let unit): LocalizedText(zh: "\(unit) 不在样本中", en: "\(unit) is not in the sample")
        case .areaNotInSample(let area):
            LocalizedText(zh: "\(area) 不在抽样范围中", en: "\(area) is not in the sample's frame")
        case .enteredAlready(let key):
            LocalizedText(
                zh: "\(key) 的结果已录入；如需更正，用 --correct 说明理由",
                en: "a result of \(key) is entered already; correct it with --correct and the reason")
        case .nothingToCorrect(let key):
            LocalizedText(zh: "\(key) 尚无结果可更正", en: "there is no result of \(key) to correct")
        case .beforeDraw(let time): LocalizedText(zh: "时间 \(time) 早于抽样", en: "\(time) is before the draw")
        case .impossibleCounts(let key):
            LocalizedText(zh: "\(key) 的数目不可能", en: "the counts of \(key) are impossible")
        }
    }
}

/// A quality check: the draw is logged first, then results come in, then rates follow.
public struct QualityCheck: Hashable, Sendable {
    /// The draw, once it is logged.
    public private(set) var log: DrawLog?
    /// The results in the order they were entered.
    public private(set) var results: [QualityResult] = []
    /// The findings of areas in the order they were entered.
    public private(set) var findings: [ResurveyFinding] = []

    private var drawn = Set<String>()
    private var areas = Set<String>()
    private var places: [String: Int] = [:]
    private var areaPlaces: [String: Int] = [:]

    /// Begins a check.
    public init() {}

    /// Logs the draw.
    public mutating func enter(_ draw: SampleDraw, actor: String, time: String) throws(QualityRefusal) {
        guard log == nil else { throw .drawnAlready }
        log = DrawLog(draw: draw, actor: actor, time: time)
        drawn = draw.drawn
        areas = Set(draw.strata.map(\.stratum.area))
    }

    /// Enters a unit's result, or puts another in its place where it says why.
    public mutating func enter(_ result: QualityResult) throws(QualityRefusal) {
        guard let log else { throw .notDrawn }
        guard drawn.contains(result.unit) else { throw .notInSample(result.unit) }
        guard result.time >= log.time else { throw .beforeDraw(result.time) }
        guard (0...max(0, result.checkedItems)).contains(result.wrongItems), result.checkedItems >= 0 else {
            throw .impossibleCounts(result.unit)
        }
        let place = places[result.unit]
        try replace(result.unit, isEntered: place != nil, result.correction)
        places[result.unit] = place ?? results.count
        if let place { results[place] = result } else { results.append(result) }
    }

    /// Enters an area's finding, or puts another in its place where it says why.
    public mutating func enter(_ finding: ResurveyFinding) throws(QualityRefusal) {
        guard log != nil else { throw .notDrawn }
        guard areas.contains(finding.area) else { throw .areaNotInSample(finding.area) }
        guard finding.found >= 0, (0...finding.found).contains(finding.missed) else {
            throw .impossibleCounts(finding.area)
        }
        let place = areaPlaces[finding.area]
        try replace(finding.area, isEntered: place != nil, finding.correction)
        areaPlaces[finding.area] = place ?? findings.count
        if let place { findings[place] = finding } else { findings.append(finding) }
    }

    /// A first entry has no reason, and only a reason puts one in another's place.
    private func replace(
        _ key: String, isEntered: Bool, _ correction: String?
    ) throws(QualityRefusal) {
        if isEntered, correction == nil { throw .enteredAlready(key) }
        if !isEntered, correction != nil { throw .nothingToCorrect(key) }
    }

    /// The rates so far: missed / found in the resurvey, duplicates / units checked, wrong items / items checked.
    ///
    /// Each stratum counts for the units it holds, an area of the resurvey for those that the register has there.
    public func rates(limits: QualityLimits = QualityLimits()) -> [QualityRate] {
        let found = Dictionary(results.map { ($0.unit, $0) }, uniquingKeysWith: { $1 })
        let parts = log?.draw.strata ?? []
        let drawn = parts.map { part in (size: part.size, results: part.drawn.compactMap { found[$0] }) }
        return [
            missed(limits.missed),
            rate(.duplicate, limits.duplicate, drawn) { ($0.isDuplicate ? 1 : 0, 1) },
            rate(.error, limits.error, drawn) { ($0.wrongItems, $0.checkedItems) },
        ]
    }

    private func rate(
        _ kind: QualityRate.Kind, _ limit: Double, _ strata: [(size: Int, results: [QualityResult])],
        _ count: (QualityResult) -> (hits: Int, items: Int)
    ) -> QualityRate {
        var (hits, cases) = (0, 0)
        let sums = strata.map { stratum in
            var sum = StratumSums(size: stratum.size)
            for result in stratum.results {
                let counts = count(result)
                sum.add(hits: counts.hits, of: counts.items)
                hits += counts.hits
                cases += counts.items
            }
            return sum
        }
        return QualityRate(
            kind: kind, hits: hits, cases: cases, estimate: StratifiedRatio(sums), limit: limit)
    }

    /// Nobody says how much of an area a resurvey walked, so no share of it is taken for certain.
    private func missed(_ limit: Double) -> QualityRate {
        var sizes: [String: Int] = [:]
        for part in log?.draw.strata ?? [] { sizes[part.stratum.area, default: 0] += part.size }
        let found = Dictionary(findings.map { ($0.area, $0) }, uniquingKeysWith: { $1 })
        let sums = sizes.sorted { $0.key < $1.key }.map { area, size in
            var sum = StratumSums(size: size)
            if let finding = found[area] { sum.addCases(hits: finding.missed, of: finding.found) }
            return sum
        }
        return QualityRate(
            kind: .missed, hits: findings.reduce(0) { $0 + $1.missed },
            cases: findings.reduce(0) { $0 + $1.found },
            estimate: StratifiedRatio(sums, isFinite: false), limit: limit)
    }
}

/// A draw as it was logged.
public struct DrawLog: Hashable, Sendable {
    /// The draw.
    public let draw: SampleDraw
    /// Who logged it.
    public let actor: String
    /// When, as ISO 8601 text in UTC.
    public let time: String

    /// Makes a log.
    public init(draw: SampleDraw, actor: String, time: String) {
        self.draw = draw
        self.actor = actor
        self.time = time
    }

    /// The SHA-256 digest of the draw as it was logged: its name, plan, frame and every drawn unit.
    public func digest(name: String, areaKind: String) -> String {
        var hash = SHA256()
        for text in [name, areaKind, actor, time, "\(draw.plan.seed)", draw.frameDigest] { hash.add(text) }
        hash.add(draw.plan.share)
        for number in [draw.plan.least, draw.frameCount, draw.strata.count] {
            hash.add(UInt64(bitPattern: Int64(number)))
        }
        for part in draw.strata {
            hash.add(part.stratum.area)
            hash.add(part.stratum.kind)
            hash.add(UInt64(bitPattern: Int64(part.size)))
            hash.add(UInt64(part.drawn.count))
            for unit in part.drawn { hash.add(unit) }
        }
        return hash.finish()
    }
}

/// The greatest rates that pass; an office may change them.
///
/// No text at hand gives them: 2 and 5 per cent are usual.
public struct QualityLimits: Hashable, Sendable {
    /// 漏查率.
    public var missed: Double
    /// 重复率.
    public var duplicate: Double
    /// 差错率.
    public var error: Double

    /// Makes limits.
    public init(missed: Double = 0.02, duplicate: Double = 0.02, error: Double = 0.05) {
        self.missed = missed
        self.duplicate = duplicate
        self.error = error
    }
}

/// A rate with what the size of the sample leaves open.
public struct QualityRate: Hashable, Sendable {
    /// What is rated.
    public enum Kind: String, CaseIterable, Sendable {
        /// 漏查率.
        case missed
        /// 重复率.
        case duplicate
        /// 差错率.
        case error

        /// The rate's name.
        public var text: LocalizedText {
            switch self {
            case .missed: LocalizedText(zh: "漏查率", en: "missed units")
            case .duplicate: LocalizedText(zh: "重复率", en: "duplicates")
            case .error: LocalizedText(zh: "差错率", en: "wrong items")
            }
        }
    }

    /// Whether a rate passes.
    public enum Verdict: String, CaseIterable, Sendable {
        /// Nothing was checked.
        case unchecked
        /// The rate and all that the sample leaves open are within the limit.
        case passed
        /// The rate is within the limit, but the sample is too small to be sure.
        case passedUnsurely
        /// The rate is above the limit, but the sample is too small to be sure.
        case failedUnsurely
        /// The rate and all that the sample leaves open are above the limit.
        case failed
    }

    /// What is rated.
    public let kind: Kind
    /// Cases that had the fault, as counted.
    public let hits: Int
    /// Cases that were looked at.
    public let cases: Int
    /// What they say of all cases, each stratum counted for what it holds.
    public let estimate: StratifiedRatio
    /// The greatest rate that passes.
    public let limit: Double

    /// The estimated rate; `nil` when nothing was looked at.
    public var rate: Double? { estimate.rate }

    /// The 95 per cent interval of the estimate.
    public var interval: WilsonInterval { estimate.interval }

    /// Hits by cases as counted, whatever was drawn of each stratum; `nil` when nothing was looked at.
    public var countedRate: Double? { cases > 0 ? Double(hits) / Double(cases) : nil }

    /// Whether the rate passes.
    public var verdict: Verdict {
        guard let rate else { return .unchecked }
        if rate <= limit { return interval.upper <= limit ? .passed : .passedUnsurely }
        return interval.lower > limit ? .failed : .failedUnsurely
    }
}
