/// Measures of blocks that add up when blocks are joined.
///
/// Moments are taken in metres in a plane whose origin is the middle of the block's parent.
public struct BlockShapes: Sendable {
    /// Areas in square metres.
    public internal(set) var areas: [Double]
    /// Lengths of all rings in metres.
    public internal(set) var perimeters: [Double]
    /// ∫ x dA in cubic metres.
    public internal(set) var firstMomentsX: [Double]
    /// ∫ y dA in cubic metres.
    public internal(set) var firstMomentsY: [Double]
    /// ∫ (x² + y²) dA in m⁴.
    public internal(set) var secondMoments: [Double]
    /// The least and greatest projection on each of sixteen directions, 32 numbers a block; empty without
    /// geometry.
    public internal(set) var extents: [Double]
    /// There are positions behind the numbers.
    public internal(set) var hasGeometry: Bool

    init(areas: [Double], perimeters: [Double]) {
        self.areas = areas
        self.perimeters = perimeters
        firstMomentsX = Array(repeating: 0, count: areas.count)
        firstMomentsY = firstMomentsX
        secondMoments = firstMomentsX
        extents = []
        hasGeometry = false
    }

    /// The centroid of a block in metres from the middle of its parent.
    public func centroid(of block: Int) -> (x: Double, y: Double) {
        let area = max(areas[block], 1e-9)
        return (firstMomentsX[block] / area, firstMomentsY[block] / area)
    }
}

/// The sixteen directions in which widths are held, half a turn in equal steps.
enum Widths {
    static let count = 16
    /// 1 / cos(π / 32): the diameter exceeds the greatest of the widths by this factor at most.
    static let diameterFactor = 1.004_838_572_376_337_7
    /// cos(iπ/16) and sin(iπ/16), written out so that no machine's library decides them.
    static let cosines: [Double] = [
        1, 0.980_785_280_403_230_4, 0.923_879_532_511_286_7, 0.831_469_612_302_545_2,
        0.707_106_781_186_547_5, 0.555_570_233_019_602_2, 0.382_683_432_365_089_8,
        0.195_090_322_016_128_3, 0, -0.195_090_322_016_128_3, -0.382_683_432_365_089_8,
        -0.555_570_233_019_602_2, -0.707_106_781_186_547_5, -0.831_469_612_302_545_2,
        -0.923_879_532_511_286_7, -0.980_785_280_403_230_4,
    ]
    static func sine(_ direction: Int) -> Double {
        direction < 8 ? -cosines[direction + 8] : cosines[direction - 8]
    }

    /// An upper bound of the diameter from the 32 projections starting at `base`.
    static func diameterBound(_ extents: [Double], at base: Int = 0) -> Double {
        var widest = 0.0
        for direction in 0..<count {
            widest = max(widest, extents[base + 2 * direction + 1] - extents[base + 2 * direction])
        }
        return widest * diameterFactor
    }

    /// Extents that hold nothing yet.
    static var empty: [Double] {
        (0..<(2 * count)).map { $0.isMultiple(of: 2) ? .infinity : -.infinity }
    }

    /// Widens `sum` by the extents of a block.
    static func join(_ sum: inout [Double], _ extents: [Double], at base: Int) {
        for direction in 0..<count {
            sum[2 * direction] = min(sum[2 * direction], extents[base + 2 * direction])
            sum[2 * direction + 1] = max(sum[2 * direction + 1], extents[base + 2 * direction + 1])
        }
    }
}
