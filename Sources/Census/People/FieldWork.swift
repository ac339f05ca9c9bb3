public import GeoKernels
public import GeoModel

/// How long field work takes; the office's own figures, to be changed.
public struct WorkRates: Hashable, Sendable {
    /// Minutes for one unit, once there; where zones were drawn by another workload, for one of that.
    public let minutesPerUnit: Double
    /// Minutes for one kilometre of way.
    public let minutesPerKilometre: Double

    /// Makes rates.
    public init(minutesPerUnit: Double = 40, minutesPerKilometre: Double = 4) {
        self.minutesPerUnit = minutesPerUnit
        self.minutesPerKilometre = minutesPerKilometre
    }
}

/// A zone as work.
public struct ZoneWork: Hashable, Sendable {
    /// The zone.
    public let code: String
    /// Its name.
    public let name: String
    /// How many units it has.
    public let units: Int
    /// How much work it is: the workload that the zones were drawn by, or else the units.
    public let workload: Double
    /// The hours it takes: the work, and the way between the units.
    public let hours: Double
    /// A place inside it.
    public let place: Position
}

/// Zones as work for people.
public struct FieldWork: Sendable {
    /// The zones, in the order of codes.
    public let zones: [ZoneWork]
    /// For each zone those beside it.
    public let neighbours: [Set<Int>]
    /// The rates.
    public let rates: WorkRates
    private let metric: LocalMetric

    /// Measures the work of zones.
    ///
    /// The way between n units spread over an area A is taken as 0.7124 √(nA), as the shortest round through many random
    /// places has it (Beardwood, Halton and Hammersley 1959; constant after Johnson, McGeoch and Rothberg 1996).
    ///
    /// - Parameters:
    ///   - zones: The zones.
    ///   - units: Where the units are.
    ///   - workloads: What zones weigh by the workload that they were drawn by, by code; of a zone without, units count.
    ///   - rates: How long work takes.
    ///   - measure: How to measure on the ground.
    public init(
        _ zones: [KeptZone], units: [Position], workloads: [String: Double] = [:], rates: WorkRates,
        measure: GroundMeasure
    ) {
        let zones = zones.sorted { $0.code < $1.code }
        let table = PolygonTable(zones.map(\.area))
        var counts = [Int](repeating: 0, count: zones.count)
        for zone in ZoneLocator(table).locate(units).zones where zone >= 0 { counts[Int(zone)] += 1 }
        self.zones = zones.indices.map { zone in
            let area = measure.area(of: zones[zone].area).value / 1e6
            let way = 0.7124 * (Double(counts[zone]) * area).squareRoot()
            let workload = workloads[zones[zone].code] ?? Double(counts[zone])
            let minutes = workload * rates.minutesPerUnit + way * rates.minutesPerKilometre
            return ZoneWork(
                code: zones[zone].code, name: zones[zone].name, units: counts[zone], workload: workload,
                hours: minutes / 60, place: InteriorPosition.of(zones[zone].area) ?? Position(0, 0))
        }
        let describer = BorderDescriber(table, features: [], measure: measure)
        neighbours = zones.indices.map { Set(describer.describe($0).neighbours.map(\.zone)) }
        self.rates = rates
        metric = measure.metric(at: Envelope(table.positions)?.centre ?? Position(0, 0))
    }

    /// Gives the zones to enumerators.
    ///
    /// - Returns: For each zone the numbers of its enumerators, and the hours of each enumerator.
    public func allot(to people: [CensusPerson]) -> (ofZone: [[Int]], hours: [Double]) {
        let items = zones.map { WorkItem(code: $0.code, hours: $0.hours, place: plane($0.place)) }
        let allotment = WorkAllotment(
            items, neighbours: neighbours, workers: workers(people),
            hoursPerKilometre: rates.minutesPerKilometre / 60)
        return (allotment.workersOfItem, allotment.hours)
    }

    /// Gives enumerators, each with some zones, to supervisors: alike many, near each other.
    ///
    /// - Parameters:
    ///   - zonesOf: For each enumerator the numbers of the zones.
    ///   - supervisors: The supervisors.
    /// - Returns: For each enumerator the number of the supervisor; `nil` when none may work there or there is no zone.
    public func allot(enumeratorsWith zonesOf: [[Int]], to supervisors: [CensusPerson]) -> [Int?] {
        let busy = zonesOf.indices.filter { !zonesOf[$0].isEmpty }
        let items = busy.map { person in
            let own = zonesOf[person]
            let places = own.map { plane(zones[$0].place) }
            let middle = Position(
                places.reduce(0) { $0 + $1.x } / Double(places.count),
                places.reduce(0) { $0 + $1.y } / Double(places.count))
            return WorkItem(code: zones[own[0]].code, hours: 8, place: middle)
        }
        let beside = busy.map { person -> Set<Int> in
            let around = zonesOf[person].reduce(into: Set<Int>()) { $0.formUnion(neighbours[$1]) }
            return Set(
                busy.indices.filter { busy[$0] != person && !around.isDisjoint(with: zonesOf[busy[$0]]) })
        }
        let allotment = WorkAllotment(
            items, neighbours: beside, workers: workers(supervisors),
            hoursPerKilometre: rates.minutesPerKilometre / 60)
        var result = [Int?](repeating: nil, count: zonesOf.count)
        for (item, person) in busy.enumerated() { result[person] = allotment.workersOfItem[item].first }
        return result
    }

    /// The hours of some zones for one person, way between them included.
    public func hours(of own: [(zone: Int, sharedBy: Int)], person: CensusPerson) -> Double {
        let items = own.map {
            WorkItem(
                code: zones[$0.zone].code, hours: zones[$0.zone].hours / Double(max($0.sharedBy, 1)),
                place: plane(zones[$0.zone].place))
        }
        let anywhere = Worker(home: person.home.map(plane))
        return WorkAllotment(
            items, neighbours: items.map { _ in [] }, workers: [anywhere],
            hoursPerKilometre: rates.minutesPerKilometre / 60
        ).hours.first ?? 0
    }

    private func plane(_ position: Position) -> Position {
        Position(position.x * metric.metresPerUnitX / 1000, position.y * metric.metresPerUnitY / 1000)
    }

    /// Those whose hours nobody has said are taken to have as many as the others have on average.
    private func workers(_ people: [CensusPerson]) -> [Worker] {
        let known = people.compactMap(\.capacity).filter { $0 > 0 }
        let mean = known.isEmpty ? 1 : known.reduce(0, +) / Double(known.count)
        return people.map { person in
            let hours = person.capacity ?? mean
            return Worker(
                prefix: person.divisionPrefix, share: (hours > 0 ? hours : mean) / mean,
                home: person.home.map(plane))
        }
    }
}
