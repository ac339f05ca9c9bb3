/// A small seeded generator whose sequence is the same on every machine.
///
/// Used wherever a plan, sample or made data set must be reproducible from its seed; not for secrets.
/// Source: Steele, Lea & Flood 2014, "Fast Splittable Pseudorandom Number Generators", OOPSLA,
/// doi:10.1145/2660193.2660195.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Makes a generator; equal seeds give equal sequences.
    public init(seed: UInt64) { state = seed }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension SplitMix64 {
    /// A number in `0 ..< 1` with 53 random bits, the same on every machine and toolchain.
    ///
    /// `Double.random(in:using:)` does not promise how it uses the generator, so it is not used for made
    /// data.
    public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A number in `range` by scaling `unit()`.
    public mutating func number(in range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * unit()
    }

    /// An integer in `0 ..< bound`, by multiplication (Lemire 2019, doi:10.1145/3230636) without rejection:
    /// the bias is below `bound` / 2⁶⁴.
    public mutating func index(below bound: Int) -> Int {
        precondition(bound > 0, "an index needs a positive bound")
        return Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
    }
}
