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
        #expect(scores.count == 12, "\(result.errors)")
        for score in scores {
            let (precision, recall) = (Double(score[4]) ?? 0, Double(score[5]) ?? 0)
            #expect(precision >= 0.95 && recall >= 0.95, "\(score)")
        }
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
