internal import Census
internal import Coverage
internal import GeoKernels
internal import GeoModel
internal import GeoPackageStore

/// Everything the report of a workspace tells, gathered from the file.
struct OfficeReport {
    /// The workspace.
    let path: String
    /// The reference of its layers.
    let reference: CRSIdentifier
    /// Rows of each kind.
    let counts: [ImportKind: Int]
    /// Every import.
    let runs: [ImportRun]
    /// Rows refused by the last import of each source, as many as are shown.
    let refusals: [RememberedRefusal]
    /// The zones, or the blocks where there are no zones yet, checked against the divisions.
    let coverage: CoverageAnswer?
    /// The zones' layer: zones or blocks.
    let zoneLayer: ImportKind?
    /// The units and where they are.
    let units: UnitPlacements?
    /// Other layers for the map.
    let waters: [Geometry]
    /// Built-up areas.
    let builtUpAreas: [Geometry]
    /// Outfalls: code, name, place, receiving water and notes.
    let outfalls: [OutfallRow]
    /// The register, its witnesses and monitoring; `nil` when there is none of it.
    let outfallWork: OutfallReport?
    /// How distances are measured where no zones say it; `nil` in a reference that knows none.
    let measure: GroundMeasure?

    /// An outfall as the report shows it.
    struct OutfallRow {
        let code: String
        let name: String
        let water: String
        let scale: String
        let position: Position?
    }

    /// Gathers the report.
    ///
    /// - Parameters:
    ///   - path: The workspace.
    ///   - today: The day that deadlines are compared with.
    ///   - output: Where the page will stand, which its links to files of evidence start from; `nil` beside the workspace.
    ///   - console: Where progress is shown.
    /// - Returns: The report.
    /// - Throws: Any error of opening and reading.
    static func gather(
        _ path: String, today: CalendarDate, output: String? = nil, console: Console
    ) async throws -> OfficeReport {
        let office = try Workspace.open(at: path)
        let file = try GeoPackageFile(path: path)
        let counts = try office.counts()
        let zoneKind = [ImportKind.zones, .blocks].first { counts[$0, default: 0] > 0 }
        let question = try await question(zoneKind, of: path, counts: counts, console: console)
        let zones = question?.zones
        let villages =
            counts[.blocks, default: 0] > 0 ? try await areas(.blocks, of: path, console: console) : zones
        let units = try zones.map { try UnitPlacements(in: file, zones: $0, declared: villages ?? $0) }
        let accepted = AcceptedFault.inForce(try office.faultDecisions())
        let coverage = question.map { question in
            CoverageAnswer(
                question: question, report: CoverageChecker().check(question.input), accepted: accepted,
                positions: units?.positions)
        }
        return OfficeReport(
            path: path, reference: .epsg(office.srsID), counts: counts, runs: try office.importRuns(),
            refusals: try office.refusals(limit: 300), coverage: coverage, zoneLayer: zoneKind,
            units: units,
            waters: try geometries(.waterBodies, of: file),
            builtUpAreas: try geometries(.builtUpAreas, of: file),
            outfalls: try outfalls(of: file),
            outfallWork: try await OutfallReport.gather(path, today: today, output: output, console: console),
            measure: try? GroundMeasure(for: .epsg(office.srsID)))  // Without one there is no map, and no more.
    }

    private static func question(
        _ kind: ImportKind?, of path: String, counts: [ImportKind: Int], console: Console
    ) async throws -> CoverageQuestion? {
        guard let kind else { return nil }
        var options = SourceOptions()
        (options.layer, options.codeField, options.crs) = (kind.layerName, "code", nil)
        var parents = SourceOptions()
        (parents.layer, parents.codeField, parents.crs) = (ImportKind.divisions.layerName, "code", nil)
        return try await CoverageQuestion.read(
            path, options: options, parentsPath: counts[.divisions, default: 0] > 0 ? path : nil,
            parentOptions: parents, parentField: "parent_code", console: console)
    }

    private static func areas(
        _ kind: ImportKind, of path: String, console: Console
    ) async throws -> AreaSource {
        var options = SourceOptions()
        (options.layer, options.codeField, options.crs) = (kind.layerName, "code", nil)
        return try await AreaSource.read(path, options: options, console: console)
    }

    private static func geometries(_ kind: ImportKind, of file: GeoPackageFile) throws -> [Geometry] {
        var found: [Geometry] = []
        let rows = LayerRowSource(LayerReader(try file.layer(named: kind.layerName), of: file))
        try rows.forEachRow { row in
            if case .value(let geometry, _) = row.geometry { found.append(geometry) }
        }
        return found
    }

    private static func outfalls(of file: GeoPackageFile) throws -> [OutfallRow] {
        var found: [OutfallRow] = []
        let rows = LayerRowSource(LayerReader(try file.layer(named: ImportKind.outfalls.layerName), of: file))
        let columns = Dictionary(uniqueKeysWithValues: rows.columns.enumerated().map { ($1, $0) })
        try rows.forEachRow { row in
            func text(_ column: String) -> String { columns[column].flatMap { row.values[$0] } ?? "" }
            var position: Position?
            if case .value(.point(let place), _) = row.geometry { position = place }
            found.append(
                OutfallRow(
                    code: text("code"), name: text("name"), water: text("water_name"), scale: text("scale"),
                    position: position))
        }
        return found
    }
}
