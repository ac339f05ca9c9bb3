internal import GeoModel

/// A static tree of rectangles in Z-order, sixteen to a node.
///
/// Complexity: O(n log n) to build (a radix sort), O(log n + k) expected for a query. Memory: about 36 bytes
/// a rectangle. Everything touching counts as overlapping.
struct BoxTree: Sendable {
    struct Box: Sendable {
        var minX: Double
        var minY: Double
        var maxX: Double
        var maxY: Double

        @inline(__always)
        func overlaps(_ other: Box) -> Bool {
            minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
        }

        @inline(__always)
        mutating func grow(_ p: Position) {
            minX = min(minX, p.x)
            minY = min(minY, p.y)
            maxX = max(maxX, p.x)
            maxY = max(maxY, p.y)
        }

        @inline(__always)
        mutating func grow(_ other: Box) {
            minX = min(minX, other.minX)
            minY = min(minY, other.minY)
            maxX = max(maxX, other.maxX)
            maxY = max(maxY, other.maxY)
        }

        static let empty = Box(minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)
    }

    /// The caller's number of each rectangle, in tree order.
    let items: [Int32]
    /// All levels, leaves first.
    let boxes: [Box]
    /// Where each level starts in `boxes`, and the end.
    let levels: [Int]

    static let fan = 16

    init(_ input: [Box]) {
        let order = Self.zOrder(input)
        items = order
        var levels = [0, input.count]
        while levels[levels.count - 1] - levels[levels.count - 2] > 1 {
            let size = levels[levels.count - 1] - levels[levels.count - 2]
            levels.append(levels[levels.count - 1] + (size + Self.fan - 1) / Self.fan)
        }
        self.levels = levels
        boxes = filled(count: levels[levels.count - 1], with: Box.empty) { slots in
            inPieces(of: input.count) { range, _ in
                for leaf in range { slots[leaf] = input[Int(order[leaf])] }
            }
            for level in levels.indices.dropFirst(2) { Self.join(level, levels, slots) }
        }
    }

    /// Makes the nodes of a level from those of the level below.
    private static func join(_ level: Int, _ levels: [Int], _ boxes: SharedSlots<Box>) {
        let (below, start, end) = (levels[level - 2], levels[level - 1], levels[level])
        inPieces(of: end - start) { range, _ in
            for node in range {
                var box = boxes[below + node * fan]
                for child in below + node * fan..<min(below + (node + 1) * fan, start) {
                    box.grow(boxes[child])
                }
                boxes[start + node] = box
            }
        }
    }

    /// Calls `body` with the caller's number of each rectangle that overlaps `query`.
    func forEach(overlapping query: Box, _ body: (Int) -> Void) {
        guard !items.isEmpty else { return }
        forEachLeafRun(overlapping: query) { run in
            for leaf in run where boxes[leaf].overlaps(query) { body(Int(items[leaf])) }
        }
    }

    /// Calls `body` with each run of sibling leaves whose common rectangle overlaps `query`.
    func forEachLeafRun(overlapping query: Box, _ body: (Range<Int>) -> Void) {
        guard !items.isEmpty else { return }
        let top = levels.count - 2
        var (level, node) = (top, 0)
        // A walk without recursion, because a closure that is passed on is retained at every node, by all threads at
        // once.
        while true {
            if boxes[levels[level] + node].overlaps(query) {
                if level > 1 {
                    (level, node) = (level - 1, node * Self.fan)
                    continue
                }
                body(level == 0 ? 0..<1 : node * Self.fan..<min((node + 1) * Self.fan, levels[1]))
            }
            node += 1
            while level < top, node % Self.fan == 0 || node == levels[level + 1] - levels[level] {
                (level, node) = (level + 1, (node - 1) / Self.fan + 1)
            }
            if level == top { return }
        }
    }

    /// The rectangles sorted by the Z-order of their middles on a grid of 2¹⁶ × 2¹⁶.
    private static func zOrder(_ input: [Box]) -> [Int32] {
        var whole = Box.empty
        let parts = mapPieces(of: input.count) { range in
            var box = Box.empty
            for item in range { box.grow(input[item]) }
            return box
        }
        for part in parts { whole.grow(part) }
        let scaleX = whole.maxX > whole.minX ? 65535 / (whole.maxX - whole.minX) : 0
        let scaleY = whole.maxY > whole.minY ? 65535 / (whole.maxY - whole.minY) : 0
        let extent = whole
        let keys = filled(count: input.count, with: UInt32(0)) { keys in
            inPieces(of: input.count) { range, _ in
                for item in range {
                    let box = input[item]
                    guard box.minX <= box.maxX else { continue }
                    let x = ((box.minX - extent.minX) + (box.maxX - extent.minX)) / 2 * scaleX
                    let y = ((box.minY - extent.minY) + (box.maxY - extent.minY)) / 2 * scaleY
                    keys[item] =
                        spread(UInt32(max(0, min(65535, x)))) | spread(UInt32(max(0, min(65535, y)))) << 1
                }
            }
        }
        return radixOrder(keys)
    }

    @inline(__always)
    private static func spread(_ value: UInt32) -> UInt32 {
        var v = value
        v = (v | v << 8) & 0x00FF_00FF
        v = (v | v << 4) & 0x0F0F_0F0F
        v = (v | v << 2) & 0x3333_3333
        return (v | v << 1) & 0x5555_5555
    }
}
