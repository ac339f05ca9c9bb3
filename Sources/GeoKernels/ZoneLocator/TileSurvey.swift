internal import GeoModel

/// The first step of building a locator: which edges touch which tile, and which zones hold its corner.
///
/// Runs and covers are grouped by tile and within a tile ordered by zone.
struct TileSurvey {
    /// Edges of one zone in one tile.
    struct Run {
        var tile: Int32
        var zone: Int32
        var firstEdge: Int32
        var edgeCount: Int32
    }

    /// A zone that holds the corner of a tile.
    struct Cover {
        var tile: Int32
        var zone: Int32
    }

    let lattice: Lattice
    let columns: Int
    let rows: Int
    let runs: [Run]
    let runStarts: [Int32]
    let covers: [Cover]
    let coverStarts: [Int32]

    var tileCount: Int { columns * rows }
}

/// An edge of a zone crosses a tile line: the corners of that row from `column` on lie east of it.
struct TileCrossing {
    var row: Int32
    var column: Int32
    var zone: Int32
}

/// Collects runs and crossings of one stretch of edges.
struct TileSurveySink: EdgeWalkSink {
    let columns: Int
    var zone: Int32 = 0
    var runs: [TileSurvey.Run] = []
    var crossings: [TileCrossing] = []

    @inline(__always)
    mutating func run(column: Int, row: Int, first: Int, count: Int) {
        runs.append(
            TileSurvey.Run(
                tile: Int32(truncatingIfNeeded: row * columns + column), zone: zone,
                firstEdge: Int32(truncatingIfNeeded: first), edgeCount: Int32(truncatingIfNeeded: count)))
    }

    @inline(__always)
    mutating func crossing(row: Int, eastFrom column: Int) {
        guard column < columns else { return }
        crossings.append(
            TileCrossing(
                row: Int32(truncatingIfNeeded: row), column: Int32(truncatingIfNeeded: column), zone: zone))
    }

    /// The first column of tiles reaches to infinity, so that nothing crosses its west line.
    @inline(__always)
    mutating func crossing(westLineNorthFrom row: Int) {}
}

extension TileSurvey {
    /// Surveys all edges of the zones for a lattice of tiles.
    ///
    /// - Returns: `nil` when zones overlap so much that the tiles' covers would outnumber `coverLimit`: a
    ///   coarser lattice is needed.
    /// - Complexity: O(edges + tiles touched + covers).
    static func make(
        _ zones: ZoneRings, lattice: Lattice, coverLimit: Int, isParallel: Bool
    ) -> TileSurvey? {
        let columns = Int(lattice.highX) + 1
        let rows = Int(lattice.highY) + 1
        let stretches = zones.stretches()
        let sinks = parallelMap(count: stretches.count, isParallel: isParallel) { index in
            unsafe zones.withUnsafe { unsafe survey($0, stretches[index], lattice, columns, rows) }
        }
        let (crossings, rowStarts) = grouped(sinks.lazy.map(\.crossings), groups: rows) { Int($0.row) }
        guard
            let unordered = covers(
                crossings, rowStarts: rowStarts, columns: columns, limit: coverLimit)
        else { return nil }
        let (covers, coverStarts) = grouped(
            CollectionOfOne(unordered), groups: columns * rows
        ) { Int($0.tile) }
        let (runs, runStarts) = grouped(sinks.lazy.map(\.runs), groups: columns * rows) { Int($0.tile) }
        return TileSurvey(
            lattice: lattice, columns: columns, rows: rows, runs: runs, runStarts: runStarts,
            covers: covers, coverStarts: coverStarts)
    }

    private static func survey(
        _ zones: UnsafeZoneTable, _ stretch: Range<Int>, _ lattice: Lattice, _ columns: Int, _ rows: Int
    ) -> TileSurveySink {
        var sink = TileSurveySink(columns: columns)
        let walk = unsafe EdgeWalk(positions: zones.positions, lattice: lattice, columns: columns, rows: rows)
        unsafe zones.forEachRing(in: stretch) { zone, edges in
            sink.zone = Int32(truncatingIfNeeded: zone)
            walk.walk(first: edges.lowerBound, count: edges.count, into: &sink)
        }
        return sink
    }

    /// Turns crossings, grouped by row and ordered by zone, into the tiles whose corner is in the zone: those
    /// from an odd crossing up to the next.
    private static func covers(
        _ crossings: [TileCrossing], rowStarts: [Int32], columns: Int, limit: Int
    ) -> [Cover]? {
        var covers: [Cover] = []
        var toggles: [Int32] = []
        for row in 0..<rowStarts.count - 1 {
            var next = Int(rowStarts[row])
            let end = Int(rowStarts[row + 1])
            while next < end {
                let zone = crossings[next].zone
                toggles.removeAll(keepingCapacity: true)
                while next < end, crossings[next].zone == zone {
                    toggles.append(crossings[next].column)
                    next += 1
                }
                toggles.sort()
                // Crossings beyond the last column were left out: an odd number means up to the end.
                if !toggles.count.isMultiple(of: 2) { toggles.append(Int32(columns)) }
                for pair in stride(from: 0, to: toggles.count, by: 2) {
                    for column in toggles[pair]..<toggles[pair + 1] {
                        covers.append(Cover(tile: Int32(row * columns) + column, zone: zone))
                    }
                    if covers.count > limit { return nil }
                }
            }
        }
        return covers
    }
}

/// The elements of some arrays grouped by key, in their order within a group, and where each group starts.
///
/// - Complexity: O(n + groups), a counting sort.
func grouped<Element>(
    _ parts: some Collection<[Element]>, groups: Int, by key: (Element) -> Int
) -> (elements: [Element], starts: [Int32]) {
    var starts = [Int32](repeating: 0, count: groups + 1)
    for part in parts {
        for element in part { starts[key(element) + 1] += 1 }
    }
    for group in 0..<groups { starts[group + 1] += starts[group] }
    let total = Int(starts[groups])
    var next = starts
    let elements = unsafe [Element](unsafeUninitializedCapacity: total) { buffer, count in
        for part in parts {
            for element in part {
                let group = key(element)
                unsafe (buffer.baseAddress.unsafelyUnwrapped + Int(next[group])).initialize(to: element)
                next[group] += 1
            }
        }
        count = total
    }
    return (elements, starts)
}
