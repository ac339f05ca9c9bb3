internal import Census
internal import GeoKernels
internal import GeoModel
internal import GeoPackageStore

/// Where the units of a workspace are among its zones, and which of them need a look.
struct UnitPlacements {
    /// How many units are placed in each way.
    let counts: PlacementCounts
    /// Units in each zone.
    let unitsOfZone: [Int]
    /// Units that lie in another zone, or another village, than the one they declare.
    let conflicts: [Conflict]
    /// Units that lie in no zone, or have no usable position.
    let strays: [Stray]
    /// How often each note stands beside a unit.
    let notes: [(word: String, count: Int)]
    /// The positions of the units that have one.
    let positions: [Position]

    /// A unit that is not where it says.
    struct Conflict {
        let name: String
        let code: String
        let declared: String
        let located: String
        /// Metres to the declared zone; `nil` when that zone is not there.
        let distance: Double?
    }

    /// A unit in no zone.
    struct Stray {
        let name: String
        let code: String
        let isUnlocatable: Bool
        let coordinates: String
        let notes: String
    }

    /// Places every unit of a workspace.
    ///
    /// - Parameters:
    ///   - file: The workspace.
    ///   - zones: Its zones.
    ///   - declared: The areas that units declare: the villages where the workspace has them, otherwise the zones.
    /// - Throws: `StoreError` when the units cannot be read.
    init(in file: GeoPackageFile, zones: AreaSource, declared: AreaSource) throws {
        let rows = try UnitRow.read(file)
        let positions = rows.map { $0.position ?? Position(.nan, .nan) }
        let placed = ZoneLocator(zones.table).locate(positions)
        let declaredLocator = ZoneLocator(declared.table)
        let placedAsDeclared = declaredLocator.locate(positions)
        let declaredZones = DeclaredZones(declared.codes)
        var counts = PlacementCounts()
        var unitsOfZone = [Int](repeating: 0, count: zones.codes.count)
        var conflicts: [Conflict] = []
        var strays: [Stray] = []
        var notes: [String: Int] = [:]
        for (index, row) in rows.enumerated() {
            counts.count(placed.kinds[index])
            for word in row.notes.split(separator: " ") { notes[String(word), default: 0] += 1 }
            let zone = Int(placed.zones[index])
            guard zone >= 0, let position = row.position else {
                strays.append(
                    Stray(
                        name: row.name, code: row.code, isUnlocatable: row.position == nil,
                        coordinates: row.coordinates, notes: row.notes))
                continue
            }
            unitsOfZone[zone] += 1
            let village = Int(placedAsDeclared.zones[index])
            let located = village >= 0 ? declared.codes[village] : zones.codes[zone]
            guard !row.declared.isEmpty, !declaredZones.agree(row.declared, located) else { continue }
            let nearest = declaredZones.zones(declared: row.declared)
                .compactMap {
                    declaredLocator.distance(
                        from: position, toZone: $0, metric: declared.measure.metric(at: position))?.value
                }.min()
            conflicts.append(
                Conflict(
                    name: row.name, code: row.code, declared: row.declared, located: located,
                    distance: nearest))
        }
        self.counts = counts
        self.unitsOfZone = unitsOfZone
        self.conflicts = conflicts.sorted {
            ($0.distance ?? .infinity, $0.code) > ($1.distance ?? .infinity, $1.code)
        }
        self.strays = strays
        self.notes = notes.sorted { $0.key < $1.key }.map { (word: $0.key, count: $0.value) }
        self.positions = rows.compactMap(\.position)
    }
}

/// A unit's row as the report needs it.
private struct UnitRow {
    let name: String
    let code: String
    let declared: String
    let coordinates: String
    let notes: String
    let position: Position?

    static func read(_ file: GeoPackageFile) throws -> [UnitRow] {
        let reader = LayerReader(try file.layer(named: ImportKind.units.layerName), of: file)
        var rows: [UnitRow] = []
        try reader.forEachRow(fields: ["name", "code", "declared_zone", "coordinate_text", "notes"]) { row in
            rows.append(
                UnitRow(
                    name: row.text(0) ?? "", code: row.text(1) ?? "", declared: row.text(2) ?? "",
                    coordinates: row.text(3) ?? "", notes: row.text(4) ?? "", position: row.position))
        }
        return rows
    }
}

/// Which zones a declared code may mean: a unit may declare its zone (15 digits) or only its village (12).
private struct DeclaredZones {
    private let zonesByPrefix: [String: [Int]]

    init(_ codes: [String]) {
        var zones: [String: [Int]] = [:]
        for (zone, code) in codes.enumerated() {
            zones[code, default: []].append(zone)
            if code.count > 12 { zones[String(code.prefix(12)), default: []].append(zone) }
        }
        zonesByPrefix = zones
    }

    func agree(_ declared: String, _ located: String) -> Bool {
        declared.hasPrefix(located) || located.hasPrefix(declared)
    }

    func zones(declared: String) -> [Int] {
        zonesByPrefix[declared] ?? zonesByPrefix[String(declared.prefix(12))] ?? []
    }
}
