internal import CPROJ
internal import GeoModel

/// A datum of China before CGCS2000, whose shift to it is local and not public.
public enum OldDatum: Hashable, Sendable, CaseIterable {
    /// Xian 1980 (1980西安坐标系).
    case xian1980
    /// Beijing 1954 (1954年北京坐标系).
    case beijing1954
    /// New Beijing (新1954年北京坐标系).
    case newBeijing

    /// Reads the datum from the names that EPSG, WKT 1 and Esri give it, or, when it is unnamed, from its
    /// ellipsoid: nothing else in use here lies on these two.
    init?(datumName: String, ellipsoidName: String, equatorialRadius: Double) {
        var name = datumName.lowercased().replacing("_", with: " ")
        if name.hasPrefix("d ") { name.removeFirst(2) }
        switch name {
        case "xian 1980": self = .xian1980
        case "beijing 1954": self = .beijing1954
        case "new beijing": self = .newBeijing
        case _ where name.hasPrefix("unknown") && equatorialRadius == 6_378_140: self = .xian1980
        case _ where name.hasPrefix("unknown") && equatorialRadius == 6_378_245: self = .beijing1954
        default: return nil
        }
    }
}

extension PROJContext {
    /// The old datum of a CRS; `nil` for any other datum and for a CRS that brings its own parameters.
    func oldDatum(of crs: borrowing PROJObject) throws(PROJError) -> OldDatum? {
        if unsafe proj_get_type(crs.pointer) == PJ_TYPE_BOUND_CRS { return nil }
        guard let raw = unsafe proj_crs_get_datum_forced(pointer, crs.pointer) else { return nil }
        let datum = unsafe PROJObject(owning: raw, in: self)
        let (ellipsoid, name) = try ellipsoid(of: crs)
        return OldDatum(
            datumName: datum.name, ellipsoidName: name, equatorialRadius: ellipsoid.equatorialRadius)
    }
}
