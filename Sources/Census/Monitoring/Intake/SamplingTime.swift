/// When a sample was taken, in the local time of its form: a day, and a minute where the form has one.
public struct SamplingTime: Hashable, Sendable {
    /// The day.
    public let day: CalendarDate
    /// Minutes after midnight.
    public let minute: Int?

    /// Reads a day, with or without a time, as forms and spreadsheets write it.
    ///
    /// Year, month and day in this order with `-`, `/`, `.` or 年月日 between them, then an optional time of
    /// hours and minutes; eight digits; or the serial number of a day that a spreadsheet shows as a date.
    ///
    /// - Throws: `CalendarDateError`; an order of day and month that cannot be told is `.malformed`.
    public init(_ text: String) throws(CalendarDateError) {
        let plain = halfWidth(text)
        if let serial = Double(plain), !plain.contains("e"), !plain.contains("E"), plain.utf8.count != 8 {
            try self.init(excelSerial: serial)
            return
        }
        let numbers = Self.numbers(in: plain)
        guard let numbers, numbers.count >= 3, numbers.count != 4 else { throw .malformed(text: text) }
        let day = try CalendarDate(year: numbers[0], month: numbers[1], day: numbers[2])
        guard numbers.count > 3 else {
            self.init(day: day, minute: nil)
            return
        }
        guard (0...23).contains(numbers[3]), (0...59).contains(numbers[4]) else {
            throw .malformed(text: text)
        }
        self.init(day: day, minute: numbers[3] * 60 + numbers[4])
    }

    /// Puts a day and a minute of it together.
    public init(day: CalendarDate, minute: Int?) {
        precondition(minute.map { (0..<1440).contains($0) } ?? true, "a day has 1440 minutes")
        self.day = day
        self.minute = minute
    }

    /// Reads a spreadsheet's serial number: days since 1899-12-30, with the time as a fraction.
    ///
    /// - Throws: `CalendarDateError.noSuchSerial`.
    public init(excelSerial serial: Double) throws(CalendarDateError) {
        guard serial.magnitude < 1e7 else { throw .noSuchSerial(.max) }
        let whole = serial.rounded(.down)
        let minutes = Int(((serial - whole) * 1440).rounded())
        // A fraction within half a minute of midnight is the next day's midnight.
        let day = try CalendarDate(excelSerial: Int(whole) + minutes / 1440)
        self.init(day: day, minute: serial == whole ? nil : minutes % 1440)
    }

    /// Year, month, day and what follows as numbers; `nil` when other things stand between them.
    private static func numbers(in text: String) -> [Int]? {
        if text.utf8.count == 8, isDigits(text) {
            return [text.prefix(4), text.dropFirst(4).prefix(2), text.suffix(2)].compactMap { Int($0) }
        }
        var numbers: [Int] = []
        var open: Int?
        for scalar in text.unicodeScalars {
            if (48...57).contains(scalar.value) {
                guard (open ?? 0) < 100_000 else { return nil }
                open = (open ?? 0) * 10 + Int(scalar.value - 48)
            } else {
                guard "-/.:年月日时分秒T ".unicodeScalars.contains(scalar) else { return nil }
                if let open { numbers.append(open) }
                open = nil
            }
        }
        if let open { numbers.append(open) }
        // 3 June 2018 and 6 March 2018 look alike unless the year comes first.
        guard let year = numbers.first, year >= 1000 else { return nil }
        return numbers
    }
}

extension SamplingTime {
    /// The day, and the time where there is one, as `YYYY-MM-DD HH:MM`.
    public var text: String {
        guard let minute else { return "\(day)" }
        return "\(day) \(padded(minute / 60, to: 2)):\(padded(minute % 60, to: 2))"
    }
}
