internal import Census
internal import GeoKernels
internal import GeoModel
internal import GeoPackageStore

/// Lines read from a source: roads, rivers, ridges.
enum LineSource {
    /// Reads all lines of a layer, in another reference; the borders of areas count as lines too.
    ///
    /// - Parameters:
    ///   - path: The source, of any format GDAL reads.
    ///   - reference: The reference wanted.
    /// - Returns: The lines.
    /// - Throws: Any error of opening and reading; `SourceError.lineOutOfRange`.
    static func read(_ path: String, in reference: CRSIdentifier) async throws -> [LineString] {
        let opened = try await OpenSource.open(path, layer: nil)
        guard case .geoPackage(let file) = opened.form else { throw SourceError.noAreas(path: path) }
        let layer = try file.layer(named: nil)
        guard let own = layer.reference else { throw SourceError.noReference(path: path) }
        let conversion = try ReferenceConversion(from: own, to: reference)
        let isDegrees = try GroundMeasure(for: reference).takesDegrees
        var lines: [LineString] = []
        var number = 0
        try LayerReader(layer, of: file).forEachRow(fields: []) { row in
            try Interruption.check()
            guard let bytes = row.geometryBytes else { return }
            let geometry = try GeoPackageBlob.decode(bytes).geometry
            number += 1
            guard let converted = conversion.convert(geometry) else {
                throw SourceError.lineOutOfRange(
                    path: path, row: number,
                    reason: RefusalReason.outOfRange(first(of: geometry), reference: own).text)
            }
            append(converted, to: &lines)
            if isDegrees, let place = firstBeyondDegrees(lines.last) {
                throw SourceError.lineOutOfRange(
                    path: path, row: number,
                    reason: RefusalReason.outOfRange(place, reference: reference).text)
            }
        }
        return lines
    }

    private static func first(of geometry: Geometry) -> Position {
        var lines: [LineString] = []
        append(geometry, to: &lines)
        return lines.first?.positions.first ?? Position(.nan, .nan)
    }

    /// Degrees end at 180 and 90.
    private static func firstBeyondDegrees(_ line: LineString?) -> Position? {
        line?.positions.first { !($0.x.magnitude <= 180 && $0.y.magnitude <= 90) }
    }

    private static func append(_ geometry: Geometry, to lines: inout [LineString]) {
        switch geometry {
        case .lineString(let line): lines.append(line)
        case .multiLineString(let parts): lines += parts
        default:
            guard let area = geometry.area else { return }
            lines += area.polygons.flatMap(\.rings).map { LineString(unchecked: $0.positions) }
        }
    }
}
