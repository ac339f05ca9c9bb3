internal import GeoKernels
internal import GeoModel

/// One watercourse as a path along the mesh, from its source to where it ends.
struct Watercourse {
    var nodes: [Int]
    var edges: [Int]
    /// 1 for the stem that reaches the mouth, one more than that of the receiving course for the others.
    var order: Int
    /// The position in the list of the course it flows into; `nil` for the stem.
    var receiver: Int?
}

/// The rivers: cheapest ways down to one mouth over hilly ground, so they join and never cross.
struct Drainage {
    private(set) var courses: [Watercourse] = []
    private(set) var isRiver: [Bool]
    private var owner: [Int]

    /// Draws the stem from west to east and then tributaries, each from the place farthest from water.
    init(mesh: HexMesh, inside: [Bool], noise: Noise, tributaries: Int) {
        isRiver = Array(repeating: false, count: mesh.edges.count)
        owner = Array(repeating: -1, count: mesh.nodes.count)
        let gates = mesh.nodes.indices.filter { node in
            let cells = mesh.cells(at: node)
            return cells.count == 3 && cells.filter { inside[$0] }.count == 2
        }
        let mouth = Self.nearest(mesh, gates, to: Position(24_000, -16_000))
        let source = Self.nearest(mesh, gates, to: Position(-23_000, 11_000))
        let inner = mesh.nodes.indices.map { node in
            mesh.cells(at: node).allSatisfy { inside[$0] } && mesh.cells(at: node).count == 3
        }
        let ways = Self.waysDown(mesh, to: mouth, noise) { inner[$0] || $0 == source || $0 == mouth }
        trace(mesh, from: source, ways)
        for _ in 0..<tributaries {
            let dry = mesh.nodes.indices.filter { inner[$0] && owner[$0] < 0 && ways[$0] >= 0 }
            trace(mesh, from: farthest(mesh, dry, gates), ways)
        }
    }

    private static func nearest(_ mesh: HexMesh, _ nodes: [Int], to place: Position) -> Int {
        nodes.min { distance(mesh.nodes[$0], place) < distance(mesh.nodes[$1], place) } ?? 0
    }

    /// For each node the edge to take towards the mouth (Dijkstra from the mouth); -1 where none leads.
    private static func waysDown(
        _ mesh: HexMesh, to mouth: Int, _ noise: Noise, through allowed: (Int) -> Bool
    ) -> [Int] {
        var ways = Array(repeating: -1, count: mesh.nodes.count)
        var costs = Array(repeating: Double.infinity, count: mesh.nodes.count)
        var queue = PriorityQueue()
        costs[mouth] = 0
        queue.push(mouth, cost: 0)
        while let (cost, node) = queue.pop() {
            guard cost == costs[node] else { continue }
            for edge in mesh.nodeEdges[node] {
                let next = mesh.node(across: edge, from: node)
                guard allowed(next) else { continue }
                let height = noise.fractal(at: mesh.nodes[next], wavelength: 9_000, octaves: 4)
                let total = cost + mesh.length(edge) * (0.08 + 6 * height * height * height)
                if total < costs[next] {
                    costs[next] = total
                    ways[next] = edge
                    queue.push(next, cost: total)
                }
            }
        }
        return ways
    }

    /// The dry node that is farthest from any river and from the outer border.
    private func farthest(_ mesh: HexMesh, _ dry: [Int], _ gates: [Int]) -> Int {
        let wet = mesh.nodes.indices.filter { owner[$0] >= 0 }
        var best = (node: dry.first ?? 0, distance: -1.0)
        for node in dry where node % 5 == 0 {
            let toRiver = wet.reduce(Double.infinity) { min($0, distance(mesh.nodes[$1], mesh.nodes[node])) }
            let toBorder = gates.reduce(Double.infinity) {
                min($0, distance(mesh.nodes[$1], mesh.nodes[node]))
            }
            let away = min(toRiver, toBorder * 4)
            if away > best.distance { best = (node, away) }
        }
        return best.node
    }

    private mutating func trace(_ mesh: HexMesh, from source: Int, _ ways: [Int]) {
        var nodes = [source]
        var edges: [Int] = []
        var node = source
        owner[source] = courses.count
        while ways[node] >= 0 {
            let edge = ways[node]
            edges.append(edge)
            isRiver[edge] = true
            node = mesh.node(across: edge, from: node)
            nodes.append(node)
            if owner[node] >= 0 { break }
            owner[node] = courses.count
        }
        let receiver = owner[node] == courses.count ? nil : owner[node]
        let order = receiver.map { courses[$0].order + 1 } ?? 1
        courses.append(Watercourse(nodes: nodes, edges: edges, order: order, receiver: receiver))
    }
}
