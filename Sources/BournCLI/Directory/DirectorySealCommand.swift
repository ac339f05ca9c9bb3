internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoModel
internal import GeoPackageStore

/// `bourn directory seal PART`: what an organisation does before it returns its part.
struct DirectorySealCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal",
        abstract: text(
            zh: "封存要返回的部分：写下行数和摘要，此后任何改动都会被发现。",
            en: "Seal a part to be returned: count and digest its rows, so that any later change shows."))

    @Argument(help: help(zh: "要返回的部分", en: "The part."))
    var part: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            let tally = try Workspace.open(at: part).tallyDirectory()
            let path = ReceiptFile.path(besides: part, as: .seal)
            try console.deliver(ReceiptFile.text(of: tally), to: path)
            console.note(text(zh: "已封存 \(tally.count) 行：\(path)", en: "\(tally.count) rows sealed: \(path)"))
            return .fine
        }
    }
}

/// `bourn directory record WORKSPACE UNIT KIND --reason …`: says what was done to a unit and why.
struct DirectoryRecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: text(
            zh: "记录对一个单位的修正、补录、完善或删除。", en: "Record that a unit was corrected, added, completed or removed."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "单位（unit_key）", en: "The unit (unit_key)."))
    var unit: String

    @Argument(
        help: help(zh: "corrected、added、completed 或 removed", en: "corrected, added, completed or removed."))
    var kind: ChangeKind

    @Option(help: help(zh: "理由", en: "Why."))
    var reason: String

    @Option(help: help(zh: "处理人", en: "Who."))
    var actor: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            let change = DirectoryChange(
                unit: unit, kind: kind, origin: kind == .added ? .addedLocally : .issuedList, reason: reason,
                actor: actor, time: Date().formatted(.iso8601))
            guard change.gaps.isEmpty else {
                for gap in change.gaps { console.note(gap.text[.invoked]) }
                return .usage
            }
            try Workspace.open(at: workspace).record(change)
            return .fine
        }
    }
}
