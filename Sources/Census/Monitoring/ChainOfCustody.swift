/// A step of a bottle's way from the bank to the result.
public enum CustodyStep: Int, CaseIterable, Comparable, Sendable {
    /// Filled and labelled at the outfall.
    case sampled = 0
    /// Handed to the carrier.
    case handedOver
    /// Received and checked by the laboratory.
    case received
    /// Analysed.
    case analysed
    /// The result was checked and signed.
    case reported

    /// Orders by the way of the bottle.
    public static func < (a: CustodyStep, b: CustodyStep) -> Bool { a.rawValue < b.rawValue }

    /// The name in both languages.
    public var text: LocalizedText {
        switch self {
        case .sampled: LocalizedText(zh: "采样", en: "sampled")
        case .handedOver: LocalizedText(zh: "交接", en: "handed over")
        case .received: LocalizedText(zh: "实验室接收", en: "received by the laboratory")
        case .analysed: LocalizedText(zh: "分析", en: "analysed")
        case .reported: LocalizedText(zh: "报出", en: "reported")
        }
    }
}

/// One entry of a bottle's log.
public struct CustodyEvent: Hashable, Sendable {
    /// What happened.
    public let step: CustodyStep
    /// Who signed for it.
    public let person: String
    /// When.
    public let moment: Moment

    /// Makes an entry.
    public init(_ step: CustodyStep, by person: String, at moment: Moment) {
        self.step = step
        self.person = person
        self.moment = moment
    }
}

/// A break in a bottle's log.
public enum CustodyBreak: Hashable, Sendable {
    /// No entry for a step although a later one exists.
    case missingStep(CustodyStep)
    /// A step is entered twice.
    case repeatedStep(CustodyStep)
    /// A step is earlier than the one before it.
    case backwards(earlier: CustodyStep, later: CustodyStep)
    /// Nobody signed.
    case unsigned(CustodyStep)
    /// More time passed between sampling and analysis than the indicator's holding time allows.
    case heldTooLong(hours: Double, allowed: Double)

    /// The break in both languages.
    public var text: LocalizedText {
        switch self {
        case .missingStep(let step):
            LocalizedText(
                zh: "缺“\(step.text[.chinese])”记录", en: "no entry that it was \(step.text[.english])")
        case .repeatedStep(let step):
            LocalizedText(zh: "“\(step.text[.chinese])”重复记录", en: "entered twice: \(step.text[.english])")
        case .backwards(let earlier, let later):
            LocalizedText(
                zh: "“\(later.text[.chinese])”早于“\(earlier.text[.chinese])”",
                en: "\(later.text[.english]) before it was \(earlier.text[.english])")
        case .unsigned(let step):
            LocalizedText(
                zh: "“\(step.text[.chinese])”无人签字", en: "nobody signed that it was \(step.text[.english])")
        case .heldTooLong(let hours, let allowed):
            LocalizedText(
                zh: "采样到分析 \(decimalText(hours, places: 1)) 小时，超过允许的 \(decimalText(allowed, places: 1)) 小时",
                en: "\(decimalText(hours, places: 1)) h from sampling to analysis, allowed are "
                    + "\(decimalText(allowed, places: 1)) h")
        }
    }
}

/// Finds every break in a bottle's log.
///
/// - Parameters:
///   - events: The entries in the order they were written.
///   - holdingHours: The longest time between sampling and analysis, if the indicator has one.
/// - Returns: The breaks in the order of the steps; empty for an unbroken chain, finished or not.
public func custodyBreaks(in events: [CustodyEvent], holdingHours: Double? = nil) -> [CustodyBreak] {
    var breaks: [CustodyBreak] = []
    let reached = events.map(\.step).max()
    var previous: CustodyEvent?
    for step in CustodyStep.allCases {
        let entries = events.filter { $0.step == step }
        guard let entry = entries.first else {
            if let reached, step < reached { breaks.append(.missingStep(step)) }
            continue
        }
        if entries.count > 1 { breaks.append(.repeatedStep(step)) }
        if trimmed(entry.person).isEmpty { breaks.append(.unsigned(step)) }
        if let previous, entry.moment < previous.moment {
            breaks.append(.backwards(earlier: previous.step, later: step))
        }
        previous = entry
    }
    return breaks + holdingBreak(in: events, allowed: holdingHours)
}

private func holdingBreak(in events: [CustodyEvent], allowed: Double?) -> [CustodyBreak] {
    guard let allowed, let sampled = events.first(where: { $0.step == .sampled }),
        let analysed = events.first(where: { $0.step == .analysed })
    else { return [] }
    let hours = (analysed.moment.seconds - sampled.moment.seconds) / 3600
    return hours > allowed ? [.heldTooLong(hours: hours, allowed: allowed)] : []
}
