public import GeoModel

/// The areas of a layer as kernels read them, and what could not be read.
public struct AreaLayer: Sendable {
    /// The areas of the rows that could be read, in key order.
    public let table: PolygonTable
    /// The code of each area in the table.
    public let codes: [String]
    /// The key of each area's row.
    public let keys: [Int64]
    /// The rows that could not be read, so that none is lost.
    public let damaged: [DamagedArea]
}

/// A row whose area could not be read.
public struct DamagedArea: Hashable, Sendable {
    /// The row's number in key order, from 1.
    public let row: Int
    /// The row's code; empty when it has none.
    public let code: String
    /// What is wrong; `nil` when there is no geometry at all.
    public let error: GeoPackageBlobError?
}

extension LayerReader {
    /// Reads all areas of the layer straight into a table, in one pass.
    ///
    /// - Parameters:
    ///   - codeField: The field that holds the code; a row without one has an empty code.
    ///   - progress: Called after every row with the number read; what it throws ends the reading.
    /// - Returns: The areas and the rows that could not be read.
    /// - Complexity: O(v) in the number of vertices.
    public func areas(codeField: String, progress: (Int) throws -> Void) throws -> AreaLayer {
        var builder = PolygonTable.Builder()
        var codes: [String] = []
        var keys: [Int64] = []
        var damaged: [DamagedArea] = []
        var number = 0
        try forEachRow(fields: [codeField]) { row in
            number += 1
            let code = row.text(0) ?? ""
            let error: DamagedArea? = row.withGeometry { bytes in
                guard let bytes else { return DamagedArea(row: number, code: code, error: nil) }
                do throws(GeoPackageBlobError) {
                    try builder.append(geoPackageBlob: bytes)
                    return nil
                } catch {
                    return DamagedArea(row: number, code: code, error: error)
                }
            }
            if let error {
                damaged.append(error)
            } else {
                codes.append(code)
                keys.append(row.key)
            }
            try progress(number)
        }
        return AreaLayer(table: builder.finish(), codes: codes, keys: keys, damaged: damaged)
    }
}
