public import ArgumentParser

/// The `bourn` command.
public struct BournCommand: AsyncParsableCommand {
    /// Its name, purpose and subcommands.
    public static let configuration = CommandConfiguration(
        commandName: "bourn",
        abstract: "Census zones and outfalls: import, check, assign, draw, report.",
        subcommands: [])

    /// Makes the command with nothing parsed.
    public init() {}
}
