import Foundation
import GeoModel
import GeoPackageStore
import TestSupport
import Testing

@Suite("A file that cannot be read", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct UnreadableFileTests {
    let office: Office

    init() throws { office = try Office() }

    @Test(
        "is named as missing, in both languages, whatever its format",
        arguments: TestLanguage.allCases, ["nowhere.gpkg", "nowhere.csv", "nowhere.shp"])
    func missing(language: TestLanguage, name: String) throws {
        let path = office.folder.path(name)
        let result = try office.tryImporting("blocks", path, in: language)
        result.expect(.refusedInput)
        result.expectErrors(naming: path)
        #expect(language.isLanguage(of: result.errors))
        #expect(try office.leftovers().isEmpty)
    }

    @Test("is named as empty", arguments: TestLanguage.allCases, ["empty.gpkg", "empty.csv"])
    func empty(language: TestLanguage, name: String) throws {
        let path = try office.source(name, "")
        let result = try office.tryImporting("blocks", path, in: language)
        result.expect(.refusedInput)
        result.expectErrors(naming: path, language == .chinese ? "空" : "empty")
        #expect(try office.leftovers(besides: name).isEmpty)
    }

    @Test("lists the layers there are when another is asked for", arguments: TestLanguage.allCases)
    func wrongLayer(language: TestLanguage) throws {
        let path = try office.geoPackage("areas.gpkg", [(villageCode(1), squareWKT(1))], layer: "villages")
        let result = try office.tryImporting("blocks", path, "--layer", "towns", in: language)
        result.expect(.refusedInput)
        result.expectErrors(naming: path, "towns", "villages")
        #expect(office.bytes == nil)
    }

    @Test("asks for a layer when there are several")
    func severalLayers() throws {
        let path = try office.geoPackage("areas.gpkg", [(villageCode(1), squareWKT(1))], layer: "villages")
        try office.damage(
            path,
            """
            CREATE TABLE towns (fid INTEGER PRIMARY KEY, geom GEOMETRY);
            INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id)
                VALUES ('towns', 'features', 'towns', 4490);
            INSERT INTO gpkg_geometry_columns VALUES ('towns', 'geom', 'GEOMETRY', 4490, 0, 0);
            """)
        let result = try office.tryImporting("blocks", path)
        result.expect(.refusedInput)
        result.expectErrors(naming: path, "--layer", "towns", "villages")
    }

    @Test(
        "says that a GeoPackage is cut off, wherever it ends",
        arguments: [20, 90, 100, 512, 4096, 30_000, 120_000])
    func truncated(length: Int) throws {
        let areas = (0..<900).map { (villageCode($0 % 100) + "\($0)", squareWKT($0 % 50)) }
        let path = try office.geoPackage("areas.gpkg", areas)
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        try #require(whole.count > 130_000)
        try whole.prefix(length).write(to: URL(fileURLWithPath: path))
        let good = try office.source("good.csv", "code,wkt\n\(villageCode(1)),\"\(squareWKT(1))\"\n")
        _ = try office.importing("blocks", good)
        let before = office.bytes
        let result = try office.tryImporting("blocks", path)
        result.expect(.refusedInput)
        result.expectErrors(naming: path)
        #expect(office.bytes == before)
    }

    @Test("says that a file is no GeoPackage", arguments: ["text", "database"])
    func notGeoPackage(content: String) throws {
        let path = office.folder.path("areas.gpkg")
        if content == "text" {
            _ = try office.source("areas.gpkg", "these are not the areas you are looking for\n")
        } else {
            try office.damage(path, "CREATE TABLE areas (code TEXT)")
        }
        let result = try office.tryImporting("blocks", path)
        result.expect(.refusedInput)
        result.expectErrors(naming: path, "GeoPackage")
    }

    @Test("passes on what GDAL says of a format it cannot read")
    func foreign() throws {
        let path = try office.source("areas.shp", "no shapefile")
        let result = try office.tryImporting("blocks", path)
        result.expect(.refusedInput)
        result.expectErrors(naming: path, "GDAL")
        #expect(office.bytes == nil)
    }

    @Test("in a reference that nobody knows is refused with its name", arguments: TestLanguage.allCases)
    func unknownReference(language: TestLanguage) throws {
        let path = try office.source("areas.csv", "code,wkt\n\(villageCode(1)),\"\(squareWKT(1))\"\n")
        let result = try office.tryImporting("blocks", path, "--crs", "EPSG:999999", in: language)
        result.expect(.refusedInput)
        result.expectErrors(naming: "EPSG:999999")
        #expect(language.isLanguage(of: result.errors))
        #expect(office.bytes == nil)
        try office.tryImporting("blocks", path, "--crs", "mars").expect(.usage)
    }

    @Test("that declares no reference asks for one")
    func noReference() throws {
        let undefined = SpatialReferenceDefinition(
            srsID: -1, name: "Undefined Cartesian SRS", organization: "NONE", organizationID: -1,
            definition: "undefined")
        let path = try office.geoPackage(
            "areas.gpkg", [(villageCode(1), squareWKT(1))], reference: undefined)
        let result = try office.tryImporting("blocks", path)
        result.expect(.refusedInput)
        result.expectErrors(naming: path, "--crs")
        #expect(try office.importing("blocks", path, "--crs", "EPSG:4490").inserted == 1)
    }

    @Test("is not taken for a workspace")
    func notWorkspace() throws {
        let path = try office.geoPackage("office.gpkg", [(villageCode(1), squareWKT(1))])
        let before = office.bytes
        let result = try office.tryImporting("blocks", path)
        result.expect(.refusedInput)
        result.expectErrors(naming: path)
        #expect(office.bytes == before)
    }
}
