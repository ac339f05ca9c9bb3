/// Rules that look at many samples together.
///
/// Groups are gone through in the order of their first records, so that the findings never depend on hashing.
extension PlausibilityReview {
    func seasonsApart(
        _ rule: PlausibilityRule, _ records: [PreparedRecord], indicator: String, factor: Double
    ) -> [PlausibilityFinding] {
        grouped(records) { $0.source.outfall }.compactMap { group in
            let (dry, wet) = seasonMeans(group, indicator)
            guard let dry, let wet, apart(dry, wet, factor) else { return nil }
            return finding(
                rule, having(indicator, group),
                .seasonsApart(indicator: indicator, dry: dry, wet: wet, factor: factor))
        }
    }

    func dryFlow(
        _ rule: PlausibilityRule, _ records: [PreparedRecord], factor: Double
    ) -> [PlausibilityFinding] {
        grouped(records) { $0.source.outfall }.compactMap { group in
            let (dry, wet) = seasonMeans(group, "flow")
            guard let dry, let wet, dry > wet * factor else { return nil }
            return finding(rule, having("flow", group), .dryFlowAboveWet(dry: dry, wet: wet, factor: factor))
        }
    }

    func neighbours(
        _ rule: PlausibilityRule, _ records: [PreparedRecord], indicator: String, factor: Double, least: Int,
        context: PlausibilityContext
    ) -> [PlausibilityFinding] {
        let groups = grouped(records) { $0.source.outfall }
        var means: [String: Double] = [:]
        for group in groups {
            if let outfall = group.first?.source.outfall { means[outfall] = mean(group, indicator) }
        }
        return groups.compactMap { group in
            guard let outfall = group.first?.source.outfall, let own = means[outfall] else { return nil }
            let others = (context.neighbours[outfall] ?? []).compactMap { means[$0] }.sorted()
            guard others.count >= least else { return nil }
            let median = (others[(others.count - 1) / 2] + others[others.count / 2]) / 2
            guard apart(own, median, factor) else { return nil }
            return finding(
                rule, having(indicator, group),
                .apartFromNeighbours(indicator: indicator, mean: own, median: median, factor: factor))
        }
    }

    func sameNumbers(
        _ rule: PlausibilityRule, _ records: [PreparedRecord], share: Double, least: Int
    ) -> [PlausibilityFinding] {
        grouped(records) { $0.source.outfall }.flatMap { group in
            codes(in: group).compactMap { code in
                let values = group.compactMap { $0.quantity(code)?.number }.sorted()
                guard values.count >= least, let (value, times) = longestRun(values),
                    Double(times) >= share * Double(values.count)
                else { return nil }
                return finding(
                    rule, having(code, group),
                    .sameNumber(indicator: code, value: value, times: times, of: values.count))
            }
        }
    }

    /// Counts the last digit as the laboratory wrote it; non-detects and temperatures do not take part.
    func sameLastDigits(
        _ rule: PlausibilityRule, _ records: [PreparedRecord], share: Double, least: Int
    ) -> [PlausibilityFinding] {
        grouped(records) { $0.source.team }.compactMap { group in
            var counts = Array(repeating: 0, count: 10)
            for record in group {
                for (code, quantity) in record.quantities where quantity.number != nil {
                    let written = record.source.values[code]?.original ?? ""
                    if let digit = lastDigit(of: written) { counts[digit] += 1 }
                }
            }
            let total = counts.reduce(0, +)
            guard total >= least, let most = counts.max(), let digit = counts.firstIndex(of: most),
                Double(most) >= share * Double(total), let team = group.first?.source.team
            else { return nil }
            return finding(rule, group, .sameLastDigit(team: team, digit: digit, times: most, of: total))
        }
    }

    /// Samples with equal values in all of at least so many indicators; one finding for each set of twins.
    func identical(
        _ rule: PlausibilityRule, _ records: [PreparedRecord], least: Int
    ) -> [PlausibilityFinding] {
        // The flow is read at the outfall, not in the laboratory: a copied report keeps it.
        func analysed(_ record: PreparedRecord) -> [Twin] {
            record.quantities.filter { $0.indicator != "flow" }.map(Twin.init)
        }
        let rich = records.filter { analysed($0).count { $0.quantity.number != nil } >= least }
        return grouped(rich, by: analysed).filter { $0.count > 1 }.map { group in
            finding(rule, group, .identical(indicators: analysed(group[0]).map(\.indicator)))
        }
    }

    func repeatedDigits(
        _ rule: PlausibilityRule, _ record: PreparedRecord, least: Int
    ) -> PlausibilityFinding? {
        let found = record.quantities.filter { $0.quantity.number.map(repeatsOneDigit) ?? false }
        guard found.count >= least else { return nil }
        return finding(rule, [record], .repeatedDigits(indicators: found.map(\.indicator)))
    }

    /// All significant digits are the same, and there are at least two.
    private func repeatsOneDigit(_ value: Double) -> Bool {
        let digits = significant(value)
        return digits.count >= 2 && digits.allSatisfy { $0 == digits[0] }
    }

    private struct Twin: Hashable {
        let indicator: String
        let quantity: MeasuredQuantity
    }

    /// The groups in the order of their first records.
    func grouped<Key: Hashable>(
        _ records: [PreparedRecord], by key: (PreparedRecord) -> Key
    ) -> [[PreparedRecord]] {
        var places: [Key: Int] = [:]
        var groups: [[PreparedRecord]] = []
        for record in records {
            let key = key(record)
            if let place = places[key] {
                groups[place].append(record)
            } else {
                places[key] = groups.count
                groups.append([record])
            }
        }
        return groups
    }

    func having(_ indicator: String, _ group: [PreparedRecord]) -> [PreparedRecord] {
        group.filter { $0.quantity(indicator) != nil }
    }

    func codes(in group: [PreparedRecord]) -> [String] {
        Set(group.flatMap { $0.quantities.map(\.indicator) }).sorted()
    }

    /// The mean with half the limit; `nil` without values.
    private func mean(_ group: [PreparedRecord], _ indicator: String) -> Double? {
        let values = group.compactMap { record -> Double? in
            switch record.quantity(indicator) {
            case .number(let value): value
            case .belowLimit(let limit): limit / 2
            case .aboveLimit, nil: nil
            }
        }
        return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    private func seasonMeans(
        _ group: [PreparedRecord], _ indicator: String
    ) -> (dry: Double?, wet: Double?) {
        let dry = mean(group.filter { $0.source.occasion.season == .dry }, indicator)
        let wet = mean(group.filter { $0.source.occasion.season == .wet }, indicator)
        return (dry, wet)
    }

    private func apart(_ a: Double, _ b: Double, _ factor: Double) -> Bool {
        a > b * factor || b > a * factor
    }

    /// The most frequent of sorted numbers that has at least two significant digits.
    private func longestRun(_ sorted: [Double]) -> (value: Double, times: Int)? {
        var best: (value: Double, times: Int)?
        var start = sorted.startIndex
        for index in sorted.indices where index + 1 == sorted.count || sorted[index + 1] != sorted[index] {
            let times = index + 1 - start
            start = index + 1
            if times > best?.times ?? 1, significantDigits(sorted[index]) >= 2 {
                best = (sorted[index], times)
            }
        }
        return best
    }

    private func significantDigits(_ value: Double) -> Int { significant(value).count }

    private func significant(_ value: Double) -> [UInt8] {
        let digits = decimalText(value.magnitude, places: 9).utf8.filter { $0 != UInt8(ascii: ".") }
        let zero = UInt8(ascii: "0")
        return Array(digits.drop { $0 == zero }.reversed().drop { $0 == zero })
    }

    private func lastDigit(of text: String) -> Int? {
        halfWidth(text).last.flatMap { $0.isASCII ? $0.wholeNumberValue : nil }
    }
}
