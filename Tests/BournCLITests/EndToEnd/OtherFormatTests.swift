import Foundation
import TestSupport
import Testing

@Suite("A source of another format", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct OtherFormatTests {
    let office: Office

    init() throws { office = try Office() }

    /// Makes a file with `ogr2ogr`.
    private func convert(_ source: String, to name: String, _ options: String...) throws -> String {
        let path = office.folder.path(name)
        let result = try run("ogr2ogr", options + [path, source])
        try #require(result.status == 0, "\(result.errors)")
        return path
    }

    @Test("such as a shapefile comes in whole")
    func shapefile() throws {
        let path = try convert(
            GeoData.path("blocks.geojson"), to: "blocks.shp", "-lco", "ENCODING=UTF-8")
        // A shapefile's names have ten letters at most.
        let result = try office.importing("blocks", path, "--map", "parent_code=parent_cod")
        #expect(result.read == 200 && result.inserted == 200)
        #expect(try office.query("SELECT count(DISTINCT name) > 50 FROM block") == "1")
        #expect(try office.query("SELECT count(*) FROM block WHERE length(parent_code) = 12") == "200")
        #expect(
            try office.query("SELECT name FROM block WHERE code = '990121001201'")
                == office.query(
                    "SELECT name FROM blocks WHERE code = '990121001201'",
                    in: convert(GeoData.path("blocks.geojson"), to: "direct.gpkg")))
    }

    @Test("such as KML comes in with its names as codes")
    func kml() throws {
        let blocks = try office.source(
            "areas.csv", "Name,wkt\nz1,\"\(squareWKT(1))\"\nz2,\"\(squareWKT(2))\"\n")
        let path = try convert(
            blocks, to: "areas.kml", "-f", "KML", "-oo", "GEOM_POSSIBLE_NAMES=wkt", "-a_srs", "EPSG:4326")
        let result = try office.importing("blocks", path, "--map", "code=Name")
        #expect(result.inserted == 2)
        #expect(try office.query("SELECT group_concat(code, ' ') FROM block") == "z1 z2")
        #expect(
            try office.query(
                "SELECT min_x, max_x, min_y, max_y FROM gpkg_contents WHERE table_name = 'block'")
                == "111.0|113.0|30.0|31.0")
    }

    @Test("such as the waypoints of a receiver come in as outfalls")
    func gpx() throws {
        let path = try office.source(
            "points.gpx",
            """
            <?xml version="1.0"?>
            <gpx version="1.1" creator="receiver" xmlns="http://www.topografix.com/GPX/1/1">
            <wpt lat="31.09" lon="116.71"><name>990121001</name></wpt>
            <wpt lat="31.00" lon="116.90"><name>990122001</name></wpt>
            </gpx>
            """)
        let result = try office.importing(
            "outfalls", path, "--layer", "waypoints", "--map", "code=name", "--map", "name=name")
        #expect(result.inserted == 2 && result.withoutPosition == 0)
        #expect(try office.query("SELECT group_concat(code, ' ') FROM outfall") == "990121001 990122001")
        #expect(try office.query("SELECT count(*) FROM outfall WHERE geom IS NOT NULL") == "2")
    }

    @Test("such as a workbook of units comes in as the same table does in CSV")
    func workbook() throws {
        let lines = try GeoData.text("units.csv").split(separator: "\n").prefix(31)
        let table = try office.source("units.csv", lines.joined(separator: "\n") + "\n")
        // The types are found out for the numbers that a person's workbook has, but codes stay text in it.
        let header = lines[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let types = header.map { $0 == "经度" || $0 == "纬度" ? "Real" : "String" }
        _ = try office.source("units.csvt", types.map { "\"\($0)\"" }.joined(separator: ","))
        let path = try convert(table, to: "units.xlsx", "-f", "XLSX")
        try FileManager.default.removeItem(atPath: office.folder.path("units.csvt"))
        let fromWorkbook = try office.importing("units", path, "--crs", "EPSG:4490")
        let sql = "SELECT code, name, hex(geom) FROM unit ORDER BY code, name"
        let before = try office.query(sql)
        try FileManager.default.removeItem(atPath: office.workspace)
        let fromText = try office.importing("units", table)
        #expect(fromWorkbook.read == 30 && fromWorkbook.inserted == fromText.inserted)
        #expect(fromWorkbook.withoutPosition == fromText.withoutPosition)
        #expect(try office.query(sql) == before)
    }

    @Test("and with any name that a folder may hold comes in")
    func awkwardName() throws {
        let names = ["普查 小区's \"新\" 图.csv", "-dash %20 $HOME;.csv", "换\n行.csv"]
        for (index, name) in names.enumerated() {
            let text = "code,wkt\n\(villageCode(index)),\"\(squareWKT(index))\"\n"
            #expect(try office.importing("blocks", try office.source(name, text)).inserted == 1)
        }
        #expect(try office.query("SELECT count(*) FROM block") == "\(names.count)")
    }

    @Test("under a name with blanks, quotes and Chinese comes in through GDAL too")
    func awkwardConversion() throws {
        let name = "普查 小区's \"新\" 图"
        let path = try convert(GeoData.path("blocks.geojson"), to: "\(name).geojson")
        #expect(try office.importing("blocks", path).inserted == 200)
        let workspace = office.folder.path("\(name).gpkg")
        try FileManager.default.moveItem(atPath: office.workspace, toPath: workspace)
        let page = office.folder.path("\(name).html")
        try BournProgram.run("report", workspace, "--output", page).expect(.fine)
        #expect(FileManager.default.fileExists(atPath: page))
        let checked = try BournProgram.run("coverage", "check", workspace, "--format", "json")
        checked.expect(.fine)
    }
}
