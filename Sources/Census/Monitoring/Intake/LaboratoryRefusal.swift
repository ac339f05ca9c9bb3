/// Why a row or a cell of a laboratory's file was not taken.
public enum LaboratoryRefusalReason: Hashable, Sendable {
    /// The row as a whole is broken.
    case row(RefusalReason)
    /// The bottle has no label.
    case noLabel
    /// The outfall's code is in no scheme of the register.
    case unknownOutfall
    /// Several outfalls have the code on that day, kept by these codes.
    case ambiguousOutfall([String])
    /// The sample is of a kind that is taken at an outfall, and names none.
    case noOutfall(ActivityKind)
    /// The time cannot be read.
    case time(CalendarDateError)
    /// The day has not come yet.
    case future(CalendarDate)
    /// The day lies before anybody sampled outfalls.
    case tooOld(CalendarDate)
    /// A concentration of nothing, from a method whose limit nobody knows.
    case zero
    /// There is no time.
    case noTime
    /// The kind of sample is not known.
    case unknownKind
    /// The season is none.
    case unknownSeason
    /// An earlier row of the file has the label.
    case repeatedLabel(row: Int)
    /// The workspace has another sample of this label: of another outfall, day or kind.
    case labelTaken(outfall: String, day: String)
    /// The indicator is not in the table of indicators.
    case unknownIndicator
    /// The unit is missing, unknown, or of another kind than the indicator's.
    case unit(UnitError)
    /// The text is no value.
    case value(LaboratoryTextError)
    /// The detection limit is no number above zero.
    case limit
    /// The day of analysis cannot be read; the results are kept without it.
    case analysisDay(CalendarDateError)
    /// The amount added to a spike is no number; the result is kept without it.
    case added
    /// The fraction is not known, so nobody can tell what was measured.
    case fraction(String)
    /// The indicator stands twice for one sample.
    case repeatedIndicator
    /// The cell is part of a merged range, so nobody can tell which rows the value is for.
    case mergedCell(range: String)
    /// The cell shows an error of its spreadsheet, as `#DIV/0!`.
    case sheetError
    /// The cell holds a formula whose result was not saved.
    case formulaWithoutResult
}

/// A row or a cell that was not taken: where it is and why.
public struct LaboratoryRefusal: Error, Hashable, Sendable {
    /// The row's number among the data rows, from 1.
    public let row: Int
    /// The line of a text file.
    public let line: Int?
    /// The column; `nil` for the row as a whole.
    public let column: String?
    /// The cell's text as written.
    public let value: String?
    /// Why.
    public let reason: LaboratoryRefusalReason
    /// The whole row was refused rather than one cell.
    public let isWholeRow: Bool
}

extension LaboratoryRefusalReason {
    /// The reason in both languages, with what to do.
    public var text: LocalizedText {
        switch self {
        case .row(let reason): reason.text
        case .noLabel: LocalizedText(zh: "没有样品编号", en: "the sample has no label")
        case .unknownOutfall:
            LocalizedText(
                zh: "名录中没有排污口有过这个编码（任何编码体系）；请核对编码，或先导入排污口",
                en:
                    "no outfall of the register has or had this code in any scheme; check it, or "
                    + "import the outfall first"
            )
        case .ambiguousOutfall(let codes):
            LocalizedText(
                zh: "这一天有多个排污口使用此编码：\(codes.joined(separator: "、"))；请改用各自的编码",
                en:
                    "several outfalls have this code on that day: \(codes.joined(separator: ", ")); "
                    + "use a code of one of them"
            )
        case .noOutfall(let kind):
            LocalizedText(
                zh: "\(kind.text.chinese)没有排污口编码", en: "a \(kind.text.english) needs the code of its outfall")
        case .time(let error): error.text
        case .future(let day):
            LocalizedText(
                zh: "采样日 \(day) 还没有到，请核对年份",
                en: "the day of sampling, \(day), has not come yet; check the year")
        case .tooOld(let day):
            LocalizedText(
                zh: "采样日 \(day) 早于 \(LaboratoryIntake.earliest)，请核对年份",
                en: "the day of sampling, \(day), is before \(LaboratoryIntake.earliest); check the year")
        case .zero:
            LocalizedText(
                zh: "浓度 0 不是测得的数值：若未检出请写检出限（如 0.025L），或把该实验室的检出限补入 methods 表后写 ND",
                en:
                    "a concentration of 0 is no measurement: if not detected, write the limit (such as 0.025L), or "
                    + "give the laboratory's limit in the table `methods` and write ND")
        case .noTime: LocalizedText(zh: "没有采样时间", en: "there is no time of sampling")
        case .unknownKind:
            LocalizedText(
                zh: "不认识的样品类型；可用：样品、平行样、全程序空白、实验室空白、加标样、标准样品",
                en:
                    "not a known kind of sample; write routine, parallel, field blank, laboratory "
                    + "blank, spike or standard"
            )
        case .unknownSeason: LocalizedText(zh: "水期应为枯水期、平水期或丰水期", en: "the season must be dry, normal or wet")
        case .repeatedLabel(let row):
            LocalizedText(zh: "样品编号与第 \(row) 行重复", en: "row \(row) has this label already")
        case .labelTaken(let outfall, let day):
            LocalizedText(
                zh: "工作区已有同编号的另一个样品（\(outfall)，\(day)）；若是同一瓶而前次填错，请用 --correct 改正，否则请改编号",
                en:
                    "the workspace has another sample of this label (\(outfall), \(day)); if it is the same bottle "
                    + "and was wrong before, use --correct, else change the label")
        case .unknownIndicator:
            LocalizedText(
                zh: "指标表中没有此项目；请先补入 indicators 表",
                en: "no such indicator; add it to the table `indicators` first")
        case .unit(let error): error.text
        case .value(let error): error.text
        case .limit: LocalizedText(zh: "检出限应为大于零的数值", en: "the detection limit must be a number above zero")
        case .analysisDay(let error):
            LocalizedText(
                zh: "分析日期读不懂，结果不带分析日期入库：\(error.text.chinese)",
                en:
                    "the day of analysis cannot be read, the results are kept without it: \(error.text.english)"
            )
        case .added:
            LocalizedText(
                zh: "加标量应为大于零的数值，结果不带加标量入库",
                en: "the amount added must be a number above zero; the result is kept without it")
        case .fraction(let text):
            LocalizedText(
                zh: "不认识的形态“\(text)”；可用：总量、溶解态（可溶性）、悬浮态（颗粒态）",
                en: "the fraction “\(text)” is not known; write total, dissolved or suspended")
        case .repeatedIndicator:
            LocalizedText(zh: "同一样品的此项目出现两次", en: "the indicator stands twice for this sample")
        case .mergedCell(let range):
            LocalizedText(
                zh: "单元格属于合并区域 \(range)，无法判断数值属于哪些行；请取消合并并逐行填写",
                en: "the cell is part of the merged range \(range); unmerge it and fill in every row")
        case .sheetError: LocalizedText(zh: "单元格是电子表格的错误值", en: "the cell shows an error of its spreadsheet")
        case .formulaWithoutResult:
            LocalizedText(
                zh: "公式没有保存结果；请在电子表格中打开、重算并保存",
                en: "the formula's result was not saved; open, recalculate and save the sheet")
        }
    }
}

extension LaboratoryMappingError {
    /// The error in both languages, with what to do.
    public var text: LocalizedText {
        switch self {
        case .notAPair(let line):
            LocalizedText(zh: "“\(line)”不是“字段=列”的形式", en: "“\(line)” is not of the form field=column")
        case .unknownField(let field):
            LocalizedText(
                zh: "没有字段或指标 \(field)；字段：\(Self.known)",
                en: "there is no field or indicator \(field); fields: \(Self.known)")
        case .unknownColumn(let column, let field, let columns):
            LocalizedText(
                zh: "文件没有列 \(column)（用于 \(field)）；已有：\(columns.joined(separator: "、"))",
                en:
                    "the file has no column \(column) (for \(field)); it has "
                    + "\(columns.joined(separator: ", "))"
            )
        case .missing(let field, let columns):
            LocalizedText(
                zh:
                    "没有找到 \(field.rawValue) 列；请用 --map \(field.rawValue)=列名 指定；"
                    + "已有：\(columns.joined(separator: "、"))",
                en:
                    "no column for \(field.rawValue); name it with --map \(field.rawValue)=COLUMN; "
                    + "there are \(columns.joined(separator: ", "))"
            )
        case .noValues(let columns):
            LocalizedText(
                zh: "没有指标列，也没有结果列；请用 --map COD=列名 或 --map value=列名 指定；已有：\(columns.joined(separator: "、"))",
                en:
                    "no column of an indicator and none of values; name one with --map COD=COLUMN "
                    + "or --map value=COLUMN; there are \(columns.joined(separator: ", "))"
            )
        case .twice(let indicator, let columns):
            LocalizedText(
                zh: "\(indicator) 有多列：\(columns.joined(separator: "、"))；请用 --map 指定一列",
                en:
                    "several columns hold \(indicator): \(columns.joined(separator: ", ")); choose "
                    + "one with --map"
            )
        case .unit(let error, let field):
            LocalizedText(zh: "\(field)：\(error.text.chinese)", en: "\(field): \(error.text.english)")
        }
    }

    private static var known: String { LaboratoryField.allCases.map(\.rawValue).joined(separator: ", ") }
}
