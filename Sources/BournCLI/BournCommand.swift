public import ArgumentParser
internal import Census

/// The `bourn` command.
public struct BournCommand: AsyncParsableCommand {
    /// Its name, purpose and subcommands.
    public static let configuration = CommandConfiguration(
        commandName: "bourn",
        abstract: text(
            zh: "普查小区与入河排污口：导入、检查、落区、划区、报告。",
            en: "Census zones and outfalls: import, check, assign, draw, report."),
        version: "0.1.0",
        subcommands: [
            ImportCommand.self, CoverageCommand.self, AssignCommand.self, ZonesCommand.self,
            ReportCommand.self, WorkspaceCommand.self, DirectoryCommand.self, QualityCommand.self,
            PeopleCommand.self, PlacementCommand.self, OutfallCommand.self, ObservationCommand.self,
            EvidenceCommand.self, MonitoringCommand.self,
        ])

    /// Makes the command with nothing parsed.
    public init() {}
}
