import Census
import Foundation
import Testing

@Suite("rates from strata drawn unequally")
struct StratifiedRatioTests {
    /// A unit of the made sample.
    private struct Unit {
        let area: String
        let size, items, wrong, duplicate: Int
    }

    private let units: [Unit]

    init() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../Fixtures/quality_sample.csv").standardizedFileURL
        units = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst().map { line in
            let cells = line.split(separator: ",").map(String.init)
            let numbers = try cells.dropFirst().map { try #require(Int($0)) }
            return Unit(
                area: cells[0], size: numbers[0], items: numbers[1], wrong: numbers[2], duplicate: numbers[3])
        }
    }

    private func estimate(
        _ areas: Set<String>, _ count: (Unit) -> (hits: Int, items: Int)
    ) -> StratifiedRatio {
        let strata = Dictionary(grouping: units.filter { areas.contains($0.area) }, by: \.area)
        return StratifiedRatio(
            strata.sorted { $0.key < $1.key }.map { _, units in
                var sums = StratumSums(size: units[0].size)
                for unit in units { sums.add(hits: count(unit).hits, of: count(unit).items) }
                return sums
            })
    }

    private func expect(
        _ found: StratifiedRatio, _ rate: Double, error: Double, in interval: (Double, Double)
    ) {
        #expect(abs((found.rate ?? -1) - rate) < 1e-12)
        #expect(abs(found.standardError - error) < 1e-12)
        #expect(abs(found.interval.lower - interval.0) < 1e-9)
        #expect(abs(found.interval.upper - interval.1) < 1e-9)
    }

    @Test("estimate and standard error are those of another program, items of a unit taken as a cluster")
    func samplics() {
        let areas: Set = ["z1", "z2", "z3"]
        expect(
            estimate(areas) { ($0.wrong, $0.items) }, 0.2393352965923433, error: 0.06399536382809931,
            in: (0.13795915103647, 0.38217908387400773))
        expect(
            estimate(areas) { ($0.duplicate, 1) }, 0.020895522388059702, error: 0.014547454245983525,
            in: (0.0044534455092428635, 0.09240701738037327))
    }

    @Test("a stratum with one checked unit adds its own distance from the mean")
    func lonelyStratum() {
        let areas: Set = ["z1", "z2", "z3", "z4"]
        expect(
            estimate(areas) { ($0.wrong, $0.items) }, 0.24308909242298085, error: 0.06372243615189097,
            in: (0.1415833697565989, 0.3847501574656388))
    }

    @Test("more than half of the items are wrong as counted, a quarter in the register")
    func unequalShares() {
        let counted = Double(units.reduce(0) { $0 + $1.wrong }) / Double(units.reduce(0) { $0 + $1.items })
        #expect(counted > 0.55)
        let found = estimate(["z1", "z2", "z3", "z4"]) { ($0.wrong, $0.items) }
        #expect(found.rate ?? 1 < 0.25)
        #expect(found.covered == 1 && !found.isComplete)
    }

    @Test("nothing found leaves as much open as the checked units do, not their items")
    func nothingFound() {
        var sums = StratumSums(size: 1000)
        for _ in 0..<20 { sums.add(hits: 0, of: 25) }
        let found = StratifiedRatio([sums])
        #expect(found.rate == 0 && found.interval == WilsonInterval(hits: 0, of: 20))
    }

    @Test("when every unit was checked nothing is left open, and without any all is")
    func extremes() {
        var sums = StratumSums(size: 2)
        sums.add(hits: 1, of: 10)
        sums.add(hits: 3, of: 10)
        let all = StratifiedRatio([sums])
        #expect(all.isComplete && all.interval.lower == 0.2 && all.interval.upper == 0.2)
        let none = StratifiedRatio([StratumSums(size: 5)])
        #expect(none.rate == nil && none.interval == WilsonInterval(hits: 0, of: 0) && none.covered == 0)
    }

    @Test("with one stratum and one item a case it is the plain rate and Wilson's interval but for n - 1")
    func plain() {
        var sums = StratumSums(size: 1_000_000)
        sums.addCases(hits: 30, of: 100)
        let found = StratifiedRatio([sums], isFinite: false)
        #expect(abs((found.rate ?? 0) - 0.3) < 1e-12)
        #expect(abs(found.effectiveCases - 99) < 1e-9)
    }
}
