internal import CPROJ
public import GeoModel

/// A coordinate reference system by code or by the user's own words.
public enum CRSDefinition: Hashable, Sendable {
    /// A system of the EPSG registry by its code.
    case epsg(Int)
    /// A PROJ string, WKT 1 or 2, PROJJSON or `AUTHORITY:CODE`, as the user gave it.
    case custom(String)

    /// The definition of an identifier; `nil` for GCJ-02 and BD-09, which PROJ does not know.
    public init?(_ identifier: CRSIdentifier) {
        guard case .epsg(let code) = identifier else { return nil }
        self = .epsg(code)
    }
}

extension CRSDefinition: CustomStringConvertible {
    /// `EPSG:n`, or the user's text.
    public var description: String {
        switch self {
        case .epsg(let code): "EPSG:\(code)"
        case .custom(let text): text
        }
    }
}

extension PROJContext {
    /// Makes the CRS of a definition.
    func crs(_ definition: CRSDefinition) throws(PROJError) -> PROJObject {
        switch definition {
        case .epsg(let code):
            return unsafe try check(
                proj_create_from_database(pointer, "EPSG", String(code), PJ_CATEGORY_CRS, 0, nil),
                "proj_create_from_database", about: definition.description)
        case .custom(let text):
            // A PROJ string names an operation unless it says that it means a CRS.
            let isBare = text.contains("proj=") && !text.contains("type=crs")
            let object = unsafe try check(
                proj_create(pointer, isBare ? text + " +type=crs" : text), "proj_create", about: text)
            guard unsafe proj_is_crs(object.pointer) == 1 else {
                throw PROJError(
                    function: "proj_is_crs", code: 0,
                    message: "\(text): this is no coordinate reference system")
            }
            return object
        }
    }
}
