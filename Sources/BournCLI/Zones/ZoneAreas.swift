internal import Census
internal import GeoModel
internal import GeoPackageStore
internal import Zoning

/// The areas of drawn zones: the union of their blocks, with the blocks' own vertices.
struct ZoneAreas {
    private let drawing: ZoneDrawing
    private let blocks: BlockSource
    private let areas: PolygonTable

    /// Joins the blocks of each zone; every vertex that stays is the blocks' own, bit for bit.
    init(of drawing: ZoneDrawing, blocks: BlockSource) {
        self.drawing = drawing
        self.blocks = blocks
        var zoneOfBlock = [Int](repeating: 0, count: blocks.areas.codes.count)
        for (number, zone) in drawing.zones.enumerated() {
            for block in zone.blocks { zoneOfBlock[block] = number }
        }
        areas = ZoneOutlines.dissolve(blocks.areas.table, zoneOfBlock: zoneOfBlock)
    }

    /// Writes the zones, with what they were drawn by, to a new GeoPackage.
    func write(to path: String, drawnBy conditions: ZoneConditions) throws {
        let reference = try SpatialReferenceDefinition(blocks.areas.reference)
        let layer = LayerDefinition(
            name: "zone", identifier: ImportKind.zones.title[.chinese],
            geometry: GeometryColumn(type: "MULTIPOLYGON", srsID: reference.srsID),
            fields: [
                FieldDefinition("code", .text), FieldDefinition("name", .text),
                FieldDefinition("parent_code", .text),
                FieldDefinition("workload", .real), FieldDefinition("blocks", .text),
                FieldDefinition(ZoneConditions.field, .text),
            ])
        try GeoPackageWriter.write(to: path, references: [reference], layer: layer) { writer in
            for (number, zone) in drawing.zones.enumerated() {
                let area = areas.area(ofFeature: number)
                let codes = zone.blocks.map { blocks.areas.codes[$0] }
                try writer.append(
                    geometry: GeoPackageBlob.encode(.multiPolygon(area), srsID: Int32(reference.srsID)),
                    envelope: area.envelope,
                    values: [
                        .text(zone.code), .text(zone.name), zone.parent.isEmpty ? .null : .text(zone.parent),
                        .real(zone.workload), .text(codes.joined(separator: ";")),
                        .text(conditions.text),
                    ])
            }
        }
    }
}
