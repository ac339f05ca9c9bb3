internal import ArgumentParser
internal import Census
internal import GeoKernels
internal import GeoModel
internal import GeoPackageStore
internal import Interchange

/// `bourn observation`: what was seen, by whom, from where.
struct ObservationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "observation",
        abstract: text(
            zh: "排污口观测：无人机、徒步、资料、专家。", en: "Observations of outfalls: drone, walk, desk, experts."),
        subcommands: [ObservationImportCommand.self])
}

/// `bourn observation import SOURCE-KIND WORKSPACE FILE`: takes in a file of observations.
struct ObservationImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: text(
            zh: "导入一个观测文件；无人机点永远不会直接成为名录条目。",
            en: "Import a file of observations; none becomes a register entry by itself."),
        discussion: text(
            zh:
                "每条观测自立一案，或加入所指疑似点的案件；徒步和专家的核实结果按调查流程推进一步。离所指疑似点过远（outfall rule 的 suspect-within）的不加入、不推进。整批按 GCJ-02 偏移的文件拒收。\(Moment.writtenForms[.chinese])。拒收的行写入 CSV。",
            en:
                "Each observation opens a case, or joins that of the suspicion it names; findings of walks and experts take the case a step further. A row too far from its suspicion (suspect-within of outfall rule) does neither. A file shifted as GCJ-02 is refused as a whole. Times: \(Moment.writtenForms[.english]). Refused rows go to a CSV."
        ))

    @Argument(
        help: help(zh: "来源：drone、walk、desk 或 expert", en: "How they were made: drone, walk, desk or expert."))
    var kind: ObservationSource

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "观测文件", en: "The file of observations."))
    var file: String

    @Option(name: .person, help: help(zh: "导入人", en: "Who imports."))
    var by: String

    @Option(
        help: help(
            zh: "文本编码：utf-8 或 gb18030（默认自动识别）",
            en: "Encoding of the text: utf-8 or gb18030 (default: found out)."))
    var encoding: TextEncoding?

    @Option(help: help(zh: "图层", en: "Layer of the file."))
    var layer: String?

    @Option(
        help: help(
            zh: "坐标参考：EPSG:n、gcj02、bd09（默认 EPSG:4490）",
            en: "Reference: EPSG:n, gcj02 or bd09 (default EPSG:4490)."))
    var crs: CRSIdentifier?

    @Option(help: help(zh: "字段对应：字段=列（可重复）", en: "Which column feeds a field: field=column (repeatable)."))
    var map: [String] = []

    @Option(
        help: help(
            zh: "编号前缀，避免不同批次编号相撞", en: "What to put before each identifier, so that batches do not collide."))
    var prefix = ""

    @Option(help: help(zh: "行中没有观测人时的观测人", en: "The observer of rows that name none."))
    var observer = ""

    @Option(
        help: help(
            zh: "拒收行的 CSV（默认：工作区名加 .observations.refused.csv，已有则编号）",
            en: "CSV of refused rows (default: beside the workspace, numbered if there is one)."))
    var refused: String?

    @Flag(help: help(zh: "试运行：全部检查，不保存", en: "Dry run: check everything, keep nothing."))
    var dryRun = false

    @Flag(
        help: help(
            zh: "位置虽像 GCJ-02 偏移，仍按所写坐标系导入",
            en: "Take positions as declared although they look shifted as GCJ-02 is."))
    var keepShifted = false

    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([refused, result.output], inputs: [file, workspace])
            let office = try Workspace.open(at: workspace)
            try office.tellChangesElsewhere(on: console)
            let opened = try await OpenSource.open(file, layer: layer, encoding: encoding)
            let list = refused ?? RefusedRows.freePath(beside: workspace, "observations")
            let summary = try take(try opened.rows(layer: layer), into: office, refusedTo: list, console)
            let written = summary.refusals.isEmpty ? nil : list
            try console.deliver(
                result.format == .json ? summary.json(refusedFile: written) : summary.table(written),
                to: result.output)
            return summary.refusals.isEmpty ? .fine : .faulty
        }
    }

    private func take(
        _ rows: any RowSource, into office: Workspace, refusedTo list: String, _ console: Console
    ) throws -> ObservationSummary {
        let reference = crs ?? rows.declaredReference ?? .cgcs2000
        let intake = try ObservationIntake(
            kind, columns: rows.columns, mapping: try mapping(), prefix: prefix, observer: observer,
            now: .now, placing: try placement(of: rows, reference, office))
        let signature = try Signature.now(by: by)
        let progress = Progress(kind.text[.invoked], total: try rows.rowCount(), on: console)
        defer { progress.finish() }
        return try office.importObservations(
            rows, by: intake, run: ImportRunDescription(source: file, reference: "\(reference)", actor: by),
            signature: signature, checks: try checks(office), isDryRun: dryRun,
            finish: { summary in
                if !summary.refusals.isEmpty { try RefusedRows.write(summary.refusals, to: list) }
            },
            progress: { read in
                try Interruption.check()
                progress.advance(to: read)
            })
    }

    private func checks(_ office: Workspace) throws -> ObservationChecks {
        let measure = try GroundMeasure(for: .epsg(office.srsID))
        let places = try WorkspacePlaces(GeoPackageFile(path: workspace), measure: measure)
        var checks = ObservationChecks()
        checks.distance = { measure.length(from: $0, to: $1) }
        if places.hasCounties {
            checks.contains = { places.county(at: $0) != nil || places.division(at: $0) != nil }
        }
        // The shift is one of degrees; in another reference it cannot be told here.
        if office.srsID == 4490, !keepShifted { checks.datum = DatumTest { GCJ02.uniform.forward($0) } }
        return checks
    }

    private func mapping() throws -> [String: String] {
        var pairs: [String: String] = [:]
        for pair in map {
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw ImportMappingError.notAPair(pair) }
            pairs[parts[0]] = parts[1]
        }
        return pairs
    }

    private func placement(
        of rows: any RowSource, _ reference: CRSIdentifier, _ office: Workspace
    ) throws -> RowPlacement {
        let workspace = CRSIdentifier.epsg(office.srsID)
        var positions = ImportMapping()
        for (name, column) in try mapping() where CoordinateRole(rawValue: name) != nil {
            try positions.add("\(name)=\(column)")
        }
        let columns = try positions.coordinateColumns(in: rows.columns)
        let intakes = try columns.map {
            try RowIntakes(
                .init(byUser: reference, byFile: nil), datumShift: nil, columns: $0, said: [],
                workspace: workspace)
        }
        return RowPlacement(
            try ReferenceConversion(from: reference, to: workspace), swapsAxes: false, intakes: intakes)
    }
}

extension ObservationSummary {
    /// The summary for people.
    func table(_ refusedFile: String?) -> String {
        var lines = [
            text(zh: "读取", en: "read") + "  \(read)",
            text(zh: "接受", en: "accepted") + "  \(accepted)"
                + text(
                    zh: "（新增 \(inserted)，未变 \(unchanged)）", en: " (new \(inserted), as before \(unchanged))"),
            text(zh: "拒收", en: "refused") + "  \(refusals.count)" + (refusedFile.map { "  → \($0)" } ?? ""),
            text(zh: "新立案件", en: "cases opened") + "  \(opened)",
            text(zh: "并入疑似点案件", en: "joined the case of their suspicion") + "  \(joined)",
        ]
        for (finding, count) in steps.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            lines.append(text(zh: "核实步骤", en: "steps taken") + " \(finding.rawValue)  \(count)")
        }
        if !withoutStep.isEmpty {
            lines.append(
                text(zh: "仅作见证、未推进流程", en: "kept as witnesses without a step") + "  \(withoutStep.count)")
            lines += Self.listed(withoutStep)
        }
        if !doubts.isEmpty {
            lines.append(text(zh: "存入但有疑问", en: "kept, with doubts") + "  \(doubts.count)")
            lines += Self.listed(doubts)
        }
        for refusal in refusals.prefix(5) { lines.append("  " + refusal.line(in: .invoked)) }
        if refusals.count > 5 { lines.append("  …") }
        return lines.joined(separator: "\n")
    }

    /// The first of what is told of observations; all of it is in the JSON.
    private static func listed(_ told: [(observation: String, reason: LocalizedText)]) -> [String] {
        let colon = text(zh: "：", en: ": ")
        return told.prefix(10).map { "  \($0.observation)\(colon)\($0.reason[.invoked])" }
            + (told.count > 10 ? ["  …"] : [])
    }

    /// The summary for programs.
    func json(refusedFile: String?) -> String {
        func list(_ told: [(observation: String, reason: LocalizedText)]) -> JSONValue {
            .array(
                told.map {
                    .object([
                        JSONMember("observation", .string($0.observation)),
                        JSONMember("reason", .string($0.reason[.invoked])),
                    ])
                })
        }
        func count(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }
        return JSONValue.object([
            JSONMember("read", count(read)), JSONMember("accepted", count(accepted)),
            JSONMember("inserted", count(inserted)), JSONMember("unchanged", count(unchanged)),
            JSONMember("refused", count(refusals.count)), JSONMember("cases_opened", count(opened)),
            JSONMember("joined", count(joined)),
            JSONMember(
                "steps",
                .object(
                    steps.sorted { $0.key.rawValue < $1.key.rawValue }
                        .map { JSONMember($0.key.rawValue, count($0.value)) })),
            JSONMember("without_step", list(withoutStep)), JSONMember("doubts", list(doubts)),
            JSONMember("refused_file", .optional(refusedFile)),
        ]).text
    }
}
