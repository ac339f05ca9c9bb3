import Census
import Foundation
import GeoKernels
import GeoModel

/// The fictional county of GeoData, read plainly.
struct SampleDirectory {
    let zones: LocatedZones
    let centres: [(code: String, position: Position)]
    let points: [UnitPoint]
    /// For each kind of mistake the rows it was planted in, as file and key.
    let answers: [String: Set<String>]

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("GeoData")

    static func table(_ name: String) throws -> [[String: String]] {
        let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        let lines = text.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        guard let header = lines.first else { return [] }
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
    }

    init() throws {
        var reader = GeoJSONReader(
            Array(try Data(contentsOf: Self.folder.appendingPathComponent("blocks.geojson"))))
        var areas: [MultiPolygon] = []
        var codes: [String] = []
        while let feature = try reader.next() {
            guard case .string(let code)? = feature[property: "code"] else { continue }
            switch feature.geometry {
            case .polygon(let polygon)?: areas.append(MultiPolygon([polygon]))
            case .multiPolygon(let area)?: areas.append(area)
            default: continue
            }
            codes.append(code)
        }
        zones = LocatedZones(PolygonTable(areas), codes: codes, measure: .geographic())
        centres = try Self.table("places.csv").map { row in
            (
                row["code"] ?? "",
                Position(Double(row["longitude"] ?? "") ?? .nan, Double(row["latitude"] ?? "") ?? .nan)
            )
        }
        points =
            try Self.table("units.csv").map { Self.geographic($0) }
            + Self.table("units-gk.csv").map { Self.projected($0) }
        var answers: [String: Set<String>] = [:]
        for row in try Self.table("unit-answers.csv") {
            guard let kind = row["mistake"], !kind.isEmpty else { continue }
            answers[kind, default: []].insert(row["row_key"] ?? "")
        }
        self.answers = answers
    }

    private static func declared(_ row: [String: String]) -> String? {
        guard let text = row["普查小区代码"], let code = try? DivisionCode(text) else { return nil }
        return code.padded
    }

    private static func geographic(_ row: [String: String]) -> UnitPoint {
        let sources: [String: CoordinateSource] = [
            "PDA采集": .satellite, "地图点选": .map, "手工录入": .typed, "下发名录": .issued,
        ]
        let angles = [row["经度"], row["纬度"]].map { text in text.flatMap { try? AngleText($0) } }
        var position: Position?
        var rounding = 0.0
        if let x = angles[0], let y = angles[1] {
            position = Position(x.degrees, y.degrees)
            let metric = LocalMetric(atLatitude: 31, ellipsoid: .cgcs2000)
            rounding = max(
                x.uncertaintyDegrees * metric.metresPerUnitX, y.uncertaintyDegrees * metric.metresPerUnitY)
        }
        return UnitPoint(
            id: row["序号"] ?? "", batch: row["批次"] ?? "", position: position, declaredZone: declared(row),
            uncertainty: PositionUncertainty(
                rounding: Metres(rounding), source: SourceAccuracies()[sources[row["来源"] ?? ""] ?? .unstated])
        )
    }

    private static func projected(_ row: [String: String]) -> UnitPoint {
        let reference = row["坐标系"].flatMap { Int($0.dropFirst(5)) } ?? 0
        let meridian = Double(GaussKrugerZone(epsg: reference)?.centralMeridian ?? 0)
        let grid = GridReading(
            easting: Double(row["横坐标Y"] ?? "") ?? .nan, northing: Double(row["纵坐标X"] ?? "") ?? .nan,
            centralMeridian: meridian)
        let metres = Position(GridReading.withoutPrefix(grid.easting), grid.northing)
        return UnitPoint(
            id: row["序号"] ?? "", batch: row["批次"] ?? "",
            position: InverseGaussKruger.position(metres, meridian), grid: grid, declaredZone: declared(row),
            uncertainty: PositionUncertainty(rounding: Metres(0.001), source: Metres(10)))
    }
}

/// Gauss-Krüger backwards by searching forwards: slow and plain, for tests only.
enum InverseGaussKruger {
    @Sendable static func position(_ metres: Position, _ meridian: Double) -> Position? {
        guard (0...10_000_000).contains(metres.y), (-1_000_000...2_000_000).contains(metres.x) else {
            return nil
        }
        var guess = Position(meridian, metres.y / 110_900)
        for _ in 0..<20 {
            let image = forward(guess, meridian)
            let metric = LocalMetric(atLatitude: guess.y, ellipsoid: .cgcs2000)
            guess.x += (metres.x - image.x) / metric.metresPerUnitX
            guess.y += (metres.y - image.y) / metric.metresPerUnitY
            guard guess.y.magnitude < 89 else { return nil }
        }
        return guess
    }

    /// Krüger's series to n⁴; source: Krüger 1912, doi:10.2312/GFZ.b103-krueger28.
    private static func forward(_ place: Position, _ meridian: Double) -> Position {
        let f = Ellipsoid.cgcs2000.flattening
        let n = f / (2 - f)
        let radius = Ellipsoid.cgcs2000.equatorialRadius / (1 + n) * (1 + n * n / 4 + n * n * n * n / 64)
        let (phi, lambda) = (place.y * .pi / 180, (place.x - meridian) * .pi / 180)
        let e = 2 * n.squareRoot() / (1 + n)
        let t = sinh(atanh(sin(phi)) - e * atanh(e * sin(phi)))
        let (xi, eta) = (atan2(t, cos(lambda)), atanh(sin(lambda) / (1 + t * t).squareRoot()))
        let (n2, n3) = (n * n, n * n * n)
        let series = [
            n / 2 - n2 * 2 / 3 + n3 * 5 / 16, n2 * 13 / 48 - n3 * 3 / 5, n3 * 61 / 240,
        ]
        var (north, east) = (xi, eta)
        for (index, alpha) in series.enumerated() {
            let order = Double(2 * (index + 1))
            north += alpha * sin(order * xi) * cosh(order * eta)
            east += alpha * cos(order * xi) * sinh(order * eta)
        }
        return Position(500_000 + radius * east, radius * north)
    }
}
