import Census
import Foundation
import GeoKernels
import GeoModel
import GeoPackageStore

/// Fills a workspace with seeded outfalls and observations, or times the register's queries in one.
///
/// Usage: bench-outfalls make|query WORKSPACE [outfalls] [observations] [seed]. Times are printed as lines of JSON.
@main
enum OutfallBench {
    static func main() throws {
        let arguments = CommandLine.arguments
        func number(_ index: Int, _ usual: Int) -> Int {
            arguments.count > index ? Int(arguments[index]) ?? usual : usual
        }
        guard arguments.count > 2, ["make", "query"].contains(arguments[1]) else {
            print("usage: bench-outfalls make|query WORKSPACE [outfalls] [observations] [seed]")
            exit(64)
        }
        let (path, outfalls, observations) = (arguments[2], number(3, 304_000), number(4, 3_000_000))
        let seed = UInt64(number(5, 20_180_315))
        if arguments[1] == "make" {
            try fill(path, outfalls, observations, seed)
        } else {
            try query(try Workspace.open(at: path), outfalls, seed)
        }
    }

    private static func fill(_ path: String, _ outfalls: Int, _ observations: Int, _ seed: UInt64)
        throws
    {
        let workspace = try Workspace.create(at: path)
        let clock = ContinuousClock()
        let register = MadeOutfalls(count: outfalls, seed: seed)
        let first = try clock.measure {
            _ = try workspace.importRows(
                .outfalls, run: ImportRunDescription(source: "seeded", reference: "EPSG:4490"),
                isDryRun: false
            ) { sink in
                let importer = try Importer(
                    kind: .outfalls, columns: register.columns, mapping: ImportMapping(),
                    reference: .cgcs2000,
                    placement: AsGiven())
                return try importer.run(register, into: &sink) { _ in }
            }
        }
        say("register of \(outfalls) filled in \(first), seed \(seed)")
        try plan(workspace)
        let sightings = MadeObservations(count: observations, of: register, seed: seed)
        let second = try clock.measure {
            let intake = try ObservationIntake(.drone, columns: sightings.columns, placing: AsGiven())
            let summary = try workspace.importObservations(
                sightings, by: intake, run: ImportRunDescription(source: "seeded", reference: "EPSG:4490"),
                signature: Signature("bench", at: Moment(secondsSince1970: 1_525_219_200)))
            precondition(summary.accepted == observations, "the generator makes good rows")
        }
        say(
            "observations imported in \(second): \(Int(Double(observations) / (second / .seconds(1)))) a second"
        )
    }

    /// Every outfall is planned for both seasons, as the census asks; the matrix of a city must not read the country's plans.
    private static func plan(_ workspace: Workspace) throws {
        var query = RegisterQuery()
        (query.state, query.limit) = (.registered, .max)
        let entries = try workspace.outfalls(query)
        let signature = try Signature("bench", at: Moment(secondsSince1970: 1_525_219_200))
        for season in [Season.dry, .wet] {
            _ = try workspace.plan(SeasonOccasion(season, year: 2018), entries, by: signature)
        }
        say("\(entries.count) outfalls planned for two seasons")
    }

    private static func query(_ workspace: Workspace, _ outfalls: Int, _ seed: UInt64) throws {
        var random = SplitMix64(seed: seed ^ 0xB0)
        let made = MadeOutfalls(count: outfalls, seed: seed)
        try time("register by area (0.05° × 0.05°)") {
            let corner = made.position(random.index(below: outfalls))
            var query = RegisterQuery()
            query.within = Envelope(
                minX: corner.x - 0.025, minY: corner.y - 0.025, maxX: corner.x + 0.025,
                maxY: corner.y + 0.025)
            return try workspace.outfalls(query).count
        }
        try time("register by code") {
            try workspace.outfalls(code: made.code(random.index(below: outfalls))).count
        }
        try time("register by the beginning of a code (the first 200 of a county)") {
            var query = RegisterQuery()
            query.codePrefix = String(made.code(random.index(below: outfalls)).prefix(6))
            query.limit = 200
            return try workspace.outfalls(query).count
        }
        try time("observations by area (0.02° × 0.02°)") {
            let corner = made.position(random.index(below: outfalls))
            return try workspace.observations(
                within: Envelope(
                    minX: corner.x - 0.01, minY: corner.y - 0.01, maxX: corner.x + 0.01, maxY: corner.y + 0.01
                )
            ).count
        }
        try time("one case with its witnesses") {
            try workspace.surveyCase("R:\(made.code(random.index(below: outfalls)))").observations.count
        }
    }

    /// Prints a line at once: a run that is stopped has told how far it came.
    private static func say(_ line: String) {
        FileHandle.standardOutput.write(Data("\(line)\n".utf8))
    }

    private static func time(_ name: String, _ body: () throws -> Int) throws {
        var durations: [Duration] = []
        var found = 0
        for _ in 0..<200 {
            let start = ContinuousClock.now
            found += try body()
            durations.append(ContinuousClock.now - start)
        }
        durations.sort()
        func milliseconds(_ index: Int) -> Double {
            (durations[index] / .milliseconds(1) * 1000).rounded() / 1000
        }
        say(
            """
            {"query": "\(name)", "median_ms": \(milliseconds(100)), "p95_ms": \(milliseconds(190)), \
            "worst_ms": \(milliseconds(199)), "rows": \(found / 200)}
            """)
    }
}

/// Outfalls in the counties of a made country, by a seed.
struct MadeOutfalls: RowSource {
    let count: Int
    let seed: UInt64
    let columns = ["code", "name", "water_code", "division_code", "scale", "日排放量m3"]
    let declaredReference: CRSIdentifier? = .cgcs2000

    private static let perCounty = 760

    /// The code of a county: four make a city, and the cities begin with 5010, 5011, 5012 and so on.
    private func county(_ index: Int) -> String {
        let (city, county) = (index / Self.perCounty / 4, index / Self.perCounty % 4)
        return "\(50 + city / 10)\(10 + city % 10)0\(county + 1)"
    }

    func code(_ index: Int) -> String {
        county(index) + String(1000 + index % Self.perCounty + 1).dropFirst()
    }

    /// The counties are squares of a grid.
    func position(_ index: Int) -> Position {
        var random = SplitMix64(seed: seed &+ UInt64(index) &* 0x9E37_79B9)
        let county = index / Self.perCounty
        return Position(
            100 + Double(county % 20) + random.number(in: 0...0.9),
            25 + Double(county / 20) + random.number(in: 0...0.9))
    }

    func rowCount() throws -> Int? { count }

    func forEachRow(_ body: (SourceRow) throws -> Void) throws {
        for index in 0..<count {
            let county = county(index)
            try body(
                SourceRow(
                    number: index + 1,
                    values: [
                        code(index), "排污口\(index)", "R\(county)", county + "001001", "2|规模以下",
                        "\(index % 300)",
                    ],
                    geometry: .value(.point(position(index)), droppedOrdinates: false)))
        }
    }
}

/// Sightings around made outfalls, by a seed.
struct MadeObservations: RowSource {
    let count: Int
    let outfalls: MadeOutfalls
    let seed: UInt64
    let columns = ["id", "time", "observer", "evidence"]
    let declaredReference: CRSIdentifier? = .cgcs2000

    init(count: Int, of outfalls: MadeOutfalls, seed: UInt64) {
        (self.count, self.outfalls, self.seed) = (count, outfalls, seed)
    }

    func rowCount() throws -> Int? { count }

    func forEachRow(_ body: (SourceRow) throws -> Void) throws {
        var random = SplitMix64(seed: seed)
        for index in 0..<count {
            let place = outfalls.position(index % outfalls.count)
            let position = Position(
                place.x + random.number(in: -0.0001...0.0001), place.y + random.number(in: -0.0001...0.0001)
            )
            try body(
                SourceRow(
                    number: index + 1,
                    values: ["D\(index)", "2018-03-13T09:27:41Z", "J\(index % 50)", "IMG_\(index).JPG"],
                    geometry: .value(.point(position), droppedOrdinates: false)))
        }
    }
}

/// Takes positions as they are.
struct AsGiven: RowPlacing {
    func place(
        _ row: SourceRow, kind: ImportKind, columns: CoordinateColumns<Int>?
    ) -> Result<PlacedGeometry, RefusalReason> {
        guard case .value(let geometry, _) = row.geometry else { return .failure(.noGeometry) }
        return .success(PlacedGeometry(geometry: geometry, coordinate: nil))
    }
}
