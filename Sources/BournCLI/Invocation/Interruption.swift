internal import Census
internal import Foundation
internal import Synchronization

/// Ctrl-C as a request that long work honours between two rows, so that a transaction ends cleanly.
///
/// A second Ctrl-C ends the process at once; the store is left as SQLite's journal leaves it: as before.
enum Interruption {
    private static let requested = Atomic<Bool>(false)
    private static let endsAtOnce = Atomic<Bool>(false)

    /// Starts listening for SIGINT and SIGTERM.
    static func listen() {
        for number in [SIGINT, SIGTERM] {
            signal(number) { _ in
                let isSecond = Interruption.requested.exchange(true, ordering: .relaxed)
                if isSecond || Interruption.endsAtOnce.load(ordering: .relaxed) { _exit(130) }
            }
        }
        // A reader that goes away (`bourn … | head`) is an error of the write, not a death.
        signal(SIGPIPE, SIG_IGN)
        // So is a limit on the size of files.
        signal(SIGXFSZ, SIG_IGN)
    }

    /// The person at the terminal has asked to stop.
    static var isRequested: Bool { requested.load(ordering: .relaxed) }

    /// Throws when the person at the terminal has asked to stop.
    static func check() throws(Interrupted) {
        if requested.load(ordering: .relaxed) { throw Interrupted() }
    }

    /// Runs a computation that writes nothing; asked to stop, the process ends where it stands.
    ///
    /// The engines work on both cores for seconds and look at nothing else meanwhile. Since nothing is being written there is
    /// nothing to tidy up.
    static func endingAtOnce<R>(_ compute: () throws -> R) throws -> R {
        try check()
        endsAtOnce.store(true, ordering: .relaxed)
        defer { endsAtOnce.store(false, ordering: .relaxed) }
        return try compute()
    }

    /// Runs work that waits for another program, and cancels it when the person at the terminal asks to stop.
    ///
    /// - Throws: `Interrupted` when asked to stop, whatever the work made of its cancellation; else what `body` throws.
    static func cancelling(_ body: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                do {
                    try await body()
                } catch {
                    // Ctrl-C in a terminal ends the other program too, which is no fault of its input.
                    try check()
                    throw error
                }
            }
            tasks.addTask {
                while !Task.isCancelled {
                    try check()
                    try await Task.sleep(for: .milliseconds(50))
                }
            }
            defer { tasks.cancelAll() }
            try await tasks.next()
        }
    }
}

/// The person at the terminal asked to stop.
struct Interrupted: Error {}

/// An interruption of work that is kept piece by piece.
struct InterruptedWork: Error {
    /// What is kept and how to go on.
    let done: LocalizedText
}
