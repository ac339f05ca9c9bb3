internal import Census
internal import GeoKernels
internal import GeoModel
internal import GeoPackageStore

/// What the report tells of outfalls: the register, its witnesses, the survey's open cases, and monitoring.
///
/// Of a large register the first entries are reviewed and shown, with totals that say so, as a page is read by people.
struct OutfallReport {
    /// How many entries stand in each state.
    let register: [RegisterState: Int]
    /// Entries with their place and findings, as many as are reviewed.
    let entries: [ReviewedEntry]
    /// The witnesses of the entries that are shown, by the entry's identifier.
    let witnesses: [String: [StoredObservation]]
    /// How many cases of the survey stand in each state.
    let cases: [SurveyState: Int]
    /// Cases that are not in the register, as many as are shown of each state.
    let open: [CaseSummary]
    /// Photos, tracks and other files.
    let evidence: EvidenceReport
    /// What was monitored of what had to be; `nil` when nothing was.
    let matrix: CompletenessAnswer?
    /// Why monitoring cannot be shown, or its review not here.
    let hindrance: LocalizedText?
    /// What a reviewer of monitoring must look at.
    let findings: [ReviewFinding]

    /// The most entries that are reviewed for a page.
    static let mostReviewed = 20_000
    /// The most rows that one table shows.
    static let mostRows = 200
    /// With more results than this the review of monitoring is left to its own command, area by area.
    static let mostResults = 2_000_000

    /// Gathers what the report tells of outfalls.
    ///
    /// - Parameters:
    ///   - path: The workspace.
    ///   - today: The day that deadlines are compared with.
    ///   - output: Where the page will stand; `nil` beside the workspace.
    ///   - console: Where it is told that another program changed the workspace.
    /// - Returns: `nil` when the workspace has neither outfalls nor observations.
    /// - Throws: Any error of opening and reading.
    static func gather(
        _ path: String, today: CalendarDate, output: String?, console: Console
    ) async throws -> OutfallReport? {
        let workspace = try Workspace.open(at: path)
        let register = try workspace.registerCounts()
        let cases = try workspace.caseCounts()
        guard !register.isEmpty || !cases.isEmpty else { return nil }
        let entries = try reviewed(SurveyOffice(path, console: console), on: today)
        let monitoring = try monitoring(workspace, today)
        let witnesses = try witnesses(of: entries.prefix(mostRows).map(\.entry), in: workspace)
        let evidence = try await EvidenceReport(
            workspace, observations: witnesses.values.flatMap { $0.map(\.observation.id) }.sorted(),
            most: mostRows, output: output)
        return OutfallReport(
            register: register, entries: entries,
            witnesses: witnesses, cases: cases, open: try open(workspace), evidence: evidence,
            matrix: monitoring.matrix, hindrance: monitoring.hindrance, findings: monitoring.findings)
    }

    private static func reviewed(_ office: SurveyOffice, on day: CalendarDate) throws -> [ReviewedEntry] {
        var query = RegisterQuery()
        query.limit = mostReviewed
        let (review, elsewhere) = (office.review, try office.entriesElsewhere())
        return try office.workspace.outfalls(query).map { entry in
            try Interruption.check()
            return ReviewedEntry(
                entry, by: review, on: day, besides: try office.neighbourhood(of: entry, elsewhere))
        }
    }

    /// A duplicate's witnesses are those of the entry it was joined with; one without a position has none.
    private static func witnesses(
        of entries: [RegisterEntry], in workspace: Workspace
    ) throws -> [String: [StoredObservation]] {
        var found: [String: [StoredObservation]] = [:]
        for entry in entries {
            guard let id = entry.caseID else { continue }
            do {
                found[entry.id] = try workspace.surveyCase(id).observations
            } catch SurveyStoreError.noCase {
                continue
            }
        }
        return found
    }

    private static func open(_ workspace: Workspace) throws -> [CaseSummary] {
        try SurveyState.allCases.filter { $0 != .registered }.flatMap {
            try workspace.surveyCases($0, limit: mostRows)
        }
    }

    private struct Monitoring {
        var matrix: CompletenessAnswer?
        var hindrance: LocalizedText?
        var findings: [ReviewFinding] = []
    }

    /// A reference table that cannot be used hinders this part only.
    private static func monitoring(_ workspace: Workspace, _ today: CalendarDate) throws -> Monitoring {
        var told = Monitoring()
        let results = try workspace.monitoringSize()
        guard results > 0 else { return told }
        do {
            told.matrix = try CompletenessAnswer.gather(workspace, area: nil, today: today)
            if results <= mostResults {
                told.findings = try MonitoringReviewCommand.findings(workspace, area: nil)
            } else {
                told.hindrance = LocalizedText(
                    zh: "监测结果约 \(results) 个，不在本页审核；请按地区运行 bourn monitoring review --area",
                    en: "about \(results) results are not reviewed on this page: "
                        + "run bourn monitoring review --area for each area")
            }
        } catch let fault as ReferenceTableFault {
            told.hindrance = fault.text
        }
        return told
    }
}
