internal import ArgumentParser
internal import Census
internal import Coverage
internal import Foundation
internal import GeoModel
internal import GeoPackageStore

/// `bourn coverage accept SOURCE FAULT…`: a person takes faults for right as they are.
struct CoverageAcceptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: text(
            zh: "认可确属合理的问题（如湖面），写明理由和认可人。",
            en: "Accept faults that are right as they are, such as a lake, with a reason and a person."),
        discussion: text(
            zh:
                "工作区的认可记在工作区里；其他文件记在 --exceptions 所给的 CSV 里，检查时同样给出。认可按问题的类别、小区和图形的摘要记住：图形一变，问题重新列出。选项须与检查时相同。",
            en:
                "A workspace keeps its own acceptances; for any other file they go to the CSV named with --exceptions, which the check is given too. An acceptance holds for the digest of a fault's kind, zones and geometry: when the geometry changes, the fault comes back. Give the same options as for the check."
        ))

    @OptionGroup var scope: CoverageScope

    @Argument(help: help(zh: "问题的编号，或能认出它的前几位", en: "Ids of faults, or enough of their first digits."))
    var faults: [String]

    @Option(name: .person, help: help(zh: "认可人", en: "Who accepts."))
    var by: String

    @Option(help: help(zh: "理由", en: "Why."))
    var reason: String

    @Flag(help: help(zh: "撤回先前的认可（只用于工作区）", en: "Take acceptances back (workspaces only)."))
    var withdraw = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if [by, reason].contains(where: { $0.isBlank }) {
            throw ValidationError(
                text(zh: "--by 和 --reason 不能为空", en: "--by and --reason must not be blank"))
        }
        if withdraw, scope.exceptions != nil {
            throw ValidationError(
                text(zh: "CSV 清单中的认可请直接删去该行", en: "delete the row from the CSV to withdraw an acceptance"))
        }
        if scope.exceptions == nil, !Workspace.isWorkspace(at: scope.source) {
            throw ValidationError(
                text(
                    zh: "\(scope.source) 不是工作区；请用 --exceptions 指定认可清单（CSV）",
                    en: "\(scope.source) is no workspace; name a CSV with --exceptions"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([scope.exceptions], inputs: [scope.source, scope.level.parents])
            let found = try withdraw ? acceptedNow() : await faultsNow(console)
            let chosen = try faults.map { try choose($0, among: found) }
            let decisions = chosen.map { fault in
                FaultDecision(
                    fault: fault.id.description, isAccepted: !withdraw, person: by, reason: reason,
                    time: Date().formatted(.iso8601), kind: fault.kind, zones: fault.zones)
            }
            if let list = scope.exceptions {
                try AcceptedFaultList.append(decisions, to: list, console: console)
            } else {
                try Workspace.open(at: scope.source).decide(decisions)
            }
            for fault in chosen { try console.deliver(words(fault), to: nil) }
            return .fine
        }
    }

    /// A fault by what a person knows it by.
    private struct Named {
        let id: FaultID
        let kind: String
        let zones: [String]
    }

    private func faultsNow(_ console: Console) async throws -> [Named] {
        try await scope.questions(console).flatMap { asked in
            try scope.check(asked.question).faults.map { fault in
                Named(
                    id: fault.id, kind: fault.kind.rawValue,
                    zones: fault.zones.map { asked.question.zones.codes[$0] })
            }
        }
    }

    private func acceptedNow() throws -> [Named] {
        let decisions = try Workspace.open(at: scope.source).faultDecisions()
        let inForce = Set(AcceptedFault.inForce(decisions).map(\.fault))
        return decisions.compactMap { decision in
            FaultID(decision.fault).map { Named(id: $0, kind: decision.kind, zones: decision.zones) }
        }.filter { inForce.contains($0.id) }
    }

    private func choose(_ text: String, among found: [Named]) throws -> Named {
        let wanted = text.lowercased()
        let matches = found.filter { $0.id.description.hasPrefix(wanted) }
        let ids = Set(matches.map(\.id))
        guard wanted.utf8.count >= Self.leastDigits, ids.count == 1, let match = matches.first else {
            throw SourceError.noSuchFault(text: text, matches: wanted.isEmpty ? 0 : ids.count)
        }
        return match
    }

    /// As many digits as a map shows.
    private static let leastDigits = 4

    private func words(_ fault: Named) -> String {
        let zones = fault.zones.joined(separator: " ")
        let kind = FaultKind(rawValue: fault.kind)?.title[.invoked] ?? fault.kind
        return withdraw
            ? text(
                zh: "已撤回认可：\(fault.id)  \(kind)  \(zones)", en: "withdrawn: \(fault.id)  \(kind)  \(zones)")
            : text(zh: "已认可：\(fault.id)  \(kind)  \(zones)", en: "accepted: \(fault.id)  \(kind)  \(zones)")
    }
}
