internal import GeoKernels
public import GeoModel
internal import Zoning

/// A zone that an office keeps: its code, name, town and ground.
public struct KeptZone: Hashable, Sendable {
    /// The code.
    public var code: String
    /// The name.
    public var name: String
    /// The code of the town; empty when unknown.
    public var town: String
    /// The ground.
    public var area: MultiPolygon

    /// Makes a zone.
    public init(code: String, name: String, town: String, area: MultiPolygon) {
        self.code = code
        self.name = name
        self.town = town
        self.area = area
    }
}

/// A village or community with its ground.
public struct VillageArea: Hashable, Sendable {
    /// Its twelve digits.
    public let code: String
    /// Its name.
    public let name: String
    /// The code of its town; empty when unknown.
    public let town: String
    /// Its ground.
    public let area: MultiPolygon

    /// Makes a village.
    public init(code: String, name: String, town: String, area: MultiPolygon) {
        self.code = code
        self.name = name
        self.town = town
        self.area = area
    }
}

/// A plan of zones taken in as the office's zones: with codes, names and the lineage from the zones before.
///
/// A zone that was drawn with a code belongs to the village that the code names, as long as it has any of it, and keeps the
/// code unless it was given before: who drew the zones has settled which village each is numbered under. Any other zone
/// belongs to the village that most of its units are in. One that goes on stays with its village as long as it has
/// any of it. What a new zone takes over from an old one is counted in
/// units, and where no unit tells, by the villages' middles. Old codes, names and codes retired long ago follow the rules of
/// `ZoneCodes` and `ZoneRegister`.
public struct ZoneAdoption: Sendable {
    /// A zone of the plan.
    public struct Drawn: Hashable, Sendable {
        /// The code it was drawn with; it is kept where the rules allow.
        public let code: String
        /// The town it was drawn in; empty when unknown.
        public let town: String
        /// The ground.
        public let area: MultiPolygon

        /// Makes a zone of a plan.
        public init(code: String, town: String, area: MultiPolygon) {
            self.code = code
            self.town = town
            self.area = area
        }
    }

    /// Why a plan cannot be taken in.
    public enum Refusal: Error, Hashable, Sendable {
        /// No village holds the zone, and its code names none.
        case noVillage(row: Int?, code: String)
        /// A village's serials are used up.
        case register(ZoneRegister.Refusal)
    }

    /// The zones with their codes and names, in the order of codes.
    public let zones: [KeptZone]
    /// The register afterwards.
    public let register: ZoneRegister
    /// What happened to each zone that is not just as before.
    public let events: [ZoneEvent]

    /// Takes a plan in.
    ///
    /// - Parameters:
    ///   - plan: The zones drawn.
    ///   - old: The zones in use until now.
    ///   - villages: The villages; without any a zone's own code tells its village.
    ///   - units: Where the units are.
    ///   - register: The codes ever given.
    ///   - continuesOld: The plan was drawn from the old zones, and a zone with the code of one goes on from it.
    ///   - attribution: Who takes it in, why and when.
    /// - Throws: `Refusal`.
    /// - Complexity: O(v + u log v) in vertices and units.
    public init(
        _ plan: [Drawn], replacing old: [KeptZone], villages: [VillageArea], units: [Position],
        register: ZoneRegister, continuesOld: Bool = false, by attribution: Attribution
    ) throws(Refusal) {
        let count = ZoneOverlaps(
            plan: plan, old: old, villages: villages, units: units,
            trustsCodes: old.isEmpty || continuesOld)
        let heads = try Self.heads(plan, villages, count)
        let codes: ZoneCodes
        do throws(ZoneCodes.Failure) {
            let zones = plan.indices.map { zone in
                ZoneCodes.Zone(
                    parent: heads[zone].code,
                    position: InteriorPosition.of(plan[zone].area) ?? Position(0, 0),
                    sources: count.sources[zone], workload: count.workloads[zone],
                    wanted: plan[zone].code)
            }
            codes = try ZoneCodes(
                zones, everUsed: register.everUsed, previous: count.previous,
                serialWidth: register.serialWidth, wantsFirst: continuesOld)
        } catch {
            throw Self.refusal(error, width: register.serialWidth)
        }
        var book = AdoptionBook(register: register, old: old, by: attribution)
        book.follow(codes.lineage)
        zones = book.enter(
            plan.indices.map { (codes.assignments[$0].code, heads[$0], plan[$0]) })
        self.register = book.register
        events = book.events
    }

    private static func refusal(_ failure: ZoneCodes.Failure, width: Int) -> Refusal {
        switch failure {
        case .serialsExhausted(let parent, let width):
            .register(.serialsExhausted(village: parent, width: width))
        case .malformedParent(let code): .noVillage(row: nil, code: code)
        }
    }

    private static func heads(
        _ plan: [Drawn], _ villages: [VillageArea], _ count: ZoneOverlaps
    ) throws(Refusal) -> [VillageArea] {
        var heads: [VillageArea] = []
        for (row, zone) in plan.enumerated() {
            if let village = count.head[row] {
                heads.append(villages[village])
                continue
            }
            let digits = zone.code.prefix(12)
            guard digits.utf8.count == 12, digits.utf8.allSatisfy({ 48...57 ~= $0 }) else {
                throw .noVillage(row: row + 1, code: zone.code)
            }
            heads.append(VillageArea(code: String(digits), name: "", town: zone.town, area: zone.area))
        }
        return heads
    }
}

/// How much of each old zone and village a new zone has.
struct ZoneOverlaps {
    /// For each new zone what it takes over from old zones.
    private(set) var sources: [[String: Double]]
    private(set) var workloads: [Double]
    /// The village that most of a new zone is in.
    private(set) var head: [Int?]
    /// The workload of each old zone.
    private(set) var previous: [String: Double]

    /// A unit outweighs all middles together.
    private static let middle = 1e-6

    init(
        plan: [ZoneAdoption.Drawn], old: [KeptZone], villages: [VillageArea], units: [Position],
        trustsCodes: Bool
    ) {
        let villageMiddles = villages.compactMap { InteriorPosition.of($0.area) }
        let middles = villageMiddles + old.compactMap { InteriorPosition.of($0.area) }
        // A zone's own middle speaks only where nothing else does: it may lie anywhere, on a border too.
        let last = plan.map { InteriorPosition.of($0.area) ?? Position(.nan, .nan) }
        let points = units + middles + last
        let new = ZoneLocator(PolygonTable(plan.map(\.area))).locate(points).zones
        let before = ZoneLocator(PolygonTable(old.map(\.area))).locate(points).zones
        let inVillage = ZoneLocator(PolygonTable(villages.map(\.area))).locate(points).zones
        sources = Array(repeating: [:], count: plan.count)
        workloads = Array(repeating: 0, count: plan.count)
        previous = Dictionary(old.map { ($0.code, 0) }) { first, _ in first }
        var shares = [[Int: Double]](repeating: [:], count: plan.count)
        for point in points.indices {
            let isLast = point >= units.count + middles.count
            let weight = point < units.count ? 1 : Self.middle
            let oldCode = before[point] >= 0 ? old[Int(before[point])].code : nil
            if let oldCode, !isLast { previous[oldCode, default: 0] += weight }
            guard new[point] >= 0 else { continue }
            let zone = Int(new[point])
            workloads[zone] += weight
            if let oldCode, !isLast || sources[zone].isEmpty { sources[zone][oldCode, default: 0] += weight }
            let tellsVillage = point < units.count + villageMiddles.count || isLast && shares[zone].isEmpty
            if inVillage[point] >= 0, tellsVillage {
                shares[zone][Int(inVillage[point]), default: 0] += weight
            }
        }
        let named = trustsCodes ? VillageNamed.villages(plan, villages) : plan.map { _ in nil }
        head = zip(named, zip(shares, sources)).map { named, own in
            named ?? Self.head(of: own.0, from: own.1, villages)
        }
    }

    /// A zone that goes on stays with its village as long as it has any of it; any other is where most of it is.
    private static func head(
        of share: [Int: Double], from sources: [String: Double], _ villages: [VillageArea]
    ) -> Int? {
        let goesOn = sources.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key.prefix(12)
        if let same = share.keys.first(where: { villages[$0].code == goesOn ?? "" }) { return same }
        return share.max { ($0.value, villages[$1.key].code) < ($1.value, villages[$0.key].code) }?.key
    }
}

/// The villages that zones' codes name, where the zones have any of them.
private enum VillageNamed {
    static func villages(_ plan: [ZoneAdoption.Drawn], _ villages: [VillageArea]) -> [Int?] {
        let numbers = Dictionary(villages.enumerated().map { ($1.code, $0) }) { first, _ in first }
        let zones = ZoneLocator(PolygonTable(plan.map(\.area)))
        let grounds = ZoneLocator(PolygonTable(villages.map(\.area)))
        return plan.indices.map { zone in
            guard let village = numbers[String(plan[zone].code.prefix(12))] else { return nil }
            let places = Self.places(plan[zone].area, villages[village].area)
            let own = zip(zones.locate(places).zones, grounds.locate(places).zones)
            return own.contains { Int($0) == zone && Int($1) == village } ? village : nil
        }
    }

    /// Places that tell whether two areas have ground in common: the middle of each, and a net over what their boxes share.
    private static func places(_ a: MultiPolygon, _ b: MultiPolygon) -> [Position] {
        let middles = [InteriorPosition.of(a), InteriorPosition.of(b)].compactMap(\.self)
        guard let a = a.envelope, let b = b.envelope else { return middles }
        let (west, east) = (max(a.minX, b.minX), min(a.maxX, b.maxX))
        let (south, north) = (max(a.minY, b.minY), min(a.maxY, b.maxY))
        guard west < east, south < north else { return [] }
        let steps = 24
        return middles
            + (0..<steps * steps).map { place in
                Position(
                    west + (east - west) * (Double(place % steps) + 0.5) / Double(steps),
                    south + (north - south) * (Double(place / steps) + 0.5) / Double(steps))
            }
    }
}

/// Writes down what an adoption does to the register.
private struct AdoptionBook {
    private(set) var register: ZoneRegister
    private(set) var events: [ZoneEvent] = []
    private let old: [String: KeptZone]
    private let attribution: Attribution

    init(register: ZoneRegister, old: [KeptZone], by attribution: Attribution) {
        self.register = register
        self.old = Dictionary(old.map { ($0.code, $0) }) { first, _ in first }
        self.attribution = attribution
    }

    mutating func follow(_ lineage: [ZoneLineage]) {
        for record in lineage {
            switch record {
            case .kept: break
            case .changed(let code): add(.changed, [code], [code])
            case .split(let code, let into): add(.split, [code], into)
            case .merged(let codes, let into): add(.merged, codes, [into])
            case .created(let code): add(.created, [], [code])
            case .ended(let code): add(.ended, [code], [])
            }
        }
    }

    private mutating func add(
        _ kind: ZoneEvent.Kind, _ from: [String], _ into: [String], detail: String = ""
    ) {
        events.append(ZoneEvent(kind, from: from, into: into, detail: detail, by: attribution))
    }

    /// Enters the zones in the order of their codes; codes no longer in use are retired.
    mutating func enter(
        _ zones: [(code: String, village: VillageArea, drawn: ZoneAdoption.Drawn)]
    ) -> [KeptZone] {
        let used = Set(zones.map(\.code))
        var retired = register.entries
        for (code, entry) in register.entries where !used.contains(code) && !entry.isRetired {
            retired[code]?.isRetired = true
        }
        register = ZoneRegister(retired, serialWidth: register.serialWidth)
        var kept: [KeptZone] = []
        for zone in zones.sorted(by: { $0.code < $1.code }) {
            let town = zone.village.town.isEmpty ? zone.drawn.town : zone.village.town
            let name = name(of: zone.code, zone.village, town)
            register.enter(zone.code, name: name, town: town)
            kept.append(KeptZone(code: zone.code, name: name, town: town, area: zone.drawn.area))
        }
        return kept
    }

    /// A zone that goes on keeps its name, unless that is a mere ordinal or another zone of the town has it.
    private mutating func name(of code: String, _ village: VillageArea, _ town: String) -> String {
        guard let before = old[code], !before.name.isEmpty else {
            return register.name(forCode: code, village: village.name, town: town)
        }
        let isOrdinal = before.name.hasPrefix("第") && before.name.hasSuffix("普查小区") && !village.name.isEmpty
        let isTaken = register.holder(ofName: before.name, town: town, besides: code) != nil
        guard isOrdinal || isTaken else { return before.name }
        let name = register.name(forCode: code, village: village.name, town: town)
        if name != before.name { add(.renamed, [code], [code], detail: "\(before.name) → \(name)") }
        return name
    }
}

extension ZoneAdoption.Refusal {
    /// What is wrong and what to do.
    public var text: LocalizedText {
        switch self {
        case .noVillage(let row?, let code):
            LocalizedText(
                zh: "第 \(row) 行的小区（\(code)）不在任何村（社区）地块内，代码也不以 12 位区划代码开头；请先导入地块",
                en:
                    "the zone of row \(row) (\(code)) lies in no block and its code does not start with twelve digits; "
                    + "import the blocks first")
        case .noVillage(nil, let code):
            LocalizedText(
                zh: "村（社区）代码“\(code)”不是数字，不能给小区编码；请先更正地块的代码",
                en:
                    "the block's code “\(code)” is not made of digits, so that zones cannot be numbered under it; "
                    + "correct the codes of the blocks first")
        case .register(let refusal): refusal.text
        }
    }
}
