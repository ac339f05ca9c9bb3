internal import Census
internal import GeoModel
internal import Interchange

extension LaboratorySummary {
    /// The summary for people.
    func table(refusedFile: String?) -> String {
        var lines = [
            text(zh: "读取行", en: "rows read") + "  \(read)",
            text(zh: "接受行", en: "accepted") + "  \(accepted)"
                + text(
                    zh: "（新增 \(newRows)，更新 \(changedRows)，未变 \(unchangedRows)）",
                    en: " (new \(newRows), changed \(changedRows), as before \(unchangedRows))"),
            text(zh: "拒收行", en: "refused rows") + "  \(refusedRows)",
            text(zh: "结果", en: "results") + "  \(results)"
                + text(
                    zh: "（新增 \(inserted)，更新 \(updated)，未变 \(unchanged)）",
                    en: " (new \(inserted), changed \(updated), as before \(unchanged))"),
            text(zh: "未测或空白格", en: "not measured or blank") + "  \(notMeasured + blankCells)",
            text(zh: "拒收格", en: "refused cells") + "  \(refusedCells)",
        ]
        if let refusedFile { lines.append(text(zh: "拒收明细", en: "refusals") + "  → \(refusedFile)") }
        lines.append(
            text(zh: "列对应：", en: "columns used: ")
                + mapping.map { "\($0.field)=\($0.column)" }.joined(separator: ", "))
        if !unusedColumns.isEmpty {
            lines.append(text(zh: "未使用的列：", en: "columns not used: ") + unusedColumns.joined(separator: ", "))
        }
        if let assumedBasin {
            lines.append(
                text(
                    zh: "⚠ \(assumedBasin.rows) 行的排污口不属于 basins 表的任何流域，水期暂按第一张季节表（\(assumedBasin.basin)）判定；"
                        + "请补全：bourn monitoring set WORKSPACE basins FILE",
                    en:
                        "⚠ \(assumedBasin.rows) rows are of outfalls in no basin of the table `basins`; their season was "
                        + "told by the first calendar (\(assumedBasin.basin)): complete the table with "
                        + "`bourn monitoring set WORKSPACE basins FILE`"))
        }
        lines += notes
        lines += retiredCodes.prefix(5).map { "  " + $0.text[.invoked] }
        if retiredCodes.count > 5 { lines.append("  …") }
        for refusal in refusals.prefix(5) { lines.append("  " + refusal.sentence) }
        if refusals.count > 5 { lines.append("  …") }
        return lines.joined(separator: "\n")
    }

    /// What a person must know of what was taken.
    private var notes: [String] {
        var lines: [String] = []
        if !otherSheets.isEmpty {
            let names = otherSheets.joined(separator: ", ")
            lines.append(
                text(
                    zh: "⚠ 未读的工作表：\(names)；请用 --sheet 逐张导入",
                    en: "⚠ sheets not read: \(names); import each with --sheet"))
        }
        if corrected > 0 { lines.append(text(zh: "改正样品", en: "samples corrected") + "  \(corrected)") }
        if removed > 0 { lines.append(text(zh: "撤回结果", en: "results taken back") + "  \(removed)") }
        if contradicted > 0 {
            lines.append(
                text(
                    zh: "⚠ \(contradicted) 个已有结果在本文件中写为未测，仍保留；若已撤回，请加 --correct 再次导入",
                    en:
                        "⚠ \(contradicted) results stay although this file says that they were not measured; if they "
                        + "were withdrawn, import it again with --correct"))
        }
        lines += uncountedCodes.prefix(5).map { "  " + $0.text[.invoked] }
        if uncountedCodes.count > 5 { lines.append("  …") }
        return lines
    }

    /// The summary for programs.
    func json(refusedFile: String?) -> String {
        let counts: [(String, Int)] = [
            ("read", read), ("accepted", accepted), ("refused", refusedRows), ("inserted", newRows),
            ("updated", changedRows), ("unchanged", unchangedRows), ("samples_new", newSamples),
            ("results", results), ("results_inserted", inserted), ("results_updated", updated),
            ("results_unchanged", unchanged), ("blank_cells", blankCells), ("not_measured", notMeasured),
            ("refused_cells", refusedCells),
        ]
        let value = JSONValue.object(
            counts.map { JSONMember($0.0, .count($0.1)) } + [
                JSONMember("mapping", .object(mapping.map { JSONMember($0.field, .string($0.column)) })),
                JSONMember(
                    "retired_codes",
                    .array(
                        retiredCodes.map {
                            .object([
                                JSONMember("code", .string($0.code)),
                                JSONMember("present", .string($0.present)),
                                JSONMember("through", .string("\($0.through)")),
                                JSONMember("rows", .count($0.rows)),
                            ])
                        })),
                JSONMember(
                    "uncounted_codes",
                    .array(
                        uncountedCodes.map {
                            .object([
                                JSONMember("code", .string($0.code)),
                                JSONMember("present", .string($0.present)),
                                JSONMember("way", .string($0.way == .joined ? "joined" : "not_counting")),
                                JSONMember("rows", .count($0.rows)),
                            ])
                        })),
                JSONMember("samples_corrected", .count(corrected)),
                JSONMember("results_removed", .count(removed)),
                JSONMember("results_contradicted", .count(contradicted)),
                JSONMember("other_sheets", .array(otherSheets.map(JSONValue.string))),
                JSONMember("basin_assumed_rows", .count(assumedBasin?.rows ?? 0)),
                JSONMember("unused_columns", .array(unusedColumns.map(JSONValue.string))),
                JSONMember("refused_file", refusedFile.map(JSONValue.string) ?? .null),
            ])
        return String(decoding: value.json, as: UTF8.self)
    }

    /// Writes every refused row and cell to a CSV: row, line, column, value and reason.
    func writeRefusals(to path: String) throws {
        var writer = try CSVWriter(path: path, options: CSVWriter.Options(hasByteOrderMark: true))
        try writer.writeRow([
            text(zh: "行号", en: "row"), text(zh: "文本行", en: "line"), text(zh: "列", en: "column"),
            text(zh: "原值", en: "value"), text(zh: "整行", en: "whole row"), text(zh: "原因", en: "reason"),
        ])
        for refusal in refusals {
            let whole = refusal.isWholeRow ? text(zh: "是", en: "yes") : text(zh: "否", en: "no")
            let line = refusal.line.map { "\($0)" } ?? ""
            let row = [
                "\(refusal.row)", line, refusal.column ?? "", refusal.value ?? "", whole,
                refusal.reason.text[.invoked],
            ]
            try writer.writeRow(row)
        }
        try writer.finish()
    }
}

extension LaboratoryRefusal {
    /// The refusal in one line.
    var sentence: String {
        let what = [column, value.map { "“\($0)”" }].compactMap(\.self).joined(separator: " = ")
        let reason = reason.text[.invoked]
        return text(
            zh: "第 \(row) 行\(what.isEmpty ? "" : "，\(what)")：\(reason)",
            en: "row \(row)\(what.isEmpty ? "" : ", \(what)"): \(reason)")
    }
}
