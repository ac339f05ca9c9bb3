internal import GeoModel

/// A bounded face that needs a verdict: its outer cycle and the outer cycles of components inside it.
struct FaultFace: Sendable {
    var cycle: Int
    var holes: [Int] = []
}

/// Collects the faces of a graph that are not clean.
struct FaultFaces: Sendable {
    private(set) var faces: [FaultFace] = []

    /// - Complexity: O(c log c + k) for c cycles, where k counts the edges of faces around inner components, each
    ///   face once.
    ///
    /// Which face an inner component lies in is decided by a point-in-ring test against rounded coordinates;
    /// the label it must have is exact.
    init(_ graph: PlanarGraph, _ labels: FaceLabels, _ table: EdgeTable) {
        for cycle in graph.cycleStarts.indices
        where labels.statuses[cycle] != .clean && !labels.isOuter(cycle) {
            faces.append(FaultFace(cycle: cycle))
        }
        let inner = labels.outerCycles.indices.filter {
            labels.statuses[Int(labels.outerCycles[$0])] != .clean
        }
        if faces.isEmpty || inner.isEmpty { return }
        let boxes = faces.map { face in
            var box = BoxTree.Box.empty
            graph.forEachHalf(ofCycle: face.cycle) {
                box.grow(graph.pieces.nodePositions[Int(graph.tail($0))])
            }
            return box
        }
        let tree = BoxTree(boxes)
        var insides = FaceInsides(graph)
        for component in inner {
            let outer = Int(labels.outerCycles[component])
            let place = table.positions[Int(labels.leastVertices[component])]
            var best: Int?
            tree.forEach(overlapping: .init(minX: place.x, minY: place.y, maxX: place.x, maxY: place.y)) {
                number in
                let cycle = faces[number].cycle
                guard labels.components[cycle] != Int32(component),
                    labels.labels[cycle] == labels.labels[outer],
                    best.map({ Self.isSmaller(boxes[number], boxes[$0]) }) ?? true,
                    insides.encloses(cycle, place)
                else { return }
                best = number
            }
            if let best { faces[best].holes.append(outer) }
        }
    }

    private static func isSmaller(_ a: BoxTree.Box, _ b: BoxTree.Box) -> Bool {
        (a.maxX - a.minX) * (a.maxY - a.minY) < (b.maxX - b.minX) * (b.maxY - b.minY)
    }
}

/// Tells which places lie inside faces, by the even-odd rule over rounded coordinates.
private struct FaceInsides {
    private let graph: PlanarGraph
    private var ladders: [Int: (places: [Position], ladder: RingLadder)] = [:]

    init(_ graph: PlanarGraph) { self.graph = graph }

    /// The place just west of `p` is inside a face's outer cycle; O(log n) for n edges after the first question.
    mutating func encloses(_ cycle: Int, _ p: Position) -> Bool {
        if let known = ladders[cycle] { return known.ladder.isOdd(p, known.places) }
        var places: [Position] = []
        graph.forEachHalf(ofCycle: cycle) { places.append(graph.pieces.nodePositions[Int(graph.tail($0))]) }
        places.append(places[0])
        let ladder = RingLadder(places, edges: 0..<places.count - 1)
        ladders[cycle] = (places, ladder)
        return ladder.isOdd(p, places)
    }
}
