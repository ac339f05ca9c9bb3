internal import GeoKernels
public import GeoModel

/// The areas of a layer as kernels read them, one for each row.
public struct AreaLayer: Sendable {
    /// The rows' areas in key order; a row that could not be read stands as a feature without polygons.
    public let table: PolygonTable
    /// For each row the values of the fields asked for, as text.
    public let values: [[String?]]
    /// The rows that could not be read.
    public let damaged: [DamagedArea]
}

/// A row whose area could not be read.
public struct DamagedArea: Hashable, Sendable {
    /// The row's place in key order, from 0; its feature in the table is empty.
    public let feature: Int
    /// What is wrong; `nil` when there is no geometry at all.
    public let error: GeoPackageBlobError?
}

extension LayerReader {
    /// Rows that one thread reads at a time.
    private static let rowsOfPart = 1 << 14

    /// Reads all areas of the layer straight into a table, in one pass, on all cores.
    ///
    /// - Parameters:
    ///   - fields: The fields to read beside the areas.
    ///   - progress: Called now and then with the number of rows read; what it throws ends the reading.
    /// - Returns: An area for each row, in key order.
    /// - Throws: `StoreError` and what `progress` throws.
    /// - Complexity: O(v) in the number of vertices.
    public func areas(fields: [String], progress: (Int) throws -> Void) throws -> AreaLayer {
        var ranges = try ranges(rows: Self.rowsOfPart)
        var builder = PolygonTable.Builder()
        // Most layers have a dozen vertices a row or more; room made beforehand halves the time of a bulk load.
        builder.reserve(features: ranges.rowEstimate, vertices: 12 * ranges.rowEstimate)
        var values: [[String?]] = []
        values.reserveCapacity(ranges.rowEstimate)
        var damaged: [DamagedArea] = []
        try OrderedPipeline.run(next: { try ranges.next() }) { range in
            try areas(in: range, fields: fields)
        } take: { part in
            damaged += part.damaged.map { DamagedArea(feature: values.count + $0.feature, error: $0.error) }
            builder.append(contentsOf: part.table)
            values += part.values
            try progress(values.count)
        }
        try ranges.checkUnchanged()
        return AreaLayer(table: builder.finish(), values: values, damaged: damaged)
    }

    private func areas(in range: RowRange, fields: [String]) throws -> AreaLayer {
        var builder = PolygonTable.Builder()
        builder.reserve(features: Self.rowsOfPart, vertices: 12 * Self.rowsOfPart)
        var values: [[String?]] = []
        values.reserveCapacity(Self.rowsOfPart)
        var damaged: [DamagedArea] = []
        try forEachRow(in: range, fields: fields) { row in
            if let fault = row.append(to: &builder, as: values.count) { damaged.append(fault) }
            values.append(fields.indices.map(row.text))
        }
        return AreaLayer(table: builder.finish(), values: values, damaged: damaged)
    }
}

extension LayerRow {
    /// Adds the row's area, or an empty feature and the reason.
    fileprivate func append(to builder: inout PolygonTable.Builder, as feature: Int) -> DamagedArea? {
        let fault: DamagedArea? = withGeometry { bytes in
            guard let bytes else { return DamagedArea(feature: feature, error: nil) }
            do throws(GeoPackageBlobError) {
                try builder.append(geoPackageBlob: bytes)
                return nil
            } catch {
                return DamagedArea(feature: feature, error: error)
            }
        }
        if fault != nil { builder.endFeature() }
        return fault
    }
}
