extension JSONScanner {
    /// Reads a number as its text.
    mutating func numberText() throws(JSONError) -> String {
        let start = offset
        _ = try number()
        return String(decoding: slice(from: start), as: UTF8.self)
    }

    /// Reads a number to the nearest `Double`, which is infinite when the number is out of range.
    ///
    /// Up to 19 digits whose value fits 53 bits, times a power of ten up to 10²², need one exact product or
    /// quotient (Clinger 1990, doi:10.1145/93542.93557); other numbers go through the standard library.
    mutating func number() throws(JSONError) -> Double {
        let start = offset
        let negative = take(UInt8(ascii: "-"))
        var decimal = Decimal()
        let whole = digits(into: &decimal)
        guard whole.count > 0, whole.count == 1 || byte(at: whole.lowerBound) != UInt8(ascii: "0") else {
            throw fault(start)
        }
        if take(UInt8(ascii: ".")) {
            let fraction = digits(into: &decimal)
            guard fraction.count > 0 else { throw fault(start) }
            decimal.exponent -= fraction.count
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            let minus = take(UInt8(ascii: "-"))
            if !minus { _ = take(UInt8(ascii: "+")) }
            var power = Decimal()
            guard digits(into: &power).count > 0 else { throw fault(start) }
            decimal.exponent += minus ? -power.clamped : power.clamped
        }
        guard let exact = decimal.exact else {
            return Double(String(decoding: slice(from: start), as: UTF8.self)) ?? .infinity
        }
        return negative ? -exact : exact
    }

    /// A number cut short by the end of the text is an unexpected end, any other is badly written.
    private func fault(_ start: Int) -> JSONError {
        byte(at: offset) == nil ? .unexpectedEnd(at: offset) : .badNumber(at: start)
    }

    private mutating func take(_ expected: UInt8) -> Bool {
        guard byte(at: offset) == expected else { return false }
        offset += 1
        return true
    }

    private mutating func digits(into decimal: inout Decimal) -> Range<Int> {
        let start = offset
        while let byte = byte(at: offset), byte >= 0x30, byte <= 0x39 {
            decimal.append(UInt64(byte - 0x30))
            offset += 1
        }
        return start..<offset
    }
}

/// Decimal digits and a power of ten.
private struct Decimal {
    private var digits: UInt64 = 0
    private var overflown = false
    var exponent = 0

    @inline(__always)
    mutating func append(_ digit: UInt64) {
        if digits < 1_000_000_000_000_000_000 { digits = digits * 10 + digit } else { overflown = true }
    }

    /// The digits as an exponent, cut off where no `Double` reaches.
    var clamped: Int { overflown ? 1_000_000 : Int(min(digits, 1_000_000)) }

    /// The value where one floating-point operation gives it exactly rounded.
    var exact: Double? {
        guard !overflown, digits <= 1 << 53, abs(exponent) <= 22 else { return nil }
        let power = Self.powers[abs(exponent)]
        return exponent < 0 ? Double(digits) / power : Double(digits) * power
    }

    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
        1e19, 1e20, 1e21, 1e22,
    ]
}
