internal import GeoKernels
internal import GeoModel

/// The finished lie of the land: mesh, water, districts, roads and the lines of all edges.
struct Region {
    let frame = Frame(origin: Position(116.7, 31.05))
    let mesh: HexMesh
    let drainage: Drainage
    let districts: Districts
    let landscape: Landscape
    let borders: Borders

    init(streams: Streams) {
        var random = streams.stream("terrain")
        var mesh = HexMesh(columns: 88, rows: 92, spacing: 640, jitter: 190, random: &random)
        let noise = Noise(salt: random.next())
        let inside = Self.city(mesh, noise)
        drainage = Drainage(mesh: mesh, inside: inside, noise: noise, tributaries: 9)
        let growth = Growth(mesh: mesh, isRiver: drainage.isRiver, noise: noise)
        var sites = streams.stream("districts")
        districts = Districts(growth: growth, inside: inside, random: &sites)
        landscape = Landscape(mesh: mesh, drainage: drainage, districts: districts, noise: noise)
        mesh.smooth(along: Self.lines(mesh, drainage, districts, landscape), rounds: 3)
        self.mesh = mesh
        borders = Borders(mesh: mesh, frame: frame, isRiver: drainage.isRiver, streams: streams)
    }

    /// The cells within a ragged oval, in one piece and without holes.
    private static func city(_ mesh: HexMesh, _ noise: Noise) -> [Bool] {
        let raw = mesh.centres.map { place in
            let ragged = 0.58 + 0.84 * noise.fractal(at: place, wavelength: 13_000, octaves: 5)
            let oval = Position(place.x / 1.12, place.y)
            return distance(oval, Position(0, 0)) * ragged < 18_300
        }
        let land = reached(mesh, from: mesh.cell(nearest: Position(0, 0)) { raw[$0] }) { raw[$0] }
        let sea = reached(mesh, from: 0) { !land[$0] }
        return sea.map { !$0 }
    }

    private static func reached(_ mesh: HexMesh, from start: Int, through allowed: (Int) -> Bool) -> [Bool] {
        var found = Array(repeating: false, count: mesh.cellCount)
        var queue = [start]
        found[start] = true
        while let cell = queue.popLast() {
            for next in mesh.neighbours(of: cell) where !found[next] && allowed(next) {
                found[next] = true
                queue.append(next)
            }
        }
        return found
    }

    /// The edges that anything drawn runs along.
    private static func lines(
        _ mesh: HexMesh, _ drainage: Drainage, _ districts: Districts, _ landscape: Landscape
    ) -> [Bool] {
        var isLine = drainage.isRiver
        for edge in landscape.roads.flatMap(\.edges) { isLine[edge] = true }
        mark { districts.block[$0] }
        for cells in [landscape.lake, landscape.reservoir] + landscape.builtUp {
            let set = Set(cells)
            mark { set.contains($0) ? 1 : 0 }
        }
        func mark(_ label: (Int) -> Int) {
            for (id, edge) in mesh.edges.enumerated() {
                let right = edge.right < 0 ? -1 : label(edge.right)
                if label(edge.left) != right { isLine[id] = true }
            }
        }
        return isLine
    }
}
