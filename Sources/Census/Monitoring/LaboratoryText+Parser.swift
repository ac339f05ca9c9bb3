/// Reads what laboratories write into the column of values.
///
/// Non-detects: `0.025L`, `0.025(L)`, `3（L）`, `<0.025`, `＜０．０２５`, `ND`, `N.D.`, `未检出`, `低于检出限`, `<DL`,
/// `ND(0.01)`, `未检出（0.01）`. Words without a number take the method's limit, and are refused without one.
/// `>24000` is beyond the range. Numbers may be `12`, `0.5`, `.5`, `1.2E3`, `2.4×10^4`; negative ones are allowed
/// (temperature) and left to plausibility. A bare number never stands for a non-detect: below the method's
/// limit it is refused.
public struct LaboratoryTextParser: Sendable {
    /// Words, in capitals, that say "not detected" without a number.
    public var nonDetectWords: Set<String>
    /// Words, in capitals, that say that nothing was measured.
    public var notMeasuredWords: Set<String>

    /// Makes a parser; offices may add their own words, in capitals and half-width.
    public init(
        nonDetectWords: Set<String> = [
            "ND", "N.D.", "N.D", "未检出", "未檢出", "低于检出限", "小于检出限", "BDL", "<DL", "<MDL", "<LOD", "<检出限", "L",
        ],
        notMeasuredWords: Set<String> = ["/", "-", "--", "—", "——", "未测", "未监测", "未检测", "无", "NA", "N/A"]
    ) {
        self.nonDetectWords = nonDetectWords
        self.notMeasuredWords = notMeasuredWords
    }

    /// Reads one cell.
    ///
    /// - Parameters:
    ///   - text: The cell as it stands in the file.
    ///   - methodDetectionLimit: The detection limit of the method in the unit of the column, if known.
    /// - Returns: The quantity with notes.
    /// - Throws: `LaboratoryTextError` with the reason to show beside the row.
    public func read(
        _ text: String, methodDetectionLimit: Double? = nil
    ) throws(LaboratoryTextError) -> LaboratoryReading {
        var plain = halfWidth(text)
        guard !plain.isEmpty else { throw .empty }
        // Nearly all cells are bare numbers; the words need not be looked up for them.
        if DecimalNumber.isPlain(plain), plain.utf8.first != UInt8(ascii: "-") {
            return try bareNumber(plain, original: text, methodDetectionLimit: methodDetectionLimit)
        }
        if plain.utf8.contains(UInt8(ascii: " ")) { plain.removeAll { $0 == " " } }
        let capitals = plain.uppercased()
        if notMeasuredWords.contains(capitals) { throw .notMeasured(text: text) }
        guard !plain.utf8.contains(UInt8(ascii: ",")) else { throw .ambiguousComma(text: text) }
        if nonDetectWords.contains(capitals) {
            guard let limit = methodDetectionLimit else { throw .missingLimit(text: text) }
            return LaboratoryReading(quantity: .belowLimit(limit), notes: [])
        }
        if let written = try writtenLimit(plain, original: text) {
            return below(written, method: methodDetectionLimit)
        }
        if plain.first == ">" {
            return LaboratoryReading(
                quantity: .aboveLimit(try limit(plain.dropFirst(), original: text)), notes: [])
        }
        return try bareNumber(plain, original: text, methodDetectionLimit: methodDetectionLimit)
    }

    private func below(_ written: Double, method: Double?) -> LaboratoryReading {
        var notes: [LaboratoryTextNote] = []
        if let method, method != written {
            notes = [.limitDiffersFromMethod(written: written, method: method)]
        }
        return LaboratoryReading(quantity: .belowLimit(written), notes: notes)
    }

    /// The limit in `<0.025`, `0.025L`, `3(L)` or `ND(0.01)`; `nil` when the text has none of these forms.
    private func writtenLimit(
        _ plain: String, original: String
    ) throws(LaboratoryTextError) -> Double? {
        if plain.last == ")", let open = plain.firstIndex(of: "("),
            nonDetectWords.contains(plain[..<open].uppercased())
        {
            return try limit(plain[plain.index(after: open)...].dropLast(), original: original)
        }
        if plain.first == "<" { return try limit(plain.dropFirst(), original: original) }
        if plain.hasSuffix("(L)") { return try limit(plain.dropLast(3), original: original) }
        if plain.last == "L" {
            try refuseUnit(in: plain, original: original)
            return try limit(plain.dropLast(), original: original)
        }
        if plain.last == "l", DecimalNumber.value(plain.dropLast()) != nil {
            throw .ambiguousLetter(text: original)
        }
        return nil
    }

    private func limit(
        _ digits: some StringProtocol, original: String
    ) throws(LaboratoryTextError) -> Double {
        guard let value = DecimalNumber.value(digits) else {
            try refuseUnit(in: String(digits), original: original)
            throw .malformed(text: original)
        }
        guard value > 0 else { throw .limitNotPositive(text: original) }
        return value
    }

    private func bareNumber(
        _ plain: String, original: String, methodDetectionLimit: Double?
    ) throws(LaboratoryTextError) -> LaboratoryReading {
        guard let value = DecimalNumber.value(plain) else {
            try refuseUnit(in: plain, original: original)
            throw .malformed(text: original)
        }
        if let limit = methodDetectionLimit, value < limit {
            throw .numberBelowLimit(value: value, limit: limit)
        }
        return LaboratoryReading(quantity: .number(value), notes: [])
    }

    /// `0.025mg/L` ends in L and is no non-detect: the unit has slipped into the cell.
    private func refuseUnit(in plain: String, original: String) throws(LaboratoryTextError) {
        let numberEnd = plain.firstIndex { !($0.isASCII && ($0.isNumber || "<>.+-".contains($0))) }
        guard let start = numberEnd, start > plain.startIndex else { return }
        let tail = String(plain[start...])
        // A tail that is no unit is read as text; its refusal is not of interest.
        guard tail.contains("/") || tail.count > 1, (try? MeasurementUnit(spelling: tail)) != nil else {
            return
        }
        throw .unitInside(text: original, unit: tail)
    }
}

/// Plain decimal numbers as people write them; neither `inf`, `nan` nor hexadecimal.
enum DecimalNumber {
    /// Only ASCII digits, points, signs and E.
    static func isPlain(_ text: some StringProtocol) -> Bool {
        text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: "+"),
                UInt8(ascii: "e"), UInt8(ascii: "E"):
                true
            default: false
            }
        }
    }

    static func value(_ text: some StringProtocol) -> Double? {
        if isPlain(text) { return finite(text) }
        let plain = String(text)
        for power in ["×10^", "x10^", "X10^", "*10^", "×10"] where plain.contains(power) {
            let parts = plain.split(separator: power, omittingEmptySubsequences: false)
            guard parts.count == 2, isPlain(parts[0]), isPlain(parts[1]) else { return nil }
            return finite(parts[0] + "e" + parts[1])
        }
        return nil
    }

    private static func finite(_ text: some StringProtocol) -> Double? {
        let value = text.utf8.first == UInt8(ascii: ".") ? Double("0" + text) : Double(text)
        return value.flatMap { $0.isFinite ? $0 : nil }
    }
}
