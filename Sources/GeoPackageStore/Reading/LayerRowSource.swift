public import Census
public import GeoModel

/// The rows of a GeoPackage layer as an import takes them.
public struct LayerRowSource: RowSource {
    private let reader: LayerReader

    /// Makes a source of a layer's rows.
    public init(_ reader: LayerReader) { self.reader = reader }

    /// The layer's fields.
    public var columns: [String] { reader.layer.fieldNames }

    /// The layer's EPSG code; `nil` when the file does not define one.
    public var declaredReference: CRSIdentifier? { reader.layer.reference }

    /// The number of rows.
    public func rowCount() throws -> Int? { try reader.count() }

    /// Calls `body` with every row in key order; a damaged geometry is part of its row.
    public func forEachRow(_ body: (SourceRow) throws -> Void) throws {
        var number = 0
        try reader.forEachRow(fields: columns) { row in
            number += 1
            let values = (0..<row.fieldCount).map(row.text)
            try body(SourceRow(number: number, values: values, geometry: row.sourceGeometry))
        }
    }
}

extension LayerDescription {
    /// The EPSG code of the layer's geometry; `nil` when there is none or it is of another organization.
    public var reference: CRSIdentifier? {
        guard organization.uppercased() == "EPSG", let organizationID else { return nil }
        return .epsg(organizationID)
    }
}

extension LayerRow {
    /// The row's geometry as an import takes it.
    var sourceGeometry: SourceGeometry {
        withGeometry { bytes in
            guard let bytes else { return .absent }
            do throws(GeoPackageBlobError) {
                let found = try GeoPackageBlob.decode(bytes)
                return .value(found.geometry, droppedOrdinates: !found.droppedOrdinates.isEmpty)
            } catch {
                return .damaged(.blob(error))
            }
        }
    }
}
