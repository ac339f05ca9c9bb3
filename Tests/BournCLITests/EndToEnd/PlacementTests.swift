import Foundation
import TestSupport
import Testing

@Suite("Doubting placements from the command line", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct PlacementTests {
    let office: Office
    private let blocks = GeoData.path("blocks.geojson")

    init() throws { office = try Office() }

    private struct Review: Decodable {
        struct Item: Decodable {
            struct Reason: Decodable { let kind: String }
            let id: String
            let batch: String
            let reasons: [Reason]
        }
        struct Batch: Decodable {
            let batch: String
            let proposal: String?
        }
        let units: Int
        let doubted: Int
        let batches: [Batch]
        let worklist: [Item]
    }

    private func review(_ arguments: [String]) throws -> (ProgramResult, Review) {
        let result = try BournProgram.run(["placement", "review"] + arguments + ["--format", "json"])
        result.expect(.faulty)
        return (result, try JSONDecoder().decode(Review.self, from: Data(result.output.utf8)))
    }

    @Test("the sample county's planted mistakes are found, each kind with 0.95 precision and recall")
    func sampleCounty() throws {
        let (result, review) = try review([
            "--zones", blocks, "--points", GeoData.path("units.csv"), "--points",
            GeoData.path("units-gk.csv"),
            "--centres", GeoData.path("places.csv"), "--answers", GeoData.path("unit-answers.csv"),
        ])
        #expect(review.units == 4280 && review.doubted == review.worklist.count)
        #expect(review.batches.first { $0.batch == "MAP-02" }?.proposal == "gcj02")
        #expect(review.batches.first { $0.batch == "PDA-01" }?.proposal == nil)
        let table = result.errors.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
        let scores = table.filter { $0.count >= 6 && Double($0[4]) != nil }
        #expect(scores.count == 13, "\(result.errors)")
        for score in scores {
            let (precision, recall) = (Double(score[4]) ?? 0, Double(score[5]) ?? 0)
            #expect(precision >= 0.95 && recall >= 0.95, "\(score)")
        }
    }

    @Test("in a workspace every planted kind is found so, among notes, refusals, placements and duplicates")
    func sampleCountyInWorkspace() throws {
        _ = try office.importing("blocks", blocks)
        _ = try office.importing("units", GeoData.path("units.csv"), expecting: .faulty)
        let lines = try GeoData.text("units-gk.csv").split(whereSeparator: \.isNewline)
        for reference in ["EPSG:4527", "EPSG:4528", "EPSG:4548", "EPSG:4549"] {
            let chosen = lines.prefix(1) + lines.filter { $0.hasSuffix(reference) }
            let path = try office.source("\(reference.suffix(4)).csv", chosen.joined(separator: "\n"))
            _ = try office.tryImporting("units", path, "--crs", reference)
        }
        #expect(try office.query("SELECT count(*) FROM unit") == "4270", "ten rows are refused")
        let (result, _) = try review([
            office.workspace, "--centres", GeoData.path("places.csv"), "--answers",
            GeoData.path("unit-answers.csv"),
        ])
        let table = result.errors.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
        let scores = table.filter { $0.count >= 6 && Double($0[4]) != nil }
        #expect(scores.count == 25, "\(result.errors)")
        for score in scores {
            let (precision, recall) = (Double(score[4]) ?? 0, Double(score[5]) ?? 0)
            #expect(precision >= 0.95 && recall >= 0.95, "\(score)")
        }
        #expect(scores.map { Int($0[1]) ?? 0 }.reduce(0, +) == 1192)
        try Golden("planted-mistakes.txt").check(result.errors)
    }

    @Test(
        "a unit near a border is doubted or not by the accuracy that its row states, in a file and in a workspace"
    )
    func statedAccuracy() throws {
        // A square of some 950 m; the units lie 50 m inside its eastern border.
        let square = "[[[116.70,31.00],[116.71,31.00],[116.71,31.01],[116.70,31.01],[116.70,31.00]]]"
        let zones = try office.source(
            "zones.geojson",
            """
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"990121001001"},
            "geometry":{"type":"Polygon","coordinates":\(square)}}]}
            """)
        let points = try office.source(
            "units.csv",
            """
            序号,统一社会信用代码,单位名称,普查小区代码,经度,纬度,定位精度
            fine,91350100M000100Y43,甲厂,990121001001,116.709476,31.005000,±5 m
            coarse,,乙厂,990121001001,116.709477,31.005001,80米
            silent,,丙厂,990121001001,116.709478,31.005002,

            """)
        func near(_ arguments: [String]) throws -> [String] {
            try review(arguments).1.worklist.filter { $0.reasons.contains { $0.kind == "near-border" } }.map(
                \.id)
        }
        #expect(try near(["--zones", zones, "--points", points]) == ["coarse"])
        _ = try office.importing("zones", zones)
        _ = try office.importing("units", points)
        #expect(try near([office.workspace]) == ["~乙厂||990121"])
    }

    /// Puts another number in place of one of the limits.
    private func setLimit(_ code: String, _ number: String) throws -> ProgramResult {
        let table = try BournProgram.run(["directory", "reference", office.workspace, "placement-limits"])
        let lines = table.output.split(separator: "\n").map { line in
            let cells = line.split(separator: ",")
            guard cells[0] == code else { return String(line) }
            return (cells.dropLast(2) + [Substring(number), "省办"]).joined(separator: ",")
        }
        return try BournProgram.run([
            "directory", "reference", office.workspace, "placement-limits", "--set",
            try office.source("limits.csv", lines.joined(separator: "\n")), "--reason", "试点结果", "--actor",
            "赵",
        ])
    }

    @Test("an office changes what counts as doubtful, and the workspace keeps who did and why")
    func limits() throws {
        try workspace()
        func contradictions() throws -> Int {
            let (_, review) = try review([office.workspace])
            #expect(review.batches.map(\.proposal) == [nil])
            return review.worklist.count { $0.reasons.contains { $0.kind == "declared-zone-differs" } }
        }
        #expect(try review([office.workspace]).1.batches.map(\.proposal) == ["gcj02"])
        try setLimit("batch-least-units", "1000").expect(.fine)
        #expect(try contradictions() > 10)
        try setLimit("accuracy-map-m", "2000").expect(.fine)
        #expect(try contradictions() == 0)
        try setLimit("accuracy-map-m", "-15").expectErrors(naming: "-15", "limit")
        try setLimit("many-units", "1").expectErrors(naming: "many-units", "a whole number from 2")
        #expect(try office.query("SELECT DISTINCT actor, reason FROM reference_change") == "赵|试点结果")
        #expect(try office.query("SELECT count(*) FROM reference_change WHERE replaced LIKE '%2000%'") == "0")
    }

    /// A workspace whose batch G is GCJ-02 taken for CGCS2000.
    private func workspace() throws {
        _ = try office.importing("blocks", blocks)
        let units = try String(contentsOfFile: GeoData.path("units.csv"), encoding: .utf8)
        let lines = units.split(separator: "\n", omittingEmptySubsequences: true)
        let kept = lines.prefix(1) + lines.filter { $0.contains("MAP-02") }
        let path = try office.source("units.csv", kept.joined(separator: "\n") + "\n")
        _ = try BournProgram.run(["import", "units", office.workspace, path, "--format", "json"])
    }

    private func decide(_ verb: String, _ number: Int, _ reason: String = "checked on site") throws
        -> ProgramResult
    {
        try BournProgram.run([
            "placement", verb, office.workspace, "\(number)", "--by", "Li Ming", "--reason", reason,
        ])
    }

    private func geometries() throws -> String {
        try office.query("SELECT group_concat(hex(geom) || coordinate_text, ';') FROM unit ORDER BY fid")
    }

    @Test("a correction is proposed, accepted by a person, logged, and undone to the last byte")
    func correction() throws {
        try workspace()
        let before = try geometries()
        let proposed = try BournProgram.run(["placement", "propose", office.workspace, "--format", "json"])
        proposed.expect(.fine)
        #expect(proposed.output.contains("\"correction\":\"gcj02\""))
        #expect(try geometries() == before)
        let again = try BournProgram.run(["placement", "propose", office.workspace, "--format", "json"])
        #expect(again.output.contains("\"proposals\":[]"))
        try decide("accept", 1).expect(.fine)
        #expect(try geometries() != before)
        let texts = "SELECT group_concat(coordinate_text) FROM unit"
        let typed = try office.query(texts)
        #expect(
            try office.query("SELECT decision || ' ' || actor || ' ' || reason FROM placement_decision")
                == "accepted Li Ming checked on site")
        #expect(try office.query("SELECT count(*) > 300 FROM placement_move") == "1")
        try decide("accept", 1).expect(.usage)
        try decide("undo", 1).expect(.fine)
        #expect(try geometries() == before)
        #expect(try office.query(texts) == typed)
        let list = try BournProgram.run(["placement", "list", office.workspace])
        #expect(list.output.contains("reverted") && list.output.contains("Li Ming"))
    }

    private func importUnits(_ path: String) throws -> ProgramResult {
        try BournProgram.run(["import", "units", office.workspace, path, "--format", "json"])
    }

    @Test("the same file imported again leaves an accepted correction as it is")
    func importedAgain() throws {
        try workspace()
        _ = try BournProgram.run(["placement", "propose", office.workspace])
        try decide("accept", 1).expect(.fine)
        let corrected = try geometries()
        _ = try importUnits(office.folder.path("units.csv"))
        #expect(try geometries() == corrected)
        let found = try BournProgram.run(["placement", "propose", office.workspace, "--format", "json"])
        #expect(found.output.contains("\"proposals\":[]"))
        try decide("undo", 1).expect(.fine)
    }

    @Test("units that came anew with other coordinates are not moved by a correction of their old batch")
    func relocatedUnits() throws {
        try workspace()
        let given = try String(contentsOfFile: office.folder.path("units.csv"), encoding: .utf8)
        let lines = given.split(separator: "\n")
        let mended = lines.dropFirst().prefix(30).map { line in
            var cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            cells[15] = cells[15] + "01"
            return cells.joined(separator: ",")
        }
        let path = try office.source(
            "mended.csv", ([String(lines[0])] + mended).joined(separator: "\n") + "\n")
        _ = try importUnits(path)
        let query =
            "SELECT group_concat(hex(geom), ';') FROM unit WHERE fid IN (SELECT unit_fid FROM placement_relocation)"
        let before = try office.query(query)
        #expect(try office.query("SELECT count(*) FROM placement_relocation") == "30")
        _ = try BournProgram.run(["placement", "propose", office.workspace])
        try decide("accept", 1).expect(.fine)
        #expect(try office.query(query) == before)
        #expect(try office.query("SELECT count(*) > 280 FROM placement_move") == "1")
    }

    /// Imports rows of the sample county into batch MAP-02.
    private func joining(_ chosen: (String) -> Bool, _ count: Int, as name: String) throws {
        let lines = try GeoData.text("units.csv").split(separator: "\n")
        let rows = lines.dropFirst().map(String.init).filter(chosen).prefix(count).map { line in
            var cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            cells[1] = "MAP-02"
            return cells.joined(separator: ",")
        }
        let path = try office.source(name, ([String(lines[0])] + rows).joined(separator: "\n") + "\n")
        _ = try office.tryImporting("units", path)
    }

    private func propose() throws -> String {
        try BournProgram.run(["placement", "propose", office.workspace, "--format", "json"]).output
    }

    @Test("accepting moves only the units that the proposal speaks of: right ones that joined since stay")
    func joinedSinceProposal() throws {
        try workspace()
        _ = try propose()
        try joining({ $0.contains(",PDA-01,") }, 50, as: "right.csv")
        let isRight = "json_extract(source_fields, '$.来源') = 'PDA采集'"
        let query = "SELECT group_concat(hex(geom)) FROM unit WHERE \(isRight)"
        let before = try office.query(query)
        let accepted = try decide("accept", 1)
        accepted.expect(.fine)
        let joined = try office.query("SELECT count(*) FROM unit")
        accepted.expectErrors(naming: "\((Int(joined) ?? 0) - 340) ")
        #expect(try office.query(query) == before && !before.isEmpty)
        #expect(try office.query("SELECT count(*) > 300 FROM placement_move") == "1")
        #expect(try propose().contains("\"proposals\":[]"), "right units are not proposed")
    }

    @Test("a unit whose coordinates were changed since the proposal stays, and is named")
    func changedSinceProposal() throws {
        try workspace()
        _ = try propose()
        let key = try office.query("SELECT unit_key FROM unit WHERE geom IS NOT NULL ORDER BY fid LIMIT 1")
        let drops = try office.triggers(of: office.workspace).filter { $0.hasPrefix("rtree_unit") }
            .map { "DROP TRIGGER \($0);" }.joined()
        _ = try office.query(
            "\(drops) UPDATE unit SET coordinate_text = '116.5 31.0' WHERE unit_key = '\(key)'")
        let accepted = try decide("accept", 1)
        accepted.expect(.faulty)
        accepted.expectErrors(naming: key)
        #expect(try office.query("SELECT count(*) FROM placement_move WHERE unit_key = '\(key)'") == "0")
    }

    @Test("units that join a corrected batch are proposed, corrected and undone on their own")
    func joinedAfterAcceptance() throws {
        _ = try office.importing("blocks", blocks)
        try joining({ $0.contains(",MAP-02,") }, 100, as: "first.csv")
        #expect(try propose().contains("\"units\":100"))
        try decide("accept", 1).expect(.fine)
        let first = "SELECT group_concat(hex(geom)) FROM unit WHERE fid <= 100"
        let corrected = try office.query(first)
        var seen = 0
        let later: (String) -> Bool = { line in
            seen += line.contains(",MAP-02,") ? 1 : 0
            return line.contains(",MAP-02,") && seen > 100
        }
        try joining(later, 60, as: "later.csv")
        let before = try office.query("SELECT group_concat(hex(geom)) FROM unit WHERE fid > 100")
        #expect(try propose().contains("\"id\":2,\"batch\":\"MAP-02\",\"correction\":\"gcj02\",\"units\":60"))
        #expect(try propose().contains("\"proposals\":[]"))
        try decide("accept", 2).expect(.fine)
        #expect(try office.query(first) == corrected)
        #expect(try office.query("SELECT count(*) FROM placement_move WHERE proposal = 2") == "60")
        try decide("undo", 2).expect(.fine)
        #expect(try office.query("SELECT group_concat(hex(geom)) FROM unit WHERE fid > 100") == before)
        #expect(try office.query(first) == corrected)
    }

    @Test("a proposal of an edition that did not note its units is not accepted, and can be made anew")
    func olderProposal() throws {
        try workspace()
        _ = try propose()
        _ = try office.query("DELETE FROM placement_unit")
        let refused = try decide("accept", 1)
        refused.expect(.usage)
        #expect(try office.query("SELECT count(*) FROM placement_decision") == "0")
        try decide("reject", 1).expect(.fine)
        #expect(try propose().contains("\"id\":2"))
        try decide("accept", 2).expect(.fine)
    }

    @Test("a whole file under a wrong datum is found beside a good one, though no row names its batch")
    func filesAreBatches() throws {
        let units = try String(contentsOfFile: GeoData.path("units.csv"), encoding: .utf8)
        let lines = units.split(separator: "\n").map(String.init)
        let header = lines[0].replacingOccurrences(of: "批次", with: "备注")
        func file(_ name: String, _ batch: String) throws -> String {
            let rows = lines.filter { $0.contains(batch) }.map {
                $0.replacingOccurrences(of: batch, with: "")
            }
            return try office.source(name, ([header] + rows).joined(separator: "\n") + "\n")
        }
        let (_, found) = try review([
            "--zones", blocks, "--points", try file("good.csv", "PDA-01"), "--points",
            try file("shifted.csv", "MAP-02"),
        ])
        #expect(found.batches.first { $0.batch == "shifted.csv" }?.proposal == "gcj02")
        #expect(found.batches.first { $0.batch == "good.csv" }?.proposal == nil)
    }

    @Test("units are compared with the blocks whose codes they declare, although zones were drawn since")
    func declaredBlocks() throws {
        try workspace()
        let zone = """
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"990121001001001"},
            "geometry":{"type":"Polygon","coordinates":[[[116,30],[118,30],[118,32],[116,32],[116,30]]]}}]}
            """
        _ = try office.importing("zones", try office.source("zones.geojson", zone))
        let (_, found) = try review([office.workspace])
        #expect(found.batches.first { $0.batch == "MAP-02" }?.proposal == "gcj02")
        let unknown = found.worklist.filter { $0.reasons.contains { $0.kind == "declared-zone-unknown" } }
        #expect(unknown.count < 20)
    }

    @Test("degrees of an old datum are refused without its parameters, and a shift that is given acts")
    func oldDatum() throws {
        let points = try office.source(
            "old.csv", "id,longitude,latitude,declared_zone\na,116.915111,31.013061,990122103001\n")
        let arguments = [
            "placement", "review", "--zones", blocks, "--points", points, "--points-crs", "EPSG:4610",
        ]
        try BournProgram.run(arguments).expect(.refusedInput)
        try BournProgram.run(arguments + ["--datum-shift", "0,0,0,0,0,0,0"]).expect(.fine)
        try BournProgram.run(arguments + ["--datum-shift", "5000,5000,5000,0,0,0,0"]).expect(.faulty)
    }

    @Test("decisions without a person or a reason, and on nothing, are refused")
    func refusals() throws {
        try workspace()
        try decide("accept", 7).expect(.usage)
        _ = try BournProgram.run(["placement", "propose", office.workspace])
        try decide("reject", 1, " ").expect(.usage)
        try decide("undo", 1).expect(.usage)
        #expect(try office.query("SELECT count(*) FROM placement_decision") == "0")
    }
}
