internal import GeoKernels
internal import GeoModel

/// A map sheet of fixed size and round scale, its units tenths of a millimetre on paper.
struct MapView {
    /// The sheet's width.
    let width: Double
    /// The sheet's height.
    let height: Double
    /// How many metres on the ground are a metre on paper.
    let scale: Int
    /// The place in the middle.
    private let centre: Position
    private let unitsPerX: Double
    private let unitsPerY: Double

    /// The scales in use: round numbers, so that a ruler on the paper is enough.
    private static let scales: [Int] = (2...7).flatMap { power -> [Int] in
        let ten = Self.tenToThe(power)
        return [ten, ten * 5 / 4, ten * 3 / 2, ten * 2, ten * 5 / 2, ten * 3, ten * 4, ten * 5, ten * 15 / 2]
    }

    private static func tenToThe(_ power: Int) -> Int { (0..<power).reduce(1) { product, _ in product * 10 } }

    /// Fits an extent into a sheet at the largest round scale that leaves a margin around it.
    ///
    /// - Parameters:
    ///   - extent: What must be seen.
    ///   - width: The sheet's width in tenths of a millimetre.
    ///   - height: Its height.
    ///   - margin: The share of the extent's size that stays free on each side.
    ///   - measure: How to measure on the ground.
    init(fitting extent: Envelope, width: Double, height: Double, margin: Double, measure: GroundMeasure) {
        let metric = measure.metric(at: extent.centre)
        let stretch = 1 + 2 * margin
        let needed = max(
            extent.width * metric.metresPerUnitX * stretch / width,
            extent.height * metric.metresPerUnitY * stretch / height)
        // A unit is a ten-thousandth of a metre.
        let wanted = max(needed * 10_000, 1)
        let scale = Self.scales.first { Double($0) >= wanted } ?? Int(wanted.rounded(.up))
        self.width = width
        self.height = height
        self.scale = scale
        centre = extent.centre
        unitsPerX = metric.metresPerUnitX * 10_000 / Double(scale)
        unitsPerY = metric.metresPerUnitY * 10_000 / Double(scale)
    }

    /// Metres on the ground in a unit of the sheet.
    var metresPerUnit: Double { Double(scale) / 10_000 }

    /// The ground that is seen.
    var extent: Envelope {
        let (x, y) = (width / 2 / unitsPerX, height / 2 / unitsPerY)
        return Envelope(minX: centre.x - x, minY: centre.y - y, maxX: centre.x + x, maxY: centre.y + y)
    }

    /// Where a position is on the sheet: x to the right, y down.
    func place(_ position: Position) -> Position {
        Position(
            width / 2 + (position.x - centre.x) * unitsPerX, height / 2 - (position.y - centre.y) * unitsPerY)
    }
}
