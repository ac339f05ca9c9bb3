internal import GeoKernels
public import GeoModel

/// Which of two positions of one thing looks shifted by GCJ-02.
public enum DatumSuspicion: Hashable, Sendable {
    /// The claimed position is where GCJ-02 would put the reference.
    case claimedIsShifted(residual: Metres, shift: Metres)
    /// The reference is where GCJ-02 would put the claimed position.
    case referenceIsShifted(residual: Metres, shift: Metres)

    /// The suspicion in both languages.
    public var text: LocalizedText {
        switch self {
        case .claimedIsShifted(let residual, let shift):
            LocalizedText(
                zh: "坐标偏移 \(metres(shift)) 米，与 GCJ-02 加偏一致（残差 \(metres(residual)) 米），疑为火星坐标",
                en: "shifted by \(metres(shift)) m just as GCJ-02 would (residual \(metres(residual)) m)")
        case .referenceIsShifted(let residual, let shift):
            LocalizedText(
                zh: "参照坐标偏移 \(metres(shift)) 米，与 GCJ-02 加偏一致（残差 \(metres(residual)) 米），疑参照为火星坐标",
                en:
                    "the reference is shifted by \(metres(shift)) m just as GCJ-02 would (residual \(metres(residual)) m)"
            )
        }
    }

    private func metres(_ length: Metres) -> String { decimalText(length.value, places: 1) }
}

/// Compares the vector between two positions of one thing with the vector of GCJ-02 there.
///
/// One pair may agree by chance; a batch that agrees is as good as proof. The transform is passed in, so that
/// whoever ships it decides about it.
public struct DatumTest: Sendable {
    /// Positions agree within this after the transform.
    public let tolerance: Metres
    /// Shifts smaller than this cannot be told from errors of position.
    public let leastShift: Metres
    private let toGCJ02: @Sendable (Position) -> Position

    /// Makes a test with a transform from CGCS2000 longitude and latitude to GCJ-02.
    public init(
        tolerance: Metres = Metres(25), leastShift: Metres = Metres(60),
        toGCJ02: @escaping @Sendable (Position) -> Position
    ) {
        self.tolerance = tolerance
        self.leastShift = leastShift
        self.toGCJ02 = toGCJ02
    }

    /// Where a position lies that is one of GCJ-02, to some centimetres.
    public func unshifted(_ position: Position) -> Position {
        var guess = position
        for _ in 0..<3 {
            let shifted = toGCJ02(guess)
            guess = Position(guess.x + position.x - shifted.x, guess.y + position.y - shifted.y)
        }
        return guess
    }

    /// The suspicion that two positions of one thing differ by GCJ-02; `nil` when they do not.
    public func suspicion(claimed: Position, reference: Position) -> DatumSuspicion? {
        let metric = LocalMetric(atLatitude: reference.y, ellipsoid: .cgcs2000)
        let apart = metric.distance(from: claimed, to: reference)
        guard apart >= leastShift else { return nil }
        let shifted = toGCJ02(reference)
        let forward = metric.distance(from: claimed, to: shifted)
        let shiftedClaim = toGCJ02(claimed)
        let backward = metric.distance(from: reference, to: shiftedClaim)
        if forward <= tolerance, forward <= backward {
            return .claimedIsShifted(residual: forward, shift: metric.distance(from: reference, to: shifted))
        }
        guard backward <= tolerance else { return nil }
        return .referenceIsShifted(
            residual: backward, shift: metric.distance(from: claimed, to: shiftedClaim))
    }

    /// How many of a batch of pairs are suspicious on the claimed side, of how many that are apart at all.
    public func batch(_ pairs: [(claimed: Position, reference: Position)]) -> (shifted: Int, apart: Int) {
        var shifted = 0
        var apart = 0
        for pair in pairs {
            let metric = LocalMetric(atLatitude: pair.reference.y, ellipsoid: .cgcs2000)
            if metric.distance(from: pair.claimed, to: pair.reference) >= leastShift { apart += 1 }
            if case .claimedIsShifted? = suspicion(claimed: pair.claimed, reference: pair.reference) {
                shifted += 1
            }
        }
        return (shifted, apart)
    }
}
