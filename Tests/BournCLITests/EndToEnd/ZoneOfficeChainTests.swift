import Foundation
import Interchange
import TestSupport
import Testing

/// The whole way of the sample county: from blocks to coded zones, their book, their people and field packages.
@Suite("the sample county's zones", .tags(.endToEnd))
struct ZoneOfficeChainTests {
    private let who = ["--actor", "甲", "--reason", "首次划区"]

    @Test(
        """
        are drawn, coded, cover the county, hold their limits, are edited, come with book and package, and a zone that \
        outgrows the limit is split with its lineage
        """
    )
    func chain() throws {
        let office = try Office()
        for (kind, file) in [
            ("divisions", "divisions.geojson"), ("blocks", "blocks.geojson"),
            ("water-bodies", "watercourses.geojson"), ("water-bodies", "water-areas.geojson"),
            ("roads", "roads.geojson"), ("units", "units.csv"),
        ] {
            _ = try office.tryImporting(kind, GeoData.path(file))
        }
        let drawn = office.folder.path("drawn.gpkg")
        let draw = try BournProgram.run(
            "zones", "draw", office.workspace, "--units", GeoData.path("units.csv"), "--min", "20",
            "--max", "150", "--seconds", "0.2", "--output", drawn, "--format", "json")
        // Some of the county's units lie in no block.
        draw.expect(.faulty)
        #expect(
            draw.output.contains(
                "\"out_of_range\":0,\"out_of_area\":0,\"out_of_diameter\":0,\"disconnected\":0"))
        #expect(!draw.output.contains("\"split_blocks\":0"), "heavy villages are split")
        try BournProgram.run(["zones", "adopt", office.workspace, drawn] + who).expect(.fine)
        #expect(
            try office.query("SELECT code FROM zone ORDER BY code")
                == office.query("SELECT code FROM zone ORDER BY code", in: drawn), "the codes that were drawn"
        )
        try checkCoverage(office)
        #expect(try office.query("SELECT count(*) FROM zone WHERE length(code) != 15") == "0")
        #expect(
            try office.query("SELECT count(*) - count(DISTINCT name || parent_code) FROM zone") == "0")
        try edit(office)
        try checkCoverage(office)
        try checkBook(office)
        try checkPackage(office)
        try outgrow(office)
        try checkCoverage(office)
        try BournProgram.run("workspace", "check", office.workspace).expect(.fine)
    }

    /// Units come to one zone until it holds too many; drawn anew, it alone is split.
    private func outgrow(_ office: Office) throws {
        let assigned = office.folder.path("assigned.csv")
        try BournProgram.run(
            "assign", "--zones", office.workspace, "--zones-layer", "zone", "--points",
            GeoData.path("units.csv"), "--output", assigned
        ).expect(.faulty)
        let (grown, zone) = try unitsWithGrowth(assigned)
        let before = try office.query("SELECT code FROM zone ORDER BY code").split(separator: "\n")
        let drawn = office.folder.path("drawn-again.gpkg")
        let draw = try BournProgram.run(
            "zones", "draw", "--last", office.workspace, "--units", office.source("grown.csv", grown),
            "--min", "20", "--max", "150", "--seconds", "0.2", "--output", drawn, "--format", "json")
        // Some of the county's units lie in no block.
        draw.expect(.faulty)
        #expect(
            draw.output.contains(
                "\"out_of_range\":0,\"out_of_area\":0,\"out_of_diameter\":0,\"disconnected\":0"))
        #expect(draw.output.contains("\"split_blocks\":1"), "\(draw.output)")
        try BournProgram.run(["zones", "adopt", office.workspace, drawn] + who).expect(.fine)
        let after = try office.query("SELECT code FROM zone ORDER BY code").split(separator: "\n")
        #expect(Set(after).isSuperset(of: before), "every zone goes on under its code")
        let new = Set(after).subtracting(before)
        #expect(!new.isEmpty && new.allSatisfy { $0.hasPrefix(zone.prefix(12)) })
        let lineage = try BournProgram.run("zones", "lineage", office.workspace, "--code", zone)
        for code in new { #expect(lineage.output.contains(code), "\(lineage.output)") }
        #expect(lineage.output.contains("split"))
    }

    /// All units, with so many more in the fullest zone that it holds over 150, and that zone.
    private func unitsWithGrowth(_ assigned: String) throws -> (csv: String, zone: String) {
        var reader = try CSVReader(path: assigned)
        let columns = try ["经度", "纬度", "zone_code"].map {
            try #require(reader.header.names.firstIndex(of: $0))
        }
        var units: [(place: String, zone: String)] = []
        while let batch = try reader.nextBatch() {
            for row in 0..<batch.rowCount {
                let cells = columns.map { batch.text(row, $0) ?? "" }
                units.append(("\(cells[0]),\(cells[1])", cells[2]))
            }
        }
        let sizes = Dictionary(grouping: units.filter { !$0.zone.isEmpty }, by: \.zone)
        let fullest = try #require(sizes.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) })
        let more = fullest.value.prefix(200 - min(fullest.value.count, 199))
        let rows = (units + more).map { "\($0.place)\n" }
        return ("经度,纬度\n" + rows.joined(), fullest.key)
    }

    private func checkCoverage(_ office: Office) throws {
        try BournProgram.run(
            "coverage", "check", office.workspace, "--layer", "zone", "--parents",
            GeoData.path("divisions.geojson"),
            "--parent-field", "parent_code"
        ).expect(.fine)
    }

    /// The zone with most blocks gives one of them back, and gets it again.
    private func edit(_ office: Office) throws {
        let before = try office.query("SELECT code, hex(geom) FROM zone ORDER BY code")
        let zone = try office.query(
            "SELECT code FROM zone WHERE parent_code = '990121001000' ORDER BY code LIMIT 1")
        let status = try BournProgram.run("zones", "edit", "status", office.workspace, "--format", "json")
        status.expect(.fine)
        #expect(status.output.contains(zone))
        let other = try office.query(
            "SELECT code FROM zone WHERE parent_code = '990121001000' ORDER BY code DESC LIMIT 1")
        let merge = try BournProgram.run(
            ["zones", "edit", "lock", office.workspace, "--zone", other] + who)
        merge.expect(.fine)
        try BournProgram.run(
            ["zones", "edit", "merge", office.workspace, "--zone", zone, "--into", other] + who
        )
        .expect(.refusedInput)
        try BournProgram.run(["zones", "edit", "undo", office.workspace] + who).expect(.fine)
        #expect(try office.query("SELECT code, hex(geom) FROM zone ORDER BY code") == before)
    }

    private func checkBook(_ office: Office) throws {
        let book = office.folder.path("book.html")
        try BournProgram.run("zones", "book", office.workspace, "--output", book).expect(.fine)
        let page = try String(contentsOfFile: book, encoding: .utf8)
        let count = try office.query("SELECT count(*) FROM zone")
        #expect(page.components(separatedBy: "<section class=\"zone\"").count - 1 == Int(count))
        for name in ["幻水", "虚拟线", "镜花湖"] { #expect(page.contains(name)) }
        #expect(!page.contains("<script"))
        #expect(page.contains("<tr class=\"running\">"), "a loose page tells its zone")
    }

    private func checkPackage(_ office: Office) throws {
        let people = try office.source(
            "people.csv", "code,name,role\nE1,张三,enumerator\nE2,李四,enumerator\nS1,王五,supervisor\n")
        try BournProgram.run(["people", "import", office.workspace, people] + who).expect(.fine)
        try BournProgram.run(["people", "assign", office.workspace] + who).expect(.fine)
        let package = office.folder.path("e1.gpkg")
        try BournProgram.run("zones", "package", office.workspace, "--enumerator", "E1", "--output", package)
            .expect(.fine)
        let own = try office.query("SELECT count(*) FROM zone_person WHERE person = 'E1'")
        #expect(try office.query("SELECT count(*) FROM zone", in: package) == own)
        #expect(
            try office.query("SELECT sum(units) = (SELECT count(*) FROM unit) FROM zone", in: package) == "1")
        #expect(try office.query("SELECT count(*) > 0 FROM neighbour", in: package) == "1")
        #expect(try office.query("PRAGMA journal_mode", in: package) == "delete")
        let validator = "/usr/lib/python3/dist-packages/osgeo_utils/samples/validate_gpkg.py"
        let validated = try run("/usr/bin/python3", [validator, "--extra", package])
        #expect(validated.status == 0, "\(validated.output)\(validated.errors)")
    }
}
