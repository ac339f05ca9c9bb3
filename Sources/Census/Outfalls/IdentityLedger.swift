/// A person's decision about which observations are one outfall.
public enum IdentityChange: Hashable, Sendable {
    /// Outfalls that are one: the others' observations go to the survivor.
    case merge(into: String, absorbed: [String])
    /// Observations that belong to another, new outfall.
    case split(from: String, observations: [String], into: String)
    /// An earlier decision is taken back.
    case undo(event: String)
}

/// A decision with its author.
public struct IdentityEvent: Hashable, Sendable {
    /// The identifier.
    public let id: String
    /// What was decided.
    public let change: IdentityChange
    /// By whom.
    public let person: String
    /// When.
    public let moment: Moment
    /// Why.
    public let reason: String

    /// Makes a decision.
    public init(id: String, _ change: IdentityChange, by person: String, at moment: Moment, reason: String) {
        self.id = id
        self.change = change
        self.person = person
        self.moment = moment
        self.reason = reason
    }
}

/// Why a decision about identity is refused.
public enum IdentityRefusal: Error, Hashable, Sendable {
    /// No such outfall, or it was merged into another.
    case noSuchOutfall(String)
    /// The observation does not belong to the outfall.
    case notAnObservation(String, of: String)
    /// An outfall cannot be merged into itself.
    case mergeIntoItself(String)
    /// All observations would leave the outfall; rename or merge it instead.
    case nothingLeft(String)
    /// The identifier of the new outfall or of the event was used before.
    case identifierUsed(String)
    /// No such decision, or it was taken back already.
    case noSuchEvent(String)
    /// A later decision builds on it and must be taken back first.
    case laterDecision(String)

    /// The refusal in both languages.
    public var text: LocalizedText {
        switch self {
        case .noSuchOutfall(let id):
            LocalizedText(zh: "没有排污口 \(id)，或已并入别的排污口。", en: "There is no outfall \(id), or it was merged.")
        case .notAnObservation(let observation, let outfall):
            LocalizedText(
                zh: "观测 \(observation) 不属于 \(outfall)。",
                en: "Observation \(observation) does not belong to \(outfall).")
        case .mergeIntoItself(let id):
            LocalizedText(zh: "\(id) 不能并入自身。", en: "\(id) cannot be merged into itself.")
        case .nothingLeft(let id):
            LocalizedText(zh: "拆分后 \(id) 将没有观测。", en: "The split would leave \(id) without observations.")
        case .identifierUsed(let id):
            LocalizedText(zh: "编号 \(id) 已用过。", en: "The identifier \(id) was used before.")
        case .noSuchEvent(let id):
            LocalizedText(zh: "没有可撤销的决定 \(id)。", en: "There is no decision \(id) to take back.")
        case .laterDecision(let id):
            LocalizedText(zh: "须先撤销其后的决定 \(id)。", en: "Take back the later decision \(id) first.")
        }
    }
}

/// Which observations make up which outfall, as a list of decisions that can each be taken back.
///
/// Nothing is overwritten: the present state is the opening state with the decisions that stand, in order.
public struct IdentityLedger: Sendable {
    /// The outfall of each observation when the ledger was opened.
    public let opening: [String: String]
    /// All decisions in order, those taken back included.
    public private(set) var events: [IdentityEvent] = []
    private var present: [String: String]
    private var known: Set<String>

    /// Opens a ledger with the outfall of each observation.
    public init(opening: [String: String]) {
        self.opening = opening
        present = opening
        known = Set(opening.values)
    }

    /// The outfall that an observation belongs to now.
    public func outfall(of observation: String) -> String? { present[observation] }

    /// The observations of an outfall now, in the order of their identifiers.
    public func observations(of outfall: String) -> [String] {
        present.filter { $0.value == outfall }.map(\.key).sorted()
    }

    /// The outfalls that have observations now, in order.
    public var outfalls: [String] { Set(present.values).sorted() }

    /// The decisions that have not been taken back, in order.
    public var standing: [IdentityEvent] {
        var undone: Set<String> = []
        for event in events {
            if case .undo(let id) = event.change { undone.insert(id) }
        }
        return events.filter { event in
            if case .undo = event.change { false } else { !undone.contains(event.id) }
        }
    }

    /// Records a decision.
    ///
    /// - Throws: `IdentityRefusal`; the ledger is unchanged then.
    /// - Complexity: O(n) in the number of observations; taking back replays all decisions.
    public mutating func record(_ event: IdentityEvent) throws(IdentityRefusal) {
        guard !events.contains(where: { $0.id == event.id }) else { throw .identifierUsed(event.id) }
        switch event.change {
        case .merge(let survivor, let absorbed): try checkMerge(survivor, absorbed)
        case .split(let source, let observations, let new): try checkSplit(source, observations, new)
        case .undo(let id): try checkUndo(id)
        }
        events.append(event)
        if case .undo = event.change {
            present = opening
            for event in standing { Self.apply(event.change, to: &present) }
        } else {
            Self.apply(event.change, to: &present)
        }
        known.formUnion(present.values)
    }

    private func checkMerge(_ survivor: String, _ absorbed: [String]) throws(IdentityRefusal) {
        let living = Set(present.values)
        for outfall in [survivor] + absorbed where !living.contains(outfall) { throw .noSuchOutfall(outfall) }
        if absorbed.contains(survivor) { throw .mergeIntoItself(survivor) }
    }

    private func checkSplit(
        _ source: String, _ moved: [String], _ new: String
    ) throws(IdentityRefusal) {
        let own = observations(of: source)
        guard !own.isEmpty else { throw .noSuchOutfall(source) }
        for observation in moved where !own.contains(observation) {
            throw .notAnObservation(observation, of: source)
        }
        guard Set(moved).count < own.count else { throw .nothingLeft(source) }
        guard !known.contains(new) else { throw .identifierUsed(new) }
    }

    private func checkUndo(_ id: String) throws(IdentityRefusal) {
        guard let position = standing.firstIndex(where: { $0.id == id }) else { throw .noSuchEvent(id) }
        let touched = Self.outfalls(in: standing[position].change)
        for later in standing[(position + 1)...]
        where !touched.isDisjoint(with: Self.outfalls(in: later.change)) {
            throw .laterDecision(later.id)
        }
    }

    private static func outfalls(in change: IdentityChange) -> Set<String> {
        switch change {
        case .merge(let survivor, let absorbed): Set(absorbed + [survivor])
        case .split(let source, _, let new): [source, new]
        case .undo: []
        }
    }

    private static func apply(_ change: IdentityChange, to present: inout [String: String]) {
        switch change {
        case .merge(let survivor, let absorbed):
            for (observation, outfall) in present where absorbed.contains(outfall) {
                present[observation] = survivor
            }
        case .split(_, let observations, let new):
            for observation in observations { present[observation] = new }
        case .undo: break
        }
    }
}
