internal import ArgumentParser
internal import Census
internal import GeoKernels
internal import GeoModel
internal import GeoPackageStore

/// `bourn outfall correct WORKSPACE CODE --set field=value`: mends what the register says of an outfall.
struct OutfallCorrectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct",
        abstract: text(
            zh: "更正名录条目的坐标或其他字段；留有理由和历史，可撤销。",
            en: "Correct the position or another field of an entry, with reason and history; can be taken back."),
        discussion: text(
            zh:
                "字段：\(Self.fields)。position 为“经度,纬度”（工作区坐标参考）；空值表示不知道。名单再次导入并重复旧值时，更正保留；名单写出第三种值时按名单，并留记录。编码用 outfall code，来水用 outfall serves。",
            en:
                "Fields: \(Self.fields). position is longitude,latitude in the workspace's reference; a blank says that nothing is known. A list that repeats the old value leaves the correction; one that says something else is followed, and that is noted. Codes: outfall code. Where the water comes from: outfall serves."
        ))

    private static var fields: String { RegisterField.allCases.map(\.rawValue).joined(separator: ", ") }

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "排污口的任一编码", en: "Any code of the outfall."))
    var code: String

    @Option(help: help(zh: "字段=值（可重复）", en: "field=value (repeatable)."))
    var set: [String]

    @OptionGroup var signed: SignatureOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        for pair in set { _ = try Self.value(pair) }
    }

    private static func value(_ pair: String) throws -> (field: RegisterField, value: String) {
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let field = RegisterField(rawValue: String(parts[0])) else {
            throw ValidationError(
                text(zh: "“\(pair)”应为 字段=值；字段：\(fields)", en: "“\(pair)” must be field=value; fields: \(fields)"))
        }
        return (field, String(parts[1]))
    }

    func run() async throws {
        try await present(common) { console in
            let office = try SurveyOffice(workspace, console: console)
            let before = try office.workspace.outfall(code: code)
            let done = try office.workspace.correct(
                code, try set.map(Self.value), reason: signed.reason, by: try signed.signature)
            let after = try office.workspace.outfall(code: before.id)
            try console.deliver((done.map(\.line) + moved(before, after, office)).joined(separator: "\n"), to: nil)
            return .fine
        }
    }

    /// How far a position moved, and what the review says of the new one.
    private func moved(_ before: RegisterEntry, _ after: RegisterEntry, _ office: SurveyOffice) -> [String] {
        guard before.position != after.position, let new = after.position else { return [] }
        let far = before.position.map { office.measure.length(from: $0, to: new).value.rounded(to: 1) }
        let (review, day) = (office.review, Moment.now.localDay)
        let findings = review.findings(for: after, at: review.place(of: after), day: day)
        return (far.map { [text(zh: "移动 \($0) 米", en: "moved by \($0) m")] } ?? [])
            + findings.map { "  \($0.title[.invoked]) – \($0.text[.invoked])" }
    }
}

extension RegisterCorrection {
    /// The change in one line.
    var line: String { "\(id)  \(field.rawValue)  \(old ?? "")→\(new ?? "")" }
}
