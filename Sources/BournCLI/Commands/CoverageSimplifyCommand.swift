internal import ArgumentParser
internal import Census
internal import Coverage
internal import GeoModel

/// `bourn coverage simplify SOURCE`: coarser borders for display, shared borders still shared.
struct CoverageSimplifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simplify",
        abstract: text(
            zh: "为显示简化界线，共同界线保持一致。", en: "Make borders coarser for display; shared borders stay shared."),
        discussion: text(
            zh: "只供显示：完好的覆盖简化后仍然完好，小区一个不少；已有的问题不会修补。",
            en: "For display only: a valid coverage stays valid and keeps every zone; faults are not mended.")
    )

    @Argument(help: help(zh: "普查小区：工作区或 GDAL 能读的任何文件", en: "The zones: a workspace or any file GDAL reads."))
    var source: String

    @OptionGroup var options: SourceOptions

    @Option(
        help: help(
            zh: "容差（米）：界线大约最多移动这么远", en: "Tolerance in metres: about how far a border may move."))
    var tolerance: Double

    @Flag(help: help(zh: "外边界不简化", en: "Leave the outer border as it is."))
    var keepOuterBorder = false

    @Option(
        help: help(
            zh: "输出文件（.gpkg 或 GDAL 能写的格式）", en: "File to write (.gpkg or any format GDAL writes)."))
    var output: String

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard tolerance >= 0, tolerance.isFinite else {
            throw ValidationError(text(zh: "--tolerance 须为非负数", en: "--tolerance must not be negative"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([output], inputs: [source])
            let zones = try await AreaSource.read(
                source, options: options, preferredLayers: ["zone", "block"], console: console)
            let simplifier = CoverageSimplifier(
                tolerance: Metres(tolerance), keepsOuterBorder: keepOuterBorder)
            let table = try Interruption.endingAtOnce {
                simplifier.simplified(zones.table, measure: zones.measure)
            }
            try await RepairedLayer(
                zones, table: table, changed: Set(zones.codes.indices), options: options
            ).write(to: output, console: console)
            try console.deliver(
                text(
                    zh: "顶点 \(zones.table.positions.count) → \(table.positions.count)",
                    en: "\(zones.table.positions.count) vertices → \(table.positions.count)"), to: nil)
            return .fine
        }
    }
}
