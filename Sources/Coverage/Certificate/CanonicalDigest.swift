public import GeoModel

/// Digests of areas and edges that do not depend on the order, start or direction of rings.
///
/// A ring is written without the closing vertex, from its least vertex and in that direction which gives the least
/// list of vertices; a polygon as its outer ring and then its holes in ascending order; an area as its polygons in
/// ascending order. Counts are 64-bit and ordinates IEEE 754 doubles, least significant byte first. An
/// independent program can do the same in a few lines.
enum CanonicalDigest {
    static func digest(ofFeature feature: Int, of table: PolygonTable) -> String {
        var polygons: [[[Position]]] = []
        for polygon in table.polygons(ofFeature: feature) {
            let rings = table.rings(ofPolygon: polygon).map { ring($0, of: table) }
            let holes = rings.dropFirst().sorted { $0.lexicographicallyPrecedes($1) }
            polygons.append(rings.prefix(1) + holes)
        }
        polygons.sort { a, b in
            a.lexicographicallyPrecedes(b) { $0.lexicographicallyPrecedes($1) }
        }
        var digest = SHA256()
        digest.add(UInt64(polygons.count))
        for rings in polygons {
            digest.add(UInt64(rings.count))
            for ring in rings { add(ring, to: &digest) }
        }
        return digest.finish()
    }

    private static func add(_ positions: [Position], to digest: inout SHA256) {
        digest.add(UInt64(positions.count))
        for position in positions {
            digest.add(position.x)
            digest.add(position.y)
        }
    }

    private static func ring(_ ring: Int, of table: PolygonTable) -> [Position] {
        let open = Array(table.positions[table.vertices(ofRing: ring)].dropLast())
        guard let least = open.min() else { return [] }
        // A sound ring visits its least vertex once only.
        return open.indices.filter { open[$0] == least }.flatMap { start in
            let turned = Array(open[start...]) + open[..<start]
            return [turned, [turned[0]] + turned.dropFirst().reversed()]
        }.min { $0.lexicographicallyPrecedes($1) } ?? []
    }

    /// The digest of some edges, each from its lesser to its greater end, in ascending order.
    static func digest(ofEdges edges: [(Position, Position)]) -> String {
        let ascending = edges.map { (edge: (Position, Position)) -> (Position, Position) in
            edge.0 < edge.1 ? edge : (edge.1, edge.0)
        }
        let sorted = ascending.sorted { (a: (Position, Position), b: (Position, Position)) -> Bool in
            a.0 == b.0 ? a.1 < b.1 : a.0 < b.0
        }
        var digest = SHA256()
        digest.add(UInt64(sorted.count))
        for (a, b) in sorted {
            for ordinate in [a.x, a.y, b.x, b.y] { digest.add(ordinate) }
        }
        return digest.finish()
    }
}

extension PolygonTable {
    /// The SHA-256 digest of a feature's area in canonical form, as a certificate holds it: 64 hexadecimal digits.
    ///
    /// Equal for equal coordinates whatever the order, start and direction of rings.
    public func canonicalDigest(ofFeature feature: Int) -> String {
        CanonicalDigest.digest(ofFeature: feature, of: self)
    }
}
