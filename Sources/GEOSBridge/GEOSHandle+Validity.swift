internal import CGEOS
public import GeoModel

/// Why a geometry is not valid, and where.
public struct GEOSValidityFault: Hashable, Sendable {
    /// GEOS's name of the fault, such as `Self-intersection`.
    public let reason: String
    /// Where it lies; `nil` when GEOS names no place.
    public let location: Position?
}

/// What may stay of a part that has no area left when a geometry is made valid.
public enum GEOSCollapsePolicy: Sendable {
    /// Parts without area go.
    case drop
    /// They stay as lines or points.
    case keep
}

extension GEOSHandle {
    /// The first fault that makes the geometry invalid by the Simple Features rules; `nil` when it is valid.
    ///
    /// GEOS stops at the first fault, so one may hide another. NaN and infinite ordinates are faults.
    ///
    /// - Parameter allowingRingsThatTouchThemselves: Also accept a ring that touches itself in a point and
    ///   so encloses a hole, as some formats write it.
    /// - Returns: The fault, or `nil`.
    /// - Throws: `GEOSError`.
    public borrowing func validityFault(
        allowingRingsThatTouchThemselves: Bool = false
    ) throws(GEOSError) -> GEOSValidityFault? {
        let flags = allowingRingsThatTouchThemselves ? GEOSVALID_ALLOW_SELFTOUCHING_RING_FORMING_HOLE : nil
        var reason: UnsafeMutablePointer<CChar>?
        var location: OpaquePointer?
        let answer = unsafe GEOSisValidDetail_r(
            context.pointer, pointer, Int32(flags?.rawValue ?? 0), &reason, &location)
        // Freed whatever happens next.
        let place = unsafe location.map { unsafe GEOSHandle(owning: $0, in: context) }
        let words = unsafe try reason.map { text throws(GEOSError) in
            unsafe try context.text(text, "GEOSisValidDetail_r")
        }
        if try context.checkPredicate(answer, "GEOSisValidDetail_r") { return nil }
        return GEOSValidityFault(reason: words ?? "unnamed fault", location: try place?.position())
    }

    /// The geometry is valid by the Simple Features rules.
    public borrowing func isValid() throws(GEOSError) -> Bool { try validityFault() == nil }

    /// A valid geometry made of this one by rebuilding its rings (GEOS's structure method).
    ///
    /// Each outer ring is made valid, united with the others, and the holes are cut out of them; a valid
    /// geometry comes back unchanged in area.
    public borrowing func makeValid(collapses: GEOSCollapsePolicy = .drop) throws(GEOSError) -> GEOSHandle {
        let parameters = unsafe try context.checkPointer(
            GEOSMakeValidParams_create_r(context.pointer), "GEOSMakeValidParams_create_r")
        defer { unsafe GEOSMakeValidParams_destroy_r(context.pointer, parameters) }
        try context.checkCode(
            unsafe GEOSMakeValidParams_setMethod_r(
                context.pointer, parameters, GEOS_MAKE_VALID_STRUCTURE), "GEOSMakeValidParams_setMethod_r")
        try context.checkCode(
            unsafe GEOSMakeValidParams_setKeepCollapsed_r(
                context.pointer, parameters, collapses == .keep ? 1 : 0),
            "GEOSMakeValidParams_setKeepCollapsed_r")
        return unsafe try context.own(
            GEOSMakeValidWithParams_r(context.pointer, pointer, parameters),
            "GEOSMakeValidWithParams_r")
    }
}
