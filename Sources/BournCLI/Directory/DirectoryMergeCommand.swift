internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoModel
internal import GeoPackageStore

/// `bourn directory merge WORKSPACE PART...`: takes parts back.
struct DirectoryMergeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: text(
            zh: "合并返回的部分；对不上账的整份拒收并逐条说明。",
            en: "Merge returned parts; one that does not reconcile is refused with every reason."),
        discussion: text(
            zh: "每个部分旁须有下发时的回执（代码.receipt.json）；有封存单（代码.seal.json）的按封存核对。",
            en:
                "Beside each part lies the receipt it was handed out with (CODE.receipt.json); where there is a seal "
                + "(CODE.seal.json) the rows must be those sealed."))

    @Argument(help: help(zh: "工作区（总库）", en: "The workspace (the whole)."))
    var workspace: String

    @Argument(help: help(zh: "返回的部分", en: "The returned parts."))
    var parts: [String]

    @Flag(help: help(zh: "试运行：只核对，不合并", en: "Dry run: compare, keep nothing."))
    var dryRun = false

    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            var stopwatch = Stopwatch()
            let office = try Workspace.open(at: workspace)
            let returned = try parts.map { path in
                ReturnedPart(
                    path: path, receipt: try ReceiptFile.receipt(besides: path),
                    seal: try ReceiptFile.seal(besides: path))
            }
            let merges = try office.mergeDirectory(
                returned, time: Date().formatted(.iso8601), isDryRun: dryRun)
            stopwatch.lap("merge")
            try console.deliver(
                result.format == .json
                    ? json(merges, stopwatch) : merges.map(\.table).joined(separator: "\n"),
                to: result.output)
            return merges.allSatisfy(\.reconciles) ? .fine : .faulty
        }
    }

    private func json(_ merges: [PartMerge], _ seconds: Stopwatch) -> String {
        let value = JSONValue.object([
            JSONMember("parts", .array(merges.map(\.json))),
            JSONMember("seconds", seconds.json(["merge"])),
        ])
        return String(decoding: value.json, as: UTF8.self)
    }
}

extension PartMerge {
    /// The result for people.
    var table: String {
        let state = reconciles ? text(zh: "✔ 已合并", en: "✔ merged") : text(zh: "✘ 拒收", en: "✘ refused")
        let head = text(
            zh: "\(organisation)  \(state)：返回 \(returned.count) 行，未变 \(unchanged)，差异 \(differences.count)",
            en:
                "\(organisation)  \(state): \(returned.count) rows returned, \(unchanged) unchanged, \(differences.count) differences"
        )
        return ([head] + faults.map { "  ✘ \($0.text[.invoked])" } + differences.map { "  \($0.line)" })
            .joined(separator: "\n")
    }

    /// The result for programs.
    var json: JSONValue {
        .object([
            JSONMember("organisation", .string(organisation)), JSONMember("reconciles", .bool(reconciles)),
            JSONMember("returned", .number(JSONNumber(returned.count))),
            JSONMember("unchanged", .number(JSONNumber(unchanged))),
            JSONMember("faults", .array(faults.map { .string($0.text[.english]) })),
            JSONMember("differences", .array(differences.map(\.json))),
        ])
    }
}

extension DirectoryDifference {
    /// The difference in one line.
    fileprivate var line: String {
        let changes = fields.map { "\($0.column): \($0.before.shown) → \($0.after.shown)" }
        return "\(record.kind.text[.invoked])  \(key)  \(record.reason)  " + changes.joined(separator: "; ")
    }

    fileprivate var json: JSONValue {
        .object([
            JSONMember("unit", .string(key)), JSONMember("kind", .string(record.kind.rawValue)),
            JSONMember("origin", .string(record.origin.rawValue)),
            JSONMember("reason", .string(record.reason)),
            JSONMember("actor", .string(record.actor)), JSONMember("time", .string(record.time)),
            JSONMember(
                "fields",
                .array(
                    fields.map {
                        .object([
                            JSONMember("column", .string($0.column)),
                            JSONMember("before", .string($0.before.shown)),
                            JSONMember("after", .string($0.after.shown)),
                        ])
                    })),
        ])
    }
}

extension DirectoryValue {
    /// The value as a person reads it; bytes by their number, since geometries are not for reading.
    fileprivate var shown: String {
        switch self {
        case .none: "–"
        case .integer(let number): "\(number)"
        case .real(let number): "\(number)"
        case .text(let text): text
        case .bytes(let bytes): text(zh: "〔\(bytes.count) 字节〕", en: "[\(bytes.count) bytes]")
        }
    }

    private func text(zh chinese: String, en english: String) -> String {
        LocalizedText(zh: chinese, en: english)[.invoked]
    }
}
