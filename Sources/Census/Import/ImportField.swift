/// A field of a kind: its name in the workspace, the names it goes by in files, and what it may hold.
public struct ImportField: Hashable, Sendable {
    /// What a field may hold.
    public enum Content: Hashable, Sendable {
        /// A code of an administrative division: 2, 4, 6, 9 or 12 digits.
        case divisionCode
        /// A code that names an area: text; numbers spoilt by a spreadsheet are refused.
        case areaCode
        /// A unit's code: a unified social credit code, an organisation code or a census object code.
        case unitCode
        /// A code of a scheme that only its owner checks.
        case opaqueCode
        /// An outfall's code of any scheme; what a spreadsheet has spoilt is refused.
        case outfallCode
        /// Any text.
        case text
        /// A number; other text is refused.
        case number
    }

    /// The column's name in the workspace.
    public let name: String
    /// Names by which files call it, besides the name itself; compared without regard to case.
    public let synonyms: [String]
    /// What it may hold.
    public let content: Content
    /// A source without a column for it is refused, and so is a row without a value, unless it may be blank.
    public let isRequired: Bool
    /// The column is required, a value in each row is not.
    public let mayBeBlank: Bool

    init(
        _ name: String, _ synonyms: [String] = [], _ content: Content = .text, required: Bool = false,
        mayBeBlank: Bool = false
    ) {
        self.name = name
        self.synonyms = synonyms
        self.content = content
        isRequired = required
        self.mayBeBlank = mayBeBlank
    }

    /// The field goes by this name in a file.
    public func isCalled(_ column: String) -> Bool {
        let wanted = column.lowercased()
        return name == wanted || synonyms.contains { $0.lowercased() == wanted }
    }
}

extension ImportField {
    private static let areaCode = ImportField("code", ["代码", "区划代码", "编码"], .areaCode, required: true)
    private static let name = ImportField("name", ["名称"])
    private static let parent = ImportField("parent_code", ["上级代码", "parent"], .areaCode)

    private static let declaredReference = ImportField(
        "declared_reference", ReferenceWord.columns.filter { !$0.hasSuffix("_reference") })

    static let divisionFields = [
        ImportField("code", ["代码", "区划代码", "编码"], .divisionCode, required: true), name,
        ImportField("level", ["级别"]), parent, ImportField("edition", ["版本"]),
    ]
    static let blockFields = [
        areaCode, name, parent, ImportField("units", ["单位数", "普查对象数"], .number),
        ImportField("residents", ["人口", "常住人口"], .number),
    ]
    static let zoneFields = [
        ImportField("code", ["普查小区代码", "代码"], .areaCode, required: true), name, parent,
    ]
    static let waterBodyFields = [
        ImportField("code", ["水体代码", "代码"], .opaqueCode, required: true),
        ImportField("name", ["名称", "水体名称"]),
        ImportField("kind", ["类别", "类型"]),
    ]
    static let builtUpAreaFields = [
        ImportField("code", ["代码"], .opaqueCode, required: true), name,
    ]
    static let roadFields = [
        ImportField("code", ["代码", "道路编号", "路线编号"], .opaqueCode, required: true),
        ImportField("name", ["名称", "道路名称"]), ImportField("class", ["等级", "技术等级"]),
    ]
    static let unitFields = [
        ImportField(
            "code", ["统一社会信用代码", "uscc", "组织机构代码", "普查对象识别码"], .unitCode, required: true,
            mayBeBlank: true),
        ImportField("suffix", ["二级单位代码", "顺序码", "代码后缀"]),
        ImportField("name", ["单位名称", "名称"], required: true),
        ImportField("kind", ["单位类别", "类别"]),
        ImportField("industry_codes", ["行业代码"], .opaqueCode),
        ImportField("status", ["运行状态"]),
        ImportField("division_code", ["区划代码", "乡镇代码"], .areaCode),
        ImportField("declared_zone", ["普查小区代码", "zone_code"], .areaCode),
        ImportField("town", ["乡镇", "乡（镇、街道）"]),
        ImportField("village", ["村", "村（社区）"]),
        ImportField("address", ["详细地址", "地址"]),
        ImportField("batch", ["批次"]), declaredReference,
    ]
    static let outfallFields = [
        ImportField("code", ["排污口编码", "编码"], .outfallCode, required: true),
        ImportField("name", ["排污口名称", "名称"], required: true),
        ImportField("category", ["排污口类别"]), ImportField("type", ["排污口类型"]),
        ImportField("scale", ["排污口规模"]), ImportField("discharge_mode", ["入河方式", "入河（海）方式"]),
        ImportField("operator", ["设置单位"]), ImportField("water_name", ["受纳水体名称"]),
        ImportField("water_code", ["受纳水体代码"], .opaqueCode),
        ImportField("division_code", ["区划代码"], .areaCode), ImportField("address", ["地址", "详细地址"]),
        declaredReference,
    ]
}
