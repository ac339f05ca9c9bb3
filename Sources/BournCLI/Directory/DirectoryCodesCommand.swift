internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoModel
internal import GeoPackageStore

/// `bourn directory codes WORKSPACE`: codes whose check character is wrong, and who takes them as they are.
struct DirectoryCodesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "codes",
        abstract: text(
            zh: "列出校验码不符的单位代码；具名审核人可以认定照用或撤回。",
            en:
                "List units whose code fails its check; a named reviewer may take it as it is, or withdraw that."
        ),
        discussion: text(
            zh: "校验不符只是提示：证照上确有这样的代码。认定只对当时的代码有效，代码改动后须重新认定。",
            en:
                "A failed check is a warning: real licences bear such codes. An acceptance holds for the code as it is "
                + "and lapses when the code changes."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Option(help: help(zh: "认定照用其代码的单位（unit_key）", en: "Accept the code of this unit (unit_key)."))
    var accept: String?

    @Option(help: help(zh: "撤回对此单位代码的认定", en: "Withdraw the acceptance of this unit's code."))
    var withdraw: String?

    @Option(help: help(zh: "理由", en: "Why."))
    var reason: String?

    @Option(help: help(zh: "审核人", en: "The reviewer."))
    var reviewer: String?

    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        let isFilled = [reason, reviewer].allSatisfy { !($0 ?? "").isBlank }
        guard accept == nil && withdraw == nil || (accept == nil) != (withdraw == nil) && isFilled else {
            throw ValidationError(
                text(
                    zh: "--accept 或 --withdraw 须同时给出 --reason 和 --reviewer",
                    en: "--accept or --withdraw needs --reason and --reviewer"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            let units = try office.directoryUnits()
            let accepted = try office.entries(of: .codes).last(by: 1).filter { $0.values[1] == "accepted" }
            let review = CodeReview(units, accepted: accepted)
            if let key = accept ?? withdraw {
                if let fault = review.fault(of: key, accepting: accept != nil, among: units) {
                    throw DirectoryFileError.badRows(path: workspace, [(0, fault)])
                }
                let code = units.first { $0.key == key }?.identity?.code ?? ""
                try decide(key, code, in: office)
                console.note(
                    accept == nil
                        ? text(
                            zh: "已撤回对 \(key) 代码 \(code) 的认定", en: "acceptance withdrawn: \(key), code \(code)"
                        )
                        : text(zh: "已认定照用 \(key) 的代码 \(code)", en: "accepted: \(key), code \(code)"))
                return .fine
            }
            try console.deliver(
                result.format == .json ? review.json : review.table, to: result.output)
            return review.open.isEmpty ? .fine : .faulty
        }
    }
}

extension DirectoryCodesCommand {
    private func decide(_ key: String, _ code: String, in office: Workspace) throws {
        let entry = UnitLogEntry(
            unit: key, values: [code, accept == nil ? "withdrawn" : "accepted"], reason: reason ?? "",
            actor: reviewer ?? "", time: Date().formatted(.iso8601))
        try office.append([entry], to: .codes)
    }
}

extension CodeReview {
    /// Why a decision on a unit's code makes no sense.
    fileprivate func fault(
        of key: String, accepting: Bool, among units: [DirectoryUnit]
    ) -> LocalizedText? {
        guard units.contains(where: { $0.key == key }) else { return ReferenceWording.noUnit(key) }
        let earlier = accepted.first { $0.unit.key == key }?.entry
        switch (accepting, earlier) {
        case (true, let entry?):
            return LocalizedText(
                zh: "\(key) 的代码已由 \(entry.actor) 认定照用（\(entry.time)）",
                en: "the code of \(key) was accepted by \(entry.actor) already (\(entry.time))")
        case (true, nil) where !open.contains { $0.key == key }:
            return LocalizedText(
                zh: "\(key) 的代码校验无误，或没有校验码，无须认定",
                en: "the code of \(key) passes its check, or has none: there is nothing to accept")
        case (false, nil):
            return LocalizedText(
                zh: "\(key) 的代码没有被认定过，无从撤回",
                en: "no acceptance of the code of \(key) is in force, so none is withdrawn")
        default: return nil
        }
    }

    /// The doubtful codes for people.
    fileprivate var table: String {
        let head = text(
            zh: "校验码不符 \(open.count + accepted.count) 个，其中已认定照用 \(accepted.count) 个",
            en: "\(open.count + accepted.count) codes fail their check, \(accepted.count) of them accepted")
        let undecided = open.map { [$0.key, $0.identity?.code ?? "", $0.name] }
        let decided = accepted.map { acceptance in
            let (unit, entry) = (acceptance.unit, acceptance.entry)
            return [
                unit.key, unit.identity?.code ?? "", unit.name,
                "[\(entry.actor), \(entry.time): \(entry.reason)]",
            ]
        }
        let rows = undecided + decided
        return rows.isEmpty ? head : head + "\n" + aligned(rows)
    }

    /// The doubtful codes for programs.
    fileprivate var json: String {
        func member(_ unit: DirectoryUnit, _ reviewer: String?) -> JSONValue {
            .object([
                JSONMember("unit", .string(unit.key)), JSONMember("code", .string(unit.identity?.code ?? "")),
                JSONMember("name", .string(unit.name)),
                JSONMember("accepted_by", reviewer.map(JSONValue.string) ?? .null),
            ])
        }
        let list = open.map { member($0, nil) } + accepted.map { member($0.unit, $0.entry.actor) }
        return String(decoding: JSONValue.object([JSONMember("codes", .array(list))]).json, as: UTF8.self)
    }
}
