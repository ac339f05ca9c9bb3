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
    /// The areas that could be read.
    let table: PolygonTable
    /// The code of each area.
    let codes: [String]
    /// The rows that could not be read.
    let damaged: [DamagedRow]
    /// The reference of the coordinates.
    let reference: CRSIdentifier
    /// How to measure on the ground in that reference.
    let measure: GroundMeasure

    /// A row that could not be read as an area.
    struct DamagedRow: Hashable {
        /// The row's number, from 1.
        let row: Int
        /// Its code, empty when it has none.
        let code: String
        /// Why.
        let reason: LocalizedText
    }

    /// Rows in the source: those that could be read and those that could not.
    var rowCount: Int { codes.count + damaged.count }

    /// Reads every area of a source.
    ///
    /// - Parameters:
    ///   - path: The source.
    ///   - options: The layer, code field and reference that the user named.
    ///   - preferredLayers: Layers to take from a workspace, in this order, when none was named: the first that
    ///     has rows.
    ///   - console: Where progress is shown.
    /// - Returns: The areas.
    /// - Throws: Any error of opening and reading, and `SourceError.nothingReadable` when no row is an area.
    static func read(
        _ path: String, options: SourceOptions, preferredLayers: [String] = [], console: Console
    ) async throws -> AreaSource {
        let opened = try await OpenSource.open(path, layer: options.layer)
        switch opened.form {
        case .geoPackage(let file):
            let layer = try chooseLayer(of: file, named: options.layer, preferred: preferredLayers)
            return try read(layer, of: file, path: path, options: options, console: console)
        case .csv(let rows):
            return try read(rows, path: path, options: options)
        }
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
        console: Console
    ) throws -> AreaSource {
        guard let reference = options.crs ?? layer.reference else {
            throw SourceError.noReference(path: path)
        }
        let reader = LayerReader(layer, of: file)
        let progress = Progress(text(zh: "读取", en: "reading"), total: try reader.count(), on: console)
        let areas = try reader.areas(codeField: options.codeField) { read in
            try Interruption.check()
            progress.advance(to: read)
        }
        progress.finish()
        let damaged = areas.damaged.map { area in
            let reason = area.error.map { RefusalReason.damagedGeometry(.blob($0)) } ?? .noGeometry
            return DamagedRow(row: area.row, code: area.code, reason: reason.text)
        }
        return try AreaSource(
            path: path, layer: layer, table: areas.table, codes: areas.codes, damaged: damaged,
            reference: reference)
    }

    private static func read(
        _ rows: CSVRowSource, path: String, options: SourceOptions
    ) throws -> AreaSource {
        guard let codeColumn = rows.columns.firstIndex(of: options.codeField) else {
            throw CSVColumnError.missing(name: options.codeField, available: rows.columns)
        }
        var builder = PolygonTable.Builder()
        var codes: [String] = []
        var damaged: [DamagedRow] = []
        try rows.forEachRow { row in
            try Interruption.check()
            let code = row.values[codeColumn] ?? ""
            switch row.area {
            case .success(let area):
                builder.append(area)
                codes.append(code)
            case .failure(let reason):
                damaged.append(DamagedRow(row: row.number, code: code, reason: reason.text))
            }
        }
        return try AreaSource(
            path: path, layer: nil, table: builder.finish(), codes: codes, damaged: damaged,
            reference: options.crs ?? .cgcs2000)
    }

    private init(
        path: String, layer: LayerDescription?, table: PolygonTable, codes: [String], damaged: [DamagedRow],
        reference: CRSIdentifier
    ) throws {
        guard !codes.isEmpty || damaged.isEmpty else {
            throw SourceError.nothingReadable(path: path, rows: damaged.count)
        }
        self.path = path
        self.layer = layer
        self.table = table
        self.codes = codes
        self.damaged = damaged
        self.reference = reference
        measure = try GroundMeasure(for: reference)
    }
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
