/// Who works where: enumerators in zones, supervisors over enumerators.
public struct Staffing: Hashable, Sendable {
    /// The people, in the order of their codes.
    public var people: [CensusPerson]
    /// For each zone the codes of its enumerators, sorted.
    public var enumerators: [String: [String]]
    /// For each enumerator the code of the supervisor.
    public var supervisors: [String: String]

    /// Makes a staffing.
    public init(
        people: [CensusPerson] = [], enumerators: [String: [String]] = [:],
        supervisors: [String: String] = [:]
    ) {
        self.people = people
        self.enumerators = enumerators
        self.supervisors = supervisors
    }

    /// The people with a role, in the order of their codes.
    public func people(with role: CensusPerson.Role) -> [CensusPerson] { people.filter { $0.role == role } }

    /// The person with a code.
    public func person(_ code: String) -> CensusPerson? { people.first { $0.code == code } }

    /// The zones of an enumerator, sorted.
    public func zones(of person: String) -> [String] {
        enumerators.filter { $0.value.contains(person) }.keys.sorted()
    }
}

/// A change of the people or of who works where.
public struct StaffingEvent: Hashable, Sendable {
    /// What can change.
    public enum Kind: String, Sendable {
        /// A person came onto the list.
        case registered
        /// What the list says of a person changed.
        case changed
        /// An enumerator got a zone, or an enumerator a supervisor.
        case assigned
        /// It was taken away again.
        case withdrawn
    }

    /// What changed.
    public let kind: Kind
    /// The person who got something or lost it, or of whom the list says something else.
    public let person: String
    /// The zone, the enumerator whom a supervisor guides, or what the list says now.
    public let subject: String
    /// Who changed it.
    public let actor: String
    /// Why.
    public let reason: String
    /// When.
    public let time: String

    /// Makes an event.
    public init(
        _ kind: Kind, person: String, subject: String, actor: String, reason: String, time: String
    ) {
        self.kind = kind
        self.person = person
        self.subject = subject
        self.actor = actor
        self.reason = reason
        self.time = time
    }
}

extension Staffing {
    /// What changes from another staffing to this one.
    public func events(since old: Staffing, by attribution: Attribution) -> [StaffingEvent] {
        let (before, now) = (old.pairs, pairs)
        func event(_ kind: StaffingEvent.Kind, _ pair: Pair) -> StaffingEvent {
            StaffingEvent(
                kind, person: pair.person, subject: pair.subject, actor: attribution.actor,
                reason: attribution.reason, time: attribution.time)
        }
        return before.subtracting(now).sorted().map { event(.withdrawn, $0) }
            + now.subtracting(before).sorted().map { event(.assigned, $0) }
    }

    private struct Pair: Hashable, Comparable {
        let person: String
        let subject: String

        static func < (a: Pair, b: Pair) -> Bool { (a.person, a.subject) < (b.person, b.subject) }
    }

    private var pairs: Set<Pair> {
        var pairs: Set<Pair> = []
        for (zone, people) in enumerators {
            for person in people { pairs.insert(Pair(person: person, subject: zone)) }
        }
        for (enumerator, supervisor) in supervisors {
            pairs.insert(Pair(person: supervisor, subject: enumerator))
        }
        return pairs
    }
}
