internal import GeoModel
internal import GeoPackageStore
internal import PROJBridge

extension SpatialReferenceDefinition {
    /// The row that a GeoPackage needs for a reference.
    ///
    /// GCJ-02 and BD-09 have no definition, so data in them go into the undefined geographic system.
    ///
    /// - Throws: `SourceError.badReference` when PROJ does not know the code or cannot write it as WKT 1.
    init(_ reference: CRSIdentifier) throws {
        guard case .epsg(let code) = reference else {
            self.init(
                srsID: 0, name: "Undefined geographic SRS", organization: "NONE", organizationID: 0,
                definition: "undefined")
            return
        }
        switch code {
        case 4490: self = .cgcs2000
        case 4326: self = .wgs84
        default:
            do throws(PROJError) {
                let system = try CoordinateReferenceSystem(.epsg(code))
                self.init(
                    srsID: code, name: system.name, organization: "EPSG", organizationID: code,
                    definition: system.wkt1 ?? "undefined")
            } catch {
                throw SourceError.badReference(reference, reason: error.message)
            }
        }
    }
}
