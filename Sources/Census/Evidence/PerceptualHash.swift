internal import Glibc

/// A 64-bit fingerprint of what a picture looks like: pictures that differ in size or compression only have
/// fingerprints that differ in few bits.
///
/// The picture, reduced to 32 × 32 grey values, is transformed by a cosine transform; the 64 lowest frequencies
/// are compared with the median of all but the constant one.
/// Source: C. Zauner 2010, "Implementation and Benchmarking of Perceptual Image Hash Functions", ch. 3.2.1.
public struct PerceptualHash: Hashable, Sendable {
    /// The bits, the lowest frequency in the highest bit, row by row.
    public let bits: UInt64

    /// Takes bits computed before.
    public init(bits: UInt64) { self.bits = bits }

    /// Computes the fingerprint of 32 × 32 grey values, row by row from the top left.
    ///
    /// A picture of nearly one tone has no fingerprint (`nil`): it would be like every other such picture.
    ///
    /// - Complexity: O(1); about 24,000 multiplications.
    public init?(grey: [UInt8]) {
        precondition(grey.count == 32 * 32, "a fingerprint needs 32 × 32 grey values")
        guard let least = grey.min(), let most = grey.max(), most - least >= 8 else { return nil }
        let spectrum = Self.lowFrequencies(grey)
        let sorted = spectrum.dropFirst().sorted()
        let median = sorted[sorted.count / 2]
        bits = spectrum.reduce(0) { $0 << 1 | ($1 > median ? 1 : 0) }
    }

    /// In how many of 64 bits two fingerprints differ.
    public func distance(to other: PerceptualHash) -> Int { (bits ^ other.bits).nonzeroBitCount }

    /// The 8 × 8 lowest coefficients of the cosine transform (type II, unscaled), rows then columns.
    private static func lowFrequencies(_ grey: [UInt8]) -> [Double] {
        let basis = (0..<8).map { k in (0..<32).map { n in cos(Double.pi * Double(k * (2 * n + 1)) / 64) } }
        let rows = (0..<32).map { y in
            basis.map { wave in (0..<32).reduce(0.0) { $0 + wave[$1] * Double(grey[y * 32 + $1]) } }
        }
        return basis.flatMap { wave in
            (0..<8).map { k in (0..<32).reduce(0.0) { $0 + wave[$1] * rows[$1][k] } }
        }
    }
}
