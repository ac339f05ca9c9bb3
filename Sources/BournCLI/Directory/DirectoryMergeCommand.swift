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
            zh: "每个部分旁须有下发时的回执（代码.receipt.json）；有封存单（代码.seal.json）的按封存核对。"
                + "并入总库的是单位、变动记录、状态、部门意见、重复认定、进度和代码认定；其余图层和表的改动逐层列出，不并入。",
            en:
                "Beside each part lies the receipt it was handed out with (CODE.receipt.json); where there is a seal "
                + "(CODE.seal.json) rows and records must be those sealed. Taken over are units, recorded changes, states, "
                + "opinions, duplicate decisions, progress and code decisions; what changed in other layers and tables is "
                + "listed, layer by layer, and not taken over."))

    @Argument(help: help(zh: "工作区（总库）", en: "The workspace (the whole)."))
    var workspace: String

    @Argument(help: help(zh: "返回的部分", en: "The returned parts."))
    var parts: [String]

    @Flag(help: help(zh: "试运行：只核对，不合并", en: "Dry run: compare, keep nothing."))
    var dryRun = false

    @Option(name: .person, help: help(zh: "谁合并（默认登录名）", en: "Who merges (default: the login name)."))
    var actor: String?

    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            var stopwatch = Stopwatch()
            try OutputGuard.check(
                [result.output],
                inputs: [workspace] + parts + parts.map { ReceiptFile.path(besides: $0, as: .receipt) }
                    + parts.map { ReceiptFile.path(besides: $0, as: .seal) })
            // Before anything is merged: a report that cannot be written would be lost.
            if let output = result.output { try PartFolder.check(besides: output) }
            let office = try Workspace.open(at: workspace)
            let returned = try parts.map { path in
                ReturnedPart(
                    path: path, receipt: try ReceiptFile.receipt(besides: path),
                    seal: try ReceiptFile.seal(besides: path))
            }
            let merges = try office.mergeDirectory(
                returned, time: Date().formatted(.iso8601), by: actor ?? Invoker.name, isDryRun: dryRun)
            stopwatch.lap("merge")
            try console.deliver(
                result.format == .json
                    ? json(merges, stopwatch)
                    : merges.map { $0.table(isDryRun: dryRun) }.joined(separator: "\n"),
                to: result.output)
            return merges.allSatisfy { $0.reconciles && $0.leftBehind?.isEmpty != false } ? .fine : .faulty
        }
    }

    private func json(_ merges: [PartMerge], _ seconds: Stopwatch) -> String {
        let value = JSONValue.object([
            JSONMember("parts", .array(merges.map { $0.json(isDryRun: dryRun) })),
            JSONMember("seconds", seconds.json(["merge"])),
        ])
        return String(decoding: value.json, as: UTF8.self)
    }
}
