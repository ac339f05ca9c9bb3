internal import ArgumentParser
internal import Census
internal import Foundation

/// Who changes something and why: asked for by every command that changes the office's zones.
struct AttributionOptions: ParsableArguments {
    @Option(name: .person, help: help(zh: "处理人", en: "Who."))
    var actor: String

    @Option(help: help(zh: "理由", en: "Why."))
    var reason: String

    func validate() throws {
        guard Attribution(actor: actor, reason: reason, time: "") != nil else {
            throw ValidationError(
                text(zh: "--by 和 --reason 不能为空", en: "--by and --reason must not be empty"))
        }
    }

    /// Who, why and when: now.
    func attribution() throws -> Attribution {
        guard let value = Attribution(actor: actor, reason: reason, time: Date().formatted(.iso8601)) else {
            throw ValidationError(
                text(zh: "--by 和 --reason 不能为空", en: "--by and --reason must not be empty"))
        }
        return value
    }
}
