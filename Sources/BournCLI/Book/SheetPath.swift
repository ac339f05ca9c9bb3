internal import Foundation
internal import GeoModel

/// Path data of SVG with one decimal, vertices closer than a third of a unit left out.
enum SheetPath {
    /// Rings, closed, or lines.
    static func data(_ lines: [[Position]], isClosed: Bool) -> String {
        lines.map { data($0, isClosed: isClosed) }.joined()
    }

    private static func data(_ line: [Position], isClosed: Bool) -> String {
        guard line.count > 1 else { return "" }
        var result = ""
        var last: Position?
        for (index, place) in line.enumerated() {
            let isEnd = index == line.count - 1
            if isClosed && isEnd && place == line[0] { break }
            if let last, !isEnd, abs(place.x - last.x) < 3, abs(place.y - last.y) < 3 { continue }
            result += last == nil ? "M" : "L"
            result += "\(tenth(place.x)) \(tenth(place.y))"
            last = place
        }
        return isClosed ? result + "Z" : result
    }

    /// A number with one decimal at most, without the cost of a formatter.
    static func tenth(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let size = abs(tenths)
        return size % 10 == 0 ? "\(sign)\(size / 10)" : "\(sign)\(size / 10).\(size % 10)"
    }
}

/// The cosine of an angle in degrees.
func cosine(_ degrees: Double) -> Double { cos(degrees * .pi / 180) }

/// The sine of an angle in degrees.
func sine(_ degrees: Double) -> Double { sin(degrees * .pi / 180) }

/// The angle of a direction in degrees.
func degrees(_ y: Double, _ x: Double) -> Double { atan2(y, x) * 180 / .pi }
