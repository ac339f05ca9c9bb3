internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoModel
internal import GeoPackageStore

/// `bourn directory progress WORKSPACE`: how far each organisation has come, half month by half month.
struct DirectoryProgressCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "progress",
        abstract: text(
            zh: "按机构、按半月的进度表（双周调度）；--record 录入单位到达的阶段。",
            en: "Progress by organisation and half month; --record enters the stages that units reached."),
        discussion: text(
            zh: "一个单位在每个阶段只计一次，计入最早到达的半月；下级的进度计入上级。“changed”阶段取自修正、补录等记录（directory record）。不计入名录的单位不列入。"
                + "阶段写代码或名称均可，列名可用中文，日期可写 2018-03-16、2018/3/16、2018年3月16日等。"
                + "历法中没有的日期、普查开始（directory reference census-dates）以前和将来的日期、早于该单位该阶段已录半月的日期拒收；确要更正，用 --correct 写明理由。",
            en:
                "A unit counts once for each stage, in the half month it first reached it; what an organisation has done "
                + "counts for those above it. The stage “changed” is that of recorded changes (directory record). Units that "
                + "do not count in the register are left out. Stages go by code or name, columns may have Chinese names, dates "
                + "may be written 2018-03-16, 2018/3/16, 2018年3月16日 and the like. Days that the calendar does not have, days "
                + "before the census began (directory reference census-dates) and to come, and dates in a half month before "
                + "the one recorded for that unit and stage, are refused; correct what is recorded with --correct and the "
                + "reason."
        ))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Option(help: help(zh: "录入：CSV，列 unit,stage,date", en: "Enter stages: CSV with unit, stage, date."))
    var record: String?

    @Option(name: .person, help: help(zh: "录入人（与 --record 同用）", en: "Who enters them (with --record)."))
    var actor: String?

    @Option(
        help: help(
            zh: "更正已录入的日期，给出理由（与 --record 同用）", en: "Correct dates entered before, and why (with --record)."))
    var correct: String?

    @Option(help: help(zh: "机构表 CSV（工作区还没有时）", en: "CSV of organisations, where the workspace has none."))
    var organisations: String?

    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard record == nil || !(actor ?? "").isBlank else {
            throw ValidationError(text(zh: "--record 须同时给出 --by", en: "--record needs --by"))
        }
        guard correct == nil || record != nil && !(correct ?? "").isBlank else {
            throw ValidationError(
                text(zh: "--correct 须与 --record 同用并写明理由", en: "--correct needs --record and the reason"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            if let organisations {
                try office.setOrganisations(
                    try await OrganisationFile.read(organisations), by: actor ?? Invoker.name,
                    time: Date().formatted(.iso8601))
            }
            if let record { try await enter(record, in: office, console) }
            let keepers = try office.keepers()
            let stages = try office.progressStages() + [Self.changed]
            let table = ProgressTable(
                try events(of: office, keepers), tree: keepers.tree, stages: stages.map(\.code),
                units: keepers.counts)
            let page = ProgressPage(
                table: table, tree: keepers.tree, stages: stages, unkept: keepers.unkept,
                left: keepers.left.count)
            try console.deliver(result.format == .json ? page.json : page.text, to: result.output)
            return table.uncounted.isEmpty ? .fine : .faulty
        }
    }

    /// The stage of units with a recorded change.
    private static let changed = ProgressStage(
        code: "changed", title: LocalizedText(zh: "有变动记录", en: "changed"))

    private func enter(_ path: String, in office: Workspace, _ console: Console) async throws {
        let reason = correct ?? [UnitLogEntry].reached
        let rows = try await ListFile.rows(of: path, columns: ["unit", "stage", "date"]).map {
            ListFile.Row(number: $0.number, values: $0.values + [reason])
        }
        let reader = ProgressReader(
            stages: try office.stageWords(), began: try office.censusBegan(),
            // Nowhere on earth is it a later day than here.
            lastDay: Date(timeIntervalSinceNow: 14 * 3600).formatted(.iso8601.year().month().day()),
            recorded: correct == nil ? try firstDates(in: office) : [:])
        let intake = UnitLogIntake(path: path, actor: actor ?? "")
        let count = try intake.append(rows, to: .progress, of: office) {
            unit, fields throws(UnitLogIntake.Fault) in
            try reader.read(unit, fields)
        }
        console.note(text(zh: "已录入 \(count) 条进度", en: "\(count) stages entered"))
    }

    /// The earliest date recorded for each unit and stage.
    private func firstDates(in office: Workspace) throws -> [[String]: String] {
        Dictionary(
            try office.entries(of: .progress).progressInForce().map {
                ([$0.unit, $0.values[0]], $0.values[1])
            },
            uniquingKeysWith: { min($0, $1) })
    }

    private func events(of office: Workspace, _ keepers: UnitKeepers) throws -> [ProgressEvent] {
        let entered = try office.entries(of: .progress).progressInForce().map {
            (unit: $0.unit, stage: $0.values[0], date: $0.values[1])
        }
        let changes = try office.recordedChanges().map { (unit: $0.unit, stage: "changed", date: $0.time) }
        return (entered + changes).filter { !keepers.left.contains($0.unit) }.map {
            ProgressEvent(
                organisation: keepers.organisations[$0.unit] ?? "", unit: $0.unit, stage: $0.stage,
                date: $0.date)
        }
    }
}

/// Reads the stage and the date of a row of progress.
private struct ProgressReader {
    let stages: ListVocabulary
    let began: CalendarDate
    /// Today, wherever it is latest, as ISO 8601 text.
    let lastDay: String
    /// The earliest date recorded for each unit and stage; empty when it is being corrected.
    let recorded: [[String]: String]

    func read(_ unit: String, _ fields: [String]) throws(UnitLogIntake.Fault) -> [String] {
        let stage = try stages.code(of: fields[0])
        let day: CalendarDate
        do throws(CalendarDateError) { day = try SamplingTime(fields[1]).day } catch { throw .noDate(error) }
        let date = "\(day)"
        if date > lastDay { throw .toCome(date) }
        if day < began { throw .beforeCensus(day, began: began) }
        if let first = recorded[[unit, stage]], let known = HalfMonth(date: first),
            let half = HalfMonth(date: date), half < known
        {
            throw .rewrites(date, recorded: first)
        }
        return [stage, date]
    }
}

/// A progress table as it is shown.
struct ProgressPage {
    let table: ProgressTable
    let tree: OrganisationTree
    let stages: [ProgressStage]
    /// Units that no organisation keeps.
    let unkept: Int
    /// Units that do not count in the register.
    let left: Int

    /// The half months that people are shown: of more than a year, those in which anything was reached.
    ///
    /// One entry of a wrong year would otherwise make a table of hundreds of empty columns.
    private var shown: [Int] {
        let all = Array(table.periods.indices)
        guard all.count > 24 else { return all }
        return all.filter { period in table.rows.contains { $0.reached[period] > 0 } }
    }

    /// For people; rows without any unit are left out.
    var text: String {
        let shown = shown
        let head =
            [
                word("机构", "organisation"), word("阶段", "stage"), word("单位", "units"), word("累计", "reached"),
                "%",
            ]
            + shown.map { table.periods[$0].text[.invoked] }
        let rows = table.rows.filter { $0.units > 0 }.map { row in
            [
                name(of: row), stages.first { $0.code == row.stage }?.title[.invoked] ?? row.stage,
                "\(row.units)", "\(row.cumulative.last ?? 0)", percent(row.share),
            ] + shown.map { row.reached[$0] == 0 ? "·" : "\(row.reached[$0])" }
        }
        var notes: [String] = []
        let quiet = table.periods.count - shown.count
        if quiet > 0 {
            notes.append(
                word("略去无进度的半月：\(quiet)", "half months in which nothing was reached, left out: \(quiet)"))
        }
        if unkept > 0 {
            notes.append(word("无归属机构的单位：\(unkept)", "units that no organisation keeps: \(unkept)"))
        }
        if left > 0 {
            notes.append(word("不计入名录、未列入的单位：\(left)", "units not in the register, left out: \(left)"))
        }
        notes += table.uncounted.map {
            word("未计入：\($0.unit) \($0.stage) \($0.date)", "not counted: \($0.unit) \($0.stage) \($0.date)")
        }
        return ([aligned([head] + rows)] + notes).joined(separator: "\n")
    }

    private func word(_ chinese: String, _ english: String) -> String {
        LocalizedText(zh: chinese, en: english)[.invoked]
    }

    private func name(of row: ProgressTable.Row) -> String {
        var depth = 0
        var current = tree[row.organisation]
        while let above = current.flatMap({ tree.parent(of: $0) }) { (current, depth) = (above, depth + 1) }
        return String(repeating: "  ", count: depth) + (tree[row.organisation]?.name ?? row.organisation)
    }

    private func percent(_ share: Double?) -> String {
        share.map { "\((($0 * 1000).rounded() / 10))" } ?? "–"
    }

    /// For programs.
    var json: String {
        let value = JSONValue.object([
            JSONMember("periods", .array(table.periods.map { .string($0.text[.english]) })),
            JSONMember(
                "rows",
                .array(
                    table.rows.map { row in
                        .object([
                            JSONMember("organisation", .string(row.organisation)),
                            JSONMember("stage", .string(row.stage)),
                            JSONMember("units", .number(JSONNumber(row.units))),
                            JSONMember("reached", .array(row.reached.map { .number(JSONNumber($0)) })),
                        ])
                    })), JSONMember("unkept", .number(JSONNumber(unkept))),
            JSONMember("not_in_register", .number(JSONNumber(left))),
            JSONMember("uncounted", .number(JSONNumber(table.uncounted.count))),
        ])
        return String(decoding: value.json, as: UTF8.self)
    }
}
