internal import Census
internal import Coverage
internal import GeoModel

/// The zones to check and, where the user names them, the parents they must fill.
struct CoverageQuestion {
    /// The zones as read.
    let zones: AreaSource
    /// The parents as read, if any.
    let parents: AreaSource?
    /// Zones whose parent is not among the parents: the zone's row and the parent's code it names.
    let orphans: [(zone: Int, parent: String)]
    /// What the checker is asked.
    let input: CoverageInput

    /// Reads zones and parents.
    ///
    /// - Parameters:
    ///   - source: The zones.
    ///   - options: How to read them.
    ///   - parentsPath: The parents, if any.
    ///   - parentOptions: Their layer and code field; the reference must be the zones' own.
    ///   - parentField: The field of the zones that holds the parent's code.
    ///   - console: Where progress is shown.
    /// - Returns: What to ask the checker.
    /// - Throws: Any error of opening and reading; `SourceError.nothingReadable` where there are no zones or no parents,
    ///   and `.sharedParentCodes`.
    static func read(
        _ source: String, options: SourceOptions, parentsPath: String?, parentOptions: SourceOptions,
        parentField: String, console: Console
    ) async throws -> CoverageQuestion {
        let zones = try await AreaSource.read(
            source, options: options, fields: parentsPath == nil ? [] : [parentField],
            preferredLayers: ["zone", "block"], console: console
        ).withinRange()
        guard !zones.codes.isEmpty else { throw SourceError.nothingReadable(path: source, rows: 0) }
        guard let parentsPath else { return CoverageQuestion(zones: zones) }
        let named = zones.values.map { $0.first.flatMap { $0 } ?? "" }
        let parents = try await ParentSource.read(
            parentsPath, options: parentOptions, named: Set(named), reference: zones.reference,
            console: console
        ).withinRange()
        let codes = Dictionary(grouping: parents.codes) { $0 }
        let shared = codes.filter { $0.value.count > 1 }.keys.sorted()
        guard shared.isEmpty else { throw SourceError.sharedParentCodes(path: parentsPath, codes: shared) }
        return CoverageQuestion(zones: zones, parents: parents, named: named)
    }

    private init(zones: AreaSource, parents: AreaSource, named: [String]) {
        var places: [String: Int] = [:]
        for (place, code) in parents.codes.enumerated() { places[code] = place }
        let parentOfZone = named.map { places[$0] }
        self.init(
            zones: zones, parents: parents, parentOfZone: parentOfZone,
            orphans: named.indices.filter { parentOfZone[$0] == nil }.map { (zone: $0, parent: named[$0]) })
    }

    /// Joins zones and parents that are known to each other.
    ///
    /// - Parameters:
    ///   - zones: The zones.
    ///   - parents: The parents, in the reference of the zones; `nil` for none.
    ///   - parentOfZone: For each zone the place of its parent.
    ///   - orphans: Zones without one, and the code of the parent each names.
    init(
        zones: AreaSource, parents: AreaSource?, parentOfZone: [Int?], orphans: [(zone: Int, parent: String)]
    ) {
        (self.zones, self.parents, self.orphans) = (zones, parents, orphans)
        input = CoverageInput(
            zones: zones.table, codes: zones.codes,
            parents: parents.map {
                ParentLayer(table: $0.table, codes: $0.codes, parentOfZone: parentOfZone)
            },
            measure: zones.measure, refused: zones.refused)
    }

    private init(zones: AreaSource) {
        self.init(zones: zones, parents: nil, parentOfZone: [], orphans: [])
    }

    /// Codes that do not tell their zone from another, with the number of zones of each; the empty code is one even
    /// when a single zone has it.
    var sharedCodes: [(code: String, zones: Int)] {
        var counts: [String: Int] = [:]
        for code in zones.codes { counts[code, default: 0] += 1 }
        return counts.filter { $0.value > 1 || $0.key.isEmpty }.sorted { $0.key < $1.key }
            .map { (code: $0.key, zones: $0.value) }
    }

    /// The code of a zone's parent; `nil` when it has none, and without parents.
    func parentCode(ofZone zone: Int) -> String? {
        guard let parents, let place = input.parents?.parentOfZone[zone] else { return nil }
        return parents.codes[place]
    }
}

extension AreaSource {
    /// The rows that could not be read, as the checker reports them.
    var refused: [RefusedZone] {
        damaged.map { RefusedZone(zone: $0.feature, reason: $0.reason[.invoked]) }
    }
}
