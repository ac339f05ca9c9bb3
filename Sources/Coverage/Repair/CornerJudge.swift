/// Tells at which corners of mended faces zones need a vertex afterwards.
///
/// A corner needs none when every border that is left there passes straight along one old edge of its zone, as where
/// the corner belonged to a zone that lost the face. Everywhere else all zones along get one.
struct CornerJudge: Sendable {
    private let graph: PlanarGraph
    private let sources: ArcSources
    /// The flips, those of an arc beside each other.
    private let flips: [FaceFlips.Flip]
    /// Where the flips of each arc start, and their number at the end.
    private let starts: [Int32]

    /// What one zone has of one arc.
    private struct Side {
        let zone: Int32
        /// The edge of the zone that runs there, −1 where the border is new or not to be trusted.
        var edge: Int32
        var left: Bool
        var right: Bool
    }

    /// A border of a zone that ends at the corner.
    private struct Border {
        let zone: Int32
        let edge: Int32
    }

    /// - Complexity: O(a + f) for a arcs and f flips.
    init(_ analysis: CoverageAnalysis, _ flips: [FaceFlips.Flip]) {
        graph = analysis.graph
        sources = analysis.builder.sources
        var starts = [Int32](repeating: 0, count: graph.arcCount + 1)
        for flip in flips { starts[(flip.half >> 1) + 1] += 1 }
        for arc in 0..<graph.arcCount { starts[arc + 1] += starts[arc] }
        var ends = starts
        var sorted = flips
        for flip in flips {
            sorted[Int(ends[flip.half >> 1])] = flip
            ends[flip.half >> 1] += 1
        }
        self.flips = sorted
        self.starts = starts
    }

    /// Which of some nodes need a vertex.
    ///
    /// - Complexity: O(d²) for each node at which d borders end.
    func needy(among nodes: [Int32]) -> [Int32] {
        concatenated(
            mapPieces(of: nodes.count, pieces: 64, least: 64) { range in
                var (borders, sides): ([Border], [Side]) = ([], [])
                return range.compactMap { place in
                    needsVertex(Int(nodes[place]), &borders, &sides) ? nodes[place] : nil
                }
            })
    }

    private func needsVertex(_ node: Int, _ borders: inout [Border], _ sides: inout [Side]) -> Bool {
        borders.removeAll(keepingCapacity: true)
        for place in Int(graph.fanStarts[node])..<Int(graph.fanStarts[node + 1]) {
            collect(arc: Int(graph.fans[place]) >> 1, &sides)
            for side in sides where side.left != side.right {
                borders.append(Border(zone: side.zone, edge: side.edge))
            }
        }
        return borders.contains { border in
            var (count, along) = (0, 0)
            for other in borders where other.zone == border.zone {
                count += 1
                if other.edge == border.edge { along += 1 }
            }
            return border.edge < 0 || count != 2 || along != 2
        }
    }

    /// On which sides of an arc zones lie after the flips.
    private func collect(arc: Int, _ sides: inout [Side]) {
        sides.removeAll(keepingCapacity: true)
        graph.forEachSource(ofHalf: arc * 2, sources) { edge, feature, side in
            // Which side a doubtful zone lies on is not known: it counts as a new border.
            sides.append(
                Side(zone: feature, edge: side == 0 ? -1 : Int32(edge), left: side >= 0, right: side < 0))
        }
        for flip in flips[Int(starts[arc])..<Int(starts[arc + 1])] {
            let zone = Int32(flip.zone)
            let place = sides.firstIndex { $0.zone == zone } ?? sides.count
            if place == sides.count {
                sides.append(Side(zone: zone, edge: -1, left: flip.wasInside, right: flip.wasInside))
            }
            sides[place].edge = -1
            if flip.half & 1 == 0 { sides[place].left.toggle() } else { sides[place].right.toggle() }
        }
    }
}
