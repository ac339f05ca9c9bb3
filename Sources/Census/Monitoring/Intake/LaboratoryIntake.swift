/// Takes a laboratory's file into a workspace, cell by cell, losing none.
///
/// Every data row is accepted or refused as a whole; within accepted rows every cell of an indicator becomes a result,
/// is blank or says "not measured", or is refused with its reason. A cell that is refused does not take its row with it.
public struct LaboratoryIntake {
    /// What holds where the file does not say.
    public struct Defaults: Hashable, Sendable {
        /// The laboratory.
        public var laboratory = ""
        /// The team.
        public var team = ""

        /// Makes defaults that say nothing.
        public init() {}
    }

    let columns: LaboratoryColumns
    let names: [String]
    let reference: MonitoringReference
    let defaults: Defaults
    /// The last day on which anything can have been sampled; `nil` when nobody says what day it is.
    let today: CalendarDate?
    private var firstRow: [String: Int] = [:]
    private var pending: (entry: SampleEntry, rows: [Int])?
    private var limits = MethodLimits()
    private var units: [String: Result<MeasurementUnit, UnitError>] = [:]
    let parser = LaboratoryTextParser()

    /// Makes an intake for one file.
    ///
    /// - Parameters:
    ///   - columns: Which columns hold what.
    ///   - names: The columns' names.
    ///   - reference: The office's reference data; it has a season calendar.
    ///   - defaults: What holds where the file does not say.
    ///   - today: The day of the import, after which no sample can have been taken.
    public init(
        columns: LaboratoryColumns, names: [String], reference: MonitoringReference,
        defaults: Defaults = Defaults(), today: CalendarDate? = nil
    ) {
        self.columns = columns
        self.names = names
        self.reference = reference
        self.defaults = defaults
        self.today = today
    }

    /// The first day that is believed: China's first standard for discharges, GBJ 4-73, is of November 1973, and a year
    /// before that is a misprint.
    static let earliest = CalendarDate(uncheckedDayNumber: CalendarDate.day(fromYear: 1973, month: 1, day: 1))

    /// Imports every row.
    ///
    /// - Parameters:
    ///   - source: Where the rows come from.
    ///   - sink: Where samples go.
    ///   - progress: Called after every row; what it throws ends the import.
    /// - Returns: What became of each row and cell.
    /// - Throws: What source, sink or `progress` throws.
    public mutating func run(
        _ source: some RowSource, into sink: inout some MonitoringSink, progress: (Int) throws -> Void
    ) throws -> LaboratorySummary {
        var summary = LaboratorySummary()
        summary.mapping = columns.described
        summary.unusedColumns = columns.unused
        try source.forEachRow { row in
            summary.read += 1
            try take(row, into: &sink, &summary)
            try progress(summary.read)
        }
        try flush(into: &sink, &summary)
        return summary
    }

    private mutating func take(
        _ row: SourceRow, into sink: inout some MonitoringSink, _ summary: inout LaboratorySummary
    ) throws {
        do {
            let head = try entry(of: row, into: &sink, &summary)
            if columns.isLong == false, let first = firstRow.updateValue(row.number, forKey: head.label) {
                firstRow[head.label] = first
                throw row.laboratoryRefusal(
                    .repeatedLabel(row: first), column: name(.label), value: head.label)
            }
            if let open = pending, open.entry.label == head.label {
                try join(row, head, &summary)
            } else {
                try flush(into: &sink, &summary)
                var entry = head
                readCells(of: row, into: &entry, &summary)
                pending = (entry, [row.number])
            }
        } catch let refusal as LaboratoryRefusal {
            summary.refuse(refusal)
        }
    }

    /// A further row of the sample that the row before belongs to.
    private mutating func join(
        _ row: SourceRow, _ head: SampleEntry, _ summary: inout LaboratorySummary
    ) throws {
        guard var open = pending else { return }
        guard open.entry.isSameBottle(as: head) else {
            throw row.laboratoryRefusal(
                .labelTaken(outfall: open.entry.outfall ?? "", day: "\(open.entry.time.day)"),
                column: name(.label), value: head.label)
        }
        readCells(of: row, into: &open.entry, &summary)
        open.rows.append(row.number)
        pending = open
    }

    private mutating func flush(
        into sink: inout some MonitoringSink, _ summary: inout LaboratorySummary
    ) throws {
        guard let (entry, rows) = pending else { return }
        pending = nil
        let outcome = try sink.store(entry)
        guard let conflict = outcome.conflict else { return summary.count(outcome, rows: rows.count) }
        summary.withdraw(results: entry.results.count)
        for row in rows {
            summary.refuse(
                LaboratoryRefusal(
                    row: row, line: nil, column: name(.label), value: entry.label, reason: conflict,
                    isWholeRow: true))
        }
    }

    func name(_ field: LaboratoryField) -> String? { columns.fields[field].map { names[$0] } }

    func cell(_ field: LaboratoryField, of row: SourceRow) -> String {
        columns.fields[field].map { cell($0, of: row) } ?? ""
    }

    func cell(_ column: Int, of row: SourceRow) -> String {
        column < row.values.count ? row.values[column] ?? "" : ""
    }

    /// The unit of a spelling, remembered: a file has few.
    mutating func unit(spelled text: String) -> Result<MeasurementUnit, UnitError> {
        if let known = units[text] { return known }
        let found = Result { () throws(UnitError) in try MeasurementUnit(spelling: text) }
        units[text] = found
        return found
    }

    /// A laboratory's method for an indicator, its limit in a unit.
    mutating func method(
        of laboratory: String, for indicator: String, in unit: MeasurementUnit
    ) -> (name: String?, limit: Double?) {
        limits.method(of: laboratory, for: indicator, in: unit, methods: reference.methods)
    }
}

/// Limits of methods in the units of a file, remembered.
private struct MethodLimits {
    private struct Key: Hashable {
        let laboratory: String
        let indicator: String
        let unit: String
    }

    private var known: [Key: (name: String?, limit: Double?)] = [:]

    mutating func method(
        of laboratory: String, for indicator: String, in unit: MeasurementUnit, methods: LaboratoryMethods
    ) -> (name: String?, limit: Double?) {
        let key = Key(laboratory: laboratory, indicator: indicator, unit: unit.code)
        if let found = known[key] { return found }
        let method = methods.method(of: laboratory, for: indicator)
        // A limit in a unit that does not convert tells nothing about this value; the value's own unit is judged apart.
        let limit = method.flatMap { method in
            method.detectionLimit.flatMap { try? method.unit.convert($0, to: unit) }
        }
        // 0.025 mg/L is 25 µg/L, not 25.000000000000004.
        let rounded = limit.map { Double(decimalText($0, places: 12)) ?? $0 }
        let answer = (name: method?.name, limit: rounded)
        known[key] = answer
        return answer
    }
}
