public import GeoKernels
public import GeoModel

/// An order in which to visit places on a short way.
///
/// The way starts at the north-western place, goes on to the nearest place not yet visited, and is then shortened by
/// turning stretches round (2-opt) until no turn helps. It depends on the places alone, not on their order.
public enum VisitOrder {
    /// The places in the order of the visit.
    ///
    /// - Parameters:
    ///   - places: The places; several may be the same.
    ///   - measure: How to measure on the ground.
    /// - Returns: The numbers of the places, each once, and the length of the way in straight lines.
    /// - Complexity: O(n²) for the first way, and O(n²) for each of a few rounds of turns; above 600 places turns are
    ///   sought within stretches of 60.
    public static func short(
        _ places: [Position], measure: GroundMeasure
    ) -> (order: [Int], length: Metres) {
        guard let centre = Envelope(places)?.centre else { return ([], Metres(0)) }
        let metric = measure.metric(at: centre)
        let plane = places.map { Position($0.x * metric.metresPerUnitX, $0.y * metric.metresPerUnitY) }
        var order = nearestFirst(plane)
        shorten(&order, plane)
        let length = zip(order, order.dropFirst()).reduce(0.0) { $0 + distance(plane[$1.0], plane[$1.1]) }
        return (order, Metres(length))
    }

    private static func distance(_ a: Position, _ b: Position) -> Double {
        ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
    }

    private static func nearestFirst(_ places: [Position]) -> [Int] {
        // Ties go by position and then number, so that the result does not depend on the order of input.
        var waiting = places.indices.sorted { (places[$0], $0) < (places[$1], $1) }
        guard
            let start = waiting.indices.min(by: { corner(places[waiting[$0]]) < corner(places[waiting[$1]]) })
        else { return [] }
        var order = [waiting.remove(at: start)]
        while !waiting.isEmpty {
            let here = places[order[order.count - 1]]
            let next = waiting.indices.min {
                distance(here, places[waiting[$0]]) < distance(here, places[waiting[$1]])
            }
            order.append(waiting.remove(at: next ?? 0))
        }
        return order
    }

    /// Least in the north-west.
    private static func corner(_ place: Position) -> Double { place.x - place.y }

    private static func shorten(_ order: inout [Int], _ places: [Position]) {
        let window = order.count > 600 ? 60 : order.count
        var rounds = 0
        var isShorter = true
        while isShorter && rounds < 30 {
            isShorter = false
            rounds += 1
            for first in order.indices.dropFirst() {
                for last in (first + 1)..<max(first + 1, min(order.count, first + window)) {
                    if turn(first, last, &order, places) { isShorter = true }
                }
            }
        }
    }

    /// Turns the stretch from `first` to `last` round if that is shorter by more than rounding.
    private static func turn(_ first: Int, _ last: Int, _ order: inout [Int], _ places: [Position]) -> Bool {
        let (before, start, end) = (places[order[first - 1]], places[order[first]], places[order[last]])
        var old = distance(before, start)
        var new = distance(before, end)
        if last + 1 < order.count {
            let after = places[order[last + 1]]
            old += distance(end, after)
            new += distance(start, after)
        }
        guard new < old - 1e-9 * (old + 1) else { return false }
        order[first...last].reverse()
        return true
    }
}
