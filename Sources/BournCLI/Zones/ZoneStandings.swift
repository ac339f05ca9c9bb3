internal import Census
internal import GeoModel
internal import GeoPackageStore
internal import Zoning

/// How the zones stand after an edit, for people and programs.
struct ZoneStandings {
    private let desk: ZoneDesk
    private let kind: ZoneEvent.Kind?
    private let concerned: Set<String>
    private let edits: [RememberedEdit]
    private let standings: [ZoneStanding]

    init(_ desk: ZoneDesk, kind: ZoneEvent.Kind?, concerned: Set<String>, edits: [RememberedEdit]) {
        self.desk = desk
        self.kind = kind
        self.concerned = concerned
        self.edits = edits
        standings = desk.standings
    }

    private var outOfLimits: [ZoneStanding] { standings.filter { $0.excess != 0 } }
    private var canUndo: Bool { edits.contains { $0.state == .done } }
    private var canRedo: Bool { edits.contains { $0.state == .undone } }
    private var total: Double { standings.reduce(0) { $0 + $1.workload } }

    var text: String {
        var lines: [String] = []
        if let kind { lines.append("✔ " + kind.title[.invoked]) }
        // An edit tells of its zones; a look at all tells of all.
        for standing in standings
        where concerned.isEmpty ? kind == nil : concerned.contains(standing.zone.code) {
            lines.append(line(standing))
        }
        lines.append(
            BournCLI.text(
                zh: "共 \(standings.count) 个小区，工作量 \(total.rounded(to: 1))，上下限 \(limits)",
                en: "\(standings.count) zones, workload \(total.rounded(to: 1)), limits \(limits)"))
        lines.append(BournCLI.text(zh: "超限", en: "out of limits") + "  \(outOfLimits.count)")
        if !concerned.isEmpty || kind != nil {
            lines += outOfLimits.filter { !concerned.contains($0.zone.code) }.prefix(10).map(line)
        }
        lines.append(
            BournCLI.text(
                zh: "可撤回：\(canUndo ? "是" : "否")  可重做：\(canRedo ? "是" : "否")",
                en: "undo: \(canUndo ? "yes" : "no")  redo: \(canRedo ? "yes" : "no")"))
        return lines.joined(separator: "\n")
    }

    private var limits: String {
        "\(desk.limits.minimum.rounded(to: 1))–\(desk.limits.maximum.rounded(to: 1))"
    }

    private func line(_ standing: ZoneStanding) -> String {
        var words = ["  \(standing.zone.code)", standing.zone.name, standing.workload.rounded(to: 1)]
        if standing.excess > 0 {
            words.append(BournCLI.text(zh: "超出", en: "over by") + " \(standing.excess.rounded(to: 1))")
        }
        if standing.excess < 0 {
            words.append(BournCLI.text(zh: "不足", en: "short of") + " \((-standing.excess).rounded(to: 1))")
        }
        if standing.isLocked { words.append(BournCLI.text(zh: "锁定", en: "locked")) }
        return words.joined(separator: "  ")
    }

    var json: String {
        let pieces = Dictionary(grouping: desk.state.pieces, by: \.zone)
        let zones = standings.map { standing in
            JSONValue.object([
                JSONMember("code", .string(standing.zone.code)),
                JSONMember("name", .string(standing.zone.name)),
                JSONMember("workload", .number(standing.workload)),
                JSONMember("excess", .number(standing.excess)),
                JSONMember("locked", .bool(standing.isLocked)),
                JSONMember(
                    "blocks",
                    .array((pieces[standing.zone.code] ?? []).map(\.code).sorted().map { .string($0) })),
            ])
        }
        let value = JSONValue.object([
            JSONMember("done", kind.map { .string($0.rawValue) } ?? .null),
            JSONMember("concerned", .array(concerned.sorted().map { .string($0) })),
            JSONMember("min", .number(desk.limits.minimum)), JSONMember("max", .number(desk.limits.maximum)),
            JSONMember("workload", .number(total)), JSONMember("out_of_limits", .count(outOfLimits.count)),
            JSONMember("can_undo", .bool(canUndo)), JSONMember("can_redo", .bool(canRedo)),
            JSONMember("zones", .array(zones)),
        ])
        return String(decoding: value.json, as: UTF8.self)
    }
}
