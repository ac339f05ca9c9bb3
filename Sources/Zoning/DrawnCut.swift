public import GeoKernels
public import GeoModel

/// Pieces of land cut along a line that a person drew.
///
/// The line may begin and end outside, pass over several pieces and over holes, and cross the outer border often. Where it
/// crosses a border near a vertex it goes through that vertex, so that nothing is added to the border; elsewhere a vertex is
/// put on the border, computed once, which all who share the edge must receive. What was not cut keeps every vertex.
///
/// Source: faces are traced as in any planar map, the inside on the left; crossings are decided by exact orientation.
public struct DrawnCut: Sendable {
    /// Why a line cannot cut.
    public enum Refusal: Error, Hashable, Sendable {
        /// The line never enters the land.
        case outside
        /// The line enters, but what lies left of it and right of it hangs together.
        case doesNotDivide
        /// The line crosses itself.
        case crossesItself
        /// The line runs so close along a border that its crossings cannot be told apart.
        case tangled
    }

    /// Where a part lies from the line.
    public enum Side: Hashable, Sendable {
        /// On the left, looking along the line.
        case left
        /// On the right.
        case right
        /// On neither: a part away from the line.
        case neither
    }

    /// What a piece became.
    public struct Part: Hashable, Sendable {
        /// The part's land.
        public let area: MultiPolygon
        /// Where it lies from the line.
        public let side: Side
    }

    /// For each piece its parts: one when the line does not cut it.
    public let parts: [[Part]]
    /// The vertices that were put on borders; neighbours must receive them in this order.
    public let inserted: [InsertedVertex]

    /// Cuts pieces.
    ///
    /// - Parameters:
    ///   - pieces: The pieces, edge-matched with each other.
    ///   - line: The line's vertices, in the pieces' reference.
    ///   - snap: How near a vertex of the border a crossing must be to go through the vertex.
    ///   - measure: How to measure on the ground.
    /// - Throws: `Refusal`.
    /// - Complexity: O(v s) for v vertices and s segments of the line.
    public init(
        _ pieces: [MultiPolygon], along line: [Position], snap: Metres, measure: GroundMeasure
    ) throws(Refusal) {
        do throws(Refusal) {
            try self.init(pieces, line, snap: snap, measure: measure)
        } catch {
            // Going through vertices may have bent the line over a border or itself: cut it exactly as it was drawn.
            guard snap.value > 0 else { throw error }
            try self.init(pieces, line, snap: Metres(0), measure: measure)
        }
    }

    private init(
        _ pieces: [MultiPolygon], _ line: [Position], snap: Metres, measure: GroundMeasure
    ) throws(Refusal) {
        let nodes = LineNodes(line, over: pieces, snap: snap, measure: measure)
        inserted = nodes.inserted
        let noded = pieces.map { piece in
            nodes.inserted.reduce(piece) { $1.inserted(into: $0).area }
        }
        let path = try CutPath(nodes.path, over: noded)
        guard !path.edges.isEmpty else { throw .outside }
        let faces = CutFaces(noded, path)
        parts = try faces.parts()
    }
}

/// The line with its crossings, and the vertices these put on borders.
private struct LineNodes {
    private(set) var path: [Position] = []
    private(set) var inserted: [InsertedVertex] = []

    private struct Node {
        let along: Double
        let position: Position
    }

    init(_ line: [Position], over pieces: [MultiPolygon], snap: Metres, measure: GroundMeasure) {
        let edges = Set(pieces.flatMap(\.polygons).flatMap(\.rings).flatMap(Self.edges))
        var onEdge: [OutlineEdgeKey: [Position]] = [:]
        for segment in line.indices.dropLast() {
            let (p, q) = (line[segment], line[segment + 1])
            guard p != q else { continue }
            var nodes: [Node] = []
            for edge in edges where PolygonCut.meet(p, q, edge.low, edge.high) {
                for place in Self.meetings(p, q, edge) {
                    let end = Self.nearEnd(of: edge, to: place, within: snap, measure)
                    if end == nil, place != edge.low, place != edge.high {
                        onEdge[edge, default: []].append(place)
                    }
                    nodes.append(Node(along: Self.share(of: place, p, q), position: end ?? place))
                }
            }
            nodes.sort { ($0.along, $0.position) < ($1.along, $1.position) }
            for place in [p] + nodes.map(\.position) where place != path.last { path.append(place) }
        }
        if let last = line.last, last != path.last { path.append(last) }
        inserted = Self.insertions(onEdge)
    }

    private static func edges(of ring: LinearRing) -> [OutlineEdgeKey] {
        zip(ring.positions, ring.positions.dropFirst()).filter { $0 != $1 }.map { OutlineEdgeKey($0, $1) }
    }

    /// Where a segment meets an edge: a crossing, ends of the edge on the segment, ends of the segment on the edge.
    private static func meetings(_ p: Position, _ q: Position, _ edge: OutlineEdgeKey) -> [Position] {
        let (a, b) = (edge.low, edge.high)
        let (atA, atB) = (orientation(p, q, a), orientation(p, q, b))
        let (atP, atQ) = (orientation(a, b, p), orientation(a, b, q))
        let isCrossing = atA != .collinear && atB != .collinear && atP != .collinear && atQ != .collinear
        if isCrossing { return atA != atB && atP != atQ ? [crossing(p, q, a, b)] : [] }
        var places: [Position] = []
        if atA == .collinear, isBetween(a, p, q) { places.append(a) }
        if atB == .collinear, isBetween(b, p, q) { places.append(b) }
        if atP == .collinear, isBetween(p, a, b) { places.append(p) }
        if atQ == .collinear, isBetween(q, a, b) { places.append(q) }
        return places
    }

    /// Computed along the edge from its lesser end, so that every owner of the edge gets the same point.
    private static func crossing(_ p: Position, _ q: Position, _ a: Position, _ b: Position) -> Position {
        let (dx, dy) = (q.x - p.x, q.y - p.y)
        let below = dx * (a.y - p.y) - dy * (a.x - p.x)
        let above = dx * (b.y - p.y) - dy * (b.x - p.x)
        let share = below / (below - above)
        return Position(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
    }

    private static func isBetween(_ place: Position, _ a: Position, _ b: Position) -> Bool {
        min(a.x, b.x) <= place.x && place.x <= max(a.x, b.x) && min(a.y, b.y) <= place.y
            && place.y <= max(a.y, b.y)
    }

    private static func share(of place: Position, _ p: Position, _ q: Position) -> Double {
        let (dx, dy) = (q.x - p.x, q.y - p.y)
        return ((place.x - p.x) * dx + (place.y - p.y) * dy) / (dx * dx + dy * dy)
    }

    private static func nearEnd(
        of edge: OutlineEdgeKey, to place: Position, within snap: Metres, _ measure: GroundMeasure
    ) -> Position? {
        let near = [edge.low, edge.high].map { (measure.length(from: $0, to: place), $0) }
            .min { ($0.0.value, $0.1) < ($1.0.value, $1.1) }
        return near.flatMap { $0.0 <= snap ? $0.1 : nil }
    }

    private static func insertions(_ onEdge: [OutlineEdgeKey: [Position]]) -> [InsertedVertex] {
        var result: [InsertedVertex] = []
        for (edge, places) in onEdge.sorted(by: { ($0.key.low, $0.key.high) < ($1.key.low, $1.key.high) }) {
            var from = edge.low
            // Positions order along an edge as they order by value, from its lesser end.
            for place in Set(places).sorted() where place != from && place != edge.high {
                result.append(InsertedVertex(from: from, to: edge.high, position: place))
                from = place
            }
        }
        return result
    }
}

/// An edge without direction.
struct OutlineEdgeKey: Hashable {
    let low: Position
    let high: Position

    init(_ a: Position, _ b: Position) {
        low = min(a, b)
        high = max(a, b)
    }
}

/// The edges of the line that lie inside pieces.
private struct CutPath {
    struct Edge {
        let from: Position
        let to: Position
        let piece: Int
    }

    private(set) var edges: [Edge] = []

    init(_ path: [Position], over pieces: [MultiPolygon]) throws(DrawnCut.Refusal) {
        let rings = pieces.map { $0.polygons.flatMap(\.rings) }
        let borders = rings.map {
            Set(
                $0.flatMap { ring in
                    zip(ring.positions, ring.positions.dropFirst()).map { OutlineEdgeKey($0, $1) }
                })
        }
        let all = borders.reduce(into: Set()) { $0.formUnion($1) }
        for (from, to) in zip(path, path.dropFirst()) where !all.contains(OutlineEdgeKey(from, to)) {
            let middle = Position(from.x + (to.x - from.x) / 2, from.y + (to.y - from.y) / 2)
            guard let piece = rings.firstIndex(where: { Self.contains($0, middle) }) else { continue }
            try Self.checkClear(from, to, of: borders[piece])
            edges.append(Edge(from: from, to: to, piece: piece))
        }
        try checkSelf()
    }

    private static func contains(_ rings: [LinearRing], _ position: Position) -> Bool {
        rings.count { PolygonCut.contains(Array($0.positions.dropLast()), position) } % 2 == 1
    }

    /// The edge meets the border at its own ends only.
    private static func checkClear(
        _ from: Position, _ to: Position, of border: Set<OutlineEdgeKey>
    ) throws(DrawnCut.Refusal) {
        for edge in border where PolygonCut.meet(from, to, edge.low, edge.high) {
            let ends = [from, to].count { $0 == edge.low || $0 == edge.high }
            guard ends == 1 else { throw .tangled }
            let own = from == edge.low || from == edge.high ? from : to
            let (other, far) = (own == from ? to : from, own == edge.low ? edge.high : edge.low)
            // Both leave from one place; running over each other is what must not be.
            let isOver =
                orientation(own, other, far) == .collinear
                && (other.x - own.x) * (far.x - own.x) + (other.y - own.y) * (far.y - own.y) > 0
            if isOver { throw .tangled }
        }
    }

    private func checkSelf() throws(DrawnCut.Refusal) {
        for (number, edge) in edges.enumerated() {
            for other in edges[(number + 1)...]
            where PolygonCut.meet(edge.from, edge.to, other.from, other.to) {
                let shared = [edge.from, edge.to].contains { $0 == other.from || $0 == other.to }
                if !shared { throw .crossesItself }
            }
        }
    }
}

/// The faces into which the line divides the pieces.
private struct CutFaces {
    private struct Face {
        let piece: Int
        let polygon: Polygon
        /// The face has an edge of the line.
        let isCut: Bool
    }

    private struct Directed: Hashable {
        let from: Position
        let to: Position
    }

    private let pieces: [MultiPolygon]
    private let path: CutPath
    private var faces: [Face] = []
    private var faceOfEdge: [Directed: Int] = [:]

    init(_ pieces: [MultiPolygon], _ path: CutPath) {
        self.pieces = pieces
        self.path = path
        for (number, piece) in pieces.enumerated() {
            let cuts = path.edges.filter { $0.piece == number }
            for polygon in Self.divide(piece, cuts) { add(polygon, piece: number, cuts) }
        }
    }

    private static func divide(_ piece: MultiPolygon, _ cuts: [CutPath.Edge]) -> [Polygon] {
        guard !cuts.isEmpty else { return piece.polygons }
        var edges = ZoneOutlines.edges(of: piece)
        for cut in cuts { edges += [OutlineEdge(cut.from, cut.to), OutlineEdge(cut.to, cut.from)] }
        return ZoneOutlines.assemble(OutlineLinker.rings(of: edges)).polygons
    }

    private mutating func add(_ polygon: Polygon, piece: Int, _ cuts: [CutPath.Edge]) {
        let lines = Set(cuts.map { OutlineEdgeKey($0.from, $0.to) })
        var isCut = false
        for edge in ZoneOutlines.edges(of: MultiPolygon([polygon])) {
            faceOfEdge[Directed(from: edge.start, to: edge.end)] = faces.count
            if lines.contains(OutlineEdgeKey(edge.start, edge.end)) { isCut = true }
        }
        faces.append(Face(piece: piece, polygon: polygon, isCut: isCut))
    }

    /// The parts of the pieces with their sides.
    func parts() throws(DrawnCut.Refusal) -> [[DrawnCut.Part]] {
        let groups = groups()
        var sides: [Int: DrawnCut.Side] = [:]
        for edge in path.edges {
            let ends = [
                (Directed(from: edge.from, to: edge.to), DrawnCut.Side.left),
                (Directed(from: edge.to, to: edge.from), .right),
            ]
            for (directed, side) in ends {
                guard let face = faceOfEdge[directed] else { continue }
                if let known = sides[groups[face]], known != side { throw .doesNotDivide }
                sides[groups[face]] = side
            }
        }
        guard Set(sides.values).count == 2 else { throw .doesNotDivide }
        return pieces.indices.map { piece in
            let own = faces.indices.filter { faces[$0].piece == piece }
            return gather(own) { sides[groups[$0]] ?? .neither }
        }
    }

    /// Parts of a piece away from the line stay with its largest cut part.
    private func gather(_ own: [Int], side: (Int) -> DrawnCut.Side) -> [DrawnCut.Part] {
        let cut = own.filter { faces[$0].isCut }
        guard let largest = cut.max(by: { size($0) < size($1) }) else {
            let area = MultiPolygon(own.map { faces[$0].polygon })
            return own.isEmpty ? [] : [DrawnCut.Part(area: area, side: side(own[0]))]
        }
        let away = own.filter { !faces[$0].isCut }.map { faces[$0].polygon }
        return cut.map { face in
            let polygons = [faces[face].polygon] + (face == largest ? away : [])
            return DrawnCut.Part(area: MultiPolygon(polygons), side: side(face))
        }
    }

    private func size(_ face: Int) -> Double {
        faces[face].polygon.exterior.map { abs(PolygonCut.twiceArea($0.positions.dropLast())) } ?? 0
    }

    /// Numbers faces alike that hang together without crossing the line, and the polygons of a piece that is not cut.
    private func groups() -> [Int] {
        var root = Array(faces.indices)
        func find(_ face: Int) -> Int {
            var face = face
            while root[face] != face { face = root[face] }
            return face
        }
        func join(_ a: Int, _ b: Int) {
            let (a, b) = (find(a), find(b))
            root[max(a, b)] = min(a, b)
        }
        let lines = Set(path.edges.map { OutlineEdgeKey($0.from, $0.to) })
        for (edge, face) in faceOfEdge where !lines.contains(OutlineEdgeKey(edge.from, edge.to)) {
            if let other = faceOfEdge[Directed(from: edge.to, to: edge.from)] { join(face, other) }
        }
        for piece in pieces.indices {
            let own = faces.indices.filter { faces[$0].piece == piece }
            if let first = own.first, !own.contains(where: { faces[$0].isCut }) {
                for face in own { join(first, face) }
            }
        }
        return faces.indices.map(find)
    }
}
