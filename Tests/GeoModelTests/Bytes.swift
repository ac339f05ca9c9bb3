import Foundation
import GeoModel

/// The bytes of a hexadecimal text; spaces are ignored, and letters stand for little-endian numbers: `o` for 0,
/// `i` for 1, `n` for NaN and `x` for infinity.
func bytes(_ hex: String) -> [UInt8] {
    let numbers: [Character: String] = [
        "o": "0000000000000000", "i": "000000000000F03F", "n": "000000000000F87F", "x": "000000000000F07F",
    ]
    let hex = hex.map { numbers[$0] ?? String($0) }.joined()
    let digits = hex.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
}

/// The lines of a fixture that are neither empty nor a comment, cut at tabs.
func rows(_ fixture: String) throws -> [[String]] {
    let url = Bundle.module.bundleURL.appending(path: "Fixtures/\(fixture)")
    let text = try String(contentsOf: url, encoding: .utf8)
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        .map { $0.split(separator: "\t").map(String.init) }
}

/// What a call throws; `nil` when it succeeds.
///
/// Cheaper than an expectation in a loop over many bytes.
func refusal<Failure: Error>(_ body: () throws(Failure) -> Void) -> Failure? {
    do throws(Failure) {
        try body()
        return nil
    } catch {
        return error
    }
}

/// Writes WKB with a byte order chosen for each member: the naive twin of the encoder.
struct NaiveWKB {
    /// The order of the geometry at a depth.
    let isLittle: (Int) -> Bool

    func encode(_ geometry: Geometry, depth: Int = 0) -> [UInt8] {
        let little = isLittle(depth)
        var out: [UInt8] = [little ? 1 : 0] + word(geometry.kind.rawValue, little)
        func run(_ positions: [Position]) {
            out += word(UInt32(positions.count), little) + raw(positions, little)
        }
        func members(_ all: [Geometry]) {
            out += word(UInt32(all.count), little)
            for member in all { out += encode(member, depth: depth + 1) }
        }
        switch geometry {
        case .point(let point): out += raw([point ?? Position(.nan, .nan)], little)
        case .lineString(let line): run(line.positions)
        case .polygon(let polygon):
            out += word(UInt32(polygon.rings.count), little)
            for ring in polygon.rings { run(ring.positions) }
        case .multiPoint(let points): members(points.map { .point($0) })
        case .multiLineString(let lines): members(lines.map { .lineString($0) })
        case .multiPolygon(let area): members(area.polygons.map { .polygon($0) })
        case .geometryCollection(let all): members(all)
        }
        return out
    }

    private func word(_ value: UInt32, _ little: Bool) -> [UInt8] {
        let bytes = (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
        return little ? bytes : bytes.reversed()
    }

    private func raw(_ positions: [Position], _ little: Bool) -> [UInt8] {
        positions.flatMap { [$0.x, $0.y] }.flatMap { number in
            let bytes = (0..<8).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * UInt64($0))) }
            return little ? bytes : bytes.reversed()
        }
    }
}
