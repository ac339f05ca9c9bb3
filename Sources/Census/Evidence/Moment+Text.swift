extension Moment {
    /// The moment in UTC, as `2018-04-12T00:40:00Z`, with milliseconds where it is not a whole second.
    public var text: String { text(offsetSeconds: 0) }

    /// The moment at an offset from UTC, as `2018-04-12T08:40:00+08:00`.
    public func text(offsetSeconds: Int) -> String {
        let milliseconds = (seconds * 1000).rounded() + Double(offsetSeconds) * 1000
        let day = (milliseconds / 86_400_000).rounded(.down)
        let rest = Int(milliseconds - day * 86_400_000)
        let clock = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map { padded($0, to: 2) }
        let fraction = rest % 1000 == 0 ? "" : "." + padded(rest % 1000, to: 3)
        return "\(CalendarDate(uncheckedDayNumber: Int(day)))T\(clock.joined(separator: ":"))\(fraction)"
            + Self.zone(offsetSeconds)
    }

    private static func zone(_ seconds: Int) -> String {
        guard seconds != 0 else { return "Z" }
        let minutes = Int(seconds.magnitude) / 60
        return (seconds < 0 ? "-" : "+") + padded(minutes / 60, to: 2) + ":" + padded(minutes % 60, to: 2)
    }
}
