/// What became of a laboratory's file: rows read = accepted + refused, and within accepted rows every cell of an
/// indicator is a result, blank, "not measured", or refused.
public struct LaboratorySummary: Sendable {
    /// Data rows read.
    public internal(set) var read = 0
    /// Rows of samples that were not there before.
    public internal(set) var newRows = 0
    /// Rows that changed something.
    public internal(set) var changedRows = 0
    /// Rows that changed nothing.
    public internal(set) var unchangedRows = 0
    /// Samples that were not there before.
    public internal(set) var newSamples = 0
    /// Results read from cells of accepted rows.
    public internal(set) var results = 0
    /// Results that were not there before.
    public internal(set) var inserted = 0
    /// Results that had other values; what they were is in the log of changes.
    public internal(set) var updated = 0
    /// Results that were there with the same values.
    public internal(set) var unchanged = 0
    /// Cells that are blank.
    public internal(set) var blankCells = 0
    /// Cells that say that nothing was measured.
    public internal(set) var notMeasured = 0
    /// Refused rows and cells, in order.
    public internal(set) var refusals: [LaboratoryRefusal] = []
    /// Which column fed which field.
    public internal(set) var mapping: [(field: String, column: String)] = []
    /// Retired codes that rows were taken by, in the order they came.
    public private(set) var retiredCodes: [RetiredCodeNote] = []
    /// Codes of entries that do not count, by which rows were taken, in the order they came.
    public private(set) var uncountedCodes: [UncountedCodeNote] = []
    /// Samples whose outfall, day or kind was corrected.
    public internal(set) var corrected = 0
    /// Results that stay although the file says that nothing was measured.
    public internal(set) var contradicted = 0
    /// Results taken back because the file says that nothing was measured.
    public internal(set) var removed = 0
    /// Other sheets of the workbook, which were not read.
    public var otherSheets: [String] = []
    /// Rows of outfalls in no known basin, whose season hangs on it, with the calendar that was taken.
    public private(set) var assumedBasin: (basin: String, rows: Int)?
    /// Columns that fed nothing.
    public internal(set) var unusedColumns: [String] = []
    /// Rows refused.
    public private(set) var refusedRows = 0
    /// Cells refused in rows that were accepted.
    public private(set) var refusedCells = 0

    /// Rows whose sample is in the workspace now.
    public var accepted: Int { newRows + changedRows + unchangedRows }

    /// Makes a summary of nothing.
    public init() {}

    mutating func note(retired code: String, present: String, through day: CalendarDate) {
        if let index = retiredCodes.firstIndex(where: { $0.code == code && $0.present == present }) {
            retiredCodes[index].rows += 1
        } else {
            retiredCodes.append(RetiredCodeNote(code: code, present: present, through: day, rows: 1))
        }
    }

    mutating func note(_ code: String, _ way: UncountedCodeNote.Way, present: String) {
        if let index = uncountedCodes.firstIndex(where: { $0.code == code && $0.present == present }) {
            uncountedCodes[index].rows += 1
        } else {
            uncountedCodes.append(UncountedCodeNote(code: code, way: way, present: present, rows: 1))
        }
    }

    mutating func note(assumedBasin basin: String) {
        assumedBasin = (basin, (assumedBasin?.rows ?? 0) + 1)
    }

    mutating func refuse(_ refusal: LaboratoryRefusal) {
        refusals.append(refusal)
        refusedRows += 1
    }

    mutating func refuseCell(_ refusal: LaboratoryRefusal) {
        refusals.append(refusal)
        refusedCells += 1
    }

    mutating func count(_ outcome: SampleOutcome, rows: Int) {
        if outcome.isNewSample {
            newRows += rows
        } else if outcome.isChangedSample || outcome.inserted + outcome.updated + outcome.removed > 0 {
            changedRows += rows
        } else {
            unchangedRows += rows
        }
        newSamples += outcome.isNewSample ? 1 : 0
        inserted += outcome.inserted
        updated += outcome.updated
        unchanged += outcome.unchanged
        corrected += outcome.isCorrected ? 1 : 0
        contradicted += outcome.contradicted
        removed += outcome.removed
    }

    /// The results of a sample that was refused after its cells were read do not count.
    mutating func withdraw(results count: Int) { results -= count }
}
