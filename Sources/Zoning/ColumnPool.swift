internal import GeoKernels

/// Sets that may be a zone, for each node: all of them where they are few, otherwise a random choice.
///
/// A node that few zones can hold so has all of them among the sets, and one that very many can hold has enough. A
/// choice alone (`ColumnSample`) leaves out what the former need.
enum ColumnPool {
    /// Gathers sets.
    ///
    /// - Parameters:
    ///   - graph: The region.
    ///   - rules: Its limits; the greatest diameter is not heeded.
    ///   - perNode: How many sets are taken from each node at most.
    ///   - seed: The seed of the choice.
    /// - Returns: The sets, each once, those that would leave an indivisible part behind left out.
    static func draw(_ graph: RegionGraph, rules: RegionRules, perNode: Int, seed: UInt64) -> ZoneColumns {
        var rng = SplitMix64(seed: seed)
        let keys = (0..<graph.count).map { _ in rng.next() }
        var field = FreeField(graph, rules: rules, start: 0, mostSteps: 150_000)
        var columns = ZoneColumns()
        var known: Set<UInt64> = []
        for node in 0..<graph.count {
            field.list(around: node, tries: 5 * perNode, rng: &rng)
            var taken = 0
            for set in field.listed where taken < perNode {
                let key = set.reduce(0) { $0 ^ keys[Int($1)] }
                if known.contains(key) {
                    taken += 1
                } else if field.rimChange(set) != nil {
                    taken += 1
                    known.insert(key)
                    columns.append(set)
                }
            }
        }
        return columns
    }
}
