/// What a field of a unit's form holds.
public enum UnitFieldContent: String, CaseIterable, Sendable {
    /// Text.
    case text
    /// A number not below zero.
    case amount
    /// Yes or no.
    case flag
    /// A list, such as one entry for each boiler.
    case list
}

/// A field that one kind of unit has besides the common ones.
public struct UnitField: Hashable, Sendable {
    /// Its name in the workspace.
    public let name: String
    /// Its name on the form.
    public let title: LocalizedText
    /// What it holds.
    public let content: UnitFieldContent
    /// The unit of measure, if it is an amount.
    public let measure: String?
    /// The size from which a unit of the kind is counted, if this field decides that.
    public let countedFrom: Double?
    /// Names by which files call it, besides its name and its titles.
    public let columns: [String]

    /// Makes a field.
    public init(
        _ name: String, _ title: LocalizedText, _ content: UnitFieldContent = .text, measure: String? = nil,
        countedFrom: Double? = nil, columns: [String] = []
    ) {
        self.name = name
        self.title = title
        self.content = content
        self.measure = measure
        self.countedFrom = countedFrom
        self.columns = columns
    }
}

/// A kind of unit with its form, as reference data.
public struct UnitKind: Hashable, Sendable {
    /// Its code in the workspace.
    public let code: String
    /// Its name on the form; rows name their kind by it or by the code.
    public let title: LocalizedText
    /// The first letter of the census object codes of the kind, where one is known.
    public let objectLetter: String?
    /// The fields of its form besides the common ones.
    public let fields: [UnitField]

    /// Makes a kind.
    public init(code: String, title: LocalizedText, objectLetter: String?, fields: [UnitField]) {
        self.code = code
        self.title = title
        self.objectLetter = objectLetter
        self.fields = fields
    }

    /// The values given reach a size from which the unit is counted; `nil` when no field of the kind decides
    /// that or none of the deciding fields has a value.
    ///
    /// - Parameter amounts: Values by the fields' names.
    /// - Returns: Whether any deciding field reaches its size.
    public func isCounted(_ amounts: [String: Double]) -> Bool? {
        let decisive = fields.compactMap { field in
            field.countedFrom.flatMap { limit in amounts[field.name].map { $0 >= limit } }
        }
        return decisive.isEmpty ? nil : decisive.contains(true)
    }
}

extension UnitKind {
    /// The five kinds of the survey of 2018.
    ///
    /// Names and fields are those of a public dump of a county's survey database; the sizes from which a unit
    /// counts are recalled, not read in the rules, so an office may put in its own table.
    public static let usual = [industrial, livestock, treatment, boilers, radioactive]

    /// 工业企业和产业活动单位.
    public static let industrial = UnitKind(
        code: "industrial", title: LocalizedText(zh: "工业企业和产业活动单位", en: "industrial enterprise"),
        objectLetter: "G",
        fields: [
            UnitField("minerals", LocalizedText(zh: "稀土等15类矿产", en: "rare-earth and other minerals"), .list),
            UnitField("has_site", LocalizedText(zh: "有无厂址", en: "has a site"), .flag),
        ])

    /// 规模化畜禽养殖场.
    public static let livestock = UnitKind(
        code: "livestock", title: LocalizedText(zh: "规模化畜禽养殖场", en: "livestock farm"), objectLetter: "X",
        fields: [
            UnitField("farm_name", LocalizedText(zh: "养殖场名称", en: "farm name")),
            UnitField(
                "pigs", LocalizedText(zh: "生猪", en: "pigs sold"), .amount, measure: "头", countedFrom: 500),
            UnitField(
                "dairy_cows", LocalizedText(zh: "奶牛", en: "dairy cows"), .amount, measure: "头",
                countedFrom: 100),
            UnitField(
                "beef_cattle", LocalizedText(zh: "肉牛", en: "beef cattle sold"), .amount, measure: "头",
                countedFrom: 50),
            UnitField(
                "laying_hens", LocalizedText(zh: "蛋鸡", en: "laying hens"), .amount, measure: "羽",
                countedFrom: 2000),
            UnitField(
                "broilers", LocalizedText(zh: "肉鸡", en: "broilers sold"), .amount, measure: "羽",
                countedFrom: 10_000),
        ])

    /// 集中式污染治理设施.
    public static let treatment = UnitKind(
        code: "treatment", title: LocalizedText(zh: "集中式污染治理设施", en: "central treatment facility"),
        objectLetter: "J",
        fields: [
            UnitField("operator", LocalizedText(zh: "运营单位", en: "operator")),
            UnitField("facility_class", LocalizedText(zh: "设施类别", en: "class of facility")),
            UnitField("is_rural", LocalizedText(zh: "农村集中式污水处理设施", en: "rural sewage facility"), .flag),
            UnitField(
                "capacity", LocalizedText(zh: "设计处理能力", en: "design capacity"), .amount, measure: "t/d",
                countedFrom: 10),
            UnitField(
                "people_served", LocalizedText(zh: "服务人口", en: "people served"), .amount, countedFrom: 100),
            UnitField(
                "households_served", LocalizedText(zh: "服务家庭", en: "households served"), .amount,
                countedFrom: 20),
        ])

    /// 生活源锅炉.
    public static let boilers = UnitKind(
        code: "boilers", title: LocalizedText(zh: "生活源锅炉", en: "domestic boilers"), objectLetter: nil,
        fields: [
            UnitField("owner", LocalizedText(zh: "锅炉产权单位", en: "owner of the boilers")),
            UnitField("owner_class", LocalizedText(zh: "企业（机构）类型", en: "class of owner")),
            UnitField("boiler_count", LocalizedText(zh: "锅炉数量", en: "number of boilers"), .amount),
            UnitField(
                "largest_boiler", LocalizedText(zh: "最大单台出力", en: "largest boiler"), .amount, measure: "t/h",
                countedFrom: 1),
            UnitField("boilers", LocalizedText(zh: "锅炉", en: "boilers"), .list),
            UnitField("abatement", LocalizedText(zh: "治理设施", en: "abatement"), .list),
        ])

    /// 伴生放射性矿普查初筛.
    public static let radioactive = UnitKind(
        code: "radioactive", title: LocalizedText(zh: "伴生放射性矿", en: "associated-radioactive mine"),
        objectLetter: nil,
        fields: [
            UnitField("minerals", LocalizedText(zh: "矿产种类", en: "minerals"), .list),
            UnitField("in_screening", LocalizedText(zh: "是否纳入初测", en: "taken into screening"), .flag),
        ])

    /// Finds the kind that a row names by code or by name in either language.
    public static func named(_ text: String, among kinds: [UnitKind] = usual) -> UnitKind? {
        kinds.first { $0.code == text || $0.title.chinese == text || $0.title.english == text }
    }
}
