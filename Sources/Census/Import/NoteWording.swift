/// What the stable words beside imported rows mean.
public enum NoteWording {
    /// The meaning of a word, and the word itself where it is none of ours.
    public static func text(of word: String) -> LocalizedText {
        texts[word] ?? LocalizedText(zh: word, en: word)
    }

    private static let texts: [String: LocalizedText] = [
        "no-coordinates": LocalizedText(zh: "没有坐标", en: "no coordinates"),
        "unreadable-coordinates": LocalizedText(zh: "坐标无法识读", en: "coordinates cannot be read"),
        "scientific-notation": LocalizedText(
            zh: "坐标被表格软件改成了科学计数法，请按文本重新导出",
            en: "a spreadsheet turned the coordinates into scientific notation; export them as text"),
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
        "reference-unknown": LocalizedText(
            zh: "该行写的坐标系不是已知的坐标系", en: "the row names a reference that is none known"),
        "reference-missing": LocalizedText(
            zh: "该行没有写明坐标系，而坐标以米为单位", en: "the row names no reference, and its metres need one"),
        "reference-unfit": LocalizedText(
            zh: "该行写的坐标系与坐标列的单位（度或米）不符",
            en: "the row's reference does not fit the degrees or metres of its columns"),
        "reference-parameters": LocalizedText(
            zh: "该行属于旧坐标系，需要用 --datum-shift 给出七参数",
            en: "the row is on an old datum and needs its seven parameters, by --datum-shift"),
        "check-character": LocalizedText(
            zh: "代码校验位不符，请核实", en: "the code's check character is wrong; verify it"),
        "industry-lost-zero": LocalizedText(
            zh: "行业代码只有三位，疑似丢了首位的零", en: "an industry code has three digits; its leading zero may be lost"),
        "organisation-lost-zero": LocalizedText(
            zh: "组织机构代码只有八位，疑似丢了首位的零",
            en: "the organisation code has eight characters; its leading zero may be lost"),
        "no-code": LocalizedText(zh: "没有单位代码", en: "the unit has no code"),
        "unknown-code-scheme": LocalizedText(zh: "代码不属于已知的编码规则", en: "the code is of no known scheme"),
        "discharge-mode": LocalizedText(zh: "入河方式选“其他”但未注明", en: "discharge mode “other” is not described"),
        "flow-not-a-number": LocalizedText(zh: "排放量不是数字", en: "a flow is not a number"),
        "date-unreadable": LocalizedText(zh: "填报日期无法识别", en: "the date on the form cannot be read"),
        "code-unreadable": LocalizedText(zh: "编码无法识别", en: "a code cannot be read"),
        "code-twice": LocalizedText(zh: "同一编码体系有两个编码", en: "two codes of one scheme"),
        "code-used": LocalizedText(
            zh: "编码是另一排污口的现用或旧编码，未赋予", en: "a code is, or was, another outfall's and is not given"),
        "no-time-of-day": LocalizedText(
            zh: "只有日期没有时刻，按当日零时计", en: "a day without a time; taken as its beginning"),
        "outside-land": LocalizedText(
            zh: "不在工作区的任何行政区划内", en: "in no division of the workspace"),
        "unknown-category": LocalizedText(zh: "排污口类别无法识别", en: "the category is none of the form's"),
        "unknown-type": LocalizedText(zh: "排污口类型无法识别", en: "the type is none of the form's"),
        "unknown-scale": LocalizedText(zh: "排污口规模无法识别", en: "the scale is none of the form's"),
        "unknown-discharge-mode": LocalizedText(
            zh: "入河方式无法识别", en: "the discharge mode is none of the form's"),
        "unknown-serves-built-up": LocalizedText(
            zh: "“来水来自建成区”无法识别", en: "whether it serves a built-up area cannot be read"),
        "correction-kept": LocalizedText(
            zh: "名单重复已更正的旧值，更正保留", en: "the list repeats what was corrected; the correction stands"),
        "position-kept": LocalizedText(
            zh: "名单的新坐标无法使用，保留原坐标", en: "the list's new position cannot be used; the earlier one stands"),
    ]
}
