internal import ArgumentParser
internal import Census
internal import Coverage
internal import GeoModel
internal import GeoPackageStore
internal import Interchange

/// Options that name a directory of units, to tell how many each fault concerns.
struct UnitOptions: ParsableArguments {
    @Option(
        help: help(
            zh: "普查对象名录：工作区、CSV 或点图层；按每处问题内的单位数排序",
            en: "A directory of units: a workspace, a CSV or points; faults are ordered by the units inside.")
    )
    var units: String?

    @Option(help: help(zh: "普查对象的图层", en: "Layer of the units."))
    var unitsLayer: String?

    @Option(help: help(zh: "普查对象的坐标参考", en: "Reference of the units' coordinates."))
    var unitsCrs: CRSIdentifier?

    @Option(
        help: help(
            zh: "普查对象中小区代码的字段（默认 declared_zone、zone_code 或 普查小区代码）",
            en: "Field of the units with their zone's code (default: declared_zone, zone_code or 普查小区代码)."))
    var unitsZoneField: String?

    private static let usualFields = ["declared_zone", "zone_code", "普查小区代码"]

    /// Reads the units and places them in the reference of some zones; `nil` when no directory is named.
    ///
    /// - Parameters:
    ///   - zones: The zones.
    ///   - console: Told how many units have no usable position.
    /// - Returns: The units that have a position, each under the zone whose code it declares.
    /// - Throws: Any error of opening, reading and converting, and `CSVColumnError` for a field that is not there.
    func read(for zones: AreaSource, console: Console) async throws -> [PlacedUnit]? {
        guard let units else { return nil }
        var options = PointOptions()
        (options.pointsLayer, options.pointsCrs) = (unitsLayer ?? Self.workspaceLayer(units), unitsCrs)
        (options.x, options.y, options.encoding, options.datumShift) = (nil, nil, nil, nil)
        let source = try await PointSource.open(units, options: options)
        let conversion = try ReferenceConversion(from: source.reference, to: zones.reference)
        let names = source.fields.map(\.name)
        let field = unitsZoneField ?? Self.usualFields.first { names.contains($0) }
        let column = try field.map { name in try CSVHeader(names: names).column(named: name) }
        let places = Dictionary(
            zones.codes.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
        var placed: [PlacedUnit] = []
        var (lost, read) = (0, 0)
        var said = ReferenceTally()
        try source.forEachBatch { batch in
            said.add(batch.said, rowsBefore: read)
            read += batch.count
            var positions = batch.positions
            for index in conversion.convert(&positions) { positions[index] = Position(.nan, .nan) }
            for (row, position) in positions.enumerated() {
                guard position.isFinite else {
                    lost += 1
                    continue
                }
                let code = column.map { batch.values(ofRow: row, width: names.count)[$0].text }
                placed.append(PlacedUnit(position: position, zone: code.flatMap { places[$0] }))
            }
        }
        for note in said.notes { console.note(note[.invoked]) }
        if lost > 0 {
            console.note(
                text(
                    zh: "\(lost) 个单位没有可用的坐标，未计入",
                    en: "\(lost) units have no usable position and are not counted"))
        }
        return placed
    }

    private static func workspaceLayer(_ path: String) -> String? {
        Workspace.isWorkspace(at: path) ? ImportKind.units.layerName : nil
    }
}
