internal import ArgumentParser
internal import Census
internal import Coverage
internal import Foundation
internal import GeoKernels
internal import GeoModel
internal import GeoPackageStore

/// `bourn zones adopt WORKSPACE SOURCE`: takes drawn zones in as the office's zones, with codes, names and lineage.
struct ZonesAdoptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt",
        abstract: text(
            zh: "把划好的小区收为本办的普查小区：编码（不重复使用）、命名（乡镇内唯一）、记录沿革。",
            en:
                "Take drawn zones in: give codes never used before, names unique in the town, and record lineage."
        ),
        discussion: text(
            zh: "接管旧小区大部分单位的新小区沿用旧代码和名称；撤销的代码留在册中，永不再用。",
            en:
                "A zone that takes over most units of an old one keeps its code and name; codes of zones that end stay "
                + "on record and are never given again."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(
        help: help(zh: "划好的小区：GDAL 能读的任何文件", en: "The drawn zones: any file GDAL reads."))
    var source: String

    @OptionGroup var options: SourceOptions

    @Option(
        help: help(
            zh: "顺序号位数，1 到 6（默认沿用工作区的设置，初始为 3）",
            en: "Digits of a serial, 1 to 6 (default: as the workspace has it, at first 3)."))
    var serialWidth: Int?

    @Flag(
        help: help(
            zh: "划分有缝隙、重叠等问题也照收；问题数记入沿革",
            en: "Take the plan in although it has gaps, overlaps and the like; their number goes on record."))
    var withFaults = false

    @OptionGroup var who: AttributionOptions
    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard serialWidth.map({ (1...6).contains($0) }) ?? true else {
            throw ValidationError(text(zh: "--serial-width 须为 1 到 6", en: "--serial-width must be 1 to 6"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([result.output], inputs: [workspace, source])
            let office = try Workspace.open(at: workspace)
            try office.tellChangesElsewhere(on: console)
            let plan = try await readPlan(for: office, console)
            let ledger = try office.zoneLedger()
            let file = try GeoPackageFile(path: workspace)
            let villages = try VillageLayer.read(file)
            let faults = try PlanCoverage(plan.zones, villages: villages, reference: .epsg(office.srsID))
            guard faults.count == 0 || withFaults else {
                throw ZoneOfficeError.faultyPlan(path: source, faults: faults.first, count: faults.count)
            }
            try checkLocks(of: office, ledger, plan)
            let register = ZoneRegister(
                ledger.register.entries, serialWidth: serialWidth ?? ledger.register.serialWidth)
            let adoption = try ZoneAdoption(
                plan.zones, replacing: ledger.zones, villages: villages,
                units: VillageLayer.unitPositions(file), register: register,
                continuesOld: plan.conditions?.continuesLast ?? false,
                by: faults.told(in: who.attribution()))
            try office.adopt(adoption, replacing: ledger, drawnBy: plan.conditions)
            let summary = AdoptionSummary(adoption, faults: faults.count)
            try console.deliver(
                result.format == .json ? summary.json : summary.text, to: result.output)
            return .fine
        }
    }

    /// A zone locked by hand must be in the plan as it is.
    private func checkLocks(of office: Workspace, _ ledger: ZoneLedger, _ plan: Plan) throws {
        let locks = Set(try Workspace.zoneLocks(at: workspace))
        let measure = try GroundMeasure(for: .epsg(office.srsID))
        for zone in ledger.zones where locks.contains(zone.code) {
            let parts = plan.zones.filter { $0.code == zone.code }.map(\.area)
            guard !parts.isEmpty, LockedGround.difference(parts, from: zone.area, measure) == nil else {
                throw ZoneOfficeError.lockedZoneChanged(path: source, code: zone.code)
            }
        }
    }

    /// A plan with what it was drawn by, where it says so.
    private struct Plan {
        let zones: [ZoneAdoption.Drawn]
        let conditions: ZoneConditions?
    }

    /// All zones or none: a plan with a row that cannot be read is no plan.
    private func readPlan(for office: Workspace, _ console: Console) async throws -> Plan {
        let areas = try await AreaSource.read(
            source, options: options, optionalFields: ["parent_code", ZoneConditions.field],
            console: console)
        let plan = try areas.converted(to: .epsg(office.srsID))
        let repeated = plan.repeatedCodes
        if !repeated.isEmpty {
            let codes = repeated.prefix(10).joined(separator: ", ")
            console.note(
                text(
                    zh: "注意：\(repeated.count) 个代码有多行：\(codes)；各行按不同小区收入，另给代码",
                    en:
                        "note: \(repeated.count) codes stand in several rows: \(codes); each row becomes a zone of its own with "
                        + "another code"))
        }
        guard let damaged = plan.damaged.first else {
            let zones = plan.codes.indices.map { row in
                ZoneAdoption.Drawn(
                    code: plan.codes[row], town: plan.values[row][0] ?? "",
                    area: plan.table.area(ofFeature: row))
            }
            let text = plan.values.first.flatMap { $0[1] }
            return Plan(zones: zones, conditions: text.flatMap(ZoneConditions.init(text:)))
        }
        throw ZoneOfficeError.damagedPlan(
            path: source, row: damaged.feature + 1, code: plan.codes[damaged.feature], reason: damaged.reason)
    }
}

/// What an adoption did, for people and programs.
struct AdoptionSummary {
    private let adoption: ZoneAdoption
    private let faults: Int

    init(_ adoption: ZoneAdoption, faults: Int) {
        self.adoption = adoption
        self.faults = faults
    }

    private func count(_ kind: ZoneEvent.Kind) -> Int { adoption.events.count { $0.kind == kind } }

    private static let kinds: [ZoneEvent.Kind] = [.created, .changed, .split, .merged, .ended, .renamed]

    var text: String {
        let head = BournCLI.text(
            zh: "收入 \(adoption.zones.count) 个普查小区，在册代码 \(adoption.register.entries.count) 个",
            en: "\(adoption.zones.count) zones taken in, \(adoption.register.entries.count) codes on record")
        let lines = Self.kinds.filter { count($0) > 0 }.map { "\($0.title[.invoked])  \(count($0))" }
        return ([head] + lines).joined(separator: "\n")
    }

    var json: String {
        let retired = adoption.register.entries.count { $0.value.isRetired }
        let value = JSONValue.object(
            [
                JSONMember("zones", .count(adoption.zones.count)),
                JSONMember("codes", .count(adoption.register.entries.count)),
                JSONMember("retired", .count(retired)), JSONMember("faults", .count(faults)),
            ] + Self.kinds.map { JSONMember($0.rawValue, .count(count($0))) })
        return String(decoding: value.json, as: UTF8.self)
    }
}
