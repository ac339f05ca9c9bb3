internal import Census
internal import GeoKernels
internal import GeoModel

extension PartMerge {
    /// The result for people; a dry run has merged nothing and says so.
    func table(isDryRun: Bool) -> String {
        let taken =
            isDryRun
            ? text(zh: "✔ 对账相符（试运行，未合并）", en: "✔ reconciles (dry run, nothing was merged)")
            : text(zh: "✔ 已合并", en: "✔ merged")
        let state = reconciles ? taken : text(zh: "✘ 拒收", en: "✘ refused")
        let head = text(
            zh: "\(organisation)  \(state)：返回 \(returned.count) 行，未变 \(unchanged)，差异 \(differenceCount)",
            en:
                "\(organisation)  \(state): \(returned.count) rows returned, \(unchanged) unchanged, \(differenceCount) differences"
        )
        let found = faults.map { "  ✘ \($0.text[.invoked])" } + differences.map { "  \($0.line)" }
        return ([head] + sealLines + found + entryLines(isDryRun) + layerLines).joined(separator: "\n")
    }

    private var sealLines: [String] {
        switch seal {
        case .beside: []
        case .none:
            [text(zh: "  ⚠ 没有封存单，未按封存核对", en: "  ⚠ no seal came with it, so none was checked")]
        case .inside:
            [
                text(
                    zh: "  ⚠ 部分旁没有封存单，但它曾封存：已按部分内保存的封存核对",
                    en:
                        "  ⚠ the part was sealed, but no seal lies beside it: checked against the one kept in the part"
                )
            ]
        }
    }

    private func entryLines(_ isDryRun: Bool) -> [String] {
        let taken =
            isDryRun
            ? LocalizedText(zh: "将并入", en: "to be taken over") : LocalizedText(zh: "已并入", en: "taken over")
        let refused = LocalizedText(zh: "随部分拒收", en: "refused with the part")
        return entries.map { entry in
            let name = ReturnedEntries.title(ofLog: entry.log)
            let state = reconciles ? taken : refused
            let older =
                entry.superseded == 0
                ? LocalizedText("")
                : LocalizedText(
                    zh: "，其中 \(entry.superseded) 条早于总库已有的，以总库的为准",
                    en: ", \(entry.superseded) of them older than what the whole says, which holds")
            return text(
                zh: "  \(state.chinese)：\(name.chinese) \(entry.count) 条\(older.chinese)",
                en: "  \(state.english): \(entry.count) \(name.english)\(older.english)")
        }
    }

    private var layerLines: [String] {
        guard let leftBehind else {
            return [
                text(
                    zh: "  其他图层未核对：这次拆分由旧版 bourn 所做，没有留下可比的记录",
                    en:
                        "  other layers were not compared: an older bourn made this split and kept no record of them"
                )
            ]
        }
        guard !leftBehind.isEmpty else { return [] }
        let lines = leftBehind.map { "  ⚠ \($0.text[.invoked])" }
        return lines + [
            text(
                zh:
                    "    这些只在返回的文件里。请保留该文件，并在总库中用各自的命令录入（如 import、zones adopt、outfall、monitoring import、quality）",
                en:
                    "    These are only in the returned file. Keep it, and enter them in the whole with their own commands "
                    + "(such as import, zones adopt, outfall, monitoring import, quality)")
        ]
    }

    /// The result for programs.
    func json(isDryRun: Bool) -> JSONValue {
        .object([
            JSONMember("organisation", .string(organisation)), JSONMember("reconciles", .bool(reconciles)),
            JSONMember("merged", .bool(reconciles && !isDryRun)), JSONMember("seal", .string(seal.rawValue)),
            JSONMember("returned", .number(JSONNumber(returned.count))),
            JSONMember("unchanged", .number(JSONNumber(unchanged))),
            JSONMember("difference_count", .number(JSONNumber(differenceCount))),
            JSONMember("faults", .array(faults.map(\.json))),
            JSONMember("differences", .array(differences.map(\.json))),
            JSONMember("entries", .array(entries.map(\.json))),
            JSONMember("not_taken_over", leftBehind.map { .array($0.map(\.json)) } ?? .null),
        ])
    }
}

extension ReturnedEntries {
    fileprivate var json: JSONValue {
        .object([
            JSONMember("log", .string(log)), JSONMember("count", .number(JSONNumber(count))),
            JSONMember("superseded", .number(JSONNumber(superseded))),
        ])
    }
}

extension LayerDifference {
    fileprivate var text: LocalizedText {
        let columns = extraColumns.joined(separator: ", ")
        return LocalizedText(
            zh: "未并入 \(layer)：新增 \(added)，改动 \(changed)，缺少 \(missing)"
                + (columns.isEmpty ? "" : "，多出字段 \(columns)"),
            en: "not taken over, \(layer): \(added) added, \(changed) changed, \(missing) missing"
                + (columns.isEmpty ? "" : ", extra columns \(columns)"))
    }

    fileprivate var json: JSONValue {
        .object([
            JSONMember("layer", .string(layer)), JSONMember("added", .number(JSONNumber(added))),
            JSONMember("changed", .number(JSONNumber(changed))),
            JSONMember("missing", .number(JSONNumber(missing))),
            JSONMember("extra_columns", .array(extraColumns.map(JSONValue.string))),
        ])
    }
}

extension MergeFault {
    fileprivate var json: JSONValue {
        var units = key.map { [$0] } ?? []
        if case .wholeChanged(_, _, let changed) = self { units = changed }
        return .object([
            JSONMember("kind", .string(word)), JSONMember("key", key.map(JSONValue.string) ?? .null),
            JSONMember("units", .array(units.map(JSONValue.string))),
            JSONMember("text", .string(text[.english])),
        ])
    }
}

extension DirectoryDifference {
    /// The difference in one line.
    fileprivate var line: String {
        let changes = fields.map { "\($0.column): \($0.before.shown) → \($0.after.shown)\($0.distanceNote)" }
        let kinds = history.changes.map { $0.kind.text[.invoked] }
        let first = record.kind.text[.invoked]
        let more = kinds.count > 1 ? " (\(kinds.joined(separator: ", ")))" : ""
        return "\(first)\(more)  \(key)  \(record.reason)  " + changes.joined(separator: "; ")
    }

    fileprivate var json: JSONValue {
        .object([
            JSONMember("unit", .string(key)), JSONMember("kind", .string(record.kind.rawValue)),
            JSONMember("origin", .string(history.origin.rawValue)),
            JSONMember("reason", .string(record.reason)),
            JSONMember("actor", .string(record.actor)), JSONMember("time", .string(record.time)),
            JSONMember("records", .array(history.changes.map { .string($0.kind.rawValue) })),
            JSONMember("fields", .array(fields.map(\.json))),
        ])
    }
}

extension DirectoryDifference.Field {
    /// How far a point moved, in metres, on the ellipsoid of CGCS2000.
    fileprivate var distance: Double? {
        guard let a = before.position, let b = after.position else { return nil }
        let isDegrees = [a, b].allSatisfy { abs($0.x) <= 180 && abs($0.y) <= 90 }
        let metric =
            isDegrees ? LocalMetric(atLatitude: (a.y + b.y) / 2, ellipsoid: .cgcs2000) : .planar
        return metric.distance(from: a, to: b).value
    }

    fileprivate var distanceNote: String { distance.map { " (\(($0 * 10).rounded() / 10) m)" } ?? "" }

    fileprivate var json: JSONValue {
        .object([
            JSONMember("column", .string(column)), JSONMember("before", .string(before.shown)),
            JSONMember("after", .string(after.shown)),
            JSONMember("distance_m", distance.flatMap { JSONNumber($0) }.map(JSONValue.number) ?? .null),
        ])
    }
}

extension DirectoryValue {
    /// The position of a point in a GeoPackage.
    fileprivate var position: Position? {
        guard case .bytes(let bytes) = self,
            // What is no point is shown by its size.
            case .point(let position)? = try? GeoPackageBlob.decode(bytes).geometry
        else { return nil }
        return position
    }

    /// The value as a person reads it: a point by its coordinates, other bytes by their number.
    fileprivate var shown: String {
        if let position { return "\(position.x), \(position.y)" }
        return switch self {
        case .none: "–"
        case .integer(let number): "\(number)"
        case .real(let number): "\(number)"
        case .text(let text): text
        case .bytes(let bytes):
            LocalizedText(zh: "〔\(bytes.count) 字节〕", en: "[\(bytes.count) bytes]")[.invoked]
        }
    }
}
