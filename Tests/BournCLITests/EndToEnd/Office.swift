import Foundation
import GeoModel
import GeoPackageStore
import Interchange
import TestSupport
import Testing

/// A folder with a workspace and the sources that a test feeds it.
struct Office {
    let folder: TemporaryFolder
    let workspace: String

    init() throws {
        folder = try TemporaryFolder()
        workspace = folder.path("office.gpkg")
    }

    /// Writes a source file of text.
    func source(_ name: String, _ text: String) throws -> String { try source(name, bytes: Array(text.utf8)) }

    /// Writes a source file of bytes.
    func source(_ name: String, bytes: [UInt8]) throws -> String {
        let path = folder.path(name)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
    }

    /// Writes a GeoPackage with one layer of areas, each given as code and WKT.
    func geoPackage(
        _ name: String, _ areas: [(code: String, wkt: String)], layer: String = "areas",
        reference: SpatialReferenceDefinition = .cgcs2000
    ) throws -> String {
        let path = folder.path(name)
        let definition = LayerDefinition(
            name: layer, identifier: layer,
            geometry: GeometryColumn(type: "GEOMETRY", srsID: reference.srsID),
            fields: [FieldDefinition("code", .text)])
        try GeoPackageWriter.write(to: path, references: [reference], layer: definition) { writer in
            for area in areas {
                let geometry = try WKT.decode(area.wkt).geometry
                try writer.append(
                    geometry: GeoPackageBlob.encode(geometry, srsID: Int32(reference.srsID)),
                    envelope: geometry.envelope, values: [.text(area.code)])
            }
        }
        return path
    }

    /// Imports a source into the workspace and reads the result.
    func importing(
        _ kind: String, _ source: String, _ options: String..., expecting status: ExitStatus = .fine,
        location: SourceLocation = #_sourceLocation
    ) throws -> ImportResult {
        let printed = try BournProgram.run(
            ["import", kind, workspace, source, "--format", "json"] + options)
        printed.expect(status, location)
        return try ImportResult(printed, location)
    }

    /// Runs an import in one language, whatever becomes of it.
    func tryImporting(
        _ kind: String, _ source: String, _ options: String..., in language: TestLanguage = .english
    ) throws -> ProgramResult {
        try BournProgram.run(["import", kind, workspace, source] + options, in: language)
    }

    /// What SQL says of the workspace, as the `sqlite3` program prints it.
    func query(_ sql: String, in path: String? = nil) throws -> String {
        let result = try run("sqlite3", [path ?? workspace, sql])
        #expect(result.status == 0, "\(result.errors)")
        return result.output.trimmingCharacters(in: .newlines)
    }

    /// Changes a file through the `sqlite3` program.
    func damage(_ path: String, _ sql: String) throws { _ = try query(sql, in: path) }

    /// The triggers of a file: those of a spatial index call functions that the `sqlite3` program lacks.
    func triggers(of path: String) throws -> [String] {
        try query("SELECT name FROM sqlite_master WHERE type = 'trigger'", in: path)
            .split(separator: "\n").map(String.init)
    }

    /// The workspace's bytes; `nil` when there is none.
    var bytes: Data? { FileManager.default.contents(atPath: workspace) }

    /// What lies in the folder besides some files.
    func leftovers(besides known: String...) throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        return names.filter { !known.contains($0) }.sorted()
    }

    /// The rows of a CSV of refused rows.
    func refusedRows(_ path: String? = nil) throws -> [RefusedRow] {
        var reader = try CSVReader(path: path ?? "\(workspace).blocks.refused.csv")
        var rows: [RefusedRow] = []
        while let batch = try reader.nextBatch() {
            for row in 0..<batch.rowCount {
                let values = (0..<5).map { batch.text(row, $0) ?? "" }
                rows.append(
                    RefusedRow(
                        row: values[0], line: values[1], field: values[2], value: values[3],
                        reason: values[4]))
            }
        }
        return rows
    }
}

/// A unit square as WKT, its corner at a whole degree in Henan.
func squareWKT(_ number: Int) -> String {
    let (x, y) = (110 + number % 10, 30 + number / 10)
    return "POLYGON((\(x) \(y), \(x + 1) \(y), \(x + 1) \(y + 1), \(x) \(y + 1), \(x) \(y)))"
}

/// The code of a village, by its number.
func villageCode(_ number: Int) -> String { "4101010012" + (number < 10 ? "0" : "") + "\(number)" }
