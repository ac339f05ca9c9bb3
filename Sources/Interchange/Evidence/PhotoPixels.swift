public import Census
internal import Foundation

/// Reduces pictures with the `gdal_translate` program: to 32 × 32 grey values for their fingerprints, and for pages.
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
        let options = ["-of", "ENVI", "-ot", "Byte", "-b", "1", "-outsize", "32", "32"]
        let (bytes, result) = try await reduced(path, options)
        guard let bytes, bytes.count == 1024 else {
            let line = result.errors.split(separator: "\n").first { $0.contains("ERROR") }
            return (nil, line.map(String.init) ?? "gdal_translate: \(result.ending)")
        }
        return (PerceptualHash(grey: bytes), nil)
    }

    /// A small JPEG of a picture for a page, without the picture's metadata; `nil` when it cannot be decoded.
    ///
    /// - Throws: `InterchangeError.programMissing`.
    public func thumbnail(of path: String, width: Int = 160) async throws -> [UInt8]? {
        let options = [
            "-of", "JPEG", "-ot", "Byte", "-outsize", "\(width)", "0", "-noxmp", "-co", "QUALITY=60", "-co",
            "WRITE_EXIF_METADATA=NO", "--config", "GDAL_PAM_ENABLED", "NO",
        ]
        return try await reduced(path, options).bytes
    }

    /// What the program makes of a picture; no bytes when it fails.
    private func reduced(
        _ path: String, _ options: [String]
    ) async throws -> (bytes: [UInt8]?, result: BoundedProgram.Result) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "bourn-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // The system clears it otherwise.
        let made = folder.appendingPathComponent("made").path
        let result = try await program.run(
            ["-q", "-r", "average", "--config", "GDAL_ERROR_ON_LIBJPEG_WARNING", "TRUE"] + options + [path, made],
            about: path)
        let data = result.exitCode == 0 ? FileManager.default.contents(atPath: made) : nil
        return (data.map { Array($0) }, result)
    }
}
