import Coverage
import GeoKernels
import GeoModel
import Testing

struct LevelOrderTests {
    /// Areas as code, parent and level.
    private func order(_ areas: [(String, String, String)]) -> LevelOrder {
        LevelOrder(codes: areas.map(\.0), parentCodes: areas.map(\.1), names: areas.map(\.2))
    }

    private func told(_ level: LevelOrder.Level) -> String {
        "\(level.name)\(level.areas) in \(level.parentLevel ?? "-")\(level.parents) orphans \(level.orphans)"
    }

    @Test("levels come from the coarsest down, whatever the order of the rows and the names of the levels")
    func chain() {
        let order = order([
            ("v1", "t1", "village"), ("t1", "c1", "town"), ("c1", "p", "county"), ("c2", "p", "county"),
            ("p", "nowhere", "city"), ("t2", "c2", "town"), ("v2", "t2", "village"),
        ])
        #expect(
            order.levels.map(told) == [
                "city[4] in -[] orphans []", "county[2, 3] in city[4] orphans []",
                "town[1, 5] in county[2, 3] orphans []", "village[0, 6] in town[1, 5] orphans []",
            ])
        #expect(order.levels[3].parentOfArea == [0, 1])
    }

    @Test("the towns of a city without counties are under the city, which no county has to fill")
    func cityWithoutCounties() {
        let order = order([
            ("p", "", "province"), ("a", "p", "city"), ("b", "p", "city"), ("a1", "a", "county"),
            ("a11", "a1", "town"), ("a12", "a1", "town"), ("b1", "b", "town"),
        ])
        #expect(
            order.levels.map(told) == [
                "province[0] in -[] orphans []", "city[1, 2] in province[0] orphans []",
                "county[3] in city[1] orphans []", "town[4, 5, 6] in county[2, 3] orphans []",
            ])
    }

    @Test("a parent without any child is to be filled all the same")
    func childless() {
        let order = order([
            ("a", "", "county"), ("b", "", "county"), ("a1", "a", "town"), ("a11", "a1", "village"),
            ("b1", "b", "block"), ("a12", "a1", "village"),
        ])
        #expect(order.levels.first { $0.name == "town" }?.parents == [0, 1])
        #expect(order.levels.first { $0.name == "block" }?.parents == [0, 1])
    }

    @Test("a functional zone over some towns stands by itself, and a lost parent is told")
    func apart() {
        let order = order([
            ("c", "", "county"), ("f", "p", "functional-zone"), ("t", "c", "town"), ("u", "x", "town"),
        ])
        #expect(
            order.levels.map(told) == [
                "county[0] in -[] orphans []", "functional-zone[1] in -[] orphans []",
                "town[2, 3] in county[0] orphans [3]",
            ])
    }

    @Test("levels that name each other in a circle end, and an area is never its own level's parent")
    func circle() {
        let order = order([("a", "b", "x"), ("b", "a", "y"), ("c", "d", "z"), ("d", "c", "z")])
        #expect(Set(order.levels.map(\.name)) == ["x", "y", "z"])
        #expect(order.levels.first { $0.name == "z" }?.parentLevel == nil)
    }
}
