internal import GeoModel
internal import Glibc

extension TileSurvey {
    /// Surveys with a lattice fitted to the zones, coarser the more they overlap.
    static func make(_ zones: ZoneRings, edgesPerTile: Int, isParallel: Bool) -> TileSurvey {
        let core = unsafe zones.positions.withUnsafeBufferPointer { unsafe Extent(sampling: $0) }
        var tiles = max(1, zones.positions.count / edgesPerTile)
        while true {
            let lattice = core.lattice(tiles: tiles)
            let limit = 4 * (tiles + zones.zoneRings.count) + 1 << 16
            if let survey = make(zones, lattice: lattice, coverLimit: limit, isParallel: isParallel) {
                return survey
            }
            // One tile has no line to cross and so no covers: the loop ends.
            tiles /= 4
        }
    }
}

/// The rectangle in which most of the vertices lie: a stray vertex must not make all tiles large.
private struct Extent {
    var x: ClosedRange<Double> = 0...0
    var y: ClosedRange<Double> = 0...0

    init(sampling positions: UnsafeBufferPointer<Position>) {
        let step = max(1, positions.count >> 12)
        let sample = stride(from: 0, to: positions.count, by: step).map { unsafe positions[$0] }
        guard !sample.isEmpty else { return }
        x = Self.core(of: sample.map(\.x).sorted())
        y = Self.core(of: sample.map(\.y).sorted())
    }

    /// The range of sorted numbers, cut off at one spread beyond the middle 98 percent.
    private static func core(of sorted: [Double]) -> ClosedRange<Double> {
        let cut = max(sorted.count / 100, min(4, sorted.count / 8))
        let low = sorted[cut]
        let high = sorted[sorted.count - 1 - cut]
        let spread = high - low
        return max(sorted[0], low - spread)...min(sorted[sorted.count - 1], high + spread)
    }

    /// About so many square tiles over the rectangle, their side a power of two.
    func lattice(tiles: Int) -> Lattice {
        let width = x.upperBound - x.lowerBound
        let height = y.upperBound - y.lowerBound
        let longest = max(width, height)
        let side =
            width > 0 && height > 0 && width * height / longest > longest / Double(tiles)
            ? (width * height / Double(tiles)).squareRoot() : longest / Double(tiles)
        let scale = Self.scale(side: side, reach: reach)
        var lattice = Lattice(scaleX: scale, scaleY: scale)
        lattice.baseX = floor(x.lowerBound * scale)
        lattice.baseY = floor(y.lowerBound * scale)
        guard tiles > 1 else { return lattice }
        lattice.highX = min(floor(x.upperBound * scale) - lattice.baseX, Double(4 * tiles))
        lattice.highY = min(floor(y.upperBound * scale) - lattice.baseY, Double(4 * tiles))
        return lattice
    }

    /// The greatest magnitude of a coordinate of the rectangle.
    private var reach: Double {
        max(
            max(x.lowerBound.magnitude, x.upperBound.magnitude),
            max(y.lowerBound.magnitude, y.upperBound.magnitude))
    }

    /// The power of two that makes a side about one, kept so that cell numbers stay exact integers.
    private static func scale(side: Double, reach: Double) -> Double {
        let finest = max(reach * 0x1p-40, 0x1p-900)
        let exponent = -log2(min(max(side, finest), 0x1p1000)).rounded()
        return exp2(exponent)
    }
}
