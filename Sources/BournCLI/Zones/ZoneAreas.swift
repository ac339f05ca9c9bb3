internal import Census
internal import GEOSBridge
internal import GeoModel
internal import GeoPackageStore

/// The areas of drawn zones: the union of their blocks, with the blocks' own vertices.
struct ZoneAreas {
    private let drawing: ZoneDrawing
    private let blocks: BlockSource
    private let areas: [MultiPolygon]

    /// Joins the blocks of each zone.
    ///
    /// A zone of one block is that block, bit for bit. Otherwise edges that two blocks share are taken away and nothing else is
    /// moved, so zones of a valid coverage form a valid coverage.
    init(of drawing: ZoneDrawing, blocks: BlockSource) throws {
        self.drawing = drawing
        self.blocks = blocks
        areas = try drawing.zones.map {
            try Self.union($0.blocks.map { blocks.areas.table.area(ofFeature: $0) })
        }
    }

    private static func union(_ areas: [MultiPolygon]) throws -> MultiPolygon {
        if areas.count == 1 { return areas[0] }
        return try withGEOS { (geos) throws(GEOSError) in
            let parts = areas.flatMap(\.polygons).map(Geometry.polygon)
            let union = try geos.collection(of: parts).coverageUnion().geometry()
            return union.area ?? MultiPolygon([])
        }
    }

    /// Writes the zones to a new GeoPackage.
    func write(to path: String) throws {
        let reference = try SpatialReferenceDefinition(blocks.areas.reference)
        let layer = LayerDefinition(
            name: "zone", identifier: ImportKind.zones.title[.chinese],
            geometry: GeometryColumn(type: "MULTIPOLYGON", srsID: reference.srsID),
            fields: [
                FieldDefinition("code", .text), FieldDefinition("name", .text),
                FieldDefinition("parent_code", .text),
                FieldDefinition("workload", .real), FieldDefinition("blocks", .text),
            ])
        try GeoPackageWriter.write(to: path, references: [reference], layer: layer) { writer in
            for (zone, area) in zip(drawing.zones, areas) {
                let codes = zone.blocks.map { blocks.areas.codes[$0] }
                try writer.append(
                    geometry: GeoPackageBlob.encode(.multiPolygon(area), srsID: Int32(reference.srsID)),
                    envelope: area.envelope,
                    values: [
                        .text(zone.code), .text(zone.name), zone.parent.isEmpty ? .null : .text(zone.parent),
                        .real(zone.workload), .text(codes.joined(separator: ";")),
                    ])
            }
        }
    }
}
