internal import Foundation

/// Where messages go: results to standard output, everything else to standard error.
struct Console: Sendable {
    /// Neither notes nor progress are shown.
    let isQuiet: Bool

    /// Writes a note for the person at the terminal.
    func note(_ message: String) {
        if !isQuiet { Self.write(message + "\n", to: STDERR_FILENO) }
    }

    /// Writes a result to a file or to standard output.
    ///
    /// - Throws: `OutputError` when not all of it could be written.
    func deliver(_ result: String, to path: String?) throws {
        guard let path else {
            guard Self.write(result.hasSuffix("\n") ? result : result + "\n", to: STDOUT_FILENO) else {
                throw OutputError(path: nil, errorNumber: errno)
            }
            return
        }
        do {
            try Data(result.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch let error as CocoaError {
            let underlying = error.underlying as? POSIXError
            throw OutputError(path: path, errorNumber: underlying?.code.rawValue ?? errno)
        }
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
