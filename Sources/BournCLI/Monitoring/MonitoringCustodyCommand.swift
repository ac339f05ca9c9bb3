internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoModel
internal import GeoPackageStore
internal import Interchange

/// `bourn monitoring custody WORKSPACE FILE`: records the way of bottles from hand to hand.
struct MonitoringCustodyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "custody",
        abstract: text(
            zh: "导入样品流转记录（采样、交接、接收、分析、报出）。",
            en: "Import the chain of custody: sampled, handed over, received, analysed, reported."),
        discussion: text(
            zh: "CSV 的列：label（样品编号）、step（步骤）、person（签字人）、time（时间）。由 review 检查是否完整。",
            en: "A CSV with the columns label, step, person and time. `review` tells what is missing."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "流转记录 CSV", en: "The CSV."))
    var file: String

    @OptionGroup var author: AuthorOptions
    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([result.output], inputs: [workspace, file])
            let steps = try CustodyFile.read(file)
            let new = try Workspace.open(at: workspace).recordCustody(
                steps, by: author.authorship(orElse: file))
            let unsigned = steps.filter { $0.event.person.isBlank }.map(\.label)
            let json = JSONValue.object([
                JSONMember("read", .count(steps.count)), JSONMember("inserted", .count(new)),
                JSONMember("unchanged", .count(steps.count - new)),
                JSONMember("unsigned", .array(unsigned.map(JSONValue.string))),
            ])
            var line = text(
                zh: "读取 \(steps.count) 步，新增 \(new) 步", en: "\(steps.count) steps read, \(new) new")
            if !unsigned.isEmpty { line += "\n" + Self.told(unsigned) }
            try console.deliver(
                result.format == .json ? String(decoding: json.json, as: UTF8.self) : line, to: result.output)
            return unsigned.isEmpty ? .fine : .faulty
        }
    }
}

extension MonitoringCustodyCommand {
    /// Steps without a signature are kept, since they say what happened, and told, since nobody vouches for them.
    fileprivate static func told(_ unsigned: [String]) -> String {
        let list = unsigned.prefix(10).joined(separator: ", ") + (unsigned.count > 10 ? " …" : "")
        return text(
            zh: "⚠ \(unsigned.count) 步无人签字：\(list)；已保留，审核时仍会列出",
            en: "⚠ nobody signed \(unsigned.count) steps: \(list); they are kept, and the review lists them")
    }
}

/// Reads a file of custody steps.
enum CustodyFile {
    private static let columns = [
        ["label", "样品编号"], ["step", "步骤"], ["person", "签字人", "经手人"], ["time", "时间"],
    ]

    /// All steps; one that cannot be read ends the reading, since a chain with a hole is none.
    static func read(_ path: String) throws -> [(label: String, event: CustodyEvent, time: String)] {
        let source = try CSVRowSource(path: path)
        let places = try columns.map { names in
            guard let place = source.columns.firstIndex(where: { names.contains($0) }) else {
                throw MonitoringFileError.noColumn(path: path, table: "custody", columns: [names[0]])
            }
            return place
        }
        var steps: [(label: String, event: CustodyEvent, time: String)] = []
        try source.forEachRow { row in
            let cells = places.map { $0 < row.values.count ? row.values[$0] ?? "" : "" }
            guard let step = CustodyStep(spelled: cells[1]) else {
                throw MonitoringFileError.badStep(path: path, row: row.number, value: cells[1])
            }
            let label = cells[0].trimmingCharacters(in: .whitespacesAndNewlines)
            guard !label.isEmpty else { throw MonitoringFileError.noLabel(path: path, row: row.number) }
            do throws(MomentError) {
                let (moment, text) = try time(cells[3])
                steps.append((label, CustodyEvent(step, by: cells[2], at: moment), text))
            } catch {
                throw MonitoringFileError.badTime(path: path, row: row.number, error)
            }
        }
        return steps
    }

    /// A time as offices write it; a day without one is no moment, as the order of the steps could not be told.
    private static func time(_ text: String) throws(MomentError) -> (moment: Moment, text: String) {
        let written = try Moment.written(text)
        guard written.hasTime else { throw .noTimeOfDay(text: text) }
        return (written.moment, written.moment.text(offsetSeconds: Moment.beijingOffsetSeconds))
    }
}

extension CustodyStep {
    /// Reads a step by its word or by what forms call it.
    init?(spelled text: String) {
        let found = Self.allCases.first {
            "\($0)" == text || $0.text.chinese == text || $0.text.english == text
        }
        guard let found = found ?? (text == "接收" ? .received : nil) else { return nil }
        self = found
    }
}
