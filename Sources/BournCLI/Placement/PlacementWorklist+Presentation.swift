internal import Census
internal import GeoModel
internal import Interchange

/// The forms of a worklist.
enum WorklistFormat: String, CaseIterable {
    case text, json, csv, html
}

extension PlacementWorklist {
    /// The list in a form.
    func presented(as format: WorklistFormat) -> String {
        switch format {
        case .text: text
        case .json: String(decoding: json.json, as: UTF8.self)
        case .csv: csv
        case .html: page.html(opening: .invoked)
        }
    }

    private var text: String {
        let heading = BournCLI.text(
            zh: "\(unitCount) 个单位，\(items.count) 个需要核实", en: "\(unitCount) units, \(items.count) to look at")
        let tally = counts.map { "  \($0.word)  \($0.units)" }
        let batches = findings.filter { $0.proposal != nil }.map { "  ! " + $0.text[.invoked] }
        let lines = items.map { item in
            let reasons = item.reviewed.suspicions.map { $0.text[.invoked] }.joined(separator: "; ")
            return "\(item.point.id)  \(item.name)  \(reasons)"
        }
        return ([heading] + tally + batches + lines).joined(separator: "\n")
    }

    private var csv: String {
        var buffer = CSVRowBuffer()
        for column in Item.columns { buffer.append(column.name) }
        for name in ["confidence", "reasons", "explanation"] { buffer.append(name) }
        buffer.endRow()
        for item in items {
            for cell in item.cells { buffer.append(cell) }
            buffer.append(item.reviewed.placement.confidence.rawValue)
            buffer.append(item.reviewed.suspicions.map(\.word).joined(separator: " "))
            buffer.append(item.reviewed.suspicions.map { $0.text[.invoked] }.joined(separator: "; "))
            buffer.endRow()
        }
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    private var json: JSONValue {
        .object([
            JSONMember("units", .number(JSONNumber(unitCount))),
            JSONMember("doubted", .number(JSONNumber(items.count))),
            JSONMember(
                "reasons", .object(counts.map { JSONMember($0.word, .number(JSONNumber($0.units))) })),
            JSONMember("batches", .array(findings.map(\.json))),
            JSONMember("worklist", .array(items.map(\.json))),
        ])
    }

    private var page: ReportPage {
        var page = ReportPage(
            title: LocalizedText(zh: "落区核实清单", en: "Placements to look at"),
            subtitle: LocalizedText(
                zh: "最要紧的在前；坐标不会被自动改动", en: "The most urgent first; no coordinate is moved by itself"))
        page.add(verdicts: [
            .count(unitCount, LocalizedText(zh: "单位", en: "units")),
            .fault(count: items.count, LocalizedText(zh: "需要核实", en: "to look at")),
            .fault(
                count: findings.count { $0.proposal != nil },
                LocalizedText(zh: "疑似整批读错", en: "batches that look misread")),
        ])
        page.add(section: LocalizedText(zh: "批次", en: "Batches"), batchTable)
        page.add(section: LocalizedText(zh: "单位", en: "Units"), items.isEmpty ? nil : itemTable)
        return page
    }

    private var batchTable: String {
        var table = HTMLTable([
            (LocalizedText(zh: "批次", en: "Batch"), .code), (LocalizedText(zh: "单位", en: "Units"), .number),
            (LocalizedText(zh: "可检验", en: "Tested"), .number),
            (LocalizedText(zh: "落入申报小区", en: "In the declared zone"), .number),
            (LocalizedText(zh: "建议", en: "Proposal"), .text),
        ])
        for finding in findings {
            table.add(html: [
                escaped(finding.batch), "\(finding.units)", "\(finding.tested)", "\(finding.hitsAsGiven)",
                finding.proposal == nil ? "" : finding.text.html,
            ])
        }
        return table.html()
    }

    private var itemTable: String {
        var columns = Item.columns.map {
            (title: $0.title, style: $0.isNumber ? HTMLTable.Style.number : .text)
        }
        columns.append((title: LocalizedText(zh: "原因", en: "Reasons"), style: .text))
        var table = HTMLTable(columns)
        for item in items {
            table.add(
                html: item.cells.map(escaped)
                    + [item.reviewed.suspicions.map(\.text.html).joined(separator: "<br>")])
        }
        return table.html()
    }
}

extension PlacementWorklist.Item {
    fileprivate var json: JSONValue {
        let members = zip(Self.columns, cells).map { column, cell in
            let number = column.isNumber ? Double(cell).flatMap { JSONNumber($0) } : nil
            let value: JSONValue = cell.isEmpty ? .null : number.map(JSONValue.number) ?? .string(cell)
            return JSONMember(column.name, value)
        }
        return .object(
            members + [
                JSONMember("confidence", .string(reviewed.placement.confidence.rawValue)),
                JSONMember(
                    "reasons",
                    .array(
                        reviewed.suspicions.map {
                            .object([
                                JSONMember("kind", .string($0.word)),
                                JSONMember("text", .string($0.text[.invoked])),
                            ])
                        })),
            ])
    }
}

extension BatchFinding {
    /// What was found, in words.
    var text: LocalizedText {
        guard let proposal else {
            return LocalizedText(
                zh: "批次 \(batch)：落入申报小区 \(hitsAsGiven)/\(tested)",
                en: "batch \(batch): \(hitsAsGiven) of \(tested) in the declared zone")
        }
        return LocalizedText(
            zh:
                "批次 \(batch)：\(proposal.correction.text[.chinese])后，落入申报小区 \(hitsAsGiven)→\(proposal.hits)（共 \(tested)）",
            en:
                "batch \(batch): \(proposal.correction.text[.english]): in the declared zone \(hitsAsGiven) → \(proposal.hits) of \(tested)"
        )
    }

    fileprivate var json: JSONValue {
        func count(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }
        return .object([
            JSONMember("batch", .string(batch)), JSONMember("units", count(units)),
            JSONMember("tested", count(tested)), JSONMember("hits", count(hitsAsGiven)),
            JSONMember("proposal", proposal.map { .string($0.correction.word) } ?? .null),
            JSONMember("hits_after", proposal.map { count($0.hits) } ?? .null),
            JSONMember(
                "p_value",
                proposal.flatMap { JSONNumber($0.test.pValue) }.map(JSONValue.number) ?? .null),
        ])
    }
}
