import TestSupport
import Testing

@Suite("What the command line cannot be", .tags(.endToEnd))
struct UsageErrorTests {
    @Test(
        "a wrong command line is complained of in Chinese too",
        arguments: [
            (["coverage", "check"], "错误：缺少参数 '<source>'"),
            (["coverage", "check", "a.gpkg", "--no-such-thing"], "错误：没有选项 '--no-such-thing'"),
            (["coverage", "check", "a.gpkg", "--layers", "b"], "错误：没有选项 '--layers'；是 '--layer' 吗？"),
            (["coverage", "check", "a.gpkg", "--layer"], "错误：'--layer <layer>' 缺少取值"),
            (["coverage", "check", "a.gpkg", "b.gpkg"], "错误：多余的参数：'b.gpkg'"),
            (
                ["coverage", "check", "a.gpkg", "--format", "word"],
                "错误：'--format <format>' 不能取 'word'；可取 'text'、'json'、'geojson'、'html'"
            ),
            (["coverage", "repair", "a.gpkg"], "错误：须用 --output 指定输出文件（或用 --preview）"),
        ])
    func chinese(arguments: [String], complaint: String) throws {
        let result = try BournProgram.run(arguments, in: .chinese)
        result.expect(.usage)
        #expect(result.errors.split(separator: "\n").first.map(String.init) == complaint)
        for word in ["Error", "Usage", "See '", "information"] {
            #expect(!result.errors.contains(word), "\(result.errors)")
        }
    }

    @Test("the language may stand ahead of the subcommand as well as after it")
    func leadingLanguage() throws {
        let after = try BournProgram.run(["coverage", "--help", "--lang", "zh"], in: .english)
        for option in [["--lang", "zh"], ["--lang=zh"]] {
            let ahead = try BournProgram.run(option + ["coverage", "--help"], in: .english)
            #expect(ahead.output == after.output && TestLanguage.chinese.isLanguage(of: ahead.output))
        }
    }
}
