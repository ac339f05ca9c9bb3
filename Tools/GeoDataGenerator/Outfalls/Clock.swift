/// Times of day as they are written; all survey days lie in one year and no shift passes midnight.
enum Clock {
    /// `2018-04-12 09:12:30`, local time.
    static func local(_ day: String, _ second: Int) -> String { "\(day) \(time(second))" }

    /// `2018-04-12T01:12:30Z` for a local second of the day eight hours ahead.
    static func universal(_ day: String, _ second: Int) -> String { "\(day)T\(time(second - 28_800))Z" }

    private static func time(_ second: Int) -> String {
        "\(padded(second / 3_600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
    }
}
