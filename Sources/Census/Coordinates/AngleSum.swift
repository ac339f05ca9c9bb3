/// The value of the numbers of one angle, after checking that they belong together.
struct AngleSum {
    let degrees: Double
    let uncertaintyDegrees: Double
    let decimals: Int
    let notation: AngleNotation
    let carriedSixtySeconds: Bool

    init(_ numbers: [AngleNumber]) throws(AngleRefusal) {
        let parts = try AngleParts(numbers)
        var minutes = parts.minutes?.value ?? 0
        var seconds = parts.seconds?.value ?? 0
        guard minutes < 60 else { throw .minutesTooLarge(minutes) }
        guard seconds <= 60 else { throw .secondsTooLarge(seconds) }
        carriedSixtySeconds = seconds == 60
        if carriedSixtySeconds {
            seconds = 0
            minutes += 1
        }
        degrees = parts.degrees.value + (minutes * 60 + seconds) / 3600
        (notation, decimals) = Self.precision(of: parts)
        let unit: Double =
            switch notation {
            case .decimalDegrees: 1
            case .degreesMinutes: 60
            case .degreesMinutesSeconds: 3600
            }
        uncertaintyDegrees = 0.5 / (powerOfTen(decimals) * unit)
    }

    /// The unit that carries the last digit: zeros typed after a fraction of degrees say nothing.
    private static func precision(of parts: AngleParts) -> (AngleNotation, Int) {
        if parts.degrees.decimals > 0 { return (.decimalDegrees, parts.degrees.decimals) }
        if let minutes = parts.minutes, minutes.decimals > 0 { return (.degreesMinutes, minutes.decimals) }
        if let seconds = parts.seconds { return (.degreesMinutesSeconds, seconds.decimals) }
        if let minutes = parts.minutes { return (.degreesMinutes, minutes.decimals) }
        return (.decimalDegrees, 0)
    }
}

/// The numbers of one angle, each given its unit.
struct AngleParts {
    struct Part {
        let value: Double
        let decimals: Int
        let text: String
    }

    private(set) var degrees: Part
    private(set) var minutes: Part?
    private(set) var seconds: Part?

    init(_ numbers: [AngleNumber]) throws(AngleRefusal) {
        guard numbers.count <= 3 else { throw .tooManyNumbers(numbers.count) }
        var found: [Part?] = [nil, nil, nil]
        var next = 0
        for number in numbers {
            let unit = number.unit?.rawValue ?? next
            guard unit >= next, unit < 3 else { throw .unitsOutOfOrder }
            found[unit] = try Self.part(number)
            next = unit + 1
        }
        guard let degrees = found[0] else { throw .noDegrees }
        self.degrees = degrees
        minutes = found[1]
        seconds = found[2]
        try checkFractions()
    }

    private func checkFractions() throws(AngleRefusal) {
        let minutesAreZero = minutes.map { $0.value == 0 } ?? true
        let secondsAreZero = seconds.map { $0.value == 0 } ?? true
        if degrees.value != degrees.value.rounded(), !(minutesAreZero && secondsAreZero) {
            throw .fractionInDegrees(degrees.text)
        }
        if let minutes, minutes.value != minutes.value.rounded(), !secondsAreZero {
            throw .fractionInMinutes(minutes.text)
        }
    }

    private static func part(_ number: AngleNumber) throws(AngleRefusal) -> Part {
        guard number.text.utf8.count <= 400, let value = Double(number.text), value.isFinite else {
            throw .malformedNumber(String(number.text.prefix(40)))
        }
        return Part(value: value, decimals: number.decimals, text: number.text)
    }
}

/// Ten to a power that is not negative; infinite beyond the range of doubles.
func powerOfTen(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<min(exponent, 400) { power *= 10 }
    return power
}
