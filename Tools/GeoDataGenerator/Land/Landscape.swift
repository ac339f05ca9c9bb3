internal import GeoKernels
internal import GeoModel

/// Standing water, built-up areas and roads: sets of cells and paths of edges on the mesh.
struct Landscape {
    /// A road as a path along the mesh.
    struct Road {
        let nodes: [Int]
        let edges: [Int]
        let town: Int
    }

    let lake: [Int]
    let reservoir: [Int]
    /// The built-up cells around the seat of a town, in the order of the towns; empty for rural ones.
    let builtUp: [[Int]]
    let roads: [Road]

    init(mesh: HexMesh, drainage: Drainage, districts: Districts, noise: Noise) {
        let stem = drainage.courses[0]
        let bend = mesh.nodes[stem.nodes[stem.nodes.count * 58 / 100]]
        let middle = Position(bend.x + 600, bend.y - 1_500)
        lake = Self.blob(mesh, around: middle, radius: 2_300, noise) { districts.block[$0] >= 0 }
        reservoir = Self.impounded(mesh, drainage).filter { districts.block[$0] >= 0 }
        let wet = Set(lake + reservoir)
        builtUp = districts.towns.enumerated().map { index, town in
            let radius =
                town.isCountySeat
                ? (town.county == 0 ? 3_000 : 2_300) : town.isZone ? 1_700 : index % 3 == 2 ? 0 : 850
            return Self.blob(mesh, around: mesh.centres[town.seat], radius: Double(radius), noise) {
                districts.block[$0] >= 0 && !wet.contains($0)
            }
        }
        roads = Self.roads(mesh, drainage, districts, noise)
    }

    /// The cells around a place out to a ragged radius, in one piece.
    private static func blob(
        _ mesh: HexMesh, around place: Position, radius: Double, _ noise: Noise, where allowed: (Int) -> Bool
    ) -> [Int] {
        func isIn(_ cell: Int) -> Bool {
            let ragged = 0.4 + 1.2 * noise.fractal(at: mesh.centres[cell], wavelength: 2_000, octaves: 3)
            return allowed(cell) && distance(mesh.centres[cell], place) * ragged < radius
        }
        let start = mesh.cell(nearest: place, where: allowed)
        guard radius > 0, isIn(start) else { return [] }
        var found: Set = [start]
        var queue = [start]
        while let cell = queue.popLast() {
            for next in mesh.neighbours(of: cell) where isIn(next) && found.insert(next).inserted {
                queue.append(next)
            }
        }
        return found.sorted()
    }

    /// The cells along the middle reach of the longest tributary, behind a dam.
    private static func impounded(_ mesh: HexMesh, _ drainage: Drainage) -> [Int] {
        let longest = drainage.courses.dropFirst().max { $0.nodes.count < $1.nodes.count }
        guard let nodes = longest?.nodes else { return [] }
        let reach = nodes[(nodes.count * 30 / 100)..<(nodes.count * 52 / 100)]
        return Array(Set(reach.flatMap { mesh.cells(at: $0) })).sorted()
    }

    /// The cheapest ways from each seat to the roads already built, beginning at the first seat.
    private static func roads(
        _ mesh: HexMesh, _ drainage: Drainage, _ districts: Districts, _ noise: Noise
    ) -> [Road] {
        var built: Set = [mesh.cellNodes[districts.towns[0].seat][0]]
        var roads: [Road] = []
        let order = districts.towns.indices.dropFirst().sorted {
            let a = districts.towns[$0].isCountySeat
            return a != districts.towns[$1].isCountySeat ? a : $0 < $1
        }
        for town in order {
            let start = mesh.cellNodes[districts.towns[town].seat][0]
            let path = way(mesh, from: start, to: built) { edge in
                let sides = [mesh.edges[edge].left, mesh.edges[edge].right]
                guard sides.allSatisfy({ $0 >= 0 && districts.block[$0] >= 0 }) else { return nil }
                let height = noise.fractal(at: mesh.nodes[mesh.edges[edge].a], wavelength: 5_000, octaves: 3)
                return mesh.length(edge) * (0.4 + height) * (drainage.isRiver[edge] ? 9 : 1)
            }
            guard path.nodes.count > 1 else { continue }
            built.formUnion(path.nodes)
            roads.append(Road(nodes: path.nodes, edges: path.edges, town: town))
        }
        return roads
    }

    /// The cheapest path from a node to any of some others (Dijkstra).
    private static func way(
        _ mesh: HexMesh, from start: Int, to targets: Set<Int>, cost: (Int) -> Double?
    ) -> (nodes: [Int], edges: [Int]) {
        var via = Array(repeating: -1, count: mesh.nodes.count)
        var costs = Array(repeating: Double.infinity, count: mesh.nodes.count)
        var queue = PriorityQueue()
        costs[start] = 0
        queue.push(start, cost: 0)
        var end: Int?
        while end == nil, let (soFar, node) = queue.pop() {
            if targets.contains(node) { end = node }
            guard soFar == costs[node] else { continue }
            for edge in mesh.nodeEdges[node] {
                guard let more = cost(edge) else { continue }
                let next = mesh.node(across: edge, from: node)
                if soFar + more < costs[next] {
                    costs[next] = soFar + more
                    via[next] = edge
                    queue.push(next, cost: soFar + more)
                }
            }
        }
        guard var node = end else { return ([], []) }
        var path = (nodes: [node], edges: [Int]())
        while node != start {
            path.edges.append(via[node])
            node = mesh.node(across: via[node], from: node)
            path.nodes.append(node)
        }
        return path
    }
}
