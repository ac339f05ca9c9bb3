internal import Census
internal import GeoModel

extension RegisterEntry {
    /// The entry in one line.
    var line: String {
        let place = position.map { "\(rounded($0.x)) \(rounded($0.y))" } ?? text(zh: "无坐标", en: "no position")
        let state =
            exclusion.map { "\(self.state.text[.invoked])：\($0.text[.invoked])" } ?? self.state.text[.invoked]
        return [code, name, waterName, place, state].joined(separator: "  ")
    }

    private func rounded(_ value: Double) -> String { "\((value * 1e6).rounded() / 1e6)" }

    /// The entry for programs.
    var members: [JSONMember] {
        [
            JSONMember("id", .string(id)), JSONMember("code", .string(code)),
            JSONMember("name", .string(name)),
            JSONMember(
                "codes",
                .array(
                    codes.codes.map {
                        .object([
                            JSONMember("scheme", .string($0.code.scheme.id)),
                            JSONMember("value", .string($0.code.value)),
                            JSONMember("from", .string("\($0.from)")),
                            JSONMember("through", .optional($0.through.map { "\($0)" })),
                            JSONMember("reason", .string($0.reason)),
                        ])
                    })),
            JSONMember("category", .optional(category?.text[.chinese])),
            JSONMember("kind_2018", .optional(kind2018?.text[.chinese])),
            JSONMember("class_hj1312", .optional(classHJ1312)),
            JSONMember("discharge_mode", .optional(mode?.text[.chinese])),
            JSONMember("division_code", .string(declaredDivision)), JSONMember("address", .string(address)),
            JSONMember("operator", .string(operatorName)), JSONMember("water_name", .string(waterName)),
            JSONMember("water_code", .optional(waterCode)),
            JSONMember("declared_side", .optional(declaredSide?.rawValue)),
            JSONMember("serves_built_up", servesBuiltUpArea.map(JSONValue.bool) ?? .null),
            JSONMember("flow_m3_d", .optional(cubicMetresPerDay)),
            JSONMember("flow_m3_a", .optional(cubicMetresPerYear)),
            JSONMember("scale", .optional(scale()?.formText)), JSONMember("state", .string(state.rawValue)),
            JSONMember("exclusion", .optional(exclusion?.word)), JSONMember("case", .optional(caseID)),
        ]
    }

    /// The entry as a feature.
    var feature: GeoJSONFeature {
        GeoJSONFeature(
            id: .string(id), geometry: position.map { .point($0) }, properties: Array(members.dropFirst()))
    }

    /// The entry with its position for programs.
    var json: JSONValue {
        .object(members + [JSONMember("x", .optional(position?.x)), JSONMember("y", .optional(position?.y))])
    }
}

extension JSONValue {
    /// Text, or null.
    static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

    /// A number, or null.
    static func optional(_ number: Double?) -> JSONValue {
        number.flatMap(JSONNumber.init).map(JSONValue.number) ?? .null
    }

    /// The value as text.
    var text: String { String(decoding: json, as: UTF8.self) }
}

extension [GeoJSONFeature] {
    /// The features as one collection.
    var collection: String {
        var writer = GeoJSONWriter()
        for feature in self { writer.append(feature) }
        writer.finish()
        return String(decoding: writer.takeBytes(), as: UTF8.self)
    }
}
