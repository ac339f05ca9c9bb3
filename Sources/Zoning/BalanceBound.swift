/// A lower bound of the coefficient of variation, from weights and numbers of zones alone.
///
/// A zone weighs at least its heaviest block, and whole weights split evenly at best to within one unit of
/// their greatest common divisor; contiguity is left out, so the true best may be higher. What can be cut where one
/// likes has neither a heaviest block nor a divisor.
struct BalanceBound {
    private var squares = 0.0
    private var total = 0.0
    private var zones = 0

    mutating func add(fixed weight: Int) {
        squares += Double(weight) * Double(weight)
        total += Double(weight)
        zones += 1
    }

    /// Adds a connected part.
    ///
    /// - Parameters:
    ///   - weights: The weights of its blocks.
    ///   - divisible: What the blocks that may be cut weigh together, besides.
    ///   - count: The number of its zones.
    /// - Complexity: O(n log n).
    mutating func add(weights: [Int], divisible: Int = 0, zones count: Int) {
        guard count > 0 else { return }
        zones += count
        var rest = weights.reduce(divisible, +)
        total += Double(rest)
        var left = count
        for weight in weights.sorted(by: >) {
            // A block heavier than the mean of what is left has a zone of its own in the best case.
            guard left > 1, Double(weight) > Double(rest) / Double(left) else { break }
            squares += Double(weight) * Double(weight)
            rest -= weight
            left -= 1
        }
        let unit = divisible > 0 ? 1 : max(1, weights.reduce(0, Self.divisor))
        let units = rest / unit
        let low = units / left
        let more = units % left
        let lowWeight = Double(low * unit)
        let highWeight = Double((low + 1) * unit)
        squares += Double(left - more) * lowWeight * lowWeight + Double(more) * highWeight * highWeight
    }

    var variation: Double {
        guard zones > 0, total > 0 else { return 0 }
        return max(0, squares * Double(zones) / (total * total) - 1).squareRoot()
    }

    private static func divisor(_ a: Int, _ b: Int) -> Int {
        var (a, b) = (a, b)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }
}
