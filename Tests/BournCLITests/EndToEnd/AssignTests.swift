import Foundation
import Interchange
import TestSupport
import Testing

@Suite("Assigning points to zones", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct AssignTests {
    let office: Office

    init() throws { office = try Office() }

    private struct Summary: Decodable, Equatable {
        let points: Int
        let inside: Int
        let border: Int
        let outside: Int
        let unlocatable: Int
        let seconds: [String: Double]
    }

    private func zones() throws -> String {
        try office.geoPackage("zones.gpkg", [("z1", squareWKT(1)), ("z2", squareWKT(2))])
    }

    private static let table = """
        name,longitude,latitude,note
        inside,111.5,30.5,"a, b"
        shared,112,30.25,
        outside,100,10,"two
        lines"
        nonsense,east,30,
        east,112.75,30.5,

        """

    private func assign(_ points: String, to output: String, _ options: String...) throws -> ProgramResult {
        try BournProgram.run(
            ["assign", "--zones", try zones(), "--points", points, "--output", output, "--format", "json"]
                + options)
    }

    @Test("rows in overlapping zones are listed with all their zones")
    func contested() throws {
        let zones = try office.geoPackage("double.gpkg", [("z2", squareWKT(1)), ("z1", squareWKT(1))])
        let list = office.folder.path("contested.csv")
        let points = try office.source("points.csv", Self.table)
        _ = try BournProgram.run([
            "assign", "--zones", zones, "--points", points, "--output", office.folder.path("placed.csv"),
            "--contested", list,
        ])
        #expect(try String(contentsOfFile: list, encoding: .utf8).contains("1,z1 z2"))
        let placed = try String(contentsOfFile: office.folder.path("placed.csv"), encoding: .utf8)
        #expect(placed.contains("\"a, b\",z1,inside"))
    }

    @Test("rows that say they are in another datum than was declared are counted and named")
    func otherDatum() throws {
        let points = try office.source(
            "points.csv", "name,longitude,latitude,坐标系\na,111.5,30.5,GCJ-02\nb,111.5,30.5,EPSG:4326\n")
        let result = try assign(
            points, to: office.folder.path("placed.csv"), "--points-crs", "EPSG:4490", "--lang", "en")
        #expect(
            result.errors.contains(
                "1 rows (first row 1) say that they are in GCJ-02 and were read as EPSG:4490, as declared"))
        #expect(!result.errors.contains("4326"))
    }

    @Test("rows are read in the datum that each names, in Chinese too, and counted by it")
    func ownDatums() throws {
        // 112.0055° E in GCJ-02 is about 23 m west of the border at 112° E between the two zones; read as it stands it
        // would be half a kilometre east of it.
        let rows = ["火星坐标", "gcj02", "EPSG:4490", "", "百度坐标"].map { "a,112.0055,30.25,\($0)\n" }
        let points = try office.source("points.csv", "name,longitude,latitude,坐标系\n" + rows.joined())
        let output = office.folder.path("placed.csv")
        let result = try assign(points, to: output)
        result.expect(.fine)
        #expect(result.output.contains("\"word\":\"火星坐标\",\"rows\":1,\"first_row\":1,\"read_as\":\"gcj02\""))
        let distances = try String(contentsOfFile: output, encoding: .utf8).split(separator: "\r\n")
            .dropFirst()
            .compactMap { $0.split(separator: ",").last.flatMap { Double($0) } }
        #expect(distances.count == 5)
        #expect(distances[0] == distances[1] && distances[2] == distances[3] && distances[2] > 500)
        #expect(distances[0] < 100 && distances[4] != distances[0], "\(distances)")
    }

    @Test(
        "rows whose word for their datum is unknown or unusable are not located, and the reason is said once")
    func unknownDatums() throws {
        let rows = ["rubbish", "EPSG:4490", "rubbish", "西安80", "EPSG:4527", "4490"].map {
            "a,111.5,30.5,\($0)\n"
        }
        let points = try office.source("points.csv", "name,longitude,latitude,坐标系\n" + rows.joined())
        let output = office.folder.path("placed.csv")
        let result = try assign(points, to: output, "--lang", "en")
        result.expect(.faulty)
        result.expectErrors(
            naming: "2 rows (first row 1) cannot be located: “rubbish” is no reference known",
            "1 rows (first row 4) cannot be located", "--datum-shift", "EPSG:4527 is in metres")
        let placed = try String(contentsOfFile: output, encoding: .utf8).split(separator: "\r\n").dropFirst()
        #expect(
            placed.map { $0.contains(",unlocatable,") } == [true, false, true, true, true, false], "\(placed)"
        )
    }

    @Test("metres are read in the zone that each row names, where none was declared for all")
    func namedZones() throws {
        let points = try office.source(
            "points.csv",
            "name,横坐标Y,纵坐标X,坐标系\na,37547999.761,3375648.033,EPSG:4525\nb,37547999.761,3375648.033,\n")
        let output = office.folder.path("placed.csv")
        let result = try assign(points, to: output, "--lang", "en")
        result.expect(.faulty)
        result.expectErrors(naming: "names no reference, and metres need one")
        let placed = try String(contentsOfFile: output, encoding: .utf8).split(separator: "\r\n")
        #expect(placed[1].contains(",z1,inside,") && placed[2].hasSuffix(",unlocatable,"))
    }

    @Test("a zone that is only a line there and back is named, and is no border to others")
    func flatZone() throws {
        let line = "POLYGON ((111 30, 112 31, 111 30, 111 30))"
        let zones = try office.geoPackage("flat.gpkg", [("line", line), ("z1", squareWKT(1))])
        let points = try office.source("points.csv", "name,longitude,latitude\na,111.5,30.5\n")
        let result = try BournProgram.run([
            "assign", "--zones", zones, "--points", points, "--output", office.folder.path("placed.csv"),
            "--lang", "en",
        ])
        #expect(result.errors.contains("encloses nothing"))
        let placed = try String(contentsOfFile: office.folder.path("placed.csv"), encoding: .utf8)
        #expect(placed.contains(",z1,inside,4"), "\(placed)")
    }

    private func placed(_ table: String, in zones: [(String, String)], _ options: String...) throws -> (
        ProgramResult, [String]
    ) {
        let output = office.folder.path("placed.csv")
        let result = try BournProgram.run(
            [
                "assign", "--zones", try office.geoPackage("odd.gpkg", zones), "--points",
                try office.source("points.csv", table), "--output", output, "--lang", "en",
            ] + options)
        return (
            result,
            try String(contentsOfFile: output, encoding: .utf8).split(separator: "\r\n").dropFirst().map(
                String.init)
        )
    }

    @Test("a bow-tie of equal lobes holds what is in its lobes, and is named as invalid")
    func bowTie() throws {
        let (result, rows) = try placed(
            "n,longitude,latitude\nwest,111.25,30.5\neast,111.75,30.5\nabove,111.5,30.9\n",
            in: [("bow", "POLYGON ((111 30, 112 31, 112 30, 111 31, 111 30))")])
        #expect(rows.map { $0.contains(",bow,inside,") } == [true, true, false], "\(rows)")
        result.expectErrors(naming: "zone row 1 (bow)", "odd number of times")
        #expect(!result.errors.contains("encloses nothing"))
    }

    @Test(
        "polygons that enclose nothing are named and left out, however they run there and back",
        arguments: [
            "POLYGON ((111 30, 112 31, 111.25 30.25, 111 30))",
            "POLYGON ((111 30, 112 30.1, 112 31, 113 30.3, 112 31, 112 30.1, 111 30))",
            "POLYGON ((111 30, 111 31, 111 30.5, 111 30))",
            "POLYGON ((111 30, 113 31, 112.5 30.75, 111.5 30.25, 111 30))",
        ])
    func flatPolygons(shape: String) throws {
        let (result, rows) = try placed(
            "n,longitude,latitude\na,111.5,30.5\n", in: [("line", shape), ("z1", squareWKT(1))])
        result.expectErrors(naming: "zone row 1 (line) is not used")
        #expect(rows[0].contains(",z1,inside,4"), "\(rows)")
    }

    @Test("zones without a code and zones that share one are named by their rows")
    func codes() throws {
        let (result, rows) = try placed(
            "n,longitude,latitude\na,111.5,30.5\nb,112.5,30.5\nc,113.5,30.5\n",
            in: [("twice", squareWKT(1)), ("", squareWKT(2)), ("twice", squareWKT(3))])
        result.expectErrors(naming: "zone rows 1, 3 have the same code twice", "zone rows 2 have no code")
        #expect(rows[1].contains("112.5,30.5,,inside,"))
    }

    @Test("a point inside one zone and on another's border is contested, one on a shared border is not")
    func contestedBorder() throws {
        let list = office.folder.path("contested.csv")
        let small = "POLYGON ((111.25 30.25, 111.75 30.25, 111.75 30.75, 111.25 30.75, 111.25 30.25))"
        let (result, rows) = try placed(
            "n,longitude,latitude\nshared,112,30.5\nedge,111.25,30.5\ninner,111.5,30.5\nouter,111.1,30.5\n",
            in: [("a", squareWKT(1)), ("b", squareWKT(2)), ("small", small)], "--contested", list, "--format",
            "json")
        #expect(rows[1].hasSuffix(",a,border,0.000"))
        let lines = try String(contentsOfFile: list, encoding: .utf8).split(separator: "\r\n").map(
            String.init)
        #expect(lines == ["row,zone_codes", "2,a small", "3,a small"])
        #expect(result.output.contains("\"contested\":2"))
    }

    @Test("a digit too many in one row costs that row its zone, not the others theirs")
    func mistypedLatitude() throws {
        let (result, rows) = try placed(
            "n,longitude,latitude\na,111.5,30.5\nb,111.5,130.5\nc,111.5,-95\nd,30.5,111.5\n",
            in: [("z1", squareWKT(1))])
        result.expect(.faulty)
        #expect(rows[0].contains(",z1,inside,"))
        #expect(rows.dropFirst().allSatisfy { $0.contains(",,outside,") }, "\(rows)")
    }

    @Test("rows without usable coordinates are counted, and the first is named")
    func unusableCoordinates() throws {
        let (result, rows) = try placed(
            "n,longitude,latitude\na,111.5,30.5\nb,1.115e2,30.5\nc,,\n", in: [("z1", squareWKT(1))])
        result.expectErrors(naming: "2 rows have no usable coordinates (first row 2)")
        #expect(rows.map { $0.contains("unlocatable") } == [false, true, true])
    }

    @Test("an earlier answer in the points' own columns stays, and the name of the new one is told")
    func earlierAnswer() throws {
        let (result, rows) = try placed(
            "n,longitude,latitude,zone_code\na,111.5,30.5,old\n", in: [("z1", squareWKT(1))])
        result.expectErrors(naming: "a column zone_code already", "zone_code_2")
        #expect(rows[0].hasPrefix("a,111.5,30.5,old,z1,inside,"))
    }

    @Test("codes in a field of decimal numbers are whole again, and codes that are text stay as they are")
    func decimalCodes() throws {
        let points = try office.source("points.csv", "n,longitude,latitude\na,111.5,30.5\n")
        let numbers = try office.source(
            "numbers.geojson",
            """
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":990121001.0},
            "geometry":{"type":"Polygon","coordinates":[[[111,30],[112,30],[112,31],[111,31],[111,30]]]}}]}
            """)
        let text = try office.geoPackage("text.gpkg", [("1.0", squareWKT(1))])
        for (zones, code) in [(numbers, "990121001"), (text, "1.0")] {
            let output = office.folder.path("placed.csv")
            _ = try BournProgram.run(["assign", "--zones", zones, "--points", points, "--output", output])
            let placed = try String(contentsOfFile: output, encoding: .utf8)
            #expect(placed.contains("111.5,30.5,\(code),inside,"), "\(placed)")
        }
    }

    @Test("rows of a layer that name another datum than their layer's are counted and named")
    func layerOfOtherDatum() throws {
        let points = try office.source(
            "points.geojson",
            """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"坐标系":"火星坐标"},"geometry":{"type":"Point","coordinates":[111.5,30.5]}},
            {"type":"Feature","properties":{"坐标系":"WGS84"},"geometry":{"type":"Point","coordinates":[112.5,30.5]}}]}
            """)
        let result = try assign(points, to: office.folder.path("placed.csv"), "--lang", "en")
        #expect(result.errors.contains("1 rows (first row 1) say that they are in 火星坐标"), "\(result.errors)")
        #expect(!result.errors.contains("WGS84"))
    }

    @Test("keeps every row and column in order, adds three, and counts each point once")
    func csv() throws {
        let output = office.folder.path("placed.csv")
        let result = try assign(try office.source("points.csv", Self.table), to: output)
        result.expect(.faulty)
        let summary = try JSONDecoder().decode(Summary.self, from: Data(result.output.utf8))
        #expect(summary.points == 5 && summary.inside == 2 && summary.border == 1)
        #expect(summary.outside == 1 && summary.unlocatable == 1)
        #expect(Set(summary.seconds.keys) == ["read", "index", "locate", "write"])
        var reader = try CSVReader(path: output)
        #expect(
            reader.header.names
                == ["name", "longitude", "latitude", "note", "zone_code", "placement", "border_distance_m"])
        let batch = try #require(try reader.nextBatch())
        let rows = (0..<batch.rowCount).map { row in (0..<6).map { batch.text(row, $0) ?? "" } }
        #expect(rows.map { $0[0] } == ["inside", "shared", "outside", "nonsense", "east"])
        #expect(rows.map { $0[4] } == ["z1", "z2", "", "", "z2"])
        #expect(rows.map { $0[5] } == ["inside", "border", "outside", "unlocatable", "inside"])
        #expect(rows[0][3] == "a, b" && rows[2][3] == "two\nlines")
    }

    @Test("keeps rows that were written oddly, and a column of geometry, as they were")
    func verbatim() throws {
        let table = """
            wkt,longitude,latitude,zone_code
            "POINT (1 1)",111.5,30.5,"quoted"
            ragged,111.5
            long,111.5,30.5,a,b,c
            "x ""y"" z",111.5,30.5,

            """
        let output = office.folder.path("odd.csv")
        try assign(try office.source("odd.csv.in.csv", table), to: output).expect(.faulty)
        let lines = try String(contentsOfFile: output, encoding: .utf8).split(separator: "\r\n").map(
            String.init)
        #expect(lines[0] == "wkt,longitude,latitude,zone_code,zone_code_2,placement,border_distance_m")
        #expect(lines[1].hasPrefix("\"POINT (1 1)\",111.5,30.5,\"quoted\",z1,inside,"))
        #expect(lines[2] == "ragged,111.5,,,,unlocatable,")
        #expect(lines[3] == "long,111.5,30.5,\"a,b,c\",,unlocatable,")
        #expect(lines[4].hasPrefix("\"x \"\"y\"\" z\",111.5,30.5,,z1,inside,"))
        let database = office.folder.path("odd.gpkg")
        try assign(try office.source("odd.csv.in.csv", table), to: database).expect(.faulty)
        #expect(
            try office.query(
                "SELECT group_concat(zone_code || '/' || zone_code_2, ' ') FROM assigned", in: database)
                == "quoted/z1 /z1")
    }

    @Test("points of a layer come out as text with their geometry, which reads back the same")
    func layerToText() throws {
        let points = try office.geoPackage(
            "points.gpkg", [("a", "POINT (111.5 30.5)"), ("b", "POINT (112 30.25)"), ("c", "POINT (0 0)")],
            layer: "points")
        let output = office.folder.path("layer.csv")
        try assign(points, to: output).expect(.faulty)
        let lines = try String(contentsOfFile: output, encoding: .utf8).split(separator: "\r\n").map(
            String.init)
        #expect(lines[0] == "code,wkt,zone_code,placement,border_distance_m")
        #expect(lines[1].hasPrefix("a,POINT (111.5 30.5),z1,inside,"))
        #expect(lines[2] == "b,POINT (112.0 30.25),z2,border,0.000")
        #expect(lines[3] == "c,POINT (0.0 0.0),,outside,")
    }

    @Test("writes the same placements to a GeoPackage")
    func geoPackage() throws {
        let output = office.folder.path("placed.gpkg")
        try assign(try office.source("points.csv", Self.table), to: output).expect(.faulty)
        #expect(
            try office.query(
                "SELECT group_concat(coalesce(zone_code, '-') || ' ' || placement, ', ') FROM assigned",
                in: output)
                == "z1 inside, z2 border, - outside, - unlocatable, z2 inside")
        #expect(try office.query("SELECT count(geom) FROM assigned", in: output) == "4")
    }

    @Test("brings points of another reference to the zones")
    func references() throws {
        // The easting and northing of 111.5° E, 30.5° N in zone 37 of CGCS2000 (3 degrees), by PROJ.
        let points = try office.source("points.csv", "name,east,north\na,37547999.761,3375648.033\n")
        let output = office.folder.path("placed.csv")
        try assign(points, to: output, "--x", "east", "--y", "north", "--points-crs", "EPSG:4525").expect(
            .fine)
        #expect(try String(contentsOfFile: output, encoding: .utf8).contains(",z1,inside,"))
    }

    @Test("names the columns there are when the coordinates have none", arguments: TestLanguage.allCases)
    func noColumns(language: TestLanguage) throws {
        let points = try office.source("points.csv", "alpha,beta\n1,2\n")
        let result = try BournProgram.run(
            "assign", "--zones", try zones(), "--points", points, "--output", office.folder.path("o.csv"),
            in: language)
        result.expect(.refusedInput)
        result.expectErrors(naming: "alpha", "beta")
        #expect(try office.leftovers(besides: "zones.gpkg", "points.csv").isEmpty)
    }

    @Test("leaves an older result alone when it fails")
    func failure() throws {
        let output = try office.source("placed.csv", "precious\n")
        try assign(office.folder.path("nowhere.csv"), to: output).expect(.refusedInput)
        #expect(try String(contentsOfFile: output, encoding: .utf8) == "precious\n")
    }
}
