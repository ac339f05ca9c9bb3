internal import ArgumentParser
internal import Census

/// `bourn zones`: what concerns the drawing of zones.
struct ZonesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "zones", abstract: text(zh: "划分和管理普查小区。", en: "Draw and keep census zones."),
        subcommands: [
            ZonesDrawCommand.self, ZonesAdoptCommand.self, ZonesLineageCommand.self, ZonesRenameCommand.self,
            ZonesEditCommand.self,
            ZonesBookCommand.self, ZonesPackageCommand.self,
        ])
}
