public import Census
internal import Foundation

/// Reduces pictures to 32 × 32 grey values with the `gdal_translate` program, for their fingerprints.
///
/// The picture is decoded in a child process with limits; GDAL reads a reduced JPEG, so a photo of twelve million pixels
/// takes a tenth of a second.
public struct PhotoPixels: Sendable {
    /// Pictures of more pixels are not decoded: no camera of a survey makes them.
    public static let mostPixels = 200_000_000
    private let program = BoundedProgram(
        name: "gdal_translate", processorSeconds: 20, memory: 2 << 30, outputLimit: 1 << 16)

    /// Makes a reader.
    public init() {}

    /// The fingerprint of a picture; `nil` when it is of one tone, or cannot be decoded, with the reason then.
    ///
    /// - Throws: `InterchangeError.programMissing`.
    public func fingerprint(of path: String) async throws -> (
        hash: PerceptualHash?, complaint: String?
    ) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "bourn-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // The system clears it otherwise.
        let raw = folder.appendingPathComponent("grey.raw").path
        let result = try await program.run(
            [
                "-q", "-of", "ENVI", "-ot", "Byte", "-b", "1", "-outsize", "32", "32", "-r", "average",
                "--config", "GDAL_ERROR_ON_LIBJPEG_WARNING", "TRUE", path, raw,
            ], about: path)
        guard result.exitCode == 0, let bytes = FileManager.default.contents(atPath: raw),
            bytes.count == 1024
        else {
            let line = result.errors.split(separator: "\n").first { $0.contains("ERROR") }
            return (nil, line.map(String.init) ?? "gdal_translate: \(result.ending)")
        }
        return (PerceptualHash(grey: Array(bytes)), nil)
    }
}
