internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoModel
internal import GeoPackageStore

/// `bourn directory status WORKSPACE`: what was handed down when, and what is back.
struct DirectoryStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: text(
            zh: "下发记录：何时拆分、各部分多少行、哪些已返回合并；本工作区自己是谁的部分。",
            en: "What was handed down when, which parts are back, and whose part this workspace itself is."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            let status = try office.directoryStatus()
            let names = try office.organisations()
            try console.deliver(
                result.format == .json ? status.json : status.table { names?[$0]?.name ?? $0 },
                to: result.output)
            return .fine
        }
    }
}

extension DirectoryStatus {
    fileprivate func table(_ name: (String) -> String) -> String {
        func text(zh chinese: String, en english: String) -> String {
            LocalizedText(zh: chinese, en: english)[.invoked]
        }
        var lines: [String] = []
        if let own {
            lines.append(
                text(
                    zh: "本工作区是 \(name(own.organisation)) 的部分，接收时 \(own.rows.count) 行（\(own.split)）",
                    en:
                        "this workspace is the part of \(name(own.organisation)), \(own.rows.count) rows when received (\(own.split))"
                ))
        }
        lines += splits.map {
            text(
                zh: "\($0.time)  按\($0.level.text.chinese)拆分：\($0.rows) 行，未归属 \($0.unassigned)（\($0.id)）",
                en:
                    "\($0.time)  split by \($0.level.text.english): \($0.rows) rows, \($0.unassigned) unassigned (\($0.id))"
            )
        }
        if splits.isEmpty { lines.append(text(zh: "从未拆分", en: "never split")) }
        let rows = parts.map { part in
            [
                part.receipt.organisation, name(part.receipt.organisation), "\(part.receipt.rows.count)",
                part.mergedAt.map { text(zh: "已合并 \($0)", en: "merged \($0)") }
                    ?? text(zh: "未返回", en: "not back"),
            ]
        }
        let done = deeds.map { deed in
            let title = deed.kind.title
            return text(
                zh: "\(deed.time)  \(title.chinese) \(name(deed.subject))：\(deed.actor)",
                en: "\(deed.time)  \(title.english) \(name(deed.subject)): \(deed.actor)")
        }
        return (lines + (rows.isEmpty ? [] : [aligned(rows)]) + done).joined(separator: "\n")
    }

    fileprivate var json: String {
        let value = JSONValue.object([
            JSONMember("own", own.map { .string($0.organisation) } ?? .null),
            JSONMember(
                "splits",
                .array(
                    splits.map {
                        .object([
                            JSONMember("split", .string($0.id)),
                            JSONMember("level", .string($0.level.rawValue)),
                            JSONMember("time", .string($0.time)),
                            JSONMember("rows", .number(JSONNumber($0.rows))),
                            JSONMember("unassigned", .number(JSONNumber($0.unassigned))),
                        ])
                    })),
            JSONMember(
                "parts",
                .array(
                    parts.map {
                        .object([
                            JSONMember("organisation", .string($0.receipt.organisation)),
                            JSONMember("rows", .number(JSONNumber($0.receipt.rows.count))),
                            JSONMember("merged_at", $0.mergedAt.map(JSONValue.string) ?? .null),
                        ])
                    })),
            JSONMember(
                "deeds",
                .array(
                    deeds.map {
                        .object([
                            JSONMember("deed", .string($0.kind.rawValue)),
                            JSONMember("subject", .string($0.subject)),
                            JSONMember("by", .string($0.actor)), JSONMember("time", .string($0.time)),
                        ])
                    })),
        ])
        return String(decoding: value.json, as: UTF8.self)
    }
}

extension DirectoryDeed.Kind {
    fileprivate var title: LocalizedText {
        switch self {
        case .organisations: LocalizedText(zh: "设定机构表，机构数", en: "organisations set, in number")
        case .split: LocalizedText(zh: "拆分", en: "split")
        case .merge: LocalizedText(zh: "合并", en: "merged")
        case .seal: LocalizedText(zh: "封存，行数", en: "sealed, rows")
        }
    }
}

/// `bourn directory give WORKSPACE UNIT ORGANISATION`: gives a unit to another organisation than its division's.
struct DirectoryGiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "give",
        abstract: text(
            zh: "把一个单位划给区划以外的机构（拆分和进度以此为准）。",
            en: "Give a unit to another organisation than its division's; splits and progress follow."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "单位（unit_key）", en: "The unit (unit_key)."))
    var unit: String

    @Argument(help: help(zh: "机构代码", en: "The organisation's code."))
    var organisation: String

    @OptionGroup var decision: DecisionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            guard let tree = try office.organisations() else {
                throw DirectoryStoreError.noOrganisations(path: workspace)
            }
            var bad: [(row: Int, text: LocalizedText)] = []
            if try office.unitsPresent(among: [unit]).isEmpty {
                bad.append((0, ReferenceWording.noUnit(unit)))
            }
            if tree[organisation] == nil {
                bad.append((0, ReferenceWording.noSuch(organisation, tree.organisations.map(\.code))))
            }
            guard bad.isEmpty else { throw DirectoryFileError.badRows(path: workspace, bad) }
            try office.give(
                unit: unit, to: organisation, reason: decision.reason, actor: decision.actor,
                time: Date().formatted(.iso8601))
            let name = tree[organisation]?.name ?? organisation
            console.note(text(zh: "\(unit) 已划归 \(name)", en: "\(unit) given to \(name)"))
            HandoutWarning.tellGift(of: try office.handedOut(among: [unit]), on: console)
            return .fine
        }
    }
}
