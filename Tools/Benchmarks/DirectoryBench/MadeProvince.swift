import Census
import GeoKernels
import GeoModel

/// A made province: counties of square zones with bent borders, offices over them, and units in the zones.
///
/// Ten by ten counties in ten cities. Every twentieth county is run by the province; in every tenth a town is a
/// functional zone below the province. So the tree of offices is not that of the codes. Codes begin with 99, which
/// no province has.
struct MadeProvince {
    /// Zones along each side of a county.
    let side: Int
    /// Units of the province.
    let unitCount: Int
    let seed: UInt64
    private static let corner = Position(112, 30)

    /// Degrees along each side of a zone: the province is 5 degrees wide whatever the number of its zones.
    private var cell: Double { 0.5 / Double(side) }

    var zoneCount: Int { 100 * side * side }

    // MARK: Offices

    static func isRunByProvince(_ county: Int) -> Bool { county % 20 == 7 }
    static func hasFunctionalZone(_ county: Int) -> Bool { county % 10 == 3 }

    static func cityCode(_ county: Int) -> String { "99" + padded(county / 10 + 1, 2) }
    static func countyCode(_ county: Int) -> String { cityCode(county) + padded(county % 10 + 21, 2) }

    var offices: [Organisation] {
        let top = Organisation(code: "99", name: "省普查办", level: .province, parent: nil, divisions: ["99"])
        let cities = (0..<10).map { city in
            let code = Self.cityCode(city * 10)
            return Organisation(
                code: code, name: "第\(city + 1)市", level: .city, parent: "99", divisions: [code])
        }
        return [top] + cities + (0..<100).flatMap(offices(of:))
    }

    private func offices(of county: Int) -> [Organisation] {
        let code = Self.countyCode(county)
        let above = Self.isRunByProvince(county) ? "99" : Self.cityCode(county)
        let own = Organisation(
            code: code, name: "第\(county + 1)县", level: .county, parent: above, divisions: [code])
        guard Self.hasFunctionalZone(county) else { return [own] }
        return [
            own,
            Organisation(
                code: Self.cityCode(county) + padded(county % 10 + 71, 2), name: "第\(county + 1)开发区",
                level: .county, parent: "99", isFunctionalZone: true, divisions: [code + "101"]),
        ]
    }

    // MARK: Zones

    /// The zone of a county by its row and column there; a row of zones is a town.
    func zoneCode(_ county: Int, _ row: Int, _ column: Int) -> String {
        Self.countyCode(county) + padded(101 + row, 3) + padded(201 + column, 3) + "001"
    }

    /// The outline of the zone in a column and row of the whole province's lattice; neighbours share vertices.
    ///
    /// Lattice corners in `moved` lie elsewhere than they did: a later edition of the zones.
    func outline(_ x: Int, _ y: Int, moved: Set<Lattice> = []) -> MultiPolygon {
        let corners = [Lattice(x, y), Lattice(x + 1, y), Lattice(x + 1, y + 1), Lattice(x, y + 1)]
        var ring: [Position] = []
        for side in 0..<4 { ring += edge(corners[side], corners[(side + 1) % 4], moved) }
        ring.append(ring[0])
        return MultiPolygon([Polygon(rings: [LinearRing(unchecked: ring)])])
    }

    struct Lattice: Hashable {
        let x: Int
        let y: Int
        init(_ x: Int, _ y: Int) { (self.x, self.y) = (x, y) }
    }

    /// The edge's vertices without its end; the same, backwards, for the neighbour.
    private func edge(_ a: Lattice, _ b: Lattice, _ moved: Set<Lattice>) -> [Position] {
        guard (a.x, a.y) < (b.x, b.y) else {
            let back = edge(b, a, moved)
            return [place(a, moved)] + back.dropFirst().reversed()
        }
        let (from, to) = (place(a, moved), place(b, moved))
        var random = noise(a.x * 3 + b.x, a.y * 3 + b.y, 5)
        let bends = (1...3).map { step in
            let share = Double(step) / 4
            let bend = random.number(in: -0.05...0.05)
            return Position(
                from.x + (to.x - from.x) * share - (to.y - from.y) * bend,
                from.y + (to.y - from.y) * share + (to.x - from.x) * bend)
        }
        return [from] + bends
    }

    private func place(_ corner: Lattice, _ moved: Set<Lattice>) -> Position {
        var random = noise(corner.x, corner.y, moved.contains(corner) ? 2 : 1)
        return Position(
            Self.corner.x + cell * (Double(corner.x) + random.number(in: -0.25...0.25)),
            Self.corner.y + cell * (Double(corner.y) + random.number(in: -0.25...0.25)))
    }

    private func noise(_ x: Int, _ y: Int, _ salt: UInt64) -> SplitMix64 {
        SplitMix64(seed: seed &* 31 &+ salt &+ UInt64(x) &* 0x9E37_79B9 &+ UInt64(y) &* 0x85EB_CA6B_27D4)
    }

    // MARK: Units

    /// A unit's county, its zone's row and column there, and its position.
    func unit(_ number: Int) -> (county: Int, row: Int, column: Int, position: Position) {
        var random = noise(number, number / 7, 11)
        // The lesser of two uniforms: some counties have many units, some few.
        let county = min(random.index(below: 100), random.index(below: 100))
        let (row, column) = (random.index(below: side), random.index(below: side))
        let (x, y) = (county % 10 * side + column, county / 10 * side + row)
        return (
            county, row, column,
            Position(
                Self.corner.x + cell * (Double(x) + random.unit()),
                Self.corner.y + cell * (Double(y) + random.unit()))
        )
    }
}

func padded(_ number: Int, _ width: Int) -> String {
    let digits = "\(number)"
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
