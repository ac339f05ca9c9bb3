import GeoKernels
import GeoModel

/// Made blocks: a lattice with moved corners and bent borders, its workloads skewed as villages' are.
struct MadeBlocks {
    let table: PolygonTable
    let weights: [Double]
    let parents: [Int]

    /// Makes `counties` squares of about `blocksPerCounty` blocks each, side by side.
    init(counties: Int, blocksPerCounty: Int, seed: UInt64) {
        let across = max(1, Int(Double(counties).squareRoot().rounded(.up)))
        let side = max(1, Int(Double(blocksPerCounty).squareRoot().rounded()))
        var builder = PolygonTable.Builder()
        var weights: [Double] = []
        var parents: [Int] = []
        for county in 0..<counties {
            let rows = (blocksPerCounty + side - 1) / side
            let corner = (x: county % across * side, y: county / across * rows)
            for block in 0..<blocksPerCounty {
                let x = corner.x + block % side
                let y = corner.y + block / side
                Self.append(x: x, y: y, seed: seed, to: &builder)
                var rng = SplitMix64(seed: seed &+ UInt64(weights.count) &* 7919)
                // A product of two uniforms: many small, few large.
                weights.append((2 + 38 * rng.unit() * rng.unit()).rounded())
                parents.append(county)
            }
        }
        table = builder.finish()
        self.weights = weights
        self.parents = parents
    }

    private static func append(x: Int, y: Int, seed: UInt64, to builder: inout PolygonTable.Builder) {
        let corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
        for side in 0..<4 {
            let a = corners[side]
            let b = corners[(side + 1) % 4]
            builder.append(Self.corner(a.0, a.1, seed))
            let forward = (a.1, a.0) < (b.1, b.0)
            let bends = Self.bends(forward ? a : b, forward ? b : a, seed)
            builder.append(contentsOf: forward ? bends : bends.reversed())
        }
        builder.append(Self.corner(x, y, seed))
        builder.endRing()
        builder.endPolygon()
        builder.endFeature()
    }

    private static func noise(_ x: Int, _ y: Int, _ salt: UInt64) -> SplitMix64 {
        SplitMix64(
            seed: salt &+ UInt64(bitPattern: Int64(x)) &* 0x9E37_79B9 &+ UInt64(bitPattern: Int64(y))
                &* 0x85EB_CA6B_27D4)
    }

    private static func corner(_ x: Int, _ y: Int, _ seed: UInt64) -> Position {
        var rng = noise(x, y, seed)
        return Position(
            1000 * (Double(x) + rng.number(in: -0.3...0.3)), 1000 * (Double(y) + rng.number(in: -0.3...0.3)))
    }

    private static func bends(_ a: (Int, Int), _ b: (Int, Int), _ seed: UInt64) -> [Position] {
        var rng = noise(a.0 * 2 + b.0, a.1 * 2 + b.1, seed &+ 99)
        let from = corner(a.0, a.1, seed)
        let to = corner(b.0, b.1, seed)
        return (1...3).map { step in
            let share = Double(step) / 4
            let bend = rng.number(in: -0.06...0.06)
            return Position(
                from.x + (to.x - from.x) * share - (to.y - from.y) * bend,
                from.y + (to.y - from.y) * share + (to.x - from.x) * bend)
        }
    }
}
