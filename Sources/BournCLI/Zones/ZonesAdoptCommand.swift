internal import ArgumentParser
internal import Census
internal import Coverage
internal import Foundation
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
            let register = ZoneRegister(
                ledger.register.entries, serialWidth: serialWidth ?? ledger.register.serialWidth)
            let adoption = try ZoneAdoption(
                plan, replacing: ledger.zones, villages: VillageLayer.read(file),
                units: VillageLayer.unitPositions(file), register: register, by: who.attribution())
            try office.adopt(adoption, replacing: ledger)
            let summary = AdoptionSummary(adoption)
            try console.deliver(
                result.format == .json ? summary.json : summary.text, to: result.output)
            return .fine
        }
    }

    /// All zones or none: a plan with a hole in it is no plan.
    private func readPlan(for office: Workspace, _ console: Console) async throws -> [ZoneAdoption.Drawn] {
        var areas = try await AreaSource.read(source, options: options, console: console)
        if areas.layer?.fieldNames.contains("parent_code") == true {
            areas = try await AreaSource.read(
                source, options: options, fields: ["parent_code"], console: console)
        }
        let plan = try areas.converted(to: .epsg(office.srsID))
        guard let damaged = plan.damaged.first else {
            return plan.codes.indices.map { row in
                ZoneAdoption.Drawn(
                    code: plan.codes[row], town: (plan.values[row].first ?? nil) ?? "",
                    area: plan.table.area(ofFeature: row))
            }
        }
        throw ZoneOfficeError.damagedPlan(
            path: source, row: damaged.feature + 1, code: plan.codes[damaged.feature], reason: damaged.reason)
    }
}

/// What an adoption did, for people and programs.
struct AdoptionSummary {
    private let adoption: ZoneAdoption

    init(_ adoption: ZoneAdoption) { self.adoption = adoption }

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
                JSONMember("retired", .count(retired)),
            ] + Self.kinds.map { JSONMember($0.rawValue, .count(count($0))) })
        return String(decoding: value.json, as: UTF8.self)
    }
}

/// Villages and units of a workspace, as the zones' rules need them.
enum VillageLayer {
    /// The villages, in the order of their codes.
    static func read(_ file: GeoPackageFile) throws -> [VillageArea] {
        try LayerAreas.read(.blocks, of: file, fields: ["name", "parent_code"]).map { row in
            VillageArea(code: row.code, name: row.values[0], town: row.values[1], area: row.area)
        }.sorted { $0.code < $1.code }
    }

    /// How many units each village reports; one that reports none, or no number, has none.
    static func reportedUnits(_ file: GeoPackageFile) throws -> [String: Double] {
        let reader = LayerReader(try file.layer(named: ImportKind.blocks.layerName), of: file)
        var numbers: [String: Double] = [:]
        try reader.forEachRow(fields: ["code", "units"]) { row in
            numbers[row.text(0) ?? ""] = row.text(1).flatMap(Double.init) ?? 0
        }
        return numbers
    }

    /// Where the units are that have a position.
    static func unitPositions(_ file: GeoPackageFile) throws -> [Position] {
        let reader = LayerReader(try file.layer(named: ImportKind.units.layerName), of: file)
        var positions: [Position] = []
        try reader.forEachRow(fields: []) { row in
            if let position = row.position { positions.append(position) }
        }
        return positions
    }
}
