/// What a laboratory found: a number, or that the truth lies below or above a limit.
///
/// A non-detect is never a number. What it counts as is decided where something is computed, by the
/// purpose (see `NonDetectRule`). Numbers and limits share the unit of the `MeasuredValue` around them.
public enum MeasuredQuantity: Hashable, Sendable {
    /// The method quantified it.
    case number(Double)
    /// Not detected; the truth lies between zero and the detection limit.
    case belowLimit(Double)
    /// Beyond the range of the method; the truth is at least this.
    case aboveLimit(Double)

    /// The number if it was quantified.
    public var number: Double? {
        if case .number(let value) = self { value } else { nil }
    }

    /// It was not detected.
    public var isNonDetect: Bool {
        if case .belowLimit = self { true } else { false }
    }

    /// The least that the truth can be.
    public var lowerBound: Double {
        switch self {
        case .number(let value), .aboveLimit(let value): value
        case .belowLimit: 0
        }
    }

    /// The most that the truth can be.
    public var upperBound: Double {
        switch self {
        case .number(let value), .belowLimit(let value): value
        case .aboveLimit: .infinity
        }
    }

    /// The same quantity with its number or limit multiplied, for conversion of units.
    func scaled(_ convert: (Double) throws(UnitError) -> Double) throws(UnitError) -> MeasuredQuantity {
        switch self {
        case .number(let value): .number(try convert(value))
        case .belowLimit(let limit): .belowLimit(try convert(limit))
        case .aboveLimit(let limit): .aboveLimit(try convert(limit))
        }
    }
}

/// How a quantity is written for a reader.
public enum NonDetectStyle: String, CaseIterable, Sendable {
    /// `0.025L`, HJ/T 91-2002.
    case limitWithFlag
    /// `<0.025`, SL 219-98.
    case lessThan
    /// `未检出` / `ND`, HJ/T 166.
    case words
}

extension MeasuredQuantity {
    /// The quantity as text in the style a standard asks for; numbers are written as Swift writes them.
    public func text(_ style: NonDetectStyle) -> LocalizedText {
        switch (self, style) {
        case (.number(let value), _): LocalizedText(zh: plain(value), en: plain(value))
        case (.aboveLimit(let limit), _): LocalizedText(zh: ">\(plain(limit))", en: ">\(plain(limit))")
        case (.belowLimit(let limit), .limitWithFlag):
            LocalizedText(zh: "\(plain(limit))L", en: "\(plain(limit))L")
        case (.belowLimit(let limit), .lessThan):
            LocalizedText(zh: "<\(plain(limit))", en: "<\(plain(limit))")
        case (.belowLimit(let limit), .words):
            LocalizedText(zh: "未检出(\(plain(limit)))", en: "ND(\(plain(limit)))")
        }
    }

    private func plain(_ value: Double) -> String { decimalText(value, places: 9) }
}
