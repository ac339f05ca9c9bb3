/// The argument parser's own words in Chinese: it has them in English only.
///
/// Only whole known phrases change; whatever else a message holds, such as a value that a person typed, stays.
enum ParserWording {
    /// A message of the parser, or a help text, with its fixed phrases in Chinese.
    static func chinese(_ message: String) -> String {
        message.hasPrefix("OVERVIEW: ") || message.hasPrefix("USAGE: ") ? help(message) : failure(message)
    }

    // Three characters and a space are as wide as the English word, under which further lines are set.
    private static let usage = "用法： "

    private static let titles = [
        "ARGUMENTS:": "参数：", "OPTIONS:": "选项：", "SUBCOMMANDS:": "子命令：",
        "  --version               Show the version.": "  --version               显示版本",
        "  -h, --help              Show help information.": "  -h, --help              显示帮助",
    ]

    private static func help(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            titles[String(line)] ?? heading(of: String(line))
        }
        return lines.joined(separator: "\n")
            .replacing(#/ ?\(values: ([^()]+); default: ([^()]+)\)/#) { "（可取：\($0.1)；默认：\($0.2)）" }
            .replacing(#/ ?\(values: ([^()]+)\)/#) { "（可取：\($0.1)）" }
            .replacing(#/ ?\(default: ([^()]+)\)/#) { "（默认：\($0.1)）" }
    }

    private static func heading(of line: String) -> String {
        for (english, chinese) in [("OVERVIEW: ", "概述："), ("USAGE: ", usage)] where line.hasPrefix(english) {
            return chinese + line.dropFirst(english.count)
        }
        if let match = line.wholeMatch(of: /( *)See '(.+)' for detailed help\./) {
            return "\(match.1)详见 '\(match.2)'"
        }
        return line
    }

    private static func failure(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            if let match = line.wholeMatch(of: /Error: (.*)/) { return "错误：" + complaint(String(match.1)) }
            if let match = line.wholeMatch(of: /Usage: (.*)/) { return usage + match.1 }
            if let match = line.wholeMatch(of: /Help:  (.*)/) { return "说明： " + match.1 }
            if let match = line.wholeMatch(of: /( *)See '(.+)' for more information\./) {
                return "\(match.1)详见 '\(match.2)'"
            }
            return String(line)
        }.joined(separator: "\n")
    }

    /// What is wrong with the command line.
    private static func complaint(_ text: String) -> String {
        if let match = text.wholeMatch(of: /Missing expected argument '(.+)'/) { return "缺少参数 '\(match.1)'" }
        if let match = text.wholeMatch(of: /Missing one of: (.+)/) { return "须给出其中之一：\(match.1)" }
        if let match = text.wholeMatch(of: /Missing value for '(.+)'/) { return "'\(match.1)' 缺少取值" }
        if let match = text.wholeMatch(of: /Unknown option '(.+?)'(?:\. Did you mean '(.+)'\?)?/) {
            return "没有选项 '\(match.1)'" + (match.2.map { "；是 '\($0)' 吗？" } ?? "")
        }
        if let match = text.wholeMatch(of: /(?:\d+ u|U)nexpected arguments?: ?(.+)/) {
            return "多余的参数：\(match.1)"
        }
        if let match = text.wholeMatch(of: /Unexpected argument ('.+')/) { return "多余的参数：\(match.1)" }
        if let match = text.wholeMatch(
            of: /The option '(.+)' does not take any value, but '(.*)' was specified\./)
        {
            return "选项 '\(match.1)' 不带取值，却给出了 '\(match.2)'"
        }
        if let match = text.wholeMatch(of: /The value '(.*?)' is invalid for '(.+?)'(.*)/) {
            return "'\(match.2)' 不能取 '\(match.1)'" + choices(String(match.3))
        }
        return text
    }

    /// The values that would do.
    private static func choices(_ text: String) -> String {
        if text == ". Please provide one of the following:" { return "。可取：" }
        guard let match = text.wholeMatch(of: /\. Please provide one of (.+)\./) else { return text }
        let values = match.1.matches(of: /'[^']*'/).map { String($0.output) }
        return "；可取 \(values.joined(separator: "、"))"
    }
}
