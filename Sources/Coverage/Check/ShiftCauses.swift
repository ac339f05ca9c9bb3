internal import GeoKernels
internal import GeoModel

/// Finds zones that were moved as a whole, and a layer that lies off its parents, and says so in their faults.
struct ShiftCauses {
    private let table: EdgeTable
    private let index: VertexIndex
    private let classes: EdgeClasses

    /// Edges of a zone's neighbours beyond which nobody looks for its old place.
    private static let mostEdges = 50_000
    /// Zones that match nobody above which none is called displaced.
    private static let mostZones = 1000
    /// Zones in and beside a face beyond which it tells nothing about any of them: a sea with its islands.
    private static let mostInvolved = 256
    /// The part of the edges that must agree.
    private static let leastShare = 0.5

    init(_ table: EdgeTable, _ index: VertexIndex, _ classes: EdgeClasses) {
        self.table = table
        self.index = index
        self.classes = classes
    }

    /// Gives faults the causes that only many of them together show.
    func explain(_ faults: inout [CoverageFault]) {
        let layer = layerShift()
        let zones = zoneShifts(faults)
        if layer == nil, zones.isEmpty { return }
        for place in faults.indices {
            if let cause = cause(of: faults[place], layer, zones) { faults[place].cause = cause }
        }
    }

    private typealias Shift = (dx: Double, dy: Double)

    private func cause(of fault: CoverageFault, _ layer: Shift?, _ zones: [Int: Shift]) -> FaultCause? {
        switch fault.cause {
        case .unsnappedBorder, .missingVertex, .missingZone, .partsOfOneZone, .wrongParent: break
        default: return nil
        }
        if let layer, fault.kind == .spill || fault.kind == .shortfall {
            return .datumShift(dx: layer.dx, dy: layer.dy)
        }
        let shift = involved(fault).lazy.compactMap { zones[$0] }.first
        return shift.map { .displacedCopy(dx: $0.dx, dy: $0.dy) }
    }

    private func involved(_ fault: CoverageFault) -> [Int] {
        Set(fault.zones).union(fault.neighbours.map(\.zone)).sorted()
    }

    // MARK: One zone

    /// By how much each displaced zone was moved, among those without a single matched edge.
    private func zoneShifts(_ faults: [CoverageFault]) -> [Int: (dx: Double, dy: Double)] {
        let around = looseZones(faults)
        // Where so many zones match nobody, none of them is the one that was moved.
        guard around.count <= Self.mostZones else { return [:] }
        var shifts: [Int: (dx: Double, dy: Double)] = [:]
        // One large zone may lie beside all of them.
        var known: [Int: [Segment]] = [:]
        for (zone, others) in around {
            let own = edges(of: zone, zoneOnLeft: true)
            for other in others where known[other] == nil {
                known[other] = edges(of: other, zoneOnLeft: false)
            }
            let count = others.reduce(0) { $0 + (known[$1]?.count ?? 0) } - (known[zone]?.count ?? 0)
            if count > Self.mostEdges { continue }
            let border = others.subtracting([zone]).sorted().flatMap { known[$0] ?? [] }
            guard own.count > 3,
                let vote = ShiftVote(from: own, to: border, most: 40), vote.share >= Self.leastShare
            else { continue }
            shifts[zone] = (vote.dx, vote.dy)
        }
        return shifts.mapValues { (-$0.dx, -$0.dy) }
    }

    /// The zones beside or in a face at fault that match nobody, each with the others there; no more than one above
    /// `mostZones` are looked for, and only in faces with few zones.
    private func looseZones(_ faults: [CoverageFault]) -> [Int: Set<Int>] {
        var isLoose = [Bool?](repeating: nil, count: table.zoneCount)
        var around: [Int: Set<Int>] = [:]
        for place in faults.indices where around.count <= Self.mostZones {
            if faults[place].zones.count + faults[place].neighbours.count > Self.mostInvolved { continue }
            let zones = involved(faults[place])
            for zone in zones {
                let loose = isLoose[zone] ?? hasNoMatchedEdge(zone)
                isLoose[zone] = loose
                if loose { around[zone, default: []].formUnion(zones) }
            }
        }
        return around
    }

    private func hasNoMatchedEdge(_ zone: Int) -> Bool {
        table.rings(ofFeature: zone).allSatisfy { ring in
            table.edges(ofRing: ring).allSatisfy { classes.partner[$0] == EdgeClasses.alone }
        }
    }

    /// The edges of a feature that nobody shares.
    private func edges(of feature: Int, zoneOnLeft: Bool) -> [Segment] {
        table.rings(ofFeature: feature).flatMap { ring in
            let isForward = (classes.sides[ring] > 0) == zoneOnLeft
            return table.edges(ofRing: ring).filter { classes.partner[$0] == EdgeClasses.alone }
                .map { segment($0, isForward: isForward) }
        }
    }

    private func segment(_ edge: Int, isForward: Bool) -> Segment {
        isForward
            ? Segment(table.positions[edge], table.positions[edge + 1])
            : Segment(table.positions[edge + 1], table.positions[edge])
    }

    // MARK: The layer

    /// By how much the layer lies off its parents, when most edges of the parents are on no edge of a zone.
    private func layerShift() -> (dx: Double, dy: Double)? {
        guard table.hasParents else { return nil }
        var missed: [Segment] = []
        var count = 0
        forEachEdge(of: table.zoneCount..<table.featureCount) { edge, isForward in
            count += 1
            if !hasTwin(edge, among: 0..<table.zoneCount) {
                missed.append(segment(edge, isForward: isForward))
            }
        }
        guard missed.count > 3, missed.count * 2 > count else { return nil }
        var loose: [Segment] = []
        forEachEdge(of: 0..<table.zoneCount) { edge, isForward in
            if classes.partner[edge] < 0, !hasTwin(edge, among: table.zoneCount..<table.featureCount) {
                loose.append(segment(edge, isForward: isForward))
            }
        }
        guard let vote = ShiftVote(from: missed, to: loose, most: 200), vote.share >= Self.leastShare else {
            return nil
        }
        return (vote.dx, vote.dy)
    }

    private func forEachEdge(of features: Range<Int>, _ body: (Int, Bool) -> Void) {
        for feature in features {
            for ring in table.rings(ofFeature: feature) {
                for edge in table.edges(ofRing: ring) { body(edge, classes.sides[ring] > 0) }
            }
        }
    }

    private func hasTwin(_ edge: Int, among features: Range<Int>) -> Bool {
        var found = false
        index.forEachTwin(ofEdge: edge) { other, _ in
            if features.contains(Int(table.feature(ofEdge: other))) { found = true }
        }
        return found
    }
}
