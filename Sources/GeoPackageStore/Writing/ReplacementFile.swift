internal import Foundation

/// A file that replaces another only when it is complete.
struct ReplacementFile {
    private let path: String

    /// Names a file; a link stands for the file it means.
    init(_ path: String) {
        self.path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }

    /// Gives `body` a temporary path in the same folder, and moves what it wrote into place, or away if not kept.
    func write<R>(isKept: Bool = true, _ body: (_ temporaryPath: String) throws -> R) throws -> R {
        try checkPlace()
        sweep()
        let temporary = "\(prefix)\(ProcessInfo.processInfo.processIdentifier)"
        defer { remove(temporary) }
        let result = try body(temporary)
        guard isKept else { return result }
        guard unsafe rename(temporary, path) == 0 else {
            throw StoreError.writeFailed(path: path, reason: unsafe String(cString: strerror(errno)))
        }
        return result
    }

    private var prefix: String { "\(path).part-" }

    /// A database needs a folder, and replaces a regular file only: never a device, a pipe or a folder.
    private func checkPlace() throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard FileManager.default.fileExists(atPath: folder) else {
            throw StoreError.writeFailed(path: path, reason: "the folder \(folder) does not exist")
        }
        guard unsafe access(folder, W_OK | X_OK) == 0 else {
            throw StoreError.writeFailed(path: path, reason: unsafe String(cString: strerror(errno)))
        }
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw StoreError.writeFailed(path: path, reason: "it is no regular file")
        }
    }

    /// Removes what killed processes left here, and nothing of processes that still run.
    private func sweep() {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        let start = URL(fileURLWithPath: prefix).lastPathComponent
        // Tidying may fail: the file itself is written all the same.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names where name.hasPrefix(start) {
            let owner = name.dropFirst(start.count).prefix { $0.isNumber }
            guard let process = Int32(owner), kill(process, 0) != 0, errno == ESRCH else { continue }
            remove(folder.appendingPathComponent(start + owner).path)
        }
    }

    private func remove(_ temporary: String) {
        for leftover in [temporary, temporary + "-journal"] {
            try? FileManager.default.removeItem(atPath: leftover)  // There is none after success.
        }
    }
}
