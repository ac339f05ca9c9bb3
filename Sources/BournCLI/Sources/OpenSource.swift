internal import Census
internal import Foundation
internal import GeoModel
internal import GeoPackageStore
internal import Interchange

/// A source as the rest of the program reads it: a GeoPackage or a CSV, whatever it was before.
///
/// Other formats are turned into a GeoPackage in a temporary folder, which goes away with this value.
final class OpenSource: Sendable {
    /// What the user named.
    let path: String
    /// How it is read.
    let form: Form
    private let temporaryFolder: URL?

    /// How a source is read.
    enum Form: Sendable {
        case geoPackage(GeoPackageFile)
        case csv(CSVRowSource)
    }

    private init(path: String, form: Form, temporaryFolder: URL? = nil) {
        self.path = path
        self.form = form
        self.temporaryFolder = temporaryFolder
    }

    deinit {
        if let temporaryFolder {
            try? FileManager.default.removeItem(at: temporaryFolder)  // The system clears it otherwise.
        }
    }

    /// Opens a file of any format that can be read.
    ///
    /// - Parameters:
    ///   - path: The file, or the folder of a file geodatabase.
    ///   - layer: The layer the user named.
    ///   - encoding: The encoding of a text file, where it is not to be found out.
    /// - Returns: The source, opened.
    /// - Throws: `StoreError`, `CSVError` or `InterchangeError`.
    static func open(_ path: String, layer: String?, encoding: TextEncoding? = nil) async throws -> OpenSource
    {
        switch URL(fileURLWithPath: path).pathExtension.lowercased() {
        case "gpkg":
            return OpenSource(path: path, form: .geoPackage(try GeoPackageFile(path: path)))
        case "csv", "tsv", "txt":
            let source = try CSVRowSource(path: path, options: CSVReader.Options(encoding: encoding))
            return OpenSource(path: path, form: .csv(source))
        default:
            return try await convert(path, layer: layer, encoding: encoding)
        }
    }

    private static func convert(
        _ path: String, layer: String?, encoding: TextEncoding?
    ) async throws -> OpenSource {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "bourn-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let copy = folder.appendingPathComponent("copy.gpkg").path
        do {
            try await Interruption.cancelling {
                try await ForeignFile(path: path).convert(
                    toGeoPackage: copy, layer: layer, encoding: encoding?.rawValue)
            }
            let file = try GeoPackageFile(path: copy, shownAs: path)
            return OpenSource(path: path, form: .geoPackage(file), temporaryFolder: folder)
        } catch {
            try? FileManager.default.removeItem(at: folder)  // The first error is the one to report.
            throw error
        }
    }

    /// The source's rows as an import takes them.
    func rows(layer: String?) throws -> any RowSource {
        switch form {
        case .csv(let rows): return rows
        case .geoPackage(let file): return LayerRowSource(LayerReader(try file.layer(named: layer), of: file))
        }
    }
}
