internal import Foundation
internal import GeoPackageStore

/// Where messages go: results to standard output, everything else to standard error.
struct Console: Sendable {
    /// Neither notes nor progress are shown.
    let isQuiet: Bool

    /// Writes a note for the person at the terminal.
    func note(_ message: String) {
        if !isQuiet { Self.write(message + "\n", to: STDERR_FILENO) }
    }

    /// Writes a result to a file or to standard output; never over a workspace, whichever command it comes from.
    ///
    /// - Throws: `OutputError` when not all of it could be written; `OutputCollision` for a workspace.
    func deliver(_ result: String, to path: String?) throws {
        guard let path else {
            guard Self.write(result.hasSuffix("\n") ? result : result + "\n", to: STDOUT_FILENO) else {
                throw OutputError(path: nil, errorNumber: errno)
            }
            return
        }
        guard Self.isOrdinary(path) else { return try writeInto(path, result) }
        if Workspace.isWorkspace(at: path) { throw OutputCollision(path: path, reason: .isWorkspace) }
        do {
            // Through a link to the file it means, which is replaced as a whole.
            let place = URL(fileURLWithPath: path).resolvingSymlinksInPath()
            try Data(result.utf8).write(to: place, options: .atomic)
        } catch let error as CocoaError {
            let underlying = error.underlying as? POSIXError
            throw OutputError(path: path, errorNumber: underlying?.code.rawValue ?? errno)
        }
    }

    /// A device or pipe takes the bytes; replacing it would destroy it.
    private func writeInto(_ path: String, _ result: String) throws {
        let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw OutputError(path: path, errorNumber: errno) }
        defer { close(descriptor) }
        guard Self.write(result, to: descriptor) else { throw OutputError(path: path, errorNumber: errno) }
    }

    /// The path is a regular file, or nothing yet.
    private static func isOrdinary(_ path: String) -> Bool {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return true }
        return status.st_mode & S_IFMT == S_IFREG
    }

    /// Standard error is a terminal, so a progress bar makes sense.
    var showsProgress: Bool { !isQuiet && isatty(STDERR_FILENO) == 1 }

    /// Standard output is a terminal that was not told to go without colour.
    static var usesColour: Bool {
        isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
    }

    /// Writes all bytes, however many calls it takes.
    @discardableResult
    static func write(_ text: String, to descriptor: Int32) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var done = 0
            while done < bytes.count {
                let rest = unsafe UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[done...]))
                let written = unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
                if written < 0 && errno == EINTR { continue }
                guard written > 0 else { return false }
                done += written
            }
            return true
        }
    }
}

/// A result that could not be written.
struct OutputError: Error {
    /// The file, or `nil` for standard output.
    let path: String?
    /// The system's error number.
    let errorNumber: Int32
}
