extension EffluentStandard {
    /// GB 18918-2002, daily means in mg/L.
    ///
    /// Ammonia has a bracket for water of 12 °C and colder, phosphorus one for plants built before 2006.
    /// From general knowledge, not checked against the printed standard: an office compares it with its own
    /// copy before judging by it.
    public static let gb18918 = EffluentStandard(
        reference: ReferenceStandard(
            number: "GB 18918-2002",
            title: LocalizedText(
                zh: "城镇污水处理厂污染物排放标准",
                en: "Discharge standard of pollutants for municipal wastewater treatment plants")),
        limits: plain18918 + ammonia18918 + phosphorus18918)

    /// GB 8978-1996, plants built from 1998, in mg/L; from general knowledge, to be compared with the office's copy.
    public static let gb8978 = EffluentStandard(
        reference: ReferenceStandard(
            number: "GB 8978-1996",
            title: LocalizedText(zh: "污水综合排放标准", en: "Integrated wastewater discharge standard")),
        limits: rows(
            grades: ["一级", "二级", "三级"],
            [
                ("COD", [100, 150, 500]), ("BOD5", [20, 30, 300]), ("SS", [70, 150, 400]),
                ("NH3-N", [15, 25, nil]),
                ("animal-vegetable-oil", [10, 15, 100]),
            ]) + acidity(grades: ["一级", "二级", "三级"]))

    private static let grades18918 = ["一级A", "一级B", "二级", "三级"]

    private static let plain18918 =
        rows(
            grades: grades18918,
            [
                ("COD", [50, 60, 100, 120]), ("BOD5", [10, 20, 30, 60]), ("SS", [10, 20, 30, 50]),
                ("animal-vegetable-oil", [1, 3, 5, 20]), ("TN", [15, 20, nil, nil]),
            ]) + acidity(grades: grades18918)

    private static let ammonia18918 =
        rows(grades: grades18918, [("NH3-N", [5, 8, 25, nil])], when: [.warmerThan(12)])
        + rows(grades: grades18918, [("NH3-N", [8, 15, 30, nil])], when: [.atMostWarm(12)])

    /// 2006-01-01, from when new plants have stricter phosphorus limits.
    private static let year2006 = CalendarDate(
        uncheckedDayNumber: CalendarDate.day(fromYear: 2006, month: 1, day: 1))

    private static let phosphorus18918 =
        rows(grades: ["一级A", "一级B"], [("TP", [0.5, 1])], when: [.builtFrom(year2006)])
        + rows(grades: ["一级A", "一级B"], [("TP", [1, 1.5])], when: [.builtBefore(year2006)])
        + rows(grades: ["二级", "三级"], [("TP", [3, 5])])

    private static func rows(
        grades: [String], _ table: [(indicator: String, limits: [Double?])],
        when conditions: [LimitCondition] = []
    ) -> [EffluentLimit] {
        table.flatMap { row in
            zip(grades, row.limits).compactMap { grade, limit in
                limit.map { EffluentLimit(row.indicator, grade: grade, .atMost($0), when: conditions) }
            }
        }
    }

    private static func acidity(grades: [String]) -> [EffluentLimit] {
        grades.map { EffluentLimit("pH", grade: $0, .within(6...9), unit: .acidity) }
    }
}
