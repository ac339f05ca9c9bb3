internal import Foundation
internal import Subprocess

/// A file in one of the formats that GDAL reads, turned into a GeoPackage by the `ogr2ogr` program.
///
/// The program runs as a child process with limits on processor time and memory, so a hostile file cannot
/// take Bourn down with it. Values go over as GDAL reads them; spreadsheet columns are read as text so that no code
/// becomes a number.
public struct ForeignFile: Sendable {
    /// Where the file, or the folder of a file geodatabase, is.
    public let path: String

    /// How much the child process may take.
    public struct Limits: Hashable, Sendable {
        /// Processor seconds.
        public var processorSeconds = 1800
        /// Bytes of address space.
        public var memory = 8 << 30

        /// Makes the default limits: half an hour and eight gibibytes.
        public init() {}
    }

    private static let sheets: Set<String> = ["xlsx", "xlsm", "ods"]

    /// Names a file.
    public init(path: String) { self.path = path }

    /// Writes the file's layer, or all its layers when none is named, into a new GeoPackage.
    ///
    /// - Parameters:
    ///   - destination: Where the GeoPackage goes.
    ///   - layer: The layer to take.
    ///   - encoding: The encoding of the file's text, where the format does not say.
    ///   - limits: How much the child process may take.
    /// - Throws: `InterchangeError.missing`, `.programMissing`, or `.unreadable` with what GDAL said.
    public func convert(
        toGeoPackage destination: String, layer: String?, encoding: String? = nil, limits: Limits = Limits()
    ) async throws {
        guard FileManager.default.fileExists(atPath: path) else { throw InterchangeError.missing(path: path) }
        var arguments = [
            "-f", "GPKG", "-dsco", "VERSION=1.3", "-lco", "SPATIAL_INDEX=NO", "-lco", "GEOMETRY_NAME=geom",
        ]
        // The integer key must not take a name that the file's own fields may have.
        arguments += ["-lco", "FID=ogr_fid", "-unsetFid"]
        arguments += [
            "--config", "OGR_XLSX_FIELD_TYPES", "STRING", "--config", "OGR_ODS_FIELD_TYPES", "STRING",
        ]
        // A sheet whose cells are all text gives GDAL no sign of where the header ends.
        if Self.sheets.contains(URL(fileURLWithPath: path).pathExtension.lowercased()) {
            arguments += ["-oo", "HEADERS=FORCE"]
        }
        if let encoding { arguments += ["--config", "SHAPE_ENCODING", encoding] }
        arguments += [destination, path] + (layer.map { [$0] } ?? [])
        try await run("ogr2ogr", arguments, limits: limits)
    }

    /// Writes the file anew from a GeoPackage, in the format that its ending names.
    ///
    /// What stood there before is replaced once the new file is complete; a format of several files, such as a
    /// shapefile, brings all of its own.
    ///
    /// - Parameters:
    ///   - copy: The GeoPackage.
    ///   - limits: How much the child process may take.
    /// - Returns: What GDAL warned of, such as field names that the format cannot hold in full.
    /// - Throws: `InterchangeError.programMissing`, or `.unwritable` with what GDAL said; an error of the file system.
    @discardableResult
    public func write(fromGeoPackage copy: String, limits: Limits = Limits()) async throws -> [String] {
        let place = URL(fileURLWithPath: path)
        let folder = place.deletingLastPathComponent().appendingPathComponent(".bourn-\(UUID().uuidString)")
        let files = FileManager.default
        try files.createDirectory(at: folder, withIntermediateDirectories: false)
        defer {
            try? files.removeItem(at: folder)  // It is empty by then, or holds what could not be completed.
        }
        let warnings: [String]
        do {
            let made = folder.appendingPathComponent(place.lastPathComponent).path
            let options = Self.creationOptions[place.pathExtension.lowercased()] ?? []
            let said = try await run("ogr2ogr", options + [made, copy], limits: limits)
            // The program ends well also when it could not make a field.
            if said.contains(where: { $0.hasPrefix("ERROR") }) {
                throw InterchangeError.unwritable(path: path, reason: said.joined(separator: "; "))
            }
            warnings = said
        } catch InterchangeError.unreadable(_, let reason) {
            throw InterchangeError.unwritable(path: path, reason: reason)
        }
        for name in try files.contentsOfDirectory(atPath: folder.path) {
            let target = place.deletingLastPathComponent().appendingPathComponent(name)
            if files.fileExists(atPath: target.path) { try files.removeItem(at: target) }
            try files.moveItem(at: folder.appendingPathComponent(name), to: target)
        }
        return warnings
    }

    /// What formats need to keep what they can: any character in two bytes where that is usual, and shapes in a table.
    private static let creationOptions = [
        "shp": ["-lco", "ENCODING=GB18030"], "csv": ["-lco", "GEOMETRY=AS_WKT"],
    ]

    /// Runs a program to its end and gives what it said on the way.
    @discardableResult
    private func run(_ program: String, _ arguments: [String], limits: Limits) async throws -> [String] {
        let limited = ["--cpu=\(limits.processorSeconds)", "--as=\(limits.memory)", program] + arguments
        let result: (status: TerminationStatus, errors: String)
        do {
            let finished = try await Subprocess.run(
                .name("prlimit"), arguments: Arguments(limited), output: .discarded,
                error: .string(limit: 1 << 20))
            result = (finished.terminationStatus, finished.standardError)
        } catch let error as SubprocessError {
            throw InterchangeError.programMissing(name: program, reason: "\(error)")
        }
        switch result.status {
        case .exited(0): return result.errors.split(separator: "\n").map(String.init)
        case .exited(1) where result.errors.contains("failed to execute"):
            throw InterchangeError.programMissing(name: program, reason: result.errors)
        default:
            throw InterchangeError.unreadable(
                path: path, reason: Self.firstError(in: result.errors) ?? "\(program): \(result.status)")
        }
    }

    /// GDAL prints warnings before the error that ended it, and a bare "FAILURE:" before its sentence.
    private static func firstError(in text: String) -> String? {
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("FAILURE") && !$0.isEmpty }
        return (lines.first { $0.contains("ERROR") } ?? lines.first).map(String.init)
    }
}
