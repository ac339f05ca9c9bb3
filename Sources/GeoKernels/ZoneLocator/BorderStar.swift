internal import GeoModel

/// The edges that touch a position, by direction, and the zones between them.
///
/// Small: it exists only for positions exactly on a border or in several zones.
struct BorderStar {
    let centre: Position
    /// Zones of the cell and whether the position moved by (ε, ε²) is in them; ordered by zone.
    private var zones: [(zone: Int, isEntered: Bool)] = []
    /// Edges leaving the position: another position in their direction.
    private var rays: [(zone: Int, towards: Position)] = []

    init(centre: Position) { self.centre = centre }

    /// Notes a zone; the parts of one zone come one after another.
    mutating func add(zone: Int, togglesShifted: Bool) {
        if let last = zones.last, last.zone == zone {
            zones[zones.count - 1].isEntered = last.isEntered != togglesShifted
        } else {
            zones.append((zone, togglesShifted))
        }
    }

    /// Notes the directions of an edge that contains the position; an edge without length has none.
    mutating func addIfTouching(_ a: Position, _ b: Position, zone: Int) {
        guard a != b else { return }
        if a != centre, b != centre {
            let box = Envelope(
                minX: min(a.x, b.x), minY: min(a.y, b.y), maxX: max(a.x, b.x), maxY: max(a.y, b.y))
            guard box.contains(centre), orientation(a, b, centre) == .collinear else { return }
        }
        if a != centre { rays.append((zone, a)) }
        if b != centre { rays.append((zone, b)) }
    }

    /// Turns once counterclockwise from just north of east and sees which zones fill which sectors.
    func placement(ordered precedes: (Int, Int) -> Bool) -> Placement {
        var ever = [Bool](repeating: false, count: zones.count)
        var always = [Bool](repeating: true, count: zones.count)
        var owner: Int?
        forEachSector { isEntered in
            for index in zones.indices {
                ever[index] = ever[index] || isEntered[index]
                always[index] = always[index] && isEntered[index]
            }
            owner = owner ?? best(isEntered, precedes)
        }
        let touching = zones.indices.filter { ever[$0] }.map { zones[$0].zone }.sorted(by: precedes)
        guard let owner else { return .outside }
        if ever != always { return .border(zone: owner, touching: touching) }
        return touching.count == 1 ? .inside(zone: owner) : .overlap(zone: owner, candidates: touching)
    }

    /// Some direction leads from the position into several zones at once.
    var isOverlapped: Bool {
        var found = false
        forEachSector { isEntered in found = found || isEntered.count(where: \.self) > 1 }
        return found
    }

    /// Calls a body with which zones fill each sector, in the order of `zones`.
    private func forEachSector(_ body: (_ isEntered: [Bool]) -> Void) {
        var isEntered = zones.map(\.isEntered)
        body(isEntered)
        let sorted = rays.sorted { comesBefore($0.towards, $1.towards) }
        var next = 0
        while next < sorted.count {
            let direction = sorted[next].towards
            while next < sorted.count, !comesBefore(direction, sorted[next].towards) {
                if let index = zones.firstIndex(where: { $0.zone == sorted[next].zone }) {
                    isEntered[index].toggle()
                }
                next += 1
            }
            body(isEntered)
        }
    }

    private func best(_ isEntered: [Bool], _ precedes: (Int, Int) -> Bool) -> Int? {
        zones.indices.filter { isEntered[$0] }.map { zones[$0].zone }.min(by: precedes)
    }

    /// By angle from east, exclusive, once around to east, inclusive.
    private func comesBefore(_ a: Position, _ b: Position) -> Bool {
        let (lowerA, lowerB) = (isLower(a), isLower(b))
        if lowerA != lowerB { return lowerB }
        return orientation(centre, a, b) == .counterclockwise
    }

    private func isLower(_ a: Position) -> Bool {
        a.y < centre.y || (a.y == centre.y && a.x > centre.x)
    }
}
