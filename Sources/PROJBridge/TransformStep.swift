internal import CPROJ
internal import GeoModel

/// One operation of PROJ, x first on both sides.
final class TransformStep {
    private let operation: PROJObject

    init(_ operation: consuming PROJObject) { self.operation = operation }

    /// Transforms positions in place; one that fails becomes infinite, and an infinite one stays so.
    func run(_ positions: UnsafeMutableBufferPointer<Position>, _ direction: TransformDirection) {
        guard let base = positions.baseAddress else { return }
        // A position is two doubles, x first.
        let xs = unsafe UnsafeMutableRawPointer(base).assumingMemoryBound(to: Double.self)
        let stride = MemoryLayout<Position>.stride
        _ = unsafe proj_trans_generic(
            operation.pointer, direction.code, xs, stride, positions.count, xs + 1, stride, positions.count,
            nil, 0, 0, nil, 0, 0)
    }

    /// Transforms one position and tells PROJ's error number with it, 0 when all is well.
    func run(_ position: inout Position, _ direction: TransformDirection) -> Int32 {
        _ = unsafe proj_errno_reset(operation.pointer)
        let moved = unsafe proj_trans(
            operation.pointer, direction.code, proj_coord(position.x, position.y, 0, 0))
        position = unsafe Position(moved.xy.x, moved.xy.y)
        return unsafe proj_errno(operation.pointer)
    }
}

@available(*, unavailable)
extension TransformStep: Sendable {}

extension PROJContext {
    /// The steps from one system to another: one, or up to three where a system is bound by parameters.
    ///
    /// Asked for the way from a system bound to WGS 84 to CGCS2000, PROJ leaves the parameters out without a
    /// word, since its registry knows no way from WGS 84 on. So the way is led through the system that the
    /// parameters lead to.
    func steps(
        from source: borrowing PROJObject, to target: borrowing PROJObject, about subject: String
    ) throws(PROJError) -> [TransformStep] {
        if let hub = try hub(of: source, about: subject) {
            return [try step(from: source, to: hub, about: subject)]
                + (try steps(from: hub, to: target, about: subject))
        }
        if let hub = try hub(of: target, about: subject) {
            return try steps(from: source, to: hub, about: subject)
                + [step(from: hub, to: target, about: subject)]
        }
        return [try step(from: source, to: target, about: subject)]
    }

    /// The system that the parameters of a bound one lead to; `nil` when it is not bound.
    private func hub(
        of crs: borrowing PROJObject, about subject: String
    ) throws(PROJError) -> PROJObject? {
        guard unsafe proj_get_type(crs.pointer) == PJ_TYPE_BOUND_CRS else { return nil }
        return unsafe try check(
            proj_get_target_crs(pointer, crs.pointer), "proj_get_target_crs", about: subject)
    }

    private func step(
        from source: borrowing PROJObject, to target: borrowing PROJObject, about subject: String
    ) throws(PROJError) -> TransformStep {
        let raw = unsafe try check(
            proj_create_crs_to_crs_from_pj(pointer, source.pointer, target.pointer, nil, nil),
            "proj_create_crs_to_crs_from_pj", about: subject)
        return TransformStep(
            unsafe try check(
                proj_normalize_for_visualization(pointer, raw.pointer),
                "proj_normalize_for_visualization", about: subject))
    }
}
