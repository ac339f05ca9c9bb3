/// What a row says of all its results: read once, and refused once where it cannot be read.
struct RowSides {
    /// The day of analysis.
    var analysed: CalendarDate?
    /// How much was added to a spike.
    var added: Double?
    /// Which part of the water was analysed.
    var fraction = SampleFraction.total
    /// A fraction that nobody knows; then no value of the row says what was measured.
    var unreadFraction: String?
}

extension LaboratoryIntake {
    /// Reads what stands beside the values of a row; a cell that cannot be read is refused, and the results stay without it.
    func sides(of row: SourceRow, _ summary: inout LaboratorySummary) -> RowSides {
        refuseSpoilt(row, &summary)
        var sides = RowSides()
        if let text = optional(.analysed, of: row) {
            do throws(CalendarDateError) { sides.analysed = try SamplingTime(text).day } catch {
                refuse(.analysisDay(error), .analysed, row, &summary)
            }
        }
        if let text = optional(.added, of: row) {
            sides.added = DecimalNumber.value(halfWidth(text)).flatMap { $0 > 0 ? $0 : nil }
            if sides.added == nil { refuse(.added, .added, row, &summary) }
        }
        if let text = optional(.fraction, of: row) {
            if let known = SampleFraction(spelled: text) {
                sides.fraction = known
            } else {
                sides.unreadFraction = text
            }
        }
        return sides
    }

    /// The text of a field; `nil` when the cell is blank, or spoilt, which is told of the cell itself.
    func optional(_ field: LaboratoryField, of row: SourceRow) -> String? {
        columns.fields[field].flatMap { sound($0, of: row) }
    }

    /// The text of a cell; `nil` when it is blank or spoilt.
    func sound(_ column: Int, of row: SourceRow) -> String? {
        guard !row.cellFaults.contains(where: { $0.column == column }) else { return nil }
        let found = trimmed(cell(column, of: row))
        return found.isEmpty ? nil : found
    }

    /// Spoilt cells beside the values: the row's head refuses the row, and values refuse themselves.
    private func refuseSpoilt(_ row: SourceRow, _ summary: inout LaboratorySummary) {
        guard !row.cellFaults.isEmpty else { return }
        let values = Set(columns.values.map(\.column) + [columns.fields[.value]].compactMap(\.self))
        let beside = Set(columns.fields.values).union(columns.values.compactMap(\.unitColumn))
        for fault in row.cellFaults where beside.contains(fault.column) && !values.contains(fault.column) {
            summary.refuseCell(
                row.laboratoryRefusal(
                    fault.kind.reason, column: names[fault.column], value: cell(fault.column, of: row),
                    isWholeRow: false))
        }
    }

    private func refuse(
        _ reason: LaboratoryRefusalReason, _ field: LaboratoryField, _ row: SourceRow,
        _ summary: inout LaboratorySummary
    ) {
        summary.refuseCell(
            row.laboratoryRefusal(
                reason, column: name(field), value: cell(field, of: row), isWholeRow: false))
    }
}

extension SampleFraction {
    /// Reads what laboratories call the fraction.
    public init?(spelled text: String) {
        switch halfWidth(text).lowercased() {
        case "total", "总量", "总", "全量", "总态", "未过滤", "unfiltered", "whole": self = .total
        case "dissolved", "溶解态", "溶解性", "可溶性", "可溶态", "可溶", "溶解", "可过滤态", "过滤", "filtered", "filterable",
            "soluble":
            self = .dissolved
        case "suspended", "悬浮态", "悬浮", "颗粒态", "颗粒", "不可过滤态", "particulate", "non-filterable":
            self = .suspended
        default: return nil
        }
    }
}
