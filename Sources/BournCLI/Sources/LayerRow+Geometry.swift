internal import GeoModel
internal import GeoPackageStore

extension LayerRow {
    /// The row's point; `nil` when there is none, or when its bytes are damaged and the row is as good as without.
    var position: Position? {
        withGeometry { bytes in
            guard let bytes else { return nil }
            do throws(GeoPackageBlobError) {
                guard case .point(let position) = try GeoPackageBlob.decode(bytes).geometry else {
                    return nil
                }
                return position
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
