extension PlausibilityReview {
    /// Outfalls whose detected values of an indicator are the same from first to last, or on so many of the same days in a
    /// row; series of one repeated number are left to the rule about repeated numbers.
    func identicalSeries(
        _ rule: PlausibilityRule, _ records: [PreparedRecord], least: Int
    ) -> [PlausibilityFinding] {
        let groups = grouped(records) { $0.source.outfall }
        return codes(in: records).flatMap { code in
            let whole = wholeSeries(rule, groups, code, least: least)
            let told = Set(whole.map(\.outfalls))
            return whole
                + stretches(rule, groups, code, least: least).filter { !told.contains($0.outfalls) }
        }
    }

    private func wholeSeries(
        _ rule: PlausibilityRule, _ groups: [[PreparedRecord]], _ code: String, least: Int
    ) -> [PlausibilityFinding] {
        var places: [[UInt64]: Int] = [:]
        var twins: [[PreparedRecord]] = []
        for group in groups {
            let series = group.compactMap { $0.quantity(code)?.number?.bitPattern }
            guard series.count >= least, Set(series).count > 1 else { continue }
            if let place = places[series] {
                twins[place] += having(code, group)
            } else {
                places[series] = twins.count
                twins.append(having(code, group))
            }
        }
        return twins.compactMap { copies(rule, $0, code) }
    }

    /// Copied days in a row between samples that differ, which would hide them from a look at the whole series.
    private func stretches(
        _ rule: PlausibilityRule, _ groups: [[PreparedRecord]], _ code: String, least: Int
    ) -> [PlausibilityFinding] {
        var windows: [[DatedValue]: [[PreparedRecord]]] = [:]
        var order: [[DatedValue]] = []
        for group in groups {
            let series = group.compactMap { record in DatedValue(record, code).map { ($0, record) } }
                .sorted { $0.0.day < $1.0.day }
            guard series.count >= least else { continue }
            for start in 0...(series.count - least) {
                let window = series[start..<(start + least)]
                let key = window.map(\.0)
                guard Set(key.map(\.bits)).count > 1 else { continue }
                if windows[key] == nil { order.append(key) }
                windows[key, default: []].append(window.map(\.1))
            }
        }
        var joined: [[String]: [PreparedRecord]] = [:]
        for key in order {
            guard let found = windows[key], found.count > 1 else { continue }
            let records = found.flatMap(\.self)
            let known = Set(joined[found.map { $0[0].source.outfall }]?.map(\.source.label) ?? [])
            joined[found.map { $0[0].source.outfall }, default: []] +=
                records.filter { !known.contains($0.source.label) }
        }
        return joined.sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .compactMap { copies(rule, grouped($0.value) { $0.source.outfall }.flatMap(\.self), code) }
    }

    /// The finding about outfalls with the same values; `nil` where all are of one outfall.
    private func copies(
        _ rule: PlausibilityRule, _ twins: [PreparedRecord], _ code: String
    ) -> PlausibilityFinding? {
        guard let first = twins.first?.source.outfall, twins.contains(where: { $0.source.outfall != first })
        else { return nil }
        let length = twins.count { $0.source.outfall == first && $0.quantity(code)?.number != nil }
        return finding(rule, twins, .identicalSeries(indicator: code, length: length))
    }
}

/// A detected value with its day.
private struct DatedValue: Hashable {
    let day: CalendarDate
    let bits: UInt64

    init?(_ record: PreparedRecord, _ code: String) {
        guard let day = record.source.day, let value = record.quantity(code)?.number else { return nil }
        self.day = day
        bits = value.bitPattern
    }
}
