internal import ArgumentParser
internal import Census
internal import Foundation

extension BournCommand {
    /// Runs the command that the process's arguments name, and ends the process with its exit code.
    ///
    /// What the argument parser itself says is turned into the language of the run. The language may also be named ahead
    /// of the subcommand.
    public static func invoke() async {
        do {
            var command = try await asyncParseAsRoot(
                withoutLeadingLanguage(CommandLine.arguments.dropFirst()))
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            end(with: error)
        }
    }

    /// `Language.invoked` has read the option by then; subcommands know it, the command above them does not.
    static func withoutLeadingLanguage(_ arguments: ArraySlice<String>) -> [String] {
        let words = Array(arguments)
        guard let first = words.first else { return words }
        if first == "--lang", words.count > 1, Language(rawValue: words[1]) != nil {
            return Array(words.dropFirst(2))
        }
        if first.hasPrefix("--lang="), Language(rawValue: String(first.dropFirst("--lang=".count))) != nil {
            return Array(words.dropFirst())
        }
        return words
    }

    private static func end(with error: any Error) -> Never {
        let code = exitCode(for: error)
        var message = fullMessage(for: error)
        if Language.invoked == .chinese { message = ParserWording.chinese(message) }
        if !message.isEmpty {
            let stream = code.isSuccess ? FileHandle.standardOutput : FileHandle.standardError
            stream.write(Data((message + "\n").utf8))
        }
        Foundation.exit(code.rawValue)
    }
}
