internal import Census

/// Samples in the columns of form S105, one row a sample.
struct MonitoringForm {
    let reference: MonitoringReference
    let names: [String: String]
    /// What people decided: rejected results are no part of the form.
    let decisions: ResultDecisions

    /// The form; controls of quality are no part of it.
    ///
    /// Results stand in the unit of their indicator, non-detects by their limit with the flag L; what has no column of its own
    /// stands under 其他 with its name and unit.
    func table(of samples: [SampleEntry]) -> FormTable {
        let routine = Self.routine(samples).compactMap(decisions.standing)
            .sorted {
                ($0.outfall ?? "", $0.time.text, $0.label) < ($1.outfall ?? "", $1.time.text, $1.label)
            }
        return FormTable(
            name: "S105", columns: OutfallForm.s105.map(\.heading.chinese), rows: routine.map(cells))
    }

    private static func routine(_ samples: [SampleEntry]) -> [SampleEntry] {
        samples.filter { $0.kind.countsAsMonitoring && $0.outfall != nil }
    }

    /// What the form leaves out because it was rejected in review; `nil` when nothing was.
    func leftOut(of samples: [SampleEntry]) -> LocalizedText? {
        let routine = Self.routine(samples)
        let kept = routine.map(decisions.standing)
        let results = zip(routine, kept).reduce(0) { $0 + $1.0.results.count - ($1.1?.results.count ?? 0) }
        guard results > 0 else { return nil }
        let whole = kept.count { $0 == nil }
        return LocalizedText(
            zh: "审核剔除的 \(results) 个结果未列入" + (whole > 0 ? "，其中 \(whole) 个样品已无结果" : ""),
            en: "\(results) results rejected in review are left out"
                + (whole > 0 ? "; \(whole) samples have none left" : ""))
    }

    /// How many samples of an outfall stand beside each other in the official table.
    static let slotCount = 12

    /// The same rows as the official table has them: one row an outfall, its samples in slots 01 to 12 by time.
    ///
    /// An outfall with more samples goes on in a further row, so that none is lost.
    static func slots(of rows: FormTable) -> FormTable {
        let (head, indicators) = (rows.columns.prefix(2), rows.columns.dropFirst(2))
        let numbered = (1...slotCount).flatMap { slot in
            indicators.map { $0 + (slot < 10 ? "0\(slot)" : "\(slot)") }
        }
        var lines: [[String]] = []
        var used = slotCount
        for row in rows.rows {
            if used == slotCount || lines.last?[1] != row[1] {
                lines.append(Array(row.prefix(2)))
                used = 0
            }
            lines[lines.count - 1] += row.dropFirst(2)
            used += 1
        }
        let width = head.count + numbered.count
        return FormTable(
            name: "S105", columns: head + numbered,
            rows: lines.map { $0 + Array(repeating: "", count: width - $0.count) })
    }

    private func cells(_ sample: SampleEntry) -> [String] {
        let code = sample.outfall ?? ""
        let official = IndicatorCatalogue.census2018.indicators.filter { $0.formColumn != nil }
            .sorted { ($0.formColumn ?? 0) < ($1.formColumn ?? 0) }.map(\.code)
        let values = official.map { indicator in
            sample.results.first { $0.indicator == indicator }.map(shown) ?? ""
        }
        let others = sample.results.filter { !official.contains($0.indicator) }.map { result in
            let name =
                reference.catalogue.indicator(spelled: result.indicator)?.name.chinese ?? result.indicator
            return "\(name) \(shown(result))"
        }
        return [names[code] ?? "", code, sample.time.text] + values + [others.joined(separator: "；")]
    }

    /// In the indicator's unit; a result whose unit does not fit, as it was written.
    private func shown(_ result: ResultEntry) -> String {
        guard let quantity = reference.quantity(result) else {
            return "\(result.value.original) \(result.value.unit.code)"
        }
        return quantity.text(.limitWithFlag).chinese
    }
}
