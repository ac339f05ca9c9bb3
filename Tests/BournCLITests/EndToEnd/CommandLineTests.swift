import Foundation
import TestSupport
import Testing

@Suite("The command line", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct CommandLineTests {
    @Test("has help in both languages for every command", arguments: TestLanguage.allCases)
    func help(language: TestLanguage) throws {
        let overview = try BournProgram.run("--help", in: language)
        overview.expect(.fine)
        for command in [["import"], ["assign"]] {
            let help = try BournProgram.run(command + ["--help"], in: language)
            help.expect(.fine)
            #expect(help.output.contains("--lang") && help.output.contains("--quiet"))
            #expect(language.isLanguage(of: help.output), "\(help.output)")
        }
        #expect(language.isLanguage(of: overview.output), "\(overview.output)")
    }

    @Test("takes the language from --lang before the locale")
    func lang() throws {
        for (language, other) in [("zh", TestLanguage.english), ("en", .chinese)] {
            let help = try BournProgram.run("import", "--help", "--lang", language, in: other)
            let wanted: TestLanguage = language == "zh" ? .chinese : .english
            #expect(wanted.isLanguage(of: help.output))
        }
    }

    @Test(
        "that makes no sense ends with 64",
        arguments: [
            [], ["import"], ["import", "planets", "a.gpkg", "b.csv"], ["import", "blocks", "a.gpkg"],
            ["fly"], ["assign", "--zones", "a"], ["import", "blocks", "a", "b", "--format", "xml"],
            ["assign", "--zones", "a", "--points", "b", "--output", "c.txt"],
            ["assign", "--zones", "a", "--points", "b", "--output", "c.csv", "--x", "lon"],
        ])
    func usage(arguments: [String]) throws {
        let result = try BournProgram.run(arguments)
        if arguments.isEmpty { return #expect(result.output.contains("import")) }
        result.expect(.usage)
    }

    @Test("tells its version")
    func version() throws {
        let result = try BournProgram.run("--version")
        result.expect(.fine)
        #expect(result.output.split(separator: ".").count == 3)
    }
}
