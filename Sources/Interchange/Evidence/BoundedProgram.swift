internal import Subprocess

/// A program of the system run as a child process with limits, so that a hostile file cannot take Bourn down.
struct BoundedProgram {
    /// The program's name.
    let name: String
    /// Processor seconds that it may take.
    let processorSeconds: Int
    /// Bytes of address space that it may take.
    let memory: Int
    /// Bytes of output that are read; a program that prints more is stopped.
    let outputLimit: Int

    /// How a program ended and what it printed.
    struct Result: Sendable {
        /// Its exit code; `nil` when a signal ended it, as when it exceeded a limit.
        let exitCode: Int?
        /// How it ended, in words.
        let ending: String
        let output: String
        let errors: String
    }

    /// Runs the program to its end.
    ///
    /// - Throws: `InterchangeError.programMissing` when it cannot be started, `.unreadable` when it prints too much.
    func run(_ arguments: [String], input: String = "", about path: String) async throws -> Result {
        let limited = ["--cpu=\(processorSeconds)", "--as=\(memory)", name] + arguments
        do {
            let finished = try await Subprocess.run(
                .name("prlimit"), arguments: Arguments(limited), input: .string(input),
                output: .string(limit: outputLimit), error: .string(limit: 1 << 20))
            let errors = finished.standardError
            if errors.contains("failed to execute") {
                throw InterchangeError.programMissing(name: name, reason: errors)
            }
            var code: Int?
            if case .exited(let status) = finished.terminationStatus { code = Int(status) }
            return Result(
                exitCode: code, ending: "\(finished.terminationStatus)",
                output: finished.standardOutput, errors: errors)
        } catch let error as SubprocessError {
            throw InterchangeError.unreadable(path: path, reason: "\(name): \(error)")
        }
    }
}
