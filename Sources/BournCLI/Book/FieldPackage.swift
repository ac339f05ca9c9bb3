internal import Census
internal import GeoModel
internal import GeoPackageStore

/// What one enumerator takes into the field: zones, their units, neighbours and what is seen around.
struct FieldPackage {
    private let content: ZoneBookContent
    private let pages: [ZoneBookPage]
    private let file: GeoPackageFile
    private let extent: Envelope

    /// Makes a package of some zones' pages.
    ///
    /// - Precondition: There is a page at least.
    init(_ content: ZoneBookContent, pages: [ZoneBookPage], file: GeoPackageFile) {
        self.content = content
        self.pages = pages
        self.file = file
        let boxes = pages.compactMap { content.book.zones[$0.zone].area.envelope }
        var extent = boxes.first ?? Envelope(Position(0, 0))
        for box in boxes { extent.formUnion(box) }
        // A tenth more around, so that the way there is seen.
        let (dx, dy) = (extent.width / 10, extent.height / 10)
        self.extent = Envelope(
            minX: extent.minX - dx, minY: extent.minY - dy, maxX: extent.maxX + dx, maxY: extent.maxY + dy)
    }

    /// Writes the package; its layers have the workspace's fields and some for the field work.
    ///
    /// - Returns: How many rows each layer has.
    /// - Throws: `StoreError`; then there is no new file.
    func write(to path: String, info: [(String, String)]) throws -> [(layer: String, rows: Int)] {
        let reference = try SpatialReferenceDefinition(content.reference)
        return try GeoPackageWriter.write(to: path, references: [reference]) { package in
            var counts = [(layer: "zone", rows: try addZones(to: package))]
            counts.append((layer: "neighbour", rows: try addNeighbours(to: package)))
            counts.append((layer: "unit", rows: try addUnits(to: package)))
            for kind in [ImportKind.blocks, .roads, .waterBodies, .builtUpAreas, .outfalls] {
                let rows = try copy(kind, as: kind.layerName, to: package) { _, row in
                    row.geometry?.envelope?.intersects(extent) == true ? [] : nil
                }
                counts.append((layer: kind.layerName, rows: rows))
            }
            try addInfo(info, to: package)
            return counts
        }
    }

    private func addZones(to package: PackageBuilder) throws -> Int {
        let pageOfCode = Dictionary(pages.map { (content.book.zones[$0.zone].code, $0) }) { first, _ in first
        }
        let fields = [
            FieldDefinition("units", .integer), FieldDefinition("visit_m", .real),
            FieldDefinition("enumerators", .text),
        ]
        return try copy(.zones, as: "zone", adding: fields, to: package) { row in
            guard let page = pageOfCode[row["code"]] else { return nil }
            let people = content.enumerators(of: page.zone).map { "\($0.code) \($0.name)" }
            return [
                .integer(Int64(page.units.count)), .real(page.visit.value),
                .text(people.joined(separator: ";")),
            ]
        }
    }

    private func addNeighbours(to package: PackageBuilder) throws -> Int {
        let own = Set(pages.map(\.zone))
        let around = Set(pages.flatMap { $0.borders.neighbours.map(\.zone) }).subtracting(own)
        let codes = Set(around.map { content.book.zones[$0].code })
        return try copy(.zones, as: "neighbour", to: package) { row in codes.contains(row["code"]) ? [] : nil
        }
    }

    private func addUnits(to package: PackageBuilder) throws -> Int {
        var places: [Int: (zone: String, number: Int)] = [:]
        for page in pages {
            for (number, unit) in page.units.enumerated() {
                places[unit] = (content.book.zones[page.zone].code, number + 1)
            }
        }
        let fields = [
            FieldDefinition("zone_code", .text), FieldDefinition("visit_number", .integer),
            FieldDefinition("seen", .integer), FieldDefinition("remark", .text),
        ]
        return try copy(.units, as: "unit", adding: fields, to: package) { row in
            guard let place = places[row.number] else { return nil }
            return [.text(place.zone), .integer(Int64(place.number)), .null, .null]
        }
    }

    private func addInfo(_ info: [(String, String)], to package: PackageBuilder) throws {
        let layer = LayerDefinition(
            name: "package_info", identifier: "package_info", geometry: nil,
            fields: [FieldDefinition("name", .text), FieldDefinition("value", .text)])
        try package.add(layer) { writer in
            for (name, value) in info {
                try writer.append(geometry: nil, envelope: nil, values: [.text(name), .text(value)])
            }
        }
    }

    /// A row that may be copied: its number in the layer and its fields by name.
    private struct Candidate {
        let number: Int
        let fields: [String]
        let row: LayerRow

        subscript(_ name: String) -> String { fields.firstIndex(of: name).flatMap { row.text($0) } ?? "" }
    }

    private func copy(
        _ kind: ImportKind, as name: String, adding fields: [FieldDefinition] = [],
        to package: PackageBuilder, _ values: (Candidate) -> [FieldValue]?
    ) throws -> Int {
        let layer = try file.layer(named: kind.layerName)
        let names = layer.fieldNames
        return try copy(kind, as: name, adding: fields, to: package) { number, row in
            values(Candidate(number: number, fields: names, row: row))
        }
    }

    /// Copies the rows for which `values` gives the added fields; geometry goes over byte for byte.
    private func copy(
        _ kind: ImportKind, as name: String, adding fields: [FieldDefinition] = [],
        to package: PackageBuilder, _ values: (Int, LayerRow) -> [FieldValue]?
    ) throws -> Int {
        let layer = try file.layer(named: kind.layerName)
        let added = Set(fields.map(\.name))
        let definition = LayerDefinition(
            name: name, identifier: name, geometry: layer.geometry,
            fields: layer.fields.filter { !added.contains($0.name) } + fields)
        let kept = layer.fields.indices.filter { !added.contains(layer.fields[$0].name) }
        return try package.add(definition) { writer in
            var (number, rows) = (0, 0)
            try LayerReader(layer, of: file).forEachRow(fields: layer.fieldNames) { row in
                defer { number += 1 }
                guard let more = values(number, row) else { return }
                rows += 1
                try writer.append(
                    geometry: row.geometryBytes, envelope: row.geometry?.envelope,
                    values: kept.map { row.value($0) } + more)
            }
            return rows
        }
    }
}
