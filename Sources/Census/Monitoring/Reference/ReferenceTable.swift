/// A table of reference data that an office can change, as CSV and as a table of its workspace.
///
/// What the field's standards and customs say is data, never a constant of the program: editions change, and provinces
/// differ. All cells are text, so that codes stay as they are written.
public enum ReferenceTable: String, CaseIterable, Sendable {
    /// The months of each season in each basin.
    case seasonCalendar = "season-calendar"
    /// Which outfalls belong to which basin, by the beginning of a code.
    case basins
    /// The indicators, their spellings, units and possible ranges.
    case indicators
    /// Laboratories' methods and their detection limits.
    case methods
    /// Instruments of laboratories and teams.
    case instruments
    /// Limits of surface-water standards.
    case surfaceLimits = "surface-limits"
    /// Limits of discharge standards.
    case effluentLimits = "effluent-limits"
    /// What quality control asks of a batch.
    case qualityRules = "quality-rules"
    /// The rules of the review.
    case reviewRules = "review-rules"
    /// How often each season must be sampled.
    case plan
    /// The seasons to be monitored, with their deadlines.
    case periods
    /// How non-detects enter means and loads.
    case policy
    /// How long a sample may stand before an indicator is analysed.
    case holdingTimes = "holding-times"

    /// The columns in order.
    public var columns: [String] {
        switch self {
        case .seasonCalendar: ["basin_code", "basin", "season", "months", "year_rule"]
        case .basins: ["code_kind", "code_prefix", "basin_code"]
        case .indicators:
            [
                "code", "name_zh", "name_en", "aliases", "unit", "least", "most", "load", "form_column",
                "planned",
            ]
        case .methods: ["laboratory", "indicator", "method", "detection_limit", "unit"]
        case .instruments: ["owner", "code", "name", "indicator", "calibrated_until"]
        case .surfaceLimits:
            [
                "standard", "revision", "title_zh", "title_en", "indicator", "water", "unit", "criterion",
                "class1", "class2", "class3", "class4", "class5",
            ]
        case .effluentLimits:
            [
                "standard", "revision", "title_zh", "title_en", "grade", "indicator", "unit", "at_least",
                "at_most", "warmer_than", "at_most_warm", "built_from", "built_before",
            ]
        case .qualityRules:
            [
                "indicator", "source", "samples_per_batch", "laboratory_blanks", "field_blank_share",
                "parallel_share", "certified_standards", "deviation", "recovery_least", "recovery_most",
            ]
        case .reviewRules:
            [
                "id", "method", "name_zh", "name_en", "check", "indicator", "other", "least", "most", "count",
            ]
        case .plan: ["season", "campaigns", "days", "samples_per_day", "visit_gap_days", "strictness"]
        case .periods: ["year", "season", "deadline"]
        case .policy: ["purpose", "rule", "source"]
        case .holdingTimes: ["indicator", "hours", "preservation", "source"]
        }
    }

    /// The columns that a file must have; the others may be missing and count as blank.
    public var requiredColumns: [String] {
        switch self {
        case .seasonCalendar: ["basin_code", "season", "months"]
        case .basins, .methods, .policy: columns
        case .indicators: ["code", "name_zh", "unit"]
        case .instruments: ["owner", "code", "name"]
        case .surfaceLimits: ["standard", "indicator", "criterion"]
        case .effluentLimits: ["standard", "grade", "indicator"]
        case .qualityRules: ["indicator", "deviation"]
        case .reviewRules: ["id", "method", "check"]
        case .plan: ["season"]
        case .periods: ["year", "season"]
        case .holdingTimes: ["indicator", "hours"]
        }
    }

    /// The table's name in a workspace.
    public var tableName: String { "monitoring_" + rawValue.replacing("-", with: "_") }

    /// What the table holds.
    public var title: LocalizedText {
        switch self {
        case .seasonCalendar: LocalizedText(zh: "季节月份表", en: "season calendar")
        case .basins: LocalizedText(zh: "流域对照", en: "basins of codes")
        case .indicators: LocalizedText(zh: "监测指标", en: "indicators")
        case .methods: LocalizedText(zh: "分析方法与检出限", en: "methods and detection limits")
        case .instruments: LocalizedText(zh: "仪器", en: "instruments")
        case .surfaceLimits: LocalizedText(zh: "地表水标准限值", en: "surface-water limits")
        case .effluentLimits: LocalizedText(zh: "排放标准限值", en: "discharge limits")
        case .qualityRules: LocalizedText(zh: "质控要求", en: "quality control")
        case .reviewRules: LocalizedText(zh: "审核规则", en: "review rules")
        case .plan: LocalizedText(zh: "监测频次", en: "sampling plan")
        case .periods: LocalizedText(zh: "监测期与期限", en: "periods and deadlines")
        case .policy: LocalizedText(zh: "未检出处理规则", en: "rules for non-detects")
        case .holdingTimes: LocalizedText(zh: "样品保存时限", en: "holding times")
        }
    }
}

/// A cell of a reference table that cannot be used.
public struct ReferenceTableFault: Error, Hashable, Sendable {
    /// The table.
    public let table: ReferenceTable
    /// The row among the data rows, from 1; 0 when the table as a whole is at fault.
    public let row: Int
    /// The column.
    public let column: String
    /// The value as written.
    public let value: String
    /// What is wrong and what to write.
    public let reason: LocalizedText

    /// Makes a fault.
    public init(table: ReferenceTable, row: Int, column: String, value: String, reason: LocalizedText) {
        self.table = table
        self.row = row
        self.column = column
        self.value = value
        self.reason = reason
    }

    /// The fault in both languages.
    public var text: LocalizedText {
        let place = row == 0 ? "" : " \(row)"
        return LocalizedText(
            zh:
                "\(table.title.chinese)（\(table.rawValue)）第\(place) 行，\(column) = “\(value)”：\(reason.chinese)",
            en:
                "\(table.title.english) (\(table.rawValue)), row\(place), \(column) = “\(value)”: \(reason.english)"
        )
    }
}
