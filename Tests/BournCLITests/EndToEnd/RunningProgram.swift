import Foundation
import Glibc
import Testing

/// A program that runs while the test watches it.
final class RunningProgram {
    private let process = Process()
    private let errors: FileHandle
    private let errorPath: String

    /// Starts the program; `temporaryFolder` is where it puts its temporary files.
    init(_ arguments: [String], temporaryFolder: String, errorPath: String) throws {
        self.errorPath = errorPath
        try Data().write(to: URL(fileURLWithPath: errorPath))
        errors = try FileHandle(forWritingTo: URL(fileURLWithPath: errorPath))
        process.executableURL = URL(fileURLWithPath: BournProgram.path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment
            .merging(TestLanguage.english.environment) { $1 }.merging(["TMPDIR": temporaryFolder]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = errors
        try process.run()
    }

    /// Waits until something has happened or the program has ended.
    ///
    /// - Returns: Whether it happened while the program ran.
    func wait(until happened: () -> Bool) -> Bool {
        while process.isRunning {
            if happened() { return true }
            usleep(200)
        }
        return false
    }

    /// Sends a signal.
    func send(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Waits for the end.
    ///
    /// - Returns: The exit code, or the signal that ended the program, and what it printed to standard error.
    func end() throws -> (status: Int32, wasKilled: Bool, errors: String) {
        process.waitUntilExit()
        let text = try String(contentsOfFile: errorPath, encoding: .utf8)
        return (process.terminationStatus, process.terminationReason == .uncaughtSignal, text)
    }
}
