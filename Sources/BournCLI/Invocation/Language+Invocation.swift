internal import ArgumentParser
internal import Census
internal import Foundation

extension Language {
    /// The language of this run: what `--lang` says, otherwise what the locale says, otherwise English.
    ///
    /// Read once from the process's own arguments and environment, since help texts are made before arguments
    /// are parsed.
    static let invoked = Language(
        arguments: CommandLine.arguments, environment: ProcessInfo.processInfo.environment)

    /// Chooses a language as the command line does.
    init(arguments: [String], environment: [String: String]) {
        self = Self.option(in: arguments) ?? Self.locale(of: environment)
    }

    private static func option(in arguments: [String]) -> Language? {
        for (index, argument) in arguments.enumerated() {
            if argument.hasPrefix("--lang=") { return Language(rawValue: String(argument.dropFirst(7))) }
            if argument == "--lang", index + 1 < arguments.count {
                return Language(rawValue: arguments[index + 1])
            }
        }
        return nil
    }

    private static func locale(of environment: [String: String]) -> Language {
        // The order in which POSIX lets these variables override each other.
        let name = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        return name?.hasPrefix("zh") == true ? .chinese : .english
    }
}

/// A help text in the language of this run.
func help(zh chinese: String, en english: String) -> ArgumentHelp {
    ArgumentHelp(stringLiteral: LocalizedText(zh: chinese, en: english)[.invoked])
}

/// A sentence in the language of this run.
func text(zh chinese: String, en english: String) -> String {
    LocalizedText(zh: chinese, en: english)[.invoked]
}
