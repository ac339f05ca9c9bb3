/// Whether an outfall discharges into a river or the sea.
public enum OutfallCategory: Int, CaseIterable, Sendable {
    /// 入河排污口.
    case river = 1
    /// 入海排污口.
    case sea = 2

    /// The name in both languages.
    public var text: LocalizedText {
        switch self {
        case .river: LocalizedText(zh: "入河排污口", en: "outfall into a river or lake")
        case .sea: LocalizedText(zh: "入海排污口", en: "outfall into the sea")
        }
    }
}

/// What an outfall discharges, in the classes of the 2018 census.
public enum OutfallKind2018: Int, CaseIterable, Sendable {
    /// 工业废水.
    case industrial = 1
    /// 生活污水.
    case domestic = 2
    /// 混合污废水.
    case mixed = 3

    /// The name in both languages.
    public var text: LocalizedText {
        switch self {
        case .industrial: LocalizedText(zh: "工业废水", en: "industrial wastewater")
        case .domestic: LocalizedText(zh: "生活污水", en: "domestic sewage")
        case .mixed: LocalizedText(zh: "混合污废水", en: "mixed wastewater")
        }
    }
}

/// How an outfall meets the water (入河方式).
public enum DischargeMode: Hashable, Sendable {
    /// 明渠.
    case openChannel
    /// 暗管.
    case buriedPipe
    /// 泵站.
    case pumpingStation
    /// 涵闸.
    case culvertGate
    /// 其他, in words that the form requires.
    case other(String)

    /// The number on the 2018 form.
    public var formNumber: Int {
        switch self {
        case .openChannel: 1
        case .buriedPipe: 2
        case .pumpingStation: 3
        case .culvertGate: 4
        case .other: 5
        }
    }

    /// Reads the number of the form; "other" needs its text.
    ///
    /// - Throws: `OutfallFieldError.modeTextMissing` or `.unknownMode`.
    public init(formNumber: Int, otherText: String = "") throws(OutfallFieldError) {
        switch formNumber {
        case 1: self = .openChannel
        case 2: self = .buriedPipe
        case 3: self = .pumpingStation
        case 4: self = .culvertGate
        case 5:
            let text = trimmed(otherText)
            guard !text.isEmpty else { throw .modeTextMissing }
            self = .other(text)
        default: throw .unknownMode(formNumber)
        }
    }

    /// The mode in both languages; the words of "other" are kept as they were written.
    public var text: LocalizedText {
        switch self {
        case .openChannel: LocalizedText(zh: "明渠", en: "open channel")
        case .buriedPipe: LocalizedText(zh: "暗管", en: "buried pipe")
        case .pumpingStation: LocalizedText(zh: "泵站", en: "pumping station")
        case .culvertGate: LocalizedText(zh: "涵闸", en: "culvert gate")
        case .other(let words): LocalizedText(zh: "其他（\(words)）", en: "other (\(words))")
        }
    }
}

/// Why a field of a register form is refused.
public enum OutfallFieldError: Error, Hashable, Sendable {
    /// "Other" was chosen without saying what.
    case modeTextMissing
    /// The form has no such number.
    case unknownMode(Int)

    /// The reason in both languages.
    public var text: LocalizedText {
        switch self {
        case .modeTextMissing:
            LocalizedText(zh: "入河方式选“其他”时必须注明。", en: "Discharge mode “other” must be described.")
        case .unknownMode(let number):
            LocalizedText(
                zh: "入河方式没有编号 \(number)，应为 1–5。", en: "There is no discharge mode \(number); 1 to 5 exist.")
        }
    }
}
