import Foundation
import Interchange
import TestSupport
import Testing

@Suite("Points with faults", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct FaultyPointTests {
    let office: Office
    let zones: String

    init() throws {
        office = try Office()
        zones = try office.geoPackage("zones.gpkg", [("z1", squareWKT(1)), ("z2", squareWKT(2))])
    }

    /// The counts that `bourn assign` prints as JSON.
    private struct Counts: Decodable {
        let points: Int
        let inside: Int
        let border: Int
        let outside: Int
        let unlocatable: Int
    }

    private func assign(
        zones: String, points: String, _ options: [String] = [], in language: TestLanguage = .english
    ) throws -> ProgramResult {
        let output = office.folder.path("placed.csv")
        return try BournProgram.run(
            ["assign", "--zones", zones, "--points", points, "--output", output, "--format", "json"]
                + options, in: language)
    }

    private func placedLines() throws -> [String] {
        try String(contentsOfFile: office.folder.path("placed.csv"), encoding: .utf8)
            .split(whereSeparator: \.isNewline).map(String.init)
    }

    /// The code and placement of each row of the output, by name.
    private func placements() throws -> [String] {
        var reader = try CSVReader(path: office.folder.path("placed.csv"))
        let zone = try reader.header.column(named: "zone_code")
        let placement = try reader.header.column(named: "placement")
        var result: [String] = []
        while let batch = try reader.nextBatch() {
            for row in 0..<batch.rowCount {
                result.append("\(batch.text(row, zone) ?? "") \(batch.text(row, placement) ?? "")")
            }
        }
        return result
    }

    private func counts(_ result: ProgramResult) throws -> Counts {
        try JSONDecoder().decode(Counts.self, from: Data(result.output.utf8))
    }

    @Test(
        "of their row lose no cell, are nowhere, and are told by line", arguments: TestLanguage.allCases)
    func ragged(language: TestLanguage) throws {
        let good = (0..<700).map { "good \($0),111.5,30.5\n" }.joined()
        let points = try office.source(
            "points.csv",
            "name,longitude,latitude\n\(good)long,111.5,30.5,surplus one,surplus two\n"
                + "short,111.5\n\"quoted\"x,112.5,30.5\nlast,112.5,30.5\n")
        let result = try assign(zones: zones, points: points, in: language)
        result.expect(.faulty)
        result.expectErrors(naming: "702", "703", "704")
        #expect(!result.errors.contains("705") && language.isLanguage(of: result.errors), "\(result.errors)")
        let found = try counts(result)
        #expect(found.points == 704 && found.inside == 701 && found.unlocatable == 3, "\(result.output)")
        let lines = try placedLines()
        try #require(lines.count == 705)
        #expect(lines[701].contains("long") && lines[701].contains("unlocatable"), "\(lines[701])")
        #expect(lines[701].contains("surplus one") && lines[701].contains("surplus two"), "\(lines[701])")
        #expect(lines[702].contains("short") && lines[702].contains("111.5"), "\(lines[702])")
        #expect(lines[702].contains("unlocatable") && lines[703].contains("unlocatable"))
        #expect(lines[703].contains("quoted") && lines[703].contains("112.5"), "\(lines[703])")
        #expect(try placements().last == "z2 inside")
    }

    @Test(
        "of spelling are unlocatable, never guessed",
        arguments: ["0x74", "0x1.bep6", "nan", "inf", "1e999", "111.5x", "111,5", "--111.5", ""])
    func spelling(longitude: String) throws {
        let points = try office.source(
            "points.csv", "name,longitude,latitude\nbad,\"\(longitude)\",30.5\ngood,111.5,30.5\n")
        try assign(zones: zones, points: points).expect(.faulty)
        #expect(try placements() == [" unlocatable", "z1 inside"])
    }

    @Test("in metres ask for their reference where no column names one", arguments: TestLanguage.allCases)
    func metres(language: TestLanguage) throws {
        let text = try GeoData.text("units-gk.csv")
        let unnamed = try office.source("metres.csv", text.replacingOccurrences(of: "坐标系", with: "备注"))
        let result = try assign(zones: GeoData.path("blocks.geojson"), points: unnamed, in: language)
        result.expect(.refusedInput)
        result.expectErrors(naming: "--points-crs")
        #expect(language.isLanguage(of: result.errors), "\(result.errors)")
        #expect(try office.leftovers(besides: "zones.gpkg", "metres.csv").isEmpty)
    }

    @Test("in metres come to their blocks once the reference is given")
    func declaredMetres() throws {
        // The first batch of the file is in zone 39 and has no mistake.
        let lines = try GeoData.text("units-gk.csv").split(separator: "\n")
        let batch = lines[1...].filter { $0.contains(",GK-01,") }
        try #require(batch.count == 80)
        let text = ([lines[0]] + batch).joined(separator: "\n") + "\n"
        let points = try office.source("points.csv", text)
        try assign(
            zones: GeoData.path("blocks.geojson"), points: points, ["--points-crs", "EPSG:4527"]
        ).expect(.fine)
        let answers = try GeoData.text("unit-answers.csv").split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        let trueBlocks = Dictionary(answers.map { ($0[1], $0[5]) }) { first, _ in first }
        let wanted = batch.map { "\(trueBlocks[$0.prefix { $0 != "," }] ?? "") inside" }
        #expect(try placements() == wanted)
    }

    @Test("in degrees, minutes and seconds of three columns each come to the zones of their decimals")
    func sexagesimal() throws {
        let (zones, points) = (GeoData.path("blocks.geojson"), GeoData.path("outfalls.csv"))
        let result = try assign(zones: zones, points: points)
        #expect(result.status == 0 || result.status == 1, "\(result.errors)")
        let found = try counts(result)
        #expect(found.points == 60 && found.unlocatable == 0 && found.outside == 0, "\(result.output)")
        let bySexagesimal = try placements()
        _ = try assign(zones: zones, points: points, ["--x", "经度", "--y", "纬度"])
        let byDecimals = try placements()
        try #require(byDecimals.count == 60 && bySexagesimal.count == 60)
        // Two rows differ in the data itself; a river is a border, and hundredths of a second are 0.3 m.
        #expect(zip(bySexagesimal, byDecimals).count { $0 != $1 } <= 4)
    }

    @Test(
        "of another datum ask for the shift, which nobody else can know",
        arguments: ["EPSG:4610", "EPSG:4214"])
    func otherDatum(reference: String) throws {
        let points = try office.source("points.csv", "name,longitude,latitude\na,111.5,30.5\n")
        for language in TestLanguage.allCases {
            let result = try assign(
                zones: zones, points: points, ["--points-crs", reference], in: language)
            result.expect(.refusedInput)
            result.expectErrors(naming: "--datum-shift")
            #expect(language.isLanguage(of: result.errors), "\(result.errors)")
        }
        let shifted = try assign(
            zones: zones, points: points,
            ["--points-crs", reference, "--datum-shift", "0,0,0,0,0,0,0"])
        shifted.expect(.fine)
        #expect(try placements() == ["z1 inside"])
    }

    @Test(
        "cannot be shifted by what is no shift",
        arguments: ["1,2,x,3,4,5,6,7", "1,2,x,4,5,6,7", "1,2,3,4,5,6", "1,2,3,4,5,6,7,8", ""])
    func noShift(shift: String) throws {
        let points = try office.source("points.csv", "name,longitude,latitude\na,111.5,30.5\n")
        let options = ["--datum-shift", shift]
        let assigned = try assign(zones: zones, points: points, ["--points-crs", "EPSG:4610"] + options)
        assigned.expect(.usage)
        assigned.expectErrors(naming: "--datum-shift")
        try BournProgram.run(["import", "units", office.workspace, points, "--crs", "EPSG:4610"] + options)
            .expect(.usage)
        #expect(office.bytes == nil)
    }
}
