/// A class of outfalls in a classification of one or two levels: a row of reference data.
public struct OutfallClass: Hashable, Sendable {
    /// A stable identifier; those of the defaults are ours.
    public let id: String
    /// The identifier of the class above, if any.
    public let parent: String?
    /// The name.
    public let name: LocalizedText

    /// Makes a row.
    public init(id: String, parent: String? = nil, name: LocalizedText) {
        self.id = id
        self.parent = parent
        self.name = name
    }
}

extension OutfallClass {
    /// The classes of HJ 1312-2023 as far as a public extract gives them; the tail of its list was cut off.
    ///
    /// The 2018 census has another set (`OutfallKind2018`); a register keeps both, because neither can be
    /// computed from the other. Rain outfalls are a class here, but do not count in the 2018 census.
    public static let hj1312 = [
        OutfallClass(id: "GY", name: LocalizedText(zh: "工业排污口", en: "industrial outfall")),
        child("GY", "enterprise", "工矿企业排污口", "of a factory or mine"),
        child("GY", "enterprise-storm", "工矿企业雨洪排口", "storm outfall of a factory or mine"),
        child("GY", "park-plant", "工业及其他各类园区污水处理厂排污口", "of a park's treatment plant"),
        child("GY", "park-storm", "工业及其他各类园区雨洪排口", "storm outfall of a park"),
        OutfallClass(id: "CZ", name: LocalizedText(zh: "城镇污水处理厂排污口", en: "of a municipal treatment plant")),
        OutfallClass(id: "NY", name: LocalizedText(zh: "农业排口", en: "agricultural outfall")),
        child("NY", "livestock", "规模化畜禽养殖排污口", "of a large livestock farm"),
        child("NY", "aquaculture", "规模化水产养殖排污口", "of a large fish farm"),
        OutfallClass(id: "QT", name: LocalizedText(zh: "其他排口", en: "other outfall")),
        child("QT", "irrigation", "大中型灌区排口", "of an irrigation area"),
        child("QT", "port", "港口码头排口", "of a port"),
        child("QT", "small-livestock", "规模以下畜禽养殖排污口", "of a small livestock farm"),
        child("QT", "small-aquaculture", "规模以下水产养殖排污口", "of a small fish farm"),
        child("QT", "rural-plant", "农村污水处理设施排污口", "of a rural treatment plant"),
        child("QT", "rural-scattered", "农村生活污水散排口", "scattered rural sewage"),
        child("QT", "urban-storm", "城镇雨洪排口", "urban storm outfall"),
    ]

    private static func child(
        _ parent: String, _ id: String, _ chinese: String, _ english: String
    ) -> OutfallClass {
        OutfallClass(id: "\(parent)/\(id)", parent: parent, name: LocalizedText(zh: chinese, en: english))
    }
}
