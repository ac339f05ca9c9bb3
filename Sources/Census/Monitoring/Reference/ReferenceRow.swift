/// One row of a reference table, read column by column.
struct ReferenceRow {
    let table: ReferenceTable
    let number: Int
    private let values: [String]

    init(_ table: ReferenceTable, number: Int, values: [String]) {
        self.table = table
        self.number = number
        self.values = values
    }

    /// The cell of a column, without blanks around it; empty when the row is short.
    func text(_ column: String) -> String {
        guard let place = table.columns.firstIndex(of: column), place < values.count else { return "" }
        return trimmed(values[place])
    }

    func optional(_ column: String) -> String? {
        let found = text(column)
        return found.isEmpty ? nil : found
    }

    func required(_ column: String) throws(ReferenceTableFault) -> String {
        guard let found = optional(column) else {
            throw fault(column, LocalizedText(zh: "不能为空", en: "it must not be blank"))
        }
        return found
    }

    func number(_ column: String) throws(ReferenceTableFault) -> Double? {
        guard let found = optional(column) else { return nil }
        guard let value = DecimalNumber.value(halfWidth(found)) else {
            throw fault(column, LocalizedText(zh: "应为数值", en: "a number is needed"))
        }
        return value
    }

    func whole(_ column: String, least: Int = 0) throws(ReferenceTableFault) -> Int? {
        guard let value = try number(column) else { return nil }
        guard let whole = Int(exactly: value), whole >= least else {
            throw fault(
                column,
                LocalizedText(zh: "应为不小于 \(least) 的整数", en: "a whole number of at least \(least) is needed"))
        }
        return whole
    }

    func day(_ column: String) throws(ReferenceTableFault) -> CalendarDate? {
        guard let found = optional(column) else { return nil }
        do throws(CalendarDateError) { return try CalendarDate(iso: found) } catch {
            throw fault(column, error.text)
        }
    }

    func unit(_ column: String, orElse usual: MeasurementUnit) throws(ReferenceTableFault) -> MeasurementUnit
    {
        guard let found = optional(column) else { return usual }
        do throws(UnitError) { return try MeasurementUnit(spelling: found) } catch {
            throw fault(column, error.text)
        }
    }

    func season() throws(ReferenceTableFault) -> Season {
        guard let season = Season(spelled: text("season")) else {
            throw fault(
                "season", LocalizedText(zh: "应为枯水期、平水期或丰水期", en: "write dry, normal or wet (枯水期、平水期、丰水期)"))
        }
        return season
    }

    /// One of a list of words.
    func word<Word: RawRepresentable & CaseIterable>(
        _ column: String, orElse usual: Word? = nil
    ) throws(ReferenceTableFault) -> Word where Word.RawValue == String {
        let found = text(column)
        if found.isEmpty, let usual { return usual }
        guard let word = Word(rawValue: found) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw fault(column, LocalizedText(zh: "应为其中之一：\(words)", en: "it must be one of \(words)"))
        }
        return word
    }

    func title(_ chinese: String, _ english: String, orElse usual: String) -> LocalizedText {
        let zh = optional(chinese) ?? usual
        return LocalizedText(zh: zh, en: optional(english) ?? zh)
    }

    func fault(_ column: String, _ reason: LocalizedText) -> ReferenceTableFault {
        ReferenceTableFault(table: table, row: number, column: column, value: text(column), reason: reason)
    }
}

extension Season {
    /// Reads the season as forms write it, in either language.
    public init?(spelled text: String) {
        switch halfWidth(text).lowercased() {
        case "枯水期", "枯", "枯期", "枯水", "dry", "dry season": self = .dry
        case "平水期", "平", "平期", "平水", "normal", "normal season": self = .normal
        case "丰水期", "丰", "丰期", "丰水", "wet", "wet season": self = .wet
        default: return nil
        }
    }
}
