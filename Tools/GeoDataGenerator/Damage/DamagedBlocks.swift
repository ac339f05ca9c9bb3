internal import GeoKernels
internal import GeoModel

/// One planted defect as it goes into the answer file.
struct Defect {
    let kind: String
    /// What a checker should call it: gap, overlap, spill, shortfall, mismatch or invalid.
    let fault: String
    let blocks: [Int]
    let area: Double
    let circle: InscribedCircle?
    let place: Position
    let note: String
}

/// A copy of the blocks in which every kind of defect is planted once, away from the others.
struct DamagedBlocks {
    var features: [BlockFeature]
    private(set) var defects: [Defect] = []
    /// The clean borders; defects do not touch each other, so they stay right where they are used.
    let index: BorderIndex
    private var used: Set<Int> = []
    private let order: [Int]

    init(_ features: [BlockFeature], streams: Streams) {
        self.features = features
        index = BorderIndex(features.map(\.area))
        var random = streams.stream("damage")
        order = random.shuffled(Array(features.indices))
        plantAtBlocks()
        plantAtOuterBorder()
        plantAtSharedBorders()
        plantWithinBlocks()
        removeMissing()
    }

    /// Blocks to be left out of the file.
    var missing: Set<Int> = []
    /// Blocks added to the file.
    var added: [BlockFeature] = []

    private mutating func removeMissing() {
        features = features.indices.filter { !missing.contains($0) }.map { features[$0] } + added
    }

    func isFree(_ blocks: [Int]) -> Bool {
        blocks.allSatisfy { $0 < 0 || (!used.contains($0) && index.neighbours[$0].isDisjoint(with: used)) }
    }

    /// Records a defect whose face is known.
    mutating func record(
        _ kind: String, _ fault: String, _ blocks: [Int], face: [Position], isWhole: Bool = false,
        _ note: String
    ) {
        let ring = face.first == face.last ? face : face + face.prefix(1)
        let circle = InscribedCircle(in: Polygon(rings: [LinearRing(unchecked: ring)]))
        let area = abs(SurfaceMeasure().signedArea(ofRing: ring).value)
        add(
            Defect(
                kind: kind, fault: fault, blocks: blocks, area: area, circle: circle, place: circle.middle,
                note: note))
    }

    mutating func add(_ defect: Defect) {
        defects.append(defect)
        used.formUnion(defect.blocks)
    }

    /// The first plain free block that fits.
    func firstBlock(where fits: (Int) -> Bool) -> Int? {
        order.first { index.isPlain($0) && isFree([$0] + index.neighbours[$0].sorted()) && fits($0) }
    }

    /// The first forward run at free blocks that fits.
    func firstRun(steps: Int, where fits: (BorderRun) -> Bool) -> BorderRun? {
        for block in order where index.isPlain(block) && isFree([block]) {
            let run = index.runs(of: block, steps: steps).first { run in
                isFree([run.block, run.neighbour]) && run.isForward && fits(run)
            }
            if let run { return run }
        }
        return nil
    }

    /// The outer ring of a run's block with the inner vertices of the run replaced.
    func ring(_ run: BorderRun, replaced inner: [Position]) -> [Position] {
        let ring = index.ring(run.block)
        let end = run.start + run.positions.count - 1
        return Array(ring[...run.start]) + inner + Array(ring[end...])
    }

    mutating func set(_ block: Int, rings: [[Position]]) {
        features[block].area = MultiPolygon([Polygon(rings: rings.map { LinearRing(unchecked: $0) })])
    }

    func isSameCounty(_ run: BorderRun) -> Bool {
        run.neighbour >= 0 && features[run.block].code.prefix(6) == features[run.neighbour].code.prefix(6)
    }
}
