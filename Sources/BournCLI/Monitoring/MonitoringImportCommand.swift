internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoModel
internal import GeoPackageStore
internal import Interchange

/// `bourn monitoring import WORKSPACE FILE`: takes a laboratory's results.
struct MonitoringImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: text(
            zh: "导入化验室的 CSV 或 XLSX，逐行逐格说明，不丢数据。",
            en: "Import a laboratory's CSV or XLSX, telling of every row and cell, losing none."),
        discussion: text(
            zh: "每行一个样品（各指标为列）或每行一个结果（indicator、value 列）都可以。0.025L、<0.025、ND、未检出、3(L) 记为未检出及其检出限；"
                + "单位取自单元格、单位列、列名括号或 --map COD.unit=mg/L，缺单位的数值拒收。拒收的行和单元格写入 CSV。",
            en:
                "One row a sample (indicators in columns) or one row a result (columns indicator "
                + "and value). 0.025L, <0.025, ND and "
                + "3(L) become non-detects with their limit. Units come from the cell, a column, "
                + "brackets behind the column's name, or "
                + "--map COD.unit=mg/L; a concentration without one is refused. Refused rows and "
                + "cells go to a CSV."
        ))

    @Argument(help: help(zh: "工作区（须已导入排污口）", en: "The workspace, with its outfalls imported."))
    var workspace: String

    @Argument(help: help(zh: "化验数据：CSV 或 XLSX", en: "The results: CSV or XLSX."))
    var file: String

    @Option(help: help(zh: "工作表名（默认：第一张）", en: "Sheet of a workbook (default: the first)."))
    var sheet: String?

    @Option(
        help: help(
            zh: "列对应：字段=列，或 COD=列、COD.unit=mg/L（可重复）",
            en: "field=column, or COD=column, COD.unit=mg/L (repeatable)."))
    var map: [String] = []

    @Option(help: help(zh: "保存的列对应文件，每行一个", en: "Saved mapping, one pair a line."))
    var mapping: String?

    @Option(help: help(zh: "把本次用到的列对应存入文件", en: "Save the mapping that was used to this file."))
    var saveMapping: String?

    @Option(help: help(zh: "文件未写实验室时用此名", en: "The laboratory, where the file does not say."))
    var laboratory: String?

    @Option(help: help(zh: "文件未写采样组时用此名", en: "The team, where the file does not say."))
    var team: String?

    @Option(
        help: help(
            zh: "文本编码：utf-8 或 gb18030（默认自动识别）",
            en: "Encoding of the text: utf-8 or gb18030 (default: found out)."))
    var encoding: TextEncoding?

    @Option(
        help: help(
            zh: "拒收行和单元格的 CSV（默认：工作区名加 .monitoring.refused.csv，已有则编号）",
            en: "CSV of refused rows and cells (default: beside the workspace, numbered if there is one)."))
    var refused: String?

    @Flag(
        help: help(
            zh: "改正：同编号样品的排污口、日期、类型以本文件为准，写明未测的撤回原结果（留痕）",
            en:
                "Correct: outfall, day and kind of samples of the same label become this file's, and results it says were not measured are taken back (logged)."
        ))
    var correct = false

    @Flag(help: help(zh: "试运行：全部检查，不保存", en: "Dry run: check everything, keep nothing."))
    var dryRun = false

    @OptionGroup var author: AuthorOptions
    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([refused, saveMapping, result.output], inputs: [file, workspace, mapping])
            let list = refused ?? RefusedRows.freePath(beside: workspace, "monitoring")
            let summary = try await importRows(refusedTo: list, console)
            let path = summary.refusals.isEmpty ? nil : list
            try console.deliver(
                result.format == .json ? summary.json(refusedFile: path) : summary.table(refusedFile: path),
                to: result.output)
            return summary.refusals.isEmpty ? .fine : .faulty
        }
    }

    private func importRows(refusedTo list: String, _ console: Console) async throws -> LaboratorySummary {
        let office = try Workspace.open(at: workspace)
        try office.tellChangesElsewhere(on: console)
        let reference = try office.monitoringReference()
        guard !reference.calendars.isEmpty else { throw MonitoringFileError.noCalendar(path: workspace) }
        let source = try await LaboratorySource.open(file, sheet: sheet, encoding: encoding)
        let columns = try LaboratoryColumns(
            source.rows.columns, mapping: try mappingLines(), catalogue: reference.catalogue)
        var defaults = LaboratoryIntake.Defaults()
        defaults.laboratory = laboratory ?? ""
        defaults.team = team ?? ""
        var intake = LaboratoryIntake(
            columns: columns, names: source.rows.columns, reference: reference, defaults: defaults,
            today: Moment.now.day(offsetSeconds: Moment.beijingOffsetSeconds))
        let progress = Progress(
            text(zh: "导入", en: "importing"), total: try source.rows.rowCount(), on: console)
        defer { progress.finish() }
        return try office.importMonitoring(
            source: file, by: author.authorship(orElse: file), correcting: correct, isDryRun: dryRun
        ) { sink in
            var summary = try intake.run(source.rows, into: &sink) { read in
                try Interruption.check()
                progress.advance(to: read)
            }
            summary.otherSheets = source.otherSheets
            // Before the transaction ends: refused rows that cannot be written down must not be forgotten.
            try keep(summary, refusedTo: list)
            return summary
        }
    }

    private func mappingLines() throws -> [String] {
        guard let mapping else { return map }
        guard let data = FileManager.default.contents(atPath: mapping) else {
            throw InterchangeError.missing(path: mapping)
        }
        return map + String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    }

    private func keep(_ summary: LaboratorySummary, refusedTo list: String) throws {
        if !summary.refusals.isEmpty { try summary.writeRefusals(to: list) }
        if let saveMapping {
            let lines = summary.mapping.map { "\($0.field)=\($0.column)\n" }
            try Console(isQuiet: true).deliver(lines.joined(), to: saveMapping)
        }
    }
}

/// A laboratory's file, opened.
final class LaboratorySource {
    /// Its rows.
    let rows: any RowSource
    /// Keeps a converted copy for as long as its rows are read.
    private let opened: OpenSource?
    /// Sheets of a workbook that are not read, when nobody said which to read.
    let otherSheets: [String]

    private init(rows: any RowSource, opened: OpenSource? = nil, otherSheets: [String] = []) {
        self.rows = rows
        self.opened = opened
        self.otherSheets = otherSheets
    }

    /// Opens a CSV, a workbook, or anything else that GDAL reads.
    static func open(_ path: String, sheet: String?, encoding: TextEncoding?) async throws -> LaboratorySource
    {
        let ending = URL(fileURLWithPath: path).pathExtension.lowercased()
        if ending == "xlsx" || ending == "xlsm" {
            let rows = try SheetRowSource(path: path, sheet: sheet)
            return LaboratorySource(rows: rows, otherSheets: sheet == nil ? rows.otherSheets : [])
        }
        let opened = try await OpenSource.open(path, layer: sheet, encoding: encoding)
        return LaboratorySource(rows: try opened.rows(layer: sheet), opened: opened)
    }
}
