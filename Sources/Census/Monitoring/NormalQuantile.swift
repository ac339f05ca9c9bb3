internal import Glibc

/// The z for which a standard normal variable lies below with probability `p`, accurate to about 1e-15.
///
/// Starts from a rational approximation (Abramowitz & Stegun 26.2.23, error below 4.5e-4) and applies
/// Halley's step on the complementary error function, which triples the correct digits each time.
///
/// - Parameter p: Between 0 and 1, both excluded.
/// - Returns: The quantile.
func normalQuantile(_ p: Double) -> Double {
    precondition(p > 0 && p < 1, "a normal quantile needs a probability between 0 and 1")
    if p > 0.5 { return -normalQuantile(1 - p) }
    let t = (-2 * log(p)).squareRoot()
    let numerator = 2.515517 + t * (0.802853 + t * 0.010328)
    let denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
    var z = numerator / denominator - t
    for _ in 0..<3 {
        let error = erfc(-z / 2.0.squareRoot()) / 2 - p
        let step = error * (2 * Double.pi).squareRoot() * exp(z * z / 2)
        z -= step / (1 + z * step / 2)
    }
    return z
}
