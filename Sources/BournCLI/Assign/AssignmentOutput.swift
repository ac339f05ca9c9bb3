internal import Foundation
internal import GeoModel
internal import GeoPackageStore
internal import Interchange

/// What `assign` writes: every row and column of the points, in order, and three columns more.
struct AssignmentOutput: Sendable {
    private let path: String
    private let isText: Bool
    private let names: [String]
    private let codes: [String]
    private let width: Int
    private let isVerbatim: Bool
    private let addsGeometry: Bool
    private let reference: SpatialReferenceDefinition
    private let fields: [FieldDefinition]

    /// What the columns that the source has already are called in the output: an earlier answer stays as it was.
    var renamed: [(column: String, name: String)] {
        zip(PlacedPoints.columns, names.suffix(PlacedPoints.columns.count)).filter { $0 != $1 }.map {
            ($0, $1)
        }
    }

    /// Some rows made ready on any thread, to be written in their turn.
    enum Rows: Sendable {
        case text(CSVRowBuffer)
        case features([Feature])
    }

    /// A row of a GeoPackage.
    struct Feature: Sendable {
        let blob: [UInt8]?
        let envelope: Envelope?
        let values: [FieldValue]
    }

    /// The text of rows that are made ready at once: rows of a table take some ten times the memory of their text.
    var bytesAtOnce: Int { isText ? 1 << 24 : 1 << 21 }

    /// Prepares an output.
    ///
    /// - Parameters:
    ///   - path: A CSV or a GeoPackage, as its ending says.
    ///   - points: Where the rows come from: their fields and reference go over.
    ///   - codes: The codes of the zones.
    /// - Throws: `SourceError.badReference`.
    init(path: String, points: PointSource, codes: [String]) throws {
        self.path = path
        self.codes = codes
        isText = URL(fileURLWithPath: path).pathExtension.lowercased() == "csv"
        width = points.fields.count
        isVerbatim = points.delimiter == .comma
        addsGeometry = isText && points.holdsGeometry
        reference = try SpatialReferenceDefinition(points.reference)
        let added = PlacedPoints.columns
        // A text keeps the columns' names as they are; a table of a database needs different ones.
        let taken = isText ? [] : ["fid", "geom"]
        names = Self.distinct(
            points.fields.map(\.name) + (addsGeometry ? ["wkt"] : []) + added, beside: taken,
            keepingFirst: isText ? width : 0)
        let types = points.fields.map(\.type) + ["TEXT", "TEXT", "REAL"]
        fields = isText ? [] : zip(names, types).map { FieldDefinition(name: $0, declaredType: $1) }
    }

    /// Names that differ from one another and from some others, by a number at the end where needed.
    private static func distinct(
        _ names: [String], beside taken: [String], keepingFirst kept: Int
    ) -> [String] {
        var seen = Set(taken)
        return names.enumerated().map { index, name in
            let folded = name.lowercased()
            if index < kept || seen.insert(folded).inserted {
                seen.insert(folded)
                return name
            }
            var number = 2
            while !seen.insert("\(folded)_\(number)").inserted { number += 1 }
            return "\(name)_\(number)"
        }
    }

    /// Makes the rows of a batch ready.
    func rows(of batch: PointBatch, placed: PlacedPoints) -> Rows {
        isText ? .text(text(of: batch, placed)) : .features(features(of: batch, placed))
    }

    private func text(of batch: PointBatch, _ placed: PlacedPoints) -> CSVRowBuffer {
        var buffer = CSVRowBuffer()
        buffer.reserve(bytes: batch.byteCount + 40 * batch.count)
        for row in 0..<batch.count {
            batch.append(row: row, width: width, isVerbatim: isVerbatim, to: &buffer)
            if addsGeometry { buffer.append(batch.positions[row].wkt) }
            buffer.append(placed.zone(row).map { codes[$0] } ?? "")
            buffer.append(placed.word(row))
            if let distance = placed.borderDistance(row) {
                buffer.append(thousandthsOf: distance)
            } else {
                buffer.append("")
            }
            buffer.endRow()
        }
        return buffer
    }

    private func features(of batch: PointBatch, _ placed: PlacedPoints) -> [Feature] {
        (0..<batch.count).map { row in
            let position = batch.positions[row]
            let geometry = position.isFinite ? Geometry.point(position) : nil
            let added: [FieldValue] = [
                placed.zone(row).map { .text(codes[$0]) } ?? .null, .text(placed.word(row)),
                placed.borderDistance(row).map(FieldValue.real) ?? .null,
            ]
            return Feature(
                blob: geometry.map { GeoPackageBlob.encode($0, srsID: Int32(reference.srsID)) },
                envelope: geometry?.envelope, values: batch.values(ofRow: row, width: width) + added)
        }
    }

    /// Writes all rows that `body` hands over, in order, to a new file.
    ///
    /// - Throws: `CSVError` or `StoreError` when the file cannot be written, and what `body` throws.
    func write(_ body: (_ take: (Rows) throws -> Void) throws -> Void) throws {
        if isText { try writeText(body) } else { try writeGeoPackage(body) }
    }

    private func writeText(_ body: ((Rows) throws -> Void) throws -> Void) throws {
        var writer = try CSVWriter(path: path)
        try writer.writeRow(names)
        try body { rows in
            if case .text(let buffer) = rows { try writer.write(rows: buffer) }
        }
        try writer.finish()
    }

    private func writeGeoPackage(_ body: ((Rows) throws -> Void) throws -> Void) throws {
        let layer = LayerDefinition(
            name: "assigned", identifier: "assigned",
            geometry: GeometryColumn(type: "POINT", srsID: reference.srsID), fields: fields)
        try GeoPackageWriter.write(to: path, references: [reference], layer: layer) { writer in
            try body { rows in
                guard case .features(let features) = rows else { return }
                for feature in features {
                    try writer.append(
                        geometry: feature.blob, envelope: feature.envelope, values: feature.values)
                }
            }
        }
    }
}

extension Position {
    /// The position as text that reads back the same.
    fileprivate var wkt: String { isFinite ? "POINT (\(x) \(y))" : "" }
}
