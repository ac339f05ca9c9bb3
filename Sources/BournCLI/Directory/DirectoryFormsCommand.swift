internal import ArgumentParser
internal import Census
internal import GeoModel
internal import GeoPackageStore

/// `bourn directory forms WORKSPACE`: the fields that each kind of unit has of its own.
struct DirectoryFormsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forms",
        abstract: text(
            zh: "各类单位自己的字段：填了多少、哪些填错、哪些达到纳入规模；--unit 看一个单位的全表。",
            en:
                "The fields of each kind of unit: how many are filled, which are wrong, which units reach the size to count."
        ),
        discussion: text(
            zh: "导入时每一列都原样保留；这里按参考数据（unit-kinds、unit-fields）读出。没有字段认领的列会列出来。",
            en:
                "An import keeps every column as it was; here they are read by the reference data (unit-kinds, "
                + "unit-fields). Columns that no field takes are named."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Option(help: help(zh: "只看这个单位（unit_key）", en: "Show this unit only (unit_key)."))
    var unit: String?

    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            if let unit {
                guard let form = try office.form(ofUnit: unit) else {
                    throw DirectoryFileError.badRows(path: workspace, [(0, ReferenceWording.noUnit(unit))])
                }
                try console.deliver(result.format == .json ? form.json : form.table, to: result.output)
                return form.faults.isEmpty ? .fine : .faulty
            }
            var summary = FormSummary(kinds: try office.unitKinds())
            try office.forEachForm { key, kind, form in
                try Interruption.check()
                summary.add(key, kind, form)
            }
            try console.deliver(result.format == .json ? summary.json : summary.table, to: result.output)
            return summary.faults.isEmpty ? .fine : .faulty
        }
    }
}

/// Counts over the forms of all units.
struct FormSummary {
    private let kinds: [UnitKind]
    private var units: [String: Int] = [:]
    private var filled: [[String]: Int] = [:]
    private var counted: [String: (yes: Int, no: Int)] = [:]
    private var unknownColumns: [String: Int] = [:]
    private var severalIndustries = 0
    private var severalSites = 0
    /// Texts that cannot be read, with the unit's key.
    private(set) var faults: [(unit: String, fault: UnitForm.Fault)] = []

    init(kinds: [UnitKind]) { self.kinds = kinds }

    mutating func add(_ key: String, _ kind: String, _ form: UnitForm) {
        units[kind, default: 0] += 1
        for entry in form.entries { filled[[kind, entry.field.name], default: 0] += 1 }
        for column in form.unknownColumns { unknownColumns[column, default: 0] += 1 }
        if let isCounted = form.isCounted {
            counted[kind, default: (0, 0)].yes += isCounted ? 1 : 0
            counted[kind, default: (0, 0)].no += isCounted ? 0 : 1
        }
        if form.industries.count > 1 { severalIndustries += 1 }
        if !form.otherSites.isEmpty { severalSites += 1 }
        faults += form.faults.map { (key, $0) }
    }

    var table: String {
        var lines: [String] = []
        for (kind, count) in units.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            let known = kinds.first { $0.code == kind }
            lines.append("\(known?.title[.invoked] ?? kind)  \(count)\(sizes(kind))")
            lines += (known?.fields ?? []).map {
                "  \($0.title[.invoked])  \(filled[[kind, $0.name]] ?? 0)/\(count)"
            }
        }
        lines.append(
            text(
                zh: "多个行业代码的 \(severalIndustries) 个，有其他厂址的 \(severalSites) 个",
                en: "\(severalIndustries) with several industries, \(severalSites) with other sites"))
        if !unknownColumns.isEmpty {
            let names = unknownColumns.keys.sorted().joined(separator: ", ")
            lines.append(text(zh: "保留而无字段认领的列：\(names)", en: "columns kept that no field takes: \(names)"))
        }
        return (lines + faults.map { "✘ \($0.unit)  \($0.fault.text[.invoked])" }).joined(separator: "\n")
    }

    private func sizes(_ kind: String) -> String {
        guard let counted = counted[kind] else { return "" }
        return text(
            zh: "  达到规模 \(counted.yes)，未达到 \(counted.no)",
            en: "  \(counted.yes) reach the size to count, \(counted.no) do not")
    }

    private func text(zh chinese: String, en english: String) -> String {
        LocalizedText(zh: chinese, en: english)[.invoked]
    }

    var json: String {
        let list = units.keys.sorted().map { kind in
            JSONValue.object([
                JSONMember("kind", .string(kind)), JSONMember("units", .number(JSONNumber(units[kind] ?? 0))),
                JSONMember("counted", .number(JSONNumber(counted[kind]?.yes ?? 0))),
                JSONMember("below_size", .number(JSONNumber(counted[kind]?.no ?? 0))),
                JSONMember(
                    "filled",
                    .object(
                        (kinds.first { $0.code == kind }?.fields ?? []).map {
                            JSONMember($0.name, .number(JSONNumber(filled[[kind, $0.name]] ?? 0)))
                        })),
            ])
        }
        let value = JSONValue.object([
            JSONMember("kinds", .array(list)),
            JSONMember("several_industries", .number(JSONNumber(severalIndustries))),
            JSONMember("other_sites", .number(JSONNumber(severalSites))),
            JSONMember("unknown_columns", .array(unknownColumns.keys.sorted().map(JSONValue.string))),
            JSONMember(
                "faults",
                .array(
                    faults.map {
                        .object([
                            JSONMember("unit", .string($0.unit)),
                            JSONMember("field", .string($0.fault.field.name)),
                            JSONMember("value", .string($0.fault.given)),
                        ])
                    })),
        ])
        return String(decoding: value.json, as: UTF8.self)
    }
}

extension UnitForm.Fault {
    /// The fault in words, with the field and the text; what the text is is not ours to translate.
    fileprivate var text: LocalizedText {
        let wanted =
            field.content == .amount
            ? LocalizedText(zh: "应为不小于零的数", en: "must be a number not below zero")
            : LocalizedText(zh: "应为是或否", en: "must be yes or no")
        return LocalizedText(
            zh: "\(field.title.chinese)“\(given)”\(wanted.chinese)",
            en: "\(field.title.english): “\(given)” \(wanted.english)")
    }
}

extension UnitForm.Value {
    fileprivate var json: JSONValue {
        switch self {
        case .text(let text): .string(text)
        case .amount(let amount): JSONNumber(amount).map(JSONValue.number) ?? .null
        case .flag(let flag): .bool(flag)
        case .list(let list): .array(list.map(JSONValue.string))
        }
    }

    fileprivate var shown: String {
        switch self {
        case .text(let text): text
        case .amount(let amount):
            amount == amount.rounded() && abs(amount) < 1e15 ? "\(Int(amount))" : "\(amount)"
        case .flag(let flag): LocalizedText(zh: flag ? "是" : "否", en: flag ? "yes" : "no")[.invoked]
        case .list(let list): list.joined(separator: "；")
        }
    }
}

extension UnitForm {
    fileprivate var table: String {
        var rows = entries.map {
            [$0.field.title[.invoked], $0.value.shown + ($0.field.measure.map { " \($0)" } ?? "")]
        }
        rows += industries.map { [LocalizedText(zh: "行业代码", en: "industry")[.invoked], $0] }
        rows += otherSites.map {
            [
                LocalizedText(zh: "其他厂址", en: "other site")[.invoked],
                [$0.address, $0.doorNumber, $0.status].filter { !$0.isEmpty }.joined(separator: " | "),
            ]
        }
        if let isCounted {
            rows.append([
                LocalizedText(zh: "达到纳入规模", en: "reaches the size to count")[.invoked],
                Value.flag(isCounted).shown,
            ])
        }
        return ([aligned(rows)] + faults.map { "✘ \($0.text[.invoked])" }).joined(separator: "\n")
    }

    fileprivate var json: String {
        let value = JSONValue.object([
            JSONMember("fields", .object(entries.map { JSONMember($0.field.name, $0.value.json) })),
            JSONMember("industries", .array(industries.map(JSONValue.string))),
            JSONMember(
                "other_sites",
                .array(
                    otherSites.map {
                        .object([
                            JSONMember("address", .string($0.address)),
                            JSONMember("door_number", .string($0.doorNumber)),
                            JSONMember("status", .string($0.status)),
                        ])
                    })), JSONMember("counted", isCounted.map(JSONValue.bool) ?? .null),
            JSONMember("unknown_columns", .array(unknownColumns.map(JSONValue.string))),
            JSONMember(
                "faults",
                .array(
                    faults.map {
                        .object([
                            JSONMember("field", .string($0.field.name)),
                            JSONMember("value", .string($0.given)),
                        ])
                    })),
        ])
        return String(decoding: value.json, as: UTF8.self)
    }
}
