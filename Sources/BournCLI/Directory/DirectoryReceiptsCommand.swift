internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoPackageStore

/// `bourn directory receipts WORKSPACE --to DIR`: completes what a killed split left, and writes receipts again.
struct DirectoryReceiptsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipts",
        abstract: text(
            zh: "补齐被中断的拆分：给已登记的部分正名，重写丢失的回执。",
            en: "Complete a split that was killed: name the recorded parts, write receipts again."),
        discussion: text(
            zh: "拆分时，部分在登记之前名为 代码.gpkg.unrecorded，登记之后才用 代码.gpkg。登记之前被杀死的拆分等于没有发生，再拆一次即可。",
            en:
                "While a directory is split, parts are called CODE.gpkg.unrecorded until the whole has recorded them. A "
                + "split killed before that never happened: split again."))

    @Argument(help: help(zh: "工作区（总库）", en: "The workspace (the whole)."))
    var workspace: String

    @Option(help: help(zh: "存放各部分的目录", en: "Folder of the parts."))
    var to: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            let parts = try Workspace.open(at: workspace).finishHandouts(in: to)
            for part in parts {
                if let path = part.path { try ReceiptFile.write(part.receipt, besides: path, console) }
            }
            try console.deliver(aligned(parts.map(\.line)), to: nil)
            return parts.allSatisfy { $0.path != nil } ? .fine : .faulty
        }
    }
}

extension HandedOutFile {
    fileprivate var line: [String] {
        [
            receipt.organisation, "\(receipt.rows.count)",
            path
                ?? text(
                    zh: "目录中没有这次下发的文件；已交给机构的，等其返回即可",
                    en: "no file of this hand-out is in the folder; fine if its "
                        + "organisation has it"),
        ]
    }
}
