internal import GeoKernels
public import GeoModel

/// Joins the blocks of each zone into one area.
public enum ZoneOutlines {
    /// The areas of the zones.
    ///
    /// Edges that two blocks of a zone share, once in each direction, vanish; the others are linked into
    /// rings. Every vertex of a remaining edge stays bit for bit, so zones made of a valid coverage form a
    /// valid coverage. Where rings touch in a point they are kept apart. Rings start at their least vertex;
    /// outer rings run counterclockwise, holes clockwise, and a zone's parts are in the order of that vertex.
    ///
    /// - Parameters:
    ///   - blocks: The blocks.
    ///   - zoneOfBlock: The zone of each block, numbered from 0.
    /// - Returns: One feature for each zone.
    /// - Complexity: O(v log v) in the vertices of a zone.
    public static func dissolve(_ blocks: PolygonTable, zoneOfBlock: [Int]) -> PolygonTable {
        precondition(zoneOfBlock.count == blocks.count, "there must be one zone for each block")
        var members = [[Int]](repeating: [], count: (zoneOfBlock.max() ?? -1) + 1)
        for (block, zone) in zoneOfBlock.enumerated() { members[zone].append(block) }
        return PolygonTable(members.map { outline(of: $0, in: blocks) })
    }

    private static func outline(of members: [Int], in blocks: PolygonTable) -> MultiPolygon {
        var edges: [OutlineEdge] = []
        for block in members {
            for polygon in blocks.polygons(ofFeature: block) {
                let rings = blocks.rings(ofPolygon: polygon)
                for ring in rings {
                    append(
                        Array(blocks.positions[blocks.vertices(ofRing: ring)]),
                        isOuter: ring == rings.lowerBound,
                        to: &edges)
                }
            }
        }
        edges.sort { ($0.low, $0.high, $0.isForward ? 0 : 1) < ($1.low, $1.high, $1.isForward ? 0 : 1) }
        return assemble(OutlineLinker.rings(of: cancel(edges)))
    }

    /// Adds a ring's edges with the inside on their left.
    private static func append(_ ring: [Position], isOuter: Bool, to edges: inout [OutlineEdge]) {
        let isCounterclockwise = PolygonCut.twiceArea(ring.dropLast()) > 0
        let runs = isCounterclockwise == isOuter ? ring : ring.reversed()
        for (a, b) in zip(runs, runs.dropFirst()) where a != b { edges.append(OutlineEdge(a, b)) }
    }

    /// The edges of an area with the inside on their left.
    static func edges(of area: MultiPolygon) -> [OutlineEdge] {
        var edges: [OutlineEdge] = []
        for polygon in area.polygons {
            for (place, ring) in polygon.rings.enumerated() {
                append(ring.positions, isOuter: place == 0, to: &edges)
            }
        }
        return edges
    }

    /// Takes away pairs of equal edges in opposite directions.
    private static func cancel(_ edges: [OutlineEdge]) -> [OutlineEdge] {
        var kept: [OutlineEdge] = []
        var start = 0
        while start < edges.count {
            var end = start
            var balance = 0
            while end < edges.count && edges[end].low == edges[start].low
                && edges[end].high == edges[start].high
            {
                balance += edges[end].isForward ? 1 : -1
                end += 1
            }
            // Overlapping blocks leave several; one edge says it as well.
            if balance > 0 { kept.append(edges[start]) }
            if balance < 0 { kept.append(edges[end - 1]) }
            start = end
        }
        return kept
    }

    /// Puts rings together: those that run counterclockwise are shells, the others holes of the smallest shell around.
    static func assemble(_ rings: [[Position]]) -> MultiPolygon {
        let shells = rings.filter { PolygonCut.twiceArea($0) > 0 }
        var holes = [[LinearRing]](repeating: [], count: shells.count)
        for hole in rings where PolygonCut.twiceArea(hole) < 0 {
            // The smallest shell around a point just inside the hole's border.
            let around = shells.indices.filter { shell in holds(shells[shell], hole) }
            let owner = around.min { PolygonCut.twiceArea(shells[$0]) < PolygonCut.twiceArea(shells[$1]) }
            if let owner { holes[owner].append(closed(hole)) }
        }
        return MultiPolygon(zip(shells, holes).map { Polygon(rings: [closed($0)] + $1) })
    }

    /// A hole may touch its shell in points; one of its vertices or edge middles is then still inside.
    private static func holds(_ shell: [Position], _ hole: [Position]) -> Bool {
        if let vertex = hole.first(where: { !shell.contains($0) }) {
            return PolygonCut.contains(shell, vertex)
        }
        // With all its vertices those of the shell, and as many, it is the shell walked the other way round: around it.
        guard let first = hole.first, hole.count > 1, hole.count < shell.count else { return false }
        return PolygonCut.contains(
            shell, Position(first.x + (hole[1].x - first.x) / 2, first.y + (hole[1].y - first.y) / 2))
    }

    private static func closed(_ ring: [Position]) -> LinearRing {
        LinearRing(unchecked: ring + ring.prefix(1))
    }
}

/// A directed edge with its ends also in order.
struct OutlineEdge {
    let low: Position
    let high: Position
    /// It runs from `low` to `high`.
    let isForward: Bool

    init(_ a: Position, _ b: Position) {
        isForward = a < b
        low = isForward ? a : b
        high = isForward ? b : a
    }

    var start: Position { isForward ? low : high }
    var end: Position { isForward ? high : low }
}

/// Links directed edges, the inside on their left, into rings that pass no vertex twice.
struct OutlineLinker {
    /// By start, so that the edges leaving a vertex stand together.
    private let edges: [OutlineEdge]
    /// The first edge that leaves the end of each edge: the number of that vertex.
    private let leaving: [Int]
    private var isUsed: [Bool]

    static func rings(of edges: [OutlineEdge]) -> [[Position]] {
        var linker = OutlineLinker(edges)
        return linker.link()
    }

    private init(_ edges: [OutlineEdge]) {
        let sorted = edges.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
        self.edges = sorted
        leaving = sorted.map { Self.firstEdge(leaving: $0.end, in: sorted) }
        isUsed = Array(repeating: false, count: sorted.count)
    }

    private static func firstEdge(leaving vertex: Position, in edges: [OutlineEdge]) -> Int {
        var low = 0
        var high = edges.count
        while low < high {
            let middle = (low + high) / 2
            if edges[middle].start < vertex { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private mutating func link() -> [[Position]] {
        var rings: [[Position]] = []
        for first in edges.indices where !isUsed[first] {
            // Edges walked since the start, and where in that walk each vertex was entered.
            var walk: [Int] = []
            var entered: [Int: Int] = [Self.firstEdge(leaving: edges[first].start, in: edges): 0]
            var edge: Int? = first
            while let current = edge {
                isUsed[current] = true
                walk.append(current)
                let vertex = leaving[current]
                if let start = entered[vertex] {
                    // Back at a vertex passed before: what was walked since is a ring of its own.
                    rings.append(walk[start...].map { edges[$0].start })
                    for passed in walk[start...].dropLast() { entered[leaving[passed]] = nil }
                    walk.removeSubrange(start...)
                } else {
                    entered[vertex] = walk.count
                }
                edge = successor(of: current)
                if walk.isEmpty { break }
            }
        }
        return rings.filter { $0.count >= 3 }
    }

    /// Of the edges that leave the end of an edge, the one farthest to the left, which closes the smallest
    /// loop of inside and so keeps parts that touch in a point apart.
    private func successor(of edge: Int) -> Int? {
        let arrival = edges[edge]
        var best: Int?
        var back: Int?
        var place = leaving[edge]
        while place < edges.count && edges[place].start == arrival.end {
            defer { place += 1 }
            guard !isUsed[place] else { continue }
            // Straight back is the last resort: the end of a line that hangs inside.
            if edges[place].end == arrival.start {
                back = place
                continue
            }
            guard let chosen = best else {
                best = place
                continue
            }
            if Self.isLeft(edges[place].end, of: edges[chosen].end, from: arrival.start, at: arrival.end) {
                best = place
            }
        }
        return best ?? back
    }

    /// Turning left from the way a → v as far as possible: `c` lies farther left than `d`.
    static func isLeft(_ c: Position, of d: Position, from a: Position, at v: Position) -> Bool {
        let turnC = orientation(a, v, c)
        let turnD = orientation(a, v, d)
        if turnC != turnD { return turnC.rawValue > turnD.rawValue }
        return orientation(v, d, c) == .counterclockwise
    }
}
