public import GeoModel

/// Finds the zone of a position among many zones, exactly.
///
/// **What a zone is.** A feature of a `PolygonTable`, taken by the even-odd rule over all its rings and
/// regularised: the points of which every neighbourhood meets an odd part. For valid polygons that is the
/// polygon with its border. Spikes, rings without area and rings drawn twice vanish; a self-crossing ring
/// counts where it is wound an odd number of times. No zone can change the answer for another.
///
/// **Borders.** A position touching a border goes to exactly one zone: the first that is entered by an
/// infinitesimal step from the position when the step's direction turns counterclockwise, from just north of
/// east. In a valid coverage that is the zone just east of the position (just north-east where the border
/// runs east). It depends on nothing but the geometry. Where zones overlap, several are entered at once: then
/// the one of least rank (by default, of least index) is taken, and all are reported.
///
/// **How.** A coarse lattice of tiles, each cut into up to 64 × 64 fine cells, about as many as it has edges.
/// A cell that no edge touches holds its answer. Any other lists its edges, as runs of positions, and per
/// zone whether its south-west corner is inside; the answer is the parity of the edges that the path from the
/// position along its cell to that corner crosses. All decisions come from `orientation(_:_:_:)`; ties are
/// broken symbolically (Edelsbrunner & Mücke 1990, "Simulation of Simplicity", doi:10.1145/77635.77639): a
/// position stands for itself moved by (ε, ε²), a corner for itself moved by (−δ, −δ²).
///
/// **Cost.** Building: O(v + c) for v vertices and c cells (about v), on all cores; 0.04 µs of processor time a
/// vertex for China's counties, 0.09 µs where zones have ten vertices. A query: O(1) in a whole cell, else O(e)
/// in the edges of the cell, a dozen on average; 0.1 to 0.2 µs in a batch. Memory: the table's positions,
/// shared, and 4 to 14 bytes for each vertex. Zones piled on one another get fewer cells, and slower queries,
/// instead of more memory.
///
/// The value is frozen, flat and may be used from any thread.
public struct ZoneLocator: Sendable {
    let zones: ZoneRings
    let rank: FrozenArray<Int32>
    let lattice: Lattice
    let columns: Int
    let tiles: FrozenArray<LocatorTile>
    let cells: FrozenArray<LocatorCell>
    let entries: FrozenArray<LocatorEntry>
    let pyramid: TilePyramid

    /// The number of zones.
    public var count: Int { zones.zoneRings.count - 1 }

    /// Bytes held besides the zones' own positions.
    public var indexBytes: Int {
        tiles.count * MemoryLayout<LocatorTile>.stride + cells.count * MemoryLayout<LocatorCell>.stride
            + entries.count * MemoryLayout<LocatorEntry>.stride
            + (rank.count + zones.zoneRings.count + zones.ringStarts.count) * 4
    }

    /// Builds a locator.
    ///
    /// - Parameters:
    ///   - table: The zones; fewer than 2²⁹.
    ///   - rank: For each zone its place in the order by which overlapping zones are listed and chosen from,
    ///     such as the order of their codes; equal ranks follow the order of the table, which is also the
    ///     default.
    ///   - isParallel: Use all cores; the result is the same either way.
    public init(_ table: PolygonTable, rank: [Int32]? = nil, isParallel: Bool = true) {
        self.init(table, rank: rank, isParallel: isParallel, edgesPerTile: 1024)
    }

    init(_ table: PolygonTable, rank: [Int32]?, isParallel: Bool, edgesPerTile: Int) {
        precondition(rank == nil || rank?.count == table.count, "give each zone a rank, or none")
        precondition(table.count < 1 << 29, "a locator holds fewer than 2^29 zones")
        zones = ZoneRings(table)
        self.rank = .owned(rank ?? [])
        let survey = TileSurvey.make(zones, edgesPerTile: edgesPerTile, isParallel: isParallel)
        lattice = survey.lattice
        columns = survey.columns
        let assembly = LocatorAssembly.build(zones, survey, isParallel: isParallel)
        tiles = .owned(assembly.tiles)
        cells = .owned(assembly.cells)
        entries = .owned(assembly.entries)
        pyramid = TilePyramid(tiles: tiles, columns: columns)
    }

    /// Places one position.
    ///
    /// - Complexity: O(1) away from borders, else O(e) in the edges of a cell.
    public func locate(_ position: Position) -> Placement {
        unsafe withView { unsafe $0.placement(of: position) }
    }

    /// Several zones claim the ground at a position.
    ///
    /// It is inside several, or inside one and on the border of another, or on a border beside which they overlap.
    /// Neighbours that only share the border do not quarrel.
    ///
    /// - Complexity: as `locate(_:)`.
    public func isOverlapped(_ position: Position) -> Bool {
        unsafe withView { unsafe $0.isOverlapped(position) }
    }

    @inline(__always)
    func withView<Result>(_ body: (LocatorView) -> Result) -> Result {
        unsafe zones.withUnsafe { zones in
            unsafe tiles.withUnsafeBufferPointer { tiles in
                unsafe cells.withUnsafeBufferPointer { cells in
                    unsafe entries.withUnsafeBufferPointer { entries in
                        unsafe rank.withUnsafeBufferPointer { rank in
                            unsafe body(
                                LocatorView(
                                    zones: zones, lattice: lattice, columns: columns, tiles: tiles,
                                    cells: cells, entries: entries, rank: rank))
                        }
                    }
                }
            }
        }
    }
}
