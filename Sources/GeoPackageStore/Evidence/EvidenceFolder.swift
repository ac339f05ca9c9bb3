internal import Coverage
internal import Foundation

/// Why a piece of evidence cannot be kept or read.
public enum EvidenceError: Error, Hashable, Sendable {
    /// The store has no file of this digest.
    case missing(digest: String)
    /// The file in the store is no longer what it was: its digest is another now.
    case altered(digest: String, now: String, path: String)
    /// A file cannot be read.
    case unreadable(path: String)
}

/// The files of a workspace's evidence, each under its SHA-256, in a folder beside the workspace.
///
/// A file is copied under a temporary name and moved to its place when it is complete, so that a killed import leaves no half
/// file under a digest; the same file twice is kept once. What is read is digested again first.
public struct EvidenceFolder: Sendable {
    /// Where the folder is.
    public let path: String

    /// The folder beside a workspace.
    public init(besides workspace: String) { path = workspace + ".evidence" }

    /// Where the file of a digest is, or would be.
    public func location(of digest: String) -> String { "\(path)/\(digest.prefix(2))/\(digest)" }

    /// Keeps a file.
    ///
    /// - Parameters:
    ///   - source: The file.
    ///   - digest: Its digest, which is computed again from what was copied.
    /// - Throws: `EvidenceError.altered` when the file changes while it is copied, and Foundation's errors.
    public func keep(_ source: String, digest: String) throws {
        let place = location(of: digest)
        guard !FileManager.default.fileExists(atPath: place) else { return }
        try copy(source, digest: digest)
    }

    /// Keeps a file that was kept before again, if the kept one is gone or altered.
    ///
    /// An altered file is not thrown away: it stays beside the good one under the ending `.altered`.
    ///
    /// - Returns: There was something to heal.
    /// - Throws: As `keep`.
    public func heal(_ source: String, digest: String) throws -> Bool {
        let place = location(of: digest)
        if FileManager.default.fileExists(atPath: place) {
            guard try Self.digest(of: place).digest != digest else { return false }
            try FileManager.default.moveItem(atPath: place, toPath: "\(place).\(UUID().uuidString).altered")
        }
        try copy(source, digest: digest)
        return true
    }

    private func copy(_ source: String, digest: String) throws {
        let place = location(of: digest)
        let folder = URL(fileURLWithPath: place).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let temporary = "\(place).\(UUID().uuidString).part"
        do {
            try FileManager.default.copyItem(atPath: source, toPath: temporary)
            let copied = try Self.digest(of: temporary).digest
            guard copied == digest else {
                throw EvidenceError.altered(digest: digest, now: copied, path: source)
            }
            // Renaming replaces what another import put there in the meantime, which has the same bytes.
            guard unsafe rename(temporary, place) == 0 else {
                throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: place])
            }
        } catch {
            try? FileManager.default.removeItem(atPath: temporary)  // The first error is the one to report.
            throw error
        }
    }

    /// Looks whether the file of a digest is there and unchanged.
    ///
    /// - Throws: `EvidenceError.missing` or `.altered`.
    public func verify(_ digest: String) throws {
        let place = location(of: digest)
        guard FileManager.default.fileExists(atPath: place) else {
            throw EvidenceError.missing(digest: digest)
        }
        let now = try Self.digest(of: place).digest
        guard now == digest else { throw EvidenceError.altered(digest: digest, now: now, path: place) }
    }

    /// The SHA-256 of a file as lower-case hexadecimal digits, and its size; read in pieces of one mebibyte.
    public static func digest(of path: String) throws -> (digest: String, bytes: Int) {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw EvidenceError.unreadable(path: path)
        }
        defer { try? file.close() }  // Closing a file that was only read loses nothing.
        var hash = SHA256()
        var count = 0
        while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
            for byte in piece { hash.add(byte) }
            count += piece.count
        }
        return (hash.finish(), count)
    }
}
