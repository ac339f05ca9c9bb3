internal import Census
internal import GeoKernels
internal import GeoModel
internal import GeoPackageStore
internal import Zoning

/// Runs one editing command on a workspace.
struct ZoneEditing {
    private let options: EditOptions

    init(_ options: EditOptions) { self.options = options }

    /// What a command works on.
    private struct Session {
        let office: Workspace
        let bench: ZoneBench
        var desk: ZoneDesk
    }

    /// Makes an edit, stores it, and prints how the zones stand.
    func run(
        _ who: AttributionOptions, _ edit: (inout ZoneDesk) throws -> ZoneDeskEdit
    ) async throws {
        try await present(options.common) { console in
            var session = try open(console)
            let done = try edit(&session.desk)
            try session.office.record(
                done, from: session.bench, to: session.desk.state, by: who.attribution())
            try keepLimits(session, by: who.attribution())
            return try tell(session, done.kind, about: Set(done.from + done.into), console)
        }
    }

    /// The same with the one line of a file.
    func run(
        _ who: AttributionOptions, alongLineOf path: String,
        _ edit: (inout ZoneDesk, [Position]) throws -> ZoneDeskEdit
    ) async throws {
        try await present(options.common) { console in
            var session = try open(console)
            let line = try await DrawnLine.read(path, into: .epsg(session.office.srsID))
            let done = try edit(&session.desk, line)
            try session.office.record(
                done, from: session.bench, to: session.desk.state, by: who.attribution())
            try keepLimits(session, by: who.attribution())
            return try tell(session, done.kind, about: Set(done.from + done.into), console)
        }
    }

    /// Takes an edit back, or does it again.
    func step(_ direction: ZoneStoreError.Direction, _ who: AttributionOptions) async throws {
        try await present(options.common) { console in
            let office = try Workspace.open(at: options.workspace)
            let edit = try office.step(direction, by: who.attribution())
            let session = try open(console)
            try keepLimits(session, by: who.attribution())
            console.note(
                (ZoneEvent.Kind(rawValue: edit.kind)?.title[.invoked] ?? edit.kind) + "  " + edit.actor + "  "
                    + edit.reason)
            return try tell(session, direction == .undo ? .undone : .redone, about: [], console)
        }
    }

    /// Prints how the zones stand.
    func status() async throws {
        try await present(options.common) { console in try tell(open(console), nil, about: [], console) }
    }

    private func open(_ console: Console) throws -> Session {
        try OutputGuard.check([options.result.output], inputs: [options.workspace])
        let office = try Workspace.open(at: options.workspace)
        try office.tellChangesElsewhere(on: console)
        let file = try GeoPackageFile(path: options.workspace)
        let blocks = try VillageLayer.read(file)
        let bench = try office.zoneBench(blocks: blocks)
        guard !bench.state.zones.isEmpty else { throw ZoneOfficeError.noZones(path: options.workspace) }
        if bench.isStale {
            console.note(
                text(
                    zh: "小区在别处改过，此前的编辑不能再撤回",
                    en: "the zones were changed elsewhere; edits before can no longer be undone"))
        }
        let conditions = try office.zoneConditions()
        let desk = ZoneDesk(
            bench.state, villages: blocks,
            workload: try VillageLayer.workload(drawnBy: conditions, file, console),
            limits: try limits(conditions), links: conditions?.links ?? [],
            measure: try GroundMeasure(for: .epsg(office.srsID)))
        tellUnheld(conditions, console)
        return Session(office: office, bench: bench, desk: desk)
    }

    /// Limits that a plan was held to and editing does not know.
    private func tellUnheld(_ conditions: ZoneConditions?, _ console: Console) {
        guard let conditions else { return }
        var names: [String] = []
        if let area = conditions.maximumArea {
            names.append(
                text(
                    zh: "最大面积 \(area.rounded(to: 2)) 平方公里",
                    en: "an area of at most \(area.rounded(to: 2)) km²"))
        }
        if let width = conditions.maximumDiameter {
            names.append(
                text(zh: "最大跨度 \(width.rounded(to: 0)) 米", en: "a width of at most \(width.rounded(to: 0)) m")
            )
        }
        if conditions.hasBarriers { names.append(text(zh: "屏障", en: "barriers")) }
        guard !names.isEmpty else { return }
        let list = names.joined(separator: text(zh: "、", en: ", "))
        console.note(
            text(
                zh: "注意：这些小区划分时还守住了\(list)；手工调整不检查这些，请自行留意",
                en: "note: these zones were also drawn to hold \(list); editing by hand does not check that"))
    }

    private func limits(_ kept: ZoneConditions?) throws -> WorkloadLimits {
        let minimum = options.min.map(Double.init) ?? kept?.minimum ?? 0
        let maximum = options.max.map(Double.init) ?? kept?.maximum ?? 150
        guard minimum <= maximum else { throw ZoneOfficeError.limits(minimum: minimum, maximum: maximum) }
        return WorkloadLimits(minimum: minimum, maximum: maximum)
    }

    /// Keeps limits that were named with an edit, under the name of who made it.
    private func keepLimits(_ session: Session, by attribution: Attribution) throws {
        guard options.min != nil || options.max != nil else { return }
        let limits = session.desk.limits
        try session.office.setZoneLimits(minimum: limits.minimum, maximum: limits.maximum, by: attribution)
    }

    /// Sets the limits and prints how the zones stand to them.
    func setLimits(_ who: AttributionOptions) async throws {
        try await present(options.common) { console in
            let session = try open(console)
            try keepLimits(session, by: who.attribution())
            return try tell(session, nil, about: [], console)
        }
    }

    private func tell(
        _ session: Session, _ kind: ZoneEvent.Kind?, about codes: Set<String>, _ console: Console
    ) throws -> Outcome {
        let standing = ZoneStandings(
            session.desk, kind: kind, concerned: codes, edits: try session.office.zoneEdits())
        try console.deliver(
            options.result.format == .json ? standing.json : standing.text, to: options.result.output)
        return .fine
    }
}

/// The one line that a person drew into a file.
enum DrawnLine {
    /// Reads the line in the workspace's reference.
    ///
    /// - Throws: `ZoneOfficeError.notOneLine`, and any error of opening and reading.
    static func read(_ path: String, into reference: CRSIdentifier) async throws -> [Position] {
        let rows = try await OpenSource.open(path, layer: nil).rows(layer: nil)
        guard let own = rows.declaredReference else { throw SourceError.noReference(path: path) }
        let conversion = try ReferenceConversion(from: own, to: reference)
        var lines: [[Position]] = []
        try rows.forEachRow { row in
            guard case .value(let geometry, _) = row.geometry, let converted = conversion.convert(geometry)
            else { return }
            switch converted {
            case .lineString(let line): lines.append(line.positions)
            case .multiLineString(let several): lines += several.map(\.positions)
            default: break
            }
        }
        guard lines.count == 1, lines[0].count > 1 else {
            throw ZoneOfficeError.notOneLine(path: path, found: lines.count)
        }
        return lines[0]
    }
}
