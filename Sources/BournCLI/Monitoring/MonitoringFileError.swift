internal import Census

/// Why a file that goes with monitoring cannot be used.
enum MonitoringFileError: Error {
    /// The office has not chosen a season calendar.
    case noCalendar(path: String)
    /// A column of a table is missing.
    case noColumn(path: String, table: String, columns: [String])
    /// A step of custody is not known.
    case badStep(path: String, row: Int, value: String)
    /// A step names no bottle.
    case noLabel(path: String, row: Int)
    /// The time of a step cannot be read.
    case badTime(path: String, row: Int, MomentError)
    /// There is no such standard or grade.
    case noStandard(String, known: [String])
    /// No outfall that counts, in the area if one is given, has or had these codes.
    case noOutfall([String], area: String?)
    /// A date of the command line is none.
    case badDate(CalendarDateError)

    /// The error in words.
    var text: LocalizedText {
        switch self {
        case .noCalendar(let path):
            LocalizedText(
                zh: "\(path) 没有季节月份表，无法判定水期；请先运行 bourn monitoring set WORKSPACE season-calendar FILE"
                    + "（可参考 bourn monitoring show WORKSPACE season-calendar --examples）",
                en:
                    "\(path) has no season calendar, so no season can be told; run `bourn monitoring set WORKSPACE "
                    + "season-calendar FILE` first (`bourn monitoring show WORKSPACE season-calendar --examples` has some)"
            )
        case .noColumn(let path, let table, let columns):
            LocalizedText(
                zh: "\(path) 没有列 \(columns.joined(separator: "、"))；\(table) 表需要",
                en:
                    "\(path) lacks the column \(columns.joined(separator: ", ")), which the table \(table) needs"
            )
        case .badStep(let path, let row, let value):
            LocalizedText(
                zh: "\(path) 第 \(row) 行：流转步骤“\(value)”应为采样、交接、实验室接收、分析或报出",
                en:
                    "\(path), row \(row): the step “\(value)” must be sampled, handedOver, received, analysed or reported"
            )
        case .noLabel(let path, let row):
            LocalizedText(
                zh: "\(path) 第 \(row) 行：没有样品编号；请补填",
                en: "\(path), row \(row): no label of a bottle; fill it in")
        case .badTime(let path, let row, let error):
            LocalizedText(
                zh: "\(path) 第 \(row) 行：\(error.text.chinese)",
                en: "\(path), row \(row): \(error.text.english)")
        case .noStandard(let name, let known):
            LocalizedText(
                zh: "没有标准或级别“\(name)”；已有：\(known.joined(separator: "、"))",
                en: "there is no standard or grade “\(name)”; there are \(known.joined(separator: ", "))")
        case .noOutfall(let codes, let area):
            LocalizedText(
                zh: "\(area.map { "区划 \($0) 内" } ?? "")没有计入名录的排污口使用过编码 \(codes.joined(separator: "、"))；"
                    + "请用 bourn outfall list 核对",
                en: "no outfall that counts\(area.map { " in the area \($0)" } ?? "") has or had the code "
                    + "\(codes.joined(separator: ", ")); see `bourn outfall list`")
        case .badDate(let error): error.text
        }
    }
}
