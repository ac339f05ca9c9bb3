/// Something that is measured in water: a reference table row.
public struct Indicator: Hashable, Sendable {
    /// A short stable identifier, such as `COD`; free extra indicators bring their own.
    public let code: String
    /// The name in both languages.
    public let name: LocalizedText
    /// Other spellings found in files.
    public let aliases: [String]
    /// The unit in which limits and statistics are computed.
    public let unit: MeasurementUnit
    /// Values outside are impossible; in `unit`.
    public let possible: ClosedRange<Double>
    /// A concentration whose product with flow is a load.
    public let carriesLoad: Bool
    /// The column of the S105 form, from 1, if the form has one.
    public let formColumn: Int?

    /// Makes a row of the table.
    public init(
        code: String, name: LocalizedText, aliases: [String] = [], unit: MeasurementUnit,
        possible: ClosedRange<Double>, carriesLoad: Bool = true, formColumn: Int? = nil
    ) {
        self.code = code
        self.name = name
        self.aliases = aliases
        self.unit = unit
        self.possible = possible
        self.carriesLoad = carriesLoad
        self.formColumn = formColumn
    }
}

/// The indicators an office uses, found by code, name or alias.
public struct IndicatorCatalogue: Sendable {
    /// The rows in the order of the form.
    public let indicators: [Indicator]
    private let codes: [String: Int]
    private let index: [String: Int]

    /// Makes a catalogue; of two rows that claim one spelling, the earlier keeps it.
    public init(_ indicators: [Indicator]) {
        self.indicators = indicators
        codes = Dictionary(indicators.enumerated().map { ($1.code, $0) }) { first, _ in first }
        var index: [String: Int] = [:]
        for (position, indicator) in indicators.enumerated() {
            let names = [indicator.code, indicator.name[.chinese], indicator.name[.english]]
            for spelling in names + indicator.aliases {
                let key = Self.key(spelling)
                if index[key] == nil { index[key] = position }
            }
        }
        self.index = index
    }

    /// The indicator spelled so, whatever the case, width and blanks; `nil` when none is.
    public func indicator(spelled text: String) -> Indicator? {
        (codes[text] ?? index[Self.key(text)]).map { indicators[$0] }
    }

    /// What people call the indicator of a code: its Chinese name, and in English its code; the code where nobody knows it.
    public func displayName(of code: String) -> LocalizedText {
        LocalizedText(zh: indicator(spelled: code)?.name.chinese ?? code, en: code)
    }

    private static func key(_ text: String) -> String {
        halfWidth(text).lowercased().filter { !" -_()".contains($0) }
    }
}
