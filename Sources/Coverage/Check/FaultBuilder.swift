internal import GeoKernels
internal import GeoModel

/// Turns faces into faults: geometry, measures, owners, neighbours.
final class FaultBuilder: Sendable {
    let input: CoverageInput
    let options: CoverageOptions
    let graph: PlanarGraph
    let labels: FaceLabels
    let sources: ArcSources
    let covers: FaceCovers
    let sizes: ZoneSizes

    init(_ input: CoverageInput, _ options: CoverageOptions, _ covers: FaceCovers) {
        self.input = input
        self.options = options
        self.covers = covers
        sizes = ZoneSizes(input.zones, input.measure)
        graph = covers.graph
        labels = covers.labels
        sources = covers.sources
    }

    /// The faults of some faces, in their order.
    func faults(of faces: [FaultFace]) -> FaceFaults {
        let parts = mapPieces(of: faces.count, pieces: 64, least: 16) { range in
            var part = FaceFaults()
            part.counts.reserveCapacity(range.count)
            part.faults.reserveCapacity(range.count)
            var reader = FaceReader(self)
            for face in range { reader.read(faces[face], into: &part) }
            return part
        }
        var all = FaceFaults()
        all.faults.reserveCapacity(parts.reduce(0) { $0 + $1.faults.count })
        all.counts.reserveCapacity(faces.count)
        for part in parts {
            all.faults.append(contentsOf: part.faults)
            all.counts.append(contentsOf: part.counts)
            all.wideGaps += part.wideGaps
        }
        return all
    }

    /// The fault with its id.
    func named(_ fault: CoverageFault) -> CoverageFault {
        var fault = fault
        fault.id = FaultDigest.id(of: fault, codes: input.codes)
        return fault
    }
}

/// What faces turned out to be.
struct FaceFaults: Sendable {
    /// The faults of all faces.
    var faults: [CoverageFault] = []
    /// How many of them each face has: none for a gap that is wider than the options allow, two for an overlap
    /// in which some zone also leaves its parent.
    var counts: [UInt8] = []
    /// Enclosed faces that no zone covers, wider or larger than the options allow for a fault.
    var wideGaps = 0
}

/// Reads one face after another; what it needs on the way is used again, so that a face takes hardly more memory
/// than its faults keep.
struct FaceReader {
    private let builder: FaultBuilder
    private var cover: [Int32] = []
    private var border = FaceBorder()
    private var shape = FaceShape()
    private var circle = InscribedCircle()

    init(_ builder: FaultBuilder) { self.builder = builder }

    /// Adds the faults of a face.
    mutating func read(_ face: FaultFace, into found: inout FaceFaults) {
        let before = found.faults.count
        builder.covers.find(ofCycle: face.cycle, &cover)
        border.read(face, cover: cover, builder)
        if let polygon = shape.polygon(of: face, builder.graph) {
            describe(polygon, &found)
        } else if let fault = collapsed(face) {
            found.faults.append(builder.named(fault))
        }
        found.counts.append(UInt8(found.faults.count - before))
    }

    /// The zones and the parents that cover the face, by their places in the input.
    private var owners: (zones: [Int], parents: [Int]) {
        let count = builder.input.zones.count
        var (zones, parents): ([Int], [Int]) = ([], [])
        for feature in cover {
            if feature < count { zones.append(Int(feature)) } else { parents.append(Int(feature) - count) }
        }
        return (zones, parents)
    }

    /// The width of a polygon; none of one whose area is below all doubles.
    private mutating func width(of polygon: Polygon) -> Metres {
        guard let exterior = polygon.exterior, CanonicalRings.doubledArea(exterior.positions) != 0 else {
            return Metres(0)
        }
        return circle.diameter(of: polygon, builder.input.measure)
    }

    /// A face whose rounded corners lie on one line: its zones meet along it with different vertices.
    ///
    /// Nothing is said of a face that doubles take for one place, nor of a spill or a shortfall: what lies between zones and
    /// their parents does not tell how zones match each other.
    private func collapsed(_ face: FaultFace) -> CoverageFault? {
        let graph = builder.graph
        var ends: (least: Position, greatest: Position)?
        graph.forEachHalf(ofCycle: face.cycle) { half in
            let place = graph.pieces.nodePositions[Int(graph.tail(half))]
            ends = (min(ends?.least ?? place, place), max(ends?.greatest ?? place, place))
        }
        let (zones, parents) = owners
        let neighbours = border.neighbours()
        let sides = Set(zones).union(neighbours.map(\.zone)).sorted()
        let isBetweenZones = zones.isEmpty ? !border.touchesParentBorder : zones.count > 1
        guard let ends, ends.least != ends.greatest, sides.count > 1, isBetweenZones else { return nil }
        return CoverageFault(
            id: FaultID(0), kind: .mismatch,
            geometry: .lineString(LineString(unchecked: [ends.least, ends.greatest])),
            area: SquareMetres(0), width: Metres(0), zones: sides, parents: parents,
            neighbours: neighbours, cause: .missingVertex, reason: nil)
    }

    private mutating func describe(_ polygon: Polygon, _ found: inout FaceFaults) {
        let (zones, parents) = owners
        var fault = CoverageFault(
            id: FaultID(0), kind: .gap, geometry: .polygon(polygon),
            area: builder.input.measure.area(of: polygon),
            width: width(of: polygon), zones: zones, parents: parents,
            neighbours: border.neighbours(), cause: nil, reason: nil)
        fault.cause = FaultCauses(sizes: builder.sizes, border: border).cause(of: fault)
        if zones.isEmpty { return uncovered(&fault, &found) }
        if zones.count > 1 {
            fault.kind = .overlap
            found.faults.append(builder.named(fault))
        }
        guard let layer = builder.input.parents else { return }
        let astray = zones.filter { zone in
            guard let parent = layer.parentOfZone[zone] else { return true }
            return !parents.contains(parent)
        }
        if !astray.isEmpty {
            fault.kind = .spill
            fault.zones = astray
            found.faults.append(builder.named(fault))
        }
    }

    private func uncovered(_ fault: inout CoverageFault, _ found: inout FaceFaults) {
        fault.zones = fault.neighbours.map(\.zone)
        fault.zones.sort()
        if builder.input.parents != nil, border.touchesParentBorder {
            fault.kind = .shortfall
            explainEmptyParent(&fault)
        } else if builder.options.maxGapWidth.map({ fault.width > $0 }) ?? false
            || builder.options.maxGapArea.map({ fault.area > $0 }) ?? false
        {
            found.wideGaps += 1
            return
        }
        fault.id = FaultDigest.id(of: fault, codes: builder.input.codes)
        found.faults.append(fault)
    }

    /// Where no zone of the parent lies around what is free in it, the zone that would is missing.
    private func explainEmptyParent(_ fault: inout CoverageFault) {
        guard let layer = builder.input.parents, fault.cause != .invalidZone else { return }
        let isBesideOwn = fault.zones.contains { zone in
            layer.parentOfZone[zone].map(fault.parents.contains) ?? false
        }
        if isBesideOwn { return }
        let sizes = fault.zones.map(builder.sizes.area)
        let mean = sizes.isEmpty ? fault.area.value : sizes.reduce(0, +) / Double(sizes.count)
        fault.cause = .missingZone(relativeSize: mean > 0 ? fault.area.value / mean : 1)
    }
}

/// The polygons of faces.
private struct FaceShape {
    private var nodes: [Int32] = []
    private var places: [Position] = []

    private static let few = 32

    /// The face as a polygon; `nil` when it is too small for its rounded coordinates to enclose anything.
    mutating func polygon(of face: FaultFace, _ graph: PlanarGraph) -> Polygon? {
        nodes.removeAll(keepingCapacity: true)
        graph.forEachHalf(ofCycle: face.cycle) { nodes.append(graph.tail($0)) }
        if face.holes.isEmpty, nodes.count < Self.few, !repeatsNode { return simple(graph) }
        let loops = graph.rings(ofCycle: face.cycle)
        let areas = loops.map(CanonicalRings.doubledArea)
        // The outer loop has the largest area; the rest are holes that touch it.
        guard let outer = areas.indices.max(by: { abs(areas[$0]) < abs(areas[$1]) }) else { return nil }
        // An area below all doubles is told by the turn at a corner, which is exact.
        if areas[outer] == 0, loops.count > 1 || CanonicalRings.turn(loops[outer]) == .collinear {
            return nil
        }
        var holes = loops
        holes.remove(at: outer)
        for cycle in face.holes { holes.append(contentsOf: graph.rings(ofCycle: cycle)) }
        return CanonicalRings.polygon(shell: loops[outer], holes: holes)
    }

    private var repeatsNode: Bool {
        for place in nodes.indices {
            for other in place + 1..<max(place + 1, nodes.count) where nodes[place] == nodes[other] {
                return true
            }
        }
        return false
    }

    /// The polygon of a face with one simple ring, as nearly all are.
    private mutating func simple(_ graph: PlanarGraph) -> Polygon? {
        places.removeAll(keepingCapacity: true)
        for node in nodes {
            let place = graph.pieces.nodePositions[Int(node)]
            if places.last != place { places.append(place) }
        }
        while places.count > 1, places.first == places.last { places.removeLast() }
        guard places.count > 2 else { return nil }
        places.append(places[0])
        if CanonicalRings.doubledArea(places) == 0, CanonicalRings.turn(places) == .collinear { return nil }
        return Polygon(rings: [
            LinearRing(unchecked: CanonicalRings.normalised(places, counterclockwise: true))
        ])
    }
}

/// What lies along the border of a face.
struct FaceBorder: Sendable {
    /// Some arc leads out of the face's parent.
    private(set) var touchesParentBorder = false
    /// Some invalid zone has an edge on the border.
    private(set) var touchesDoubtful = false
    /// How many original edges each zone has on the border.
    private(set) var edgesOfZone = ZoneTally<Int>()
    private var lengths = ZoneTally<Double>()
    private var across: [Int32] = []

    /// Looks at the border of a face that some features cover.
    mutating func read(_ face: FaultFace, cover: [Int32], _ builder: FaultBuilder) {
        touchesParentBorder = false
        touchesDoubtful = false
        edgesOfZone.removeAll()
        lengths.removeAll()
        read(cycle: face.cycle, cover, builder)
        for cycle in face.holes { read(cycle: cycle, cover, builder) }
    }

    private mutating func read(cycle: Int, _ cover: [Int32], _ builder: FaultBuilder) {
        let (graph, sources) = (builder.graph, builder.sources)
        let zoneCount = sources.table.zoneCount
        graph.forEachHalf(ofCycle: cycle) { half in
            let a = graph.pieces.nodePositions[Int(graph.tail(half))]
            let b = graph.pieces.nodePositions[Int(graph.head(half))]
            let length = builder.input.measure.length(from: a, to: b).value
            across.removeAll(keepingCapacity: true)
            across.append(contentsOf: cover)
            builder.covers.cross(half, &across)
            for feature in across where feature < zoneCount { lengths.add(length, to: Int(feature)) }
            graph.forEachFeature(ofHalf: half, sources) { feature, _ in
                if feature >= zoneCount { touchesParentBorder = true }
                if sources.isDoubtful[Int(feature)] { touchesDoubtful = true }
                if feature < zoneCount { edgesOfZone.add(1, to: Int(feature)) }
            }
        }
    }

    /// How many zones lie beyond.
    var neighbourCount: Int { lengths.count }

    /// The zones beyond, with lengths of border, longest first and then by place in the input.
    func neighbours() -> [FaultNeighbour] {
        var neighbours = lengths.zones.indices.map {
            FaultNeighbour(zone: lengths.zones[$0], border: Metres(lengths.values[$0]))
        }
        neighbours.sort { $0.border != $1.border ? $1.border < $0.border : $0.zone < $1.zone }
        return neighbours
    }
}
