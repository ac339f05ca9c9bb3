internal import ArgumentParser
internal import Census
internal import GeoModel
internal import GeoPackageStore

/// `bourn zones lineage WORKSPACE`: where zones come from and what became of codes.
struct ZonesLineageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lineage",
        abstract: text(
            zh: "普查小区的沿革：新设、拆分、合并、更名、撤销，何人何时为何；及全部用过的代码。",
            en: "What happened to zones, who did it, when and why; and every code ever given."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Option(help: help(zh: "只看与此代码有关的", en: "Only what concerns this code."))
    var code: String?

    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([result.output], inputs: [workspace])
            let office = try Workspace.open(at: workspace)
            let register = try office.zoneLedger().register
            if let code, register.entries[code] == nil { throw ZoneRegister.Refusal.noSuchZone(code: code) }
            let events = try office.zoneEvents().filter { event in
                code.map { event.from.contains($0) || event.into.contains($0) } ?? true
            }
            let lineage = Lineage(register: register, events: events, code: code)
            try console.deliver(
                result.format == .json ? lineage.json : lineage.text, to: result.output)
            return .fine
        }
    }
}

/// `bourn zones rename WORKSPACE CODE NAME`: gives a zone another name.
struct ZonesRenameCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename",
        abstract: text(zh: "给普查小区更名，记入沿革。", en: "Give a zone another name, on record."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "小区代码", en: "The zone's code."))
    var code: String

    @Argument(help: help(zh: "新名称，乡镇内唯一", en: "The new name, unique in the town."))
    var name: String

    @OptionGroup var who: AttributionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            try office.tellChangesElsewhere(on: console)
            try office.rename(zone: code, to: name, by: who.attribution())
            console.note(text(zh: "\(code) 现名 \(name)", en: "\(code) is now called \(name)"))
            return .fine
        }
    }
}

/// The lineage for people and programs.
private struct Lineage {
    let register: ZoneRegister
    let events: [ZoneEvent]
    let code: String?

    private var codes: [(key: String, value: ZoneRegister.Entry)] {
        register.entries.filter { code == nil || $0.key == code }.sorted { $0.key < $1.key }
    }

    var text: String {
        let retired = codes.filter(\.value.isRetired)
        var lines = [
            BournCLI.text(
                zh: "在用 \(codes.count - retired.count) 个，撤销 \(retired.count) 个",
                en: "\(codes.count - retired.count) in use, \(retired.count) retired")
        ]
        for (code, entry) in retired {
            lines.append("  \(code)  \(entry.name)  " + BournCLI.text(zh: "撤销", en: "retired"))
        }
        for event in events {
            let from = event.from.joined(separator: " ")
            let into = event.into.joined(separator: " ")
            let change =
                event.from == event.into
                ? from : [from, into].filter { !$0.isEmpty }.joined(separator: " → ")
            lines.append(
                [event.time, event.kind.title[.invoked], change, event.detail, event.actor, event.reason]
                    .filter { !$0.isEmpty }.joined(separator: "  "))
        }
        return lines.joined(separator: "\n")
    }

    var json: String {
        func strings(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }
        let codes = self.codes.map { code, entry in
            JSONValue.object([
                JSONMember("code", .string(code)), JSONMember("name", .string(entry.name)),
                JSONMember("town", .string(entry.town)), JSONMember("retired", .bool(entry.isRetired)),
            ])
        }
        let events = self.events.map { event in
            JSONValue.object([
                JSONMember("time", .string(event.time)), JSONMember("kind", .string(event.kind.rawValue)),
                JSONMember("from", strings(event.from)), JSONMember("into", strings(event.into)),
                JSONMember("detail", .string(event.detail)), JSONMember("actor", .string(event.actor)),
                JSONMember("reason", .string(event.reason)),
            ])
        }
        let value = JSONValue.object([
            JSONMember("serial_width", .count(register.serialWidth)), JSONMember("codes", .array(codes)),
            JSONMember("events", .array(events)),
        ])
        return String(decoding: value.json, as: UTF8.self)
    }
}
