internal import Foundation

/// What a program printed and how it ended.
public struct ProgramResult: Sendable {
    /// The exit code.
    public let status: Int32
    /// Everything written to standard output.
    public let output: String
    /// Everything written to standard error.
    public let errors: String
}

/// Runs a program to its end.
///
/// - Parameters:
///   - path: The program; found by `env` when it has no slash.
///   - arguments: Its arguments.
///   - environment: Variables to set besides those of the test.
/// - Returns: What it printed and its exit code.
/// - Throws: Foundation's error when the program cannot be started.
public func run(
    _ path: String, _ arguments: [String], environment: [String: String] = [:]
) throws -> ProgramResult {
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path.contains("/") ? path : "/usr/bin/env")
    process.arguments = path.contains("/") ? arguments : [path] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    // Files, not pipes: a program that fills a pipe nobody reads would never end.
    let (output, errors) = (
        folder.url.appendingPathComponent("out"), folder.url.appendingPathComponent("err")
    )
    for url in [output, errors] { try Data().write(to: url) }
    let handles = try [output, errors].map { try FileHandle(forWritingTo: $0) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = handles[0]
    process.standardError = handles[1]
    try process.run()
    process.waitUntilExit()
    return ProgramResult(
        status: process.terminationStatus,
        output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
        errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
}
