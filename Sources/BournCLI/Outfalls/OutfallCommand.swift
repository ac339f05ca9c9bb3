internal import ArgumentParser
internal import Census
internal import GeoModel

/// `bourn outfall`: the register of outfalls and the survey that fills it.
struct OutfallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outfall",
        abstract: text(
            zh: "入河排污口名录：查询、审查、核实、归并、入册、赋码、更正。",
            en: "The register of outfalls: look up, review, verify, join, register, give codes, correct."),
        subcommands: [
            OutfallListCommand.self, OutfallShowCommand.self, OutfallReviewCommand.self,
            OutfallCandidatesCommand.self, OutfallJoinCommand.self, OutfallSeparateCommand.self,
            OutfallUndoCommand.self, OutfallStepCommand.self, OutfallRegisterCommand.self,
            OutfallExcludeCommand.self, OutfallCodeCommand.self, OutfallCorrectCommand.self,
            OutfallServesCommand.self, OutfallRuleCommand.self, OutfallTeamCommand.self, OutfallPlanCommand.self, OutfallSampleCommand.self,
        ])
}

/// Options of commands that give lists with or without geometry.
struct ListOptions: ParsableArguments {
    /// The form of a list.
    enum Form: String, CaseIterable, ExpressibleByArgument {
        case text, json, geojson
    }

    @Option(help: help(zh: "结果格式：text、json 或 geojson", en: "Form of the result: text, json or geojson."))
    var format = Form.text

    @Option(
        help: help(zh: "把结果写入文件（默认写到标准输出）", en: "Write the result to this file (default: standard output)."))
    var output: String?
}

/// A rectangle as four numbers with commas between them.
struct RectangleArgument: ExpressibleByArgument {
    /// The rectangle.
    let envelope: Envelope

    /// Reads `minx,miny,maxx,maxy`.
    init?(argument: String) {
        let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
        guard numbers.count == 4, let minX = numbers[0], let minY = numbers[1], let maxX = numbers[2],
            let maxY = numbers[3], [minX, minY, maxX, maxY].allSatisfy(\.isFinite), minX <= maxX, minY <= maxY
        else { return nil }
        envelope = Envelope(minX: minX, minY: minY, maxX: maxX, maxY: maxY)
    }
}
