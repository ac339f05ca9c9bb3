import Coverage
import GeoKernels
import GeoModel
import Testing

/// Reads areas from well-known text.
func areas(_ texts: [String]) throws -> PolygonTable {
    var result: [MultiPolygon] = []
    for text in texts {
        guard let area = try WKT.decode(text).geometry.area else {
            throw NotAnArea(text: text)
        }
        result.append(area)
    }
    return PolygonTable(result)
}

struct NotAnArea: Error {
    var text: String
}

struct SituationTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var zones: [String]
        /// Kind, zones and geometry of each fault expected.
        var faults: [(FaultKind, [Int], String)]
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(
            name: "two squares that share a border are fine",
            zones: ["POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))", "POLYGON ((1 0, 2 0, 2 1, 1 1, 1 0))"], faults: []),
        Case(name: "no zone at all", zones: [], faults: []),
        Case(name: "one zone", zones: ["POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))"], faults: []),
        Case(
            name: "zones that touch at a point only are fine",
            zones: ["POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))", "POLYGON ((1 1, 2 1, 2 2, 1 2, 1 1))"], faults: []),
        Case(
            name: "a corner that touches the middle of a neighbour's edge is fine",
            zones: ["POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))", "POLYGON ((4 2, 6 0, 6 4, 4 2))"], faults: []),
        Case(
            name: "islands are fine",
            zones: ["POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))", "POLYGON ((5 5, 6 5, 6 6, 5 6, 5 5))"], faults: []),
        Case(
            name: "an enclave that fills a hole is no gap",
            zones: [
                "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (3 3, 3 6, 6 6, 6 3, 3 3))",
                "POLYGON ((3 3, 6 3, 6 6, 3 6, 3 3))",
            ], faults: []),
        Case(
            name: "an exclave is fine",
            zones: [
                "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)), ((2 0, 3 0, 3 1, 2 1, 2 0)))",
                "POLYGON ((1 0, 2 0, 2 1, 1 1, 1 0))",
            ], faults: []),
        Case(
            name: "a hole that nothing fills is a gap",
            zones: ["POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (3 3, 3 6, 6 6, 6 3, 3 3))"],
            faults: [(.gap, [0], "POLYGON ((3 3, 6 3, 6 6, 3 6, 3 3))")]),
        Case(
            name: "a hole that touches the outer border at a point is a gap (NTS 804)",
            zones: ["POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (0 0, 4 6, 6 4, 0 0))"],
            faults: [(.gap, [0], "POLYGON ((0 0, 6 4, 4 6, 0 0))")]),
        Case(
            name: "a gap between the parts of one zone is found (QGIS 41380)",
            zones: [
                "MULTIPOLYGON (((0 0, 4 0, 4 1, 1 2, 4 3, 4 4, 0 4, 0 0)), ((4 1, 6 0, 6 4, 4 3, 4 1)))"
            ],
            faults: [(.gap, [0], "POLYGON ((1 2, 4 1, 4 3, 1 2))")]),
        Case(
            name: "an inlet that is open to the outside is no gap without parents",
            zones: [
                "POLYGON ((0 0, 4 0, 4 1, 4 4, 0 4, 0 0))", "POLYGON ((4 1, 4.1 4, 8 4, 8 0, 4 0, 4 1))",
            ], faults: []),
        Case(
            name: "a vertex that the neighbour lacks is a mismatch without area",
            zones: [
                "POLYGON ((0 0, 4 0, 4 2, 4 4, 0 4, 0 0))", "POLYGON ((4 0, 8 0, 8 4, 4 4, 4 0))",
            ],
            faults: [(.mismatch, [0, 1], "LINESTRING (4 0, 4 2, 4 4)")]),
        Case(
            name: "offset neighbours along one line are a mismatch",
            zones: ["POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))", "POLYGON ((4 2, 8 2, 8 6, 4 6, 4 2))"],
            faults: [(.mismatch, [0, 1], "LINESTRING (4 2, 4 4)")]),
        Case(
            name: "two zones that cross overlap in a face bounded by crossings",
            zones: ["POLYGON ((0 1, 4 1, 4 2, 0 2, 0 1))", "POLYGON ((1 0, 2 0, 2 4, 1 4, 1 0))"],
            faults: [(.overlap, [0, 1], "POLYGON ((1 1, 2 1, 2 2, 1 2, 1 1))")]),
        Case(
            name: "a zone inside another overlaps it in all of itself",
            zones: ["POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0))", "POLYGON ((3 3, 6 3, 6 6, 3 6, 3 3))"],
            faults: [(.overlap, [0, 1], "POLYGON ((3 3, 6 3, 6 6, 3 6, 3 3))")]),
        Case(
            name: "three copies of one zone are one overlap of three",
            zones: Array(repeating: "POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))", count: 3),
            faults: [(.overlap, [0, 1, 2], "POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))")]),
        Case(
            name: "a zone over two settled neighbours gives one overlap with each",
            zones: [
                "POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))", "POLYGON ((2 0, 4 0, 4 2, 2 2, 2 0))",
                "POLYGON ((-1 -1, 5 -1, 5 3, -1 3, -1 -1))",
            ],
            faults: [
                (.overlap, [0, 2], "POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))"),
                (.overlap, [1, 2], "POLYGON ((2 0, 4 0, 4 2, 2 2, 2 0))"),
            ]),
        Case(
            name: "a settled enclave deep inside an overlap splits it by owner",
            zones: [
                "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (3 3, 3 6, 6 6, 6 3, 3 3))",
                "POLYGON ((3 3, 6 3, 6 6, 3 6, 3 3))",
                "POLYGON ((-1 -1, 10 -1, 10 10, -1 10, -1 -1))",
            ],
            faults: [
                (.overlap, [0, 2], "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (3 3, 3 6, 6 6, 6 3, 3 3))"),
                (.overlap, [1, 2], "POLYGON ((3 3, 6 3, 6 6, 3 6, 3 3))"),
            ]),
        Case(
            name: "minus zero and zero are one place",
            zones: [
                "POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))", "POLYGON ((0 -1, 1 -1, 1 -0.0, -0.0 -0.0, 0 -1))",
            ],
            faults: []),
        Case(
            name: "integer coordinates keep both owners (GEOS 1525)",
            zones: [
                "POLYGON ((0 0, 3 0, 3 2, 0 2, 0 0))", "POLYGON ((1 0, 3 0, 3 2, 1 2, 1 0))",
            ],
            faults: [(.overlap, [0, 1], "POLYGON ((1 0, 3 0, 3 2, 1 2, 1 0))")]),
        Case(
            name: "an island in a gap is a hole of the gap",
            zones: [
                "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 1 8, 8 8, 8 1, 1 1))",
                "POLYGON ((3 3, 6 3, 6 6, 3 6, 3 3))",
            ],
            faults: [(.gap, [0, 1], "POLYGON ((1 1, 8 1, 8 8, 1 8, 1 1), (3 3, 3 6, 6 6, 6 3, 3 3))")]),
    ]

    @Test("each situation has its faults and no other", arguments: cases)
    func situation(_ situation: Case) throws {
        let report = check(try areas(situation.zones))
        let found = report.faults.map { "\($0.kind) \($0.zones) \(WKT.encode($0.geometry))" }.sorted()
        let expected = situation.faults.map { "\($0.0) \($0.1) \($0.2)" }.sorted()
        #expect(found == expected)
        let spoils = situation.faults.contains { [.overlap, .mismatch, .invalid].contains($0.0) }
        #expect(report.isValid == !spoils)
        #expect(report.isComplete == !situation.faults.contains { $0.0 == .gap })
    }

    @Test(
        "an invalid zone is reported with its reason",
        arguments: [
            ("a bow-tie", "POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))", InvalidReason.selfCrossing),
            (
                "a bow-tie with a vertex at the knot", "POLYGON ((0 0, 1 1, 2 2, 2 0, 1 1, 0 2, 0 0))",
                .selfTouch
            ),
            ("a ring that touches itself", "POLYGON ((0 0, 4 0, 4 4, 2 0, 0 4, 0 0))", .selfTouch),
            ("a spike", "POLYGON ((0 0, 4 0, 4 4, 6 6, 4 4, 0 4, 0 0))", .repeatedEdge),
            (
                "a hole outside", "POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0), (5 5, 6 5, 6 6, 5 5))",
                .holeOutsideShell
            ),
            (
                "a hole in a hole",
                "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 8 1, 8 8, 1 8, 1 1), (2 2, 3 2, 3 3, 2 2))",
                .nestedHoles
            ),
            (
                "a part in a part",
                "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0)), ((1 1, 2 1, 2 2, 1 1)))", .nestedShells
            ),
            (
                "parts that share an edge",
                "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)), ((1 0, 2 0, 2 1, 1 1, 1 0)))", .repeatedEdge
            ),
            (
                "a hole that cuts the inside in two",
                "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (0 2, 2 1, 4 2, 2 3, 0 2))", .disconnectedInterior
            ),
            ("a line there and back", "POLYGON ((0 0, 1 1, 0 0, 1 1, 0 0))", .selfTouch),
            ("one place over and over", "POLYGON ((1 1, 1 1, 1 1, 1 1))", .collapsedRing),
            ("nothing", "POLYGON EMPTY", .empty),
        ])
    func invalid(name: String, text: String, reason: InvalidReason) throws {
        let report = check(try areas([text]))
        #expect(report.faults.contains { $0.kind == .invalid && $0.reason == reason }, "\(report.faults)")
        #expect(!report.isValid)
    }

    @Test("a figure of eight whose lobe a neighbour covers is still an overlap")
    func figureOfEight() throws {
        let report = check(
            try areas([
                "POLYGON ((0 0, 1 1, 2 2, 2 0, 1 1, 0 2, 0 0))", "POLYGON ((1 1, 2 0, 2 2, 1 1))",
            ]))
        let overlaps = report.faults.filter { $0.kind == .overlap }
        #expect(overlaps.map(\.area.value) == [1])
    }

    @Test(
        "an overlap thinner than the last digit is a mismatch, and is mended (counties of the United States, 2010)",
        arguments: [false, true])
    func thinnerThanDigits(isPlain: Bool) throws {
        // v lies above the line from a to b by less than its own last digit, so the border from c to v crosses that
        // line in a place that is rounded to v. Where c lies above the line instead, there is a plain thin gap.
        let (a, v, b) = (
            "-92.13774099999999 36.498706", "-92.1502951365486 36.4986337152141", "-92.199396 36.498351"
        )
        let (c, d) =
            isPlain ? ("-92.15 36.6", "-92.15 36.4") : ("-92.15059099999999 36.4869", "-92.147 36.79")
        let table = try areas([
            "POLYGON ((\(a), \(v), \(c), \(a)))", "POLYGON ((\(c), \(v), \(b), \(c)))",
            "POLYGON ((\(b), \(a), \(d), \(b)))",
        ])
        let report = check(table)
        #expect(Set(report.faults.map(\.kind)) == (isPlain ? [.gap] : [.mismatch]), "\(report.faults)")
        let repair = CoverageRepair()
        let result = repair.apply(
            repair.plan(CoverageInput(zones: table, codes: ["a", "b", "c"], measure: .planar)))
        #expect(result.report.faults.isEmpty && result.refused.isEmpty, "\(result.report.faults)")
        #expect(result.zones.area(ofFeature: 2).polygons[0].rings[0].positions.count == 5)
    }

    /// Two zones that leave a lens between them whose vertices match.
    private func lens() throws -> PolygonTable {
        try areas([
            "POLYGON ((0 0, 20 0, 20 6, 20 14, 20 20, 0 20, 0 0))",
            "POLYGON ((20 0, 40 0, 40 20, 20 20, 20 14, 22 10, 20 6, 20 0))",
        ])
    }

    @Test(
        "a gap between matched borders is a fault up to its true width and for every larger limit (GEOS 1251, JTS 1122)",
        arguments: [
            (1.0, false), (1.88, false), (1.89, true), (2, true), (4, true), (8, true), (40, true),
            (1e9, true),
        ])
    func widthLimits(limit: Double, isFault: Bool) throws {
        // The circle inside the triangle 8 wide and 2 high has the radius 16 / (8 + 2 √20).
        let width = 2 * 16 / (8 + 2 * 20.0.squareRoot())
        #expect((limit >= width) == isFault)
        let report = check(try lens(), options: CoverageOptions(maxGapWidth: Metres(limit)))
        #expect(report.summary.count(.gap) == (isFault ? 1 : 0))
        #expect(report.summary.wideGaps == (isFault ? 0 : 1))
        #expect(report.isValid)
    }

    @Test("small holes are told from large ones by area, inside one zone as between zones (QGIS 60079)")
    func areaLimits() throws {
        // Holes of 4, 9, 16 and 36 m².
        let holes = [(2, 2), (6, 3), (11, 4), (17, 6)].map { x, side in
            "(\(x) 2, \(x) \(2 + side), \(x + side) \(2 + side), \(x + side) 2, \(x) 2)"
        }
        let zone = "POLYGON ((0 0, 30 0, 30 20, 0 20, 0 0), \(holes.joined(separator: ", ")))"
        for (limit, expected) in [(3.9, 0), (4, 1), (12, 2), (35, 3), (1e9, 4)] {
            let report = check(
                try areas([zone]), options: CoverageOptions(maxGapArea: SquareMetres(limit)))
            #expect(report.summary.count(.gap) == expected, "\(report.faults.map(\.area))")
            #expect(report.summary.wideGaps == 4 - expected)
        }
    }

    @Test("a gap wider than the limit is counted and not a fault")
    func wideGap() throws {
        let zones = try areas(["POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (3 3, 3 6, 6 6, 6 3, 3 3))"])
        let wide = check(zones, options: CoverageOptions(maxGapWidth: Metres(2.9)))
        #expect(wide.isComplete && wide.summary.wideGaps == 1)
        let narrow = check(zones, options: CoverageOptions(maxGapWidth: Metres(3.1)))
        #expect(!narrow.isComplete && narrow.faults.count == 1)
        #expect(narrow.faults.allSatisfy { abs($0.width.value - 3) < 1e-9 })
    }
}
