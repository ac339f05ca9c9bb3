internal import GeoKernels
internal import GeoModel

/// Divides cells among sites: each grows outward over easy ground, and stops at rivers where it can.
struct Growth {
    let mesh: HexMesh
    let isRiver: [Bool]
    let noise: Noise

    /// The site that each allowed cell falls to, -1 elsewhere; every part is in one piece.
    ///
    /// A site of twice the weight grows twice as far.
    func divide(_ sites: [Int], weights: [Double], where allowed: (Int) -> Bool) -> [Int] {
        var label = Array(repeating: -1, count: mesh.cellCount)
        var costs = Array(repeating: Double.infinity, count: mesh.cellCount)
        var queue = PriorityQueue()
        for (site, cell) in sites.enumerated() {
            label[cell] = site
            costs[cell] = 0
            queue.push(cell, cost: 0)
        }
        while let (cost, cell) = queue.pop() {
            guard cost == costs[cell] else { continue }
            for edge in mesh.cellEdges[cell] {
                let next = mesh.cell(across: edge, from: cell)
                guard next >= 0, allowed(next) else { continue }
                let total = cost + step(cell, next, edge) / weights[label[cell]]
                if total < costs[next] {
                    costs[next] = total
                    label[next] = label[cell]
                    queue.push(next, cost: total)
                }
            }
        }
        return label
    }

    private func step(_ cell: Int, _ next: Int, _ edge: Int) -> Double {
        let ground = noise.fractal(at: mesh.centres[next], wavelength: 3_600, octaves: 4)
        let away = distance(mesh.centres[cell], mesh.centres[next])
        return away * (0.12 + 4 * ground * ground) * (isRiver[edge] ? 5 : 1)
    }

    /// Sites spread over cells, denser where `scale` is smaller (best of several candidates).
    func sites(
        _ count: Int, in cells: [Int], first: Int, scale: (Position) -> Double, random: inout SplitMix64
    ) -> [Int] {
        var chosen = [first]
        while chosen.count < min(count, cells.count) {
            var best = (cell: -1, score: -1.0)
            for _ in 0..<24 {
                let cell = random.pick(cells)
                let place = mesh.centres[cell]
                let near = chosen.reduce(Double.infinity) { min($0, distance(mesh.centres[$1], place)) }
                let score = near / scale(place)
                if score > best.score { best = (cell, score) }
            }
            guard best.score > 0 else { break }
            chosen.append(best.cell)
        }
        return chosen
    }

    /// For each site the cell of its part nearest to the part's middle, the first site left in place.
    func recentred(_ sites: [Int], _ label: [Int]) -> [Int] {
        var sums = Array(repeating: (x: 0.0, y: 0.0, count: 0.0), count: sites.count)
        for (cell, site) in label.enumerated() where site >= 0 {
            sums[site].x += mesh.centres[cell].x
            sums[site].y += mesh.centres[cell].y
            sums[site].count += 1
        }
        return sites.indices.map { site in
            guard site > 0, sums[site].count > 0 else { return sites[site] }
            let middle = Position(sums[site].x / sums[site].count, sums[site].y / sums[site].count)
            return mesh.cell(nearest: middle) { label[$0] == site }
        }
    }
}
