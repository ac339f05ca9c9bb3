import Foundation
import TestSupport
import Testing

/// The `bourn` program as the package built it, beside the tests.
enum BournProgram {
    static let path: String = {
        let tests = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
        return tests.deletingLastPathComponent().appendingPathComponent("bourn").path
    }()

    /// Runs the program to its end in one language.
    static func run(_ arguments: String..., in language: TestLanguage = .english) throws -> ProgramResult {
        try run(arguments, in: language)
    }

    /// Runs the program to its end in one language.
    static func run(_ arguments: [String], in language: TestLanguage = .english) throws -> ProgramResult {
        try TestSupport.run(path, arguments, environment: language.environment)
    }
}

/// The two languages, chosen as an office's machine chooses them: by the locale.
enum TestLanguage: String, CaseIterable {
    case chinese = "zh_CN.UTF-8"
    case english = "en_GB.UTF-8"

    var environment: [String: String] { ["LC_ALL": rawValue, "LANG": rawValue, "NO_COLOR": "1"] }

    /// The text is in this language, as far as its script tells.
    func isLanguage(of text: String) -> Bool {
        let hasChinese = text.unicodeScalars.contains { ("\u{4E00}"..."\u{9FFF}").contains($0) }
        return hasChinese == (self == .chinese)
    }
}

/// The exit codes of the command line's contract.
enum ExitStatus: Int32 {
    case fine = 0
    case faulty = 1
    case usage = 64
    case refusedInput = 65
    case internalError = 70
    case inputOutput = 74
    case interrupted = 130
}

extension ProgramResult {
    /// Expects an ending, and shows what was printed when it was another.
    func expect(_ status: ExitStatus, _ location: SourceLocation = #_sourceLocation) {
        #expect(self.status == status.rawValue, "\(output)\(errors)", sourceLocation: location)
    }

    /// Expects each of some words in what was printed to standard error.
    func expectErrors(naming words: String..., location: SourceLocation = #_sourceLocation) {
        for word in words { #expect(errors.contains(word), "\(errors)", sourceLocation: location) }
    }
}

extension Tag {
    /// Runs the built program.
    @Tag static var endToEnd: Self
}
