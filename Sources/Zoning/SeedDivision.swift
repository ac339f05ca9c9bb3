/// A first division of a region into so many connected zones, compact and of about equal weight.
///
/// The plane is halved again and again across the longer side so that the weights stand in the proportion
/// of the zones to be made on each side; pieces of a cell that hang apart go to a neighbouring zone.
/// Complexity: O(n log n log k).
struct SeedDivision {
    private let graph: RegionGraph
    private var frame: RegionFrame
    private var zoneOf: [Int32]

    /// The zone of each node.
    static func zones(of graph: RegionGraph, count: Int, turn: Int) -> [Int32] {
        var division = SeedDivision(graph)
        division.frame.turn(turn)
        division.halve(Array(0..<Int32(graph.count)), first: 0, count: count)
        return joiningStrays(division.zoneOf, count: count, of: graph)
    }

    private init(_ graph: RegionGraph) {
        self.graph = graph
        frame = RegionFrame(graph)
        zoneOf = Array(repeating: 0, count: graph.count)
    }

    private mutating func halve(_ nodes: [Int32], first: Int, count: Int) {
        guard count > 1 else {
            for node in nodes { zoneOf[Int(node)] = Int32(first) }
            return
        }
        let along = frame.along(nodes)
        let sorted = nodes.sorted { (along[Int($0)], $0) < (along[Int($1)], $1) }
        let left = count / 2
        let total = nodes.reduce(0) { $0 + graph.nodes[Int($1)].weight }
        let wanted = Double(total) * Double(left) / Double(count)
        var sum = 0
        var cut = 0
        // The cut that comes nearest, leaving a node at least for each zone on either side.
        while cut < sorted.count - (count - left) {
            let weight = graph.nodes[Int(sorted[cut])].weight
            if cut >= left && Double(sum) + Double(weight) / 2 > wanted { break }
            sum += weight
            cut += 1
        }
        halve(Array(sorted[..<cut]), first: first, count: left)
        halve(Array(sorted[cut...]), first: first + left, count: count - left)
    }

    /// A division of which every part is connected.
    static func joiningStrays(_ zoneOf: [Int32], count: Int, of graph: RegionGraph) -> [Int32] {
        var division = SeedDivision(graph)
        division.zoneOf = zoneOf
        division.joinStrays(count: count)
        return division.zoneOf
    }

    /// Keeps the heaviest connected piece of each zone and gives the other nodes to the lightest zone beside.
    private mutating func joinStrays(count: Int) {
        let pieces = Self.pieces(of: graph, zoneOf: zoneOf)
        var weightOfPiece = [Int](repeating: 0, count: pieces.count)
        for node in 0..<graph.count { weightOfPiece[Int(pieces.of[node])] += graph.nodes[node].weight + 1 }
        var kept = [Int32](repeating: -1, count: count)
        for node in 0..<graph.count {
            let zone = Int(zoneOf[node])
            let piece = pieces.of[node]
            if kept[zone] < 0 || weightOfPiece[Int(piece)] > weightOfPiece[Int(kept[zone])] {
                kept[zone] = piece
            }
        }
        var weights = [Int](repeating: 0, count: count)
        var strays: [Int32] = []
        for node in 0..<graph.count {
            if kept[Int(zoneOf[node])] == pieces.of[node] {
                weights[Int(zoneOf[node])] += graph.nodes[node].weight
            } else {
                strays.append(Int32(node))
                zoneOf[node] = -1
            }
        }
        adopt(strays, weights: &weights)
    }

    private mutating func adopt(_ strays: [Int32], weights: inout [Int]) {
        var waiting = strays
        while !waiting.isEmpty {
            var later: [Int32] = []
            for node in waiting {
                var best: Int32 = -1
                for place in graph.range(Int(node)) {
                    let zone = zoneOf[Int(graph.neighbours[place])]
                    guard zone >= 0 else { continue }
                    if best < 0 || weights[Int(zone)] < weights[Int(best)] { best = zone }
                }
                if best < 0 {
                    later.append(node)
                } else {
                    zoneOf[Int(node)] = best
                    weights[Int(best)] += graph.nodes[Int(node)].weight
                }
            }
            // A region is connected, so each round adopts a node at least.
            precondition(later.count < waiting.count, "a region must be connected")
            waiting = later
        }
    }

    /// Numbers the connected pieces of all zones.
    static func pieces(of graph: RegionGraph, zoneOf: [Int32]) -> (of: [Int32], count: Int) {
        var piece = [Int32](repeating: -1, count: graph.count)
        var count: Int32 = 0
        for start in 0..<graph.count where piece[start] < 0 {
            var stack = [Int32(start)]
            piece[start] = count
            while let node = stack.popLast() {
                for place in graph.range(Int(node)) {
                    let other = Int(graph.neighbours[place])
                    guard piece[other] < 0, zoneOf[other] == zoneOf[start] else { continue }
                    piece[other] = count
                    stack.append(Int32(other))
                }
            }
            count += 1
        }
        return (piece, Int(count))
    }
}
