public import Census

/// What is wrong with rows of a table that another program wrote.
public enum RowFault: Hashable, Sendable {
    /// They name something that is not there, in this table.
    case orphan(of: String)
    /// They lack what tells them apart.
    case noIdentity
    /// A word is none of those that the column may have.
    case unknownWord(String)
    /// A day or a time cannot be read.
    case unreadableDate
    /// A number is missing, or is none.
    case unreadableNumber
    /// A unit is not known.
    case unknownUnit(String)
    /// What the sample says was measured is not what it has results of.
    case measuredDiffers
    /// A position is missing or damaged.
    case noPosition
    /// No step of the survey and no entry of the register leads to their state.
    case stateWithoutGround

    /// The fault in both languages.
    public var text: LocalizedText {
        switch self {
        case .orphan(let table):
            LocalizedText(zh: "所指的行在 \(table) 中不存在", en: "name a row that \(table) does not have")
        case .noIdentity: LocalizedText(zh: "没有标识", en: "have no identifier")
        case .unknownWord(let word):
            LocalizedText(zh: "“\(word)”不是此列的取值", en: "hold “\(word)”, no value of the column")
        case .unreadableDate: LocalizedText(zh: "日期或时间无法识别", en: "hold a date or time that cannot be read")
        case .unreadableNumber: LocalizedText(zh: "缺少数值或不是数值", en: "lack a number or hold something else")
        case .unknownUnit(let unit):
            LocalizedText(zh: "不认识的单位“\(unit)”", en: "hold the unknown unit “\(unit)”")
        case .measuredDiffers:
            LocalizedText(zh: "所列已测指标与结果不符", en: "list other indicators than they have results of")
        case .noPosition: LocalizedText(zh: "位置缺失或损坏", en: "have no readable position")
        case .stateWithoutGround:
            LocalizedText(
                zh: "状态没有步骤或名录条目作依据", en: "stand in a state to which no step and no entry leads")
        }
    }
}
