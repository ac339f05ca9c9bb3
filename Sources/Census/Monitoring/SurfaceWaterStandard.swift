/// How a row of a surface-water table grades a value.
public enum SurfaceCriterion: Hashable, Sendable {
    /// Five limits for classes I to V; a value is in the best class whose limit it is not above.
    case notAbove([Double])
    /// Five limits for classes I to V; a value is in the best class whose limit it is not below (oxygen).
    case notBelow([Double])
    /// One range for all classes; outside is worse than class V (pH).
    case within(ClosedRange<Double>)

    /// The class of a true value; of equal limits the best class wins.
    func grade(_ value: Double) -> WaterClass {
        let index: Int? =
            switch self {
            case .notAbove(let limits): limits.firstIndex { value <= $0 }
            case .notBelow(let limits): limits.firstIndex { value >= $0 }
            case .within(let range): range.contains(value) ? 0 : nil
            }
        return index.flatMap { WaterClass(rawValue: $0 + 1) } ?? .worseThanFive
    }
}

/// A row of a surface-water table.
public struct SurfaceLimitRow: Hashable, Sendable {
    /// The code of the indicator.
    public let indicator: String
    /// The waters the row is for.
    public let kinds: Set<WaterKind>
    /// The unit of the limits.
    public let unit: MeasurementUnit
    /// The limits and their direction.
    public let criterion: SurfaceCriterion

    /// Makes a row; five limits are needed where there are classes.
    public init(
        indicator: String, kinds: Set<WaterKind> = [.river, .lake],
        unit: MeasurementUnit = .milligramPerLitre,
        criterion: SurfaceCriterion
    ) {
        switch criterion {
        case .notAbove(let limits), .notBelow(let limits):
            precondition(limits.count == 5, "a surface-water row needs a limit for each of five classes")
        case .within: break
        }
        self.indicator = indicator
        self.kinds = kinds
        self.unit = unit
        self.criterion = criterion
    }
}

/// The class of one indicator.
public indirect enum SurfaceGrade: Hashable, Sendable {
    /// The class is certain.
    case graded(WaterClass)
    /// The detection limit or the method's range is too coarse: the class is between the two.
    case undecided(best: WaterClass, worst: WaterClass)
    /// The standard does not grade the indicator in this kind of water.
    case notGraded(indicator: String, in: WaterKind)
    /// Nobody says whether the water is a river or a lake, and the two are graded differently.
    case kindUnknown(river: SurfaceGrade, lake: SurfaceGrade)
    /// The unit does not fit.
    case unusable(UnitError)

    /// The best and the worst class that it may be; `nil` when it is not graded.
    public var range: ClosedRange<WaterClass>? {
        switch self {
        case .graded(let grade): grade...grade
        case .undecided(let best, let worst): best...worst
        case .notGraded, .kindUnknown, .unusable: nil
        }
    }

    /// The grade in both languages.
    public var text: LocalizedText {
        switch self {
        case .graded(let grade): grade.text
        case .undecided(let best, let worst):
            LocalizedText(
                zh: "无法判定（\(best.text[.chinese])至\(worst.text[.chinese])，检出限不够低）",
                en:
                    "undecided between \(best.text[.english]) and \(worst.text[.english]): the detection limit is too high"
            )
        case .notGraded(let indicator, let kind):
            LocalizedText(
                zh: "\(kind.text[.chinese])不评价 \(indicator)",
                en: "\(indicator) is not graded in a \(kind.text[.english])")
        case .kindUnknown(let river, let lake):
            LocalizedText(
                zh: "受纳水体是河流还是湖库未知，不能判定：按河流为\(river.text.chinese)，按湖库为\(lake.text.chinese)",
                en: "open, since nobody says whether the receiving water is a river or a lake: "
                    + "\(river.text.english) as a river, \(lake.text.english) as a lake")
        case .unusable(let error): error.text
        }
    }
}

/// A surface-water table: what class a receiving water is in.
///
/// Grading an outfall's effluent by it is a comparison, never a finding of non-compliance.
public struct SurfaceWaterStandard: Hashable, Sendable {
    /// The standard and its edition.
    public let reference: ReferenceStandard
    /// The rows.
    public let rows: [SurfaceLimitRow]

    /// Makes a table.
    public init(reference: ReferenceStandard, rows: [SurfaceLimitRow]) {
        self.reference = reference
        self.rows = rows
    }

    /// The class of one indicator.
    ///
    /// A non-detect is graded at both ends of what it may be; if the classes differ, it is undecided.
    public func grade(_ indicator: String, _ value: MeasuredValue, in kind: WaterKind) -> SurfaceGrade {
        guard let row = rows.first(where: { $0.indicator == indicator && $0.kinds.contains(kind) }) else {
            return .notGraded(indicator: indicator, in: kind)
        }
        let quantity: MeasuredQuantity
        do { quantity = try value.quantity(in: row.unit) } catch { return .unusable(error) }
        let ends = [row.criterion.grade(quantity.lowerBound), row.criterion.grade(quantity.upperBound)]
        let best = min(ends[0], ends[1])
        let worst = max(ends[0], ends[1])
        return best == worst ? .graded(best) : .undecided(best: best, worst: worst)
    }

    /// The class of one indicator in a water whose kind may not be known.
    ///
    /// Where it is not, the class is told only if rivers and lakes agree on it.
    public func grade(_ indicator: String, _ value: MeasuredValue, in kind: WaterKind?) -> SurfaceGrade {
        if let kind { return grade(indicator, value, in: kind) }
        let (river, lake) = (
            grade(indicator, value, in: WaterKind.river), grade(indicator, value, in: WaterKind.lake)
        )
        return river == lake ? river : .kindUnknown(river: river, lake: lake)
    }

    /// The class of a water: that of its worst indicator (单因子评价).
    ///
    /// - Parameters:
    ///   - values: A value for each indicator; those that the standard does not grade are listed as such.
    ///   - kind: The kind of the water.
    /// - Returns: The class, or the classes it may be, with the indicators that decide it.
    public func grade(_ values: [(indicator: String, value: MeasuredValue)], in kind: WaterKind)
        -> OverallGrade
    {
        let items = values.map {
            OverallGrade.Item(indicator: $0.indicator, grade: grade($0.indicator, $0.value, in: kind))
        }
        return OverallGrade(reference: reference, kind: kind, items: items)
    }
}

/// The class of a water by its worst indicator.
public struct OverallGrade: Hashable, Sendable {
    /// One indicator and its grade.
    public struct Item: Hashable, Sendable {
        /// The code of the indicator.
        public let indicator: String
        /// The grade.
        public let grade: SurfaceGrade
    }

    /// The standard used.
    public let reference: ReferenceStandard
    /// The kind of water.
    public let kind: WaterKind
    /// The indicators in the order given.
    public let items: [Item]

    /// The class, or the classes it may be; `nil` when nothing was graded.
    public var range: ClosedRange<WaterClass>? {
        let ranges = items.compactMap(\.grade.range)
        guard let best = ranges.map(\.lowerBound).max(), let worst = ranges.map(\.upperBound).max() else {
            return nil
        }
        return best...worst
    }

    /// The class when it is certain.
    public var decided: WaterClass? {
        range.flatMap { $0.lowerBound == $0.upperBound ? $0.lowerBound : nil }
    }

    /// The indicators that reach the worst class.
    public var decisive: [String] {
        guard let worst = range?.upperBound else { return [] }
        return items.filter { $0.grade.range?.upperBound == worst }.map(\.indicator)
    }
}
