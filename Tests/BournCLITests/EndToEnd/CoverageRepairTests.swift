import Foundation
import GeoModel
import TestSupport
import Testing

@Suite("A repaired coverage", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct CoverageRepairTests {
    let office: Office

    init() throws { office = try Office() }

    private func json(_ result: ProgramResult) throws -> JSONValue {
        try JSONValue(json: Array(result.output.utf8))
    }

    private func faults(of path: String, _ options: String...) throws -> [JSONValue] {
        let result = try BournProgram.run(["coverage", "check", path, "--format", "json"] + options)
        return try #require(json(result).member("faults")?.elements)
    }

    private func coordinates(_ path: String) throws -> String {
        let result = try run("ogrinfo", ["-al", "-q", path])
        return result.output.split(separator: "\n").filter { $0.contains("POLYGON") }.joined(separator: "\n")
    }

    @Test("goes back to what it was, coordinate by coordinate, when its changes are undone")
    func undo() throws {
        let damaged = GeoData.path("blocks-damaged.geojson")
        let (mended, changes, undone) = (
            office.folder.path("mended.gpkg"), office.folder.path("changes.json"),
            office.folder.path("undone.gpkg")
        )
        let repair = try BournProgram.run(
            "coverage", "repair", damaged, "--output", mended, "--changes", changes, "--format", "json")
        #expect(try faults(of: damaged).count > 10)
        let left = try faults(of: mended)
        let refused = try #require(json(repair).member("refused")?.elements)
        #expect(Set(left.map { $0.member("id")?.text }) == Set(refused.map { $0.member("fault")?.text }))
        try BournProgram.run("coverage", "repair", mended, "--undo", changes, "--output", undone).expect(
            .fine)
        let original = office.folder.path("original.gpkg")
        try #require(try run("ogr2ogr", [original, damaged]).status == 0)
        #expect(try coordinates(undone) == coordinates(original))
        #expect(try coordinates(mended) != coordinates(original))
    }

    @Test("keeps a later edit when its changes are undone")
    func laterEdit() throws {
        let zones = try office.source(
            "zones.csv",
            "code,wkt\na,\"POLYGON ((116 31, 116.1 31, 116.1 31.1, 116 31.1, 116 31))\"\n"
                + "b,\"POLYGON ((116.1 31, 116.2 31, 116.2 31.1, 116.1 31.1, 116.11 31.05, 116.1 31))\"\n")
        let (mended, changes) = (office.folder.path("mended.csv"), office.folder.path("changes.json"))
        let gpkg = office.folder.path("mended.gpkg")
        try BournProgram.run("coverage", "repair", zones, "--output", gpkg, "--changes", changes).expect(
            .fine)
        try #require(try run("ogr2ogr", [mended, gpkg, "-lco", "GEOMETRY=AS_WKT"]).status == 0)
        let text = try String(contentsOfFile: mended, encoding: .utf8)
            .replacingOccurrences(of: "WKT", with: "wkt").replacingOccurrences(of: "116.2 ", with: "116.3 ")
            .replacingOccurrences(of: "116 31", with: "115.9 31")
        try text.write(toFile: mended, atomically: true, encoding: .utf8)
        let result = try BournProgram.run(
            "coverage", "repair", mended, "--undo", changes, "--output", office.folder.path("undone.gpkg"))
        result.expect(.faulty)
        #expect(result.output.contains("has changed since"))
        try BournProgram.run("coverage", "repair", mended, "--undo", zones, "--output", gpkg)
            .expect(.refusedInput)
    }

    @Test("keeps every zone that needed no mending byte for byte, whatever kind of polygon its layer holds")
    func untouchedBytes() throws {
        for type in ["POLYGON", "PROMOTE_TO_MULTI", "GEOMETRY"] {
            let (source, mended) = (
                office.folder.path("\(type).gpkg"), office.folder.path("\(type)-mended.gpkg")
            )
            let damaged = GeoData.path("blocks-damaged.geojson")
            try #require(try run("ogr2ogr", [source, damaged, "-nln", "block", "-nlt", type]).status == 0)
            try BournProgram.run("coverage", "repair", source, "--output", mended).expect(.faulty)
            let changed = try shapes(source).filter { try shapes(mended)[$0.key] != $0.value }.count
            #expect(changed > 0 && changed < 25, "\(type): \(changed) of 200 zones changed")
        }
    }

    /// The bytes of each shape by its code.
    private func shapes(_ path: String) throws -> [String: String] {
        let query = "SELECT code, hex(geom) FROM block"
        let result = try run("sqlite3", ["-separator", " ", path, query])
        try #require(result.status == 0)
        let rows = result.output.split(separator: "\n").map { $0.split(separator: " ") }
        return Dictionary(
            rows.map { (String($0[0]), String($0[1])) }, uniquingKeysWith: { first, _ in first })
    }

    @Test("does not write one result over another, and writes again where it wrote before")
    func outputs() throws {
        let zones = try office.source(
            "zones.csv",
            "code,wkt\na,\"POLYGON ((116 31, 116.1 31, 116.1 31.1, 116 31.1, 116 31))\"\n"
                + "b,\"POLYGON ((116.09 31, 116.2 31, 116.2 31.1, 116.09 31.1, 116.09 31))\"\n")
        let mended = office.folder.path("mended.geojson")
        let clash = try BournProgram.run("coverage", "repair", zones, "--output", mended, "--changes", mended)
        clash.expect(.usage)
        #expect(clash.errors.contains("mended.geojson"))
        for _ in 0..<2 { try BournProgram.run("coverage", "repair", zones, "--output", mended).expect(.fine) }
        try BournProgram.run("coverage", "check", mended).expect(.fine)
    }

    /// Two boxes that overlap, the second with a name in Chinese, as a GeoPackage.
    private func overlapping(_ more: String = "", options: [String] = []) throws -> String {
        let csv = try office.source(
            "boxes.csv",
            "code,姓名,wkt\na,甲,\"POLYGON Z ((116 31 1, 116.1 31 1, 116.1 31.1 1, 116 31.1 1, 116 31 1))\"\n"
                + "b,乙,\"POLYGON Z ((116.09 31 1, 116.2 31 1, 116.2 31.1 1, 116.09 31.1 1, 116.09 31 1))\"\n"
                + "c,丙,\"POLYGON Z ((117 31 1, 117.1 31 1, 117.1 31.1 1, 117 31.1 1, 117 31 1))\"\n" + more)
        let path = office.folder.path("boxes.gpkg")
        let made = try run(
            "ogr2ogr",
            [path, csv, "-nln", "zone", "-a_srs", "EPSG:4490", "-oo", "GEOM_POSSIBLE_NAMES=wkt"] + options)
        try #require(made.status == 0)
        return path
    }

    @Test("keeps every field and shape in other formats, and says that mended zones lose their heights")
    func otherFormats() throws {
        let zones = try overlapping()
        for name in ["mended.shp", "mended.csv"] {
            let mended = office.folder.path(name)
            let result = try BournProgram.run("coverage", "repair", zones, "--output", mended)
            result.expect(.fine)
            #expect(result.errors.contains("1 mended zones have lost their heights"), "\(result.errors)")
            let told = try run("ogrinfo", ["-al", "-q", mended]).output
            #expect(told.contains("姓名") && told.contains("丙"), "\(told)")
            let shapes = told.components(separatedBy: "POLYGON").count - 1
            #expect(shapes >= 3, "\(told)")
        }
    }

    @Test("mends the rest of a layer that holds a shape nobody can read, and keeps that one's bytes")
    func unreadableRow() throws {
        let zones = try overlapping()
        let damaged = "UPDATE zone SET geom = x'475000018A11000001' WHERE code = 'c'"
        let drop =
            "DROP TRIGGER IF EXISTS rtree_zone_geom_update1; DROP TRIGGER IF EXISTS rtree_zone_geom_update2;"
            + "DROP TRIGGER IF EXISTS rtree_zone_geom_update3; DROP TRIGGER IF EXISTS rtree_zone_geom_update4;"
        try #require(try run("sqlite3", [zones, drop + damaged]).status == 0)
        let mended = office.folder.path("mended.gpkg")
        let result = try BournProgram.run("coverage", "repair", zones, "--output", mended, "--format", "json")
        result.expect(.faulty)
        #expect(try json(result).member("faults_after")?.number == 1)
        let bytes = "SELECT hex(geom) FROM zone WHERE code = 'c'"
        #expect(try run("sqlite3", [mended, bytes]).output == "475000018A11000001\n")
    }

    @Test("stands only beside the list that undoes it, and not in a folder that nobody may write to")
    func unwritable() throws {
        let zones = try overlapping()
        let mended = office.folder.path("mended.gpkg")
        try BournProgram.run(
            "coverage", "repair", zones, "--output", mended, "--changes", "/no/such/folder/c.json"
        ).expect(.inputOutput)
        #expect(!FileManager.default.fileExists(atPath: mended))
    }

    @Test("is planned and not written with --preview, and needs an output otherwise")
    func preview() throws {
        let damaged = GeoData.path("blocks-damaged.geojson")
        let result = try BournProgram.run("coverage", "repair", damaged, "--preview", "--rule", "split")
        #expect(result.output.contains("gained"))
        try BournProgram.run("coverage", "repair", damaged).expect(.usage)
        try BournProgram.run("coverage", "repair", damaged, "--preview", "--owner", "units").expect(.usage)
        try BournProgram.run("coverage", "repair", damaged, "--preview", "--owner", "zone:nowhere")
            .expect(.refusedInput)
    }

    @Test("is told with the units inside each fault, and the displaced block by name")
    func units() throws {
        let damaged = GeoData.path("blocks-damaged.geojson")
        let found = try faults(
            of: damaged, "--parents", GeoData.path("divisions.geojson"), "--units", GeoData.path("units.csv"))
        let counts = found.compactMap { $0.member("units")?.number }
        #expect(counts.count == found.count && counts.contains { $0 > 0 })
        let displaced = found.filter { $0.member("cause")?.text == "displaced-copy" }
        #expect(displaced.count > 1)
        #expect(
            displaced.allSatisfy { fault in
                let zones =
                    (fault.member("zones")?.elements ?? []) + (fault.member("neighbours")?.elements ?? [])
                return zones.contains { ($0.text ?? $0.member("zone")?.text) == "990121202201" }
            })
        let duplicated = found.filter { $0.member("cause")?.text == "duplicated-zone" }
        #expect(duplicated.count == 1)
    }

    @Test("is simplified with its shared borders")
    func simplify() throws {
        let output = office.folder.path("coarse.gpkg")
        try BournProgram.run(
            "coverage", "simplify", GeoData.path("blocks.geojson"), "--tolerance", "200", "--output", output
        ).expect(.fine)
        try BournProgram.run("coverage", "check", output).expect(.fine)
        #expect(try coordinates(output).count < coordinates(GeoData.path("blocks.geojson")).count / 2)
    }
}

extension JSONValue {
    fileprivate func member(_ name: String) -> JSONValue? {
        if case .object(let members) = self { members.first { $0.name == name }?.value } else { nil }
    }

    fileprivate var elements: [JSONValue]? {
        if case .array(let values) = self { values } else { nil }
    }

    fileprivate var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    fileprivate var number: Double? {
        if case .number(let number) = self { number.double } else { nil }
    }
}
