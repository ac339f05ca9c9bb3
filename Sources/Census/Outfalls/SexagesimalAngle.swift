/// An angle in whole degrees, whole minutes and seconds, as forms want it.
public struct SexagesimalAngle: Hashable, Sendable {
    /// Whole degrees, with the sign of the angle; of an angle between −1° and 0 the sign stands before the zero.
    public let degrees: String
    /// Whole minutes, 0 to 59.
    public let minutes: Int
    /// Ten-thousandths of a second, 0 to 599,999: three millimetres on the ground.
    public let secondParts: Int

    /// Splits decimal degrees; what rounds up to sixty seconds or minutes is carried.
    ///
    /// - Parameter angle: Decimal degrees between −360 and 360, finite.
    public init(_ angle: Double) {
        precondition(angle.magnitude <= 360, "an angle in degrees lies between −360 and 360")
        let parts = Int((angle.magnitude * 36_000_000).rounded())
        let whole = parts / 36_000_000
        degrees = (angle < 0 && parts > 0 ? "-" : "") + String(whole)
        minutes = parts / 600_000 % 60
        secondParts = parts % 600_000
    }

    /// The seconds without trailing zeros, such as `46.38` or `7`.
    public var seconds: String { decimalText(Double(secondParts) / 10_000, places: 4) }
}
