extension ZoneCodes {
    /// One record for each new zone and for each old zone that was divided, joined or ended; sorted by code.
    static func lineage(
        _ zones: [Zone], codes: [String], kept: [String?], previous: [String: Double]
    ) -> [ZoneLineage] {
        var heirs: [String: [Int]] = [:]
        for (number, zone) in zones.enumerated() {
            for (code, share) in zone.sources where share > 0 || zone.sources.count == 1 {
                heirs[code, default: []].append(number)
            }
        }
        var records: [(key: String, order: Int, record: ZoneLineage)] = []
        for (number, zone) in zones.enumerated() {
            let code = codes[number]
            records.append((code, 0, origin(zone, code: code, isKept: kept[number] != nil, heirs, previous)))
        }
        for (code, _) in previous {
            let into = heirs[code, default: []].sorted {
                // Its own code first, then in the order of codes.
                (codes[$0] == code ? 0 : 1, codes[$0]) < (codes[$1] == code ? 0 : 1, codes[$1])
            }
            if into.isEmpty { records.append((code, 1, .ended(code: code))) }
            if into.count > 1 { records.append((code, 1, .split(code: code, into: into.map { codes[$0] }))) }
        }
        return records.sorted { ($0.key, $0.order) < ($1.key, $1.order) }.map(\.record)
    }

    private static func origin(
        _ zone: Zone, code: String, isKept: Bool, _ heirs: [String: [Int]], _ previous: [String: Double]
    ) -> ZoneLineage {
        let sources = zone.sources.filter { $0.value > 0 || zone.sources.count == 1 }.keys.sorted()
        // Old zones that went into this one whole.
        let whole = sources.filter { heirs[$0, default: []].count == 1 }
        if whole.count > 1 { return .merged(codes: whole, into: code) }
        guard isKept else { return .created(code: code) }
        let isSame = sources == [code] && heirs[code, default: []].count == 1
        return isSame ? .kept(code: code) : .changed(code: code)
    }
}
