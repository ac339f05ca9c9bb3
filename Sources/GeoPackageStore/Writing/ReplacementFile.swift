internal import Foundation

/// A file that replaces another only when it is complete.
struct ReplacementFile {
    private let path: String

    init(_ path: String) { self.path = path }

    /// Gives `body` a temporary path in the same folder, and moves what it wrote into place, or away if not kept.
    func write<R>(isKept: Bool = true, _ body: (_ temporaryPath: String) throws -> R) throws -> R {
        let temporary = "\(path).part-\(ProcessInfo.processInfo.processIdentifier)"
        defer {
            for leftover in [temporary, temporary + "-journal"] {
                try? FileManager.default.removeItem(atPath: leftover)  // There is none after success.
            }
        }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard FileManager.default.fileExists(atPath: folder) else {
            throw StoreError.writeFailed(path: path, reason: "the folder \(folder) does not exist")
        }
        let result = try body(temporary)
        guard isKept else { return result }
        guard unsafe rename(temporary, path) == 0 else {
            throw StoreError.writeFailed(path: path, reason: unsafe String(cString: strerror(errno)))
        }
        return result
    }
}
