/// A number held as the unevaluated sum of two doubles, with about 106 significant bits.
///
/// Source: T. J. Dekker 1971, "A floating-point technique for extending the available precision",
/// Numerische Mathematik 18, doi:10.1007/BF01397083.
@frozen
public struct DoubleDouble: Sendable {
    /// The sum rounded to one double.
    public let high: Double
    /// What rounding lost.
    public let low: Double

    @inlinable
    init(high: Double, low: Double) {
        self.high = high
        self.low = low
    }

    /// Makes the exact value of one double.
    @inlinable
    public init(_ value: Double) { self.init(high: value, low: 0) }

    /// Makes `a − b` without loss.
    @inlinable
    public init(_ a: Double, minus b: Double) {
        let difference = a - b
        let bVirtual = a - difference
        let aVirtual = difference + bVirtual
        self.init(high: difference, low: (a - aVirtual) + (bVirtual - b))
    }

    /// Makes the sum of two doubles of which the first is the larger in magnitude, without loss.
    @inlinable
    init(larger a: Double, plus b: Double) {
        let sum = a + b
        self.init(high: sum, low: b - (sum - a))
    }

    /// Adds, with a relative error near 2⁻¹⁰⁴ of the larger operand.
    @inlinable
    public static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
        let sum = a.high + b.high
        let bVirtual = sum - a.high
        let aVirtual = sum - bVirtual
        let error = (a.high - aVirtual) + (b.high - bVirtual)
        return DoubleDouble(larger: sum, plus: error + a.low + b.low)
    }

    /// Subtracts, with a relative error near 2⁻¹⁰⁴ of the larger operand.
    @inlinable
    public static func - (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
        a + DoubleDouble(high: -b.high, low: -b.low)
    }

    /// Multiplies, with a relative error near 2⁻¹⁰⁴.
    @inlinable
    public static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
        let product = a.high * b.high
        let error = (-product).addingProduct(a.high, b.high)
        return DoubleDouble(larger: product, plus: error + (a.high * b.low + a.low * b.high))
    }

    /// Divides, with a relative error near 2⁻¹⁰³.
    @inlinable
    public static func / (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
        let first = a.high / b.high
        let rest = a - b * DoubleDouble(first)
        let second = rest.high / b.high
        let final = rest - b * DoubleDouble(second)
        return DoubleDouble(larger: first, plus: second) + DoubleDouble(final.high / b.high)
    }
}
