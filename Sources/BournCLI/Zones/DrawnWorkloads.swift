internal import Census
internal import GeoKernels
internal import GeoModel
internal import GeoPackageStore
internal import Zoning

/// What each zone weighs by the fields that the zones were drawn by.
struct DrawnWorkloads {
    /// The sum of block fields, such as `units+0.5*residents`.
    let formula: String
    /// The workload of each zone, by its code.
    let ofZone: [String: Double]

    /// Reads the workloads of a workspace's zones.
    ///
    /// - Parameters:
    ///   - office: The workspace.
    ///   - path: Its file.
    ///   - console: Where a note goes when the blocks no longer have the fields.
    /// - Returns: `nil` where the zones were drawn by units, nobody said by what, or the fields are gone: units count then.
    /// - Throws: Any error of reading.
    static func read(_ office: Workspace, path: String, console: Console) throws -> DrawnWorkloads? {
        guard let conditions = try office.zoneConditions(), !conditions.workload.isEmpty else { return nil }
        let file = try GeoPackageFile(path: path)
        let workload = try VillageLayer.workload(drawnBy: conditions, file, console)
        guard case .shared = workload else { return nil }
        let blocks = try VillageLayer.read(file)
        let desk = ZoneDesk(
            try office.zoneBench(blocks: blocks).state, villages: blocks, workload: workload,
            limits: WorkloadLimits(minimum: 0, maximum: WorkloadFormula.greatest), links: conditions.links,
            measure: try GroundMeasure(for: .epsg(office.srsID)))
        let loads = desk.standings.map { ($0.zone.code, $0.workload) }
        return DrawnWorkloads(
            formula: conditions.workload, ofZone: Dictionary(loads) { first, _ in first })
    }
}
