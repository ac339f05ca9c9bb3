internal import Dispatch
internal import Synchronization

/// The results of a body for each index, computed on all cores and in the order of the indices.
///
/// The body must not depend on when it runs: then the result is the same as that of a loop.
func parallelMap<Result: Sendable>(
    count: Int, isParallel: Bool, _ body: @Sendable (Int) -> Result
) -> [Result] {
    guard isParallel, count > 1 else { return (0..<count).map(body) }
    let slots = Mutex([Result?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { index in
        let result = body(index)
        slots.withLock { $0[index] = result }
    }
    return slots.withLock { $0.compactMap { $0 } }
}

/// Runs a body for each index on all cores; the bodies must not write to the same memory.
func parallelForEach(count: Int, isParallel: Bool, _ body: @Sendable (Int) -> Void) {
    guard isParallel, count > 1 else {
        for index in 0..<count { body(index) }
        return
    }
    DispatchQueue.concurrentPerform(iterations: count, execute: body)
}

/// The address of an array's memory while several threads write to different parts of it.
///
/// Valid only within the closure that lent the memory.
@unsafe
struct SharedMemory<Element: BitwiseCopyable & Sendable>: Sendable {
    private let address: UInt
    private let count: Int

    init(_ buffer: UnsafeMutableBufferPointer<Element>) {
        unsafe address = UInt(bitPattern: buffer.baseAddress)
        unsafe count = buffer.count
    }

    /// The memory; each thread keeps to its own elements.
    var buffer: UnsafeMutableBufferPointer<Element> {
        unsafe UnsafeMutableBufferPointer(
            start: UnsafeMutablePointer<Element>(bitPattern: address), count: count)
    }
}
