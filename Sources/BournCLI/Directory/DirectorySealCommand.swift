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
        ))

    @Argument(help: help(zh: "要返回的部分", en: "The part."))
    var part: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            let seal = try Workspace.open(at: part).sealDirectory()
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
