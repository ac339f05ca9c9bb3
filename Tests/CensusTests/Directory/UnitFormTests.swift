import Census
import Testing

@Suite("The fields that a kind of unit has of its own")
struct UnitFormTests {
    private func form(_ kind: UnitKind?, _ columns: [(String, String)], industries: String = "") -> UnitForm {
        UnitForm(
            kind: kind, industryCodes: industries, columns: columns.map { (name: $0.0, text: $0.1) })
    }

    @Test(
        "a livestock farm's heads are read by name, title or title with a unit, and decide whether it counts")
    func livestock() {
        let form = form(
            .livestock, [("养殖场名称", "某猪场"), ("生猪（头）", "４９９"), ("dairy_cows", "1,00"), ("蛋鸡(羽)", " ")])
        #expect(form.entries.map(\.field.name) == ["farm_name", "pigs", "dairy_cows"])
        #expect(form.entries.map(\.value) == [.text("某猪场"), .amount(499), .amount(100)])
        #expect(form.isCounted == true)
        #expect(self.form(.livestock, [("生猪", "499")]).isCounted == false)
        #expect(self.form(.livestock, [("养殖场名称", "某猪场")]).isCounted == nil)
    }

    @Test("what a field cannot hold is a fault with its text, and is not taken as nothing")
    func faults() {
        let form = form(.treatment, [("设计处理能力", "约10"), ("农村集中式污水处理设施", "也许"), ("服务人口", "-5")])
        #expect(form.entries.isEmpty)
        #expect(form.faults.map(\.given) == ["约10", "也许", "-5"])
        #expect(form.isCounted == nil)
    }

    @Test("yes and no are read as offices write them", arguments: ["是", "有", "yes", "Y", "１"])
    func flags(text: String) {
        #expect(form(.treatment, [("is_rural", text)]).entries.first?.value == .flag(true))
    }

    @Test("several industries, several sites and lists are taken apart; columns nobody knows are named")
    func lists() {
        let form = form(
            .industrial,
            [
                ("行业代码2", "3311"), ("其他厂址", "东街1号|3-2|运行；西街2号"), ("稀土等15类矿产", "锆、铌"), ("传真", "0990"),
            ], industries: "2110，3484")
        #expect(form.industries == ["2110", "3484", "3311"])
        #expect(form.otherSites.map(\.address) == ["东街1号", "西街2号"])
        #expect(form.otherSites[0].doorNumber == "3-2" && form.otherSites[0].status == "运行")
        #expect(form.entries.map(\.value) == [.list(["锆", "铌"])])
        #expect(form.unknownColumns == ["传真"])
    }

    @Test("a kind that the reference data do not know has no fields, and loses no column")
    func unknownKind() {
        let form = form(nil, [("生猪", "5"), ("备注", "x")])
        #expect(form.entries.isEmpty && form.unknownColumns == ["生猪", "备注"])
    }
}

@Suite("Reference data that an office replaces by its own")
struct DirectoryReferenceTests {
    private let kinds: Set<String> = ["industrial"]

    @Test(
        "our defaults are labelled, have no fault and read back as what they are",
        arguments: DirectoryReference.allCases)
    func defaults(reference: DirectoryReference) throws {
        let rows = reference.defaults
        #expect(rows.allSatisfy { $0.count == reference.columns.count && $0.last == "Bourn default" })
        #expect(reference.faults(in: rows, kinds: Set(UnitKind.usual.map(\.code))).isEmpty)
    }

    @Test("kinds, states and limits survive the way through their rows")
    func roundTrip() throws {
        let kinds = UnitKind.kinds(
            rows: DirectoryReference.unitKinds.defaults, fieldRows: DirectoryReference.unitFields.defaults)
        #expect(kinds == UnitKind.usual)
        #expect(try DispositionTable(rows: DirectoryReference.dispositions.defaults) == .usual)
        #expect(QualityLimits(rows: DirectoryReference.qualityLimits.defaults) == QualityLimits())
        #expect(DirectoryReference.departments.defaults.map(Department.init(row:)) == Department.usual)
        let placement = PlacementLimits(rows: DirectoryReference.placementLimits.defaults)
        #expect(placement.suspicion == SuspicionLimits() && placement.accuracies == SourceAccuracies())
        #expect(PlacementLimit.allCases.allSatisfy { placement[$0] == PlacementLimits()[$0] })
    }

    @Test("five states, a shared colour, a repeated code and a bad number are all named")
    func faults() {
        var states = DirectoryReference.dispositions.defaults
        states.removeLast()
        states[1][3] = states[0][3]
        states[2][0] = states[0][0]
        states[3][4] = "perhaps"
        let found = DirectoryReference.dispositions.faults(in: states, kinds: kinds)
        #expect(Set(found.map(\.row)) == [0, 3, 4])
        #expect(found.count == 5)
        let limits = [["missed", "-1", ""], ["duplicate", "0.02", ""]]
        #expect(DirectoryReference.qualityLimits.faults(in: limits, kinds: kinds).count == 2)
        let fields = [["boats", "x", "甲", "a", "number", "", "many", "", ""]]
        #expect(DirectoryReference.unitFields.faults(in: fields, kinds: kinds).count == 3)
    }

    @Test(
        "limits of placements that are missing, unknown, out of range or upside down are all named"
    )
    func placementFaults() {
        var limits = DirectoryReference.placementLimits.defaults
        func row(_ limit: PlacementLimit) -> Int { limits.firstIndex { $0[0] == limit.rawValue } ?? 0 }
        limits[row(.west)][3] = "140"
        limits[row(.manyUnits)][3] = "2.5"
        limits[row(.batchSignificance)][3] = "1.5"
        limits[row(.contradiction)][3] = "far"
        limits[row(.map)][0] = "accuracy-balloon-m"
        let found = DirectoryReference.placementLimits.faults(in: limits, kinds: kinds)
        #expect(found.count == 6)
        #expect(found.contains { $0.text[.english].contains("a whole number from 2") })
        #expect(found.filter { $0.row == 0 }.count == 2, "one is missing, and the bounds are upside down")
        #expect(found.contains { $0.text[.chinese].contains("bounds-west 应小于 bounds-east") })
    }
}

@Suite("Codes that fail their check")
struct CodeReviewTests {
    private func unit(_ key: String, _ code: String) -> DirectoryUnit {
        DirectoryUnit(
            key: key, identity: UnitIdentity(code: code, division: "990121"), name: key, kind: "industrial",
            county: "990121")
    }

    /// Codes: DOMAIN examples of GB 32100, the second with its check character wrong though a real company bears it.
    @Test(
        "a wrong check character warns until a named reviewer takes the code, and again when the code changes"
    )
    func acceptance() {
        let units = [
            unit("a", "91110000101623741K"), unit("b", "91350211M0000XUF46"), unit("c", "G1990121000001"),
        ]
        #expect(CodeReview(units, accepted: []).open.map(\.key) == ["b"])
        func entry(_ code: String) -> UnitLogEntry {
            UnitLogEntry(
                unit: "b", values: [code, "accepted"], reason: "执照原件", actor: "审核人李",
                time: "2018-03-01T00:00:00Z")
        }
        let review = CodeReview(units, accepted: [entry("91350211M0000XUF46")])
        #expect(review.open.isEmpty && review.accepted.first?.entry.actor == "审核人李")
        #expect(CodeReview(units, accepted: [entry("91350211M0000XUF47")]).open.count == 1)
    }
}

@Suite("States and opinions taken together")
struct DispositionSummaryTests {
    private func entry(_ unit: String, _ values: [String]) -> UnitLogEntry {
        UnitLogEntry(unit: unit, values: values, reason: "r", actor: "a", time: "t")
    }

    @Test("the last entry holds, units without one are undecided, and removed ones leave the register")
    func counts() {
        let summary = DispositionSummary(
            units: 10,
            dispositions: [
                entry("a", ["normal"]), entry("b", ["removed"]), entry("a", ["closed"]), entry("c", ["gone"]),
            ], opinions: [], departments: Department.usual, table: .usual)
        #expect(summary.counts.map(\.units) == [0, 0, 0, 0, 1, 1])
        #expect(summary.undecided == 8 && summary.registered == 1)
    }

    @Test("a department's later opinion replaces its earlier one; no majority decides")
    func opinions() {
        let summary = DispositionSummary(
            units: 2, dispositions: [],
            opinions: [
                entry("a", ["tax", "closed"]), entry("a", ["tax", "normal"]),
                entry("a", ["industry", "normal"]),
                entry("b", ["tax", "normal"]), entry("b", ["industry", "normal"]),
                entry("b", ["commerce", "closed"]),
            ], departments: Department.usual, table: .usual)
        guard case .agreed("normal", let missing) = summary.reviewed[0].review,
            case .divided(let votes, _) = summary.reviewed[1].review
        else {
            Issue.record("\(summary.reviewed)")
            return
        }
        #expect(missing.count == 6)
        #expect(votes.map(\.disposition) == ["normal", "closed"])
    }
}
