public import GeoModel

/// Takes the rows of one source into one layer, one rule after another, losing none.
public struct Importer {
    /// What the rows are.
    public let kind: ImportKind
    /// The reference the source's geometry and coordinates are in.
    public let reference: CRSIdentifier
    private let columns: [String]
    private let mapping: ResolvedMapping
    private let others: [Int]
    private let placement: any RowPlacing
    private var occurrences: [String: Int] = [:]

    /// Makes an importer for one source.
    ///
    /// - Parameters:
    ///   - kind: What the rows are.
    ///   - columns: The source's columns.
    ///   - mapping: Which of them feed which fields, as far as the user says.
    ///   - reference: The reference of the source's coordinates.
    ///   - placement: Brings geometry and coordinates into the workspace's reference.
    /// - Throws: `ImportMappingError` before any row is read.
    public init(
        kind: ImportKind, columns: [String], mapping: ImportMapping, reference: CRSIdentifier,
        placement: any RowPlacing
    ) throws(ImportMappingError) {
        self.kind = kind
        self.columns = columns
        self.mapping = try mapping.resolve(kind, columns: columns)
        self.reference = reference
        self.placement = placement
        others = self.mapping.otherColumns(of: columns.count)
    }

    /// Imports every row of a source.
    ///
    /// - Parameters:
    ///   - source: Where the rows come from.
    ///   - sink: Where accepted rows go.
    ///   - progress: Called after every row with the number read; what it throws (a cancellation) ends the import.
    /// - Returns: What became of each row.
    public mutating func run(
        _ source: some RowSource, into sink: inout some ImportSink, progress: (Int) throws -> Void
    ) throws -> ImportSummary {
        var summary = ImportSummary()
        summary.mapping = describedMapping
        summary.otherColumns = others.map { columns[$0] }
        try source.forEachRow { row in
            summary.read += 1
            switch record(of: row) {
            case .failure(let refusal): summary.refusals.append(refusal)
            case .success(let record):
                if case .value(_, droppedOrdinates: true) = row.geometry { summary.droppedOrdinates += 1 }
                summary.count(try sink.store(record), of: record, in: row)
            }
            try progress(summary.read)
        }
        return summary
    }

    private var describedMapping: [(field: String, column: String)] {
        let fields = zip(kind.fields, mapping.fieldColumns).compactMap { field, index in
            index.map { (field: field.name, column: columns[$0]) }
        }
        let roles = CoordinateRole.allCases.compactMap { role in
            mapping.coordinateColumns[role].map { (field: role.rawValue, column: columns[$0]) }
        }
        return fields + roles
    }

    /// The record of a row, or why there is none.
    mutating func record(of row: SourceRow) -> Result<ImportRecord, RowRefusal> {
        if let fault = row.fault { return .failure(row.refusal(fault)) }
        var values: [ImportValue] = []
        values.reserveCapacity(kind.fields.count)
        for (field, index) in zip(kind.fields, mapping.fieldColumns) {
            let text = index.flatMap { row.values[$0] }
            switch field.value(of: text) {
            case .success(let value): values.append(value)
            case .failure(let reason):
                return .failure(row.refusal(reason, field: index.map { columns[$0] }, value: text))
            }
        }
        switch placement.place(row, kind: kind, columns: mapping.coordinateColumns) {
        case .failure(let reason): return .failure(row.refusal(reason, value: reason.offendingText))
        case .success(let placed):
            return .success(
                ImportRecord(
                    row: row.number, key: key(of: values), values: values, geometry: placed.geometry,
                    coordinate: placed.coordinate, otherFields: otherFields(of: row)))
        }
    }

    private mutating func key(of values: [ImportValue]) -> String {
        let code = values[0].text ?? ""
        guard kind.identity == .unit else { return code }
        let division = text(of: "division_code", in: values) ?? text(of: "declared_zone", in: values) ?? ""
        let suffix = text(of: "suffix", in: values) ?? ""
        let key = "\(code)|\(suffix)|\(division.prefix(6))"
        let occurrence = (occurrences[key] ?? 0) + 1
        occurrences[key] = occurrence
        return occurrence == 1 ? key : "\(key)|\(occurrence)"
    }

    private func text(of name: String, in values: [ImportValue]) -> String? {
        kind.fields.firstIndex { $0.name == name }.flatMap { values[$0].text }
    }

    private func otherFields(of row: SourceRow) -> String? {
        let members = others.compactMap { index in
            row.values[index].map { JSONMember(columns[index], .string($0)) }
        }
        return members.isEmpty ? nil : String(decoding: JSONValue.object(members).json, as: UTF8.self)
    }
}

extension ImportSummary {
    fileprivate mutating func count(_ outcome: ImportOutcome, of record: ImportRecord, in row: SourceRow) {
        switch outcome {
        case .inserted: inserted += 1
        case .updated: updated += 1
        case .unchanged: unchanged += 1
        case .duplicate(let first):
            refusals.append(
                row.refusal(.duplicateCode(firstRow: first), field: "code", value: record.values[0].text))
            return
        }
        if record.geometry == nil { withoutPosition += 1 }
        if let note = record.coordinate?.note { doubts[note, default: 0] += 1 }
    }
}

extension SourceRow {
    fileprivate func refusal(_ reason: RefusalReason, field: String? = nil, value: String? = nil)
        -> RowRefusal
    {
        RowRefusal(row: number, line: line, field: field, value: value, reason: reason)
    }
}

extension ImportValue {
    /// The text, if it is one.
    var text: String? {
        if case .text(let text) = self { text } else { nil }
    }
}
