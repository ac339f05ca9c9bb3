extension PlausibilityFact {
    /// What was seen, in both languages, with the indicators' Chinese names in the Chinese sentence.
    public func text(_ catalogue: IndicatorCatalogue) -> LocalizedText {
        func zh(_ code: String) -> String { catalogue.displayName(of: code).chinese }
        return ofValues(zh) ?? ofSeries(zh) ?? LocalizedText(zh: "", en: "")
    }

    /// What single values say; `nil` where it takes several samples to say it.
    private func ofValues(_ zh: (String) -> String) -> LocalizedText? {
        switch self {
        case .below(let larger, let atMost, let smaller, let atLeast):
            LocalizedText(
                zh: "\(zh(larger)) \(short(atMost)) 低于 \(zh(smaller)) \(short(atLeast))",
                en: "\(larger) of \(short(atMost)) is below \(smaller) of \(short(atLeast))")
        case .unusualQuotient(let above, let below, let quotient, let usual):
            LocalizedText(
                zh: "\(zh(above))/\(zh(below)) 为 \(short(quotient))，通常 \(short(usual))",
                en: "\(above)/\(below) is \(short(quotient)), usually \(short(usual))")
        case .impossible(let indicator, let value, let possible):
            LocalizedText(
                zh: "\(zh(indicator)) \(short(value)) 超出可能范围 \(short(possible))",
                en: "\(indicator) of \(short(value)) is outside \(short(possible))")
        case .flowContradictsScale(let flow, let scale):
            LocalizedText(
                zh: "流量 \(short(flow)) m³/d 与登记的\(scale.text[.chinese])不符",
                en: "a flow of \(short(flow)) m³/d contradicts the registered scale, \(scale.text[.english])")
        case .unusableUnit(let indicator, let error):
            LocalizedText(
                zh: "\(zh(indicator))：\(error.text[.chinese])", en: "\(indicator): \(error.text[.english])")
        case .identical(let indicators):
            LocalizedText(
                zh: "\(indicators.map(zh).joined(separator: "、")) 完全相同",
                en: "\(indicators.joined(separator: ", ")) are identical")
        case .repeatedDigits(let indicators):
            LocalizedText(
                zh: "\(indicators.map(zh).joined(separator: "、")) 的数值都由同一数字重复而成",
                en: "the numbers of \(indicators.joined(separator: ", ")) each repeat one digit")
        case .halfLimit(let indicator, let value, let limit):
            LocalizedText(
                zh: "\(zh(indicator)) \(short(value)) 恰为检出限 \(short(limit)) 的一半，疑为未检出",
                en: "\(indicator) of \(short(value)) is half the limit \(short(limit)): a non-detect?")
        case .seasonsApart, .dryFlowAboveWet, .apartFromNeighbours, .sameNumber, .sameLastDigit,
            .identicalSeries:
            nil
        }
    }

    /// What several samples say; `nil` where one is enough.
    private func ofSeries(_ zh: (String) -> String) -> LocalizedText? {
        switch self {
        case .seasonsApart(let indicator, let dry, let wet, let factor):
            LocalizedText(
                zh: "\(zh(indicator)) 枯水期 \(short(dry))、丰水期 \(short(wet))，相差超过 \(short(factor)) 倍",
                en:
                    "\(indicator): dry \(short(dry)), wet \(short(wet)), over a factor of \(short(factor)) apart"
            )
        case .dryFlowAboveWet(let dry, let wet, let factor):
            LocalizedText(
                zh: "枯水期流量 \(short(dry)) m³/d 超过丰水期 \(short(wet)) m³/d 的 \(short(factor)) 倍",
                en: "dry flow \(short(dry)), wet flow \(short(wet)) m³/d: over a factor of \(short(factor))")
        case .apartFromNeighbours(let indicator, let mean, let median, let factor):
            LocalizedText(
                zh: "\(zh(indicator)) 均值 \(short(mean)) 与邻近排污口中位数 \(short(median)) 相差超过 \(short(factor)) 倍",
                en:
                    "\(indicator) mean \(short(mean)) and the neighbours' median \(short(median)) are more than a "
                    + "factor of \(short(factor)) apart")
        case .sameNumber(let indicator, let value, let times, let count):
            LocalizedText(
                zh: "\(zh(indicator)) 的 \(count) 个值中有 \(times) 个都是 \(short(value))",
                en: "\(times) of \(count) values of \(indicator) are \(short(value))")
        case .sameLastDigit(let team, let digit, let times, let count):
            LocalizedText(
                zh: "\(team) 的 \(count) 个数中有 \(times) 个末位是 \(digit)",
                en: "\(times) of \(count) numbers of \(team) end in \(digit)")
        case .identicalSeries(let indicator, let length):
            LocalizedText(
                zh: "\(zh(indicator)) 连续 \(length) 个值完全相同",
                en: "the same series of \(length) values of \(indicator)")
        case .below, .unusualQuotient, .impossible, .flowContradictsScale, .unusableUnit, .repeatedDigits,
            .halfLimit,
            .identical:
            nil
        }
    }

    private func short(_ value: Double) -> String { decimalText(value, places: 4) }

    private func short(_ range: ClosedRange<Double>) -> String {
        "\(short(range.lowerBound))–\(short(range.upperBound))"
    }
}
