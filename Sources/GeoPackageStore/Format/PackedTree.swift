internal import GRDB
internal import GeoModel

/// An R-tree for SQLite's R-tree module, packed from all entries at once.
///
/// SQLite's own way in is one entry after another, each finding its place from the root; for many rows that costs more
/// than storing the rows. Here the entries are sorted into tiles (Leutenegger, Lopez & Edgington 1997, "STR: a simple
/// and efficient algorithm for R-tree packing", doi:10.1109/ICDE.1997.582015) and written into the module's own tables
/// as full nodes, in the format of SQLite's rtree.c: `rtreecheck()` finds nothing to say of it.
///
/// Memory: 24 bytes an entry. Time: O(n log n) in the number of entries.
struct PackedTree {
    /// A box in single precision, rounded outwards, and the row or node it stands for.
    struct Entry {
        var id: Int64
        var minX: Float
        var maxX: Float
        var minY: Float
        var maxY: Float

        init(id: Int64, _ box: Envelope) {
            self.id = id
            minX = Float(below: box.minX)
            maxX = Float(above: box.maxX)
            minY = Float(below: box.minY)
            maxY = Float(above: box.maxY)
        }

        fileprivate init(node: Int64, around entries: ArraySlice<Entry>) {
            id = node
            minX = entries.reduce(.infinity) { min($0, $1.minX) }
            maxX = entries.reduce(-.infinity) { max($0, $1.maxX) }
            minY = entries.reduce(.infinity) { min($0, $1.minY) }
            maxY = entries.reduce(-.infinity) { max($0, $1.maxY) }
        }
    }

    private let nodeBytes: Int
    private let capacity: Int
    private let nodes: RowStatement
    private let rows: RowStatement
    private let parents: RowStatement

    /// Empties a tree and prepares to fill it; name is that of the virtual table.
    init(filling name: String, in db: Database) throws {
        // The module chose the size of a node when the table was made; its empty root shows it.
        nodeBytes =
            try Int.fetchOne(
                db, sql: "SELECT length(data) FROM \(SQLIdentifier(name + "_node")) WHERE nodeno = 1") ?? 0
        capacity = (nodeBytes - 4) / 24
        precondition(capacity >= 2, "an empty R-tree has a root")
        for table in ["_node", "_rowid", "_parent"] {
            try db.execute(sql: "DELETE FROM \(SQLIdentifier(name + table))")
        }
        nodes = try RowStatement("INSERT INTO \(SQLIdentifier(name + "_node")) VALUES (?, ?)", in: db)
        rows = try RowStatement("INSERT INTO \(SQLIdentifier(name + "_rowid")) VALUES (?, ?)", in: db)
        parents = try RowStatement("INSERT INTO \(SQLIdentifier(name + "_parent")) VALUES (?, ?)", in: db)
    }

    /// Writes the tree.
    func write(_ entries: [Entry]) throws {
        var level = entries
        var height = 0
        var nextNode: Int64 = 2
        while level.count > capacity {
            level = try writeLevel(level, height: height, from: &nextNode)
            height += 1
        }
        try writeNode(1, level[...], height: height, depth: height)
    }

    /// Writes one level of nodes and gives the entries of the level above.
    private func writeLevel(_ level: [Entry], height: Int, from nextNode: inout Int64) throws -> [Entry] {
        var above: [Entry] = []
        for range in tiles(of: level) {
            let node = nextNode
            nextNode += 1
            try writeNode(node, range, height: height, depth: 0)
            above.append(Entry(node: node, around: range))
        }
        return above
    }

    /// Runs of neighbours, each for one node: slices by x, cut by y.
    ///
    /// Ties are broken by id, so the tree depends on nothing but the entries.
    private func tiles(of level: [Entry]) -> [ArraySlice<Entry>] {
        let count = (level.count + capacity - 1) / capacity
        let slices = Int(Double(count).squareRoot().rounded(.up))
        let sliceCount = slices * capacity
        let byX = level.sorted { ($0.minX + $0.maxX, $0.id) < ($1.minX + $1.maxX, $1.id) }
        var result: [ArraySlice<Entry>] = []
        for start in stride(from: 0, to: byX.count, by: sliceCount) {
            let slice = byX[start..<min(start + sliceCount, byX.count)]
                .sorted { ($0.minY + $0.maxY, $0.id) < ($1.minY + $1.maxY, $1.id) }
            // Even shares, since a node that is nearly empty is split off and reinserted at the next deletion.
            let shares = (slice.count + capacity - 1) / capacity
            for share in 0..<shares {
                result.append(slice[(share * slice.count / shares)..<((share + 1) * slice.count / shares)])
            }
        }
        return result
    }

    private func writeNode(_ node: Int64, _ entries: ArraySlice<Entry>, height: Int, depth: Int) throws {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(nodeBytes)
        bytes.append(bigEndian: UInt16(depth))
        bytes.append(bigEndian: UInt16(entries.count))
        for entry in entries {
            bytes.append(bigEndian: UInt64(bitPattern: entry.id))
            for side in [entry.minX, entry.maxX, entry.minY, entry.maxY] {
                bytes.append(bigEndian: side.bitPattern)
            }
        }
        bytes.append(contentsOf: repeatElement(0, count: nodeBytes - bytes.count))
        try nodes.run([.integer(node), .blob(bytes)])
        let owners = height == 0 ? rows : parents
        for entry in entries { try owners.run([.integer(entry.id), .integer(node)]) }
    }
}

extension [UInt8] {
    fileprivate mutating func append(bigEndian number: some FixedWidthInteger) {
        for shift in stride(from: number.bitWidth - 8, through: 0, by: -8) {
            append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }
}

extension Float {
    /// The nearest number in single precision that is not above.
    fileprivate init(below number: Double) {
        let nearest = Float(number)
        self = Double(nearest) > number ? nearest.nextDown : nearest
    }

    /// The nearest number in single precision that is not below.
    fileprivate init(above number: Double) {
        let nearest = Float(number)
        self = Double(nearest) < number ? nearest.nextUp : nearest
    }
}
