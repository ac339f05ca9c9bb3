internal import Coverage
internal import Interchange

/// The faults that an office has accepted, kept in a CSV with the columns fault, reason and person.
enum AcceptedFaultList {
    /// Reads a list.
    ///
    /// - Parameter path: The CSV; `nil` for no list.
    /// - Returns: The acceptances in the order of the file.
    /// - Throws: `CSVError` or `CSVColumnError` when there is no such file or column.
    static func read(_ path: String?) throws -> [AcceptedFault] {
        guard let path else { return [] }
        var reader = try CSVReader(path: path)
        let columns = try ["fault", "reason", "person"].map { name throws(CSVColumnError) in
            try reader.header.column(named: name)
        }
        var list: [AcceptedFault] = []
        while let batch = try reader.nextBatch() {
            for row in 0..<batch.rowCount {
                let cells = columns.map { batch.text(row, $0) ?? "" }
                guard let fault = FaultID(cells[0]) else {
                    throw SourceError.notAFault(path: path, line: batch.line(row), text: cells[0])
                }
                list.append(AcceptedFault(fault: fault, reason: cells[1], person: cells[2]))
            }
        }
        return list
    }
}
