/// An angle for people, in degrees, minutes and seconds that never show 60.
///
/// The angle is rounded once, to the last digit shown, and only then split, so 32.9999999999 degrees prints as
/// 33°0′0″ and not as 32°59′60″.
public struct DegreesMinutesSeconds: Hashable, Sendable {
    /// Whether the angle is west or south.
    public let isNegative: Bool
    /// Whole degrees.
    public let degrees: Int
    /// Whole minutes, below 60.
    public let minutes: Int
    /// Whole seconds, below 60.
    public let seconds: Int
    /// The digits of the seconds after the point, as a whole number.
    public let fraction: Int
    /// How many digits `fraction` has.
    public let decimals: Int

    /// Rounds an angle to a number of decimals of seconds.
    ///
    /// - Parameters:
    ///   - angle: decimal degrees, between −360 and 360.
    ///   - decimals: digits of the seconds after the point, 0 to 9.
    public init(_ angle: Double, decimals: Int = 2) {
        precondition(angle.magnitude <= 360, "an angle to print must be within 360 degrees")
        precondition((0...9).contains(decimals), "seconds print with 0 to 9 decimals")
        let unit = Int(powerOfTen(decimals))
        let whole = Int((angle.magnitude * 3600 * Double(unit)).rounded())
        isNegative = angle < 0 && whole > 0
        fraction = whole % unit
        seconds = whole / unit % 60
        minutes = whole / unit / 60 % 60
        degrees = whole / unit / 3600
        self.decimals = decimals
    }

    /// The angle in decimal degrees.
    public var value: Double {
        let secondsOfArc = Double(seconds) + Double(fraction) / powerOfTen(decimals)
        let size = Double(degrees) + (Double(minutes) * 60 + secondsOfArc) / 3600
        return isNegative ? -size : size
    }
}

extension DegreesMinutesSeconds: CustomStringConvertible {
    /// `118°45′30.50″`, with a minus sign in the west and south.
    public var description: String { written("°", "′", "″") }

    /// `118度45分30.50秒`.
    public var chinese: String { written("度", "分", "秒") }

    private func written(_ degree: String, _ minute: String, _ second: String) -> String {
        let sign = isNegative ? "-" : ""
        return "\(sign)\(degrees)\(degree)\(minutes)\(minute)\(seconds)\(fractionText)\(second)"
    }

    private var fractionText: String {
        guard decimals > 0 else { return "" }
        let digits = String(fraction)
        return "." + String(repeating: "0", count: decimals - digits.count) + digits
    }
}
