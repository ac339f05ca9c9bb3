/// A cell of the coarse lattice.
///
/// Its fine cells are `cells[firstCell ..< firstCell + 4^shift]`, row by row from the south-west; their
/// entries are counted from `firstEntry`. A whole tile (`shift` −1) has none: `firstCell` then is the
/// content of its only cell.
struct LocatorTile: BitwiseCopyable, Sendable {
    var firstCell: UInt32 = 0
    var firstEntry: UInt32 = 0
    var shift: Int32 = -1
}

/// The content of a cell: no zone, one zone and no edge, or a list of entries.
struct LocatorCell: BitwiseCopyable, Sendable {
    var bits: UInt32

    static let outside = LocatorCell(bits: 0)
    @inline(__always) init(bits: UInt32) { self.bits = bits }
    @inline(__always) init(zone: Int) { bits = UInt32(truncatingIfNeeded: zone + 1) }
    @inline(__always) init(entry: Int) { bits = UInt32(truncatingIfNeeded: entry) | 0x8000_0000 }
    /// The cell has a list.
    @inline(__always) var isList: Bool { bits & 0x8000_0000 != 0 }
    /// The only zone, or −1.
    @inline(__always) var zone: Int { Int(bits) - 1 }
    /// The first entry of the list, from the tile's first.
    @inline(__always) var entry: Int { Int(bits & 0x7FFF_FFFF) }
}

/// A run of edges of one zone within a cell, or, without edges, a zone that covers the cell.
///
/// The entries of a cell are ordered by zone. Of a zone's entries in a cell one at most says `startsInside`,
/// that the cell's corner is in the zone.
struct LocatorEntry: BitwiseCopyable, Sendable {
    var bits: UInt32 = 0
    var firstEdge: Int32 = 0
    var edgeCount: Int32 = 0

    static let blank = LocatorEntry(zone: 0, startsInside: false, firstEdge: 0, edgeCount: 0)

    @inline(__always)
    init(zone: Int, startsInside: Bool, firstEdge: Int, edgeCount: Int) {
        bits = UInt32(truncatingIfNeeded: zone) << 2 | (startsInside ? 1 : 0)
        self.firstEdge = Int32(truncatingIfNeeded: firstEdge)
        self.edgeCount = Int32(truncatingIfNeeded: edgeCount)
    }

    @inline(__always) var zone: Int { Int(bits >> 2) }
    @inline(__always) var startsInside: Bool { bits & 1 != 0 }
    @inline(__always) var isLast: Bool {
        get { bits & 2 != 0 }
        set { bits = newValue ? bits | 2 : bits & ~2 }
    }
}
