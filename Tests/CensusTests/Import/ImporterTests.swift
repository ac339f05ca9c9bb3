import Census
import GeoKernels
import GeoModel
import TestSupport
import Testing

@Suite("An import")
struct ImporterTests {
    @Test("accepts or refuses every row, and says which", arguments: seeds(30))
    func nothingLost(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let codes = ["110105001", "110105002", "1.23E+11", "", "11010500", "x", nil]
        let rows = (1...200).map { number in
            SourceRow(
                number: number, values: [codes[random.index(below: codes.count)], "名称 \(number)", "3"],
                geometry: random.index(below: 5) == 0
                    ? .absent : .value(.point(Position(1, 2)), droppedOrdinates: false),
                fault: random.index(below: 20) == 0 ? .ragged(expected: 3, found: 2) : nil)
        }
        var sink = MemorySink()
        let summary = try importing(.blocks, rows, into: &sink)
        #expect(summary.read == rows.count)
        #expect(summary.accepted + summary.refused == summary.read)
        #expect(sink.stored.count == summary.inserted)
        #expect(Set(sink.stored.map(\.row)).isDisjoint(with: summary.refusals.map(\.row)))
    }

    @Test(
        "refuses a code that a spreadsheet has spoilt",
        arguments: [
            ("1.23E+17", RefusalReason.code(.scientificNotation("1.23E+17"))),
            ("500243.0", .code(.decimalTail("500243.0"))),
            ("10105001001", .code(.lostLeadingZero(digits: 11, expected: 12))),
            ("   ", .missingValue),
        ])
    func spoiltCode(code: String, reason: RefusalReason) throws {
        var sink = MemorySink()
        let summary = try importing(.blocks, [row(1, code)], into: &sink)
        #expect(summary.refusals.map(\.reason) == [reason])
    }

    @Test("a unit without any code is kept, known by its name and noted; an area without one is refused")
    func codelessUnit() throws {
        var sink = MemorySink()
        let rows = ["", " "].enumerated().map {
            SourceRow(number: $0 + 1, values: [$1, "甲厂", ""], geometry: somewhere)
        }
        let summary = try importing(.units, rows, into: &sink)
        #expect(summary.refused == 0)
        #expect(sink.stored.allSatisfy { $0.key.hasPrefix("~") && $0.notes.contains("no-code") })
        #expect(sink.stored.count == 2)
    }

    @Test("codes beside the unit's own that lost their leading zero are noted, and kept")
    func lostZeros() throws {
        var sink = MemorySink()
        let columns = ["code", "name", "行业代码", "组织机构代码"]
        let rows = [("313", "1657644-5"), ("0313", "16576445-5")].enumerated().map { number, texts in
            SourceRow(
                number: number + 1, values: ["A\(number)", "甲厂", texts.0, texts.1], geometry: somewhere)
        }
        try importing(.units, columns: columns, rows, into: &sink)
        let lost = ["industry-lost-zero", "organisation-lost-zero"]
        #expect(sink.stored[0].notes.filter(lost.contains) == lost)
        #expect(!sink.stored[1].notes.contains(where: lost.contains))
    }

    @Test("refuses the second area of one code and names the first")
    func duplicateArea() throws {
        var sink = MemorySink()
        let summary = try importing(.blocks, [row(1, "a"), row(2, "b"), row(3, "a")], into: &sink)
        #expect(summary.refusals.map(\.reason) == [.duplicateCode(firstRow: 1)])
        #expect(summary.refusals.first?.row == 3)
    }

    @Test("gives units alike in code, suffix and county one key, and counts them once they are stored")
    func duplicateUnits() throws {
        let code = "91350100M000100Y43"
        let rows = (1...3).map { SourceRow(number: $0, values: [code, "单位 \($0)"]) }
        var sink = MemorySink()
        let summary = try importing(.units, columns: ["code", "name"], rows, into: &sink)
        #expect(summary.inserted == 3 && summary.refused == 0)
        #expect(sink.stored.map(\.key) == [String](repeating: "\(code)||", count: 3))
    }

    @Test("notes a credit code whose check character is wrong, and keeps the unit")
    func wrongCheckCharacter() throws {
        var sink = MemorySink()
        let rows = [SourceRow(number: 1, values: ["91350211M0000XUF46", "单位"])]
        let summary = try importing(.units, columns: ["code", "name"], rows, into: &sink)
        #expect(summary.doubts == ["check-character": 1])
        #expect(summary.inserted == 1)
    }

    @Test("knows a unit without a credit code by its organisation code")
    func fallbackCode() throws {
        var sink = MemorySink()
        let rows = [SourceRow(number: 1, values: ["", "69922961-7", "单位"])]
        _ = try importing(.units, columns: ["统一社会信用代码", "组织机构代码", "单位名称"], rows, into: &sink)
        #expect(sink.stored.first?.values.first == .text("69922961-7"))
        #expect(sink.stored.first?.otherFields == #"{"组织机构代码":"69922961-7"}"#)
    }

    @Test("keeps the values of columns that feed no field")
    func otherColumns() throws {
        var sink = MemorySink()
        let rows = [SourceRow(number: 1, values: ["a", "x\"y", nil], geometry: somewhere)]
        let summary = try importing(.blocks, columns: ["code", "备注", "空"], rows, into: &sink)
        #expect(summary.otherColumns == ["备注", "空"])
        #expect(sink.stored.first?.otherFields == #"{"备注":"x\"y"}"#)
    }

    @Test("does not begin when a required field has no column")
    func missingColumn() {
        var sink = MemorySink()
        #expect(throws: ImportMappingError.self) {
            try importing(.blocks, columns: ["名"], [], into: &sink)
        }
    }

    @Test("does not begin when a mapping names a column that is not there")
    func unknownColumn() throws {
        var mapping = ImportMapping()
        try mapping.add("code=编号")
        #expect(throws: ImportMappingError.unknownColumn("编号", field: "code", columns: ["code"])) {
            try mapping.resolve(.blocks, columns: ["code"])
        }
    }

    @Test("does not guess which way X points")
    func directionOfX() throws {
        let columns = ["code", "name", "X", "Y"]
        #expect(throws: ImportMappingError.coordinates(.directionOfXUnknown(x: "X", y: "Y"))) {
            try ImportMapping().resolve(.units, columns: columns)
        }
        let resolved = try ImportMapping().resolve(.units, columns: columns, xMeans: .north)
        #expect(resolved.coordinates == .projected(easting: 3, northing: 2))
    }

    private let somewhere = SourceGeometry.value(.point(Position(1, 2)), droppedOrdinates: false)

    private func row(_ number: Int, _ code: String) -> SourceRow {
        SourceRow(number: number, values: [code, "", ""], geometry: somewhere)
    }

    @discardableResult
    private func importing(
        _ kind: ImportKind, columns: [String] = ["code", "name", "units"], _ rows: [SourceRow],
        into sink: inout MemorySink
    ) throws -> ImportSummary {
        let importer = try Importer(
            kind: kind, columns: columns, mapping: ImportMapping(), reference: .cgcs2000, placement: AsGiven()
        )
        return try importer.run(GivenRows(columns: columns, rows: rows), into: &sink) { _ in }
    }
}

/// Rows held in memory.
private struct GivenRows: RowSource {
    let columns: [String]
    let rows: [SourceRow]
    let declaredReference: CRSIdentifier? = .cgcs2000

    func rowCount() -> Int? { rows.count }
    func forEachRow(_ body: (SourceRow) throws -> Void) throws { try rows.forEach(body) }
}

/// Places areas where they say they are, and units nowhere.
private struct AsGiven: RowPlacing {
    func place(
        _ row: SourceRow, kind: ImportKind, columns: CoordinateColumns<Int>?
    ) -> Result<PlacedGeometry, RefusalReason> {
        if case .value(let geometry, _) = row.geometry {
            return .success(PlacedGeometry(geometry: geometry, coordinate: nil))
        }
        guard case .position = kind.geometry else { return .failure(.noGeometry) }
        return .success(PlacedGeometry(geometry: nil, coordinate: nil))
    }
}

/// Remembers records; as a workspace does, it refuses the second area of a key and lets the second unit wait.
private struct MemorySink: ImportSink {
    private(set) var stored: [ImportRecord] = []
    private var rowByKey: [String: Int] = [:]
    private var waiting: [ImportRecord] = []

    mutating func store(_ record: ImportRecord) -> ImportOutcome {
        if let first = rowByKey[record.key] {
            guard record.key.contains("|") else { return .duplicate(ofRow: first) }
            waiting.append(record)
            return .postponed
        }
        rowByKey[record.key] = record.row
        stored.append(record)
        return .inserted
    }

    mutating func storePostponed(counting: (ImportOutcome) -> Void) {
        waiting.forEach { _ in counting(.inserted) }
        stored += waiting
    }
}
