internal import GeoKernels
internal import GeoModel

/// How many units of each zone lie inside each face at fault.
struct FaceUnits: Sendable {
    /// Counts by face and zone.
    private var counts: [Int: [Int: Int]] = [:]

    /// - Complexity: O((f + u) log f + c) for f faces, u units and c cases of a unit in a face's rectangle.
    init(_ units: [PlacedUnit], in analysis: CoverageAnalysis) {
        let faces = analysis.faces.indices.map { face in
            analysis.faults(ofFace: face).first?.geometry.area?.polygons.first
        }
        let tree = BoxTree(
            faces.map { polygon in
                var box = BoxTree.Box.empty
                for position in polygon?.rings.first?.positions ?? [] { box.grow(position) }
                return box
            })
        for unit in units where unit.position.isFinite {
            guard let zone = unit.zone else { continue }
            let (x, y) = (unit.position.x, unit.position.y)
            tree.forEach(overlapping: .init(minX: x, minY: y, maxX: x, maxY: y)) { face in
                if faces[face]?.covers(unit.position) == true {
                    counts[face, default: [:]][zone, default: 0] += 1
                }
            }
        }
    }

    /// The units inside a face that are recorded under a zone.
    func count(inFace face: Int, zone: Int) -> Int { counts[face]?[zone] ?? 0 }
}

extension Polygon {
    /// A position lies inside, by the even-odd rule over all rings; for one on the border either answer is given.
    func covers(_ p: Position) -> Bool {
        var odd = false
        for ring in rings {
            for place in ring.positions.indices.dropLast() {
                let (a, b) = (ring.positions[place], ring.positions[place + 1])
                if (a.y > p.y) == (b.y > p.y) { continue }
                let turn = a.y < b.y ? orientation(a, b, p) : orientation(b, a, p)
                if turn == .clockwise { odd.toggle() }
            }
        }
        return odd
    }
}
