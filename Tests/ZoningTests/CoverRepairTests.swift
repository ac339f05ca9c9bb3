import GeoKernels
import TestSupport
import Testing
import ZoningInstances

@testable import Zoning

struct CoverRepairTests {
    private func region(_ graph: BlockGraph) -> RegionGraph {
        RegionGraph(
            groups: graph.canonicalOrder.map { [$0] }, of: graph, weights: graph.weights.map { Int($0) },
            previous: nil)
    }

    @Test("a planted division of a small set is found again or another as good", arguments: seeds(20))
    func planted(seed: UInt64) {
        let instance = PlantedInstance(seed: seed, blocks: 20...26)
        let graph = instance.graph
        for component in Regions(graph).parts {
            let nodes = component.blocks.sorted()
            let low = Int(instance.limits.minimum)
            let high = Int(instance.limits.maximum)
            let parts = CoverRepair.divide(
                nodes, in: region(graph), minimum: low, maximum: high, zones: nil, seed: seed)
            guard let parts else {
                // Zones of many blocks have too many subsets to list, and are given up.
                let perZone = graph.count / ((instance.planted.max() ?? 0) + 1)
                #expect(perZone > 5, "\(instance.family), \(nodes.count) nodes")
                continue
            }
            for part in 0...(parts.max() ?? 0) {
                let blocks = nodes.indices.filter { parts[$0] == part }.map { Int(nodes[$0]) }
                let load = blocks.reduce(0) { $0 + graph.weights[$1] }
                #expect(load >= instance.limits.minimum && load <= instance.limits.maximum)
                #expect(graph.isConnected(blocks))
            }
        }
    }

    @Test("an impossible set is given up")
    func impossible() {
        let graph = MadeGraphs.star([1, 5, 5, 5])
        let parts = CoverRepair.divide(
            [0, 1, 2, 3], in: region(graph), minimum: 6, maximum: 10, zones: nil, seed: 1)
        #expect(parts == nil)
    }
}
