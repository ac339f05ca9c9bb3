import Foundation
import GeoModel

/// Reads the flat files that `layers.py` writes.
enum LayerFile {
    static func read(_ path: String) throws -> PolygonTable {
        let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        var builder = PolygonTable.Builder()
        unsafe data.withUnsafeBytes { bytes in
            let sizes = (0..<4).map {
                unsafe Int(bytes.loadUnaligned(fromByteOffset: $0 * 8, as: Int64.self))
            }
            var offset = 32
            func starts(_ count: Int) -> [Int] {
                defer { offset += 4 * (count + 1) }
                return (0...count).map {
                    unsafe Int(bytes.loadUnaligned(fromByteOffset: offset + $0 * 4, as: Int32.self))
                }
            }
            let features = starts(sizes[0])
            let polygons = starts(sizes[1])
            let rings = starts(sizes[2])
            builder.reserve(features: sizes[0], vertices: sizes[3])
            for feature in 0..<sizes[0] {
                for polygon in features[feature]..<features[feature + 1] {
                    for ring in polygons[polygon]..<polygons[polygon + 1] {
                        for vertex in rings[ring]..<rings[ring + 1] {
                            let at = offset + vertex * 16
                            builder.append(
                                Position(
                                    unsafe bytes.loadUnaligned(fromByteOffset: at, as: Double.self),
                                    unsafe bytes.loadUnaligned(fromByteOffset: at + 8, as: Double.self)))
                        }
                        builder.endRing()
                    }
                    builder.endPolygon()
                }
                builder.endFeature()
            }
        }
        return builder.finish()
    }
}
