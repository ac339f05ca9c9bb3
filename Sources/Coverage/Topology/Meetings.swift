internal import GeoKernels
internal import GeoModel

/// Where edges meet other than at a shared end: nothing at all in a valid coverage.
///
/// Edges are named by the representative of their class, vertices by the first at their place. Two edges that
/// overlap along a line appear as touches: an end of one always lies inside the other.
struct Meetings: Sendable {
    struct Touch: Comparable, Sendable {
        /// The edge whose inside is touched.
        var edge: Int32
        /// The vertex that lies on it.
        var vertex: Int32

        static func < (a: Touch, b: Touch) -> Bool {
            a.edge != b.edge ? a.edge < b.edge : a.vertex < b.vertex
        }
    }

    struct Crossing: Comparable, Sendable {
        /// The lesser edge.
        var edge: Int32
        /// The greater edge.
        var other: Int32

        static func < (a: Crossing, b: Crossing) -> Bool {
            a.edge != b.edge ? a.edge < b.edge : a.other < b.other
        }
    }

    var touches: [Touch] = []
    var crossings: [Crossing] = []

    /// Finds every meeting, exactly.
    ///
    /// Unique edges are cut in storage order into runs of up to eight of one ring; a tree over the runs'
    /// rectangles is joined with itself. One huge polygon is many small runs, so it costs no more than others.
    ///
    /// Complexity: O(e log e + k) for e unique edges and k pairs whose rectangles overlap.
    static func find(_ table: EdgeTable, _ index: VertexIndex, _ classes: EdgeClasses) -> Meetings {
        let runs = EdgeRuns(table, index, classes)
        let tree = BoxTree(runs.boxes)
        let groups = (tree.items.count + BoxTree.fan - 1) / BoxTree.fan
        let found = mapPieces(of: groups, pieces: 128, least: 32) { range in
            var search = MeetingSearch(table: table, index: index, runs: runs, tree: tree)
            for group in range { search.join(group: group) }
            return search.meetings
        }
        var all = Meetings()
        all.touches = distinct(found.map(\.touches))
        all.crossings = distinct(found.map(\.crossings))
        return all
    }

    /// All meetings of some parts in ascending order, each once.
    private static func distinct<Meeting: Comparable>(_ parts: [[Meeting]]) -> [Meeting] {
        var all: [Meeting] = []
        all.reserveCapacity(parts.reduce(0) { $0 + $1.count })
        for part in parts { all.append(contentsOf: part) }
        all.sort()
        var kept = 0
        for place in all.indices where place == 0 || all[kept - 1] != all[place] {
            all[kept] = all[place]
            kept += 1
        }
        all.removeLast(all.count - kept)
        return all
    }
}

/// One edge of each class, in storage order, cut into short runs.
private struct EdgeRuns: Sendable {
    let edges: [Int32]
    /// Where each run starts, and the number of edges at the end.
    let starts: [Int32]
    let boxes: [BoxTree.Box]

    private static let longest = 8

    private struct Part: Sendable {
        var edges: [Int32] = []
        var starts: [Int32] = []
        var boxes: [BoxTree.Box] = []
    }

    init(_ table: EdgeTable, _ index: VertexIndex, _ classes: EdgeClasses) {
        let parts = mapPieces(of: table.positions.count, pieces: 16) { range in
            Self.cut(range, table, index, classes)
        }
        var base: Int32 = 0
        let starts = parts.map { part in
            defer { base += Int32(part.edges.count) }
            return part.starts.map { $0 + base }
        }
        edges = concatenated(parts.map(\.edges))
        self.starts = concatenated(starts + [[Int32(edges.count)]])
        boxes = concatenated(parts.map(\.boxes))
    }

    private static func cut(
        _ range: Range<Int>, _ table: EdgeTable, _ index: VertexIndex, _ classes: EdgeClasses
    ) -> Part {
        var part = Part()
        part.edges.reserveCapacity(range.count)
        let positions = table.positions
        var ring: Int32 = -1
        var box = BoxTree.Box.empty
        var length = 0
        for edge in range where classes.represents(edge, index) {
            if length == longest || table.ringOfVertex[edge] != ring || length == 0 {
                if length > 0 { part.boxes.append(box) }
                part.starts.append(Int32(part.edges.count))
                ring = table.ringOfVertex[edge]
                box = .empty
                length = 0
            }
            part.edges.append(Int32(edge))
            box.grow(positions[edge])
            box.grow(positions[edge + 1])
            length += 1
        }
        if length > 0 { part.boxes.append(box) }
        return part
    }

    @inline(__always)
    func edges(ofRun run: Int) -> Range<Int> { Int(starts[run])..<Int(starts[run + 1]) }
}

/// Tests the pairs of edges that lie near each other.
private struct MeetingSearch {
    private let positions: [Position]
    private let index: VertexIndex
    private let runs: EdgeRuns
    private let tree: BoxTree
    private(set) var meetings = Meetings()
    private var nearby: [Int32] = []
    private var later: [Range<Int>] = []

    init(table: EdgeTable, index: VertexIndex, runs: EdgeRuns, tree: BoxTree) {
        positions = table.positions
        self.index = index
        self.runs = runs
        self.tree = tree
    }

    /// Joins sixteen sibling runs with themselves and with all runs after them in the tree.
    mutating func join(group: Int) {
        let leaves = group * BoxTree.fan..<min((group + 1) * BoxTree.fan, tree.items.count)
        var whole = BoxTree.Box.empty
        for leaf in leaves {
            whole.grow(tree.boxes[leaf])
            joinWithin(run: Int(tree.items[leaf]))
        }
        later.removeAll(keepingCapacity: true)
        tree.forEachLeafRun(overlapping: whole) { run in
            if run.lowerBound >= leaves.lowerBound { later.append(run) }
        }
        for others in later {
            for other in others where tree.boxes[other].overlaps(whole) {
                for leaf in leaves where leaf < other && tree.boxes[leaf].overlaps(tree.boxes[other]) {
                    join(leaf, other)
                }
            }
        }
    }

    /// Tests the edges of a run with each other, except within stretches that always go east, west, north or
    /// south: edges of such a stretch meet at their common ends only.
    private mutating func joinWithin(run: Int) {
        let range = runs.edges(ofRun: run)
        var (reachX, reachY) = (range.upperBound, range.upperBound)
        var (stepX, stepY) = (0, 0)
        for item in range.reversed() {
            let edge = Int(runs.edges[item])
            let (p, q) = (positions[edge], positions[edge + 1])
            let (toX, toY) = (p.x < q.x ? 1 : p.x > q.x ? -1 : 0, p.y < q.y ? 1 : p.y > q.y ? -1 : 0)
            let isJoined = item + 1 < range.upperBound && Int(runs.edges[item + 1]) == edge + 1
            if !isJoined || toX == 0 || toX != stepX { reachX = item + 1 }
            if !isJoined || toY == 0 || toY != stepY { reachY = item + 1 }
            (stepX, stepY) = (toX, toY)
            for other in max(reachX, reachY)..<range.upperBound { test(edge, Int(runs.edges[other])) }
        }
    }

    private mutating func join(_ leaf: Int, _ other: Int) {
        let a = tree.boxes[leaf]
        let b = tree.boxes[other]
        let window = BoxTree.Box(
            minX: max(a.minX, b.minX), minY: max(a.minY, b.minY),
            maxX: min(a.maxX, b.maxX), maxY: min(a.maxY, b.maxY))
        nearby.removeAll(keepingCapacity: true)
        for item in runs.edges(ofRun: Int(tree.items[other])) where meets(runs.edges[item], window) {
            nearby.append(runs.edges[item])
        }
        if nearby.isEmpty { return }
        for item in runs.edges(ofRun: Int(tree.items[leaf])) where meets(runs.edges[item], window) {
            for candidate in nearby { test(Int(runs.edges[item]), Int(candidate)) }
        }
    }

    @inline(__always)
    private func meets(_ edge: Int32, _ window: BoxTree.Box) -> Bool {
        let p = positions[Int(edge)]
        let q = positions[Int(edge) + 1]
        return min(p.x, q.x) <= window.maxX && max(p.x, q.x) >= window.minX
            && min(p.y, q.y) <= window.maxY && max(p.y, q.y) >= window.minY
    }

    /// Tests two edges of different classes.
    @inline(__always)
    private mutating func test(_ e: Int, _ f: Int) {
        let p0 = positions[e]
        let p1 = positions[e + 1]
        let q0 = positions[f]
        let q1 = positions[f + 1]
        if min(p0.x, p1.x) > max(q0.x, q1.x) || max(p0.x, p1.x) < min(q0.x, q1.x) { return }
        if min(p0.y, p1.y) > max(q0.y, q1.y) || max(p0.y, p1.y) < min(q0.y, q1.y) { return }
        if p0 == q0 { return testFan(e, e + 1, f, f + 1, at: p0) }
        if p0 == q1 { return testFan(e, e + 1, f, f, at: p0) }
        if p1 == q0 { return testFan(e, e, f, f + 1, at: p1) }
        if p1 == q1 { return testFan(e, e, f, f, at: p1) }
        testApart(e, f)
    }

    /// Two edges that share an end overlap when they leave it in one direction.
    private mutating func testFan(_ e: Int, _ endOfE: Int, _ f: Int, _ endOfF: Int, at hub: Position) {
        let p = positions[endOfE]
        let q = positions[endOfF]
        guard orientation(hub, p, q) == .collinear, (p.x < hub.x) == (q.x < hub.x),
            (p.x > hub.x) == (q.x > hub.x),
            (p.y < hub.y) == (q.y < hub.y), (p.y > hub.y) == (q.y > hub.y)
        else { return }
        let pIsNearer = isBetween(p, hub, q)
        touch(edge: pIsNearer ? f : e, vertex: pIsNearer ? endOfE : endOfF)
    }

    private mutating func testApart(_ e: Int, _ f: Int) {
        let p0 = positions[e]
        let p1 = positions[e + 1]
        let q0 = positions[f]
        let q1 = positions[f + 1]
        let side0 = orientation(p0, p1, q0)
        let side1 = orientation(p0, p1, q1)
        if side0 == side1 && side0 != .collinear { return }
        let side2 = orientation(q0, q1, p0)
        let side3 = orientation(q0, q1, p1)
        if side2 == side3 && side2 != .collinear { return }
        if side0 != .collinear && side1 != .collinear && side2 != .collinear && side3 != .collinear {
            meetings.crossings.append(.init(edge: Int32(min(e, f)), other: Int32(max(e, f))))
            return
        }
        if side0 == .collinear && isBetween(q0, p0, p1) { touch(edge: e, vertex: f) }
        if side1 == .collinear && isBetween(q1, p0, p1) { touch(edge: e, vertex: f + 1) }
        if side2 == .collinear && isBetween(p0, q0, q1) { touch(edge: f, vertex: e) }
        if side3 == .collinear && isBetween(p1, q0, q1) { touch(edge: f, vertex: e + 1) }
    }

    /// A position known to be on the line through two others lies between them.
    @inline(__always)
    private func isBetween(_ p: Position, _ a: Position, _ b: Position) -> Bool {
        min(a.x, b.x) <= p.x && p.x <= max(a.x, b.x) && min(a.y, b.y) <= p.y && p.y <= max(a.y, b.y)
    }

    private mutating func touch(edge: Int, vertex: Int) {
        meetings.touches.append(.init(edge: Int32(edge), vertex: index.first[vertex]))
    }
}
