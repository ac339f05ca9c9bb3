/// The ordinal of a zone in Chinese numerals, as official zone names write it.
public enum ZoneOrdinal {
    private static let digits = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
    private static let units = ["", "十", "百", "千"]

    /// The numeral of a number from 1 to 9999: 一, 十, 十一, 二十, 一百零一, 一百一十.
    ///
    /// - Precondition: `1...9999` holds the number.
    /// - Complexity: O(1).
    public static func chineseNumeral(_ number: Int) -> String {
        precondition((1...9999).contains(number), "an ordinal in Chinese numerals runs from 1 to 9999")
        let places = String(number).utf8.map { Int($0) - 48 }
        var text = ""
        var owesZero = false
        for (place, digit) in places.enumerated() {
            let unit = places.count - 1 - place
            if digit == 0 {
                owesZero = true
                continue
            }
            if owesZero && !text.isEmpty { text += digits[0] }
            owesZero = false
            // From ten to nineteen the leading 一 is left out.
            if !(digit == 1 && unit == 1 && place == 0) { text += digits[digit] }
            text += units[unit]
        }
        return text
    }

    /// The official name of a zone: 第一普查小区, 第二普查小区 and so on.
    ///
    /// - Precondition: `1...9999` holds the number.
    public static func zoneName(_ number: Int) -> String { "第\(chineseNumeral(number))普查小区" }
}
