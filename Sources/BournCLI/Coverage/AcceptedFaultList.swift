internal import Coverage
internal import Foundation
internal import GeoPackageStore
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

    private static let columns = ["fault", "reason", "person", "accepted_at", "kind", "zones"]

    /// Adds decisions at the end of a list, which is made when there is none; all of them or none.
    ///
    /// - Parameters:
    ///   - decisions: The acceptances.
    ///   - path: The CSV. One that has other columns is left alone.
    ///   - console: Writes the file.
    /// - Throws: `CSVError`, `CSVColumnError` or `SourceError.notAFault` for another file, and errors of writing.
    static func append(_ decisions: [FaultDecision], to path: String, console: Console) throws {
        var names = columns
        var rows: [[String]] = []
        if FileManager.default.fileExists(atPath: path) {
            _ = try read(path)
            var reader = try CSVReader(path: path)
            let kept = reader.header.names
            names = kept + columns.filter { !kept.contains($0) }
            while let batch = try reader.nextBatch() {
                rows += (0..<batch.rowCount).map { row in
                    names.indices.map { $0 < kept.count ? batch.text(row, $0) ?? "" : "" }
                }
            }
        }
        rows += decisions.map { decision in
            let cells = [
                decision.fault, decision.reason, decision.person, decision.time, decision.kind,
                decision.zones.joined(separator: " "),
            ]
            let values = Dictionary(uniqueKeysWithValues: zip(columns, cells))
            return names.map { values[$0] ?? "" }
        }
        let lines = ([names] + rows).map { $0.map(quoted).joined(separator: ",") }
        try console.deliver(lines.joined(separator: "\n") + "\n", to: path)
    }

    private static func quoted(_ text: String) -> String {
        text.contains { ",\"\n\r".contains($0) }
            ? "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : text
    }
}

extension AcceptedFault {
    /// What was accepted: in a source that is a workspace, and in a list.
    ///
    /// - Parameters:
    ///   - source: Any source.
    ///   - list: The CSV; `nil` for none.
    /// - Returns: The acceptances that hold.
    /// - Throws: Errors of opening and reading.
    static func accepted(in source: String, and list: String?) throws -> [AcceptedFault] {
        let kept =
            Workspace.isWorkspace(at: source) ? inForce(try Workspace.open(at: source).faultDecisions()) : []
        return try kept + AcceptedFaultList.read(list)
    }

    /// The acceptances that hold after some decisions: the last one on each fault counts.
    static func inForce(_ decisions: [FaultDecision]) -> [AcceptedFault] {
        var last: [String: FaultDecision] = [:]
        for decision in decisions { last[decision.fault] = decision }
        return last.values.filter(\.isAccepted).compactMap { decision in
            FaultID(decision.fault).map {
                AcceptedFault(fault: $0, reason: decision.reason, person: decision.person)
            }
        }.sorted { $0.fault < $1.fault }
    }
}
