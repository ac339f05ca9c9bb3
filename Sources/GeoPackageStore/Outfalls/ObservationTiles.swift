internal import Census
internal import GRDB
public import GeoModel

/// The observations of one tile of the land and of a strip around it.
public struct ObservationTile: Sendable {
    /// Those inside the tile, and those within reach of it.
    public let observations: [StoredObservation]
    private let area: Envelope

    init(_ observations: [StoredObservation], of area: Envelope) {
        self.observations = observations
        self.area = area
    }

    /// The position is this tile's: every position inside the land is exactly one's, also on a border.
    public func owns(_ position: Position) -> Bool {
        position.x >= area.minX && position.x < area.maxX && position.y >= area.minY && position.y < area.maxY
    }
}

extension Workspace {
    /// Goes through the observations tile by tile, so that no more of them are in memory at once than a tile has.
    ///
    /// A tile with too many is halved until it has few enough or is only some reaches wide, so that where outfalls lie close
    /// tiles are small. Two observations within reach of each other are both in the tile that owns either.
    ///
    /// - Parameters:
    ///   - area: Only observations inside this rectangle; all of them without one.
    ///   - most: The most observations of a tile that need not be halved, its strip not counted.
    ///   - reach: How wide the strip is along x and y where a rectangle lies, in the unit of the coordinates.
    ///   - body: Called for each tile that has observations of its own.
    /// - Throws: `StoreError`, and what `body` throws.
    /// - Complexity: O(n log n) for n observations.
    public func forEachObservationTile(
        within area: Envelope?, most: Int = 50_000, reach: (Envelope) -> Position,
        _ body: (ObservationTile) throws -> Void
    ) throws {
        guard let extent = try area ?? observationExtent() else { return }
        // The far borders belong to nobody else: a hair more makes them the last tiles'.
        var waiting = [
            Envelope(
                minX: extent.minX, minY: extent.minY, maxX: extent.maxX.nextUp, maxY: extent.maxY.nextUp)
        ]
        while let tile = waiting.popLast() {
            let count = try observationCount(within: tile, upTo: most + 1)
            guard count > 0 else { continue }
            let reach = reach(tile)
            let (across, down) = (tile.width / reach.x, tile.height / reach.y)
            if count > most, max(across, down) > 8 {
                waiting += across > down ? tile.halvesAcross : tile.halvesDown
                continue
            }
            let wide = Envelope(
                minX: tile.minX - reach.x, minY: tile.minY - reach.y, maxX: tile.maxX + reach.x,
                maxY: tile.maxY + reach.y)
            let found = try observations(within: wide, limit: .max).filter {
                area?.contains($0.observation.position) ?? true
            }
            try body(ObservationTile(found, of: tile))
        }
    }

    private func observationExtent() throws -> Envelope? {
        try reading { db in
            let row = try Row.fetchOne(
                db,
                sql: "SELECT min(minx), min(miny), max(maxx), max(maxy) FROM rtree_outfall_observation_geom")
            let ends = (0..<4).compactMap { Double.fromDatabaseValue(row?[$0] ?? .null) }
            return ends.count == 4
                ? Envelope(minX: ends[0], minY: ends[1], maxX: ends[2], maxY: ends[3]) : nil
        }
    }

    private func observationCount(within box: Envelope, upTo most: Int) throws -> Int {
        try reading { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM (SELECT 1 FROM rtree_outfall_observation_geom
                    WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ? LIMIT ?)
                    """, arguments: [box.minX, box.maxX, box.minY, box.maxY, most]) ?? 0
        }
    }
}

extension Envelope {
    fileprivate var halvesAcross: [Envelope] {
        [
            Envelope(minX: centre.x, minY: minY, maxX: maxX, maxY: maxY),
            Envelope(minX: minX, minY: minY, maxX: centre.x, maxY: maxY),
        ]
    }

    fileprivate var halvesDown: [Envelope] {
        [
            Envelope(minX: minX, minY: centre.y, maxX: maxX, maxY: maxY),
            Envelope(minX: minX, minY: minY, maxX: maxX, maxY: centre.y),
        ]
    }
}
