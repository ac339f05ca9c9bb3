internal import Census
internal import Foundation
internal import GeoPackageStore
internal import Interchange

/// A form as a table of text: what is handed in, with codes as text whatever the format.
struct FormTable {
    /// The sheet's name.
    let name: String
    /// The columns in the official order.
    let columns: [String]
    /// The rows.
    let rows: [[String]]

    /// Writes the table as CSV, or as XLSX when the file is called so.
    ///
    /// - Throws: `CSVError`, `StoreError`, `InterchangeError`.
    func write(to path: String) async throws {
        if URL(fileURLWithPath: path).pathExtension.lowercased() == "xlsx" {
            try await writeWorkbook(path)
        } else {
            try writeText(path)
        }
    }

    private func writeText(_ path: String) throws {
        var writer = try CSVWriter(path: path, options: CSVWriter.Options(hasByteOrderMark: true))
        try writer.writeRow(columns)
        for row in rows { try writer.writeRow(row) }
        try writer.finish()
    }

    /// By way of a GeoPackage whose fields are all text, so that no program may take a code for a number.
    private func writeWorkbook(_ path: String) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "bourn-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // The system clears it otherwise.
        let copy = folder.appendingPathComponent("form.gpkg").path
        let layer = LayerDefinition(
            name: name, identifier: name, geometry: nil, fields: columns.map { FieldDefinition($0, .text) })
        try GeoPackageWriter.write(to: copy, references: [], layer: layer) { writer in
            for row in rows { try writer.append(geometry: nil, envelope: nil, values: row.map { .text($0) }) }
        }
        let sheet = folder.appendingPathComponent("form.xlsx").path
        try await Interruption.cancelling { try await ForeignFile(path: sheet).write(fromGeoPackage: copy) }
        // The finished file is moved into place, so that nobody sees half of one.
        let data = try Data(contentsOf: URL(fileURLWithPath: sheet))
        try data.write(to: URL(fileURLWithPath: path).resolvingSymlinksInPath(), options: .atomic)
    }
}
