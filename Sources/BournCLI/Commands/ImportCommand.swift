internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoModel
internal import GeoPackageStore
internal import Interchange
internal import PROJBridge

/// `bourn import KIND WORKSPACE SOURCE`: takes every row of a file into a workspace.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: text(
            zh: "把一个文件的全部行导入工作区，一行不丢。", en: "Import every row of a file into a workspace, losing none."),
        discussion: text(
            zh: "工作区不存在时新建。拒收的行写入 CSV，附行号、字段、原值和原因。",
            en:
                "Makes the workspace if there is none. Refused rows go to a CSV with row, field, value and reason."
        ))

    @Argument(help: help(zh: "要导入什么", en: "What the rows are."))
    var kind: ImportKind

    @Argument(help: help(zh: "工作区文件（.gpkg）", en: "The workspace (.gpkg)."))
    var workspace: String

    @Argument(
        help: help(
            zh: "来源文件：GeoPackage、CSV 或 GDAL 能读的任何格式",
            en: "The source: GeoPackage, CSV or any format GDAL reads."))
    var source: String

    @Option(help: help(zh: "来源图层", en: "Layer of the source."))
    var layer: String?

    @Option(help: help(zh: "来源坐标参考：EPSG:n、gcj02、bd09", en: "Reference of the source: EPSG:n, gcj02 or bd09."))
    var crs: CRSIdentifier?

    @Option(help: help(zh: "字段对应：字段=列（可重复）", en: "Which column feeds a field: field=column (repeatable)."))
    var map: [String] = []

    @Option(help: help(zh: "保存的字段对应文件，每行一个“字段=列”", en: "Saved mapping: a file with one field=column a line."))
    var mapping: String?

    @Option(help: help(zh: "把本次用到的字段对应存入文件", en: "Save the mapping that was used to this file."))
    var saveMapping: String?

    @Option(
        help: help(
            zh: "文本编码：utf-8 或 gb18030（默认自动识别）",
            en: "Encoding of the text: utf-8 or gb18030 (default: found out)."))
    var encoding: TextEncoding?

    @Option(
        help: help(
            zh: "拒收行的 CSV（默认：工作区名加类别和 .refused.csv，已有则编号）",
            en: "CSV of refused rows (default: beside the workspace, numbered if there is one).")
    )
    var refused: String?

    @Option(
        help: help(
            zh: "名为 X 的列指向：north（测绘坐标）或 east",
            en: "Which way a column called X points: north (survey) or east."))
    var xMeans: XMeaning?

    @Option(
        help: help(
            zh: "西安80、北京54 到 CGCS2000 的七参数：dx,dy,dz,rx,ry,rz,m（米、角秒、ppm，位置矢量法）",
            en:
                "Seven parameters of an old datum: dx,dy,dz,rx,ry,rz,m (metres, arc seconds, ppm; position vector)."
        ))
    var datumShift: DatumShiftArgument?

    @Option(
        name: .person,
        help: help(
            zh: "导入人（默认登录名）；排污口名录的条目和编码记在其名下",
            en: "Who imports (default: the login name); new outfalls and codes bear it."))
    var by: String?

    @Flag(
        help: help(
            zh: "来源的坐标顺序为先纬度（北）后经度（东）", en: "The source gives latitude (north) before longitude (east)."))
    var swapAxes = false

    @Flag(help: help(zh: "试运行：全部检查，不保存", en: "Dry run: check everything, keep nothing."))
    var dryRun = false

    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check(
                [refused, saveMapping, result.output], inputs: [source, workspace, mapping])
            let list = refused ?? RefusedRows.freePath(beside: workspace, kind.rawValue)
            let summary = try await importRows(refusedTo: list, console)
            let written = summary.refused == 0 ? nil : list
            try console.deliver(
                result.format == .json ? summary.json(refusedFile: written) : summary.table(written),
                to: result.output)
            return summary.refused > 0 || !summary.shapeFaults.isEmpty ? .faulty : .fine
        }
    }

    private func importRows(refusedTo list: String, _ console: Console) async throws -> ImportSummary {
        let columnMapping = try readMapping()
        let opened = try await OpenSource.open(source, layer: layer, encoding: encoding)
        let rows = try opened.rows(layer: layer)
        let reference = try declaredReference(of: rows)
        return try withWorkspace(console) {
            try fill($0, from: rows, columnMapping, reference, refusedTo: list, console)
        }
    }

    private func fill(
        _ office: Workspace, from rows: any RowSource, _ columnMapping: ImportMapping,
        _ reference: CRSIdentifier, refusedTo list: String, _ console: Console
    ) throws -> ImportSummary {
        let importer = try Importer(
            kind: kind, columns: rows.columns, mapping: columnMapping, reference: reference, xMeans: xMeans,
            placement: placement(of: rows, columnMapping, reference, in: .epsg(office.srsID)),
            sourceName: URL(fileURLWithPath: source).lastPathComponent)
        let progress = Progress(kind.title[.invoked], total: try rows.rowCount(), on: console)
        defer { progress.finish() }
        let description = ImportRunDescription(
            source: source, reference: "\(reference)", actor: by ?? Invoker.name)
        let imported = try office.importRows(kind, run: description, isDryRun: dryRun) { sink in
            let summary = try importer.run(rows, into: &sink, shapes: ShapeCheck()) { read in
                try Interruption.check()
                progress.advance(to: read)
            }
            // Before the transaction ends: refused rows that cannot be written down must not be forgotten.
            try keep(summary, refusedTo: list)
            return summary
        }
        if kind == .units, !dryRun { try HandoutWarning.tellChanges(in: office, on: console) }
        return imported
    }

    /// Gives `body` the workspace; a new one stays only if `body` succeeds.
    private func withWorkspace<R>(_ console: Console, _ body: (Workspace) throws -> R) throws -> R {
        guard FileManager.default.fileExists(atPath: workspace) else {
            return try Workspace.create(at: workspace, isKept: !dryRun, filling: body)
        }
        let office = try Workspace.open(at: workspace)
        try office.tellChangesElsewhere(on: console)
        return try body(office)
    }

    private func placement(
        of rows: any RowSource, _ mapping: ImportMapping, _ reference: CRSIdentifier,
        in workspace: CRSIdentifier
    ) throws -> RowPlacement {
        let declared = DeclaredReference(reference, datumShift: datumShift?.shift)
        let resolved = try mapping.resolve(kind, columns: rows.columns, xMeans: xMeans)
        let word = kind.fields.firstIndex { $0.name == "declared_reference" }
        let intakes = try resolved.coordinates.map { columns in
            try RowIntakes(
                .init(byUser: crs, byFile: rows.declaredReference), datumShift: datumShift?.shift,
                columns: columns, said: word.map { resolved.fieldColumns[$0] } ?? [], workspace: workspace)
        }
        let conversion = try ReferenceConversion(
            from: reference, to: workspace, parameters: declared.datumShift.map(PROJBridge.DatumShift.init))
        return RowPlacement(conversion, swapsAxes: swapAxes, intakes: intakes)
    }

    private func declaredReference(of rows: any RowSource) throws -> CRSIdentifier {
        if let crs { return crs }
        if let declared = rows.declaredReference { return declared }
        guard rows is CSVRowSource else { throw SourceError.noReference(path: source) }
        return .cgcs2000
    }

    private func readMapping() throws -> ImportMapping {
        var result = ImportMapping()
        if let mapping {
            guard let data = FileManager.default.contents(atPath: mapping) else {
                throw InterchangeError.missing(path: mapping)
            }
            for line in String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline) {
                try result.add(String(line))
            }
        }
        for pair in map { try result.add(pair) }
        return result
    }

    private func keep(_ summary: ImportSummary, refusedTo list: String) throws {
        if summary.refused > 0 { try RefusedRows.write(summary.refusals, to: list) }
        if let saveMapping {
            let lines = summary.mapping.map { "\($0.field)=\($0.column)\n" }
            try Console(isQuiet: true).deliver(lines.joined(), to: saveMapping)
        }
    }
}
