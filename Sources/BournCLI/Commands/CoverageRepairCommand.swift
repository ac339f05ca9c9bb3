internal import ArgumentParser
internal import Census
internal import Coverage
internal import Foundation
internal import GeoModel

/// `bourn coverage repair SOURCE`: mends what the check finds.
struct CoverageRepairCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repair",
        abstract: text(
            zh: "修补空隙、重叠、越界和界线不一致，并再次检查。",
            en: "Mend gaps, overlaps, spills and mismatched borders, and check again."),
        discussion: text(
            zh: "外边界和锁定的小区不动；没有问题的小区保持原样。做不到的会说明原因。",
            en:
                "The outer border and locked zones do not move; sound zones stay as they are. What cannot be mended is explained."
        ))

    @Argument(help: help(zh: "普查小区：工作区或 GDAL 能读的任何文件", en: "The zones: a workspace or any file GDAL reads."))
    var source: String

    @OptionGroup var options: SourceOptions

    @Option(
        help: help(
            zh: "修补后的文件（.gpkg 或 GDAL 能写的格式）；--preview 时可省略",
            en:
                "File to write the mended zones to (.gpkg or any format GDAL writes); not needed with --preview."
        ))
    var output: String?

    @Option(help: help(zh: "锁定的小区代码，用逗号分隔", en: "Codes of locked zones, with commas between them."))
    var lock: String?

    @OptionGroup var level: ParentLevelOptions

    @OptionGroup var gaps: GapOptions

    @Option(
        help: help(
            zh: "已认可的问题清单（CSV）；其中的问题不修补。工作区自带，可不给",
            en: "CSV of accepted faults, which are left as they are; a workspace keeps its own."))
    var exceptions: String?

    @Option(
        name: [.long, .customLong("rule")],
        help: help(
            zh: "归属规则：border（共界最长）、area（面积最大）、units（移动的单位最少，须有 --units）、split（空隙由各邻区平分）或 zone:代码",
            en:
                "Who gets a face: border (longest shared), area (largest zone), units (fewest move; needs --units), split (a gap is divided among its neighbours) or zone:CODE."
        ))
    var owner = OwnerChoice.border

    @OptionGroup var directory: UnitOptions

    @Flag(
        help: help(
            zh: "像是缺少小区的空隙不填，列为未修", en: "Leave gaps that look like a missing zone, and list them."))
    var leaveMissingZones = false

    @Option(
        help: help(zh: "把改动清单写入此文件，可用 --undo 撤销", en: "Write the list of changes to this file, for --undo."))
    var changes: String?

    @Option(
        help: help(
            zh: "按此改动清单恢复原来的小区，不做修补", en: "Restore the zones that this list of changes changed; mend nothing."
        ))
    var undo: String?

    @Flag(help: help(zh: "只列出计划，不写文件", en: "Show the plan only; write nothing."))
    var preview = false

    @Option(help: help(zh: "摘要格式：text 或 json", en: "Form of the summary: text or json."))
    var format = SummaryFormat.text

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if output == nil, !preview {
            throw ValidationError(
                text(
                    zh: "须用 --output 指定输出文件（或用 --preview）", en: "name a file with --output, or use --preview")
            )
        }
        if owner == .units, directory.units == nil {
            throw ValidationError(
                text(zh: "--owner units 须有 --units", en: "--owner units needs a directory with --units"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check(
                [output, changes], inputs: [source, level.parents, exceptions, directory.units, undo])
            if let undo { return try await restore(undo, console) }
            var stopwatch = Stopwatch()
            let question = try await level.question(source, options: options, console: console)
            let repair = CoverageRepair(options: try await repairOptions(question, console))
            stopwatch.lap("read")
            let plan = try Interruption.endingAtOnce { repair.plan(question.input) }
            stopwatch.lap("check")
            let answer = RepairAnswer(
                question: question, result: try Interruption.endingAtOnce { repair.apply(plan) },
                faults: plan.report.faults)
            stopwatch.lap("repair")
            // First what undoes the repair: mended zones must not stand without it, while a list alone undoes nothing.
            if let changes, !preview { try console.deliver(answer.changeList, to: changes) }
            if let output, !preview {
                try await RepairedLayer(
                    question.zones, table: answer.result.zones, changed: Set(answer.result.before.keys),
                    options: options
                ).write(to: output, console: console)
            }
            stopwatch.lap("write")
            try console.deliver(format == .json ? answer.json(seconds: stopwatch) : answer.text(), to: nil)
            return answer.isFine ? .fine : .faulty
        }
    }

    private func restore(_ path: String, _ console: Console) async throws -> Outcome {
        var stopwatch = Stopwatch()
        let list = try ChangeList(path: path)
        let zones = try await AreaSource.read(
            source, options: options, preferredLayers: ["zone", "block"], console: console)
        stopwatch.lap("read")
        let restored = RestoredZones(zones, list)
        if let output, !preview {
            try await RepairedLayer(
                zones, table: restored.table, changed: Set(restored.rows), options: options
            ).write(to: output, console: console)
        }
        stopwatch.lap("write")
        try console.deliver(format == .json ? restored.json(seconds: stopwatch) : restored.text(), to: nil)
        return restored.refused.isEmpty ? .fine : .faulty
    }

    private func repairOptions(_ question: CoverageQuestion, _ console: Console) async throws -> RepairOptions
    {
        let wanted = Set((lock ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
        let codes = question.zones.codes
        let missing = wanted.subtracting(codes).sorted()
        guard missing.isEmpty else { throw SourceError.noSuchZones(codes: missing) }
        return RepairOptions(
            owner: try await ownerRule(question.zones, console),
            locked: Set(codes.indices.filter { wanted.contains(codes[$0]) }),
            check: gaps.coverage, accepted: Set(try acceptedFaults().map(\.fault)),
            leavesMissingZones: leaveMissingZones)
    }

    private func acceptedFaults() throws -> [AcceptedFault] {
        try AcceptedFault.accepted(in: source, and: exceptions)
    }

    private func ownerRule(_ zones: AreaSource, _ console: Console) async throws -> OwnerRule {
        switch owner {
        case .border: return .longestBorder
        case .area: return .largestArea
        case .split: return .splitAmongNeighbours
        case .units: return .fewestUnitsMoved(try await directory.read(for: zones, console: console) ?? [])
        case .zone(let code):
            guard let zone = zones.codes.firstIndex(of: code) else {
                throw SourceError.noSuchZones(codes: [code])
            }
            return .named(zone: zone)
        }
    }
}

/// Who gets a face, as the command line names it.
enum OwnerChoice: Hashable, ExpressibleByArgument {
    case border, area, units, split
    case zone(String)

    init?(argument: String) {
        switch argument {
        case "border": self = .border
        case "area": self = .area
        case "units": self = .units
        case "split": self = .split
        case _ where argument.hasPrefix("zone:") && argument.count > 5:
            self = .zone(String(argument.dropFirst(5)))
        default: return nil
        }
    }

    var defaultValueDescription: String {
        if case .zone(let code) = self { "zone:\(code)" } else { "\(self)" }
    }
}
