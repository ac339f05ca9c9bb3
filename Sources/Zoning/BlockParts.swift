internal import GeoKernels
public import GeoModel

/// Blocks cut along the borders of zones that are there already, such as those of the last census.
///
/// Vertices of the zones that lie on a block's border are put into it, so that both have the same edges. Where the zones'
/// borders then run through a block from border to border, the block falls into one part for each side; where they end
/// inside it or cross its border between vertices, the zones do not follow the block, which stays whole.
public struct BlockParts: Sendable {
    /// The parts, those of a block side by side, in the order of blocks.
    public let areas: [MultiPolygon]
    /// The block of each part.
    public let blockOf: [Int]
    /// The vertices that were put on the borders of blocks.
    public let inserted: [InsertedVertex]

    /// Whether any block was cut.
    public var isCut: Bool { Set(blockOf).count < blockOf.count }

    /// Cuts blocks.
    ///
    /// - Parameters:
    ///   - blocks: The blocks.
    ///   - zones: The zones, in the blocks' reference.
    /// - Complexity: O(z log z + b k) for z zones, b blocks and k vertices of the zones around each block.
    public init(_ blocks: PolygonTable, along zones: PolygonTable) {
        let outlines = ZoneBoxes(zones)
        var areas: [MultiPolygon] = []
        var blockOf: [Int] = []
        var inserted: Set<InsertedVertex> = []
        for block in 0..<blocks.count {
            let area = blocks.area(ofFeature: block)
            let edges = area.envelope.map(outlines.edges(around:)) ?? []
            let (whole, vertices) = BorderVertices.put(edges, on: area)
            inserted.formUnion(vertices)
            let parts = InnerBorders(whole, edges)?.parts() ?? [whole]
            areas += parts
            blockOf += parts.map { _ in block }
        }
        (self.areas, self.blockOf) = (areas, blockOf)
        self.inserted = inserted.sorted { ($0.from, $0.position) < ($1.from, $1.position) }
    }
}

/// Zones in the order of the west of their boxes, to find those around a block.
private struct ZoneBoxes {
    private let zones: PolygonTable
    private let order: [(box: Envelope, zone: Int)]
    /// The greatest east of the boxes up to each.
    private let reach: [Double]

    init(_ zones: PolygonTable) {
        self.zones = zones
        order = (0..<zones.count).compactMap { zone in
            zones.area(ofFeature: zone).envelope.map { ($0, zone) }
        }.sorted { ($0.box.minX, $0.zone) < ($1.box.minX, $1.zone) }
        var east = -Double.infinity
        reach = order.map { entry in
            east = max(east, entry.box.maxX)
            return east
        }
    }

    /// The edges, each once, whose boxes meet a box.
    func edges(around box: Envelope) -> Set<OutlineEdgeKey> {
        var edges: Set<OutlineEdgeKey> = []
        var place = order.partitioningIndex { $0.box.minX > box.maxX }
        while place > 0, reach[place - 1] >= box.minX {
            place -= 1
            let entry = order[place]
            guard entry.box.maxX >= box.minX, entry.box.maxY >= box.minY, entry.box.minY <= box.maxY else {
                continue
            }
            for edge in ZoneOutlines.edges(of: zones.area(ofFeature: entry.zone)) {
                let (low, high) = (edge.low, edge.high)
                let meets =
                    low.x <= box.maxX && high.x >= box.minX && min(low.y, high.y) <= box.maxY
                    && max(low.y, high.y) >= box.minY
                if meets { edges.insert(OutlineEdgeKey(low, high)) }
            }
        }
        return edges
    }
}

extension Array {
    /// The first place from which `isBeyond` holds; it must not hold before and hold from there on.
    fileprivate func partitioningIndex(where isBeyond: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBeyond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// Vertices of others that lie on an area's border.
private enum BorderVertices {
    /// A vertex lies on an edge when it is no farther from it than this share of its coordinates: cuts compute vertices on
    /// edges, and rounding moves them off by about a ten-thousandth of this.
    private static let share = 1e-12

    /// Puts the ends of edges on the border that they lie on.
    static func put(
        _ edges: Set<OutlineEdgeKey>, on area: MultiPolygon
    ) -> (area: MultiPolygon, inserted: [InsertedVertex]) {
        let own = ZoneOutlines.edges(of: area)
        let known = Set(own.map(\.low)).union(own.map(\.high))
        let strangers = Set(edges.flatMap { [$0.low, $0.high] }).subtracting(known).sorted()
        guard !strangers.isEmpty else { return (area, []) }
        var inserted: [InsertedVertex] = []
        for edge in Set(own.map { OutlineEdgeKey($0.low, $0.high) }).sorted(by: { $0.order < $1.order }) {
            var from = edge.low
            // Positions order along an edge as they order by value, from its lesser end.
            for place in strangers where isOn(edge, place) {
                inserted.append(InsertedVertex(from: from, to: edge.high, position: place))
                from = place
            }
        }
        return (inserted.reduce(area) { $1.inserted(into: $0).area }, inserted)
    }

    private static func isOn(_ edge: OutlineEdgeKey, _ place: Position) -> Bool {
        let (a, b) = (edge.low, edge.high)
        guard a < place, place < b else { return false }
        let slack = share * max(abs(place.x), abs(place.y))
        guard place.y >= min(a.y, b.y) - slack, place.y <= max(a.y, b.y) + slack else { return false }
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let cross = dx * (place.y - a.y) - dy * (place.x - a.x)
        return abs(cross) <= slack * (dx * dx + dy * dy).squareRoot()
    }
}

extension OutlineEdgeKey {
    fileprivate var order: (Position, Position) { (low, high) }
}

/// The borders of zones that run through a block.
private struct InnerBorders {
    private let block: MultiPolygon
    private let inner: Set<OutlineEdgeKey>

    /// Finds them; `nil` when there are none, or when one ends inside the block.
    init?(_ block: MultiPolygon, _ edges: Set<OutlineEdgeKey>) {
        self.block = block
        let own = Set(ZoneOutlines.edges(of: block).map { OutlineEdgeKey($0.low, $0.high) })
        let rings = block.polygons.flatMap(\.rings).map { Array($0.positions.dropLast()) }
        inner = edges.subtracting(own).filter { edge in
            let middle = Position(
                edge.low.x + (edge.high.x - edge.low.x) / 2, edge.low.y + (edge.high.y - edge.low.y) / 2)
            return rings.count { PolygonCut.contains($0, middle) } % 2 == 1
        }
        let corners = Set(own.flatMap { [$0.low, $0.high] })
        var degrees: [Position: Int] = [:]
        for end in inner.flatMap({ [$0.low, $0.high] }) { degrees[end, default: 0] += 1 }
        let isClosed = degrees.allSatisfy { $0.value > 1 || corners.contains($0.key) }
        if inner.isEmpty || !isClosed { return nil }
    }

    /// The block's parts; a polygon that no border runs through goes with the largest.
    func parts() -> [MultiPolygon]? {
        var edges = ZoneOutlines.edges(of: block)
        for edge in inner {
            edges += [OutlineEdge(edge.low, edge.high), OutlineEdge(edge.high, edge.low)]
        }
        let faces = ZoneOutlines.assemble(OutlineLinker.rings(of: edges)).polygons
        let sizes = faces.map { Self.size($0) }
        let whole = block.polygons.reduce(0) { $0 + Self.size($1) }
        guard abs(sizes.reduce(0, +) - whole) <= 1e-9 * whole, sizes.allSatisfy({ $0 > 0 }) else {
            return nil
        }
        let isCut = faces.map { face in
            ZoneOutlines.edges(of: MultiPolygon([face])).contains {
                inner.contains(OutlineEdgeKey($0.low, $0.high))
            }
        }
        let cut = faces.indices.filter { isCut[$0] }
        guard cut.count > 1, let largest = cut.max(by: { (sizes[$0], $1) < (sizes[$1], $0) }) else {
            return nil
        }
        let away = faces.indices.filter { !isCut[$0] }.map { faces[$0] }
        return cut.map { MultiPolygon([faces[$0]] + ($0 == largest ? away : [])) }
    }

    private static func size(_ polygon: Polygon) -> Double {
        polygon.rings.enumerated().reduce(0) { sum, ring in
            let area = abs(PolygonCut.twiceArea(Array(ring.element.positions.dropLast())))
            return ring.offset == 0 ? sum + area : sum - area
        }
    }
}
