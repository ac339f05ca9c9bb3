import Census
import Foundation
import GeoModel
import GeoPackageStore
import TestSupport
import Testing

@Suite("The register in a workspace")
struct RegisterTests {
    let folder: TemporaryFolder
    let workspace: Workspace

    init() throws {
        folder = try TemporaryFolder()
        workspace = try Workspace.create(at: folder.path("office.gpkg"))
    }

    private func signature(_ person: String, _ hour: Double = 0) throws -> Signature {
        try Signature(person, at: Moment(secondsSince1970: 1_525_219_200 + hour * 3600))
    }

    private func observe(_ rows: [MadeSighting]) throws -> ObservationSummary {
        let source = MadeSightings(rows)
        let intake = try ObservationIntake(.walk, columns: source.columns, placing: AsIs())
        return try workspace.importObservations(
            source, by: intake, run: ImportRunDescription(source: "made", reference: "EPSG:4490"),
            signature: signature("导入人"))
    }

    private func registered(_ ids: String...) throws -> [RegisterEntry] {
        try ids.map { id in
            try workspace.register(id, county: "990121", by: signature("名录员")) { found, blank in
                var entry = blank
                entry.name = "排污口\(id)"
                entry.position = found.observations.first?.observation.position
                return entry
            }
        }
    }

    @Test(
        "tile by tile, every observation is one tile's, and those within reach are with it",
        arguments: [1, 3, 7, 1000])
    func tiles(most: Int) throws {
        // Some close together, some at one place, one at each end of the land.
        let places = [0, 0.0001, 0.0002, 0.0002, 0.05, 0.0501, 0.1, 0.2, 0.2999, 0.3].map { 116 + $0 }
        _ = try observe(places.enumerated().map { MadeSighting("P\($0)", $1) })
        let reach = 0.001
        var owned: [String] = []
        var pairs: [String] = []
        try workspace.forEachObservationTile(
            within: nil, most: most, reach: { _ in Position(reach, reach) }
        ) { tile in
            for a in tile.observations.map(\.observation) where tile.owns(a.position) {
                owned.append(a.id)
                for b in tile.observations.map(\.observation)
                where abs(a.position.x - b.position.x) <= reach && a.id < b.id {
                    pairs.append(a.id + b.id)
                }
            }
        }
        #expect(owned.sorted() == places.indices.map { "P\($0)" })
        #expect(pairs.sorted() == ["P0P1", "P0P2", "P0P3", "P1P2", "P1P3", "P2P3", "P4P5", "P8P9"])
        var inside = 0
        let area = Envelope(minX: 116 + 0.0001, minY: 30, maxX: 116 + 0.1, maxY: 32)
        try workspace.forEachObservationTile(
            within: area, most: most, reach: { _ in Position(reach, reach) }
        ) { tile in inside += tile.observations.count { tile.owns($0.observation.position) } }
        #expect(inside == 6)
    }

    @Test("the beginning of a code lists each entry once, in the order in which they came, up to the limit")
    func beginnings() throws {
        let ids = (0..<6).map { "P\($0)" }
        _ = try observe(ids.enumerated().map { MadeSighting($1, 116.1 + Double($0) / 100) })
        let entries = try ids.flatMap { try registered($0) }
        // An old code and a new one both begin so: the entry still stands in the list once.
        _ = try workspace.giveCode(
            entries[1].code, .next2018(county: "990121"), from: CalendarDate(iso: "2022-01-01"),
            reason: "更正", by: signature("名录员"))
        var query = RegisterQuery()
        query.codePrefix = "990121"
        #expect(try workspace.outfalls(query).map(\.id) == entries.map(\.id))
        query.limit = 3
        #expect(try workspace.outfalls(query).map(\.id) == entries.prefix(3).map(\.id))
        query.codePrefix = "990121002"
        #expect(try workspace.outfalls(query).map(\.id) == [entries[1].id])
        query.state = .excluded
        #expect(try workspace.outfalls(query).isEmpty)
    }

    @Test("a verified case becomes an entry that every later code finds, and serials are never reused")
    func codes() throws {
        _ = try observe([MadeSighting("A", 116.1), MadeSighting("B", 116.2), MadeSighting("C", 116.3)])
        let entries = try registered("A", "B")
        #expect(entries.map(\.code) == ["990121001", "990121002"])
        let hj = try OutfallCode("FX-990121-0007-GY-00", scheme: .hj1235)
        let day = try CalendarDate(iso: "2022-01-01")
        _ = try workspace.giveCode(
            "990121001", .given(hj), from: day, reason: "HJ 1235", by: signature("名录员"))
        #expect(try workspace.outfall(code: hj.value).id == entries[0].id)
        // The county gives it a new number; the old one still finds it and is given to nobody else.
        let new = try workspace.giveCode(
            hj.value, .next2018(county: "990121"), from: day, reason: "更正", by: signature("名录员"))
        #expect(new.value == "990121003")
        #expect(try workspace.outfall(code: "990121001").code == "990121003")
        #expect(try registered("C").map(\.code) == ["990121004"])
        #expect(throws: SurveyStoreError.codeUsed("990121001", outfall: "990121003")) {
            try workspace.giveCode(
                "990121002", .given(try OutfallCode("990121001", scheme: .census2018)), from: day, reason: "",
                by: signature("名录员"))
        }
    }

    @Test("whether its water comes from a built-up area is kept, and the change with who said so and why")
    func serving() throws {
        _ = try observe([MadeSighting("A", 116.1)])
        let entry = try registered("A")[0]
        #expect(entry.servesBuiltUpArea == nil)
        try workspace.setServing([entry.code], true, reason: "管网图", by: signature("名录员"))
        #expect(try workspace.outfall(code: entry.code).servesBuiltUpArea == true)
        let change = try #require(try workspace.changes(ofOutfall: entry.id).last)
        #expect(change.field == "serves_built_up" && change.old == nil && change.new == "yes")
        #expect(change.reason == "管网图" && change.actor == "名录员")
        #expect(throws: SurveyStoreError.noOutfall("990121999")) {
            try workspace.setServing([entry.code, "990121999"], false, reason: "", by: signature("名录员"))
        }
        #expect(try workspace.outfall(code: entry.code).servesBuiltUpArea == true)
    }

    @Test("a serial is lost with its entry, not given again, although another program deleted the row")
    func deletedEntry() throws {
        _ = try observe([MadeSighting("A", 116.1), MadeSighting("B", 116.2)])
        _ = try registered("A")
        let triggers = ["insert", "update1", "update2", "update3", "update4", "delete"]
            .map { "DROP TRIGGER rtree_outfall_geom_\($0);" }.joined()
        let sql = triggers + "DELETE FROM outfall; DELETE FROM outfall_code;"
        #expect(try run("sqlite3", [workspace.path, sql]).status == 0)
        #expect(try registered("B").map(\.code) == ["990121002"])
    }

    @Test(
        "two entries that are one: the other is kept as a duplicate, and counts again when that is taken back"
    )
    func duplicates() throws {
        _ = try observe([MadeSighting("A", 116.1), MadeSighting("B", 116.1001)])
        let entries = try registered("A", "B")
        let done = try workspace.join(["A", "B"], reason: "同一口门", by: signature("复核", 1))
        let survivor = try workspace.surveyCase(done.survivor)
        #expect(survivor.observations.count == 2)
        let other = try #require(entries.first { $0.id != survivor.outfall })
        let kept = try #require(entries.first { $0.id == survivor.outfall })
        #expect(try workspace.outfall(code: other.code).exclusion == .duplicate(of: kept.code))
        _ = try workspace.undo(done.event, reason: "看错了", by: signature("复核", 2))
        #expect(try workspace.outfall(code: other.code).state == .registered)
        #expect(try workspace.surveyCase("B").observations.map(\.observation.id) == ["B"])
        #expect(try workspace.changes(ofOutfall: other.id).count == 2)
    }

    @Test("what was separated has a case of its own, and a decision that others build on is taken back last")
    func separated() throws {
        _ = try observe([MadeSighting("A", 116.1), MadeSighting("B", 116.1001), MadeSighting("C", 116.1002)])
        let first = try workspace.join(["A", "B"], reason: "", by: signature("复核", 1))
        let second = try workspace.join(["A", "C"], reason: "", by: signature("复核", 2))
        let split = try workspace.separate(["B"], from: "A", reason: "对岸", by: signature("复核", 3))
        #expect(try workspace.surveyCase(split.new).observations.map(\.observation.id) == ["B"])
        #expect(throws: IdentityRefusal.self) {
            try workspace.undo(first.event, reason: "", by: signature("复核", 4))
        }
        for event in [split.event, second.event, first.event] {
            _ = try workspace.undo(event, reason: "", by: signature("复核", 5))
        }
        for id in ["A", "B", "C"] { #expect(try workspace.surveyCase(id).survey.id == id) }
    }

    @Test("entries are found by area and by the beginning of any code, in any state")
    func queries() throws {
        _ = try observe((0..<9).map { MadeSighting("W\($0)", 116 + Double($0) / 100) })
        for index in 0..<9 { _ = try registered("W\(index)") }
        var query = RegisterQuery()
        query.within = Envelope(minX: 116.015, minY: 30, maxX: 116.04, maxY: 32)
        #expect(try workspace.outfalls(query).map(\.name) == ["排污口W2", "排污口W3", "排污口W4"])
        query = RegisterQuery()
        query.codePrefix = "99012100"
        #expect(try workspace.outfalls(query).count == 9)
        _ = try workspace.setCounting(
            "990121003", exclusion: .rainWater, reason: "雨水口", by: signature("名录员"))
        query.state = .excluded
        #expect(try workspace.outfalls(query).map(\.exclusion) == [.rainWater])
    }

    @Test("a refused step changes nothing: no state, no serial, no entry")
    func refusedStep() throws {
        _ = try observe([MadeSighting("A", 116.1, finding: "")])
        #expect(throws: SurveyRefusal.self) { try registered("A") }
        #expect(try workspace.surveyCase("A").survey.state == .suspected)
        #expect(try workspace.outfalls(RegisterQuery()).isEmpty)
        try workspace.take(
            SurveyStep(
                .verify(.outfall), by: "T9", as: .fieldTeam, at: Moment(secondsSince1970: 1_525_000_000),
                evidence: ["a.jpg"]), in: "A", by: signature("录入"))
        #expect(try registered("A").map(\.code) == ["990121001"])
    }

    @Test("the workspace stays a valid GeoPackage with all its tables registered")
    func isValid() throws {
        _ = try observe([MadeSighting("A", 116.1)])
        _ = try registered("A")
        let missing = try run(
            "sqlite3",
            [
                workspace.path,
                """
                SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'gpkg%'
                AND name NOT LIKE 'rtree%' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'grdb%'
                AND name NOT IN (SELECT table_name FROM gpkg_contents)
                """,
            ])
        #expect(missing.output.isEmpty)
        #expect(try workspace.audit().isEmpty)
    }
}

/// A walk's observation as a file gives it.
struct MadeSighting {
    let id: String
    let x: Double
    let finding: String

    init(_ id: String, _ x: Double, finding: String = "是") {
        self.id = id
        self.x = x
        self.finding = finding
    }
}

/// Observations as a file gives them.
struct MadeSightings: RowSource {
    let rows: [MadeSighting]
    let columns = ["id", "time", "observer", "finding", "evidence"]
    let declaredReference: CRSIdentifier? = .cgcs2000

    init(_ rows: [MadeSighting]) { self.rows = rows }

    func rowCount() throws -> Int? { rows.count }

    func forEachRow(_ body: (SourceRow) throws -> Void) throws {
        for (index, row) in rows.enumerated() {
            try body(
                SourceRow(
                    number: index + 1,
                    values: [row.id, "2018-04-14T08:00:00+08:00", "T1", row.finding, "DSC\(index).JPG"],
                    geometry: .value(.point(Position(row.x, 31)), droppedOrdinates: false)))
        }
    }
}
