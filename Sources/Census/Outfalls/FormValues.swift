// How the forms of 2018 write a choice: its number, its words, or both as in `2|暗管`.

/// The number of a choice, if the text begins with one.
private func leadingNumber(_ text: String) -> Int? {
    let plain = halfWidth(text)
    return Int(plain.prefix { $0 != "|" })
}

extension OutfallCategory {
    /// Reads `1`, `入河排污口` or `1|入河排污口`; `nil` for anything else.
    public init?(formText: String) {
        let number = leadingNumber(formText)
        guard
            let match = Self.allCases.first(where: {
                $0.rawValue == number || $0.text[.chinese] == trimmed(formText)
            })
        else { return nil }
        self = match
    }
}

extension OutfallKind2018 {
    /// Reads `2`, `生活污水` or `2|生活污水`; `nil` for anything else.
    public init?(formText: String) {
        let number = leadingNumber(formText)
        guard
            let match = Self.allCases.first(where: {
                $0.rawValue == number || $0.text[.chinese] == trimmed(formText)
            })
        else { return nil }
        self = match
    }

    /// The choice as the forms write it.
    public var formText: String { "\(rawValue)|\(text[.chinese])" }
}

extension DischargeMode {
    /// Reads `2`, `暗管` or `2|暗管`, with the words that "other" needs.
    ///
    /// - Returns: `nil` for words that are no choice of the form.
    /// - Throws: `OutfallFieldError`.
    public static func reading(
        formText: String, otherText: String
    ) throws(OutfallFieldError) -> DischargeMode? {
        if let number = leadingNumber(formText) {
            return try DischargeMode(formNumber: number, otherText: otherText)
        }
        let named: [DischargeMode] = [.openChannel, .buriedPipe, .pumpingStation, .culvertGate]
        if let match = named.first(where: { $0.text[.chinese] == trimmed(formText) }) { return match }
        return trimmed(formText) == "其他" ? try DischargeMode(formNumber: 5, otherText: otherText) : nil
    }

    /// The choice as the forms write it, "other" without its words.
    public var formText: String {
        if case .other = self { return "5|其他" }
        return "\(formNumber)|\(text[.chinese])"
    }
}

extension BankSide {
    /// Reads `左岸`, `left`, `L` and the like; `nil` for anything else.
    public init?(formText: String) {
        switch trimmed(formText).lowercased() {
        case "左岸", "左", "left", "l", "left bank": self = .left
        case "右岸", "右", "right", "r", "right bank": self = .right
        default: return nil
        }
    }
}

extension ExclusionReason {
    /// A stable word for storing; a duplicate's original and free words follow a colon.
    public var word: String {
        switch self {
        case .rainWater: "rain"
        case .coolingWater: "cooling"
        case .farmlandReturn: "farmland"
        case .notAMouth: "not-a-mouth"
        case .abolished: "abolished"
        case .outsideBuiltUpArea: "outside-built-up-area"
        case .waterNotCoded: "water-not-coded"
        case .duplicate(let id): "duplicate:\(id)"
        case .other(let words): "other:\(words)"
        }
    }

    /// The reasons that stand for themselves.
    public static let plain: [ExclusionReason] = [
        .rainWater, .coolingWater, .farmlandReturn, .notAMouth, .abolished, .outsideBuiltUpArea,
        .waterNotCoded,
    ]

    /// Reads a stable word; `nil` when it is none, or a duplicate or "other" says nothing after its colon.
    public init?(word: String) {
        if let match = Self.plain.first(where: { $0.word == word }) {
            self = match
            return
        }
        guard let colon = word.firstIndex(of: ":") else { return nil }
        let rest = trimmed(word[word.index(after: colon)...])
        guard !rest.isEmpty else { return nil }
        switch word[..<colon] {
        case "duplicate": self = .duplicate(of: rest)
        case "other": self = .other(rest)
        default: return nil
        }
    }
}
