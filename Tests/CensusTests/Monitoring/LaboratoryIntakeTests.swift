import Census
import GeoModel
import Testing

/// Rows in memory.
private struct MadeRows: RowSource {
    let columns: [String]
    let rows: [[String?]]
    var faults: [Int: [CellFault]] = [:]
    let declaredReference: CRSIdentifier? = nil

    func rowCount() -> Int? { rows.count }

    func forEachRow(_ body: (SourceRow) throws -> Void) throws {
        for (index, row) in rows.enumerated() {
            try body(SourceRow(number: index + 1, values: row, cellFaults: faults[index] ?? []))
        }
    }
}

/// A register of two outfalls, and a store that only remembers.
private struct MadeSink: MonitoringSink {
    var stored: [SampleEntry] = []

    mutating func outfall(spelled code: String, on day: CalendarDate) -> OutfallCodeMatch {
        let known = [
            "990121001": "990121001", "FX-990121-0001-GY-00": "990121001", "990121002": "990121002",
        ]
        return known[code].map { .one(MonitoredOutfall(code: $0)) } ?? .unknown
    }

    mutating func store(_ entry: SampleEntry) -> SampleOutcome {
        stored.append(entry)
        var outcome = SampleOutcome()
        outcome.isNewSample = true
        outcome.inserted = entry.results.count
        return outcome
    }
}

@Suite("Taking a laboratory's file")
struct LaboratoryIntakeTests {
    private let reference: MonitoringReference

    init() throws {
        var rows = Dictionary(uniqueKeysWithValues: ReferenceTable.allCases.map { ($0, $0.defaults) })
        rows[.seasonCalendar] = [
            ["99A", "幻水", "枯水期", "12;1;2;3", ""], ["99A", "幻水", "平水期", "4;10;11", ""],
            ["99A", "幻水", "丰水期", "5;6;7;8;9", ""],
        ]
        rows[.methods] = [
            ["L1", "氨氮", "HJ 535-2009", "0.025", "mg/L"], ["L1", "COD", "HJ 828-2017", "4", "mg/L"],
        ]
        reference = try MonitoringReference(rows)
    }

    private func take(
        _ columns: [String], _ rows: [[String?]], mapping: [String] = [], faults: [Int: [CellFault]] = [:]
    ) throws -> (summary: LaboratorySummary, stored: [SampleEntry]) {
        var source = MadeRows(columns: columns, rows: rows)
        source.faults = faults
        let found = try LaboratoryColumns(columns, mapping: mapping, catalogue: reference.catalogue)
        var intake = LaboratoryIntake(
            columns: found, names: columns, reference: reference,
            today: try CalendarDate(iso: "2019-01-01"))
        var sink = MadeSink()
        let summary = try intake.run(source, into: &sink) { _ in }
        return (summary, sink.stored)
    }

    private let wide = ["样品编号", "排污口编码", "采样时间", "实验室", "氨氮", "浓度单位"]

    @Test(
        "every spelling of a non-detect becomes one, with its limit",
        arguments: [
            ("0.025L", "mg/L", 0.025), ("<0.025", "mg/L", 0.025), ("ND", "mg/L", 0.025),
            ("未检出", "mg/L", 0.025),
            ("3(L)", "mg/L", 3), ("ND", "μg/L", 25), ("25L", "ug/L", 25), ("＜０．０２５", "mg/L", 0.025),
        ])
    func nonDetects(text: String, unit: String, limit: Double) throws {
        let (summary, stored) = try take(
            wide, [["S1", "990121001", "2018-03-06 08:31:00", "L1", text, unit]])
        #expect(summary.refusals.isEmpty)
        let value = try #require(stored.first?.results.first?.value)
        #expect(value.quantity == .belowLimit(limit))
        #expect(value.original == text)
    }

    @Test("a bare number never stands for a non-detect: below the limit it is refused, alone in its row")
    func belowLimit() throws {
        let columns = ["样品编号", "排污口编码", "采样时间", "实验室", "氨氮", "化学需氧量", "浓度单位"]
        let (summary, stored) = try take(
            columns, [["S1", "990121001", "2018-03-06", "L1", "0.0125", "18", "mg/L"]])
        #expect(summary.accepted == 1 && summary.refusedCells == 1 && summary.refusedRows == 0)
        #expect(summary.refusals.first?.column == "氨氮")
        #expect(summary.refusals.first?.reason == .value(.numberBelowLimit(value: 0.0125, limit: 0.025)))
        #expect(stored[0].results.map(\.indicator) == ["COD"])
    }

    @Test(
        "a concentration of 0 from a laboratory without methods is refused, since nothing is measured as none at all",
        arguments: ["0", "0.000", "0.0"])
    func zero(text: String) throws {
        let columns = ["样品编号", "排污口编码", "采样时间", "实验室", "氨氮", "水温", "流量", "流量单位", "浓度单位"]
        let (summary, stored) = try take(
            columns, [["S1", "990121001", "2018-03-06", "新检测公司", text, "0", "0", "m3/d", "mg/L"]])
        #expect(summary.refusals.map(\.reason) == [.zero] && summary.refusals[0].column == "氨氮")
        #expect(stored[0].results.map(\.indicator).sorted() == ["flow", "temperature"])
    }

    @Test("a day that has not come, or before anybody sampled outfalls, is a misprint of the year")
    func wrongYears() throws {
        let rows = ["2050-03-06", "1018-03-06", "2018-03-06"].map {
            ["S" + $0, "990121001", $0, "L1", "3", "mg/L"]
        }
        let (summary, stored) = try take(wide, rows)
        #expect(
            try summary.refusals.map(\.reason) == [
                .future(CalendarDate(iso: "2050-03-06")), .tooOld(CalendarDate(iso: "1018-03-06")),
            ])
        #expect(stored.map(\.label) == ["S2018-03-06"])
    }

    @Test(
        "pH is read without a unit, as pH, and as the dimensionless number that reports call it",
        arguments: [
            "", "pH", "无量纲",
        ])
    func acidity(unit: String) throws {
        let (summary, stored) = try take(
            ["样品编号", "排污口编码", "采样时间", "项目", "结果", "单位"],
            [["S1", "990121001", "2018-03-06", "pH", "7.2", unit]])
        #expect(summary.refusals.isEmpty)
        #expect(stored[0].results.map(\.value.unit) == [.acidity])
    }

    @Test("a number below zero is kept, for the review to tell that it is impossible")
    func negative() throws {
        let (summary, stored) = try take(wide, [["S1", "990121001", "2018-03-06", "L1", "-12", "mg/L"]])
        #expect(summary.refusals.isEmpty)
        #expect(stored[0].results[0].value.quantity == .number(-12))
    }

    @Test("units come from the cell, a column of their own, brackets behind the name, or the mapping")
    func units() throws {
        let columns = [
            "样品编号", "排污口编码", "采样时间", "化学需氧量（mg/L）", "氨氮", "流量", "流量单位", "总磷", "浓度单位",
        ]
        let (summary, stored) = try take(
            columns,
            [["S1", "990121001", "2018-03-06", "18", "500 ug/L", "12.5", "m3/h", "0.7", "g/m3"]],
            mapping: ["TP.unit=mg/L"])
        #expect(summary.refusals.isEmpty)
        let units = Dictionary(
            uniqueKeysWithValues: stored[0].results.map { ($0.indicator, $0.value.unit.code) })
        #expect(units == ["COD": "mg/L", "NH3-N": "ug/L", "flow": "m3/h", "TP": "mg/L"])
    }

    @Test("a concentration without a unit, with an unknown one or one of another kind is refused")
    func badUnits() throws {
        for unit in ["", "mg/kg2x", "m3/d"] {
            let (summary, _) = try take(wide, [["S1", "990121001", "2018-03-06", "L1", "0.5", unit]])
            guard case .unit = summary.refusals.first?.reason else {
                Issue.record("\(unit): \(summary.refusals)")
                continue
            }
        }
    }

    @Test("outfalls are found by the codes of both schemes, and unknown ones are refused")
    func outfalls() throws {
        let (summary, stored) = try take(
            wide,
            [
                ["S1", "990121001", "2018-03-06", "L1", "0.5", "mg/L"],
                ["S2", "FX-990121-0001-GY-00", "2018-03-06", "L1", "0.5", "mg/L"],
                ["S3", "990121999", "2018-03-06", "L1", "0.5", "mg/L"],
            ])
        #expect(stored.map(\.outfall) == ["990121001", "990121001"])
        #expect(summary.read == 3 && summary.accepted == 2 && summary.refusedRows == 1)
        #expect(summary.refusals.first?.reason == .unknownOutfall)
    }

    @Test("a long file's rows of one bottle become one sample")
    func long() throws {
        let columns = ["sample", "outfall", "date", "indicator", "value", "unit", "method", "limit"]
        let (summary, stored) = try take(
            columns,
            [
                ["S1", "990121001", "2018/3/6 8:31", "NH3-N", "ND", "mg/L", "HJ 535-2009", "0.03"],
                ["S1", "990121001", "2018/3/6 8:31", "COD", "18", "mg/L", "HJ 828-2017", "4"],
                ["S1", "990121001", "2018/3/6 8:31", "no such", "18", "mg/L", "", ""],
                ["S1", "990121002", "2018/3/6 8:31", "TP", "1", "mg/L", "", ""],
                ["S2", "990121001", "2018/3/6 11:31", "COD", "20", "mg/L", "", ""],
            ])
        #expect(stored.map(\.label) == ["S1", "S2"])
        #expect(stored[0].results.map(\.value.quantity) == [.belowLimit(0.03), .number(18)])
        #expect(stored[0].time.minute == 511)
        #expect(summary.read == summary.accepted + summary.refusedRows)
        #expect(summary.refusedRows == 1 && summary.refusedCells == 1)
    }

    @Test("a label that stands twice in a wide file is refused the second time")
    func repeatedLabel() throws {
        let row: [String?] = ["S1", "990121001", "2018-03-06", "L1", "0.5", "mg/L"]
        let (summary, stored) = try take(wide, [row, row])
        #expect(stored.count == 1)
        #expect(summary.refusals.map(\.reason) == [.repeatedLabel(row: 1)])
    }

    @Test(
        "a merged cell is refused with its range, and takes the row with it where it tells whose the row is")
    func merged() throws {
        let row: [String?] = ["S1", "990121001", "2018-03-06", "L1", "0.5", "mg/L"]
        let value = CellFault(column: 4, kind: .merged(range: "E2:E3"))
        let label = CellFault(column: 1, kind: .merged(range: "B2:B3"))
        let (cell, stored) = try take(wide, [row], faults: [0: [value]])
        #expect(stored.count == 1 && stored[0].results.isEmpty)
        #expect(cell.refusals.map(\.reason) == [.mergedCell(range: "E2:E3")])
        let (whole, none) = try take(wide, [row], faults: [0: [label]])
        #expect(none.isEmpty && whole.refusedRows == 1)
    }

    @Test(
        "a day of analysis that is none is refused once, with its reason, and the results stay without it",
        arguments: ["昨天", "2018-02-30"])
    func analysisDay(text: String) throws {
        let columns = ["样品编号", "排污口编码", "采样时间", "分析日期", "氨氮(mg/L)", "总磷(mg/L)"]
        let (summary, stored) = try take(
            columns, [["Z1", "990121001", "2018-03-06 08:31", text, "1.5", "0.3"]])
        #expect(summary.accepted == 1 && summary.results == 2 && summary.refusedCells == 1)
        #expect(summary.refusals.map(\.column) == ["分析日期"] && summary.refusals.map(\.value) == [text])
        #expect(stored[0].results.allSatisfy { $0.analysed == nil })
    }

    @Test("an amount added that is no number is refused, and the spike stays without it")
    func added() throws {
        let columns = ["样品编号", "样品类型", "关联样品", "排污口编码", "采样时间", "指标", "结果", "单位", "加标量"]
        let (summary, stored) = try take(
            columns,
            [
                ["S2", "加标样", "S1", "990121001", "2018-03-06", "总磷", "9.5", "mg/L", "约2"],
                ["S3", "加标样", "S1", "990121001", "2018-03-06", "总磷", "9.5", "mg/L", "2"],
            ])
        #expect(summary.refusals.map(\.reason) == [.added] && summary.accepted == 2)
        #expect(stored.map { $0.results.first?.added } == [nil, 2])
    }

    @Test(
        "what laboratories call dissolved is dissolved; a fraction that nobody knows takes its values with it"
    )
    func fractions() throws {
        let columns = ["样品编号", "排污口编码", "采样时间", "形态", "总磷(mg/L)", "pH"]
        let (summary, stored) = try take(
            columns,
            [
                ["S1", "990121001", "2018-03-06", "可溶性", "0.3", "7.1"],
                ["S2", "990121001", "2018-03-06", "胶体", "0.3", "7.1"],
                ["S3", "990121001", "2018-03-06", "", "0.3", "7.1"],
            ])
        #expect(
            stored.map { $0.results.map(\.value.fraction) } == [
                [.dissolved, .total], [.total], [.total, .total],
            ])
        #expect(summary.refusals.map(\.reason) == [.fraction("胶体")] && summary.refusedRows == 0)
    }

    @Test("a merged cell beside the values is refused and not believed")
    func mergedBeside() throws {
        let columns = ["样品编号", "排污口编码", "采样时间", "分析日期", "氨氮(mg/L)"]
        let (summary, stored) = try take(
            columns, [["S1", "990121001", "2018-03-06", "2018-03-07", "1.5"]],
            faults: [0: [CellFault(column: 3, kind: .merged(range: "D2:D9"))]])
        #expect(summary.refusals.map(\.reason) == [.mergedCell(range: "D2:D9")])
        #expect(stored[0].results.map(\.analysed) == [nil])
    }

    @Test("a field blank belongs to no outfall; a spike needs one, and the refusal says which kind it is")
    func withoutOutfall() throws {
        let columns = ["样品编号", "样品类型", "排污口编码", "采样时间", "氨氮(mg/L)"]
        let (summary, stored) = try take(
            columns,
            [["P7", "全程序空白", "", "2018-03-06", "0.3"], ["P8", "加标样", "", "2018-03-06", "0.3"]])
        #expect(stored.map(\.label) == ["P7"] && stored[0].outfall == nil)
        #expect(summary.refusals.map(\.reason) == [.noOutfall(.spike)])
        #expect(summary.refusals.first?.reason.text.english.contains("spiked sample") == true)
    }

    @Test("rows of outfalls in no basin are counted where the calendars differ on their day")
    func assumedBasin() throws {
        let several = try MonitoringReference.made()
        let columns = ["样品编号", "排污口编码", "采样时间", "氨氮(mg/L)"]
        let source = MadeRows(
            columns: columns,
            rows: [["S1", "990121001", "2018-05-06", "1"], ["S2", "990121001", "2018-01-06", "1"]])
        var intake = LaboratoryIntake(
            columns: try LaboratoryColumns(columns, catalogue: several.catalogue), names: columns,
            reference: several)
        var sink = MadeSink()
        let summary = try intake.run(source, into: &sink) { _ in }
        #expect(summary.assumedBasin?.rows == 1 && summary.assumedBasin?.basin == "north")
    }

    @Test("words for “not measured” and blanks are no results and no refusals")
    func notMeasured() throws {
        let (summary, stored) = try take(
            wide,
            [
                ["S1", "990121001", "2018-03-06", "L1", "/", "mg/L"],
                ["S2", "990121001", "2018-03-06", "L1", nil, "mg/L"],
            ])
        #expect(summary.refusals.isEmpty && summary.notMeasured == 1 && summary.blankCells == 1)
        #expect(stored.flatMap(\.results) == [])
    }

    @Test(
        "a mapping that does not fit tells what is there",
        arguments: [
            ["COD=没有"], ["planet=氨氮"], ["氨氮"], ["label=排污口编码", "outfall=样品编号", "time=x"],
            ["NH3-N.unit=parsec"],
        ])
    func badMapping(lines: [String]) {
        #expect(throws: LaboratoryMappingError.self) {
            try LaboratoryColumns(wide, mapping: lines, catalogue: reference.catalogue)
        }
    }

    @Test("the mapping that was used leads to the same columns again")
    func savedMapping() throws {
        let columns = ["样品编号", "排污口编码", "采样时间", "化学需氧量（mg/L）", "流量", "流量单位"]
        let first = try LaboratoryColumns(columns, catalogue: reference.catalogue)
        let again = try LaboratoryColumns(
            columns, mapping: first.described.map { "\($0.field)=\($0.column)" },
            catalogue: reference.catalogue)
        #expect(again == first)
    }
}

@Suite("The time of sampling")
struct SamplingTimeTests {
    @Test(
        "is read as forms and spreadsheets write it",
        arguments: [
            ("2018-03-06 08:31:00", "2018-03-06 08:31"), ("2018-03-06T08:31", "2018-03-06 08:31"),
            ("2018/3/6 8:31", "2018-03-06 08:31"), ("2018.3.6", "2018-03-06"), ("2018年3月6日", "2018-03-06"),
            ("2018年3月6日8时31分", "2018-03-06 08:31"), ("20180306", "2018-03-06"), ("43165", "2018-03-06"),
            ("43165.354861", "2018-03-06 08:31"), ("43165.99999", "2018-03-07 00:00"),
        ])
    func forms(text: String, expected: String) throws {
        #expect(try SamplingTime(text).text == expected)
    }

    @Test(
        "is refused where it cannot be told",
        arguments: [
            "6/3/2018", "03-06-2018", "2018-02-30", "2018-03-06 25:00", "18-03-06", "59", "yesterday",
            "2018-03",
            "1e5", "99999999999999999999", "2018-3-6 8",
        ])
    func refused(text: String) {
        #expect(throws: CalendarDateError.self) { try SamplingTime(text) }
    }
}
