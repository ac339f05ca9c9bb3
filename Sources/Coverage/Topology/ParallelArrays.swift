internal import Dispatch

/// An array's storage while several threads fill it, each index written by one thread only.
///
/// The buffer is handed over as an address because a pointer may not cross threads; what makes it sound is
/// the pattern of use, held in this file and at its few callers: `filled` waits for every writer before the
/// array is returned, and callers derive the index from data that a partition owns alone.
struct SharedSlots<Element: BitwiseCopyable & Sendable>: Sendable {
    private let address: UInt
    let count: Int

    fileprivate init(_ buffer: UnsafeMutableBufferPointer<Element>) {
        address = UInt(bitPattern: buffer.baseAddress)
        count = buffer.count
    }

    subscript(index: Int) -> Element {
        @inline(__always) get {
            assert(index >= 0 && index < count, "a slot must lie inside the array")
            return unsafe pointer[index]
        }
        @inline(__always) nonmutating set {
            assert(index >= 0 && index < count, "a slot must lie inside the array")
            unsafe pointer[index] = newValue
        }
    }

    @inline(__always)
    private var pointer: UnsafeMutablePointer<Element> {
        // Never reached for an empty array: there is no index to ask for.
        unsafe UnsafeMutablePointer(bitPattern: address).unsafelyUnwrapped
    }
}

/// An array of `count` elements, all the same at first and then filled by `body` through slots that may be
/// shared between threads.
func filled<Element: BitwiseCopyable & Sendable>(
    count: Int, with initial: Element, _ body: (SharedSlots<Element>) -> Void
) -> [Element] {
    if count == 0 { return [] }
    return unsafe [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
        let slots = unsafe SharedSlots(buffer)
        // Memory comes to a process when it is first written to, which takes as long as the work itself: so
        // that is shared out as well.
        inPieces(of: count, pieces: 32, least: 1 << 16) { range, _ in
            for index in range { slots[index] = initial }
        }
        body(slots)
        initialized = count
    }
}

/// Runs `body` for each piece of `0 ..< count` on all cores and waits.
///
/// Pieces are contiguous and their number does not depend on the machine, so what they produce, taken in the
/// order of the pieces, never does either.
func inPieces(of count: Int, pieces: Int = 16, least: Int = 4096, _ body: @Sendable (Range<Int>, Int) -> Void)
{
    let number = max(1, min(pieces, count / max(1, least)))
    if number == 1 { return body(0..<count, 0) }
    DispatchQueue.concurrentPerform(iterations: number) { piece in
        body(count * piece / number..<count * (piece + 1) / number, piece)
    }
}

/// The pieces' results in the order of the pieces.
func mapPieces<Result: Sendable>(
    of count: Int, pieces: Int = 16, least: Int = 4096, _ body: @Sendable (Range<Int>) -> Result
) -> [Result] {
    let results = Gathered<Result>()
    inPieces(of: count, pieces: pieces, least: least) { range, piece in results.put(body(range), at: piece) }
    return results.inOrder()
}
