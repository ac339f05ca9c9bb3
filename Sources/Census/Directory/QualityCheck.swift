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

    /// Makes a result.
    public init(
        unit: String, isDuplicate: Bool, checkedItems: Int, wrongItems: Int, actor: String, time: String
    ) {
        self.unit = unit
        self.isDuplicate = isDuplicate
        self.checkedItems = checkedItems
        self.wrongItems = wrongItems
        self.actor = actor
        self.time = time
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

    /// Makes a finding.
    public init(area: String, found: Int, missed: Int) {
        self.area = area
        self.found = found
        self.missed = missed
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
            LocalizedText(zh: "\(key) 的结果已录入", en: "a result of \(key) is entered already")
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
    private var entered = Set<String>()
    private var enteredAreas = Set<String>()

    /// Begins a check.
    public init() {}

    /// Logs the draw.
    public mutating func enter(_ draw: SampleDraw, actor: String, time: String) throws(QualityRefusal) {
        guard log == nil else { throw .drawnAlready }
        log = DrawLog(draw: draw, actor: actor, time: time)
        drawn = draw.drawn
        areas = Set(draw.strata.map(\.stratum.area))
    }

    /// Enters a unit's result.
    public mutating func enter(_ result: QualityResult) throws(QualityRefusal) {
        guard let log else { throw .notDrawn }
        guard drawn.contains(result.unit) else { throw .notInSample(result.unit) }
        guard result.time >= log.time else { throw .beforeDraw(result.time) }
        guard !entered.contains(result.unit) else { throw .enteredAlready(result.unit) }
        guard (0...max(0, result.checkedItems)).contains(result.wrongItems), result.checkedItems >= 0 else {
            throw .impossibleCounts(result.unit)
        }
        entered.insert(result.unit)
        results.append(result)
    }

    /// Enters an area's finding.
    public mutating func enter(_ finding: ResurveyFinding) throws(QualityRefusal) {
        guard log != nil else { throw .notDrawn }
        guard areas.contains(finding.area) else { throw .areaNotInSample(finding.area) }
        guard !enteredAreas.contains(finding.area) else { throw .enteredAlready(finding.area) }
        guard finding.found >= 0, (0...finding.found).contains(finding.missed) else {
            throw .impossibleCounts(finding.area)
        }
        enteredAreas.insert(finding.area)
        findings.append(finding)
    }

    /// The rates so far: missed / found in the resurvey, duplicates / units checked, wrong items / items checked.
    public func rates(limits: QualityLimits = QualityLimits()) -> [QualityRate] {
        func sum<Element>(_ list: [Element], _ value: (Element) -> Int) -> Int {
            list.reduce(0) { $0 + value($1) }
        }
        return [
            QualityRate(
                kind: .missed, hits: sum(findings, \.missed), cases: sum(findings, \.found),
                limit: limits.missed),
            QualityRate(
                kind: .duplicate, hits: sum(results) { $0.isDuplicate ? 1 : 0 }, cases: results.count,
                limit: limits.duplicate),
            QualityRate(
                kind: .error, hits: sum(results, \.wrongItems), cases: sum(results, \.checkedItems),
                limit: limits.error),
        ]
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
    /// Cases that had the fault.
    public let hits: Int
    /// Cases that were looked at.
    public let cases: Int
    /// The greatest rate that passes.
    public let limit: Double

    /// The rate; `nil` when nothing was looked at.
    public var rate: Double? { cases > 0 ? Double(hits) / Double(cases) : nil }

    /// The 95 per cent interval of Wilson's score.
    public var interval: WilsonInterval { WilsonInterval(hits: hits, of: cases) }

    /// Whether the rate passes.
    public var verdict: Verdict {
        guard let rate else { return .unchecked }
        if rate <= limit { return interval.upper <= limit ? .passed : .passedUnsurely }
        return interval.lower > limit ? .failed : .failedUnsurely
    }
}
