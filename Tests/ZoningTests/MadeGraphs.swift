import GeoModel
import Zoning

/// Small graphs of well-known shape.
enum MadeGraphs {
    static func path(_ weights: [Double], rules: BlockRules = BlockRules()) -> BlockGraph {
        BlockGraph(weights: weights, edges: (1..<weights.count).map { BlockPair($0 - 1, $0) }, rules: rules)
    }

    static func cycle(_ weights: [Double], rules: BlockRules = BlockRules()) -> BlockGraph {
        let edges = weights.indices.map { BlockPair($0, ($0 + 1) % weights.count) }
        return BlockGraph(weights: weights, edges: edges, rules: rules)
    }

    /// Block 0 is the hub.
    static func star(_ weights: [Double]) -> BlockGraph {
        BlockGraph(weights: weights, edges: (1..<weights.count).map { BlockPair(0, $0) })
    }

    /// Unit squares in rows, from the south-west.
    static func squares(columns: Int, rows: Int, from x: Double = 0) -> [MultiPolygon] {
        (0..<rows * columns).map { place in
            let west = x + Double(place % columns)
            let south = Double(place / columns)
            return MultiPolygon([rectangle(west, south, west + 1, south + 1)])
        }
    }

    static func rectangle(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> Polygon {
        Polygon(
            exterior: LinearRing(unchecked: [
                Position(west, south), Position(east, south), Position(east, north), Position(west, north),
                Position(west, south),
            ]))
    }

    static func limits(_ minimum: Double, _ maximum: Double) -> ZoneLimits {
        ZoneLimits(workload: WorkloadLimits(minimum: minimum, maximum: maximum))
    }
}
