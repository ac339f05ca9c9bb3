import Foundation
import GeoModel
import GeoPackageStore
import TestSupport
import Testing

@Suite("A coverage check", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct CoverageCheckTests {
    let office: Office

    init() throws { office = try Office() }

    private func json(_ arguments: String...) throws -> PrintedJSON {
        try PrintedJSON(BournProgram.run(["coverage", "check"] + arguments + ["--format", "json"]).output)
    }

    /// Areas of several levels in one CSV: code, parent, level, WKT.
    private func levels(_ rows: [(String, String, String, String)]) throws -> String {
        let lines = rows.map { "\($0.0),\($0.1),\($0.2),\"\($0.3)\"\n" }
        return try office.source("levels.csv", "code,parent_code,level,wkt\n" + lines.joined())
    }

    private func box(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> String {
        "POLYGON ((\(x0) \(y0), \(x1) \(y0), \(x1) \(y1), \(x0) \(y1), \(x0) \(y0)))"
    }

    /// A city of two counties with towns; one town has an exclave in the other county's land.
    private func hierarchy(secondTown: String) throws -> String {
        let around =
            "POLYGON ((116.1 31, 116.2 31, 116.2 31.1, 116.1 31.1, 116.1 31), "
            + "(116.14 31.04, 116.16 31.04, 116.16 31.06, 116.14 31.06, 116.14 31.04))"
        let both =
            "MULTIPOLYGON (((116 31, 116.1 31, 116.1 31.1, 116 31.1, 116 31)), "
            + "((116.14 31.04, 116.16 31.04, 116.16 31.06, 116.14 31.06, 116.14 31.04)))"
        return try levels([
            ("9901", "99", "city", box(116, 31, 116.2, 31.1)), ("990121", "9901", "county", both),
            ("990122", "9901", "county", around),
            ("990171", "99", "functional-zone", box(116, 31, 116.1, 31.1)),
            ("990121001", "990121", "town", box(116, 31, 116.05, 31.1)),
            ("990121002", "990121", "town", secondTown), ("990122001", "990122", "town", around),
        ])
    }

    private let exclave =
        "((116.14 31.04, 116.16 31.04, 116.16 31.06, 116.14 31.06, 116.14 31.04))"

    @Test("names codes that several zones share, and zones without one")
    func sharedCodes() throws {
        let source = try office.source(
            "shared.csv",
            "code,wkt\nA,\"\(box(116, 31, 116.1, 31.1))\"\nA,\"\(box(116.1, 31, 116.2, 31.1))\"\n"
                + ",\"\(box(116.2, 31, 116.3, 31.1))\"\n")
        let result = try BournProgram.run("coverage", "check", source)
        result.expect(.faulty)
        #expect(result.output.contains("2 zones have the code A"))
        #expect(result.output.contains("1 zones have no code"))
        let printed = try json(source)
        #expect(printed["shared_codes"]?.items.map { $0["code"]?.string } == ["", "A"])
        #expect(printed["complete"]?.value == .bool(true))
    }

    @Test("takes no zone for complete whose coordinates are no degrees")
    func beyondDegrees() throws {
        let source = try office.source(
            "far.csv",
            "code,wkt\nA,\"\(box(116, 31, 116.1, 31.1))\"\nB,\"POLYGON ((0 0, 1e200 0, 1e200 1e200, 0 0))\"\n"
        )
        let result = try BournProgram.run("coverage", "check", source)
        result.expect(.faulty)
        #expect(result.output.contains("lies outside"))
        let metres = try office.source(
            "metres.csv", "code,wkt\nA,\"\(box(40_404_000, 3_432_000, 40_405_000, 3_433_000))\"\n")
        try BournProgram.run("coverage", "check", metres, "--crs", "EPSG:4490").expect(.faulty)
        try BournProgram.run("coverage", "check", metres, "--crs", "EPSG:4528").expect(.fine)
    }

    @Test("prints the same faults whatever the order of the rows and wherever rings start")
    func orderOfRows() throws {
        let rows = [
            "a,\"\(box(116, 31, 116.1, 31.1))\"", "b,\"\(box(116.09, 31, 116.2, 31.1))\"",
            "c,\"\(box(116.05, 31.05, 116.15, 31.15))\"",
        ]
        let turned = [
            "c,\"POLYGON ((116.15 31.15, 116.15 31.05, 116.05 31.05, 116.05 31.15, 116.15 31.15))\"",
            "b,\"POLYGON ((116.2 31.1, 116.09 31.1, 116.09 31, 116.2 31, 116.2 31.1))\"",
            "a,\"POLYGON ((116.1 31.1, 116 31.1, 116 31, 116.1 31, 116.1 31.1))\"",
        ]
        let faults = try [rows, turned].enumerated().map { number, rows in
            let text = "code,wkt\n" + rows.joined(separator: "\n") + "\n"
            return try json(try office.source("order\(number).csv", text))["faults"]?.value
        }
        #expect(faults[0] != nil && faults[0] == faults[1])
    }

    @Test("of all levels finds nothing where exclaves, enclaves and a functional zone are in order")
    func soundLevels() throws {
        let source = try hierarchy(
            secondTown:
                "MULTIPOLYGON (((116.05 31, 116.1 31, 116.1 31.1, 116.05 31.1, 116.05 31)), \(exclave))")
        let result = try BournProgram.run("coverage", "check", source, "--levels")
        result.expect(.fine)
        #expect(result.output.contains("compared with 2 areas of the level county"))
        let printed = try json(source, "--levels")
        #expect(printed["complete"]?.value == .bool(true) && printed["faults"]?.items.isEmpty == true)
        let names = printed["levels"]?.items.map { $0["level"]?.string }
        #expect(names == ["city", "functional-zone", "county", "town"])
        try BournProgram.run("coverage", "check", GeoData.path("divisions.geojson"), "--levels").expect(.fine)
    }

    @Test("of all levels names level and parent of each fault, once")
    func faultyLevels() throws {
        let source = try hierarchy(
            secondTown:
                "MULTIPOLYGON (((116.05 31, 116.11 31, 116.1 31.1, 116.05 31.1, 116.05 31)), \(exclave))")
        let printed = try json(source, "--levels")
        let faults = printed["faults"]?.items ?? []
        #expect(Set(faults.map { $0["kind"]?.string }) == ["overlap", "spill"])
        #expect(faults.allSatisfy { $0["level"]?.string == "town" })
        let spill = try #require(faults.first { $0["kind"]?.string == "spill" })
        #expect(spill["zone_parents"]?.value == .array([.string("990121")]))
        #expect(spill["parents"]?.value == .array([.string("990122")]))
        let text = try BournProgram.run(["coverage", "check", source, "--levels"], in: .chinese)
        text.expect(.faulty)
        #expect(text.output.contains("乡级：有 2 处问题") && text.output.contains("上级 990121"))
        #expect(text.output.contains("✔ 县级："))
        let map = try BournProgram.run("coverage", "check", source, "--levels", "--format", "geojson")
        #expect(map.output.contains("\"level\":\"town\""))
        let page = try BournProgram.run("coverage", "check", source, "--levels", "--format", "html")
        #expect(page.output.contains("990121001") && !page.output.contains("No fault was found"))
    }

    @Test("of all levels needs to know each area's level")
    func unknownLevel() throws {
        let source = try levels([("x", "", "", box(116, 31, 117, 32))])
        let result = try BournProgram.run("coverage", "check", source, "--levels")
        result.expect(.refusedInput)
        #expect(result.errors.contains("the level of area x"))
        try BournProgram.run("coverage", "check", source, "--levels", "--certificate", "c.json").expect(
            .usage)
    }

    @Test("of a workspace goes through divisions, blocks and zones")
    func workspaceLevels() throws {
        _ = try office.importing("divisions", GeoData.path("divisions.geojson"))
        _ = try office.importing("blocks", GeoData.path("blocks-damaged.geojson"), expecting: .faulty)
        let printed = try json(office.workspace, "--levels")
        let names = printed["levels"]?.items.map { $0["level"]?.string }
        #expect(names == ["city", "functional-zone", "county", "town", "village", "block"])
        #expect(Set((printed["faults"]?.items ?? []).map { $0["level"]?.string }) == ["block"])
        let alone = try json(office.workspace, "--parents", office.workspace)
        #expect(alone["faults"]?.items.count == printed["faults"]?.items.count)
    }

    /// Two zones with a lake between them.
    private func lake(_ corner: String = "116.11 31.05") throws -> String {
        try office.source(
            "zones.csv",
            "code,wkt\na,\"POLYGON ((116 31, 116.1 31, 116.1 31.02, 116.1 31.08, 116.1 31.1, 116 31.1, 116 31))\"\n"
                + "b,\"POLYGON ((116.1 31, 116.2 31, 116.2 31.1, 116.1 31.1, 116.1 31.08, \(corner), 116.1 31.02, "
                + "116.1 31))\"\n")
    }

    @Test("takes an accepted fault for right until its geometry changes")
    func acceptedInList() throws {
        let list = office.folder.path("accepted.csv")
        let source = try lake()
        let id = try #require(json(source)["faults"]?.items.first?["id"]?.string)
        try BournProgram.run(
            "coverage", "accept", source, "0000", "--by", "Li", "--reason", "x", "--exceptions", list
        )
        .expect(.refusedInput)
        try BournProgram.run("coverage", "accept", source, id, "--by", "Li", "--reason", "x").expect(.usage)
        try BournProgram.run(
            "coverage", "accept", source, String(id.prefix(5)), "--by", "李明", "--reason", "湖面，不设小区",
            "--exceptions", list
        ).expect(.fine)
        let kept = try String(contentsOfFile: list, encoding: .utf8)
        #expect(kept.contains("\(id),湖面，不设小区,李明,") && kept.contains(",gap,a b"))
        let result = try BournProgram.run("coverage", "check", source, "--exceptions", list)
        result.expect(.fine)
        #expect(result.output.contains("no fault besides 1 accepted"))
        #expect(result.output.contains("accepted by 李明: 湖面，不设小区"))
        let repaired = office.folder.path("repaired.gpkg")
        let repair = try BournProgram.run(
            "coverage", "repair", source, "--output", repaired, "--exceptions", list)
        repair.expect(.fine)
        #expect(repair.output.contains("accepted; left as it is"))
        let later = try BournProgram.run("coverage", "check", try lake("116.12 31.05"), "--exceptions", list)
        later.expect(.faulty)
        #expect(later.output.contains("1 acceptances fit no fault any more"))
    }

    @Test("keeps in a workspace who accepted a fault, and who took that back")
    func acceptedInWorkspace() throws {
        _ = try office.importing("blocks", try lake())
        let path = office.workspace
        let id = try #require(json(path)["faults"]?.items.first?["id"]?.string)
        let accept = ["coverage", "accept", path, id]
        try BournProgram.run(accept + ["--by", "Li", "--reason", "a lake"]).expect(.fine)
        try BournProgram.run("coverage", "check", path).expect(.fine)
        #expect(try json(path)["faults"]?.items.first?["accepted_by"]?.string == "Li")
        try BournProgram.run(accept + ["--by", "Wang", "--reason", "drained", "--withdraw"]).expect(.fine)
        try BournProgram.run("coverage", "check", path).expect(.faulty)
        try BournProgram.run(accept + ["--by", "Wang", "--reason", "again", "--withdraw"]).expect(
            .refusedInput)
        #expect(
            try office.query("SELECT decision, actor, reason FROM coverage_decision ORDER BY fid")
                == "accepted|Li|a lake\nwithdrawn|Wang|drained")
    }

    @Test("lists only faults wider than asked for and still counts the others (QGIS 44248)")
    func widerThan() throws {
        let damaged = GeoData.path("blocks-damaged.geojson")
        let (all, wide) = (try json(damaged), try json(damaged, "--min-width", "100"))
        let widths = (all["faults"]?.items ?? []).compactMap { $0["width_m"]?.double }
        #expect(wide["summary"]?.value == all["summary"]?.value && wide["valid"]?.value == .bool(false))
        #expect(wide["faults"]?.items.count == widths.count { $0 >= 100 })
        #expect(widths.contains { $0 >= 100 } && widths.contains { $0 < 100 })
        let text = try BournProgram.run("coverage", "check", damaged, "--min-width", "100")
        text.expect(.faulty)
        #expect(text.output.contains("narrower than --min-width"))
    }

    @Test("certifies a GeoPackage of its own, and the certificate fails on any change to it")
    func certificate() throws {
        let (zones, certificate) = (office.folder.path("zones.gpkg"), office.folder.path("certificate.json"))
        _ = try BournProgram.run(
            "coverage", "repair", GeoData.path("blocks-damaged.geojson"), "--output", zones, "--quiet")
        _ = try BournProgram.run("coverage", "check", zones, "--certificate", certificate)
        #expect(try verified(certificate, zones) == 0)
        for (name, sql) in [
            ("dropped", "DELETE FROM TABLE_NAME WHERE fid = 7"),
            ("renamed", "UPDATE TABLE_NAME SET code = '1' WHERE fid = 7"),
            (
                "doubled",
                "INSERT INTO TABLE_NAME (geom, code) SELECT geom, code FROM TABLE_NAME WHERE fid = 7"
            ),
        ] {
            let copy = office.folder.path("\(name).gpkg")
            try FileManager.default.copyItem(atPath: zones, toPath: copy)
            try change(copy, sql)
            #expect(try verified(certificate, copy) == 1, "\(name)")
        }
        let text = try String(contentsOfFile: certificate, encoding: .utf8)
        let forged = try office.source(
            "forged.json",
            text.replacingOccurrences(of: "\"complete\": false", with: "\"complete\": true") + " ")
        #expect(try verified(forged, zones) == (text.contains("\"complete\": false") ? 1 : 0))
    }

    private func verified(_ certificate: String, _ zones: String, _ more: String...) throws -> Int32 {
        let tool = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../Tools/verify-certificate").standardizedFileURL.path
        return try run("python3", [tool, certificate, zones] + more).status
    }

    /// A file of the sample county as a GeoPackage.
    private func geoPackage(_ name: String, _ options: String...) throws -> String {
        let path = office.folder.path("\(name)\(options.count).gpkg")
        let made = try run("ogr2ogr", [path, GeoData.path("\(name).geojson"), "-nln", name] + options)
        try #require(made.status == 0)
        return path
    }

    @Test("certifies the sample county's blocks against its towns, which stand in a layer of all levels")
    func certificateOfCounty() throws {
        let (zones, parents) = try (geoPackage("blocks"), geoPackage("divisions"))
        let certificate = office.folder.path("county.json")
        try BournProgram.run("coverage", "check", zones, "--parents", parents, "--certificate", certificate)
            .expect(.fine)
        #expect(try verified(certificate, zones, "--parents", parents) == 0)
        #expect(try verified(certificate, zones) == 65)
        for (name, sql) in [
            ("deleted", "DELETE FROM TABLE_NAME WHERE fid = 7"),
            ("given away", "UPDATE TABLE_NAME SET parent_code = '990121102000' WHERE fid = 7"),
            ("relabelled", "UPDATE gpkg_geometry_columns SET srs_id = 4326"),
        ] {
            let copy = office.folder.path("\(name).gpkg")
            try FileManager.default.copyItem(atPath: zones, toPath: copy)
            try change(copy, sql)
            #expect(try verified(certificate, copy, "--parents", parents) == 1, "\(name)")
        }
    }

    @Test("does not certify what nobody could check")
    func refusedCertificates() throws {
        let (zones, parents) = try (geoPackage("blocks"), geoPackage("divisions"))
        let metres = try geoPackage("divisions", "-t_srs", "EPSG:4527")
        let certificate = office.folder.path("never.json")
        for (arguments, told) in [
            ([GeoData.path("blocks.geojson")], "ogr2ogr"), ([zones, "--crs", "gcj02"], "does not declare"),
            ([zones, "--parents", metres], "does not declare"),
        ] {
            let result = try BournProgram.run(
                ["coverage", "check", "--certificate", certificate] + arguments)
            result.expect(.refusedInput)
            #expect(result.errors.contains(told), "\(result.errors)")
        }
        try BournProgram.run(
            "coverage", "check", zones, "--certificate", certificate, "--max-gap-width", "3"
        ).expect(.usage)
        #expect(!FileManager.default.fileExists(atPath: certificate))
        try change(parents, "UPDATE TABLE_NAME SET code = '990121102000' WHERE code = '990121101000'")
        let shared = try BournProgram.run("coverage", "check", zones, "--parents", parents)
        shared.expect(.refusedInput)
        #expect(shared.errors.contains("990121102000"))
    }

    @Test("finds nothing to check, and no parents, in empty layers")
    func emptyLayers() throws {
        let (zones, parents) = try (geoPackage("blocks"), geoPackage("divisions"))
        try change(parents, "DELETE FROM TABLE_NAME")
        try BournProgram.run("coverage", "check", zones, "--parents", parents).expect(.refusedInput)
        try change(zones, "DELETE FROM TABLE_NAME")
        try BournProgram.run("coverage", "check", zones).expect(.refusedInput)
    }

    @Test("certifies damaged blocks for what they are", arguments: [false, true])
    func certificateOfDamage(withParents: Bool) throws {
        let (zones, parents) = try (geoPackage("blocks-damaged"), geoPackage("divisions"))
        let above = withParents ? ["--parents", parents] : []
        let certificate = office.folder.path("damage.json")
        try BournProgram.run(["coverage", "check", zones, "--certificate", certificate] + above).expect(
            .faulty)
        let status =
            withParents
            ? try verified(certificate, zones, "--parents", parents) : try verified(certificate, zones)
        #expect(status == 0)
    }

    @Test(
        "certifies areas of a projected layer, which cannot be forged",
        arguments: ["EPSG:4527", "EPSG:3857", "EPSG:5179"])
    func certificateOfProjection(reference: String) throws {
        let zones = try geoPackage("blocks", "-t_srs", reference)
        let certificate = office.folder.path("projected.json")
        try BournProgram.run("coverage", "check", zones, "--certificate", certificate).expect(.fine)
        #expect(try verified(certificate, zones) == 0)
        let forge = """
            import hashlib, json, sys
            c = json.load(open(sys.argv[1]))
            for z in c['zones']: z['area_m2'] *= 1.000001
            c['area_m2'] *= 1.000001
            del c['digest']
            body = json.dumps(c)[:-1] + ', '
            digest = hashlib.sha256(body.encode()).hexdigest()
            open(sys.argv[1], 'w').write(body + '"digest": "' + digest + '"}')
            """
        try #require(try run("python3", ["-c", forge, certificate]).status == 0)
        #expect(try verified(certificate, zones) == 1)
    }

    /// Changes the only layer of a file, past the triggers of its spatial index.
    private func change(_ path: String, _ sql: String) throws {
        let table = try office.query("SELECT table_name FROM gpkg_geometry_columns", in: path)
        for trigger in try office.triggers(of: path) {
            try office.damage(path, "DROP TRIGGER \"\(trigger)\"")
        }
        try office.damage(path, sql.replacingOccurrences(of: "TABLE_NAME", with: "\"\(table)\""))
    }

    @Test("knows the reference of a repaired file whose source declared none")
    func reference() throws {
        let source = office.folder.path("bare.shp")
        try #require(
            try run("ogr2ogr", [source, GeoData.path("blocks-damaged.geojson"), "-a_srs", "EPSG:4490"]).status
                == 0)
        try FileManager.default.removeItem(atPath: office.folder.path("bare.prj"))
        try BournProgram.run("coverage", "check", source).expect(.refusedInput)
        let repaired = office.folder.path("repaired.gpkg")
        _ = try BournProgram.run("coverage", "repair", source, "--crs", "EPSG:4490", "--output", repaired)
        _ = try json(repaired)
        #expect(try office.query("SELECT srs_id FROM gpkg_geometry_columns", in: repaired) == "4490")
    }
}
