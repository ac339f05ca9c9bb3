internal import CPROJ
internal import GeoModel

extension PROJContext {
    /// A CRS in Well-Known Text on one line, or an error where that version cannot say it.
    func wkt(
        of crs: borrowing PROJObject, as type: PJ_WKT_TYPE, about subject: String
    ) throws(PROJError) -> String {
        guard let text = wktIfSayable(of: crs, as: type) else {
            throw failure("proj_as_wkt", about: subject)
        }
        return text
    }

    /// A CRS in Well-Known Text on one line; `nil` where that version of it has no words for the CRS.
    func wktIfSayable(of crs: borrowing PROJObject, as type: PJ_WKT_TYPE) -> String? {
        // WKT 1 without axes would read as east first.
        return unsafe "MULTILINE=NO".withCString { line in
            unsafe "OUTPUT_AXIS=YES".withCString { axis in
                var options: [UnsafePointer<CChar>?] = unsafe [line, axis, nil]
                return unsafe options.withUnsafeMutableBufferPointer { list in
                    unsafe proj_as_wkt(pointer, crs.pointer, type, list.baseAddress)
                        .map { unsafe String(cString: $0) }
                }
            }
        }
    }

    /// The ellipsoid of a CRS and its name.
    func ellipsoid(
        of crs: borrowing PROJObject
    ) throws(PROJError) -> (Ellipsoid, name: String) {
        let object = unsafe try check(
            proj_get_ellipsoid(pointer, crs.pointer), "proj_get_ellipsoid", about: crs.name)
        var radius = 0.0
        var inverseFlattening = 0.0
        guard
            unsafe proj_ellipsoid_get_parameters(
                pointer, object.pointer, &radius, nil, nil, &inverseFlattening) == 1
        else { throw failure("proj_ellipsoid_get_parameters", about: object.name) }
        // PROJ writes the inverse flattening of a sphere as 0.
        let inverse = inverseFlattening == 0 ? Double.infinity : inverseFlattening
        return (Ellipsoid(equatorialRadius: radius, inverseFlattening: inverse), object.name)
    }

    /// The axes of a CRS in the order of its authority.
    func axes(
        of crs: borrowing PROJObject
    ) throws(PROJError) -> [CoordinateReferenceSystem.Axis] {
        let system = unsafe try check(
            proj_crs_get_coordinate_system(pointer, crs.pointer), "proj_crs_get_coordinate_system",
            about: crs.name)
        let count = unsafe proj_cs_get_axis_count(pointer, system.pointer)
        guard count >= 0 else { throw failure("proj_cs_get_axis_count", about: crs.name) }
        var axes: [CoordinateReferenceSystem.Axis] = []
        for index in 0..<count { axes.append(try axis(index, of: system, about: crs.name)) }
        return axes
    }

    private func axis(
        _ index: Int32, of system: borrowing PROJObject, about subject: String
    ) throws(PROJError) -> CoordinateReferenceSystem.Axis {
        var name: UnsafePointer<CChar>?
        var abbreviation: UnsafePointer<CChar>?
        var direction: UnsafePointer<CChar>?
        var factor = 0.0
        var unit: UnsafePointer<CChar>?
        guard
            unsafe proj_cs_get_axis_info(
                pointer, system.pointer, index, &name, &abbreviation, &direction, &factor, &unit, nil, nil)
                == 1
        else { throw failure("proj_cs_get_axis_info", about: subject) }
        return CoordinateReferenceSystem.Axis(
            name: unsafe Self.text(name), abbreviation: unsafe Self.text(abbreviation),
            direction: unsafe Self.text(direction),
            unit: .init(name: unsafe Self.text(unit), factor: factor))
    }

    /// The prime meridian of a CRS, in degrees east of Greenwich.
    func primeMeridian(
        of crs: borrowing PROJObject
    ) throws(PROJError) -> CoordinateReferenceSystem.PrimeMeridian {
        let object = unsafe try check(
            proj_get_prime_meridian(pointer, crs.pointer), "proj_get_prime_meridian", about: crs.name)
        var longitude = 0.0
        var radians = 0.0
        guard
            unsafe proj_prime_meridian_get_parameters(pointer, object.pointer, &longitude, &radians, nil)
                == 1
        else { throw failure("proj_prime_meridian_get_parameters", about: object.name) }
        return .init(name: object.name, longitude: longitude * radians * 180 / .pi)
    }

    /// Where a CRS is meant to be used; `nil` when its authority does not say.
    func areaOfUse(of crs: borrowing PROJObject) -> CoordinateReferenceSystem.AreaOfUse? {
        var (west, south, east, north) = (0.0, 0.0, 0.0, 0.0)
        var name: UnsafePointer<CChar>?
        guard
            unsafe proj_get_area_of_use(pointer, crs.pointer, &west, &south, &east, &north, &name) == 1,
            west != -1000
        else { return nil }
        return .init(name: unsafe Self.text(name), west: west, south: south, east: east, north: north)
    }

    private static func text(_ pointer: UnsafePointer<CChar>?) -> String {
        guard let pointer = unsafe pointer else { return "" }
        return unsafe String(cString: pointer)
    }
}
