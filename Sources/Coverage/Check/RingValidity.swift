internal import GeoKernels
internal import GeoModel

/// What is wrong with the rings of single features, and which features may not be trusted about their sides.
struct RingValidity: Sendable {
    struct Finding: Sendable {
        var feature: Int32
        var reason: InvalidReason
        var position: Position?
    }

    /// Two rings of one feature have a vertex's place in common.
    struct Link: Hashable, Sendable {
        var ring: Int32
        var other: Int32
        var vertex: Int32
    }

    private(set) var findings: [Finding] = []
    /// The even-odd rule decides what these features cover, and nothing else.
    private(set) var isDoubtful: [Bool]
    private var links: Set<Link> = []

    private let table: EdgeTable
    private let index: VertexIndex

    init(
        _ table: EdgeTable, _ index: VertexIndex, _ classes: EdgeClasses, _ meetings: Meetings,
        _ locator: CoverLocator
    ) {
        self.table = table
        self.index = index
        isDoubtful = Array(repeating: false, count: table.featureCount)
        for ring in table.collapsed {
            findings.append(Finding(feature: ring.feature, reason: .collapsedRing, position: ring.position))
        }
        for ring in 0..<table.ringCount where classes.sides[ring] == 0 {
            let start = table.vertices(ofRing: ring).lowerBound
            report(table.ringFeatures[ring], .spike, table.positions[start])
        }
        judgeRepeatedEdges(classes)
        judgeRevisitedVertices()
        judgeTouches(meetings)
        judgeCrossings(meetings)
        judgeNesting(locator)
        judgeConnection()
    }

    private mutating func report(_ feature: Int32, _ reason: InvalidReason, _ position: Position) {
        findings.append(Finding(feature: feature, reason: reason, position: position))
        if reason != .disconnectedInterior { isDoubtful[Int(feature)] = true }
    }

    private mutating func judgeRepeatedEdges(_ classes: EdgeClasses) {
        let (table, index) = (table, index)
        let found = mapPieces(of: classes.partner.count) { range in
            var repeated: [Int] = []
            for edge in range where classes.partner[edge] == EdgeClasses.contested {
                let feature = table.feature(ofEdge: edge)
                index.forEachTwin(ofEdge: edge) { other, _ in
                    if other > edge, table.feature(ofEdge: other) == feature { repeated.append(edge) }
                }
            }
            return repeated
        }
        for edge in found.joined() {
            report(table.feature(ofEdge: edge), .repeatedEdge, table.positions[edge])
        }
    }

    /// Places that one feature visits more than once.
    private mutating func judgeRevisitedVertices() {
        let (table, index) = (table, index)
        let found = mapPieces(of: table.positions.count) { range in
            var pairs: [(Int, Int)] = []
            for vertex in range where Int(index.twin[vertex]) > vertex {
                let feature = table.feature(ofEdge: vertex)
                var other = Int(index.twin[vertex])
                // The circle ascends until it wraps, so each pair is met once.
                while other > vertex {
                    if table.feature(ofEdge: other) == feature { pairs.append((vertex, other)) }
                    other = Int(index.twin[other])
                }
            }
            return pairs
        }
        for (vertex, other) in found.joined() {
            let ring = table.ringOfVertex[vertex]
            let otherRing = table.ringOfVertex[other]
            let place = table.positions[vertex]
            if ring == otherRing {
                report(table.feature(ofEdge: vertex), .selfTouch, place)
            } else if wedgesCross(vertex, other) {
                report(table.feature(ofEdge: vertex), .selfCrossing, place)
            } else {
                links.insert(Link(ring: ring, other: otherRing, vertex: index.first[vertex]))
            }
        }
    }

    /// Two ring corners at one place pass through each other.
    private func wedgesCross(_ vertex: Int, _ other: Int) -> Bool {
        let hub = table.positions[vertex]
        let from = table.positions[table.edge(before: vertex)]
        let to = table.positions[vertex + 1]
        let first = isInWedge(table.positions[table.edge(before: other)], hub, from, to)
        return first != isInWedge(table.positions[other + 1], hub, from, to)
    }

    /// The direction from `hub` to `p` lies counterclockwise between those to `from` and `to`.
    private func isInWedge(_ p: Position, _ hub: Position, _ from: Position, _ to: Position) -> Bool {
        let afterFrom = orientation(hub, from, p) == .counterclockwise
        let beforeTo = orientation(hub, p, to) == .counterclockwise
        return orientation(hub, from, to) == .counterclockwise
            ? afterFrom && beforeTo : afterFrom || beforeTo
    }

    private mutating func judgeTouches(_ meetings: Meetings) {
        let (table, index, touches) = (table, index, meetings.touches)
        let own = mapPieces(of: touches.count) { range in
            range.filter { index.meetsItself(touches[$0], table) }
        }
        for touch in own.joined().lazy.map({ touches[$0] }) {
            var edges = [Int(touch.edge)]
            index.forEachTwin(ofEdge: edges[0]) { other, _ in edges.append(other) }
            var vertices: [Int] = []
            index.forEachVertex(atPlaceOf: Int(touch.vertex)) { vertices.append($0) }
            for edge in edges {
                for vertex in vertices where table.feature(ofEdge: edge) == table.feature(ofEdge: vertex) {
                    judge(vertex, on: edge)
                }
            }
        }
    }

    private mutating func judge(_ vertex: Int, on edge: Int) {
        let feature = table.feature(ofEdge: edge)
        let place = table.positions[vertex]
        let a = table.positions[edge]
        let b = table.positions[edge + 1]
        let before = orientation(a, b, table.positions[table.edge(before: vertex)])
        let after = orientation(a, b, table.positions[vertex + 1])
        if before == .collinear || after == .collinear {
            report(feature, .repeatedEdge, place)
        } else if before != after {
            report(feature, .selfCrossing, place)
        } else if table.ringOfVertex[edge] == table.ringOfVertex[vertex] {
            report(feature, .selfTouch, place)
        } else {
            links.insert(
                Link(
                    ring: table.ringOfVertex[edge], other: table.ringOfVertex[vertex],
                    vertex: index.first[vertex]))
        }
    }

    private mutating func judgeCrossings(_ meetings: Meetings) {
        let (table, index, crossings) = (table, index, meetings.crossings)
        let own = mapPieces(of: crossings.count) { range in
            range.filter { index.meetsItself(crossings[$0], table) }
        }
        for crossing in own.joined().lazy.map({ crossings[$0] }) {
            var mine = [table.feature(ofEdge: Int(crossing.edge))]
            index.forEachTwin(ofEdge: Int(crossing.edge)) { other, _ in
                mine.append(table.feature(ofEdge: other))
            }
            var theirs = [table.feature(ofEdge: Int(crossing.other))]
            index.forEachTwin(ofEdge: Int(crossing.other)) { other, _ in
                theirs.append(table.feature(ofEdge: other))
            }
            for feature in Set(mine).intersection(theirs).sorted() {
                let first = Segment(
                    table.positions[Int(crossing.edge)], table.positions[Int(crossing.edge) + 1])
                let second = Segment(
                    table.positions[Int(crossing.other)], table.positions[Int(crossing.other) + 1])
                report(feature, .selfCrossing, crossingPoint(of: first, with: second))
            }
        }
    }

    private mutating func judgeNesting(_ locator: CoverLocator) {
        let linked = Set(links.lazy.map(\.vertex))
        let (table, index, doubtful) = (table, index, isDoubtful)
        let judge = NestingJudge(table: table, index: index, locator: locator, linked: linked)
        let found = mapPieces(of: table.featureCount, pieces: 64, least: 64) { features in
            features.filter { table.rings(ofFeature: $0).count > 1 && !doubtful[$0] }
                .map { (feature: $0, verdict: judge.verdict(onFeature: $0)) }
        }
        for (feature, verdict) in found.joined() {
            findings.append(contentsOf: verdict.findings)
            if !verdict.isSure || !verdict.findings.isEmpty { isDoubtful[feature] = true }
        }
    }

    /// Rings of one polygon joined in a circle of touching places cut its inside apart.
    private mutating func judgeConnection() {
        let ordered = links.sorted { ($0.ring, $0.other, $0.vertex) < ($1.ring, $1.other, $1.vertex) }
        var roots: [Int64: Int64] = [:]
        func root(_ key: Int64) -> Int64 {
            var key = key
            while let up = roots[key], up != key {
                // Chains of touching rings may be long: each walk halves its way.
                let above = roots[up] ?? up
                roots[key] = above
                key = above
            }
            return key
        }
        // Rings and places are the two kinds of node; a link joins a ring to a place.
        var seen: Set<[Int64]> = []
        for link in ordered where table.ringPolygons[Int(link.ring)] == table.ringPolygons[Int(link.other)] {
            let place = -1 - Int64(link.vertex)
            for ring in [Int64(link.ring), Int64(link.other)] where seen.insert([ring, place]).inserted {
                let (a, b) = (root(ring), root(place))
                if a == b {
                    report(
                        table.ringFeatures[Int(ring)], .disconnectedInterior,
                        table.positions[Int(link.vertex)])
                } else {
                    roots[a] = b
                }
            }
        }
    }
}

extension VertexIndex {
    /// Some feature has both an edge along the touched one and a vertex at the place on it.
    fileprivate func meetsItself(_ touch: Meetings.Touch, _ table: EdgeTable) -> Bool {
        var found = false
        forEachVertex(atPlaceOf: Int(touch.vertex)) { vertex in
            found = found || hasEdge(Int(touch.edge), ofFeature: table.feature(ofEdge: vertex), table)
        }
        return found
    }

    /// Some feature has an edge along both that cross.
    fileprivate func meetsItself(_ crossing: Meetings.Crossing, _ table: EdgeTable) -> Bool {
        var found = hasEdge(
            Int(crossing.other), ofFeature: table.feature(ofEdge: Int(crossing.edge)), table)
        forEachTwin(ofEdge: Int(crossing.edge)) { twin, _ in
            found = found || hasEdge(Int(crossing.other), ofFeature: table.feature(ofEdge: twin), table)
        }
        return found
    }

    /// The feature has an edge in the class of the one given.
    private func hasEdge(_ edge: Int, ofFeature feature: Int32, _ table: EdgeTable) -> Bool {
        if table.feature(ofEdge: edge) == feature { return true }
        var found = false
        forEachTwin(ofEdge: edge) { twin, _ in found = found || table.feature(ofEdge: twin) == feature }
        return found
    }
}
