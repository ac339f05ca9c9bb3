/// Why a text is not one longitude or latitude.
public enum AngleRefusal: Error, Hashable, Sendable {
    /// There is nothing in the cell.
    case empty
    /// There is no number in the text.
    case noNumber
    /// A character that no way of writing an angle uses.
    case unexpectedCharacter(String)
    /// A mark (°, ′, ″, 度, 分, 秒) without a number before it, or a second mark after one number.
    case strayMark(String)
    /// A spreadsheet has turned the number into 1.18E+02.
    case scientificNotation
    /// Two decimal points in one number, or a point without a digit.
    case malformedNumber(String)
    /// More than degrees, minutes and seconds.
    case tooManyNumbers(Int)
    /// Marks that are not in the order degrees, minutes, seconds.
    case unitsOutOfOrder
    /// Minutes or seconds without degrees.
    case noDegrees
    /// A fraction of degrees followed by minutes or seconds that are not zero.
    case fractionInDegrees(String)
    /// A fraction of minutes followed by seconds that are not zero.
    case fractionInMinutes(String)
    /// Minutes of 60 or more.
    case minutesTooLarge(Double)
    /// Seconds above 60. Exactly 60 is a rounding and is carried.
    case secondsTooLarge(Double)
    /// Beyond 180 degrees, or 90 for a latitude.
    case outOfRange(degrees: Double, limit: Double)
    /// A minus sign together with a western or southern hemisphere, or with any hemisphere.
    case signAndHemisphere
    /// Two hemispheres that disagree.
    case hemispheresDisagree(Hemisphere, Hemisphere)
    /// A longitude where a latitude is declared, or the reverse.
    case wrongAxis(found: CoordinateAxis, declared: CoordinateAxis)
    /// NaN, or an infinity.
    case notFinite
}

extension AngleRefusal {
    /// The reason in words.
    public var text: LocalizedText {
        switch self {
        case .empty: LocalizedText(zh: "坐标为空", en: "the coordinate is empty")
        case .noNumber: LocalizedText(zh: "坐标中没有数字", en: "the coordinate holds no number")
        case .unexpectedCharacter(let found):
            LocalizedText(zh: "坐标中有无法识别的字符“\(found)”", en: "unexpected character \"\(found)\"")
        case .strayMark(let mark):
            LocalizedText(zh: "符号“\(mark)”前没有对应的数字", en: "the mark \"\(mark)\" has no number of its own")
        case .scientificNotation:
            LocalizedText(
                zh: "坐标被表格软件改成了科学计数法，请按文本重新导出",
                en: "a spreadsheet turned the number into scientific notation; export the column as text")
        case .malformedNumber(let number):
            LocalizedText(zh: "数字“\(number)”写法有误", en: "\"\(number)\" is not a number")
        case .tooManyNumbers(let count):
            LocalizedText(
                zh: "有 \(count) 个数字，度、分、秒最多三个",
                en: "\(count) numbers, but degrees, minutes and seconds are three at most")
        case .unitsOutOfOrder:
            LocalizedText(zh: "度、分、秒的顺序不对", en: "degrees, minutes and seconds are out of order")
        case .noDegrees: LocalizedText(zh: "缺少度数", en: "there are no degrees")
        case .notFinite: LocalizedText(zh: "坐标不是有限数", en: "the coordinate is not a finite number")
        default: valueText
        }
    }

    private var valueText: LocalizedText {
        switch self {
        case .fractionInDegrees(let number):
            LocalizedText(
                zh: "度数 \(number) 带小数，后面又有分或秒；若是两个坐标，请分成两列或声明为合并列",
                en: "\(number) has a fraction of degrees but minutes or seconds follow; if these are two "
                    + "coordinates, use two columns or declare a combined one")
        case .fractionInMinutes(let number):
            LocalizedText(
                zh: "分数 \(number) 带小数，后面又有秒", en: "\(number) has a fraction of minutes but seconds follow")
        case .minutesTooLarge(let minutes):
            LocalizedText(zh: "分为 \(minutes)，应小于 60", en: "minutes are \(minutes), but must be below 60")
        case .secondsTooLarge(let seconds):
            LocalizedText(zh: "秒为 \(seconds)，应小于 60", en: "seconds are \(seconds), but must be below 60")
        case .outOfRange(let degrees, let limit):
            LocalizedText(
                zh: "\(degrees) 度超出 ±\(limit) 度", en: "\(degrees) degrees is beyond ±\(limit) degrees")
        case .signAndHemisphere:
            LocalizedText(zh: "负号与东西南北不能同时出现", en: "a minus sign and a hemisphere exclude each other")
        case .hemispheresDisagree(let a, let b):
            LocalizedText(
                zh: "“\(a.text.chinese)”与“\(b.text.chinese)”矛盾",
                en: "\(a.rawValue) and \(b.rawValue) disagree")
        case .wrongAxis(let found, let declared):
            LocalizedText(
                zh: "该列声明为\(declared.text.chinese)，内容却是\(found.text.chinese)",
                en: "the column is declared as \(declared.text.english) but holds a \(found.text.english)")
        default: LocalizedText(zh: "坐标无法识别", en: "the coordinate cannot be read")
        }
    }
}
