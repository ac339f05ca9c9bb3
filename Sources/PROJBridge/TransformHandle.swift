internal import CPROJ
internal import GeoModel

/// One transformation in a context of its own, x first on both sides.
@safe
struct TransformHandle: ~Copyable {
    private let operation: PROJObject
    /// The positions of a chunk before PROJ overwrites them.
    private var originals: [Position] = []

    init(_ plan: borrowing TransformPlan) throws(TransformationError) {
        let context = PROJContext()
        do throws(PROJError) {
            let source = try context.crs(plan.source)
            let target = try context.crs(plan.target)
            let subject = "\(plan.from) to \(plan.to)"
            let raw = unsafe try context.check(
                proj_create_crs_to_crs_from_pj(context.pointer, source.pointer, target.pointer, nil, nil),
                "proj_create_crs_to_crs_from_pj", about: subject)
            operation = unsafe try context.check(
                proj_normalize_for_visualization(context.pointer, raw.pointer),
                "proj_normalize_for_visualization", about: subject)
        } catch {
            throw .refused(error)
        }
    }

    /// Transforms a chunk in place; a position that fails is put back and reported.
    mutating func transform(
        _ chunk: UnsafeMutableBufferPointer<Position>, from first: Int, _ direction: TransformDirection
    ) -> [TransformFailure] {
        guard let base = chunk.baseAddress else { return [] }
        originals.removeAll(keepingCapacity: true)
        unsafe originals.append(contentsOf: chunk)
        let xs = unsafe UnsafeMutableRawPointer(base).assumingMemoryBound(to: Double.self)
        let stride = MemoryLayout<Position>.stride
        _ = unsafe proj_trans_generic(
            operation.pointer, direction.code, xs, stride, chunk.count, xs + 1, stride, chunk.count,
            nil, 0, 0, nil, 0, 0)
        var failures: [TransformFailure] = []
        for index in chunk.indices where unsafe !chunk[index].isFinite {
            let position = originals[index]
            unsafe chunk[index] = position
            failures.append(
                TransformFailure(
                    index: first + index, position: position, reason: reason(for: position, direction)))
        }
        return failures
    }

    /// Asks again for one position, since a run keeps no reason for each.
    private func reason(for position: Position, _ direction: TransformDirection) -> TransformFailure.Reason {
        guard position.isFinite else { return .notFinite }
        _ = unsafe proj_errno_reset(operation.pointer)
        _ = unsafe proj_trans(operation.pointer, direction.code, proj_coord(position.x, position.y, 0, 0))
        return TransformFailure.Reason(code: unsafe proj_errno(operation.pointer))
    }
}

/// Which way a transformation is taken.
public enum TransformDirection: Sendable {
    /// From the first system to the second.
    case forward
    /// From the second back to the first.
    case inverse

    fileprivate var code: PJ_DIRECTION {
        switch self {
        case .forward: PJ_FWD
        case .inverse: PJ_INV
        }
    }
}
