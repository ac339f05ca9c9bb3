internal import Foundation
internal import GeoModel
internal import GeoPackageStore
internal import Interchange

/// Writes placed rows to a file whose ending says its format.
enum AssignmentOutput {
    /// Writes every row that `body` hands over, in order, to a new file.
    ///
    /// - Parameters:
    ///   - path: A CSV or a GeoPackage, as its ending says.
    ///   - points: Where the rows come from: their fields and reference go over.
    ///   - body: Hands over the rows.
    /// - Throws: `CSVError` or `StoreError` when the file cannot be written, and what `body` throws.
    static func write(
        to path: String, points: PointSource,
        _ body: ((PointSource.Batch, [PlacedPoint]) throws -> Void) throws -> Void
    ) throws {
        if URL(fileURLWithPath: path).pathExtension.lowercased() == "csv" {
            try writeCSV(to: path, points: points, body)
        } else {
            try writeGeoPackage(to: path, points: points, body)
        }
    }

    private static func writeCSV(
        to path: String, points: PointSource,
        _ body: ((PointSource.Batch, [PlacedPoint]) throws -> Void) throws -> Void
    ) throws {
        var writer = try CSVWriter(path: path)
        try writer.writeRow(points.fields.map(\.name) + PlacedPoint.columns)
        try body { batch, placed in
            for (row, point) in zip(batch.rows, placed) {
                for value in row { writer.append(value.text) }
                writer.append(point.zoneCode)
                writer.append(point.placement)
                writer.append(point.borderDistance.map(Self.millimetres) ?? "")
                try writer.endRow()
            }
        }
        try writer.finish()
    }

    private static func writeGeoPackage(
        to path: String, points: PointSource,
        _ body: ((PointSource.Batch, [PlacedPoint]) throws -> Void) throws -> Void
    ) throws {
        let reference = try SpatialReferenceDefinition(points.reference)
        let added = [
            FieldDefinition("zone_code", .text), FieldDefinition("placement", .text),
            FieldDefinition("border_distance_m", .real),
        ]
        let layer = LayerDefinition(
            name: "assigned", identifier: "assigned",
            geometry: GeometryColumn(type: "POINT", srsID: reference.srsID), fields: points.fields + added)
        try GeoPackageWriter.write(to: path, references: [reference], layer: layer) { writer in
            try body { batch, placed in
                for index in batch.rows.indices {
                    let position = batch.positions[index]
                    let geometry = position.isFinite ? Geometry.point(position) : nil
                    try writer.append(
                        geometry: geometry.map { GeoPackageBlob.encode($0, srsID: Int32(reference.srsID)) },
                        envelope: geometry?.envelope, values: batch.rows[index] + placed[index].values)
                }
            }
        }
    }

    /// Metres with three decimals, as exact as a coordinate of nine decimals.
    private static func millimetres(_ metres: Double) -> String {
        let thousandths = Int((metres * 1000).rounded())
        let fraction = String(thousandths % 1000 + 1000).dropFirst()
        return "\(thousandths / 1000).\(fraction)"
    }
}

extension PlacedPoint {
    /// The added fields as a GeoPackage stores them.
    fileprivate var values: [FieldValue] {
        [
            zoneCode.isEmpty ? .null : .text(zoneCode), .text(placement),
            borderDistance.map(FieldValue.real) ?? .null,
        ]
    }
}

extension FieldValue {
    /// The value as a CSV holds it.
    var text: String {
        switch self {
        case .null: ""
        case .integer(let number): "\(number)"
        case .real(let number): "\(number)"
        case .text(let text): text
        case .blob(let bytes): bytes.map { String(Int($0) + 256, radix: 16).dropFirst() }.joined()
        }
    }
}
