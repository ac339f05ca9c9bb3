/// What the stable words beside imported rows mean.
public enum NoteWording {
    /// The meaning of a word, and the word itself where it is none of ours.
    public static func text(of word: String) -> LocalizedText {
        texts[word] ?? LocalizedText(zh: word, en: word)
    }

    private static let texts: [String: LocalizedText] = [
        "no-coordinates": LocalizedText(zh: "没有坐标", en: "no coordinates"),
        "unreadable-coordinates": LocalizedText(zh: "坐标无法识读", en: "coordinates cannot be read"),
        "swapped-axes": LocalizedText(zh: "经纬度疑似颠倒", en: "longitude and latitude look exchanged"),
        "outside-projection": LocalizedText(
            zh: "无法换算到工作坐标系", en: "cannot be brought into the workspace's reference"),
        "outside-china": LocalizedText(zh: "坐标不在中国范围内", en: "outside China"),
        "zero": LocalizedText(zh: "经度或纬度为零", en: "longitude or latitude is zero"),
        "few-digits": LocalizedText(zh: "坐标位数太少", en: "too few digits"),
        "maybe-sexagesimal": LocalizedText(zh: "小数可能是分、秒", en: "decimals may be minutes and seconds"),
        "repeated": LocalizedText(zh: "多个单位坐标相同", en: "many units on one point"),
        "sixty-seconds": LocalizedText(zh: "60 秒已进位", en: "sixty seconds were carried"),
        "full-width-digits": LocalizedText(
            zh: "坐标的数字为全角，已按半角识读", en: "the coordinates have full-width digits; they were read as plain ones"),
        "shifted-back": LocalizedText(zh: "由网络地图坐标反算", en: "shifted back from a web map's reference"),
        "exchanged-metres": LocalizedText(zh: "横、纵坐标颠倒", en: "easting and northing are exchanged"),
        "wrong-zone": LocalizedText(zh: "投影带号不符", en: "the projection zone does not fit"),
        "zone-prefix": LocalizedText(zh: "带号前缀缺失或多余", en: "the zone prefix is missing or superfluous"),
        "beyond-zone": LocalizedText(zh: "远离声明的投影带", en: "far from the declared zone"),
        "implausible-metres": LocalizedText(zh: "不是可能的平面坐标", en: "no plausible projected coordinates"),
        "reference-differs": LocalizedText(
            zh: "该行写的坐标系与声明的不同", en: "the row names another reference than was declared"),
        "check-character": LocalizedText(
            zh: "代码校验位不符，请核实", en: "the code's check character is wrong; verify it"),
        "industry-lost-zero": LocalizedText(
            zh: "行业代码只有三位，疑似丢了首位的零", en: "an industry code has three digits; its leading zero may be lost"),
        "organisation-lost-zero": LocalizedText(
            zh: "组织机构代码只有八位，疑似丢了首位的零",
            en: "the organisation code has eight characters; its leading zero may be lost"),
        "no-code": LocalizedText(zh: "没有单位代码", en: "the unit has no code"),
        "unknown-code-scheme": LocalizedText(zh: "代码不属于已知的编码规则", en: "the code is of no known scheme"),
    ]
}
