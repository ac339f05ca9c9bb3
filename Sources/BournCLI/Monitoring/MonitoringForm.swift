internal import Census

/// Samples in the columns of form S105, one row a sample.
struct MonitoringForm {
    let reference: MonitoringReference
    let names: [String: String]

    /// The form; controls of quality are no part of it.
    ///
    /// Results stand in the unit of their indicator, non-detects by their limit with the flag L; what has no column of its own
    /// stands under 其他 with its name and unit.
    func table(of samples: [SampleEntry]) -> FormTable {
        let routine = samples.filter { $0.kind.countsAsMonitoring && $0.outfall != nil }
            .sorted {
                ($0.outfall ?? "", $0.time.text, $0.label) < ($1.outfall ?? "", $1.time.text, $1.label)
            }
        return FormTable(
            name: "S105", columns: OutfallForm.s105.map(\.heading.chinese), rows: routine.map(cells))
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
