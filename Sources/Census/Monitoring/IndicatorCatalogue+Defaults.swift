extension IndicatorCatalogue {
    /// The S105 form's indicators in its column order, then common extra ones.
    ///
    /// The order is that of the 2018 monitoring table; the possible ranges are generous guards against
    /// misprints and our own (pH 0–14 and 0–45 °C are general practice), to be changed by the office.
    public static let census2018 = IndicatorCatalogue([
        Indicator(
            code: "flow", name: LocalizedText(zh: "污水流量", en: "wastewater flow"), aliases: ["流量", "Q"],
            unit: .cubicMetrePerDay, possible: 0...10_000_000, carriesLoad: false, formColumn: 1),
        concentration("COD", "化学需氧量", "chemical oxygen demand", ["CODCr", "COD_Cr"], 100_000, column: 2),
        concentration("BOD5", "五日生化需氧量", "biochemical oxygen demand, five days", ["BOD"], 50_000, column: 3),
        concentration("NH3-N", "氨氮", "ammonia nitrogen", ["NH4-N", "氨氮(NH3-N)"], 5_000, column: 4),
        concentration("TN", "总氮", "total nitrogen", ["总氮(以N计)"], 10_000, column: 5),
        concentration("TP", "总磷", "total phosphorus", ["总磷(以P计)"], 1_000, column: 6),
        concentration("animal-vegetable-oil", "动植物油", "animal and vegetable oil", [], 5_000, column: 7),
        concentration("SS", "悬浮物", "suspended solids", ["TSS"], 100_000),
        Indicator(
            code: "pH", name: LocalizedText(zh: "pH值", en: "pH"), aliases: ["pH", "酸碱度"], unit: .acidity,
            possible: 0...14, carriesLoad: false),
        Indicator(
            code: "temperature", name: LocalizedText(zh: "水温", en: "water temperature"), aliases: ["温度"],
            unit: .celsius, possible: 0...45, carriesLoad: false),
        Indicator(
            code: "DO", name: LocalizedText(zh: "溶解氧", en: "dissolved oxygen"), unit: .milligramPerLitre,
            possible: 0...25, carriesLoad: false),
        concentration("CODMn", "高锰酸盐指数", "permanganate index", ["CODMN"], 1_000),
        concentration("petroleum", "石油类", "petroleum hydrocarbons", [], 5_000),
        concentration("LAS", "阴离子表面活性剂", "anionic surfactant", [], 1_000),
    ])

    private static func concentration(
        _ code: String, _ chinese: String, _ english: String, _ aliases: [String], _ most: Double,
        column: Int? = nil
    ) -> Indicator {
        Indicator(
            code: code, name: LocalizedText(zh: chinese, en: english), aliases: aliases,
            unit: .milligramPerLitre, possible: 0...most, formColumn: column)
    }
}
