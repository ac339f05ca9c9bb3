/// Why the text of a laboratory's cell is not taken as a result.
public enum LaboratoryTextError: Error, Hashable, Sendable {
    /// The cell is empty.
    case empty
    /// The cell says that nothing was measured (`/`, `—`, `未测`).
    case notMeasured(text: String)
    /// Not detected, but no detection limit is stated in the cell or given with the method.
    case missingLimit(text: String)
    /// A bare number below the method's detection limit: zero, half the limit or a misprint, nobody can tell.
    case numberBelowLimit(value: Double, limit: Double)
    /// `0.025l`: the small letter cannot be told from the digit 1.
    case ambiguousLetter(text: String)
    /// `1,200` or `1，2`: a comma may group thousands or stand for the decimal point.
    case ambiguousComma(text: String)
    /// A unit stands in the cell of the value.
    case unitInside(text: String, unit: String)
    /// A detection limit must be a positive number.
    case limitNotPositive(text: String)
    /// No reading of the text makes sense.
    case malformed(text: String)

    /// The reason in both languages, with what to do.
    public var text: LocalizedText {
        switch self {
        case .empty:
            LocalizedText(
                zh: "结果为空，请补填或注明未测。", en: "The result is empty; fill it in or say it was not measured.")
        case .notMeasured(let text):
            LocalizedText(zh: "“\(text)”表示未测定，没有结果可用。", en: "“\(text)” says that nothing was measured.")
        case .missingLimit(let text):
            LocalizedText(
                zh: "“\(text)”没有检出限，请填写方法检出限（如 0.025L）。",
                en: "“\(text)” has no detection limit; state the method's limit (such as 0.025L).")
        case .numberBelowLimit(let value, let limit):
            LocalizedText(
                zh: "数值 \(decimalText(value, places: 9)) 低于检出限 \(decimalText(limit, places: 9))，不能当作检出值；"
                    + "若未检出请写 \(decimalText(limit, places: 9))L。",
                en: "The number \(decimalText(value, places: 9)) is below the detection limit "
                    + "\(decimalText(limit, places: 9)); if not detected, write \(decimalText(limit, places: 9))L."
            )
        case .ambiguousLetter(let text):
            LocalizedText(
                zh: "“\(text)”末尾的小写 l 与数字 1 难以区分，未检出请用大写 L。",
                en: "The small l of “\(text)” looks like the digit 1; write a capital L for not detected.")
        case .ambiguousComma(let text):
            LocalizedText(
                zh: "“\(text)”中的逗号含义不明，请去掉千位分隔符并用小数点。",
                en: "The comma in “\(text)” is ambiguous; drop thousands separators, use a decimal point.")
        case .unitInside(let text, let unit):
            LocalizedText(
                zh: "“\(text)”把单位 \(unit) 写进了数值栏，请移到单位栏。",
                en: "“\(text)” has the unit \(unit) in the column of values; move it to the column of units.")
        case .limitNotPositive(let text):
            LocalizedText(
                zh: "“\(text)”的检出限必须大于零。", en: "The detection limit of “\(text)” must be above zero.")
        case .malformed(let text):
            LocalizedText(
                zh: "“\(text)”不是数值，也不是未检出的写法。", en: "“\(text)” is neither a number nor a non-detect.")
        }
    }
}

/// What a reader should know about a result that was taken.
public enum LaboratoryTextNote: Hashable, Sendable {
    /// The limit written with the result differs from the limit of the method; the written one is used.
    case limitDiffersFromMethod(written: Double, method: Double)

    /// The note in both languages.
    public var text: LocalizedText {
        switch self {
        case .limitDiffersFromMethod(let written, let method):
            LocalizedText(
                zh:
                    "结果所写检出限 \(decimalText(written, places: 9)) 与方法检出限 \(decimalText(method, places: 9)) 不一致，按所写的用。",
                en: "The limit written, \(decimalText(written, places: 9)), differs from the method's "
                    + "\(decimalText(method, places: 9)); the written one is used.")
        }
    }
}

/// A reading of a laboratory's cell.
public struct LaboratoryReading: Hashable, Sendable {
    /// The quantity.
    public let quantity: MeasuredQuantity
    /// What to tell about it; empty as a rule.
    public let notes: [LaboratoryTextNote]
}
