internal import GeoKernels
internal import GeoModel

/// A gap divided among the zones along it, midway between their borders.
///
/// The gap is cut into triangles between its own corners, and these at the middles of their inner sides, so that
/// every piece belongs to the border beside it; lines between pieces of different zones are the seams. New corners
/// lie inside the gap and every piece is checked for its turn by exact predicates, so the shares neither overlap
/// nor leave anything.
///
/// The lines between middles of a triangulation's inner sides are the chordal axis of Prasad 1997,
/// "Morphological Analysis of Shapes", CNLS Newsletter 139.
struct GapDivision: Sendable {
    /// A corner of a seam: a node of the graph, or one of the division's own.
    enum Corner: Hashable {
        case node(Int32)
        case inner(Int32)
    }

    /// A directed line with the share on its left.
    struct Seam: Hashable {
        var from: Corner
        var to: Corner
    }

    /// What one zone gets.
    struct Share {
        var zone: Int
        /// The half-arcs of the gap's border along the share.
        var halves: [Int32] = []
        var seams: [Seam] = []
        var area = SquareMetres(0)
    }

    /// The shares, by zone.
    private(set) var shares: [Share] = []
    /// The places of the division's own corners.
    private(set) var inner: [Position] = []

    private static let most = 1500

    /// Divides a gap; `nil` when it has holes, touches itself, has one heir only, or is too narrow for new corners.
    ///
    /// - Complexity: O(n²) for n corners.
    init?(_ face: FaultFace, among heirs: Set<Int>, _ analysis: CoverageAnalysis) {
        var border = GapBorder(face.cycle, analysis)
        guard face.holes.isEmpty, border.nodes.count <= Self.most,
            Set(border.nodes).count == border.nodes.count,
            border.label(with: heirs), let triangles = EarClipping.triangles(of: border.places)
        else { return nil }
        var cutter = GapCutter(border)
        for triangle in triangles where !cutter.cut(triangle) { return nil }
        inner = cutter.inner
        shares = cutter.shares(analysis)
    }
}

/// The border of a gap, counterclockwise, with the zone that each edge belongs to.
struct GapBorder {
    let halves: [Int32]
    let nodes: [Int32]
    let places: [Position]
    private let across: [[Int]]
    /// The zone that the edge from each corner to the next belongs to.
    private(set) var labels: [Int] = []

    init(_ cycle: Int, _ analysis: CoverageAnalysis) {
        let graph = analysis.graph
        var halves: [Int32] = []
        graph.forEachHalf(ofCycle: cycle) { halves.append(Int32($0)) }
        self.halves = halves
        nodes = halves.map { graph.tail(Int($0)) }
        places = nodes.map { graph.pieces.nodePositions[Int($0)] }
        let zoneCount = Int32(analysis.table.zoneCount)
        across = halves.map { half in
            var zones: [Int] = []
            graph.forEachFeature(ofHalf: Int(half), analysis.builder.sources) { feature, side in
                if side < 0, feature < zoneCount { zones.append(Int(feature)) }
            }
            return zones.sorted()
        }
    }

    /// Gives each edge to the zone beyond, or to that of the edge before where none of the heirs is there.
    ///
    /// - Returns: Whether there are two heirs at least.
    mutating func label(with heirs: Set<Int>) -> Bool {
        let own = across.map { $0.first { heirs.contains($0) } }
        guard Set(own.compactMap(\.self)).count > 1, var last = own.last(where: { $0 != nil }) ?? nil else {
            return false
        }
        for zone in own {
            last = zone ?? last
            labels.append(last)
        }
        return true
    }
}

/// Cuts the triangles of a gap into pieces, one for each border or corner.
private struct GapCutter {
    private let border: GapBorder
    private(set) var inner: [Position] = []
    private var middles: [[Int]: Int32] = [:]
    private var pieces: [(zone: Int, corners: [GapDivision.Corner])] = []

    init(_ border: GapBorder) { self.border = border }

    private func place(_ corner: GapDivision.Corner) -> Position {
        switch corner {
        case .node(let number): border.places[Int(number)]
        case .inner(let number): inner[Int(number)]
        }
    }

    /// Cuts a triangle of corner numbers, counterclockwise; false when a piece would not turn left.
    mutating func cut(_ triangle: [Int]) -> Bool {
        let count = border.places.count
        let sides = (0..<3).map { (triangle[$0], triangle[($0 + 1) % 3]) }
        let onBorder = sides.map { ($0.0 + 1) % count == $0.1 }
        switch onBorder.count(where: { $0 }) {
        case 1:
            let base = onBorder.firstIndex(of: true) ?? 0
            let (p, q, r) = (triangle[base], triangle[(base + 1) % 3], triangle[(base + 2) % 3])
            let (a, b) = (middle(q, r), middle(r, p))
            return add(border.labels[p], [corner(p), corner(q), a, b])
                && add(cornerLabel(r), [a, corner(r), b])
        case 2:
            let inside = onBorder.firstIndex(of: false) ?? 0
            let (r, p, q) = (triangle[inside], triangle[(inside + 1) % 3], triangle[(inside + 2) % 3])
            let m = middle(r, p)
            return add(border.labels[p], [corner(p), corner(q), m])
                && add(border.labels[q], [corner(q), corner(r), m])
        case 3:
            let centre = centre(of: triangle)
            return triangle.indices.allSatisfy { side in
                add(border.labels[triangle[side]], [corner(sides[side].0), corner(sides[side].1), centre])
            }
        default:
            let centre = centre(of: triangle)
            return triangle.indices.allSatisfy { side in
                let before = middle(triangle[(side + 2) % 3], triangle[side])
                let after = middle(triangle[side], triangle[(side + 1) % 3])
                return add(cornerLabel(triangle[side]), [corner(triangle[side]), after, centre, before])
            }
        }
    }

    private func corner(_ number: Int) -> GapDivision.Corner { .node(Int32(number)) }

    /// Inside the gap a corner belongs to the edge that ends there.
    private func cornerLabel(_ number: Int) -> Int {
        border.labels[number == 0 ? border.labels.count - 1 : number - 1]
    }

    private mutating func middle(_ a: Int, _ b: Int) -> GapDivision.Corner {
        let key = [min(a, b), max(a, b)]
        if let known = middles[key] { return .inner(known) }
        let (p, q) = (border.places[key[0]], border.places[key[1]])
        middles[key] = Int32(inner.count)
        inner.append(Position(p.x + (q.x - p.x) / 2, p.y + (q.y - p.y) / 2))
        return .inner(Int32(inner.count - 1))
    }

    private mutating func centre(of triangle: [Int]) -> GapDivision.Corner {
        let (p, q, r) = (
            border.places[triangle[0]], border.places[triangle[1]], border.places[triangle[2]]
        )
        inner.append(
            Position(
                p.x + ((q.x - p.x) + (r.x - p.x)) / 3, p.y + ((q.y - p.y) + (r.y - p.y)) / 3))
        return .inner(Int32(inner.count - 1))
    }

    private mutating func add(_ zone: Int, _ corners: [GapDivision.Corner]) -> Bool {
        pieces.append((zone, corners))
        let places = corners.map(place)
        return places.indices.dropFirst(2).allSatisfy {
            orientation(places[0], places[$0 - 1], places[$0]) == .counterclockwise
        }
    }

    /// Joins the pieces of each zone.
    func shares(_ analysis: CoverageAnalysis) -> [GapDivision.Share] {
        var lines: [Int: Set<GapDivision.Seam>] = [:]
        var shares: [Int: GapDivision.Share] = [:]
        for piece in pieces {
            var share = shares[piece.zone] ?? GapDivision.Share(zone: piece.zone)
            let ring = piece.corners.map(place)
            share.area =
                share.area
                + analysis.input.measure.area(
                    of: Polygon(exterior: LinearRing(unchecked: ring + [ring[0]])))
            shares[piece.zone] = share
            for (from, to) in zip(piece.corners, piece.corners.dropFirst() + [piece.corners[0]]) {
                // Two pieces of one zone cancel the line between them.
                if lines[piece.zone]?.remove(GapDivision.Seam(from: to, to: from)) == nil {
                    lines[piece.zone, default: []].insert(GapDivision.Seam(from: from, to: to))
                }
            }
        }
        return shares.keys.sorted().compactMap { zone in
            shares[zone].map { finished($0, lines[zone] ?? []) }
        }
    }

    /// The share with its lines: half-arcs where they run along the gap's border, seams elsewhere.
    private func finished(_ share: GapDivision.Share, _ lines: Set<GapDivision.Seam>) -> GapDivision.Share {
        var share = share
        for line in lines {
            if case .node(let a) = line.from, case .node(let b) = line.to,
                (Int(a) + 1) % border.places.count == Int(b)
            {
                share.halves.append(border.halves[Int(a)])
            } else {
                share.seams.append(GapDivision.Seam(from: inGraph(line.from), to: inGraph(line.to)))
            }
        }
        share.halves.sort()
        return share
    }

    private func inGraph(_ corner: GapDivision.Corner) -> GapDivision.Corner {
        if case .node(let number) = corner { return .node(border.nodes[Int(number)]) }
        return corner
    }
}
