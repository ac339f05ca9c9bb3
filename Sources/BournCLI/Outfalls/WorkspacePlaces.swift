internal import Census
internal import GeoKernels
internal import GeoModel
internal import GeoPackageStore

/// The divisions and built-up areas of a workspace, ready to be asked what contains a position.
struct WorkspacePlaces: PlaceLookup {
    /// Areas with their codes.
    private struct Areas: Sendable {
        let codes: [String]
        let locator: ZoneLocator
        let indexByCode: [String: Int]

        init(_ rows: [(code: String, area: MultiPolygon)]) {
            codes = rows.map(\.code)
            locator = ZoneLocator(PolygonTable(rows.map(\.area)))
            indexByCode = Dictionary(
                codes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        }

        func code(at position: Position) -> String? {
            guard !codes.isEmpty else { return nil }
            let zone = Int(locator.locate([position]).zones[0])
            return zone >= 0 ? codes[zone] : nil
        }
    }

    private let counties: Areas
    private let divisions: Areas
    private let builtUp: Areas
    private let measure: GroundMeasure

    /// Reads the layers of a workspace.
    ///
    /// A county is a division of the level "county", or where no level is written one whose code ends after six digits. The
    /// finest divisions are the blocks, or where there are none the divisions of villages.
    init(_ file: GeoPackageFile, measure: GroundMeasure) throws {
        let divisions = try Self.rows(.divisions, fields: ["code", "level"], of: file)
        let blocks = try Self.rows(.blocks, fields: ["code"], of: file)
        counties = Areas(divisions.filter { Self.isCounty($0.values) }.map { ($0.values[0], $0.area) })
        let finest = blocks.isEmpty ? divisions.filter { Self.isVillage($0.values[0]) } : blocks
        self.divisions = Areas(finest.map { ($0.values[0], $0.area) })
        builtUp = Areas(
            try Self.rows(.builtUpAreas, fields: ["code"], of: file).map { ($0.values[0], $0.area) })
        self.measure = measure
    }

    /// The layer has divisions of counties.
    var hasCounties: Bool { !counties.codes.isEmpty }

    func county(at position: Position) -> String? { counties.code(at: position).map { String($0.prefix(6)) } }

    func division(at position: Position) -> String? { divisions.code(at: position) }

    func distance(from position: Position, toDivision code: String) -> Metres? {
        divisions.indexByCode[code].flatMap {
            divisions.locator.distance(from: position, toZone: $0, metric: measure.metric(at: position))
        }
    }

    func builtUpArea(at position: Position) -> String? { builtUp.code(at: position) }

    private static func isCounty(_ values: [String]) -> Bool {
        let digits = String(values[0].prefix(6)) + String(repeating: "0", count: max(0, values[0].count - 6))
        let endsAtCounty = values[0].count >= 6 && values[0] == digits && !values[0].prefix(6).hasSuffix("00")
        return values[1].isEmpty ? endsAtCounty : ["county", "县", "区", "县级"].contains(values[1])
    }

    private static func isVillage(_ code: String) -> Bool { code.count >= 12 && !code.hasSuffix("000") }

    private static func rows(
        _ kind: ImportKind, fields: [String], of file: GeoPackageFile
    ) throws -> [(values: [String], area: MultiPolygon)] {
        let source = LayerRowSource(LayerReader(try file.layer(named: kind.layerName), of: file))
        let indices = fields.map { source.columns.firstIndex(of: $0) }
        var rows: [(values: [String], area: MultiPolygon)] = []
        try source.forEachRow { row in
            guard case .value(let geometry, _) = row.geometry, let area = geometry.area else { return }
            rows.append((indices.map { $0.flatMap { row.values[$0] } ?? "" }, area))
        }
        return rows
    }
}

extension WaterBodies {
    /// Reads the water bodies of a workspace.
    init(_ file: GeoPackageFile, measure: GroundMeasure) throws {
        let source = LayerRowSource(
            LayerReader(try file.layer(named: ImportKind.waterBodies.layerName), of: file))
        let columns = ["code", "name", "source_fields"].map { source.columns.firstIndex(of: $0) }
        var waters: [WaterBody] = []
        try source.forEachRow { row in
            guard case .value(let geometry, _) = row.geometry else { return }
            let values = columns.map { $0.flatMap { row.values[$0] } ?? "" }
            waters.append(
                WaterBody(
                    code: values[0], name: values[1], geometry: geometry, flowsInto: Self.next(values[2])))
        }
        self.init(waters, measure: measure)
    }

    /// The code of the water that a layer's other columns say it flows into.
    private static func next(_ json: String) -> String? {
        // What another program spoilt has no members; the audit names it.
        guard case .object(let members)? = try? JSONValue(json: Array(json.utf8)) else { return nil }
        for name in ["flows_into", "流入", "下游水体代码"] {
            if case .string(let code)? = members.first(where: { $0.name == name })?.value, !code.isEmpty {
                return code
            }
        }
        return nil
    }
}
