/// A column of an official table.
public struct FormColumn: Hashable, Sendable {
    /// The heading.
    public let heading: LocalizedText
    /// The column must be written as text, because a spreadsheet would ruin its codes.
    public let isText: Bool

    /// Makes a column.
    public init(_ heading: LocalizedText, isText: Bool = false) {
        self.heading = heading
        self.isText = isText
    }
}

/// The census tables of outfalls, in their column order.
public enum OutfallForm {
    /// S104 入河（海）排污口情况.
    public static let s104 = [
        column("排污口名称", "name"), column("排污口编码", "code", text: true), column("排污口类别", "category"),
        column("省", "province"), column("市", "city"), column("县", "county"), column("乡", "township"),
        column("地址", "address"), column("区划代码", "division code", text: true),
        column("经度（度）", "longitude, degrees", text: true),
        column("经度（分）", "longitude, minutes", text: true),
        column("经度（秒）", "longitude, seconds", text: true), column("经度", "longitude", text: true),
        column("纬度（度）", "latitude, degrees", text: true),
        column("纬度（分）", "latitude, minutes", text: true),
        column("纬度（秒）", "latitude, seconds", text: true), column("纬度", "latitude", text: true),
        column("设置单位", "operator"), column("排污口规模", "scale"),
        column("排污口类型", "kind"), column("入河（海）方式", "discharge mode"),
        column("入河（海）方式其他", "other discharge mode"), column("受纳水体名称", "receiving water"),
        column("受纳水体代码", "code of the receiving water", text: true), column("填表人", "filled in by"),
        column("审核人", "reviewed by"), column("填表日期", "date"),
    ]

    /// S105 入河（海）排污口水质监测数据.
    public static let s105 =
        [column("排污口名称", "name"), column("排污口编码", "code", text: true), column("监测时间", "time of monitoring")]
        + IndicatorCatalogue.census2018.indicators.filter { $0.formColumn != nil }
        .sorted { ($0.formColumn ?? 0) < ($1.formColumn ?? 0) }.map { FormColumn($0.name, isText: true) }
        + [column("其他", "other", text: true)]

    private static func column(_ chinese: String, _ english: String, text: Bool = false) -> FormColumn {
        FormColumn(LocalizedText(zh: chinese, en: english), isText: text)
    }
}
