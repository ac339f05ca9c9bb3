/// How an angle was written.
public enum AngleNotation: String, CaseIterable, Sendable {
    /// `118.7585`, also with a degree sign.
    case decimalDegrees
    /// `118°45.508′`.
    case degreesMinutes
    /// `118°45′30.5″`.
    case degreesMinutesSeconds
}

/// What stood between the numbers of an angle.
public enum AngleStyle: String, CaseIterable, Sendable {
    /// A single number.
    case single
    /// The marks ° ′ ″ or what people type for them.
    case marks
    /// 度 分 秒.
    case chinese
    /// Hyphens, as in `118-45-30.5`.
    case hyphens
    /// Colons, as in `118:45:30`.
    case colons
    /// Spaces, as in `118 45 30.5`.
    case spaces
    /// Three columns of a table.
    case columns
}

/// One longitude or latitude as somebody typed it, with what it means.
public struct AngleText: Hashable, Sendable {
    /// The text as it came.
    public let original: String
    /// Decimal degrees, negative in the west and south.
    public let degrees: Double
    /// Half a unit of the last digit typed, in degrees: how far the truth may be from `degrees`.
    public let uncertaintyDegrees: Double
    /// Digits typed after the decimal point of the last number.
    public let decimals: Int
    /// How the angle was written.
    public let notation: AngleNotation
    /// What stood between its numbers.
    public let style: AngleStyle
    /// The hemisphere that was named, if any.
    public let hemisphere: Hemisphere?
    /// Whether 60 seconds were carried into the next minute.
    public let carriedSixtySeconds: Bool

    /// Reads one angle in any of the ways that field sheets use.
    ///
    /// Reads decimal degrees and degrees with minutes and seconds, marked (° ′ ″ and their look-alikes, 度分秒),
    /// or separated by hyphens, colons or spaces; ASCII and full-width characters; a leading sign; E W N S or
    /// 东经 北纬 西经 南纬 before or after. Seconds with decimals stay one number. Seconds of exactly 60 are carried,
    /// larger ones and minutes from 60 are refused. A fraction of degrees is read when minutes and seconds are
    /// zero.
    ///
    /// - Parameters:
    ///   - text: the cell's text; spaces around it do not matter.
    ///   - axis: which ordinate the column holds, to check the range and the hemisphere; `nil` if undeclared.
    /// - Throws: `AngleRefusal`, the reason why it is not an angle.
    /// - Complexity: O(n) in the characters.
    public init(_ text: String, axis: CoordinateAxis? = nil) throws(AngleRefusal) {
        if let plain = PlainDecimal(text) {
            self = try AngleText(plain, original: text, axis: axis)
            return
        }
        let scan = try AngleScanner(text)
        guard !scan.numbers.isEmpty else {
            throw text.allSatisfy(\.isWhitespace) ? .empty : .noNumber
        }
        let hemisphere = try Self.hemisphere(
            scan.hemispheres, scan.isNegative, label: scan.axis, declared: axis)
        let sum = try AngleSum(scan.numbers)
        let negative = scan.isNegative || hemisphere?.isNegative == true
        try self.init(
            original: text, sum: sum, isNegative: negative, style: Self.style(of: scan),
            hemisphere: hemisphere,
            axis: axis ?? hemisphere?.axis ?? scan.axis)
    }

    /// Takes a number that is already read as decimal degrees.
    ///
    /// - Parameters:
    ///   - number: decimal degrees.
    ///   - original: the text it was read from.
    ///   - axis: which ordinate it is, to check the range.
    /// - Throws: `AngleRefusal.outOfRange`.
    public init(_ number: PlainDecimal, original: String, axis: CoordinateAxis? = nil) throws(AngleRefusal) {
        let limit = axis?.limit ?? CoordinateAxis.longitude.limit
        guard number.value.magnitude <= limit else { throw .outOfRange(degrees: number.value, limit: limit) }
        self.original = original
        degrees = number.value
        uncertaintyDegrees = 0.5 / powerOfTen(number.decimals)
        decimals = number.decimals
        notation = .decimalDegrees
        style = .single
        hemisphere = nil
        carriedSixtySeconds = false
    }

    /// Reads an angle that is spread over a column of degrees, one of minutes and perhaps one of seconds.
    ///
    /// An empty cell of minutes or seconds counts as zero when no cell after it is filled. A cell may carry
    /// its own mark or hemisphere.
    ///
    /// - Parameters:
    ///   - degrees: the cell of degrees, which alone may carry the sign.
    ///   - minutes: the cell of minutes.
    ///   - seconds: the cell of seconds, or `nil` if the table has none.
    ///   - axis: which ordinate the columns hold.
    /// - Throws: `AngleRefusal`, as for one text.
    public init(
        degrees: String, minutes: String, seconds: String?, axis: CoordinateAxis? = nil
    ) throws(AngleRefusal) {
        let cells = [degrees, minutes, seconds ?? ""]
        let scans = try AngleCells(cells)
        let hemisphere = try Self.hemisphere(scans.hemispheres, scans.isNegative, label: nil, declared: axis)
        let negative = scans.isNegative || hemisphere?.isNegative == true
        try self.init(
            original: scans.original, sum: AngleSum(scans.numbers), isNegative: negative, style: .columns,
            hemisphere: hemisphere, axis: axis ?? hemisphere?.axis)
    }

    private init(
        original: String, sum: AngleSum, isNegative: Bool, style: AngleStyle, hemisphere: Hemisphere?,
        axis: CoordinateAxis?
    ) throws(AngleRefusal) {
        let limit = axis?.limit ?? CoordinateAxis.longitude.limit
        guard sum.degrees.isFinite else { throw .notFinite }
        let signed = isNegative ? -sum.degrees : sum.degrees
        guard sum.degrees <= limit else { throw .outOfRange(degrees: signed, limit: limit) }
        self.original = original
        degrees = signed
        uncertaintyDegrees = sum.uncertaintyDegrees
        decimals = sum.decimals
        notation = sum.notation
        self.style = style
        self.hemisphere = hemisphere
        carriedSixtySeconds = sum.carriedSixtySeconds
    }
}

extension AngleText {
    private static func hemisphere(
        _ found: [Hemisphere], _ isNegative: Bool, label: CoordinateAxis?, declared: CoordinateAxis?
    ) throws(AngleRefusal) -> Hemisphere? {
        if let label, let declared, label != declared { throw .wrongAxis(found: label, declared: declared) }
        guard let first = found.first else { return nil }
        for other in found where other != first { throw .hemispheresDisagree(first, other) }
        if isNegative { throw .signAndHemisphere }
        if let declared = declared ?? label, first.axis != declared {
            throw .wrongAxis(found: first.axis, declared: declared)
        }
        return first
    }

    private static func style(of scan: AngleScanner) -> AngleStyle {
        if scan.hasChineseMark { return .chinese }
        if scan.numbers.count == 1 { return .single }
        if scan.numbers.contains(where: { $0.unit != nil }) { return .marks }
        return switch scan.numbers[1].separator {
        case .hyphen: .hyphens
        case .colon: .colons
        case .space, nil: .spaces
        }
    }
}
