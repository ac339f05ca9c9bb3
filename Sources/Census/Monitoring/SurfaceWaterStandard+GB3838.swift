extension SurfaceWaterStandard {
    /// GB 3838-2002, basic items in mg/L.
    ///
    /// Phosphorus has one row for rivers and a stricter one for lakes; total nitrogen is graded in lakes and
    /// reservoirs only. COD and BOD5 have the same limit for classes I and II.
    public static let gb3838 = SurfaceWaterStandard(
        reference: ReferenceStandard(
            number: "GB 3838-2002",
            title: LocalizedText(zh: "地表水环境质量标准", en: "Environmental quality standards for surface water")),
        rows: [
            SurfaceLimitRow(indicator: "COD", criterion: .notAbove([15, 15, 20, 30, 40])),
            SurfaceLimitRow(indicator: "CODMn", criterion: .notAbove([2, 4, 6, 10, 15])),
            SurfaceLimitRow(indicator: "BOD5", criterion: .notAbove([3, 3, 4, 6, 10])),
            SurfaceLimitRow(indicator: "NH3-N", criterion: .notAbove([0.15, 0.5, 1.0, 1.5, 2.0])),
            SurfaceLimitRow(
                indicator: "TP", kinds: [.river], criterion: .notAbove([0.02, 0.1, 0.2, 0.3, 0.4])),
            SurfaceLimitRow(
                indicator: "TP", kinds: [.lake], criterion: .notAbove([0.01, 0.025, 0.05, 0.1, 0.2])),
            SurfaceLimitRow(
                indicator: "TN", kinds: [.lake], criterion: .notAbove([0.2, 0.5, 1.0, 1.5, 2.0])),
            SurfaceLimitRow(indicator: "DO", criterion: .notBelow([7.5, 6, 5, 3, 2])),
            SurfaceLimitRow(indicator: "pH", unit: .acidity, criterion: .within(6...9)),
        ])
}
