internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoModel
internal import GeoPackageStore

/// What is exported.
enum MonitoringExport: String, CaseIterable, ExpressibleByArgument {
    case s104, s105, geojson, wqx
    case s105Slots = "s105-slots"
}

/// `bourn monitoring export WORKSPACE FORM OUTPUT`: forms and exchange files.
struct MonitoringExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: text(
            zh: "导出 S104、S105 表（XLSX 或 CSV）、GeoJSON、WQX 3.0 形式的 CSV。",
            en: "Write the forms S104 and S105 (XLSX or CSV), GeoJSON, or a CSV in the shape of WQX 3.0."),
        discussion: text(
            zh: "列按官方顺序，编码和数值一律为文本；未检出写作 0.025L。审核剔除的结果不进 S105，个数会报告。s105 每行一个样品；s105-slots 每行一个排污口，十二个样品并列（官方库表形式），多于十二个的续行。",
            en:
                "Columns in the official order, codes and values as text; non-detects as 0.025L. What was rejected in review is left out of S105 and counted. s105 has one row a sample; s105-slots one row an outfall with twelve samples beside each other, as the official table has them, and a further row for more."
        ))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(
        help: help(zh: "s104、s105、s105-slots、geojson 或 wqx", en: "s104, s105, s105-slots, geojson or wqx."))
    var form: MonitoringExport

    @Argument(help: help(zh: "输出文件：.xlsx、.csv 或 .geojson", en: "File to write: .xlsx, .csv or .geojson."))
    var file: String

    @OptionGroup var area: AreaOptions

    @Option(help: help(zh: "wqx 的组织编号", en: "The organisation's identifier for wqx."))
    var organisation = "BOURN"

    @OptionGroup var common: CommonOptions

    func validate() throws {
        let ending = URL(fileURLWithPath: file).pathExtension.lowercased()
        let allowed = form == .geojson ? ["geojson", "json"] : ["xlsx", "csv"]
        guard allowed.contains(ending) else {
            let list = allowed.map { "." + $0 }.joined(separator: ", ")
            throw ValidationError(
                text(
                    zh: "\(form.rawValue) 的输出文件应以 \(list) 结尾",
                    en: "the file of \(form.rawValue) must end in \(list)"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([file], inputs: [workspace])
            let office = try Workspace.open(at: workspace)
            try office.tellChangesElsewhere(on: console)
            let outfalls = try office.monitoredOutfalls(area: area.area)
            let rows = try await write(outfalls, of: office, console)
            console.note(text(zh: "已写入 \(file)：\(rows) 行", en: "wrote \(file): \(rows) rows"))
            return .fine
        }
    }

    private func write(
        _ outfalls: [MonitoredOutfall], of office: Workspace, _ console: Console
    ) async throws -> Int {
        if form == .s104 { return try await written(RegisterForm(workspace).table(of: outfalls)) }
        let samples = try office.samples(of: outfalls.map(\.code))
        let (reference, decisions) = (try office.monitoringReference(), try office.resultDecisions())
        switch form {
        case .s104, .s105, .s105Slots:
            let names = Dictionary(outfalls.map { ($0.code, $0.name) }) { first, _ in first }
            let form = MonitoringForm(reference: reference, names: names, decisions: decisions)
            let rows = form.table(of: samples)
            if let told = form.leftOut(of: samples) { console.note(told[.invoked]) }
            return try await written(self.form == .s105Slots ? MonitoringForm.slots(of: rows) : rows)
        case .wqx:
            return try await written(
                WaterQualityExchange(
                    organisation: organisation, reference: reference, decisions: decisions
                ).table(of: samples))
        case .geojson:
            let features = MonitoringFeatures(outfalls: outfalls, samples: samples, decisions: decisions)
            try console.deliver(String(decoding: features.json.json, as: UTF8.self), to: file)
            return outfalls.count
        }
    }

    private func written(_ table: FormTable) async throws -> Int {
        try await table.write(to: file)
        return table.rows.count
    }
}
