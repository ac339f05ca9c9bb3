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
    private let sourceName: String

    /// Makes an importer for one source.
    ///
    /// - Parameters:
    ///   - kind: What the rows are.
    ///   - columns: The source's columns.
    ///   - mapping: Which of them feed which fields, as far as the user says.
    ///   - reference: The reference of the source's coordinates.
    ///   - xMeans: Which way a column called X points, if the user has said so.
    ///   - placement: Brings geometry and coordinates into the workspace's reference.
    ///   - sourceName: What the batch of a unit is called whose row names none: a file shares its mistakes.
    /// - Throws: `ImportMappingError` before any row is read.
    public init(
        kind: ImportKind, columns: [String], mapping: ImportMapping, reference: CRSIdentifier,
        xMeans: XMeaning? = nil, placement: any RowPlacing, sourceName: String = ""
    ) throws(ImportMappingError) {
        self.kind = kind
        self.columns = columns
        self.mapping = try mapping.resolve(kind, columns: columns, xMeans: xMeans)
        self.reference = reference
        self.placement = placement
        self.sourceName = sourceName
        others = self.mapping.otherColumns(of: columns.count)
    }

    /// Imports every row of a source.
    ///
    /// - Parameters:
    ///   - source: Where the rows come from.
    ///   - sink: Where accepted rows go.
    ///   - shapes: Looks at the shapes of accepted rows; `nil` to take them as they are.
    ///   - progress: Called after every row with the number read; what it throws (a cancellation) ends the import.
    /// - Returns: What became of each row.
    /// - Throws: What the source, the sink or `progress` throws.
    public func run(
        _ source: some RowSource, into sink: inout some ImportSink, shapes: (any ShapeChecking)? = nil,
        progress: (Int) throws -> Void
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
                let outcome = try sink.store(record)
                summary.count(outcome, of: record, in: row)
                if outcome.isAccepted { shapes?.submit(record) }
            }
            try progress(summary.read)
        }
        try sink.storePostponed { summary.count($0) }
        summary.shapeFaults = shapes?.finish() ?? []
        return summary
    }

    private var describedMapping: [(field: String, column: String)] {
        let fields = zip(kind.fields, mapping.fieldColumns).flatMap { field, indices in
            indices.map { (field: field.name, column: columns[$0]) }
        }
        return fields + (mapping.coordinates?.described(columns) ?? [])
    }

    /// The record of a row, or why there is none.
    func record(of row: SourceRow) -> Result<ImportRecord, RowRefusal> {
        if let fault = row.fault { return .failure(row.refusal(fault)) }
        var values: [ImportValue] = []
        values.reserveCapacity(kind.fields.count)
        for (field, indices) in zip(kind.fields, mapping.fieldColumns) {
            let index = indices.first { row.hasText(in: $0) } ?? indices.first
            let text = index.flatMap { row.values[$0] }
            switch field.value(of: text) {
            case .success(let value): values.append(value)
            case .failure(let reason):
                return .failure(row.refusal(reason, field: index.map { columns[$0] }, value: text))
            }
        }
        nameBatch(in: &values)
        // The same code typed in full-width digits is no other outfall.
        if kind == .outfalls, let code = values[0].text { values[0] = .text(halfWidth(code)) }
        switch placement.place(row, kind: kind, columns: mapping.coordinates) {
        case .failure(let reason): return .failure(row.refusal(reason, value: reason.offendingText))
        case .success(let placed):
            return .success(
                ImportRecord(
                    row: row.number, key: key(of: values), values: values, geometry: placed.geometry,
                    coordinate: placed.coordinate,
                    notes: notes(on: values, of: row, read: placed.coordinate?.reference ?? reference)
                        + (placed.coordinate?.notes ?? []),
                    otherFields: otherFields(of: row)))
        }
    }

    private func nameBatch(in values: inout [ImportValue]) {
        guard !sourceName.isEmpty, let index = kind.fields.firstIndex(where: { $0.name == "batch" }),
            (values[index].text ?? "").isEmpty
        else { return }
        values[index] = .text(sourceName)
    }

    /// What tells a row from others; units may share it.
    private func key(of values: [ImportValue]) -> String {
        let code = values[0].text ?? ""
        guard kind.identity == .unit else { return code }
        let division = text(of: "division_code", in: values) ?? text(of: "declared_zone", in: values) ?? ""
        let suffix = text(of: "suffix", in: values) ?? ""
        // A unit without any code is known by its name, until a code is given to it.
        let name = code.isEmpty ? "~" + (text(of: "name", in: values) ?? "") : code
        return "\(name)|\(suffix)|\(division.prefix(6))"
    }

    /// What is doubtful about the values themselves: a credit code whose check character is wrong, or a row that
    /// says it is in another reference than it was read in, or in none that is known.
    private func notes(
        on values: [ImportValue], of row: SourceRow, read reference: CRSIdentifier
    ) -> [String] {
        var notes: [String] = []
        if kind == .units, let code = values[0].text {
            notes += CodeDoubt.note(onUnitCode: code).map { [$0] } ?? []
        } else if kind == .units {
            notes.append("no-code")
        }
        if kind == .units { notes += CodeDoubt.lostZeros(in: lostZeroTexts(values, row)) }
        let word = ReferenceWord(text(of: "declared_reference", in: values) ?? "")
        if case .unknown = word {
            notes.append("reference-unknown")
        } else if !word.agrees(with: reference) {
            notes.append("reference-differs")
        }
        return notes
    }

    /// The texts of a unit's row that a spreadsheet may have robbed of a leading zero.
    private func lostZeroTexts(_ values: [ImportValue], _ row: SourceRow) -> CodeDoubt.UnitTexts {
        let organisation = columns.firstIndex(of: "组织机构代码").flatMap { row.values[$0] }
        return CodeDoubt.UnitTexts(
            industries: text(of: "industry_codes", in: values) ?? "", organisation: organisation ?? "")
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
        if case .duplicate(let first) = outcome {
            refusals.append(
                row.refusal(.duplicateCode(firstRow: first), field: "code", value: record.values[0].text))
            return
        }
        count(outcome)
        if record.geometry == nil { withoutPosition += 1 }
        for note in record.notes { doubts[note, default: 0] += 1 }
    }

    /// Counts a row once it is known what became of it.
    fileprivate mutating func count(_ outcome: ImportOutcome) {
        switch outcome {
        case .inserted: inserted += 1
        case .updated: updated += 1
        case .unchanged: unchanged += 1
        case .postponed, .duplicate: break
        }
    }
}

extension SourceRow {
    fileprivate func hasText(in column: Int) -> Bool {
        guard let text = values[column] else { return false }
        // ASCII that is no space settles it for nearly every value; only the rest needs Unicode's opinion.
        return text.utf8.contains { 0x21...0x7E ~= $0 } || text.contains { !$0.isWhitespace }
    }

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

extension CoordinateColumns<Int> {
    /// Which column holds which ordinate, by the names a mapping uses.
    fileprivate func described(_ columns: [String]) -> [(field: String, column: String)] {
        let roles: [CoordinateRole] =
            switch self {
            case .combined: [.coordinates]
            case .projected: [.easting, .northing]
            case .geographic(let longitude, let latitude):
                longitude.roles(.longitude, .longitudeDegrees, .longitudeMinutes, .longitudeSeconds)
                    + latitude.roles(.latitude, .latitudeDegrees, .latitudeMinutes, .latitudeSeconds)
            }
        return zip(roles, self.columns).map { (field: $0.rawValue, column: columns[$1]) }
    }
}

extension AngleColumns<Int> {
    fileprivate func roles(
        _ whole: CoordinateRole, _ degrees: CoordinateRole, _ minutes: CoordinateRole,
        _ seconds: CoordinateRole
    ) -> [CoordinateRole] {
        switch self {
        case .text: [whole]
        case .parts(_, _, nil): [degrees, minutes]
        case .parts: [degrees, minutes, seconds]
        }
    }
}
