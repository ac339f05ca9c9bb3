internal import ArgumentParser
internal import Census

/// The form of a result.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json, geojson, html
}

/// The form of a summary.
enum SummaryFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json
}

/// Options of commands that print a summary of what they did.
struct SummaryOptions: ParsableArguments {
    @Option(help: help(zh: "摘要格式：text 或 json", en: "Form of the summary: text or json."))
    var format = SummaryFormat.text

    @Option(
        help: help(zh: "把摘要写入文件（默认写到标准输出）", en: "Write the summary to this file (default: standard output)."))
    var output: String?
}

/// Options that every command takes.
struct CommonOptions: ParsableArguments {
    @Option(help: help(zh: "界面语言：zh 或 en（默认取自系统区域设置）", en: "Language: zh or en (default: the locale)."))
    var lang: Language?

    @Flag(help: help(zh: "不显示进度和提示", en: "Show no progress and no notes."))
    var quiet = false
}

/// Options of commands that print a result.
struct ResultOptions: ParsableArguments {
    @Option(
        help: help(zh: "结果格式：text、json、geojson、html", en: "Form of the result: text, json, geojson or html."))
    var format = OutputFormat.text

    @Option(
        help: help(zh: "把结果写入文件（默认写到标准输出）", en: "Write the result to this file (default: standard output)."))
    var output: String?
}
