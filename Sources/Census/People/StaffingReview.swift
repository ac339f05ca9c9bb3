/// Something about the staffing that needs a look.
public enum StaffingFinding: Hashable, Sendable {
    /// A zone has no enumerator.
    case zoneWithoutEnumerator(zone: String)
    /// A person is assigned to a zone that is no more.
    case endedZone(zone: String, person: String)
    /// Somebody assigned is not among the people.
    case unknownPerson(code: String)
    /// A person has more to do than can be done.
    case overloaded(person: String, hours: Double, limit: Double)
    /// An enumerator has no zone, or a supervisor no enumerator.
    case idle(person: String)
    /// An enumerator has no supervisor.
    case withoutSupervisor(person: String)
    /// A supervisor guides more enumerators than one should.
    case tooManyEnumerators(person: String, count: Int, limit: Int)
}

/// What each person has to do, and what is wrong with it.
public struct StaffingReview: Sendable {
    /// An enumerator's work.
    public struct Load: Sendable {
        /// The person.
        public let person: CensusPerson
        /// The zones.
        public let zones: [String]
        /// The units in these, those of shared zones in equal parts.
        public let units: Double
        /// The workload of these that the zones were drawn by, those of shared zones in equal parts.
        public let workload: Double
        /// The hours, way included.
        public let hours: Double
    }

    /// The enumerators' work, in the order of their codes.
    public let loads: [Load]
    /// What needs a look.
    public let findings: [StaffingFinding]

    /// The mean and the coefficient of variation of the hours of those who have work.
    public var balance: (mean: Double, variation: Double) {
        let hours = loads.filter { !$0.zones.isEmpty }.map(\.hours)
        guard !hours.isEmpty else { return (0, 0) }
        let mean = hours.reduce(0, +) / Double(hours.count)
        let squares = hours.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (mean, mean > 0 ? (squares / Double(hours.count)).squareRoot() / mean : 0)
    }

    /// Looks at a staffing.
    ///
    /// - Parameters:
    ///   - staffing: Who works where.
    ///   - work: The zones as work.
    ///   - mostEnumerators: How many enumerators one supervisor should guide at most.
    ///   - overload: Who has so many times the mean hours is overloaded, where no limit of hours is known.
    public init(_ staffing: Staffing, work: FieldWork, mostEnumerators: Int = 10, overload: Double = 1.5) {
        let numbers = Dictionary(work.zones.enumerated().map { ($1.code, $0) }) { first, _ in first }
        loads = staffing.people(with: .enumerator).map { person in
            let own = staffing.zones(of: person.code).filter { numbers[$0] != nil }
            let shared = own.map { (zone: numbers[$0] ?? 0, sharedBy: staffing.enumerators[$0]?.count ?? 1) }
            func sum(_ figure: (ZoneWork) -> Double) -> Double {
                shared.reduce(0) { $0 + figure(work.zones[$1.zone]) / Double(max($1.sharedBy, 1)) }
            }
            return Load(
                person: person, zones: own, units: sum { Double($0.units) }, workload: sum(\.workload),
                hours: work.hours(of: shared, person: person))
        }
        var findings: [StaffingFinding] = []
        for zone in work.zones where staffing.enumerators[zone.code, default: []].isEmpty {
            findings.append(.zoneWithoutEnumerator(zone: zone.code))
        }
        findings += Self.strangers(staffing, zones: Set(numbers.keys))
        findings += Self.overloads(loads, overload)
        findings += Self.supervision(staffing, loads, most: mostEnumerators)
        self.findings = findings
    }

    private static func strangers(_ staffing: Staffing, zones: Set<String>) -> [StaffingFinding] {
        var findings: [StaffingFinding] = []
        var unknown: Set<String> = []
        for (zone, people) in staffing.enumerators.sorted(by: { $0.key < $1.key }) {
            for person in people {
                if !zones.contains(zone) { findings.append(.endedZone(zone: zone, person: person)) }
                if staffing.person(person) == nil { unknown.insert(person) }
            }
        }
        return findings + unknown.sorted().map { .unknownPerson(code: $0) }
    }

    private static func overloads(_ loads: [Load], _ overload: Double) -> [StaffingFinding] {
        let busy = loads.filter { !$0.zones.isEmpty }
        let mean = busy.isEmpty ? 0 : busy.reduce(0) { $0 + $1.hours } / Double(busy.count)
        return loads.compactMap { load -> StaffingFinding? in
            if load.zones.isEmpty { return .idle(person: load.person.code) }
            let limit = load.person.capacity ?? mean * overload
            return load.hours > limit
                ? .overloaded(person: load.person.code, hours: load.hours, limit: limit) : nil
        }
    }

    private static func supervision(_ staffing: Staffing, _ loads: [Load], most: Int) -> [StaffingFinding] {
        var findings: [StaffingFinding] = []
        for load in loads where !load.zones.isEmpty && staffing.supervisors[load.person.code] == nil {
            findings.append(.withoutSupervisor(person: load.person.code))
        }
        for person in staffing.people(with: .supervisor) {
            let count = staffing.supervisors.values.count { $0 == person.code }
            if count == 0 { findings.append(.idle(person: person.code)) }
            if count > most {
                findings.append(.tooManyEnumerators(person: person.code, count: count, limit: most))
            }
        }
        return findings
    }
}

extension Staffing {
    /// Gives all zones to enumerators anew and enumerators to supervisors, in balance.
    public func allotted(_ work: FieldWork) -> Staffing {
        var result = self
        let enumerators = people(with: .enumerator)
        let allotment = work.allot(to: enumerators)
        result.enumerators = [:]
        var zonesOf = [[Int]](repeating: [], count: enumerators.count)
        for (zone, own) in allotment.ofZone.enumerated() where !own.isEmpty {
            result.enumerators[work.zones[zone].code] = own.map { enumerators[$0].code }.sorted()
            for person in own { zonesOf[person].append(zone) }
        }
        result.supervisors = [:]
        let supervisors = people(with: .supervisor)
        for (person, supervisor) in work.allot(enumeratorsWith: zonesOf, to: supervisors).enumerated() {
            if let supervisor { result.supervisors[enumerators[person].code] = supervisors[supervisor].code }
        }
        return result
    }
}

extension StaffingFinding {
    /// What is wrong.
    public var text: LocalizedText {
        func whole(_ hours: Double) -> String { "\(Int(hours.rounded()))" }
        return switch self {
        case .zoneWithoutEnumerator(let zone):
            LocalizedText(zh: "小区 \(zone) 没有普查员", en: "zone \(zone) has no enumerator")
        case .endedZone(let zone, let person):
            LocalizedText(
                zh: "\(person) 负责的小区 \(zone) 已撤销",
                en: "\(person) is assigned to zone \(zone), which is no more")
        case .unknownPerson(let code):
            LocalizedText(zh: "名单里没有 \(code)", en: "\(code) is not among the people")
        case .overloaded(let person, let hours, let limit):
            LocalizedText(
                zh: "\(person) 负担过重：\(whole(hours)) 小时，上限 \(whole(limit)) 小时",
                en: "\(person) is overloaded: \(whole(hours)) hours of \(whole(limit))")
        case .idle(let person): LocalizedText(zh: "\(person) 没有任务", en: "\(person) has nothing to do")
        case .withoutSupervisor(let person):
            LocalizedText(zh: "普查员 \(person) 没有指导员", en: "enumerator \(person) has no supervisor")
        case .tooManyEnumerators(let person, let count, let limit):
            LocalizedText(
                zh: "指导员 \(person) 带 \(count) 名普查员，多于 \(limit) 名",
                en: "supervisor \(person) guides \(count) enumerators, more than \(limit)")
        }
    }

    /// A stable word for programs.
    public var word: String {
        switch self {
        case .zoneWithoutEnumerator: "zone-without-enumerator"
        case .endedZone: "ended-zone"
        case .unknownPerson: "unknown-person"
        case .overloaded: "overloaded"
        case .idle: "idle"
        case .withoutSupervisor: "without-supervisor"
        case .tooManyEnumerators: "too-many-enumerators"
        }
    }
}
