/// Workloads as whole numbers, so that sums are exact, in any order and on any machine.
///
/// Weights with up to six decimals are held exactly (0.1 and 0.2 make 0.3). Others are rounded, each
/// to 2⁻⁵⁰ of their total; limits are then taken wider by the sum of these roundings.
struct WholeWeights: Sendable {
    let values: [Int]
    let minimum: Int
    let maximum: Int
    /// Whole units for each unit of workload.
    let scale: Double

    init(_ weights: [Double], limits: WorkloadLimits) {
        let total = max(weights.reduce(0, +), 1e-300)
        let decimal = Self.decimalScale(weights, limits: limits, total: total)
        let scale = decimal ?? Self.binaryScale(total)
        // Figures far beyond the total mean the same as four times it; a total of nothing still has a minimum.
        let greatest = total > 1e-300 ? 4 * total : 1
        let slack = decimal == nil ? Double(weights.count) : 1e-6
        self.scale = scale
        values = weights.map { Int(($0 * scale).rounded()) }
        minimum = max(0, Int((min(limits.minimum, greatest) * scale - slack).rounded(.up)))
        maximum = Int((min(limits.maximum, greatest) * scale + slack).rounded(.down))
    }

    func workload(_ whole: Int) -> Double { Double(whole) / scale }

    private static func decimalScale(
        _ weights: [Double], limits: WorkloadLimits, total: Double
    ) -> Double? {
        var scale = 1.0
        for _ in 0...6 where total * scale < 0x1p46 {
            if weights.allSatisfy({ abs(($0 * scale).rounded() - $0 * scale) < 1e-7 }) { return scale }
            scale *= 10
        }
        return nil
    }

    /// A power of two that brings the total to about 2⁵⁰.
    private static func binaryScale(_ total: Double) -> Double {
        Double(sign: .plus, exponent: 50 - Int(total.exponent), significand: 1)
    }
}
