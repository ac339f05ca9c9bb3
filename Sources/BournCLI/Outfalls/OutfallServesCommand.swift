internal import ArgumentParser
internal import Census
internal import GeoPackageStore

/// `bourn outfall serves WORKSPACE CODE … --built-up yes|no|unknown`: where an outfall's water comes from.
struct OutfallServesCommand: AsyncParsableCommand {
    /// What is known of the water.
    enum Origin: String, CaseIterable, ExpressibleByArgument {
        case yes, no, unknown

        var value: Bool? {
            switch self {
            case .yes: true
            case .no: false
            case .unknown: nil
            }
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "serves",
        abstract: text(
            zh: "记录排污口的来水是否来自建成区；建成区外的排口据此判断是否计入。",
            en:
                "Record whether an outfall's water comes from a built-up area, which decides about those outside."
        ))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "排污口的任一编码（可多个）", en: "Outfalls, each by any code."))
    var codes: [String]

    @Option(help: help(zh: "来水来自建成区：yes、no 或 unknown", en: "Its water comes from one: yes, no or unknown."))
    var builtUp: Origin

    @OptionGroup var signed: SignatureOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { _ in
            let office = try Workspace.open(at: workspace)
            try office.setServing(codes, builtUp.value, reason: signed.reason, by: try signed.signature)
            return .fine
        }
    }
}
