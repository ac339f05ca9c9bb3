internal import Census
internal import GeoModel
internal import GeoPackageStore
internal import Interchange

/// What a review compares units with, read once.
struct ReviewSetting {
    /// The zones, in degrees.
    let zones: LocatedZones
    /// Public points of villages with their codes.
    let centres: [(code: String, position: Position)]
    /// Brings metres back to degrees.
    let unprojection: GridUnprojection
    /// What the office takes for doubtful; our defaults without a workspace.
    let limits: PlacementLimits

    /// Reads the zones and the villages' points.
    ///
    /// - Parameters:
    ///   - options: Where they are.
    ///   - workspace: The workspace whose zones are taken where none are named.
    ///   - console: Where progress is shown.
    /// - Returns: What a review needs.
    /// - Throws: Any error of opening and reading.
    static func read(
        _ options: ReviewOptions, workspace: String?, console: Console
    ) async throws -> ReviewSetting {
        var source = SourceOptions()
        (source.layer, source.crs, source.codeField) = (
            options.zonesLayer, options.zonesCrs, options.codeField
        )
        let path = options.zones ?? workspace ?? ""
        var layers = ["zone", "block"]
        if options.zones == nil, source.layer == nil, let workspace {
            layers = try Workspace.open(at: workspace).layersByDeclaredZones(layers)
        }
        let read = try await AreaSource.read(
            path, options: source, preferredLayers: layers, console: console)
        let areas = try read.converted(to: .cgcs2000)
        return ReviewSetting(
            zones: LocatedZones(areas.table, codes: areas.codes, measure: areas.measure),
            centres: try options.centres.map(Self.centres) ?? [],
            unprojection: GridUnprojection(to: .cgcs2000),
            limits: try workspace.map { try Workspace.open(at: $0).placementLimits() } ?? PlacementLimits())
    }

    private static func centres(_ path: String) throws -> [(code: String, position: Position)] {
        let rows = try CSVRowSource(path: path)
        let names = rows.columns
        let code = try CSVHeader(names: names).column(named: names.contains("code") ? "code" : "代码")
        let columns = try CoordinateColumnNames.usual.columns(in: names).mapColumns { name in
            names.firstIndex(of: name) ?? 0
        }
        var centres: [(code: String, position: Position)] = []
        try rows.forEachRow { row in
            guard let code = row.values[code] else { return }
            do throws(CoordinateRefusal) {
                centres.append((code, try columns.reading { row.values[$0] ?? "" }.position))
            } catch {
                // A village without a usable point has none that a unit could share.
            }
        }
        return centres
    }
}
