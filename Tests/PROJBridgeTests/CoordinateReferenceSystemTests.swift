import GeoModel
import PROJBridge
import Testing

@Suite("What is known of a system")
struct CoordinateReferenceSystemTests {
    @Test("CGCS2000 is described as the registry has it")
    func cgcs2000() throws {
        let system = try CoordinateReferenceSystem(.epsg(4490))
        #expect(system.name == "China Geodetic Coordinate System 2000")
        #expect(system.kind == .geographic)
        #expect(system.axes.map(\.direction) == ["north", "east"])
        #expect(system.unit?.name == "degree")
        #expect(system.ellipsoidName == "CGCS2000")
        #expect(system.ellipsoid.equatorialRadius == Ellipsoid.cgcs2000.equatorialRadius)
        #expect(abs(1 / system.ellipsoid.flattening - 298.257222101) < 1e-9)
        #expect(system.primeMeridian.name == "Greenwich")
        #expect(system.primeMeridian.longitude == 0)
        #expect(system.oldDatum == nil)
        let area = try #require(system.areaOfUse)
        #expect(area.west == 73.62 && area.south == 16.7 && area.east == 134.77 && area.north == 53.56)
    }

    /// The texts that `gdalsrsinfo -o wkt1 --single-line` of GDAL 3.6 prints.
    @Test(
        "WKT 1 is what GDAL writes",
        arguments: [
            (
                4490,
                """
                GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",\
                SPHEROID["CGCS2000",6378137,298.257222101,AUTHORITY["EPSG","1024"]],\
                AUTHORITY["EPSG","1043"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],\
                UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],\
                AXIS["Longitude",EAST],AUTHORITY["EPSG","4490"]]
                """
            ),
            (
                4528,
                """
                PROJCS["CGCS2000 / 3-degree Gauss-Kruger zone 40",\
                GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",\
                SPHEROID["CGCS2000",6378137,298.257222101,AUTHORITY["EPSG","1024"]],\
                AUTHORITY["EPSG","1043"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],\
                UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],\
                AUTHORITY["EPSG","4490"]],PROJECTION["Transverse_Mercator"],\
                PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",120],\
                PARAMETER["scale_factor",1],PARAMETER["false_easting",40500000],\
                PARAMETER["false_northing",0],UNIT["metre",1,AUTHORITY["EPSG","9001"]],\
                AXIS["Northing",NORTH],AXIS["Easting",EAST],AUTHORITY["EPSG","4528"]]
                """
            ),
        ])
    func wkt1(code: Int, text: String) throws {
        let system = try CoordinateReferenceSystem(.epsg(code))
        #expect(system.wkt1 == text)
        #expect(system.wkt2.hasPrefix(code == 4490 ? "GEOGCRS[" : "PROJCRS["))
        #expect(!system.wkt2.contains("\n"))
    }

    @Test(
        "both texts of a system read as the same system",
        arguments: [4490, 4326, 4528, 4507, 2343, 2437, 3857])
    func readBack(code: Int) throws {
        let system = try CoordinateReferenceSystem(.epsg(code))
        let texts = [try #require(system.wkt1), system.wkt2]
        for text in texts {
            let again = try CoordinateReferenceSystem(.custom(text))
            #expect(again.name == system.name)
            #expect(again.kind == system.kind)
            #expect(again.axes.map(\.direction) == system.axes.map(\.direction))
            #expect(again.ellipsoid == system.ellipsoid)
        }
    }

    @Test("a system bound to another by parameters is described as itself")
    func bound() throws {
        let system = try CoordinateReferenceSystem(.custom("+proj=longlat +ellps=krass +towgs84=1,2,3"))
        #expect(system.kind == .geographic)
        #expect(system.oldDatum == nil)
        #expect(system.ellipsoid.equatorialRadius == 6_378_245)
    }

    @Test("an old datum is named, by its ellipsoid where it has no name")
    func oldDatums() throws {
        #expect(try CoordinateReferenceSystem(.epsg(2349)).oldDatum == .xian1980)
        #expect(try CoordinateReferenceSystem(.custom("+proj=longlat +ellps=krass")).oldDatum == .beijing1954)
        #expect(
            try CoordinateReferenceSystem(.custom("+proj=longlat +a=6378140 +rf=298.257")).oldDatum
                == .xian1980)
        #expect(try CoordinateReferenceSystem(.custom("+proj=longlat +ellps=GRS80")).oldDatum == nil)
    }

    @Test("a sphere has no flattening")
    func sphere() throws {
        let system = try CoordinateReferenceSystem(.custom("+proj=longlat +R=6371000"))
        #expect(system.ellipsoid.flattening == 0)
    }

    @Test("a geocentric system is not supported", arguments: [4978, 4479])
    func unsupported(code: Int) throws {
        #expect(try CoordinateReferenceSystem(.epsg(code)).kind == .unsupported)
    }

    @Test("a system of heights has no ellipsoid to tell")
    func vertical() {
        let error = #expect(throws: PROJError.self) { try CoordinateReferenceSystem(.epsg(5773)) }
        #expect(error?.function == "proj_get_ellipsoid")
    }

    @Test("an unknown code is an error that names it, here and in a transformer")
    func unknown() throws {
        let error = #expect(throws: PROJError.self) { try CoordinateReferenceSystem(.epsg(999_999)) }
        #expect(error?.function == "proj_create_from_database")
        #expect(error?.message.contains("EPSG:999999") == true)
        #expect(error?.message.contains("crs not found") == true)
        let refusal = #expect(throws: TransformationError.self) {
            try CoordinateTransformer(from: .epsg(4490), to: .epsg(999_999))
        }
        #expect(refusal == error.map { .refused($0) })
    }

    @Test(
        "words that define no system are an error that quotes them",
        arguments: ["", "nonsense", "+proj=nowhere", "EPSG:9122x", "+proj=utm"])
    func nonsense(text: String) {
        let error = #expect(throws: PROJError.self) { try CoordinateReferenceSystem(.custom(text)) }
        #expect(error?.message.hasPrefix("\(text): ") == true)
        #expect(error?.message.hasSuffix(": ") == false)
    }
}
