public import GeoModel

/// A zone with its area and code, as it was or as it is.
public struct CodedArea: Hashable, Sendable {
    /// The zone's code.
    public let code: String
    /// Its area.
    public let area: MultiPolygon

    /// Makes a zone.
    public init(code: String, area: MultiPolygon) {
        self.code = code
        self.area = area
    }
}

/// Where zones changed between two editions, as rectangles that hold every changed point.
///
/// The edges that only one edition has, those of the other taken backwards, make closed lines; pieces of them that
/// share no vertex are closed each for itself. How often a position is wound by the zone's rings changes only inside
/// such a line, so only positions in the rectangle around a piece can have changed, by the even-odd rule too.
/// Positions on a border keep their zone unless an edge at them changed, so a closed rectangle holds them as well.
public struct ZoneChanges: Sendable {
    /// A place where one zone changed.
    public struct Change: Hashable, Sendable {
        /// The zone's code.
        public let code: String
        /// The rectangle that holds what it lost or gained there.
        public let envelope: Envelope
    }

    /// The changes, in the order of the zones' codes; a zone may have several.
    public let changes: [Change]

    /// Compares two editions of the same zones; zones that are equal may be left out of both.
    ///
    /// - Complexity: O(v) in the vertices of both.
    public init(from old: some Sequence<CodedArea>, to new: some Sequence<CodedArea>) {
        var edges: [String: [DirectedEdge: Int]] = [:]
        for zone in old { Self.count(zone, 1, in: &edges[zone.code, default: [:]]) }
        for zone in new { Self.count(zone, -1, in: &edges[zone.code, default: [:]]) }
        changes = edges.sorted { $0.key < $1.key }.flatMap { code, counts in
            Self.pieces(counts.lazy.filter { $0.value != 0 }.map(\.key)).map {
                Change(code: code, envelope: $0)
            }
        }
    }

    /// The rectangles around edges that hang together by their ends, from the south-west.
    private static func pieces(_ edges: some Sequence<DirectedEdge>) -> [Envelope] {
        var parent: [Position: Position] = [:]
        func root(_ position: Position) -> Position {
            var current = position
            while let above = parent[current], above != current {
                parent[current] = parent[above] ?? above
                current = above
            }
            return current
        }
        for edge in edges { parent[root(edge.start)] = root(edge.end) }
        var envelopes: [Position: Envelope] = [:]
        for edge in edges {
            for end in [edge.start, edge.end] {
                envelopes[root(end), default: Envelope(end)].formUnion(end)
            }
        }
        return envelopes.values.sorted {
            ($0.minX, $0.minY, $0.maxX, $0.maxY) < ($1.minX, $1.minY, $1.maxX, $1.maxY)
        }
    }

    private static func count(_ zone: CodedArea, _ step: Int, in edges: inout [DirectedEdge: Int]) {
        for polygon in zone.area.polygons {
            for (index, ring) in polygon.rings.enumerated() {
                let corners = ring.positions
                // The outer ring counterclockwise and holes clockwise have the zone on their left.
                let isForward = (doubleArea(corners) >= 0) == (index == 0)
                for (a, b) in zip(corners, corners.dropFirst()) where a != b {
                    edges[isForward ? DirectedEdge(a, b) : DirectedEdge(b, a), default: 0] += step
                }
            }
        }
    }

    private static func doubleArea(_ ring: [Position]) -> Double {
        guard let origin = ring.first else { return 0 }
        return zip(ring, ring.dropFirst()).reduce(0) { sum, edge in
            let (ax, ay) = (edge.0.x - origin.x, edge.0.y - origin.y)
            let (bx, by) = (edge.1.x - origin.x, edge.1.y - origin.y)
            return sum + ax * by - ay * bx
        }
    }
}

/// An edge with a direction.
private struct DirectedEdge: Hashable {
    let start: Position
    let end: Position

    init(_ start: Position, _ end: Position) {
        self.start = start
        self.end = end
    }
}

/// A unit as living assignment needs it: its key, its place and the zone it is in.
public struct AssignedUnit: Hashable, Sendable {
    /// The unit's key.
    public let key: String
    /// Its position in the zones' coordinates.
    public let position: Position
    /// The zone it was placed in; `nil` outside of all.
    public let zone: String?

    /// Makes a unit.
    public init(key: String, position: Position, zone: String?) {
        self.key = key
        self.position = position
        self.zone = zone
    }
}

/// What placing again after a change of zones did.
public struct Reassignment: Hashable, Sendable {
    /// A unit that changed its zone.
    public struct Move: Hashable, Sendable {
        /// The unit's key.
        public let key: String
        /// The zone it was in.
        public let before: String?
        /// The zone it is in.
        public let after: String?

        /// Makes a move.
        public init(key: String, before: String?, after: String?) {
            self.key = key
            self.before = before
            self.after = after
        }
    }

    /// How many units were placed again; the others cannot have moved.
    public let examined: Int
    /// The units that changed their zone, in the order of their keys.
    public let moves: [Move]

    /// Places again the units that a change could affect.
    ///
    /// Nothing is stored: the list is for a person to accept.
    ///
    /// - Parameters:
    ///   - changes: Where the zones changed.
    ///   - units: Gives the units inside a rectangle, its border included: the port to a spatial index.
    ///   - locate: Gives the zone of a position among the new zones.
    /// - Throws: What `units` throws.
    /// - Complexity: O(k) queries in the units near the changes, whatever the number of all units.
    public init(
        _ changes: ZoneChanges, units: (Envelope) throws -> [AssignedUnit], locate: (Position) -> String?
    ) rethrows {
        var seen = Set<String>()
        var moves: [Move] = []
        for change in changes.changes {
            for unit in try units(change.envelope) where seen.insert(unit.key).inserted {
                let after = locate(unit.position)
                if after != unit.zone { moves.append(Move(key: unit.key, before: unit.zone, after: after)) }
            }
        }
        examined = seen.count
        self.moves = moves.sorted { precedes($0.key, $1.key) }
    }
}
