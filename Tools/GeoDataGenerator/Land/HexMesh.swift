internal import GeoKernels
internal import GeoModel

/// A jittered honeycomb: the planar graph that every border, river and road of the county runs along.
///
/// Exactly three cells meet at an inner node, so any set of cells has an outline of simple rings and borders
/// meet only at shared nodes.
struct HexMesh {
    /// An edge from `a` to `b` with the cells on either side; -1 where the mesh ends.
    struct Edge {
        let a: Int
        let b: Int
        let left: Int
        var right: Int
    }

    private(set) var nodes: [Position] = []
    private(set) var edges: [Edge] = []
    /// The six edges of a cell, counterclockwise.
    private(set) var cellEdges: [[Int]] = []
    private(set) var cellNodes: [[Int]] = []
    private(set) var centres: [Position] = []
    private(set) var nodeEdges: [[Int]] = []

    var cellCount: Int { cellEdges.count }

    /// Makes the mesh of `columns` × `rows` cells around the origin.
    init(columns: Int, rows: Int, spacing: Double, jitter: Double, random: inout SplitMix64) {
        var nodeAt: [[Int]: Int] = [:]
        var edgeAt: [[Int]: Int] = [:]
        let unitX = spacing / 2
        let unitY = spacing / (2 * 3.0.squareRoot())
        for row in 0..<rows {
            for column in 0..<columns {
                let corners = Self.corners(2 * column + row % 2, 3 * row)
                let ids = corners.map { corner in
                    node(corner, &nodeAt) {
                        let x = Double(corner[0] - columns) * unitX + (random.unit() - 0.5) * jitter
                        let y = Double(corner[1]) * unitY - Double(3 * rows) / 2 * unitY
                        return Position(x, y + (random.unit() - 0.5) * jitter)
                    }
                }
                addCell(ids, &edgeAt)
            }
        }
        nodeEdges = Array(repeating: [], count: nodes.count)
        for (id, edge) in edges.enumerated() {
            nodeEdges[edge.a].append(id)
            nodeEdges[edge.b].append(id)
        }
    }

    /// The corners of a cell in lattice units, counterclockwise from the south.
    private static func corners(_ x: Int, _ y: Int) -> [[Int]] {
        [[x, y - 2], [x + 1, y - 1], [x + 1, y + 1], [x, y + 2], [x - 1, y + 1], [x - 1, y - 1]]
    }

    private mutating func node(_ key: [Int], _ known: inout [[Int]: Int], at place: () -> Position) -> Int {
        if let id = known[key] { return id }
        nodes.append(place())
        known[key] = nodes.count - 1
        return nodes.count - 1
    }

    private mutating func addCell(_ corners: [Int], _ known: inout [[Int]: Int]) {
        let cell = cellEdges.count
        var ring: [Int] = []
        for side in 0..<6 {
            let a = corners[side]
            let b = corners[(side + 1) % 6]
            if let id = known[[b, a]] {
                edges[id].right = cell
                ring.append(id)
            } else {
                known[[a, b]] = edges.count
                ring.append(edges.count)
                edges.append(Edge(a: a, b: b, left: cell, right: -1))
            }
        }
        cellEdges.append(ring)
        cellNodes.append(corners)
        let sum = corners.reduce(Position(0, 0)) { Position($0.x + nodes[$1].x, $0.y + nodes[$1].y) }
        centres.append(Position(sum.x / 6, sum.y / 6))
    }

    /// The cell on the other side of an edge, or -1.
    func cell(across edge: Int, from cell: Int) -> Int {
        edges[edge].left == cell ? edges[edge].right : edges[edge].left
    }

    /// The other end of an edge.
    func node(across edge: Int, from node: Int) -> Int {
        edges[edge].a == node ? edges[edge].b : edges[edge].a
    }

    /// The cells that share an edge with a cell.
    func neighbours(of cell: Int) -> [Int] {
        cellEdges[cell].map { self.cell(across: $0, from: cell) }.filter { $0 >= 0 }
    }

    /// The cells that meet at a node, each once, in order.
    func cells(at node: Int) -> [Int] {
        let sides = nodeEdges[node].flatMap { [edges[$0].left, edges[$0].right] }
        return Array(Set(sides.filter { $0 >= 0 })).sorted()
    }

    /// The length of an edge in metres.
    func length(_ edge: Int) -> Double { distance(nodes[edges[edge].a], nodes[edges[edge].b]) }

    /// The cell whose centre is nearest to a place.
    func cell(nearest place: Position, where allowed: (Int) -> Bool) -> Int {
        var best = (cell: 0, distance: Double.infinity)
        for cell in 0..<cellCount where allowed(cell) {
            let away = distance(centres[cell], place)
            if away < best.distance { best = (cell, away) }
        }
        return best.cell
    }

    /// Draws the lines in: each node on a marked edge moves halfway to the middle of its line neighbours.
    mutating func smooth(along isLine: [Bool], rounds: Int) {
        for _ in 0..<rounds {
            let old = nodes
            for node in nodes.indices {
                let ends = nodeEdges[node].filter { isLine[$0] }.map {
                    old[self.node(across: $0, from: node)]
                }
                guard ends.count > 1 else { continue }
                let sum = ends.reduce(Position(0, 0)) { Position($0.x + $1.x, $0.y + $1.y) }
                let middle = Position(sum.x / Double(ends.count), sum.y / Double(ends.count))
                nodes[node] = between(old[node], middle, 0.5)
            }
        }
    }
}
