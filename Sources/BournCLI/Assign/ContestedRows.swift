internal import Interchange

/// A list of the rows that several zones claim, with all of these zones.
struct ContestedRows: ~Copyable {
    private var writer: CSVWriter
    private let codes: [String]

    /// Opens the list; nothing stands at its path before `finish`.
    ///
    /// - Throws: `CSVError`.
    init(path: String, codes: [String]) throws {
        var writer = try CSVWriter(path: path)
        try writer.writeRow(["row", "zone_codes"])
        self.writer = writer
        self.codes = codes
    }

    /// Adds rows of a batch.
    ///
    /// - Parameters:
    ///   - rows: Places within the batch, with the zones that hold or touch each.
    ///   - before: Rows of the source before the batch.
    /// - Throws: `CSVError`.
    mutating func append(_ rows: [(row: Int, zones: [Int])], rowsBefore before: Int) throws {
        for (row, zones) in rows {
            try writer.writeRow(["\(before + row + 1)", zones.map { codes[$0] }.joined(separator: " ")])
        }
    }

    /// Puts the list in its place.
    consuming func finish() throws { try writer.finish() }
}
