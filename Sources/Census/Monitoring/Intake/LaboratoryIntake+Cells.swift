extension LaboratoryIntake {
    /// The sample of a row without its results.
    func entry(
        of row: SourceRow, into sink: inout some MonitoringSink, _ summary: inout LaboratorySummary
    ) throws -> SampleEntry {
        if let fault = row.fault { throw row.laboratoryRefusal(.row(fault), column: nil, value: nil) }
        for fault in row.cellFaults {
            guard isHead(fault.column) else { continue }
            throw row.laboratoryRefusal(
                fault.kind.reason, column: names[fault.column], value: cell(fault.column, of: row))
        }
        let label = trimmed(cell(.label, of: row))
        guard !label.isEmpty else { throw refusal(.noLabel, .label, row) }
        guard let kind = ActivityKind(spelled: cell(.kind, of: row)) else {
            throw refusal(.unknownKind, .kind, row)
        }
        let time = try time(of: row)
        let outfall = try outfall(of: row, kind: kind, on: time.day, into: &sink, &summary)
        guard let calendar = reference.calendar(for: outfall) else {
            preconditionFailure("an import needs a season calendar")
        }
        let partner = trimmed(cell(.partner, of: row))
        let batch = optional(.batch, of: row)
        let declared = try declaredSeason(of: row)
        if let outfall, reference.isCalendarAssumed(for: outfall, on: time.day) {
            summary.note(assumedBasin: calendar.basin)
        }
        return SampleEntry(
            row: row.number, label: label, kind: kind, partner: partner.isEmpty ? nil : partner,
            outfall: outfall?.code, time: time, declaredSeason: declared,
            occasion: calendar.occasion(on: time.day), basin: calendar.basin,
            team: filled(.team, of: row, orElse: defaults.team), samplers: optional(.samplers, of: row) ?? "",
            laboratory: filled(.laboratory, of: row, orElse: defaults.laboratory),
            batch: batch, results: [])
    }

    private func isHead(_ column: Int) -> Bool {
        [LaboratoryField.label, .kind, .partner, .outfall, .time, .season].contains {
            columns.fields[$0] == column
        }
    }

    private func refusal(
        _ reason: LaboratoryRefusalReason, _ field: LaboratoryField, _ row: SourceRow
    ) -> LaboratoryRefusal {
        row.laboratoryRefusal(reason, column: name(field), value: cell(field, of: row))
    }

    private func filled(_ field: LaboratoryField, of row: SourceRow, orElse usual: String) -> String {
        optional(field, of: row) ?? usual
    }

    private func outfall(
        of row: SourceRow, kind: ActivityKind, on day: CalendarDate, into sink: inout some MonitoringSink,
        _ summary: inout LaboratorySummary
    ) throws -> MonitoredOutfall? {
        let code = halfWidth(cell(.outfall, of: row))
        guard !code.isEmpty else {
            // A field blank goes through a whole day's way, and belongs to no outfall of it.
            if kind == .laboratoryBlank || kind == .certifiedStandard || kind == .fieldBlank { return nil }
            throw refusal(.noOutfall(kind), .outfall, row)
        }
        switch try sink.outfall(spelled: code, on: day) {
        case .one(let outfall): return outfall
        case .retired(let outfall, let through):
            summary.note(retired: code, present: outfall.code, through: through)
            return outfall
        case .joined(let outfall):
            summary.note(code, .joined, present: outfall.code)
            return outfall
        case .notCounting(let outfall):
            summary.note(code, .notCounting(outfall.exclusion), present: outfall.code)
            return outfall
        case .ambiguous(let codes): throw refusal(.ambiguousOutfall(codes), .outfall, row)
        case .unknown: throw refusal(.unknownOutfall, .outfall, row)
        }
    }

    private func time(of row: SourceRow) throws -> SamplingTime {
        let text = trimmed(cell(.time, of: row))
        guard !text.isEmpty else { throw refusal(.noTime, .time, row) }
        let time: SamplingTime
        do throws(CalendarDateError) { time = try SamplingTime(text) } catch {
            throw refusal(.time(error), .time, row)
        }
        guard time.day >= Self.earliest else { throw refusal(.tooOld(time.day), .time, row) }
        if let today, time.day > today { throw refusal(.future(time.day), .time, row) }
        return time
    }

    private func declaredSeason(of row: SourceRow) throws -> Season? {
        let text = trimmed(cell(.season, of: row))
        guard !text.isEmpty else { return nil }
        guard let season = Season(spelled: text) else { throw refusal(.unknownSeason, .season, row) }
        return season
    }

    /// Reads the values of a row into its sample.
    mutating func readCells(
        of row: SourceRow, into entry: inout SampleEntry, _ summary: inout LaboratorySummary
    ) {
        let sides = sides(of: row, &summary)
        if columns.isLong {
            let spelling = trimmed(cell(.indicator, of: row))
            guard let indicator = reference.catalogue.indicator(spelled: spelling),
                let column = columns.fields[.value]
            else {
                return summary.refuseCell(
                    row.laboratoryRefusal(
                        .unknownIndicator, column: name(.indicator), value: spelling, isWholeRow: false))
            }
            let value = LaboratoryColumns.ValueColumn(
                indicator: indicator.code, column: column, unitColumn: columns.fields[.unit])
            readCell(value, of: row, sides, into: &entry, &summary)
        } else {
            for value in columns.values { readCell(value, of: row, sides, into: &entry, &summary) }
        }
    }

    private mutating func readCell(
        _ value: LaboratoryColumns.ValueColumn, of row: SourceRow, _ sides: RowSides,
        into entry: inout SampleEntry, _ summary: inout LaboratorySummary
    ) {
        let text = cell(value.column, of: row)
        do throws(LaboratoryCellRefusal) {
            if let fault = row.cellFaults.first(where: { $0.column == value.column }) {
                throw LaboratoryCellRefusal(fault.kind.reason)
            }
            guard let result = try result(text, value, row, sides, entry) else {
                guard !trimmed(text).isEmpty else { return summary.blankCells += 1 }
                summary.notMeasured += 1
                return entry.notMeasured.append(value.indicator)
            }
            guard !entry.results.contains(where: { $0.isSameResult(as: result) }) else {
                throw LaboratoryCellRefusal(.repeatedIndicator)
            }
            entry.results.append(result)
            summary.results += 1
        } catch {
            summary.refuseCell(
                row.laboratoryRefusal(
                    error.reason, column: names[value.column], value: text, isWholeRow: false))
        }
    }

    /// The result in a cell; `nil` when it is blank or says that nothing was measured.
    private mutating func result(
        _ text: String, _ value: LaboratoryColumns.ValueColumn, _ row: SourceRow, _ sides: RowSides,
        _ entry: SampleEntry
    ) throws(LaboratoryCellRefusal) -> ResultEntry? {
        guard let indicator = reference.catalogue.indicator(spelled: value.indicator) else {
            throw LaboratoryCellRefusal(.unknownIndicator)
        }
        guard let cell = try CellReading(text, words: parser.notMeasuredWords) else { return nil }
        let hasFractions = indicator.unit.dimension == .concentration
        if hasFractions, let unread = sides.unreadFraction { throw LaboratoryCellRefusal(.fraction(unread)) }
        let unit = try unit(of: cell, value, row, indicator)
        let method = method(of: entry.laboratory, for: indicator.code, in: unit)
        let limit = try writtenLimit(of: row) ?? method.limit
        let reading: LaboratoryReading
        do throws(LaboratoryTextError) {
            // What is below zero is no non-detect but impossible, which the review says.
            reading = try parser.read(cell.number, methodDetectionLimit: cell.isNegative ? nil : limit)
        } catch {
            throw LaboratoryCellRefusal(.value(error.showing(text)))
        }
        // Nothing is measured as none at all: without a limit nobody can tell a non-detect from a blank cell.
        guard !hasFractions || !indicator.carriesLoad || reading.quantity != .number(0) else {
            throw LaboratoryCellRefusal(.zero)
        }
        return ResultEntry(
            indicator: indicator.code,
            value: MeasuredValue(
                reading.quantity, unit: unit, methodDetectionLimit: limit,
                method: optional(.method, of: row) ?? method.name,
                fraction: hasFractions ? sides.fraction : .total, original: text),
            analysed: sides.analysed, instrument: optional(.instrument, of: row), added: sides.added)
    }

    private func writtenLimit(of row: SourceRow) throws(LaboratoryCellRefusal) -> Double? {
        guard let text = optional(.limit, of: row) else { return nil }
        guard let limit = DecimalNumber.value(halfWidth(text)), limit > 0 else {
            throw LaboratoryCellRefusal(.limit)
        }
        return limit
    }

    /// The unit in the cell, in its row, of its column; for scales of one unit, that.
    private mutating func unit(
        of cell: CellReading, _ value: LaboratoryColumns.ValueColumn, _ row: SourceRow, _ indicator: Indicator
    ) throws(LaboratoryCellRefusal) -> MeasurementUnit {
        let inRow = value.unitColumn.flatMap { sound($0, of: row) } ?? ""
        let ofRow = columns.isLong ? "" : optional(.unit, of: row) ?? ""
        let found: MeasurementUnit
        if let own = cell.unit {
            found = own
        } else if !inRow.isEmpty {
            found = try known(unit(spelled: inRow))
        } else if let unit = value.unit {
            found = unit
        } else if !ofRow.isEmpty, indicator.unit.dimension == .concentration {
            found = try known(unit(spelled: ofRow))
        } else if indicator.unit.dimension.scale == .acidity || indicator.unit.dimension.scale == .celsius {
            return indicator.unit
        } else {
            throw LaboratoryCellRefusal(.unit(.missing))
        }
        // A flow may be weighed: a tonne of water is a cubic metre.
        let isFlow = indicator.unit.dimension == .volumeFlow && found.dimension == .massFlow
        // Reports call pH dimensionless.
        if found == .one, indicator.unit.dimension.scale == .acidity { return indicator.unit }
        guard found.dimension == indicator.unit.dimension || isFlow else {
            throw LaboratoryCellRefusal(.unit(.dimensionMismatch(from: found, to: indicator.unit)))
        }
        return found
    }

    private func known(
        _ unit: Result<MeasurementUnit, UnitError>
    ) throws(LaboratoryCellRefusal) -> MeasurementUnit {
        switch unit {
        case .success(let unit): return unit
        case .failure(let error): throw LaboratoryCellRefusal(.unit(error))
        }
    }
}

/// Why a cell was not taken, before it is known where it stands.
struct LaboratoryCellRefusal: Error {
    let reason: LaboratoryRefusalReason

    init(_ reason: LaboratoryRefusalReason) { self.reason = reason }
}

/// A cell split into its number and the unit written behind it.
private struct CellReading {
    let number: String
    let unit: MeasurementUnit?

    var isNegative: Bool { number.utf8.first == UInt8(ascii: "-") && number.utf8.count > 1 }

    /// `nil` when the cell is blank or one of the words for "not measured".
    init?(_ text: String, words: Set<String>) throws(LaboratoryCellRefusal) {
        let plain = halfWidth(text)
        guard !plain.isEmpty, !words.contains(plain.uppercased()) else { return nil }
        if DecimalNumber.isPlain(plain) {
            (number, unit) = (plain, nil)
            return
        }
        let split =
            plain.firstIndex { !($0.isASCII && ($0.isNumber || "<>.+-".contains($0))) } ?? plain.endIndex
        let tail = trimmed(plain[split...])
        // `0.025L` is a limit with its flag, not litres; a unit of concentration or flow has a stroke.
        if split > plain.startIndex, tail.contains("/"), let found = try? MeasurementUnit(spelling: tail) {
            (number, unit) = (String(plain[..<split]), found)
        } else {
            (number, unit) = (plain, nil)
        }
    }
}

extension LaboratoryTextError {
    /// The error with the cell's text rather than the part that was read.
    fileprivate func showing(_ original: String) -> LaboratoryTextError {
        switch self {
        case .malformed: .malformed(text: original)
        case .ambiguousComma: .ambiguousComma(text: original)
        case .missingLimit: .missingLimit(text: original)
        default: self
        }
    }
}

extension ResultEntry {
    fileprivate func isSameResult(as other: ResultEntry) -> Bool {
        indicator == other.indicator && value.fraction == other.value.fraction
    }
}

extension SourceRow {
    func laboratoryRefusal(
        _ reason: LaboratoryRefusalReason, column: String?, value: String?, isWholeRow: Bool = true
    ) -> LaboratoryRefusal {
        LaboratoryRefusal(
            row: number, line: line, column: column, value: value, reason: reason, isWholeRow: isWholeRow)
    }
}
