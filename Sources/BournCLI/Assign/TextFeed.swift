internal import Dispatch
internal import Interchange
internal import Synchronization

/// Batches of a text that worker threads read themselves, one after another.
///
/// Splitting a text into rows has to go from its start to its end, but it need not keep the thread that writes: each
/// worker takes the next batch in its turn and then works on it while another takes the one after.
final class TextFeed: Sendable {
    private let reader: Mutex<CSVReader>
    private let ended = Atomic<Bool>(false)

    init(_ reader: consuming sending CSVReader) { self.reader = Mutex(reader) }

    /// The text has no more batches, so no more turns are needed.
    var hasEnded: Bool { ended.load(ordering: .acquiring) }

    /// The right to the batch after that of another turn.
    final class Turn: Sendable {
        private let previous: Turn?
        private let isDone = DispatchGroup()

        /// Makes a turn; each must be taken, in the order in which they were made or later.
        init(after previous: Turn?) {
            self.previous = previous
            isDone.enter()
        }

        fileprivate func take<Result>(_ body: () throws -> Result) rethrows -> Result {
            previous?.isDone.wait()
            defer { isDone.leave() }
            return try body()
        }
    }

    /// The batch of a turn, once all earlier ones are taken; `nil` behind the last.
    ///
    /// - Throws: `CSVError`; later turns then get nothing.
    func batch(at turn: Turn) throws -> CSVBatch? {
        try turn.take {
            guard !hasEnded else { return nil }
            do {
                let batch = try reader.withLock { try $0.nextBatch() }
                if batch == nil { ended.store(true, ordering: .releasing) }
                return batch
            } catch {
                ended.store(true, ordering: .releasing)
                throw error
            }
        }
    }
}
