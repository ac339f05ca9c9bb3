public import GeoModel
internal import Synchronization

/// Transforms positions between two coordinate reference systems, from any number of threads.
///
/// x is east or longitude and y is north or latitude on both sides, whatever order the authority gives the
/// axes; degrees for geographic systems. Make it once and keep it: the first transformation between two
/// systems costs PROJ about 2 ms, a position about 0.2 µs.
///
/// CGCS2000 and WGS 84 are taken as equal: the ellipsoids differ by less than a millimetre, the realisations
/// by the plate motion since 2000, up to about a metre, for which PROJ has no parameters.
///
/// PROJ must not be asked from two threads at once about one transformation, so there are several equal
/// ones, each behind a lock that is held for one chunk of 4,096 positions (about a millisecond).
public final class CoordinateTransformer: Sendable {
    /// The system that `forward` starts from.
    public let from: CRSDefinition
    /// The system that `forward` leads to.
    public let to: CRSDefinition

    private let shards: [Shard]
    private let turn = Atomic<Int>(0)

    private final class Shard: Sendable {
        let handle: Mutex<TransformHandle>

        init(_ handle: consuming sending TransformHandle) { self.handle = Mutex(handle) }
    }

    /// Memory of a caller that waits while it is transformed.
    ///
    /// `@unchecked` because it is read and written only inside the caller's own synchronous call, by the
    /// caller's own thread.
    @safe
    private struct CallersMemory: @unchecked Sendable {
        let positions: UnsafeMutableBufferPointer<Position>
    }

    /// Makes a transformer, or refuses where PROJ would be silently inaccurate.
    ///
    /// Xian 1980 and Beijing 1954 lead to another datum only by parameters that the user gives, here or in a
    /// custom definition (`+towgs84`). Within their own datum they need none. Heights are taken as zero on
    /// both ellipsoids, so going there and back over a change of datum may be off by a few millimetres.
    ///
    /// - Parameters:
    ///   - from: The system to start from.
    ///   - to: The system to lead to.
    ///   - sourceShift: Parameters from the datum of `from` to CGCS2000.
    ///   - targetShift: Parameters from the datum of `to` to CGCS2000.
    ///   - shardCount: How many threads may transform at once.
    /// - Throws: `TransformationError`.
    public init(
        from: CRSDefinition, to: CRSDefinition, sourceShift: DatumShift? = nil,
        targetShift: DatumShift? = nil, shardCount: Int = 2
    ) throws(TransformationError) {
        precondition(shardCount > 0, "a transformer needs at least one shard")
        let plan = try TransformPlan(
            from: from, to: to, sourceShift: sourceShift, targetShift: targetShift)
        self.from = from
        self.to = to
        var shards: [Shard] = []
        for _ in 0..<shardCount { shards.append(Shard(try TransformHandle(plan))) }
        self.shards = shards
    }

    /// Makes a transformer between two identified systems.
    ///
    /// - Throws: `TransformationError`; GCJ-02 and BD-09 are not PROJ's to transform.
    public convenience init(from: CRSIdentifier, to: CRSIdentifier) throws(TransformationError) {
        guard let source = CRSDefinition(from) else { throw .notASystemOfPROJ(from) }
        guard let target = CRSDefinition(to) else { throw .notASystemOfPROJ(to) }
        try self.init(from: source, to: target)
    }

    /// Transforms positions in place.
    ///
    /// - Parameters:
    ///   - positions: The positions; one that fails keeps its ordinates.
    ///   - direction: Which way.
    /// - Returns: What failed, in order; usually nothing.
    /// - Complexity: O(n), about 0.2 µs each, in constant extra memory.
    @discardableResult
    public func transform(
        _ positions: inout [Position], _ direction: TransformDirection = .forward
    ) -> [TransformFailure] {
        unsafe positions.withUnsafeMutableBufferPointer { unsafe transform($0, direction) }
    }

    /// Transforms positions in place; as for an array.
    ///
    /// - Parameters:
    ///   - positions: Memory that nobody else touches meanwhile.
    ///   - direction: Which way.
    /// - Returns: What failed, in order; usually nothing.
    @discardableResult
    public func transform(
        _ positions: UnsafeMutableBufferPointer<Position>, _ direction: TransformDirection = .forward
    ) -> [TransformFailure] {
        var failures: [TransformFailure] = []
        for start in stride(from: 0, to: positions.count, by: 4096) {
            let end = min(start + 4096, positions.count)
            let chunk = unsafe CallersMemory(positions: .init(rebasing: positions[start..<end]))
            failures += withShard { handle in
                unsafe handle.transform(chunk.positions, from: start, direction)
            }
        }
        return failures
    }

    /// Transforms one position; `nil` when it cannot be.
    public func transform(
        _ position: Position, _ direction: TransformDirection = .forward
    ) -> Position? {
        var run = [position]
        return transform(&run, direction).isEmpty ? run[0] : nil
    }

    /// Lends the first free shard from this caller's turn on, or waits for its own.
    private func withShard<R: Sendable>(_ body: (inout sending TransformHandle) -> R) -> R {
        let start = Int(
            UInt(bitPattern: turn.wrappingAdd(1, ordering: .relaxed).oldValue) % UInt(shards.count))
        for offset in 0..<shards.count {
            let shard = shards[(start + offset) % shards.count]
            if let result = shard.handle.withLockIfAvailable({ body(&$0) }) { return result }
        }
        return shards[start].handle.withLock { body(&$0) }
    }
}
