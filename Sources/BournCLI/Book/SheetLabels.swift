internal import GeoModel

/// Puts words on a map sheet where they cover no word put there before.
struct SheetLabels {
    private struct Box {
        var minX: Double
        var minY: Double
        var maxX: Double
        var maxY: Double

        func meets(_ other: Box) -> Bool {
            minX < other.maxX && other.minX < maxX && minY < other.maxY && other.minY < maxY
        }
    }

    private let width: Double
    private let height: Double
    private var taken: [Box] = []
    /// The labels as SVG.
    private(set) var elements: [String] = []

    init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    /// Keeps a rectangle free of labels.
    mutating func reserve(x: Double, y: Double, width: Double, height: Double) {
        taken.append(Box(minX: x, minY: y, maxX: x + width, maxY: y + height))
    }

    /// Writes lines of text around a middle, or nothing where there is no room.
    ///
    /// - Parameters:
    ///   - lines: Each line with its class and size.
    ///   - places: Middles to try, the best first.
    /// - Returns: Whether there was room.
    @discardableResult
    mutating func add(_ lines: [(text: String, name: String, size: Double)], at places: [Position]) -> Bool {
        let wide = lines.map { Self.width(of: $0.text, size: $0.size) }.max() ?? 0
        let high = lines.reduce(0) { $0 + $1.size * 1.2 }
        for place in places {
            let box = Box(
                minX: place.x - wide / 2, minY: place.y - high / 2, maxX: place.x + wide / 2,
                maxY: place.y + high / 2)
            guard fits(box) else { continue }
            taken.append(box)
            var y = box.minY
            for line in lines {
                y += line.size * 1.2
                elements.append(
                    "<text class=\"\(line.name)\" x=\"\(SheetPath.tenth(place.x))\" "
                        + "y=\"\(SheetPath.tenth(y - line.size * 0.28))\">\(escaped(line.text))</text>")
            }
            return true
        }
        return false
    }

    /// Writes a name along a line, turned as the line runs there; nothing where there is no room.
    @discardableResult
    mutating func add(_ text: String, name: String, size: Double, along run: [Position]) -> Bool {
        let wide = Self.width(of: text, size: size)
        for share in [0.5, 0.35, 0.65, 0.2, 0.8] {
            guard let (place, angle) = Self.place(on: run, at: share, over: wide) else { continue }
            let (across, down) = (abs(cosine(angle)), abs(sine(angle)))
            let box = Box(
                minX: place.x - (wide * across + size * down) / 2,
                minY: place.y - (wide * down + size * across) / 2,
                maxX: place.x + (wide * across + size * down) / 2,
                maxY: place.y + (wide * down + size * across) / 2)
            guard fits(box) else { continue }
            taken.append(box)
            let (x, y) = (SheetPath.tenth(place.x), SheetPath.tenth(place.y + size * 0.35))
            elements.append(
                "<text class=\"\(name)\" x=\"\(x)\" y=\"\(y)\" transform=\"rotate(\(SheetPath.tenth(angle)) "
                    + "\(x) \(SheetPath.tenth(place.y)))\">\(escaped(text))</text>")
            return true
        }
        return false
    }

    private func fits(_ box: Box) -> Bool {
        box.minX >= 4 && box.minY >= 4 && box.maxX <= width - 4 && box.maxY <= height - 4
            && !taken.contains { $0.meets(box) }
    }

    /// How wide a text is set: Chinese characters are as wide as high, others about half.
    static func width(of text: String, size: Double) -> Double {
        text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? size : size * 0.58) }
    }

    /// The place at a share of a run's length and the way the run goes over a width there, in degrees, read upright.
    private static func place(
        on run: [Position], at share: Double, over wide: Double
    ) -> (Position, Double)? {
        var lengths = [0.0]
        for (a, b) in zip(run, run.dropFirst()) { lengths.append((lengths.last ?? 0) + distance(a, b)) }
        guard let total = lengths.last, total > wide * 1.2 else { return nil }
        let middle = total * share
        guard middle > wide / 2, middle < total - wide / 2 else { return nil }
        let start = point(run, lengths, at: middle - wide / 2)
        let end = point(run, lengths, at: middle + wide / 2)
        // A run that bends too much within the word cannot carry it.
        guard distance(start, end) > wide * 0.8 else { return nil }
        var angle = degrees(end.y - start.y, end.x - start.x)
        if angle > 90 { angle -= 180 }
        if angle < -90 { angle += 180 }
        return (Position((start.x + end.x) / 2, (start.y + end.y) / 2), angle)
    }

    private static func point(_ run: [Position], _ lengths: [Double], at place: Double) -> Position {
        let next = lengths.firstIndex { $0 >= place } ?? lengths.count - 1
        guard next > 0 else { return run[0] }
        let span = lengths[next] - lengths[next - 1]
        let share = span > 0 ? (place - lengths[next - 1]) / span : 0
        let (a, b) = (run[next - 1], run[next])
        return Position(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
    }

    private static func distance(_ a: Position, _ b: Position) -> Double {
        ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
    }
}
