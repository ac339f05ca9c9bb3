internal import ArgumentParser
internal import Census

/// `bourn coverage`: what concerns the coverage as a whole.
struct CoverageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: text(
            zh: "检查普查小区是否全面覆盖、不重不漏。", en: "Whether zones cover their area completely, without overlap."),
        subcommands: [
            CoverageCheckCommand.self, CoverageAcceptCommand.self, CoverageRepairCommand.self,
            CoverageSimplifyCommand.self,
        ])
}
