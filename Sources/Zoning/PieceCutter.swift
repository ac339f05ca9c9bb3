internal import GeoModel

/// Does the work of `BlockSplitter`: recursive cuts with a few alternatives at each.
struct PieceCutter {
    private struct Piece {
        var area: MultiPolygon
        var units: [Int]
    }

    private struct Candidate {
        let first: Polygon
        let second: Polygon
        let firstUnits: [Int]
        let secondUnits: [Int]
        let firstCount: Int
        let ends: [InsertedVertex]
        let cost: Double
    }

    private let units: [WeightedPoint]
    private let weights: WholeWeights
    private var pieces: [Piece] = []
    private var inserted: [InsertedVertex] = []
    private var budget = 400
    private var isExact = true

    private let guides: [LineString]

    init(units: [WeightedPoint], weights: WholeWeights, guides: [LineString]) {
        self.units = units
        self.guides = guides
        self.weights = weights
    }

    private func weight(_ units: [Int]) -> Int { units.reduce(0) { $0 + weights.values[$1] } }

    /// Cuts the heaviest part of an area; the other parts become pieces or go with the nearest.
    ///
    /// Unless `isExact`, what can be cut no further but is light enough stays one piece where several were meant.
    mutating func cut(_ area: MultiPolygon, count: Int, isExact: Bool = true) -> BlockSplit? {
        self.isExact = isExact
        budget += 8 * count
        let parts = unitsOfParts(area)
        let shares = shares(parts.map(weight), count: count)
        var loose: [Int] = []
        for (place, polygon) in area.polygons.enumerated() {
            if shares[place] == 0 {
                loose.append(place)
            } else if !divide(polygon, parts[place], count: shares[place]) {
                return nil
            }
        }
        for place in loose { attach(area.polygons[place], parts[place]) }
        guard pieces.allSatisfy({ (weights.minimum...weights.maximum).contains(weight($0.units)) }) else {
            return nil
        }
        return finish(area)
    }

    /// Vertices on lines that were inside the area are its own matter; the others concern neighbours.
    private mutating func finish(_ area: MultiPolygon) -> BlockSplit {
        var outline = area
        var border: [InsertedVertex] = []
        for vertex in inserted {
            let (longer, isOnBorder) = vertex.inserted(into: outline)
            if isOnBorder {
                outline = longer
                border.append(vertex)
            }
        }
        var pieceOfUnit = [Int](repeating: 0, count: units.count)
        for (number, piece) in pieces.enumerated() {
            for unit in piece.units { pieceOfUnit[unit] = number }
        }
        return BlockSplit(
            pieces: pieces.map(\.area), pieceOfUnit: pieceOfUnit, borderVertices: border, failure: nil)
    }

    /// The units of each part; those in none go with the nearest part's box.
    private func unitsOfParts(_ area: MultiPolygon) -> [[Int]] {
        var parts = [[Int]](repeating: [], count: area.polygons.count)
        for unit in units.indices {
            let position = units[unit].position
            let inside = area.polygons.firstIndex { polygon in
                polygon.exterior.map { PolygonCut.contains(Array($0.positions.dropLast()), position) }
                    ?? false
            }
            let place =
                inside
                ?? area.polygons.indices.min { a, b in
                    Self.distance(position, area.polygons[a]) < Self.distance(position, area.polygons[b])
                }
            if let place { parts[place].append(unit) }
        }
        return parts
    }

    private static func distance(_ position: Position, _ polygon: Polygon) -> Double {
        guard let box = polygon.envelope else { return .infinity }
        let dx = max(box.minX - position.x, 0, position.x - box.maxX)
        let dy = max(box.minY - position.y, 0, position.y - box.maxY)
        return dx * dx + dy * dy
    }

    /// How many pieces each part is cut into; the heaviest takes what is left, and one at least.
    private func shares(_ loads: [Int], count: Int) -> [Int] {
        var shares = loads.map { max($0 >= max(weights.minimum, 1) ? 1 : 0, 0) }
        let total = max(loads.reduce(0, +), 1)
        guard let heaviest = loads.indices.max(by: { (loads[$0], $1) < (loads[$1], $0) }) else {
            return shares
        }
        for part in loads.indices where part != heaviest && shares[part] > 0 {
            shares[part] = max(1, Int((Double(loads[part]) * Double(count) / Double(total)).rounded()))
        }
        let others = shares.indices.reduce(0) { $1 == heaviest ? $0 : $0 + shares[$1] }
        shares[heaviest] = max(1, count - others)
        return shares
    }

    private mutating func attach(_ polygon: Polygon, _ extra: [Int]) {
        guard let centre = polygon.envelope?.centre else { return }
        let load = weight(extra)
        let nearest = pieces.indices.min { a, b in
            let fits = (
                weight(pieces[a].units) + load <= weights.maximum,
                weight(pieces[b].units) + load <= weights.maximum
            )
            if fits.0 != fits.1 { return fits.0 }
            return reach(a, centre) < reach(b, centre)
        }
        if let nearest {
            pieces[nearest].area = MultiPolygon(pieces[nearest].area.polygons + [polygon])
            pieces[nearest].units += extra
        } else {
            pieces.append(Piece(area: MultiPolygon([polygon]), units: extra))
        }
    }

    private func reach(_ piece: Int, _ centre: Position) -> Double {
        pieces[piece].area.polygons.map { Self.distance(centre, $0) }.min() ?? .infinity
    }

    private mutating func divide(_ polygon: Polygon, _ inside: [Int], count: Int) -> Bool {
        guard count > 1 else {
            pieces.append(Piece(area: MultiPolygon([polygon]), units: inside))
            return (weights.minimum...weights.maximum).contains(weight(inside)) || count == 1
        }
        for candidate in candidates(polygon, inside, count: count).prefix(4) {
            guard budget > 0 else { return false }
            budget -= 1
            let before = (pieces, inserted)
            insert(candidate.ends)
            if divide(updated(candidate.first), candidate.firstUnits, count: candidate.firstCount)
                && divide(
                    updated(candidate.second), candidate.secondUnits, count: count - candidate.firstCount)
            {
                return true
            }
            (pieces, inserted) = before
        }
        guard !isExact, (weights.minimum...weights.maximum).contains(weight(inside)) else { return false }
        pieces.append(Piece(area: MultiPolygon([polygon]), units: inside))
        return true
    }

    /// A piece waiting to be cut may have received ends of cuts made meanwhile on its other side.
    private func updated(_ polygon: Polygon) -> Polygon {
        var area = MultiPolygon([polygon])
        for vertex in inserted { area = vertex.inserted(into: area).area }
        return area.polygons.first ?? polygon
    }

    /// Puts the ends of a cut into the pieces already made on the other side of the edges they lie on.
    private mutating func insert(_ ends: [InsertedVertex]) {
        inserted += ends
        for vertex in ends {
            for piece in pieces.indices {
                pieces[piece].area = vertex.inserted(into: pieces[piece].area).area
            }
        }
    }

    private func candidates(_ polygon: Polygon, _ inside: [Int], count: Int) -> [Candidate] {
        var found: [Candidate] = []
        for direction in 0..<Widths.count {
            let cut = PolygonCut(polygon, normal: (Widths.cosines[direction], Widths.sine(direction)))
            for offset in offsets(cut, inside, count: count) {
                for path in cut.straightPaths(at: offset) {
                    if let candidate = candidate(cut, path, inside, count: count) { found.append(candidate) }
                }
            }
        }
        found += guided(polygon, inside, count: count)
        return found.enumerated().sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }.map(
            \.element)
    }

    /// Cuts along visible features; one of them is taken before a straight cut that is a little better.
    private func guided(_ polygon: Polygon, _ inside: [Int], count: Int) -> [Candidate] {
        guard let box = polygon.envelope, !guides.isEmpty else { return [] }
        let cut = PolygonCut(polygon, normal: (1, 0))
        return guides.filter { $0.envelope?.intersects(box) == true }.flatMap { guide in
            cut.paths(along: guide).compactMap { candidate(cut, $0, inside, count: count, bonus: 1) }
        }
    }

    /// Offsets between units near the shares of weight that suit each number of pieces below.
    private func offsets(_ cut: PolygonCut, _ inside: [Int], count: Int) -> [Double] {
        let sorted = inside.map { (cut.height(units[$0].position), weights.values[$0]) }.sorted {
            $0.0 < $1.0
        }
        let total = Double(sorted.reduce(0) { $0 + $1.1 })
        // Units in a row across the cut differ by rounding alone; a line between them would run through them, and which
        // side each lies on would be chance.
        let span = (sorted.last?.0 ?? 0) - (sorted.first?.0 ?? 0)
        let boundaries = sorted.indices.dropFirst().filter { sorted[$0].0 - sorted[$0 - 1].0 > 1e-9 * span }
        var offsets: [Double] = []
        for left in Set([count / 2, count - count / 2]).sorted() {
            let wanted = total * Double(left) / Double(count)
            var sum = 0.0
            var place = 0
            while place < sorted.count && sum + Double(sorted[place].1) / 2 < wanted {
                sum += Double(sorted[place].1)
                place += 1
            }
            // Units at one place are passed over whole, to both sides.
            let next = boundaries.firstIndex { $0 >= place } ?? boundaries.count
            for turn in max(next - 2, 0)..<min(next + 3, max(boundaries.count, max(next - 2, 0))) {
                let above = boundaries[turn]
                offsets.append(sorted[above - 1].0 + (sorted[above].0 - sorted[above - 1].0) / 2)
            }
        }
        return offsets
    }

    private func candidate(
        _ cut: PolygonCut, _ path: PolygonCut.Path, _ inside: [Int], count: Int, bonus: Double = 0
    ) -> Candidate? {
        guard let (first, second) = cut.pieces(path) else { return nil }
        let shells = [first, second].map { Array(($0.exterior?.positions ?? []).dropLast()) }
        var firstUnits: [Int] = []
        var secondUnits: [Int] = []
        for unit in inside {
            if isNearer(units[unit].position, to: shells[0], than: shells[1]) {
                firstUnits.append(unit)
            } else {
                secondUnits.append(unit)
            }
        }
        let loads = (Double(weight(firstUnits)), Double(weight(secondUnits)))
        let mean = (loads.0 + loads.1) / Double(count)
        guard mean > 0 else { return nil }
        let firstCount = min(max(Int((loads.0 / mean).rounded()), 1), count - 1)
        let rest = Double(count - firstCount)
        let range = Double(weights.minimum)...Double(weights.maximum)
        guard range.contains(loads.0 / Double(firstCount)), range.contains(loads.1 / rest) else { return nil }
        let imbalance = abs(loads.0 / Double(firstCount) - loads.1 / rest) / mean
        let length = path.middles.indices.reduce(0.0) { sum, number in
            let stretch = path.stretch(number)
            return zip(stretch, stretch.dropFirst()).reduce(sum) { $0 + Self.length($1.0, $1.1) }
        }
        let size = (PolygonCut.twiceArea(shells[0]) + PolygonCut.twiceArea(shells[1])).squareRoot()
        return Candidate(
            first: first, second: second, firstUnits: firstUnits, secondUnits: secondUnits,
            firstCount: firstCount, ends: ends(cut, path.crossings),
            cost: imbalance + length / max(size, 1e-300) - bonus)
    }

    private static func length(_ a: Position, _ b: Position) -> Double {
        ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
    }

    /// A unit goes with the piece it lies in; one in neither, with the nearer vertex.
    private func isNearer(_ unit: Position, to first: [Position], than second: [Position]) -> Bool {
        if PolygonCut.contains(first, unit) { return true }
        if PolygonCut.contains(second, unit) { return false }
        func reach(_ ring: [Position]) -> Double { ring.map { Self.length($0, unit) }.min() ?? .infinity }
        return reach(first) < reach(second)
    }

    private func ends(_ cut: PolygonCut, _ run: [PolygonCut.Crossing]) -> [InsertedVertex] {
        run.map { crossing in
            let ring = cut.rings[crossing.ring]
            return InsertedVertex(
                from: ring[crossing.edge], to: ring[(crossing.edge + 1) % ring.count],
                position: crossing.position)
        }
    }
}
