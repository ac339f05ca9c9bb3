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
            zh: "封存要返回的部分：写下行数、记录数和摘要，此后任何改动或补记都会被发现。",
            en:
                "Seal a part to be returned: count and digest its rows and records, so that any later change shows."
        ),
        discussion: text(
            zh: "封存写在部分旁的 代码.seal.json，部分自身也留一份。自己下发的部分尚未返回时不能封存，除非声明其作废。",
            en:
                "The seal is written beside the part (CODE.seal.json) and kept in it too. While parts that the organisation "
                + "handed down itself are not back, its own is not sealed, unless these are declared void."))

    @Argument(help: help(zh: "要返回的部分", en: "The part."))
    var part: String

    @Flag(
        help: help(
            zh: "声明自己下发、尚未返回的部分作废（须同时给出 --reason 和 --by）",
            en: "Declare void what was handed down and is not back (needs --reason and --by)."))
    var voidHandouts = false

    @Option(help: help(zh: "作废的理由（与 --void-handouts 同用）", en: "Why they are void (with --void-handouts)."))
    var reason: String?

    @Option(
        name: .person,
        help: help(
            zh: "谁封存（默认登录名；与 --void-handouts 同用时必须给出）",
            en: "Who seals (default: the login name; needed with --void-handouts)."))
    var actor: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        let isSigned = [reason, actor].allSatisfy { !($0 ?? "").isBlank }
        guard !voidHandouts || isSigned else {
            throw ValidationError(
                text(
                    zh: "--void-handouts 须同时给出 --reason 和 --by",
                    en: "--void-handouts needs --reason and --by"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            let decision =
                voidHandouts ? HandoutReplacement(reason: reason ?? "", actor: actor ?? "") : nil
            let seal = try Workspace.open(at: part).sealDirectory(
                time: Date().formatted(.iso8601), by: actor ?? Invoker.name, voiding: decision)
            let path = ReceiptFile.path(besides: part, as: .seal)
            try console.deliver(ReceiptFile.text(of: seal), to: path)
            console.note(
                text(
                    zh: "已封存 \(seal.units.count) 行、\(seal.records.count) 条记录：\(path)",
                    en: "\(seal.units.count) rows and \(seal.records.count) records sealed: \(path)"))
            return .fine
        }
    }
}
