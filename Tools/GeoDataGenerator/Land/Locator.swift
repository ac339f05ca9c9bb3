internal import GeoKernels
internal import GeoModel

/// Finds the block around a place, by looking at each block in turn.
struct Locator {
    private let areas: [MultiPolygon]

    init(_ areas: [MultiPolygon]) { self.areas = areas }

    func block(at place: Position) -> Int? { areas.indices.first { contains($0, place) } }

    func contains(_ block: Int, _ place: Position) -> Bool {
        guard let envelope = areas[block].envelope, envelope.minX <= place.x, place.x <= envelope.maxX,
            envelope.minY <= place.y, place.y <= envelope.maxY
        else { return false }
        return areas[block].polygons.contains { covers($0, place) }
    }
}

/// Whether a place is inside a polygon (ray casting with exact orientation).
func covers(_ polygon: Polygon, _ place: Position) -> Bool {
    var isInside = false
    for ring in polygon.rings where encloses(ring.positions, place) { isInside.toggle() }
    return isInside
}

/// Whether a place is inside a closed ring.
func encloses(_ ring: [Position], _ place: Position) -> Bool {
    var isInside = false
    for (a, b) in zip(ring, ring.dropFirst()) where (a.y > place.y) != (b.y > place.y) {
        let turn = a.y < b.y ? orientation(a, b, place) : orientation(b, a, place)
        if turn == .counterclockwise { isInside.toggle() }
    }
    return isInside
}
