internal import GeoKernels
internal import GeoModel
internal import Synchronization

/// The areas of zones, asked for by every face beside them.
///
/// What a large zone measures is worked out once: a polygon of millions of vertices may have a hundred thousand
/// faces along its border, and costs no more than linear all the same. A small zone is measured each time, which
/// is quicker than to look it up.
///
/// Complexity: O(v) over all questions about one zone of v vertices. Memory: some 60 bytes for each large zone
/// that was asked about.
final class ZoneSizes: Sendable {
    private let zones: PolygonTable
    private let measure: GroundMeasure
    private let onGround = Mutex<[Int: Double]>([:])
    private let inPlane = Mutex<[Int: Double]>([:])

    /// Vertices from which on a zone is large.
    private static let large = 64

    init(_ zones: PolygonTable, _ measure: GroundMeasure) {
        self.zones = zones
        self.measure = measure
    }

    /// The true area in square metres.
    func area(of zone: Int) -> Double {
        remembered(zone, in: onGround) { self.measure.area(ofFeature: zone, of: self.zones).value }
    }

    /// Twice the area in the plane of the coordinates.
    func doubledPlaneArea(of zone: Int) -> Double {
        remembered(zone, in: inPlane) {
            self.zones.polygons(ofFeature: zone).reduce(0.0) { sum, polygon in
                let rings = self.zones.rings(ofPolygon: polygon)
                return rings.reduce(sum) { sum, ring in
                    let positions = self.zones.positions[self.zones.vertices(ofRing: ring)]
                    let area = abs(CanonicalRings.doubledArea(positions))
                    return ring == rings.lowerBound ? sum + area : sum - area
                }
            }
        }
    }

    /// Two threads may both work out what neither knows yet; they find the same.
    private func remembered(_ zone: Int, in known: borrowing Mutex<[Int: Double]>, _ work: () -> Double)
        -> Double
    {
        let rings = zones.rings(ofFeature: zone)
        let count = zones.ringStarts[rings.upperBound] - zones.ringStarts[rings.lowerBound]
        if count < Self.large { return work() }
        if let size = known.withLock({ $0[zone] }) { return size }
        let size = work()
        known.withLock { $0[zone] = size }
        return size
    }
}
