internal import GeoKernels
internal import GeoModel

extension EdgeTable {
    /// Which way a ring runs around its inside.
    ///
    /// The turn at the ring's least vertex in order of x, then y, decides: exact for a simple ring, whatever
    /// its size. A spike at that vertex gives no answer (`collinear`), and the ring is not simple.
    func turn(ofRing ring: Int) -> Orientation {
        let edges = edges(ofRing: ring)
        var least = edges.lowerBound
        for edge in edges where positions[edge] < positions[least] { least = edge }
        return orientation(positions[edge(before: least)], positions[least], positions[least + 1])
    }

    /// For each ring: 1 when the feature lies left of its edges, −1 when right, 0 when the ring cannot say.
    func interiorSides() -> [Int8] {
        filled(count: ringCount, with: 0) { sides in
            inPieces(of: ringCount, pieces: 64, least: 64) { rings, _ in
                for ring in rings {
                    let turn = turn(ofRing: ring).rawValue
                    sides[ring] = ringIsShell[ring] ? turn : -turn
                }
            }
        }
    }
}
