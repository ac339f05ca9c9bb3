internal import Census
internal import GeoModel

/// The layer in which a workspace keeps the things of one kind.
struct WorkspaceLayer {
    let kind: ImportKind
    let srsID: Int

    /// The column by which rows are told apart.
    var keyColumn: String { kind.identity == .unit ? "unit_key" : "code" }

    /// The kind's own fields come first, in their order, then what Bourn records about the row.
    var definition: LayerDefinition {
        LayerDefinition(
            name: kind.layerName, identifier: kind.title[.chinese],
            geometry: GeometryColumn(type: geometryType, srsID: srsID),
            fields: kind.fields.map { FieldDefinition($0.name, $0.content == .number ? .real : .text) }
                + recordedFields.map { FieldDefinition($0.0, $0.1) })
    }

    private var geometryType: String {
        switch kind.geometry {
        case .area: "MULTIPOLYGON"
        case .position: "POINT"
        case .any: "GEOMETRY"
        }
    }

    private var recordedFields: [(String, FieldDefinition.Kind)] {
        let key: [(String, FieldDefinition.Kind)] = kind.identity == .unit ? [("unit_key", .text)] : []
        guard case .position = kind.geometry else { return key + [("source_fields", .text)] }
        return key + [
            ("coordinate_text", .text), ("coordinate_reference", .text), ("uncertainty_m", .real),
            ("notes", .text), ("source_fields", .text),
        ]
    }

    /// A record's values in the order of the layer's fields.
    func values(of record: ImportRecord) -> [FieldValue] {
        var values = record.values.map(FieldValue.init)
        if kind.identity == .unit { values.append(.text(record.key)) }
        if case .position = kind.geometry {
            let coordinate = record.coordinate
            values.append(.optional(coordinate?.originalText))
            values.append(.optional(coordinate.map { "\($0.reference)" }))
            values.append(coordinate?.uncertainty.map { .real($0.value) } ?? .null)
            values.append(record.notes.isEmpty ? .null : .text(record.notes.joined(separator: " ")))
        }
        values.append(.optional(record.otherFields))
        return values
    }
}

extension FieldValue {
    fileprivate init(_ value: ImportValue) {
        switch value {
        case .none: self = .null
        case .text(let text): self = .text(text)
        case .number(let number): self = .real(number)
        }
    }
}
