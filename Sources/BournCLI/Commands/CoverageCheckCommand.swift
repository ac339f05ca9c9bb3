internal import ArgumentParser
internal import Census
internal import Coverage
internal import Foundation
internal import GeoModel

/// `bourn coverage check SOURCE`: finds every gap, overlap and spill.
struct CoverageCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: text(
            zh: "找出全部空隙、重叠、越界和界线不一致。", en: "Find every gap, overlap, spill and mismatched border."),
        discussion: text(
            zh:
                "没有问题时退出码为 0，有问题时为 1。坐标按原样精确判断，不咬合、不设容差。--levels 逐级检查：每级先查本级（含不同上级之间的相邻处），再与上一级逐一比较。确属合理的问题用 coverage accept 认可，按图形摘要记住；图形一变即重新列出。",
            en:
                "Exits with 0 when there is no fault and 1 otherwise. Exact on the coordinates given: no snapping, no tolerance. With --levels every level is checked, neighbours under different parents included, and compared with the level above. What is right as it is can be accepted with coverage accept: it is remembered by a digest of its geometry and comes back when that changes."
        ))

    @OptionGroup var scope: CoverageScope

    @Option(help: help(zh: "把可复核的覆盖证书写入此文件", en: "Write a certificate that can be re-checked to this file."))
    var certificate: String?

    @Option(
        help: help(
            zh: "只列出不窄于此的问题（米）；其余照样计数",
            en: "List only faults at least this wide (metres); the rest still count."))
    var minWidth: Double?

    @OptionGroup var directory: UnitOptions

    @OptionGroup var result: ResultOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let minWidth, !(minWidth >= 0) {
            throw ValidationError(text(zh: "--min-width 须为非负数", en: "--min-width must not be negative"))
        }
        if certificate != nil, scope.gaps.areLimited {
            throw ValidationError(
                text(
                    zh: "证书不认 --max-gap-width、--max-gap-area：要留的空隙请用 coverage accept 认可",
                    en:
                        "a certificate knows no --max-gap-width and no --max-gap-area: accept gaps that are to stay with coverage accept"
                ))
        }
        if scope.levels, certificate != nil {
            throw ValidationError(
                text(
                    zh: "证书一次只证一级：请用 --layer、--parents 指定，不与 --levels 同用",
                    en: "a certificate is for one level: name it with --layer and --parents, without --levels"
                ))
        }
    }

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check(
                [result.output, certificate],
                inputs: [scope.source, scope.level.parents, scope.exceptions, directory.units])
            var stopwatch = Stopwatch()
            let questions = try await scope.questions(console)
            if certificate != nil, let question = questions.first?.question {
                try CertificateRefusal.check(question)
            }
            let units = try await questions.first.asyncMap {
                try await directory.read(for: $0.question.zones, console: console)
            }
            stopwatch.lap("read")
            let accepted = try scope.accepted()
            let answers = try questions.map { asked in
                CoverageAnswer(
                    question: asked.question, report: try scope.check(asked.question), accepted: accepted,
                    positions: (units ?? nil)?.map(\.position), leastWidth: minWidth.map { Metres($0) },
                    level: asked.level?.name)
            }
            stopwatch.lap("check")
            if let certificate, let answer = answers.first {
                let statement = CoverageCertificate(
                    answer.question.input, report: answer.report,
                    reference: answer.question.zones.reference, exceptions: accepted)
                try console.deliver(statement.json, to: certificate)
            }
            let levels = zip(questions, answers).compactMap { asked, answer in
                asked.level.map { LevelsAnswer.Level(level: $0, answer: answer) }
            }
            try console.deliver(rendered(answers, levels, stopwatch), to: result.output)
            return answers.allSatisfy(\.isFine) ? .fine : .faulty
        }
    }

    private func rendered(
        _ answers: [CoverageAnswer], _ levels: [LevelsAnswer.Level], _ stopwatch: Stopwatch
    ) -> String {
        let usesColour = result.output == nil && Console.usesColour
        if result.format == .geojson { return answers.geoJSON() }
        guard scope.levels, !levels.isEmpty else {
            return answers.map { answer in
                switch result.format {
                case .text: answer.text(usesColour: usesColour)
                case .json: answer.json(seconds: stopwatch)
                case .geojson: answer.geoJSON()
                case .html: answer.page()
                }
            }.joined()
        }
        let all = LevelsAnswer(levels: levels, path: scope.source)
        return switch result.format {
        case .text: all.text(usesColour: usesColour)
        case .json: all.json(seconds: stopwatch)
        case .geojson: answers.geoJSON()
        case .html: all.page()
        }
    }
}
