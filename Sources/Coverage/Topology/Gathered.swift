internal import Synchronization

/// Collects one result for each piece of a parallel loop.
final class Gathered<Result: Sendable>: Sendable {
    private let results = Mutex<[Int: Result]>([:])

    func put(_ result: Result, at piece: Int) {
        results.withLock { $0[piece] = result }
    }

    func inOrder() -> [Result] {
        results.withLock { found in found.keys.sorted().compactMap { found[$0] } }
    }
}
