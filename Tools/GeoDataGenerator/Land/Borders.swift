internal import GeoKernels
internal import GeoModel

/// Every edge of the mesh as one ragged line in degrees, made once and used by whatever runs along it.
///
/// Two blocks, their towns and counties, a river that is also a border: all take the same line, so their
/// vertices are the same to the last bit.
struct Borders {
    private let mesh: HexMesh
    private let lines: [[Position]]

    init(mesh: HexMesh, frame: Frame, isRiver: [Bool], streams: Streams) {
        self.mesh = mesh
        let seed = streams.stream("borders").peek
        lines = mesh.edges.enumerated().map { id, edge in
            var random = SplitMix64(seed: seed &+ UInt64(id) &* 0x9E37_79B9_7F4A_7C15)
            let a = mesh.nodes[edge.a]
            let b = mesh.nodes[edge.b]
            let inner = isRiver[id] ? 3 : 2
            let middle = (1...inner).map { step in
                let place = between(a, b, (Double(step) + (random.unit() - 0.5) * 0.4) / Double(inner + 1))
                let push = random.bell() * (isRiver[id] ? 0.11 : 0.085)
                return Position(place.x - (b.y - a.y) * push, place.y + (b.x - a.x) * push)
            }
            return ([a] + middle + [b]).map(frame.degrees)
        }
    }

    /// The line through a path of nodes.
    func line(nodes: [Int], edges: [Int]) -> [Position] {
        var line: [Position] = []
        for (step, edge) in edges.enumerated() {
            let piece = lines[edge]
            line += (mesh.edges[edge].a == nodes[step] ? piece : piece.reversed()).dropLast()
            if step == edges.count - 1 {
                line += [mesh.edges[edge].a == nodes[step] ? piece[piece.count - 1] : piece[0]]
            }
        }
        return line
    }

    /// The area that some cells cover: outer rings counterclockwise with their holes clockwise.
    func area(of cells: [Int]) -> MultiPolygon {
        let part = components(of: cells)
        var leaving: [Int: (edge: Int, cell: Int)] = [:]
        var starts: [Int] = []
        for cell in cells {
            for (side, edge) in mesh.cellEdges[cell].enumerated() {
                let other = mesh.cell(across: edge, from: cell)
                guard part[other] == nil else { continue }
                let node = mesh.cellNodes[cell][side]
                leaving[node] = (edge, cell)
                starts.append(node)
            }
        }
        var rings: [(part: Int, ring: LinearRing)] = []
        for start in starts {
            guard let first = leaving[start] else { continue }
            var nodes: [Int] = []
            var edges: [Int] = []
            var node = start
            while let step = leaving.removeValue(forKey: node) {
                nodes.append(node)
                edges.append(step.edge)
                node = mesh.node(across: step.edge, from: node)
            }
            rings.append((part[first.cell] ?? 0, LinearRing(unchecked: line(nodes: nodes, edges: edges))))
        }
        return assemble(rings)
    }

    private func assemble(_ rings: [(part: Int, ring: LinearRing)]) -> MultiPolygon {
        let measure = SurfaceMeasure()
        let parts = Array(Set(rings.map(\.part))).sorted()
        return MultiPolygon(
            parts.compactMap { part in
                let own = rings.filter { $0.part == part }.map(\.ring)
                let areas = own.map { measure.signedArea(ofRing: $0.positions).value }
                guard let outer = areas.indices.first(where: { areas[$0] > 0 }) else { return nil }
                return Polygon(
                    exterior: own[outer], holes: own.indices.filter { $0 != outer }.map { own[$0] })
            })
    }

    /// For each of the cells the number of the connected part it lies in.
    private func components(of cells: [Int]) -> [Int: Int] {
        var part = Dictionary(uniqueKeysWithValues: cells.map { ($0, -1) })
        var count = 0
        for start in cells where part[start] == -1 {
            var queue = [start]
            part[start] = count
            while let cell = queue.popLast() {
                for next in mesh.neighbours(of: cell) where part[next] == -1 {
                    part[next] = count
                    queue.append(next)
                }
            }
            count += 1
        }
        return part
    }
}

extension SplitMix64 {
    /// The next number, leaving the generator as it is.
    var peek: UInt64 {
        var copy = self
        return copy.next()
    }
}
