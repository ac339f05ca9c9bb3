internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoModel
internal import GeoPackageStore

/// `bourn directory split WORKSPACE --level city|county --to DIR`: hands the directory down.
struct DirectorySplitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "split",
        abstract: text(
            zh: "按普查机构拆分名录，每个机构一个工作区和一份回执。",
            en: "Split the directory: a workspace and a receipt for each organisation."),
        discussion: text(
            zh: "各部分与未归属之和等于总库，逐行以 SHA-256 摘要核对。首次使用须给出机构表（--organisations）。",
            en:
                "Parts and unassigned rows add up to the whole, row by row, by SHA-256 digests. Give the table of "
                + "organisations (--organisations) the first time."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Option(help: help(zh: "拆分级别：city、county 或 town", en: "Level of the split: city, county or town."))
    var level: SplitLevel

    @Option(help: help(zh: "存放各部分的目录", en: "Folder for the parts."))
    var to: String

    @Option(
        help: help(
            zh: "机构表 CSV：code,name,level,parent_code,kind,divisions",
            en: "CSV of organisations: code,name,level,parent_code,kind,divisions."))
    var organisations: String?

    @Option(
        help: help(
            zh: "把未归属的单位连同原因写成 CSV：unit,reason",
            en: "Write the unassigned units with the reason of each: CSV unit,reason."))
    var unassigned: String?

    @Flag(
        help: help(
            zh: "作废尚未返回的部分重新拆分（须同时给出 --reason 和 --by）",
            en: "Void parts that are not back and split anew (needs --reason and --by)."))
    var replaceHandouts = false

    @Option(
        help: help(zh: "作废的理由（与 --replace-handouts 同用）", en: "Why they are void (with --replace-handouts)."))
    var reason: String?

    @Option(
        name: .person,
        help: help(
            zh: "谁拆分（默认登录名；与 --replace-handouts 同用时必须给出）",
            en: "Who splits (default: the login name; needed with --replace-handouts)."))
    var actor: String?

    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        let isSigned = [reason, actor].allSatisfy { !($0 ?? "").isBlank }
        guard !replaceHandouts || isSigned else {
            throw ValidationError(
                text(
                    zh: "--replace-handouts 须同时给出 --reason 和 --by",
                    en: "--replace-handouts needs --reason and --by"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            var stopwatch = Stopwatch()
            let office = try Workspace.open(at: workspace)
            if let organisations {
                try office.setOrganisations(
                    try await OrganisationFile.read(organisations), by: actor ?? Invoker.name,
                    time: Date().formatted(.iso8601), isVoiding: replaceHandouts)
            }
            try PartFolder.make(to)
            let summary = try split(office, console)
            for part in summary.parts { try ReceiptFile.write(part.receipt, besides: part.path, console) }
            if let unassigned { try console.deliver(summary.unassignedList, to: unassigned) }
            stopwatch.lap("split")
            try console.deliver(
                result.format == .json ? summary.json(seconds: stopwatch) : summary.table, to: result.output)
            return summary.unassigned.count > 0 ? .faulty : .fine
        }
    }

    private func split(_ office: Workspace, _ console: Console) throws -> SplitSummary {
        let units = try office.counts()[.units] ?? 0
        let progress = Progress(text(zh: "拆分", en: "splitting"), total: 2 * units, on: console)
        let replacement =
            replaceHandouts ? HandoutReplacement(reason: reason ?? "", actor: actor ?? "") : nil
        let summary = try office.splitDirectory(
            at: level.level, to: to, id: "\(level.rawValue)-\(UUID().uuidString.lowercased())",
            time: Date().formatted(.iso8601), by: actor ?? Invoker.name, replacing: replacement
        ) { done in
            try Interruption.check()
            progress.advance(to: done)
        }
        progress.finish()
        return summary
    }
}

/// The folder that parts go to.
enum PartFolder {
    /// Refuses a file whose folder is not there.
    static func check(besides file: String) throws(OutputError) {
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
        guard FileManager.default.fileExists(atPath: folder) else {
            throw OutputError(path: file, errorNumber: ENOENT)
        }
    }

    /// Makes it, unless it is there.
    static func make(_ path: String) throws {
        var isFolder = ObjCBool(false)
        if unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue {
            throw DirectoryFileError.noFolder(path: path)
        }
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch let error as CocoaError {
            throw OutputError(
                path: path, errorNumber: (error.underlying as? POSIXError)?.code.rawValue ?? EACCES)
        }
    }
}

extension SplitSummary {
    /// The parts for people.
    var table: String {
        let rows = parts.map { "\($0.receipt.organisation)  \($0.receipt.rows.count)  \($0.path)" }
        let left = reasons.map { (text: $0.key.text[.invoked], count: $0.value) }
            .sorted { ($1.count, $0.text) < ($0.count, $1.text) }.map { "  \($0.count)  \($0.text)" }
        let sum = text(
            zh: "合计 \(whole.count) = 各部分 \(whole.count - unassigned.count) + 未归属 \(unassigned.count)",
            en:
                "whole \(whole.count) = parts \(whole.count - unassigned.count) + unassigned \(unassigned.count)"
        )
        let hint =
            unassigned.count > 0
            ? [
                text(
                    zh: "  （--unassigned 文件.csv 列出未归属的单位）", en: "  (--unassigned FILE.csv lists these units)")
            ] : []
        return (rows + [sum] + left + hint).joined(separator: "\n")
    }

    /// The units that went nowhere, as CSV.
    var unassignedList: String {
        let rows = unassignedUnits.map { [$0.unit, $0.reason.text[.invoked]] }
        return ([["unit", "reason"]] + rows).map { $0.map(\.quotedForCSV).joined(separator: ",") + "\n" }
            .joined()
    }

    /// The parts for programs.
    func json(seconds: Stopwatch) -> String {
        let value = JSONValue.object([
            JSONMember("split", .string(split)), JSONMember("rows", .number(JSONNumber(whole.count))),
            JSONMember("digest", .string("\(whole.digest)")),
            JSONMember("unassigned", .number(JSONNumber(unassigned.count))),
            JSONMember(
                "parts",
                .array(
                    parts.map {
                        .object([
                            JSONMember("organisation", .string($0.receipt.organisation)),
                            JSONMember("rows", .number(JSONNumber($0.receipt.rows.count))),
                            JSONMember("digest", .string("\($0.receipt.rows.digest)")),
                            JSONMember("file", .string($0.path)),
                        ])
                    })), JSONMember("seconds", seconds.json(["split"])),
        ])
        return String(decoding: value.json, as: UTF8.self)
    }
}
