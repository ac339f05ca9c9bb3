internal import GeoKernels
internal import GeoModel

extension BlockShapes {
    /// Measures polygonal blocks.
    ///
    /// - Complexity: O(v) in the number of vertices.
    init(_ blocks: PolygonTable, parents: [Int]?, measure: GroundMeasure) {
        let zero = [Double](repeating: 0, count: blocks.count)
        self.init(areas: zero, perimeters: zero)
        hasGeometry = true
        extents = []
        extents.reserveCapacity(32 * blocks.count)
        let planes = LocalPlane.planes(of: blocks, parents: parents, measure: measure)
        for block in 0..<blocks.count {
            measureRings(of: block, in: blocks, measure: measure)
            let plane = planes[parents?[block] ?? 0] ?? LocalPlane.unit
            addMoments(of: block, in: blocks, plane: plane)
            extents += plane.extents(of: blocks.rings(ofFeature: block), in: blocks)
        }
    }

    private mutating func measureRings(of block: Int, in blocks: PolygonTable, measure: GroundMeasure) {
        var area = 0.0
        for polygon in blocks.polygons(ofFeature: block) {
            let rings = blocks.rings(ofPolygon: polygon)
            for ring in rings {
                let vertices = blocks.positions[blocks.vertices(ofRing: ring)]
                let size = abs(measure.signedArea(ofRing: vertices).value)
                area += ring == rings.lowerBound ? size : -size
                for place in vertices.indices.dropFirst() {
                    perimeters[block] += coarse(
                        measure.length(from: vertices[place - 1], to: vertices[place]).value)
                }
            }
        }
        areas[block] = coarse(max(area, 0))
    }

    /// Moments by Green's theorem in the local plane, scaled to the area on the ground.
    private mutating func addMoments(of block: Int, in blocks: PolygonTable, plane: LocalPlane) {
        var sum = PolygonMoments()
        for polygon in blocks.polygons(ofFeature: block) {
            let rings = blocks.rings(ofPolygon: polygon)
            for ring in rings {
                let moments = plane.moments(of: blocks.positions[blocks.vertices(ofRing: ring)])
                sum.add(moments, positive: ring == rings.lowerBound)
            }
        }
        let scale = sum.area > 0 ? areas[block] / sum.area : 0
        firstMomentsX[block] = sum.x * scale
        firstMomentsY[block] = sum.y * scale
        secondMoments[block] = sum.second * scale
    }
}

/// Area and moments of a ring about the origin of a plane.
struct PolygonMoments {
    var area = 0.0
    var x = 0.0
    var y = 0.0
    var second = 0.0

    /// Adds a ring, or takes a hole away, whichever way the ring runs.
    mutating func add(_ ring: PolygonMoments, positive: Bool) {
        let sign = (ring.area < 0) == positive ? -1.0 : 1.0
        area += sign * ring.area
        x += sign * ring.x
        y += sign * ring.y
        second += sign * ring.second
    }
}

/// A plane in metres around one place.
struct LocalPlane {
    let origin: Position
    let scaleX: Double
    let scaleY: Double

    static let unit = LocalPlane(origin: Position(0, 0), scaleX: 1, scaleY: 1)

    /// One plane for each parent, around the middle of its blocks.
    static func planes(
        of blocks: PolygonTable, parents: [Int]?, measure: GroundMeasure
    ) -> [Int: LocalPlane] {
        var boxes: [Int: Envelope] = [:]
        for block in 0..<blocks.count {
            for ring in blocks.rings(ofFeature: block) {
                guard let box = Envelope(blocks.positions[blocks.vertices(ofRing: ring)]) else { continue }
                boxes[parents?[block] ?? 0, default: box].formUnion(box)
            }
        }
        return boxes.mapValues { LocalPlane(around: $0.centre, measure: measure) }
    }

    init(origin: Position, scaleX: Double, scaleY: Double) {
        self.origin = origin
        self.scaleX = scaleX
        self.scaleY = scaleY
    }

    init(around origin: Position, measure: GroundMeasure) {
        let metric = measure.metric(at: origin)
        self.init(origin: origin, scaleX: metric.metresPerUnitX, scaleY: metric.metresPerUnitY)
    }

    @inline(__always)
    func metres(_ position: Position) -> (x: Double, y: Double) {
        ((position.x - origin.x) * scaleX, (position.y - origin.y) * scaleY)
    }

    func position(x: Double, y: Double) -> Position {
        Position(origin.x + x / scaleX, origin.y + y / scaleY)
    }

    func moments(of ring: ArraySlice<Position>) -> PolygonMoments {
        var sum = PolygonMoments()
        guard let first = ring.first else { return sum }
        var a = metres(first)
        for position in ring.dropFirst() {
            let b = metres(position)
            let cross = a.x * b.y - b.x * a.y
            sum.area += cross / 2
            sum.x += cross * (a.x + b.x) / 6
            sum.y += cross * (a.y + b.y) / 6
            sum.second += cross * (a.x * a.x + a.x * b.x + b.x * b.x) / 12
            sum.second += cross * (a.y * a.y + a.y * b.y + b.y * b.y) / 12
            a = b
        }
        return sum
    }

    func extents(of rings: Range<Int>, in blocks: PolygonTable) -> [Double] {
        var extents = Widths.empty
        for ring in rings {
            for position in blocks.positions[blocks.vertices(ofRing: ring)] {
                let place = metres(position)
                for direction in 0..<Widths.count {
                    let projection =
                        place.x * Widths.cosines[direction] + place.y * Widths.sine(direction)
                    extents[2 * direction] = min(extents[2 * direction], projection)
                    extents[2 * direction + 1] = max(extents[2 * direction + 1], projection)
                }
            }
        }
        return extents
    }
}
