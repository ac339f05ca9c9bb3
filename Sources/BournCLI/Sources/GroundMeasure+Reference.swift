internal import GeoKernels
internal import GeoModel
internal import PROJBridge

extension GroundMeasure {
    /// How to measure coordinates of a reference on the ground.
    ///
    /// Degrees are measured on the reference's own ellipsoid. GCJ-02 and BD-09 are measured as if they were CGCS2000: their
    /// shift is smooth, and changes areas by less than a thousandth.
    ///
    /// - Throws: `SourceError.badReference` when PROJ does not know the reference.
    init(for reference: CRSIdentifier) throws {
        guard let definition = CRSDefinition(reference) else {
            self = .geographic(.cgcs2000)
            return
        }
        do {
            let system = try CoordinateReferenceSystem(definition)
            switch system.kind {
            case .geographic: self = .geographic(system.ellipsoid)
            case .projected: self = try .projected(definition, system)
            case .unsupported: throw SourceError.badReference(reference, reason: system.name)
            }
        } catch let error as PROJError {
            throw SourceError.badReference(reference, reason: error.message)
        } catch let error as TransformationError {
            throw SourceError.badReference(reference, reason: error.reason)
        }
    }

    /// Projected metres go back to the degrees of their own datum, so no shift between datums comes in.
    private static func projected(
        _ definition: CRSDefinition, _ system: CoordinateReferenceSystem
    ) throws -> GroundMeasure {
        let geographic: CRSDefinition =
            switch system.oldDatum {
            case .xian1980: .epsg(4610)
            case .beijing1954: .epsg(4214)
            case .newBeijing: .epsg(4555)
            case nil: system.ellipsoid == .wgs84 ? .epsg(4326) : .epsg(4490)
            }
        let transformer = try CoordinateTransformer(from: definition, to: geographic)
        return .projected(on: system.ellipsoid) { positions in
            var positions = positions
            transformer.transform(&positions)
            return positions
        }
    }
}
