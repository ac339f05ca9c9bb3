import Census
import GeoKernels
import GeoModel
import TestSupport
import Testing

@Suite("batches under a wrong datum")
struct BatchDatumTests {
    private let zones = GridOfZones.zones
    private let test = BatchDatumTest(reader: CorrectionReader())

    /// How a batch was spoilt and what should be proposed.
    static let mistakes: [(name: String, spoil: @Sendable (Position) -> Position, CandidateCorrection?)] = [
        ("as it should be", { $0 }, nil),
        ("GCJ-02", GCJ02.uniform.forward, .fromGCJ02),
        ("BD-09", BD09.uniform.forward, .fromBD09),
        ("swapped axes", { Position($0.y, $0.x) }, .swappedAxes),
        ("minutes typed as decimals", minutesAsDecimals, .minutesTypedAsDecimals),
        ("moved 2 km for no known reason", { Position($0.x + 0.02, $0.y) }, nil),
    ]

    /// 118°45′30.5″ written 118.453050.
    @Sendable static func minutesAsDecimals(_ place: Position) -> Position {
        func typed(_ angle: Double) -> Double {
            let parts = DegreesMinutesSeconds(angle, decimals: 2)
            let seconds = Double(parts.seconds) + Double(parts.fraction) / 100
            return Double(parts.degrees) + Double(parts.minutes) / 100 + seconds / 10_000
        }
        return Position(typed(place.x), typed(place.y))
    }

    @Test(
        "the reading that brings most units home is proposed, and none where none does",
        arguments: 0..<mistakes.count, seeds(4))
    func proposesTheRightReading(index: Int, seed: UInt64) throws {
        let mistake = Self.mistakes[index]
        let units = GridOfZones.batch("x", units: 60, seed: seed, spoil: mistake.spoil)
        let finding = try #require(test.findings(for: units, in: zones).first)
        #expect(finding.proposal?.correction == mistake.2, "\(mistake.name)")
        #expect(finding.tested == 60)
        if let proposal = finding.proposal {
            #expect(proposal.hits == 60)
            #expect(proposal.test.pValue < 1e-4)
        }
    }

    @Test("a batch of metres read around the wrong meridian is shifted back", arguments: [-3, 3])
    func wrongMeridian(shift: Int) throws {
        let grid = GridReading(easting: 460_000, northing: 3_430_000, centralMeridian: 117)
        let units = GridOfZones.batch("g", units: 30, seed: 5) { Position($0.x - Double(shift), $0.y) }
            .map {
                GridOfZones.point($0.id, $0.position, declared: $0.declaredZone, batch: "g", grid: grid)
            }
        let finding = try #require(test.findings(for: units, in: zones).first)
        #expect(finding.proposal?.correction == .meridianShift(degrees: shift))
        #expect(finding.trials.allSatisfy { $0.correction != .fromGCJ02 })
    }

    @Test("exchanged northings and eastings are read through the projection")
    func exchangedGrid() throws {
        // A made projection: 100 km to the degree.
        let reader = CorrectionReader { metres, meridian in
            Position(meridian + (metres.x - 500_000) / 1e5, metres.y / 1e5)
        }
        let units = GridOfZones.batch("g", units: 30, seed: 6) { $0 }.map { unit -> UnitPoint in
            let place = unit.position ?? Position(0, 0)
            let grid = GridReading(
                easting: place.y * 1e5, northing: 39_500_000 + (place.x - 117) * 1e5, centralMeridian: 117)
            return GridOfZones.point(unit.id, nil, declared: unit.declaredZone, batch: "g", grid: grid)
        }
        let finding = try #require(BatchDatumTest(reader: reader).findings(for: units, in: zones).first)
        #expect(finding.proposal?.correction == .exchangedNorthingEasting)
        #expect(finding.proposal?.hits == 30)
        #expect(test.findings(for: units, in: zones).first?.proposal == nil)
    }

    @Test("a few strays do not hide the batch's mistake, and a few units prove nothing")
    func straysAndSmallBatches() {
        let shifted = GridOfZones.batch("m", units: 50, seed: 7, spoil: GCJ02.uniform.forward)
        let right = GridOfZones.batch("m", units: 10, seed: 8) { $0 }
        let mixed = test.findings(for: shifted + right, in: zones)
        #expect(mixed.first?.proposal?.correction == .fromGCJ02)
        let few = test.findings(for: Array(shifted.prefix(9)), in: zones)
        #expect(few.first?.proposal == nil)
    }

    @Test("units without declaration or coordinate count as units but are not tested")
    func unusableUnits() throws {
        let units =
            GridOfZones.batch("m", units: 20, seed: 9, spoil: GCJ02.uniform.forward)
            + [
                GridOfZones.point("a", nil, declared: "990121100200", batch: "m"),
                GridOfZones.point("b", Position(0, 0), declared: "990121100200", batch: "m"),
                GridOfZones.point("c", Position(116.65, 31.05), declared: nil, batch: "m"),
            ]
        let finding = try #require(test.findings(for: units, in: zones).first)
        #expect(finding.units == 23)
        #expect(finding.tested == 20)
    }

    @Test("findings do not depend on the order of the units", arguments: seeds(3))
    func orderDoesNotMatter(seed: UInt64) {
        var units = GridOfZones.batch("p", units: 30, seed: seed, spoil: GCJ02.uniform.forward)
        units += GridOfZones.batch("q", units: 30, seed: seed + 50) { $0 }
        let findings = test.findings(for: units, in: zones)
        var random = SplitMix64(seed: seed)
        units.shuffle(using: &random)
        #expect(test.findings(for: units, in: zones) == findings)
        #expect(findings.map(\.batch) == ["p", "q"])
    }

    @Test(
        "the sign test gives the binomial tail",
        arguments: [
            (5, 0, 1.0 / 32), (0, 5, 1), (8, 2, 56.0 / 1024), (0, 0, 1), (1, 1, 0.75),
            (10, 10, 0.5880985260009766),
        ] as [(Int, Int, Double)])
    func signTest(wins: Int, losses: Int, expected: Double) {
        #expect(abs(SignTest(wins: wins, losses: losses).pValue - expected) < 1e-9)
    }

    /// Expected values: statsmodels' proportion_confint(method="wilson").
    @Test(
        "Wilson's interval agrees with published values",
        arguments: [(0, 10, 0.0, 0.277532799), (5, 10, 0.236593090, 0.763406910), (10, 10, 0.722467200, 1)]
            as [(Int, Int, Double, Double)])
    func wilson(hits: Int, cases: Int, lower: Double, upper: Double) {
        let interval = WilsonInterval(hits: hits, of: cases)
        #expect(abs(interval.lower - lower) < 1e-6)
        #expect(abs(interval.upper - upper) < 1e-6)
    }
}
