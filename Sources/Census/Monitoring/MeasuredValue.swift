/// Which part of the water was analysed.
public enum SampleFraction: String, CaseIterable, Sendable {
    /// The whole sample, as it was or after digestion.
    case total
    /// What passes the filter.
    case dissolved
    /// What stays on the filter.
    case suspended

    /// The name in both languages.
    public var text: LocalizedText {
        switch self {
        case .total: LocalizedText(zh: "总量", en: "total")
        case .dissolved: LocalizedText(zh: "溶解态", en: "dissolved")
        case .suspended: LocalizedText(zh: "悬浮态", en: "suspended")
        }
    }
}

/// One analysed value with everything needed to use it later: quantity, unit, method, fraction and the
/// laboratory's own words.
public struct MeasuredValue: Hashable, Sendable {
    /// The number, or the limit it lies beyond.
    public let quantity: MeasuredQuantity
    /// The unit of the number and of every limit here.
    public let unit: MeasurementUnit
    /// The detection limit of the method, if the laboratory gave one, in `unit`.
    public let methodDetectionLimit: Double?
    /// The standard of the method, such as `HJ 828-2017`.
    public let method: String?
    /// Which part of the water was analysed.
    public let fraction: SampleFraction
    /// What stood in the laboratory's file.
    public let original: String

    /// Makes a value from its parts; numbers and limits are in `unit`.
    public init(
        _ quantity: MeasuredQuantity, unit: MeasurementUnit, methodDetectionLimit: Double? = nil,
        method: String? = nil, fraction: SampleFraction = .total, original: String
    ) {
        self.quantity = quantity
        self.unit = unit
        self.methodDetectionLimit = methodDetectionLimit
        self.method = method
        self.fraction = fraction
        self.original = original
    }

    /// The quantity in another unit.
    ///
    /// - Throws: `UnitError.dimensionMismatch`.
    public func quantity(in other: MeasurementUnit) throws(UnitError) -> MeasuredQuantity {
        try quantity.scaled { value throws(UnitError) in try unit.convert(value, to: other) }
    }
}
