internal import CPROJ
internal import GeoModel

/// A whole transformation in a context of its own.
struct TransformHandle: ~Copyable {
    private let steps: [TransformStep]
    /// The positions of a chunk before PROJ overwrites them.
    private var originals: [Position] = []

    init(_ plan: TransformPlan) throws(TransformationError) {
        let context = PROJContext()
        do throws(PROJError) {
            steps = try context.steps(
                from: context.crs(plan.source), to: context.crs(plan.target),
                about: "\(plan.from) to \(plan.to)")
        } catch {
            throw .refused(error)
        }
    }

    /// Transforms a chunk in place; a position that fails is put back and reported.
    mutating func transform(
        _ chunk: UnsafeMutableBufferPointer<Position>, from first: Int, _ direction: TransformDirection
    ) -> [TransformFailure] {
        originals.removeAll(keepingCapacity: true)
        unsafe originals.append(contentsOf: chunk)
        for step in ordered(direction) { unsafe step.run(chunk, direction) }
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

    private func ordered(_ direction: TransformDirection) -> [TransformStep] {
        switch direction {
        case .forward: steps
        case .inverse: steps.reversed()
        }
    }

    /// Asks again for one position, since a run keeps no reason for each.
    private func reason(for position: Position, _ direction: TransformDirection) -> TransformFailure.Reason {
        guard position.isFinite else { return .notFinite }
        var moved = position
        for step in ordered(direction) {
            let code = step.run(&moved, direction)
            if code != 0 || !moved.isFinite { return TransformFailure.Reason(code: code) }
        }
        return .other(code: 0)
    }
}

/// Which way a transformation is taken.
public enum TransformDirection: Sendable {
    /// From the first system to the second.
    case forward
    /// From the second back to the first.
    case inverse

    var code: PJ_DIRECTION {
        switch self {
        case .forward: PJ_FWD
        case .inverse: PJ_INV
        }
    }
}
