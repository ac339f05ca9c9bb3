/// Which sets of nodes say what about which border.
///
/// Codes: 3e when border e lies inside the set, 3e + 1 when only its first node is in it, 3e + 2 when only its
/// second is.
struct ColumnIndex {
    private var startsOfColumns: [Int32] = [0]
    private(set) var codesOfColumns: [Int32] = []
    private var startsOfCodes: [Int32]
    private(set) var columnsOfCodes: [Int32]
    /// The number of sets of each code.
    let support: [Int32]

    func codes(ofColumn column: Int) -> Range<Int> {
        Int(startsOfColumns[column])..<Int(startsOfColumns[column + 1])
    }

    func range(ofCode code: Int) -> Range<Int> { Int(startsOfCodes[code])..<Int(startsOfCodes[code + 1]) }

    init(_ columns: ZoneColumns, graph: RegionGraph, borders: [(a: Int32, b: Int32)]) {
        var borderOfPlace = [Int32](repeating: 0, count: graph.neighbours.count)
        var numbers: [Int64: Int32] = [:]
        for (number, ends) in borders.enumerated() {
            numbers[Int64(ends.a) << 32 | Int64(ends.b)] = Int32(number)
        }
        for place in graph.neighbours.indices {
            let (a, b) = (graph.sources[place], graph.neighbours[place])
            borderOfPlace[place] = numbers[Int64(min(a, b)) << 32 | Int64(max(a, b))] ?? 0
        }
        var counts = [Int32](repeating: 0, count: 3 * borders.count)
        var stamp = [Int32](repeating: -1, count: graph.count)
        for column in 0..<columns.count {
            let members = columns.nodes[Int(columns.starts[column])..<Int(columns.starts[column + 1])]
            for node in members { stamp[Int(node)] = Int32(column) }
            for node in members {
                for place in graph.range(Int(node)) {
                    let other = graph.neighbours[place]
                    let border = 3 * borderOfPlace[place]
                    if stamp[Int(other)] != Int32(column) {
                        codesOfColumns.append(border + (node < other ? 1 : 2))
                    } else if node < other {
                        codesOfColumns.append(border)
                    } else {
                        continue
                    }
                    counts[Int(codesOfColumns[codesOfColumns.count - 1])] += 1
                }
            }
            startsOfColumns.append(Int32(codesOfColumns.count))
        }
        support = counts
        startsOfCodes = [0]
        for count in counts { startsOfCodes.append(startsOfCodes[startsOfCodes.count - 1] + count) }
        var place = startsOfCodes
        columnsOfCodes = Array(repeating: 0, count: codesOfColumns.count)
        for column in 0..<columns.count {
            for entry in Int(startsOfColumns[column])..<Int(startsOfColumns[column + 1]) {
                let code = Int(codesOfColumns[entry])
                columnsOfCodes[Int(place[code])] = Int32(column)
                place[code] += 1
            }
        }
    }
}
