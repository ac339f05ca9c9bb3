internal import Dispatch
internal import Glibc
internal import Synchronization

/// Work on a stream of pieces: taken one after another, worked on by all cores, handed on in their order.
///
/// Taking and handing on stay with the caller's thread, so that a file, a transaction or a cursor may belong to it. Not
/// more than a few pieces are under way at a time: memory does not grow with the stream.
public enum OrderedPipeline {
    /// The number of pieces under way at a time: one for each core, and one that waits on either side.
    public static let width = max(2, DispatchQueue.cores + 2)

    /// Runs until there are no more pieces.
    ///
    /// After the first error nothing more is taken or handed on; pieces under way are waited for, and the error is thrown.
    ///
    /// - Parameters:
    ///   - next: Gives the next piece, `nil` after the last. Called on this thread.
    ///   - work: What to do with a piece, on any thread and in any order.
    ///   - take: Is given the results in the order of the pieces, on this thread.
    /// - Throws: What the closures throw; of several errors that of the earliest piece.
    /// - Complexity: The work, divided by the cores.
    public static func run<Piece: Sendable, Result: Sendable>(
        next: () throws -> Piece?, work: @escaping @Sendable (Piece) throws -> Result,
        take: (Result) throws -> Void
    ) throws {
        var pending: [Job<Result>] = []
        defer { for job in pending { job.wait() } }
        var hasEnded = false
        while true {
            while !hasEnded, pending.count < width {
                guard let piece = try next() else {
                    hasEnded = true
                    break
                }
                let job = Job<Result>()
                job.start { try work(piece) }
                pending.append(job)
            }
            guard let first = pending.first else { return }
            try take(first.result())
            pending.removeFirst()
        }
    }
}

/// One piece of work on another thread.
private final class Job<Result: Sendable>: Sendable {
    private let outcome = Mutex<Swift.Result<Result, any Error>?>(nil)
    private let group = DispatchGroup()

    func start(_ body: @escaping @Sendable () throws -> Result) {
        DispatchQueue.global().async(group: group) { [self] in
            let result = Swift.Result { try body() }
            outcome.withLock { $0 = result }
        }
    }

    func wait() { group.wait() }

    /// The result, once there is one; taken out, so that its memory can be given back.
    func result() throws -> Result {
        group.wait()
        guard let outcome = outcome.withLock({ $0.take() }) else {
            preconditionFailure("a job's result is taken once")
        }
        return try outcome.get()
    }
}

extension DispatchQueue {
    /// The processors that this process may use.
    fileprivate static var cores: Int { Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
