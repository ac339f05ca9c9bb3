/// A real number held without rounding as a sum of doubles of growing magnitude that do not overlap.
///
/// The slow, exact path behind the filters: a determinant of coordinates has at most sixteen components,
/// a product of two of them some hundreds. Exact unless a product underflows or overflows.
///
/// Source: J. R. Shewchuk 1997, doi:10.1007/PL00009321.
public struct Expansion: Sendable {
    private var components: [Double]

    /// Makes zero.
    public init() { components = [] }

    /// The sign of the number: −1, 0 or 1.
    public var sign: Int {
        guard let last = components.last else { return 0 }
        return last > 0 ? 1 : -1
    }

    /// The number rounded to about 106 bits.
    public var estimate: DoubleDouble {
        components.reversed().prefix(4).reversed().reduce(DoubleDouble(0)) { $0 + DoubleDouble($1) }
    }

    /// Adds one double without loss.
    public mutating func add(_ term: Double) {
        var carry = term
        var kept = 0
        for index in components.indices {
            let other = components[index]
            let sum = carry + other
            let virtual = sum - carry
            let error = (carry - (sum - virtual)) + (other - virtual)
            carry = sum
            if error != 0 {
                components[kept] = error
                kept += 1
            }
        }
        components.removeLast(components.count - kept)
        if carry != 0 { components.append(carry) }
    }

    /// Adds `x · y` without loss.
    public mutating func add(product x: Double, _ y: Double) {
        let high = x * y
        add((-high).addingProduct(x, y))
        add(high)
    }

    /// The exact product of two numbers.
    public static func * (a: Expansion, b: Expansion) -> Expansion {
        var result = Expansion()
        for x in a.components {
            for y in b.components { result.add(product: x, y) }
        }
        return result
    }

    /// The exact difference of two numbers.
    public static func - (a: Expansion, b: Expansion) -> Expansion {
        var result = a
        for y in b.components { result.add(-y) }
        return result
    }
}
