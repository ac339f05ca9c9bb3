internal import ArgumentParser
internal import Census
internal import GeoModel

/// `bourn placement`: which placements to doubt, and what to do about them.
struct PlacementCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "placement",
        abstract: text(
            zh: "核实单位坐标：疑点清单，整批改正的建议、采纳与撤回。",
            en: "Doubt placements: a worklist, and corrections proposed, accepted and undone."),
        subcommands: [
            PlacementReviewCommand.self, PlacementProposeCommand.self, PlacementListCommand.self,
            PlacementAcceptCommand.self, PlacementRejectCommand.self, PlacementUndoCommand.self,
        ])
}

extension WorklistFormat: ExpressibleByArgument {}

/// Where units and zones of a review come from.
struct ReviewOptions: ParsableArguments {
    @Option(help: help(zh: "普查小区或村（默认：工作区的）", en: "The zones or villages (default: the workspace's)."))
    var zones: String?

    @Option(help: help(zh: "普查小区的图层", en: "Layer of the zones."))
    var zonesLayer: String?

    @Option(help: help(zh: "普查小区的坐标参考", en: "Reference of the zones."))
    var zonesCrs: CRSIdentifier?

    @Option(help: help(zh: "普查小区的代码字段", en: "Field that holds a zone's code."))
    var codeField = "code"

    @Option(
        help: help(
            zh: "村（社区）标注点的表：code、经度、纬度",
            en: "Table of the villages' public points: code, longitude, latitude."))
    var centres: String?
}
