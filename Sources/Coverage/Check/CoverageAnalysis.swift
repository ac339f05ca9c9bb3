/// A check with all it found out on the way, for those who mend or certify.
final class CoverageAnalysis: Sendable {
    let input: CoverageInput
    let table: EdgeTable
    let index: VertexIndex
    let classes: EdgeClasses
    let builder: FaultBuilder
    /// Every face that is not clean, with what came of it.
    let faces: [(face: FaultFace, verdict: FaceVerdict)]
    let report: CoverageReport

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
        let bounded = FaultFaces(graph, labels, table).faces
        faces = Array(
            mapPieces(of: bounded.count, pieces: 64, least: 16) { range in
                range.map { (face: bounded[$0], verdict: builder.verdict(on: bounded[$0])) }
            }.joined())
        let invalid = InvalidZones(input, validity).faults.map(builder.named)
        let found = ShiftCauses(table, index, classes).explained(faces.flatMap(\.verdict.faults))
        report = ReportWriter.report(
            input, faults: found + MismatchFinder(builder).faults() + invalid,
            wideGaps: faces.count(where: \.verdict.isWideGap))
    }
}
