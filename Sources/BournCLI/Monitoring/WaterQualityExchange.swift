internal import Census

/// Results in the shape of WQX 3.0: one row a result, a value or a detection condition with its limit, never both.
///
/// The names are those of the exchange's elements. What a census does not have (project, depth) is left out. The exchange's
/// list of time zones has none of China, so times are told in UTC, by date and clock; a sample without a time keeps the civil
/// day of its form, and no zone. A fraction stands where one can be told apart, and not beside flow, temperature, pH or
/// dissolved oxygen. A result is preliminary
/// until a person accepts or rejects it.
///
/// Source: US EPA, Water Quality Exchange 3.0, physical and chemical results.
struct WaterQualityExchange {
    let organisation: String
    let reference: MonitoringReference
    /// What people decided on results.
    let decisions: ResultDecisions

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
        let start = ExchangeTime(sample.time)
        let indicator = reference.catalogue.indicator(spelled: result.indicator)
        let head = [
            organisation, sample.outfall ?? "", sample.label, sample.kind.exchangeName, "Water",
            start.date, start.time, start.zone, sample.group, indicator?.name.english ?? result.indicator,
            indicator?.hasFractions ?? true ? result.value.fraction.exchangeName : "",
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
            condition, value, value.isEmpty ? "" : unit, status(of: result, sample), "Actual",
            result.value.method ?? "",
            sample.laboratory, result.analysed.map { "\($0)" } ?? "", limit.type, limit.value,
            limit.value.isEmpty ? "" : unit, result.value.original,
        ]
    }
}

extension WaterQualityExchange {
    private func status(of result: ResultEntry, _ sample: SampleEntry) -> String {
        switch decisions.decision(on: result, of: sample.label)?.verdict {
        case .accepted: "Accepted"
        case .rejected: "Rejected"
        case .open, nil: "Preliminary"
        }
    }
}

/// A time of sampling as the exchange takes it.
private struct ExchangeTime {
    let date: String
    let time: String
    let zone: String

    init(_ local: SamplingTime) {
        guard let minute = local.minute else {
            (date, time, zone) = ("\(local.day)", "", "")
            return
        }
        let moment = Moment(
            day: local.day, secondsOfDay: Double(minute) * 60, offsetSeconds: Moment.beijingOffsetSeconds)
        let text = moment.text
        (date, time, zone) = (String(text.prefix(10)), String(text.dropFirst(11).prefix(8)), "UTC")
    }
}

extension Indicator {
    /// What is dissolved and what is not can be told apart.
    fileprivate var hasFractions: Bool { unit.dimension == .concentration && carriesLoad }
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
