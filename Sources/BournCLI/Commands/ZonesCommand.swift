internal import ArgumentParser
internal import Census

/// `bourn zones`: what concerns the drawing of zones.
struct ZonesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "zones", abstract: text(zh: "划分普查小区。", en: "Draw census zones."),
        subcommands: [ZonesDrawCommand.self])
}
