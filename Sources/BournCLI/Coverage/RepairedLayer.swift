internal import Census
internal import Coverage
internal import Foundation
internal import GeoModel
internal import GeoPackageStore
internal import Interchange

/// Writes the mended zones with every field and row of their source.
struct RepairedLayer {
    private let zones: AreaSource
    private let table: PolygonTable
    private let changed: Set<Int>
    private let options: SourceOptions

    /// Prepares a layer.
    ///
    /// - Parameters:
    ///   - zones: The zones as read.
    ///   - table: The zones as they are to be written.
    ///   - changed: Which of them are not as they were.
    ///   - options: How the zones were read.
    init(_ zones: AreaSource, table: PolygonTable, changed: Set<Int>, options: SourceOptions) {
        self.zones = zones
        self.table = table
        self.changed = changed
        self.options = options
    }

    /// Writes one feature for each row of the source, in its order; a zone that was not mended keeps its bytes.
    ///
    /// Heights are not kept where a zone was mended, which is said; so is what another format cannot hold.
    ///
    /// - Parameters:
    ///   - path: A GeoPackage, or a file whose ending names a format that `ogr2ogr` writes.
    ///   - console: Where notes go.
    /// - Throws: Any error of reading the source again or of writing.
    func write(to path: String, console: Console) async throws {

        if URL(fileURLWithPath: path).pathExtension.lowercased() == "gpkg" {
            return note(flattened: try await writeGeoPackage(to: path), on: console)
        }
        try checkForm(of: path)
        let copy = FileManager.default.temporaryDirectory.appendingPathComponent(
            "bourn-\(UUID().uuidString).gpkg"
        ).path
        defer {
            try? FileManager.default.removeItem(atPath: copy)  // The system clears it otherwise.
        }
        note(flattened: try await writeGeoPackage(to: copy), on: console)
        for warning in try await ForeignFile(path: path).write(fromGeoPackage: copy) {
            console.note("\(path): \(warning)")
        }
    }

    /// Refuses what would lose shapes or names without a word.
    private func checkForm(of path: String) throws {
        let form = URL(fileURLWithPath: path).pathExtension.lowercased()
        if ["xlsx", "ods"].contains(form) {
            throw InterchangeError.unwritable(
                path: path,
                reason: text(
                    zh: "表格不存图形；请写 .gpkg、.geojson 或 .csv",
                    en: "a sheet holds no shapes; write .gpkg, .geojson or .csv"))
        }
        let names = zones.layer?.fields.map(\.name) ?? []
        // GDAL cuts names after ten bytes, which two make of a Chinese character.
        let long = names.first { name in
            name.utf8.count > name.count && name.reduce(0) { $0 + ($1.isASCII ? 1 : 2) } > 10
        }
        guard form == "shp", let long else { return }
        throw InterchangeError.unwritable(
            path: path,
            reason: text(
                zh: "shapefile 的字段名最多 5 个汉字，“\(long)”放不下；请写 .gpkg，或先改字段名",
                en:
                    "field names of a shapefile hold five Chinese characters, and “\(long)” is longer; write .gpkg, or rename it"
            ))
    }

    private func note(flattened count: Int, on console: Console) {
        if count == 0 { return }
        console.note(
            text(
                zh: "\(count) 个改动过的小区不再带高程（Z、M），撤销也不能恢复；其余保持原样",
                en:
                    "\(count) mended zones have lost their heights (Z, M), and undoing does not bring them back; all others keep theirs"
            ))
    }

    /// - Returns: How many mended zones had more than two ordinates.
    private func writeGeoPackage(to path: String) async throws -> Int {
        let opened = try await OpenSource.open(zones.path, layer: options.layer)
        switch opened.form {
        case .geoPackage(let file):
            guard let layer = zones.layer else {
                preconditionFailure("a GeoPackage's areas come from a layer")
            }
            return try write(LayerReader(layer, of: file), to: path)
        case .csv(let rows):
            try write(rows, to: path)
            return 0
        }
    }

    private func write(_ reader: LayerReader, to path: String) throws -> Int {
        let fields = reader.layer.fields
        var flattened = 0
        try write(fields, to: path) { writer, srsID in
            var row = 0
            try reader.forEachRow(fields: fields.map(\.name)) { source in
                let values = (0..<source.fieldCount).map(source.value)
                if changed.contains(row), holdsHeights(source.geometryBytes) { flattened += 1 }
                try append(row, given: source.geometryBytes, values: values, srsID: srsID, to: &writer)
                row += 1
            }
        }
        return flattened
    }

    private func holdsHeights(_ blob: [UInt8]?) -> Bool {
        do throws(GeoPackageBlobError) {
            guard let blob else { return false }
            return try !GeoPackageBlob.decode(blob).droppedOrdinates.isEmpty
        } catch {
            return false  // What cannot be read was not mended.
        }
    }

    private func write(_ rows: CSVRowSource, to path: String) throws {
        try write(rows.columns.map { FieldDefinition($0, .text) }, to: path) { writer, srsID in
            var row = 0
            try rows.forEachRow { source in
                try append(
                    row, given: nil, values: source.values.map(FieldValue.optional), srsID: srsID, to: &writer
                )
                row += 1
            }
        }
    }

    private func write(
        _ fields: [FieldDefinition], to path: String, _ body: (inout LayerWriter, Int32) throws -> Void
    ) throws {
        let reference = try SpatialReferenceDefinition(zones.reference)
        // A layer that declares no reference, or a wrong one, gets that which the user named.
        let declared = zones.layer?.reference == zones.reference ? zones.layer?.geometry?.srsID : nil
        let srsID = declared ?? reference.srsID
        let layer = LayerDefinition(
            name: zones.layer?.name ?? "zone", identifier: zones.layer?.name ?? "zone",
            geometry: GeometryColumn(
                name: zones.layer?.geometry?.name ?? "geom", type: type, srsID: srsID),
            fields: fields)
        let definition = SpatialReferenceDefinition(
            srsID: srsID, name: reference.name, organization: reference.organization,
            organizationID: reference.organizationID, definition: reference.definition)
        try GeoPackageWriter.write(
            to: path, references: [definition], layer: layer, passingDamaged: true
        ) { writer in
            try body(&writer, Int32(srsID))
        }
    }

    /// The type of the source where every mended zone still fits it, so that untouched ones keep their bytes.
    private var type: String {
        switch zones.layer?.geometry?.type {
        case "GEOMETRY": "GEOMETRY"
        case "POLYGON" where changed.allSatisfy({ table.polygons(ofFeature: $0).count == 1 }): "POLYGON"
        default: "MULTIPOLYGON"
        }
    }

    /// The bytes of an untouched zone go over as they are, if the layer keeps its type.
    private func append(
        _ row: Int, given: [UInt8]?, values: [FieldValue], srsID: Int32, to writer: inout LayerWriter
    ) throws {
        let envelope = Envelope(table.positions[vertices(of: row)])
        let isUntouched =
            !changed.contains(row) && zones.layer?.geometry?.type == type
            && zones.layer?.geometry?.srsID == Int(srsID)
        let geometry =
            isUntouched && given != nil
            ? given
            : table.encodeGeoPackageBlob(feature: row, srsID: srsID, asPolygon: type != "MULTIPOLYGON")
        try writer.append(geometry: envelope == nil ? given : geometry, envelope: envelope, values: values)
    }

    private func vertices(of zone: Int) -> Range<Int> {
        let rings = table.rings(ofFeature: zone)
        guard !rings.isEmpty else { return 0..<0 }
        return table.vertices(ofRing: rings.lowerBound)
            .lowerBound..<table.vertices(ofRing: rings.upperBound - 1).upperBound
    }
}
