public import Zoning

/// What an exhaustive search finds on a small graph, written without the solver's own code to judge it by.
///
/// The zone of the least block left is every connected subset that holds it, one after the other.
/// Meant for up to 12 blocks.
public struct EveryDivision {
    /// The least coefficient of variation over all divisions within the limits; `nil` when there is none.
    public private(set) var bestVariation: Double?
    private let graph: BlockGraph
    private let limits: WorkloadLimits
    private let beside: [Int]
    private let total: Double

    /// Looks at every division of a connected or disconnected graph within the limits.
    public init(_ graph: BlockGraph, _ limits: WorkloadLimits) {
        self.graph = graph
        self.limits = limits
        beside = (0..<graph.count).map { block in
            graph.neighbours(of: block).reduce(0) { $0 | 1 << $1 }
        }
        total = graph.weights.reduce(0, +)
        descend(left: (1 << graph.count) - 1, zones: 0, squares: 0)
    }

    private mutating func descend(left: Int, zones: Int, squares: Double) {
        guard left != 0 else {
            let variation = (max(0, squares * Double(zones) / (total * total) - 1)).squareRoot()
            if bestVariation.map({ variation < $0 }) ?? true { bestVariation = variation }
            return
        }
        let first = left & -left
        grow(
            first, load: graph.weights[first.trailingZeroBitCount], open: beside(first) & left & ~first,
            closed: first, left: left, zones: zones, squares: squares)
    }

    private func beside(_ bit: Int) -> Int { beside[bit.trailingZeroBitCount] }

    /// Takes the subset as a zone, then each larger one that holds it and none of `closed` besides.
    private mutating func grow(
        _ zone: Int, load: Double, open: Int, closed: Int, left: Int, zones: Int, squares: Double
    ) {
        guard load <= limits.maximum + 1e-9 else { return }
        if load >= limits.minimum - 1e-9 {
            descend(left: left & ~zone, zones: zones + 1, squares: squares + load * load)
        }
        var open = open
        var closed = closed
        while open != 0 {
            let bit = open & -open
            open ^= bit
            closed |= bit
            let more = (open | beside(bit)) & left & ~closed
            grow(
                zone | bit, load: load + graph.weights[bit.trailingZeroBitCount], open: more,
                closed: closed, left: left, zones: zones, squares: squares)
        }
    }
}
