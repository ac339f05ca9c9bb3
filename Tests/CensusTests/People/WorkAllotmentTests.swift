import Census
import GeoKernels
import GeoModel
import TestSupport
import Testing

@Suite("giving work to people")
struct WorkAllotmentTests {
    /// Work in a grid of one kilometre, each beside those left, right, above and below.
    private func grid(columns: Int, rows: Int, hours: (Int) -> Double) -> (
        items: [WorkItem], neighbours: [Set<Int>]
    ) {
        let items = (0..<columns * rows).map { cell in
            WorkItem(
                code: "9901210012\(cell < 10 ? "0" : "")\(cell)", hours: hours(cell),
                place: Position(Double(cell % columns), Double(cell / columns)))
        }
        let neighbours = items.indices.map { cell in
            Set(
                items.indices.filter {
                    abs($0 % columns - cell % columns) + abs($0 / columns - cell / columns) == 1
                })
        }
        return (items, neighbours)
    }

    private func allot(
        _ work: (items: [WorkItem], neighbours: [Set<Int>]), _ workers: [Worker], pace: Double = 0.1
    ) -> WorkAllotment {
        WorkAllotment(work.items, neighbours: work.neighbours, workers: workers, hoursPerKilometre: pace)
    }

    @Test("eight like places for four people are two beside each other for each")
    func even() {
        let allotment = allot(grid(columns: 4, rows: 2) { _ in 8 }, Array(repeating: Worker(), count: 4))
        #expect(Set(allotment.workersOfItem.flatMap(\.self)).count == 4)
        #expect(allotment.hours.allSatisfy { abs($0 - 16.2) < 1e-9 })
    }

    @Test("who can give half the hours gets half the work")
    func shares() {
        let allotment = allot(
            grid(columns: 6, rows: 1) { _ in 10 }, [Worker(share: 2), Worker(share: 1)], pace: 0)
        #expect(allotment.hours == [40, 20])
    }

    @Test("nobody works outside the division, and work that nobody may do stays without worker")
    func divisions() {
        let work = (
            items: [
                WorkItem(code: "990121001", hours: 5, place: Position(0, 0)),
                WorkItem(code: "990121002", hours: 5, place: Position(1, 0)),
                WorkItem(code: "990122001", hours: 5, place: Position(2, 0)),
            ], neighbours: [Set([1]), Set([0, 2]), Set([1])]
        )
        let allotment = allot(work, [Worker(prefix: "990121002"), Worker(prefix: "990121001")])
        #expect(allotment.workersOfItem == [[1], [0], []])
    }

    @Test("more people than places: the greatest places are shared")
    func moreThanWork() {
        let allotment = allot(
            grid(columns: 2, rows: 1) { $0 == 0 ? 30 : 10 }, Array(repeating: Worker(), count: 4), pace: 0)
        #expect(allotment.workersOfItem.map(\.count) == [3, 1])
        #expect(allotment.hours.allSatisfy { abs($0 - 10) < 1e-9 })
    }

    @Test("no people, no work: nothing is given and nothing breaks")
    func nobody() {
        #expect(allot(grid(columns: 2, rows: 1) { _ in 1 }, []).workersOfItem == [[], []])
        #expect(allot((items: [], neighbours: []), [Worker()]).hours == [0])
    }

    @Test(
        "of all allotments of eight places to three people it is within a twentieth of the best",
        arguments: seeds(20))
    func nearBest(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let hours = (0..<8).map { _ in random.number(in: 2...20) }
        let work = grid(columns: 4, rows: 2) { hours[$0] }
        let found = allot(work, Array(repeating: Worker(), count: 3)).cost
        var best = Double.infinity
        for number in 0..<6561 {
            var code = number
            var groups: [[Int]] = [[], [], []]
            for item in 0..<8 {
                groups[code % 3].append(item)
                code /= 3
            }
            if groups.contains(where: \.isEmpty) { continue }
            best = min(best, groups.reduce(0) { $0 + cost($1, work) })
        }
        #expect(found >= best * (1 - 1e-9))
        #expect(found <= best * 1.05)
    }

    /// Computed by another way than the library's: the tree by sorted edges, the parts by flooding.
    private func cost(_ group: [Int], _ work: (items: [WorkItem], neighbours: [Set<Int>])) -> Double {
        var edges: [(Double, Int, Int)] = []
        for a in group {
            for b in group where a < b {
                let (p, q) = (work.items[a].place, work.items[b].place)
                edges.append((((p.x - q.x) * (p.x - q.x) + (p.y - q.y) * (p.y - q.y)).squareRoot(), a, b))
            }
        }
        func components(_ edges: [(Double, Int, Int)], joined: (Double) -> Void) -> Int {
            var label = Dictionary(uniqueKeysWithValues: group.map { ($0, $0) })
            for (length, a, b) in edges.sorted(by: { $0.0 < $1.0 }) where label[a] != label[b] {
                joined(length)
                let (from, to) = (label[a], label[b])
                for item in group where label[item] == from { label[item] = to }
            }
            return Set(label.values).count
        }
        var way = 0.0
        _ = components(edges) { way += $0 }
        let beside = edges.filter { work.neighbours[$0.1].contains($0.2) }
        let parts = components(beside) { _ in }
        let hours = group.reduce(0) { $0 + work.items[$1].hours } + 2 * way * 0.1
        return hours * hours * (1 + 0.1 * Double(parts - 1))
    }

    @Test(
        "a county of 300 zones and 40 people: hours differ little and most groups hang together",
        arguments: seeds(3))
    func county(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let hours = (0..<300).map { _ in random.number(in: 10...100) }
        let work = grid(columns: 20, rows: 15) { hours[$0] }
        let allotment = allot(work, Array(repeating: Worker(), count: 40))
        #expect(allotment.workersOfItem.allSatisfy { $0.count == 1 })
        let sums = allotment.hours
        let mean = sums.reduce(0, +) / 40
        let deviation = (sums.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 40).squareRoot()
        #expect(deviation / mean < 0.1)
    }
}
