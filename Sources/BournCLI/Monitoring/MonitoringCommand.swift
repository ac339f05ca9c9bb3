internal import ArgumentParser
internal import Census
internal import GeoPackageStore

/// `bourn monitoring`: water quality at the outfalls.
struct MonitoringCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "monitoring",
        abstract: text(
            zh: "排污口水质监测：导入化验数据、审核、统计、完成情况和上报表。",
            en: "Water quality at outfalls: import results, review, statistics, completeness and forms."),
        subcommands: [
            MonitoringSetCommand.self, MonitoringShowCommand.self, MonitoringImportCommand.self,
            MonitoringCustodyCommand.self, MonitoringReviewCommand.self, MonitoringDecideCommand.self,
            MonitoringStatisticsCommand.self,
            MonitoringMatrixCommand.self, MonitoringExportCommand.self,
        ])
}

/// Who makes a change.
struct AuthorOptions: ParsableArguments {
    @Option(
        name: .person, help: help(zh: "经办人（默认：登录名）", en: "Who makes the change (default: the login name)."))
    var actor: String?

    @Option(help: help(zh: "变更原因", en: "Why."))
    var reason: String?

    /// The authorship of a change.
    func authorship(orElse usual: String) -> Authorship {
        Authorship(actor: actor ?? Invoker.name, reason: reason ?? usual)
    }
}

/// Which outfalls a command is about.
struct AreaOptions: ParsableArguments {
    @Option(
        help: help(
            zh: "只看此区划（代码开头，如 9901 为一市）", en: "Only this area, by how its code begins (9901 for a city)."))
    var area: String?

    func validate() throws {
        guard area?.allSatisfy({ $0.isASCII && $0.isNumber }) ?? true else {
            throw ValidationError(
                text(zh: "--area 应为区划代码的开头数字", en: "--area takes the first digits of a division's code"))
        }
    }
}
