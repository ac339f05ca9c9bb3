internal import Glibc

/// A whole number with leading zeros up to a width.
func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number.magnitude)
    let zeros = String(repeating: "0", count: max(0, width - digits.count))
    return (number < 0 ? "-" : "") + zeros + digits
}

/// A number for people with at most so many decimals, without trailing zeros, and never as `1e-05`.
///
/// Rounds half away from zero; numbers of 2⁵³ and more in the last place are printed as Swift prints them.
func decimalText(_ value: Double, places: Int) -> String {
    let scale = pow(10, Double(places))
    let scaled = (value.magnitude * scale).rounded(.toNearestOrAwayFromZero)
    guard scaled < 0x1p53 else { return "\(value)" }
    let digits = padded(Int(scaled), to: places + 1)
    let whole = digits.dropLast(places)
    var fraction = digits.suffix(places)
    while fraction.last == "0" { fraction.removeLast() }
    let sign = value < 0 && scaled > 0 ? "-" : ""
    return sign + whole + (fraction.isEmpty ? "" : "." + fraction)
}
