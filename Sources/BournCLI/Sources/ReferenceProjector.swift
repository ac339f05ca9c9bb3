internal import Census
internal import GeoModel
internal import PROJBridge
internal import Synchronization

/// Projects with PROJ for the coordinate intake; a transformation is prepared once and kept.
final class ReferenceProjector: CoordinateProjecting {
    private let prepared = Mutex<(key: [String], transformer: CoordinateTransformer)?>(nil)

    func project(
        _ positions: [Position], from reference: DeclaredReference, to workspace: CRSIdentifier
    ) throws(ProjectionUnavailable) -> [Result<Position, ProjectionFailure>] {
        let transformer = try transformer(from: reference, to: workspace)
        var images = positions
        let failures = transformer.transform(&images)
        var results = images.map { Result<Position, ProjectionFailure>.success($0) }
        for failure in failures {
            results[failure.index] = .failure(ProjectionFailure(message: "\(failure.reason)"))
        }
        return results
    }

    private func transformer(
        from reference: DeclaredReference, to workspace: CRSIdentifier
    ) throws(ProjectionUnavailable) -> CoordinateTransformer {
        let key = ["\(reference)", "\(workspace)"]
        if let kept = prepared.withLock({ $0?.key == key ? $0?.transformer : nil }) { return kept }
        do throws(TransformationError) {
            guard let from = CRSDefinition(reference.crs) else { throw .notASystemOfPROJ(reference.crs) }
            guard let to = CRSDefinition(workspace) else { throw .notASystemOfPROJ(workspace) }
            let shift = reference.datumShift.map(PROJBridge.DatumShift.init)
            let made = try CoordinateTransformer(from: from, to: to, sourceShift: shift)
            prepared.withLock { $0 = (key, made) }
            return made
        } catch {
            throw ProjectionUnavailable(reference: reference, message: error.reason)
        }
    }
}

extension PROJBridge.DatumShift {
    /// The parameters that a user gave, by the position vector convention.
    init(_ shift: Census.DatumShift) {
        self.init(positionVector: shift.translation, rotation: shift.rotation, scale: shift.scale)
    }
}
