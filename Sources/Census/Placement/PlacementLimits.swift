internal import GeoModel

/// A number by which the tests of placements decide, and which an office may change.
public enum PlacementLimit: String, CaseIterable, Sendable {
    /// Positions lie east of this longitude.
    case west = "bounds-west"
    /// Positions lie north of this latitude.
    case south = "bounds-south"
    /// Positions lie west of this longitude.
    case east = "bounds-east"
    /// Positions lie south of this latitude.
    case north = "bounds-north"
    /// Digits that leave a position known worse than this are too few.
    case worstRounding = "worst-rounding-m"
    /// So many units on one point are suspected.
    case manyUnits = "many-units"
    /// As near as this to a village's public point, a unit has that point's coordinate.
    case villageCentreRadius = "village-centre-radius-m"
    /// Further than this from the declared zone, beyond its uncertainty, a position contradicts it.
    case contradiction = "contradiction-m"
    /// The usual error of satellite fixes.
    case satellite = "accuracy-satellite-m"
    /// The usual error of clicks on a map.
    case map = "accuracy-map-m"
    /// The usual error of typed coordinates.
    case typed = "accuracy-typed-m"
    /// The usual error of coordinates found from addresses.
    case geocoded = "accuracy-geocoded-m"
    /// The usual error of coordinates of the issued list.
    case issued = "accuracy-issued-m"
    /// The error of a coordinate whose source nobody states.
    case unstated = "accuracy-unstated-m"
    /// The greatest probability that a batch is called misread by chance.
    case batchSignificance = "batch-significance"
    /// The least gain in hit rate that is worth a correction.
    case batchGain = "batch-least-gain"
    /// The least units with a usable declaration for a test of their batch.
    case batchUnits = "batch-least-units"

    /// The source of coordinates whose usual error this is.
    var source: CoordinateSource? {
        switch self {
        case .satellite: .satellite
        case .map: .map
        case .typed: .typed
        case .geocoded: .geocoded
        case .issued: .issued
        case .unstated: .unstated
        default: nil
        }
    }

    /// What the number says.
    public var title: LocalizedText {
        if let source {
            return LocalizedText(
                zh: "“\(source.text[.chinese])”坐标的通常误差（米）",
                en: "usual error of coordinates of source “\(source.text[.english])”, m")
        }
        return switch self {
        case .west: LocalizedText(zh: "坐标范围：最小经度", en: "bounds of positions: least longitude")
        case .south: LocalizedText(zh: "坐标范围：最小纬度", en: "bounds of positions: least latitude")
        case .east: LocalizedText(zh: "坐标范围：最大经度", en: "bounds of positions: greatest longitude")
        case .north: LocalizedText(zh: "坐标范围：最大纬度", en: "bounds of positions: greatest latitude")
        case .worstRounding:
            LocalizedText(zh: "末位舍入误差超过此数即为位数太少（米）", en: "rounding above which digits are too few, m")
        case .manyUnits: LocalizedText(zh: "同一点上达到多少个单位即存疑", en: "units on one point that are too many")
        case .villageCentreRadius:
            LocalizedText(zh: "距村标注点多近即视为村标注点（米）", en: "as near to a village's point as to be that point, m")
        case .contradiction:
            LocalizedText(
                zh: "距申报小区超过坐标误差多少才算矛盾（米）",
                en: "beyond its uncertainty, how far from the declared zone contradicts it, m")
        case .batchSignificance:
            LocalizedText(zh: "批次检验的显著性水平", en: "significance of the test of a batch")
        case .batchGain: LocalizedText(zh: "批次改正后命中率至少提高", en: "least gain in hit rate for a correction")
        default: LocalizedText(zh: "可检验的批次至少有多少个单位", en: "least units for a batch to be tested")
        }
    }

    /// Our default.
    var usual: Double {
        if let source { return SourceAccuracies()[source].value }
        let (limits, test) = (SuspicionLimits(), BatchDatumTest(reader: CorrectionReader()))
        return switch self {
        case .west: limits.bounds.minX
        case .south: limits.bounds.minY
        case .east: limits.bounds.maxX
        case .north: limits.bounds.maxY
        case .worstRounding: limits.worstRounding.value
        case .manyUnits: Double(limits.manyUnits)
        case .villageCentreRadius: limits.villageCentreRadius.value
        case .contradiction: limits.contradiction.value
        case .batchSignificance: test.significance
        case .batchGain: test.leastGain
        default: Double(test.leastUnits)
        }
    }

    /// What it may be.
    var range: ClosedRange<Double> {
        switch self {
        case .west, .east: 0...180
        case .south, .north: 0...90
        case .manyUnits: 2...1_000_000
        case .batchUnits: 1...1_000_000
        case .batchSignificance, .batchGain: 0...1
        default: 0...100_000
        }
    }

    /// It counts units.
    var isWhole: Bool { self == .manyUnits || self == .batchUnits }

    /// The number as a person would write it.
    func text(_ value: Double) -> String {
        value == value.rounded() && value.magnitude < 1e15 ? "\(Int(value))" : "\(value)"
    }
}

/// What an office takes for doubtful about placements, and how good it takes each source of coordinates to be.
public struct PlacementLimits: Hashable, Sendable {
    private var values: [PlacementLimit: Double] = [:]

    /// Our defaults.
    public init() {}

    /// Reads rows of the reference data; a limit that is missing or cannot be used keeps our default.
    public init(rows: [[String]]) {
        for row in rows {
            guard let limit = PlacementLimit(rawValue: row[0]), let value = Double(row[3]),
                limit.range.contains(value)
            else { continue }
            values[limit] = value
        }
    }

    /// The number that holds.
    public subscript(limit: PlacementLimit) -> Double { values[limit] ?? limit.usual }

    /// The limits of the tests on single units.
    public var suspicion: SuspicionLimits {
        SuspicionLimits(
            bounds: Envelope(minX: self[.west], minY: self[.south], maxX: self[.east], maxY: self[.north]),
            worstRounding: Metres(self[.worstRounding]), manyUnits: Int(self[.manyUnits]),
            villageCentreRadius: Metres(self[.villageCentreRadius]),
            contradiction: Metres(self[.contradiction]))
    }

    /// The usual error of each source of coordinates.
    public var accuracies: SourceAccuracies {
        let errors = PlacementLimit.allCases.compactMap { limit in
            limit.source.map { ($0, Metres(self[limit])) }
        }
        return SourceAccuracies(metres: Dictionary(errors, uniquingKeysWith: { first, _ in first }))
    }

    /// The test of whole batches.
    public func batchTest(reader: CorrectionReader) -> BatchDatumTest {
        BatchDatumTest(
            reader: reader, significance: self[.batchSignificance], leastGain: self[.batchGain],
            leastUnits: Int(self[.batchUnits]))
    }
}

extension PlacementLimits {
    /// Our defaults as rows of the reference data: code, names, number.
    static var defaultRows: [[String]] {
        PlacementLimit.allCases.map {
            [$0.rawValue, $0.title[.chinese], $0.title[.english], $0.text($0.usual)]
        }
    }

    /// What is wrong with rows besides blanks and texts that are no numbers.
    static func faults(in rows: [[String]]) -> [ReferenceFault] {
        let given = Set(rows.map { $0[0] })
        let missing = PlacementLimit.allCases.filter { !given.contains($0.rawValue) }.map {
            ReferenceFault(row: 0, text: ReferenceFault.missing($0.rawValue))
        }
        return rows.enumerated().compactMap { index, row in
            fault(in: row).map { ReferenceFault(row: index + 1, text: $0) }
        } + missing + boundsFaults(PlacementLimits(rows: rows))
    }

    private static func fault(in row: [String]) -> LocalizedText? {
        guard let limit = PlacementLimit(rawValue: row[0]) else {
            return ReferenceFault.notOne(of: PlacementLimit.allCases.map(\.rawValue), row[0], "code")
        }
        guard let value = Double(row[3]), value.isFinite, value >= 0 else { return nil }
        if limit.range.contains(value), !limit.isWhole || value == value.rounded() { return nil }
        return ReferenceFault.outside(
            limit.text(limit.range.lowerBound), limit.text(limit.range.upperBound), isWhole: limit.isWhole,
            row[3], row[0])
    }

    private static func boundsFaults(_ limits: PlacementLimits) -> [ReferenceFault] {
        let pairs: [(PlacementLimit, PlacementLimit)] = [(.west, .east), (.south, .north)]
        return pairs.filter { limits[$0.0] >= limits[$0.1] }.map {
            ReferenceFault(row: 0, text: ReferenceFault.notBelow($0.0.rawValue, $0.1.rawValue))
        }
    }
}
