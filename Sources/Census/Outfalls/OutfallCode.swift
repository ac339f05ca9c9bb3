/// A way of giving codes to outfalls.
public enum OutfallCodeScheme: Hashable, Comparable, Sendable {
    /// 2018 census: county code and three digits.
    case census2018
    /// HJ 1235-2021: `FA-420582-0083-QT-00`.
    case hj1235
    /// A province's or an office's own, whose form we do not know.
    case local(String)

    /// A name for sorting and storing.
    public var id: String {
        switch self {
        case .census2018: "census2018"
        case .hj1235: "hj1235"
        case .local(let name): "local:\(name)"
        }
    }

    /// Orders by identifier.
    public static func < (a: OutfallCodeScheme, b: OutfallCodeScheme) -> Bool { a.id < b.id }

    /// The scheme in both languages.
    public var text: LocalizedText {
        switch self {
        case .census2018: LocalizedText(zh: "2018 年普查编码", en: "code of the 2018 census")
        case .hj1235: LocalizedText(zh: "HJ 1235 编码", en: "code by HJ 1235")
        case .local(let name): LocalizedText(zh: "地方编码（\(name)）", en: "local code (\(name))")
        }
    }
}

/// Why a text is no code of its scheme.
public enum OutfallCodeError: Error, Hashable, Sendable {
    /// The text does not have the scheme's form.
    case malformed(text: String, scheme: OutfallCodeScheme)
    /// A spreadsheet has turned the code into a number, and digits are lost.
    case scientificNotation(text: String)
    /// A serial has more digits than the scheme has room for, or is below 1.
    case serialOutOfRange(Int, most: Int)

    /// The reason in both languages.
    public var text: LocalizedText {
        switch self {
        case .malformed(let text, let scheme):
            LocalizedText(
                zh: "“\(text)”不符合\(scheme.text[.chinese])的格式。",
                en: "“\(text)” does not have the form of a \(scheme.text[.english]).")
        case .scientificNotation(let text):
            LocalizedText(
                zh: "“\(text)”是被电子表格改写的编码，请从原始文本重新导入。",
                en: "“\(text)” is a code that a spreadsheet rewrote; import it again from the original text.")
        case .serialOutOfRange(let serial, let most):
            LocalizedText(
                zh: "顺序号 \(serial) 应在 1–\(most) 之间。", en: "Serial \(serial) must lie between 1 and \(most).")
        }
    }
}

/// A code of an outfall; always text.
public struct OutfallCode: Hashable, Sendable {
    /// The scheme.
    public let scheme: OutfallCodeScheme
    /// The code as text.
    public let value: String
    /// The county of the code's six digits; `nil` for local codes.
    public let county: String?
    /// The serial; `nil` for local codes.
    public let serial: Int?

    /// Reads a code of a scheme.
    ///
    /// Full-width digits and lower-case letters of HJ 1235 are put right; nothing else is.
    ///
    /// - Throws: `OutfallCodeError`.
    public init(_ text: String, scheme: OutfallCodeScheme) throws(OutfallCodeError) {
        let plain = halfWidth(text)
        guard !plain.contains("E+"), !plain.contains("e+") else { throw .scientificNotation(text: text) }
        switch scheme {
        case .census2018:
            guard plain.utf8.count == 9, isDigits(plain), let serial = Int(plain.suffix(3)), serial > 0 else {
                throw .malformed(text: text, scheme: scheme)
            }
            self.init(scheme: scheme, value: plain, county: String(plain.prefix(6)), serial: serial)
        case .hj1235:
            let parts = HJ1235Code(plain)
            guard let parts else { throw .malformed(text: text, scheme: scheme) }
            self.init(scheme: scheme, value: parts.text, county: parts.county, serial: parts.serial)
        case .local:
            guard !plain.isEmpty else { throw .malformed(text: text, scheme: scheme) }
            self.init(scheme: scheme, value: plain, county: nil, serial: nil)
        }
    }

    /// Makes the 2018 code of a county's serial.
    ///
    /// - Throws: `OutfallCodeError.malformed` unless the county has six digits, `.serialOutOfRange` beyond 999.
    public init(county: String, serial2018 serial: Int) throws(OutfallCodeError) {
        guard county.utf8.count == 6, isDigits(county) else {
            throw .malformed(text: county, scheme: .census2018)
        }
        guard (1...999).contains(serial) else { throw .serialOutOfRange(serial, most: 999) }
        self.init(
            scheme: .census2018, value: county + padded(serial, to: 3), county: county, serial: serial)
    }

    private init(scheme: OutfallCodeScheme, value: String, county: String?, serial: Int?) {
        self.scheme = scheme
        self.value = value
        self.county = county
        self.serial = serial
    }
}

/// A text of ASCII digits, at least one.
func isDigits(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
}

/// The five parts of a code in the style of HJ 1235-2021.
public struct HJ1235Code: Hashable, Sendable {
    /// Two letters of the basin or water (`FA` was seen on the Yangtze).
    public let water: String
    /// Six digits of the county.
    public let county: String
    /// The serial in the county, 1 to 9999.
    public let serial: Int
    /// Two letters of the type (`QT` is 其他).
    public let type: String
    /// Two digits of extension.
    public let extensionDigits: String

    /// Reads `FA-420582-0083-QT-00`; `nil` for any other form.
    public init?(_ text: String) {
        let parts = text.uppercased().split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [2, 6, 4, 2, 2], Self.isLetters(parts[0]), isDigits(parts[1]),
            isDigits(parts[2]), let serial = Int(parts[2]), serial > 0, Self.isLetters(parts[3]),
            isDigits(parts[4])
        else { return nil }
        water = String(parts[0])
        county = String(parts[1])
        self.serial = serial
        type = String(parts[3])
        extensionDigits = String(parts[4])
    }

    /// The code as text.
    public var text: String { "\(water)-\(county)-\(padded(serial, to: 4))-\(type)-\(extensionDigits)" }

    /// Names of type letters: `QT` was seen, the others are recollections that an office corrects.
    public static let defaultTypes: [String: LocalizedText] = [
        "QT": LocalizedText(zh: "其他", en: "other"), "GY": LocalizedText(zh: "工业", en: "industrial"),
        "CZ": LocalizedText(zh: "城镇污水处理厂", en: "municipal plant"),
        "SH": LocalizedText(zh: "城镇生活", en: "domestic"), "NY": LocalizedText(zh: "农业", en: "agricultural"),
        "YH": LocalizedText(zh: "雨洪", en: "storm"), "GK": LocalizedText(zh: "港口", en: "port"),
    ]

    private static func isLetters(_ text: Substring) -> Bool {
        text.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }
}
