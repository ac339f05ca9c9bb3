import Census
import Testing

@Suite("the tree of census organisations")
struct OrganisationTreeTests {
    @Test(
        "the longest division decides, and what a functional zone takes out is not the county's",
        arguments: [
            ("990121001001", "990121"), ("990121401003", "990171"), ("990121402000", "990171"),
            ("990121402001005", "990171"), ("990122000000", "990122"), ("990100000000", "9901"),
            ("999001", "999001"),
            ("990300000000", "99"), ("880000", nil), ("9", nil), ("", nil),
        ] as [(String, String?)])
    func keeper(division: String, expected: String?) throws {
        #expect(try MadeOffices.tree().keeper(ofDivision: division)?.code == expected)
    }

    @Test("at the city's level a province-run county and a functional zone are parts beside the city")
    func cityParts() throws {
        let tree = try MadeOffices.tree()
        #expect(tree.parts(at: .city).map(\.code) == ["9901", "990171", "999001"])
        #expect(tree.parts(at: .county).map(\.code) == ["990121", "990122", "990171", "999001"])
        let county = try #require(tree["990122"])
        #expect(tree.part(of: county, at: .city)?.code == "9901")
        #expect(tree.part(of: county, at: .county)?.code == "990122")
        let city = try #require(tree["9901"])
        #expect(tree.part(of: city, at: .county) == nil)
    }

    private func faults(_ list: [Organisation]) -> [OrganisationFault] {
        do {
            _ = try OrganisationTree(list)
            return []
        } catch { return error.faults }
    }

    private func office(
        _ code: String, _ level: OrganisationLevel, under parent: String?, _ divisions: [String] = []
    ) -> Organisation {
        Organisation(code: code, name: code, level: level, parent: parent, divisions: divisions)
    }

    @Test("every fault is told at once, with its row")
    func allFaults() {
        let list = [
            office("99", .province, under: nil, ["99"]), office("a", .city, under: "99", ["9901", "99x1"]),
            office("b", .city, under: "gone", ["9901"]), office("a", .county, under: "99"),
            office("c", .city, under: "a"), office("", .city, under: "99"),
        ]
        #expect(
            faults(list) == [
                .duplicateCode("a", rows: [2, 4]), .noCode(row: 6), .orphan("b", parent: "gone", row: 3),
                .levelNotBelow("c", parent: "a", row: 5), .badDivision("99x1", of: "a", row: 2),
                .divisionKeptTwice("9901", by: ["a", "b"]),
            ])
    }

    @Test("a code that would name a file elsewhere, or none, is a fault")
    func fileNames() {
        let codes = ["../../etc", "a b", "99:01", "990121", "９９", "东部-2_a"]
        let list =
            [office("99", .province, under: nil)] + codes.map { office($0, .city, under: "99") }
        #expect(
            faults(list) == [
                .badCode("../../etc", row: 2), .badCode("a b", row: 3), .badCode("99:01", row: 4),
            ])
    }

    @Test("organisations that stand above one another are a ring, told once")
    func ring() {
        let list = [
            office("99", .province, under: nil), office("a", .city, under: "c"),
            office("b", .county, under: "a"), office("c", .town, under: "b"), office("d", .town, under: "a"),
        ]
        let found = faults(list)
        #expect(found.contains(.cycle(["a", "c", "b"])))
        #expect(found.filter { if case .cycle = $0 { true } else { false } }.count == 1)
    }

    @Test("no top and two tops are faults")
    func tops() {
        #expect(faults([]) == [.tops([])])
        let two = [office("1", .province, under: nil), office("2", .province, under: nil)]
        #expect(faults(two) == [.tops(["1", "2"])])
    }

    @Test("a division that parent and child both name is the child's")
    func childOverParent() throws {
        let tree = try OrganisationTree([
            office("99", .province, under: nil, ["99"]), office("a", .city, under: "99", ["9901"]),
            office("b", .county, under: "a", ["9901"]),
        ])
        #expect(tree.keeper(ofDivision: "990105")?.code == "b")
    }
}
