internal import GeoModel
internal import GeoPackageStore

extension LayerRow {
    /// The row's point; `nil` when there is none, or when its bytes are damaged and the row is as good as without.
    var position: Position? {
        guard case .point(let position)? = geometry else { return nil }
        return position
    }

    /// The row's geometry; `nil` when there is none, or when its bytes are damaged.
    var geometry: Geometry? {
        withGeometry { bytes in
            guard let bytes else { return nil }
            do throws(GeoPackageBlobError) {
                return try GeoPackageBlob.decode(bytes).geometry
            } catch {
                return nil
            }
        }
    }

    /// The geometry's bytes as they stand in the file.
    var geometryBytes: [UInt8]? {
        withGeometry { bytes in
            guard let bytes else { return nil }
            return unsafe bytes.withUnsafeBytes { unsafe Array($0) }
        }
    }
}
