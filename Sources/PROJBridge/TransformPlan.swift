internal import CPROJ
internal import GeoModel

/// Two systems between which a transformation may be made, the given parameters worked into them.
struct TransformPlan: Sendable {
    let from: CRSDefinition
    let to: CRSDefinition
    /// The systems as PROJ gets them.
    let source: CRSDefinition
    let target: CRSDefinition

    init(
        from: CRSDefinition, to: CRSDefinition, sourceShift: DatumShift?, targetShift: DatumShift?
    ) throws(TransformationError) {
        self.from = from
        self.to = to
        let context = PROJContext()
        let fromDatum = try Self.oldDatum(of: from, in: context)
        let toDatum = try Self.oldDatum(of: to, in: context)
        if fromDatum != toDatum {
            for (datum, shift) in [(fromDatum, sourceShift), (toDatum, targetShift)] {
                if let datum, shift == nil { throw .parametersNeeded(datum, from: from, to: to) }
            }
        }
        source = try Self.bind(from, sourceShift, in: context)
        target = try Self.bind(to, targetShift, in: context)
    }

    private static func oldDatum(
        of definition: CRSDefinition, in context: PROJContext
    ) throws(TransformationError) -> OldDatum? {
        do throws(PROJError) {
            return try context.oldDatum(of: context.crs(definition))
        } catch {
            throw .refused(error)
        }
    }

    private static func bind(
        _ definition: CRSDefinition, _ shift: DatumShift?, in context: PROJContext
    ) throws(TransformationError) -> CRSDefinition {
        guard let shift else { return definition }
        let bound: String?
        do throws(PROJError) {
            bound = try boundWKT(definition, shift, in: context)
        } catch {
            throw .refused(error)
        }
        guard let bound else { throw .parametersGivenTwice(definition) }
        return .custom(bound)
    }

    /// The system bound to CGCS2000, or `nil` when it is bound already.
    private static func boundWKT(
        _ definition: CRSDefinition, _ shift: DatumShift, in context: PROJContext
    ) throws(PROJError) -> String? {
        let crs = try context.crs(definition)
        if unsafe proj_get_type(crs.pointer) == PJ_TYPE_BOUND_CRS { return nil }
        let hub = try context.crs(.cgcs2000)
        return shift.binding(
            wkt2: try context.wkt(of: crs, as: PJ_WKT2_2019, about: definition.description),
            toCGCS2000: try context.wkt(of: hub, as: PJ_WKT2_2019, about: hub.name))
    }
}

extension CRSDefinition {
    fileprivate static let cgcs2000 = CRSDefinition.epsg(4490)
}
