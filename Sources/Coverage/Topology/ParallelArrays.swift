internal import Dispatch

/// An array's storage while several threads fill it, each index written by one thread only.
///
/// Sound by the pattern of use, which the compiler cannot see: `filled` and `concatenated` wait for every writer
/// before the array is returned, nothing outlives its closure, an index outside the array traps, and each caller derives the
/// indices that it writes from a part of a partition that it alone was given. ADR-0010 says why there is no other
/// way.
@safe
struct SharedSlots<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
    private let buffer: UnsafeMutableBufferPointer<Element>
    private let count: Int

    fileprivate init(_ buffer: UnsafeMutableBufferPointer<Element>) {
        unsafe self.buffer = buffer
        count = buffer.count
    }

    subscript(index: Int) -> Element {
        @inline(__always) get {
            precondition(index >= 0 && index < count, "a slot must lie inside the array")
            return unsafe buffer[index]
        }
        @inline(__always) nonmutating set {
            precondition(index >= 0 && index < count, "a slot must lie inside the array")
            unsafe buffer[index] = newValue
        }
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

/// Some arrays one after another, copied on all cores.
func concatenated<Element: BitwiseCopyable & Sendable>(_ parts: [[Element]]) -> [Element] {
    var starts = [0]
    for part in parts { starts.append(starts[starts.count - 1] + part.count) }
    let (places, total) = (starts, starts[parts.count])
    if total == 0 { return [] }
    return unsafe [Element](unsafeUninitializedCapacity: total) { buffer, initialized in
        let slots = unsafe SharedSlots(buffer)
        inPieces(of: parts.count, pieces: max(1, parts.count), least: 1) { range, _ in
            for part in range {
                let base = places[part]
                for (place, element) in parts[part].enumerated() { slots[base + place] = element }
            }
        }
        initialized = total
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
