internal import Census

/// Results in the shape of WQX 3.0: one row a result, a value or a detection condition with its limit, never both.
///
/// The names are those of the exchange's elements. What a census does not have (project, depth) is left out. Times are local
/// with the zone of Beijing.
///
/// Source: US EPA, Water Quality Exchange 3.0, physical and chemical results.
struct WaterQualityExchange {
    let organisation: String
    let reference: MonitoringReference

    private static let columns = [
        "OrganizationIdentifier", "MonitoringLocationIdentifier", "ActivityIdentifier", "ActivityTypeCode",
        "ActivityMediaName", "ActivityStartDate", "ActivityStartTime/Time", "ActivityStartTime/TimeZoneCode",
        "ActivityConductingOrganizationText", "CharacteristicName", "ResultSampleFractionText",
        "ResultDetectionConditionText", "ResultMeasureValue", "ResultMeasure/MeasureUnitCode",
        "ResultStatusIdentifier", "ResultValueTypeName", "ResultAnalyticalMethod/MethodIdentifier",
        "LaboratoryName", "AnalysisStartDate", "DetectionQuantitationLimitTypeName",
        "DetectionQuantitationLimitMeasure/MeasureValue", "DetectionQuantitationLimitMeasure/MeasureUnitCode",
        "ResultCommentText",
    ]

    func table(of samples: [SampleEntry]) -> FormTable {
        let rows = samples.flatMap { sample in sample.results.map { row($0, of: sample) } }
        return FormTable(name: "Results", columns: Self.columns, rows: rows)
    }

    private func row(_ result: ResultEntry, of sample: SampleEntry) -> [String] {
        let time = sample.time.minute.map { _ in String(sample.time.text.suffix(5)) + ":00" } ?? ""
        let head = [
            organisation, sample.outfall ?? "", sample.label, sample.kind.exchangeName, "Water",
            "\(sample.time.day)", time, time.isEmpty ? "" : "CST", sample.group,
            reference.catalogue.indicator(spelled: result.indicator)?.name.english ?? result.indicator,
            result.value.fraction.exchangeName,
        ]
        let unit = result.value.unit.code
        let (condition, value): (String, String) =
            switch result.value.quantity {
            case .number(let number): ("", Figure.text(number))
            case .belowLimit: ("Not Detected", "")
            case .aboveLimit: ("Present Above Quantification Limit", "")
            }
        let limit: (type: String, value: String) =
            switch result.value.quantity {
            case .belowLimit(let limit): ("Method Detection Level", Figure.text(limit))
            case .aboveLimit(let limit): ("Upper Quantitation Limit", Figure.text(limit))
            case .number:
                result.value.methodDetectionLimit.map { ("Method Detection Level", Figure.text($0)) } ?? (
                    "", ""
                )
            }
        return head + [
            condition, value, value.isEmpty ? "" : unit, "Final", "Actual", result.value.method ?? "",
            sample.laboratory, result.analysed.map { "\($0)" } ?? "", limit.type, limit.value,
            limit.value.isEmpty ? "" : unit, result.value.original,
        ]
    }
}

extension ActivityKind {
    /// The closed list of the exchange.
    fileprivate var exchangeName: String {
        switch self {
        case .routine: "Sample-Routine"
        case .fieldParallel: "Quality Control Sample-Field Replicate"
        case .laboratoryParallel: "Quality Control Sample-Lab Duplicate"
        case .fieldBlank: "Quality Control Sample-Field Blank"
        case .laboratoryBlank: "Quality Control Sample-Lab Blank"
        case .spike: "Quality Control Sample-Lab Matrix Spike"
        case .certifiedStandard: "Quality Control Sample-Reference Sample"
        }
    }
}

extension SampleFraction {
    fileprivate var exchangeName: String {
        switch self {
        case .total: "Total"
        case .dissolved: "Dissolved"
        case .suspended: "Suspended"
        }
    }
}
