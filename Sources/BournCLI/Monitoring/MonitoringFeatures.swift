internal import Census
internal import GeoModel

/// Outfalls with their samples as GeoJSON, by RFC 7946 in longitude and latitude.
struct MonitoringFeatures {
    let outfalls: [MonitoredOutfall]
    let samples: [SampleEntry]
    /// What people decided on results.
    let decisions: ResultDecisions

    var json: JSONValue {
        let byOutfall = Dictionary(grouping: samples) { $0.outfall ?? "" }
        return .object([
            JSONMember("type", .string("FeatureCollection")),
            JSONMember("features", .array(outfalls.map { feature($0, byOutfall[$0.code] ?? []) })),
        ])
    }

    private func feature(_ outfall: MonitoredOutfall, _ samples: [SampleEntry]) -> JSONValue {
        let geometry = outfall.position.flatMap { position -> JSONValue? in
            guard let x = JSONNumber(position.x), let y = JSONNumber(position.y) else { return nil }
            return .object([
                JSONMember("type", .string("Point")),
                JSONMember("coordinates", .array([.number(x), .number(y)])),
            ])
        }
        return .object([
            JSONMember("type", .string("Feature")), JSONMember("id", .string(outfall.code)),
            JSONMember("geometry", geometry ?? .null),
            JSONMember(
                "properties",
                .object([
                    JSONMember("code", .string(outfall.code)),
                    JSONMember("other_code", outfall.otherCode.map(JSONValue.string) ?? .null),
                    JSONMember("name", .string(outfall.name)),
                    JSONMember("water_code", .string(outfall.waterCode)),
                    JSONMember("samples", .array(samples.map(sample))),
                ])),
        ])
    }

    private func sample(_ sample: SampleEntry) -> JSONValue {
        .object([
            JSONMember("label", .string(sample.label)), JSONMember("kind", .string(sample.kind.rawValue)),
            JSONMember("time", .string(sample.time.text)),
            JSONMember("season", .string(sample.occasion.season.rawValue)),
            JSONMember("year", .count(sample.occasion.year)), JSONMember("team", .string(sample.group)),
            JSONMember("laboratory", .string(sample.laboratory)),
            JSONMember("results", .array(sample.results.map { result($0, of: sample.label) })),
        ])
    }

    /// A value, or a qualifier with its limit: never a number that stands for a non-detect.
    private func result(_ result: ResultEntry, of label: String) -> JSONValue {
        func number(_ value: Double?) -> JSONValue {
            value.flatMap { JSONNumber($0) }.map(JSONValue.number) ?? .null
        }
        let quantity = result.value.quantity
        let (qualifier, limit): (JSONValue, Double?) =
            switch quantity {
            case .number: (.null, result.value.methodDetectionLimit)
            case .belowLimit(let limit): (.string("<"), limit)
            case .aboveLimit(let limit): (.string(">"), limit)
            }
        return .object([
            JSONMember("indicator", .string(result.indicator)), JSONMember("value", number(quantity.number)),
            JSONMember("qualifier", qualifier), JSONMember("limit", number(limit)),
            JSONMember("unit", .string(result.value.unit.code)),
            JSONMember("method", result.value.method.map(JSONValue.string) ?? .null),
            JSONMember("original", .string(result.value.original)),
            JSONMember(
                "decision",
                decisions.decision(on: result, of: label).map { .string($0.verdict.rawValue) } ?? .null),
        ])
    }
}
