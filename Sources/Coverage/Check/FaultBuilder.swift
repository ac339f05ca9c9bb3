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

    init(_ input: CoverageInput, _ options: CoverageOptions, _ covers: FaceCovers) {
        self.input = input
        self.options = options
        self.covers = covers
        graph = covers.graph
        labels = covers.labels
        sources = covers.sources
    }

    /// The faults of a face: none for a gap that is wider than the options allow, two for an overlap in which
    /// some zone also leaves its parent.
    func verdict(on face: FaultFace) -> FaceVerdict {
        let cover = covers.features(ofCycle: face.cycle)
        let zones = cover.filter { $0 < input.zones.count }.map { Int($0) }
        let parents = cover.filter { $0 >= input.zones.count }.map { Int($0) - input.zones.count }
        let border = FaceBorder(face, cover: cover, self)
        guard let polygon = polygon(of: face) else { return collapsed(face, zones, parents, border) }
        var fault = CoverageFault(
            id: FaultID(0), kind: .gap, geometry: .polygon(polygon), area: input.measure.area(of: polygon),
            width: width(of: polygon), zones: zones, parents: parents,
            neighbours: border.neighbours, cause: nil, reason: nil)
        fault.cause = FaultCauses(input: input, border: border).cause(of: fault)
        if zones.isEmpty { return uncovered(fault, border) }
        var faults: [CoverageFault] = []
        if zones.count > 1 {
            fault.kind = .overlap
            faults.append(named(fault))
        }
        if let layer = input.parents {
            let astray = zones.filter { zone in
                guard let parent = layer.parentOfZone[zone] else { return true }
                return !parents.contains(parent)
            }
            if !astray.isEmpty {
                fault.kind = .spill
                fault.zones = astray
                faults.append(named(fault))
            }
        }
        return FaceVerdict(faults: faults)
    }

    /// A face whose rounded corners lie on one line: its zones meet along it with different vertices.
    ///
    /// Nothing is said of a face that doubles take for one place, nor of one between a zone and a parent only.
    private func collapsed(
        _ face: FaultFace, _ zones: [Int], _ parents: [Int], _ border: FaceBorder
    ) -> FaceVerdict {
        var ends: (least: Position, greatest: Position)?
        graph.forEachHalf(ofCycle: face.cycle) { half in
            let place = graph.pieces.nodePositions[Int(graph.tail(half))]
            ends = (min(ends?.least ?? place, place), max(ends?.greatest ?? place, place))
        }
        let sides = Set(zones).union(border.neighbours.map(\.zone)).sorted()
        guard let ends, ends.least != ends.greatest, sides.count > 1 else { return FaceVerdict() }
        let fault = CoverageFault(
            id: FaultID(0), kind: .mismatch,
            geometry: .lineString(LineString(unchecked: [ends.least, ends.greatest])),
            area: SquareMetres(0), width: Metres(0), zones: sides, parents: parents,
            neighbours: border.neighbours, cause: .missingVertex, reason: nil)
        return FaceVerdict(faults: [named(fault)])
    }

    private func uncovered(_ fault: CoverageFault, _ border: FaceBorder) -> FaceVerdict {
        var fault = fault
        fault.zones = border.neighbours.map(\.zone).sorted()
        if input.parents != nil, border.touchesParentBorder {
            fault.kind = .shortfall
        } else if options.maxGapWidth.map({ fault.width > $0 }) ?? false
            || options.maxGapArea.map({ fault.area > $0 }) ?? false
        {
            return FaceVerdict(isWideGap: true)
        }
        return FaceVerdict(faults: [named(fault)])
    }

    /// The fault with its id.
    func named(_ fault: CoverageFault) -> CoverageFault {
        var fault = fault
        fault.id = FaultDigest.id(of: fault, codes: input.codes)
        return fault
    }

    /// The width of a polygon; none of one whose area is below all doubles.
    private func width(of polygon: Polygon) -> Metres {
        guard let exterior = polygon.exterior, CanonicalRings.doubledArea(exterior.positions) != 0 else {
            return Metres(0)
        }
        return InscribedCircle(polygon, input.measure).diameter
    }

    /// The face as a polygon; `nil` when it is too small for its rounded coordinates to enclose anything.
    private func polygon(of face: FaultFace) -> Polygon? {
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
}

/// What a face turned out to be.
struct FaceVerdict: Sendable {
    var faults: [CoverageFault] = []
    /// An enclosed face that no zone covers, wider than the options allow for a fault.
    var isWideGap = false
}

/// What lies along the border of a face.
struct FaceBorder: Sendable {
    /// The zones beyond, with lengths of border, longest first and then by place in the input.
    private(set) var neighbours: [FaultNeighbour] = []
    /// Some arc leads out of the face's parent.
    private(set) var touchesParentBorder = false
    /// Some invalid zone has an edge on the border.
    private(set) var touchesDoubtful = false
    /// How many original edges each zone has on the border.
    private(set) var edgesOfZone = ZoneTally<Int>()

    init(_ face: FaultFace, cover: [Int32], _ builder: FaultBuilder) {
        let (graph, sources) = (builder.graph, builder.sources)
        var lengths = ZoneTally<Double>()
        var across: [Int32] = []
        let zoneCount = sources.table.zoneCount
        for cycle in [face.cycle] + face.holes {
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
        neighbours = zip(lengths.zones, lengths.values)
            .map { FaultNeighbour(zone: $0, border: Metres($1)) }
            .sorted { ($1.border, $0.zone) < ($0.border, $1.zone) }
    }
}
