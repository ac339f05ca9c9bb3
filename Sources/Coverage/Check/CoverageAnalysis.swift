/// A check with all it found out on the way, for those who mend or certify.
final class CoverageAnalysis: Sendable {
    let input: CoverageInput
    let table: EdgeTable
    let index: VertexIndex
    let classes: EdgeClasses
    let builder: FaultBuilder
    /// Every face that is not clean.
    let faces: [FaultFace]
    let report: CoverageReport
    /// Where the faults of each face start in `places`, and their number at the end.
    private let starts: [Int32]
    /// Where the faults of faces are in the report.
    private let places: [Int32]

    var graph: PlanarGraph { builder.graph }

    init(_ input: CoverageInput, _ options: CoverageOptions) {
        self.input = input
        table = EdgeTable(
            zones: input.zones, parents: input.parents?.table,
            parentOfZone: input.parents?.parentOfZone ?? [])
        index = VertexIndex(table)
        classes = EdgeClasses(table, index)
        let meetings = Meetings.find(table, index, classes)
        let locator = CoverLocator(table)
        let validity = RingValidity(table, index, classes, meetings, locator)
        let sources = ArcSources(
            table: table, index: index, sides: classes.sides, isDoubtful: validity.isDoubtful)
        let ledger = LabelLedger(sources)
        var trouble = TroubleEdges(table, index, classes, meetings, isDoubtful: validity.isDoubtful)
        var graph = PlanarGraph(EdgePieces(trouble.edges, meetings, table, index), sources)
        var labels = FaceLabels(graph, sources, locator, ledger)
        if trouble.holdInside(graph, labels, locator, ledger) {
            graph = PlanarGraph(EdgePieces(trouble.edges, meetings, table, index), sources)
            labels = FaceLabels(graph, sources, locator, ledger, after: labels)
        }
        let covers = FaceCovers(graph, labels, sources, locator, doubtful: ledger.doubtfulOfEntries())
        let builder = FaultBuilder(input, options, covers)
        self.builder = builder
        faces = FaultFaces(graph, labels, table).faces
        var found = builder.faults(of: faces)
        starts = found.counts.reduce(into: [0]) { $0.append($0[$0.count - 1] + Int32($1)) }
        StrayZones(found.faults, builder.sizes).explain(&found.faults)
        ShiftCauses(table, index, classes).explain(&found.faults)
        found.faults += MismatchFinder(builder).faults()
        found.faults += InvalidZones(input, validity).faults.map(builder.named)
        let writer = ReportWriter(input, faults: found.faults, wideGaps: found.wideGaps)
        report = writer.report
        places = writer.places
    }

    /// The faults that a face is, as the report has them.
    func faults(ofFace face: Int) -> [CoverageFault] {
        places[Int(starts[face])..<Int(starts[face + 1])].map { report.faults[Int($0)] }
    }

    /// The id of a face's first fault; `nil` for a face that is no fault.
    func id(ofFace face: Int) -> FaultID? {
        starts[face] < starts[face + 1] ? report.faults[Int(places[Int(starts[face])])].id : nil
    }
}
