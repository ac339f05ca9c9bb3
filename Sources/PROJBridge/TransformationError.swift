public import GeoModel

/// Why a transformation between two systems cannot be had.
public enum TransformationError: Error, Hashable, Sendable {
    /// The way between these datums depends on local parameters, which were not given.
    ///
    /// PROJ alone would take the datums as equal, or a coarse average of a whole sea basin, and be wrong by
    /// 30 to 120 m without a word.
    case parametersNeeded(OldDatum, from: CRSDefinition, to: CRSDefinition)
    /// Parameters were given for a system that already carries its own.
    case parametersGivenTwice(CRSDefinition)
    /// The system is not PROJ's to transform: GCJ-02 and BD-09 are read by a declared step of their own.
    case notASystemOfPROJ(CRSIdentifier)
    /// PROJ refused, such as for an unknown code.
    case refused(PROJError)
}
