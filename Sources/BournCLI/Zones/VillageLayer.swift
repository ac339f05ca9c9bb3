internal import Census
internal import GeoModel
internal import GeoPackageStore

/// Villages and units of a workspace, as the zones' rules need them.
enum VillageLayer {
    /// The villages, in the order of their codes.
    static func read(_ file: GeoPackageFile) throws -> [VillageArea] {
        try LayerAreas.read(.blocks, of: file, fields: ["name", "parent_code"]).map { row in
            VillageArea(code: row.code, name: row.values[0], town: row.values[1], area: row.area)
        }.sorted { $0.code < $1.code }
    }

    /// What each village reports; a cell that is no number counts nothing.
    private static func reported(_ formula: WorkloadFormula, _ file: GeoPackageFile) throws -> [String:
        Double]
    {
        let reader = LayerReader(try file.layer(named: ImportKind.blocks.layerName), of: file)
        var numbers: [String: Double] = [:]
        let fields = formula.terms.map(\.field)
        try reader.forEachRow(fields: ["code"] + fields) { row in
            numbers[row.text(0) ?? ""] = formula.workload(fields.indices.map { row.text($0 + 1) }).sum
        }
        return numbers
    }

    /// The workload that the zones were drawn by, or what stands in for it, which is then said.
    ///
    /// Zones drawn by fields of the blocks are counted by these, those drawn by units by units; without units in the
    /// workspace, and where nobody said, by the units that the villages report.
    static func workload(
        drawnBy conditions: ZoneConditions?, _ file: GeoPackageFile, _ console: Console
    ) throws -> ZoneWorkload {
        let units = try unitPositions(file)
        let fields = try Set(file.layer(named: ImportKind.blocks.layerName).fieldNames)
        let drawn = conditions.flatMap { $0.workload.isEmpty ? nil : WorkloadFormula([$0.workload]) }
        if let drawn {
            if drawn.terms.allSatisfy({ fields.contains($0.field) }) {
                return .shared(try reported(drawn, file), over: units)
            }
            console.note(
                text(
                    zh: "注意：小区按 \(drawn.text) 划分，但工作区的地块没有这些字段；以下工作量按普查对象数计",
                    en:
                        "note: the zones were drawn by \(drawn.text), fields that the workspace's blocks do not have; the "
                        + "workloads below count units"))
        }
        guard units.isEmpty else { return .units(units) }
        return .villages(try WorkloadFormula(["units"]).map { try reported($0, file) } ?? [:])
    }

    /// Where the units are that have a position.
    static func unitPositions(_ file: GeoPackageFile) throws -> [Position] {
        let reader = LayerReader(try file.layer(named: ImportKind.units.layerName), of: file)
        var positions: [Position] = []
        try reader.forEachRow(fields: []) { row in
            if let position = row.position { positions.append(position) }
        }
        return positions
    }
}
