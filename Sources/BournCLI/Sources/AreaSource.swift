internal import Census
internal import Foundation
internal import GeoKernels
internal import GeoModel
internal import GeoPackageStore
internal import Interchange

/// Areas read from any source, with everything needed to check, locate in or divide them.
struct AreaSource {
    /// What the user named.
    let path: String
    /// The layer read; `nil` for a CSV.
    let layer: LayerDescription?
    /// An area for each row; a row that could not be read stands as a feature without polygons.
    let table: PolygonTable
    /// The code of each row, empty when it has none.
    let codes: [String]
    /// For each row the values of the other fields asked for.
    let values: [[String?]]
    /// The rows that could not be read.
    let damaged: [DamagedRow]
    /// The reference of the coordinates.
    let reference: CRSIdentifier
    /// How to measure on the ground in that reference.
    let measure: GroundMeasure

    /// A row that could not be read as an area.
    struct DamagedRow: Hashable {
        /// The row's place, from 0; its feature in the table is empty.
        let feature: Int
        /// Why.
        let reason: LocalizedText
    }

    /// Reads every area of a source.
    ///
    /// - Parameters:
    ///   - path: The source.
    ///   - options: The layer, code field and reference that the user named.
    ///   - fields: Other fields to read.
    ///   - optionalFields: Fields to read after those; where the source has none of that name, there is no value.
    ///   - preferredLayers: Layers to take from a workspace, in this order, when none was named: the first that
    ///     has rows.
    ///   - console: Where progress is shown.
    /// - Returns: The areas.
    /// - Throws: Any error of opening and reading, and `SourceError.nothingReadable` when no row is an area.
    static func read(
        _ path: String, options: SourceOptions, fields: [String] = [], optionalFields: [String] = [],
        preferredLayers: [String] = [], console: Console
    ) async throws -> AreaSource {
        let opened = try await OpenSource.open(path, layer: options.layer)
        switch opened.form {
        case .geoPackage(let file):
            let layer = try chooseLayer(of: file, named: options.layer, preferred: preferredLayers)
            let present = optionalFields.filter(layer.fieldNames.contains)
            return try read(
                layer, of: file, path: path, options: options, fields: fields + present, console: console
            ).spread(present, over: optionalFields)
        case .csv(let rows):
            let present = optionalFields.filter(rows.columns.contains)
            return try read(rows, path: path, options: options, fields: fields + present)
                .spread(present, over: optionalFields)
        }
    }

    /// Puts the last values of each row, of the fields that are there, under all the fields asked for.
    private func spread(_ present: [String], over asked: [String]) -> AreaSource {
        if present == asked { return self }
        let places = asked.map { present.firstIndex(of: $0) }
        let spread = values.map { row in
            let kept = row.count - present.count
            return Array(row.prefix(kept)) + places.map { $0.flatMap { row[kept + $0] } }
        }
        return AreaSource(self, table: table, codes: codes, values: spread, damaged: damaged)
    }

    private static func chooseLayer(
        of file: GeoPackageFile, named name: String?, preferred: [String]
    ) throws -> LayerDescription {
        guard name == nil else { return try file.layer(named: name) }
        let layers = try file.layers()
        for name in preferred {
            guard let layer = layers.first(where: { $0.name == name }) else { continue }
            if try LayerReader(layer, of: file).count() > 0 { return layer }
        }
        return try file.layer(named: nil)
    }

    private static func read(
        _ layer: LayerDescription, of file: GeoPackageFile, path: String, options: SourceOptions,
        fields: [String], console: Console
    ) throws -> AreaSource {
        guard let reference = options.crs ?? layer.reference else {
            throw SourceError.noReference(path: path)
        }
        let reader = LayerReader(layer, of: file)
        let progress = Progress(text(zh: "读取", en: "reading"), total: try reader.count(), on: console)
        let areas = try reader.areas(fields: [options.codeField] + fields) { read in
            try Interruption.check()
            progress.advance(to: read)
        }
        progress.finish()
        let damaged = areas.damaged.map { area in
            let reason = area.error.map { RefusalReason.damagedGeometry(.blob($0)) } ?? .noGeometry
            return DamagedRow(feature: area.feature, reason: reason.text)
        }
        let values =
            layer.holdsDecimals(in: options.codeField)
            ? areas.values.map { row in [row[0]?.withoutDecimalZero] + row.dropFirst() } : areas.values
        return try AreaSource(
            path: path, layer: layer, table: areas.table, values: values, damaged: damaged,
            reference: reference)
    }

    private static func read(
        _ rows: CSVRowSource, path: String, options: SourceOptions, fields: [String]
    ) throws -> AreaSource {
        let header = CSVHeader(names: rows.columns)
        let columns = try ([options.codeField] + fields).map { name throws(CSVColumnError) in
            try header.column(named: name)
        }
        var builder = PolygonTable.Builder()
        var values: [[String?]] = []
        var damaged: [DamagedRow] = []
        try rows.forEachRow { row in
            try Interruption.check()
            switch row.area {
            case .success(let area): builder.append(area)
            case .failure(let reason):
                damaged.append(DamagedRow(feature: values.count, reason: reason.text))
                builder.endFeature()
            }
            values.append(columns.map { row.values[$0] })
        }
        return try AreaSource(
            path: path, layer: nil, table: builder.finish(), values: values, damaged: damaged,
            reference: options.crs ?? .cgcs2000)
    }

    /// Takes the code from the first value of each row.
    private init(
        path: String, layer: LayerDescription?, table: PolygonTable, values: [[String?]],
        damaged: [DamagedRow], reference: CRSIdentifier
    ) throws {
        guard values.isEmpty || damaged.count < values.count else {
            throw SourceError.nothingReadable(path: path, rows: damaged.count)
        }
        self.path = path
        self.layer = layer
        self.table = table
        codes = values.map { ($0.first ?? nil) ?? "" }
        self.values = values.map { Array($0.dropFirst()) }
        self.damaged = damaged
        self.reference = reference
        measure = try GroundMeasure(for: reference)
    }
}

extension LayerDescription {
    /// A field is declared as floating-point numbers, as spreadsheets declare codes.
    fileprivate func holdsDecimals(in field: String) -> Bool {
        fields.contains {
            $0.name.lowercased() == field.lowercased()
                && ["REAL", "DOUBLE", "FLOAT"].contains($0.type.uppercased())
        }
    }
}

extension String {
    /// A code that was stored as a decimal number, `990121001.0`, as it was.
    fileprivate var withoutDecimalZero: String { hasSuffix(".0") ? String(dropLast(2)) : self }
}

extension SourceRow {
    /// The row's geometry as an area, or why it is none.
    fileprivate var area: Result<MultiPolygon, RefusalReason> {
        if let fault { return .failure(fault) }
        switch geometry {
        case .absent: return .failure(.noGeometry)
        case .damaged(let damage): return .failure(.damagedGeometry(damage))
        case .value(let geometry, _):
            guard let area = geometry.area else {
                return .failure(.wrongGeometry(found: geometry.typeName))
            }
            return .success(area)
        }
    }
}

extension AreaSource {
    /// The rows that `isKept` keeps, in their order.
    func filtered(_ isKept: (Int) -> Bool) -> AreaSource { rows(codes.indices.filter(isKept)) }

    /// The same areas with other values, each row's made from its code and its values.
    func withValues(_ make: (String, [String?]) -> [String?]) -> AreaSource {
        AreaSource(
            self, table: table, codes: codes, values: zip(codes, values).map(make), damaged: damaged)
    }

    /// Some rows, in the order given.
    func rows(_ kept: [Int]) -> AreaSource {
        var places: [Int: Int] = [:]
        for (place, row) in kept.enumerated() { places[row] = place }
        return AreaSource(
            self, table: PolygonTable(kept.lazy.map { table.area(ofFeature: $0) }),
            codes: kept.map { codes[$0] },
            values: kept.map { values[$0] },
            damaged: damaged.compactMap { row in
                places[row.feature].map { DamagedRow(feature: $0, reason: row.reason) }
            })
    }

    /// These areas and others after them, in the reference of these.
    ///
    /// - Parameter other: Areas with as many values a row.
    /// - Returns: All areas, under the path and the layer of these.
    /// - Throws: Any error of converting the others.
    func appending(_ other: AreaSource) throws -> AreaSource {
        let other = try other.converted(to: reference)
        var builder = PolygonTable.Builder()
        builder.append(contentsOf: table)
        builder.append(contentsOf: other.table)
        return AreaSource(
            self, table: builder.finish(), codes: codes + other.codes, values: values + other.values,
            damaged: damaged
                + other.damaged.map { DamagedRow(feature: codes.count + $0.feature, reason: $0.reason) })
    }

    /// Other areas in place of these, each made from one of them.
    ///
    /// - Parameters:
    ///   - table: The areas.
    ///   - rows: The row each is made from; it gives the code and the values.
    /// - Returns: The areas under the codes of their rows.
    func replaced(by table: PolygonTable, madeFrom rows: [Int]) -> AreaSource {
        AreaSource(
            self, table: table, codes: rows.map { codes[$0] }, values: rows.map { values[$0] },
            damaged: damaged)
    }

    /// The areas in another reference; a row that cannot be converted becomes a damaged one.
    func converted(to reference: CRSIdentifier) throws -> AreaSource {
        let conversion = try ReferenceConversion(from: self.reference, to: reference)
        guard !conversion.isIdentity else { return self }
        var builder = PolygonTable.Builder()
        var damaged = damaged
        for feature in codes.indices {
            if case .multiPolygon(let area)? = conversion.convert(
                .multiPolygon(table.area(ofFeature: feature)))
            {
                builder.append(area)
            } else {
                let place = table.area(ofFeature: feature).envelope?.centre ?? Position(0, 0)
                let reason = RefusalReason.outOfRange(place, reference: self.reference)
                damaged.append(DamagedRow(feature: feature, reason: reason.text))
                builder.endFeature()
            }
        }
        return AreaSource(
            self, table: builder.finish(), codes: codes, values: values, damaged: damaged,
            reference: reference,
            measure: try GroundMeasure(for: reference))
    }

    /// Other areas for the same rows.
    func replacing(table: PolygonTable, damaged: [DamagedRow]) -> AreaSource {
        AreaSource(self, table: table, codes: codes, values: values, damaged: damaged)
    }

    private init(
        _ other: AreaSource, table: PolygonTable, codes: [String], values: [[String?]], damaged: [DamagedRow],
        reference: CRSIdentifier? = nil, measure: GroundMeasure? = nil
    ) {
        path = other.path
        layer = other.layer
        self.table = table
        self.codes = codes
        self.values = values
        self.damaged = damaged
        self.reference = reference ?? other.reference
        self.measure = measure ?? other.measure
    }
}
