internal import Foundation
internal import Synchronization

/// Ctrl-C as a request that long work honours between two rows, so that a transaction ends cleanly.
///
/// A second Ctrl-C ends the process at once; the store is left as SQLite's journal leaves it: as before.
enum Interruption {
    private static let requested = Atomic<Bool>(false)

    /// Starts listening for SIGINT and SIGTERM.
    static func listen() {
        for number in [SIGINT, SIGTERM] {
            signal(number) { _ in
                if Interruption.requested.exchange(true, ordering: .relaxed) { _exit(130) }
            }
        }
        // A reader that goes away (`bourn … | head`) is an error of the write, not a death.
        signal(SIGPIPE, SIG_IGN)
    }

    /// The person at the terminal has asked to stop.
    static var isRequested: Bool { requested.load(ordering: .relaxed) }

    /// Throws when the person at the terminal has asked to stop.
    static func check() throws(Interrupted) {
        if requested.load(ordering: .relaxed) { throw Interrupted() }
    }
}

/// The person at the terminal asked to stop.
struct Interrupted: Error {}
