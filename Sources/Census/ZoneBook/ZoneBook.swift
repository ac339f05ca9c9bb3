public import GeoKernels
public import GeoModel

/// A zone as a book shows it.
public struct BookZone: Hashable, Sendable {
    /// The code.
    public let code: String
    /// The name.
    public let name: String
    /// The code of the level above, such as the town; empty when unknown.
    public let parent: String
    /// The area in the book's reference.
    public let area: MultiPolygon

    /// Makes a zone.
    public init(code: String, name: String, parent: String, area: MultiPolygon) {
        self.code = code
        self.name = name
        self.parent = parent
        self.area = area
    }
}

/// A unit as a book lists it.
public struct BookUnit: Hashable, Sendable {
    /// The unit's code, for the list.
    public let code: String
    /// Its name.
    public let name: String
    /// Its kind, in the words of the source.
    public let kind: String
    /// Its address.
    public let address: String
    /// Where it is; `nil` when nobody knows.
    public let position: Position?

    /// Makes a unit.
    public init(code: String, name: String, kind: String, address: String, position: Position?) {
        self.code = code
        self.name = name
        self.kind = kind
        self.address = address
        self.position = position
    }
}

/// What one zone's page tells.
public struct ZoneBookPage: Sendable {
    /// The zone's number among the book's.
    public let zone: Int
    /// Its area.
    public let area: SquareMetres
    /// The borders.
    public let borders: BorderDescription
    /// Its units in a short order of visit; a unit's place in this list is its number on the map.
    public let units: [Int]
    /// The length of that visit in straight lines from unit to unit.
    public let visit: Metres
    /// How many units there are of each kind: the most frequent first.
    public let kinds: [(kind: String, count: Int)]
}

/// What the zones of an office are, place by place, for those who go there.
public struct ZoneBook: Sendable {
    /// The zones, in the order of their pages.
    public let zones: [BookZone]
    /// The units.
    public let units: [BookUnit]
    /// What borders follow.
    public let features: [VisibleFeature]
    /// A page for each zone.
    public let pages: [ZoneBookPage]
    /// Units in no zone, or without a usable position: they stand on no page.
    public let strays: [Int]
    /// How to measure.
    public let measure: GroundMeasure

    /// Writes the pages.
    ///
    /// Each unit stands on the page of exactly one zone, or among the strays.
    ///
    /// - Parameters:
    ///   - zones: The zones; pages follow the order of their codes.
    ///   - units: The units.
    ///   - features: What borders follow, in the order in which they are preferred.
    ///   - within: How far beside a feature a border still follows it.
    ///   - measure: How to measure on the ground in the zones' reference.
    /// - Complexity: O(v + u log v), and the squares of the units of each zone for the order of visit.
    public init(
        zones: [BookZone], units: [BookUnit], features: [VisibleFeature], within: Metres = Metres(15),
        measure: GroundMeasure
    ) {
        let sorted = zones.sorted { $0.code < $1.code }
        self.zones = sorted
        self.units = units
        self.features = features
        self.measure = measure
        let table = PolygonTable(sorted.map(\.area))
        let describer = BorderDescriber(table, features: features, within: within, measure: measure)
        let placed = ZoneLocator(table).locate(units.map { $0.position ?? Position(.nan, .nan) })
        var unitsOfZone = [[Int]](repeating: [], count: sorted.count)
        var strays: [Int] = []
        for (unit, zone) in placed.zones.enumerated() {
            if zone >= 0 { unitsOfZone[Int(zone)].append(unit) } else { strays.append(unit) }
        }
        self.strays = strays
        pages = sorted.indices.map { zone in
            let inside = unitsOfZone[zone]
            let visit = VisitOrder.short(inside.compactMap { units[$0].position }, measure: measure)
            let kinds = Dictionary(grouping: inside) { units[$0].kind }
            return ZoneBookPage(
                zone: zone, area: measure.area(of: sorted[zone].area), borders: describer.describe(zone),
                units: visit.order.map { inside[$0] }, visit: visit.length,
                kinds: kinds.map { ($0.key, $0.value.count) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) })
        }
    }
}
