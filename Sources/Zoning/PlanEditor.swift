/// A plan under the hands of a person, with undo, locks and live totals.
///
/// Every edit keeps each zone connected and inside one parent; an edit that would not is refused and changes
/// nothing. Workload limits may be broken on the way, since a person often needs two steps; `status(of:)`
/// and `zonesOutOfLimits` say where. Zone numbers are never used again while editing, so that a number on
/// the screen keeps its meaning.
public struct PlanEditor: Sendable {
    /// Why an edit was refused.
    public enum Refusal: Error, Hashable, Sendable {
        /// The zone does not exist, or no longer.
        case noSuchZone(Int)
        /// The zone is locked.
        case locked(zone: Int)
        /// The blocks lie in another parent.
        case otherParent(zone: Int)
        /// The zone would fall into pieces.
        case disconnects(zone: Int)
        /// The blocks do not touch the zone.
        case notBeside(zone: Int)
        /// Nothing would change, such as moving a block to its own zone.
        case nothingToDo
        /// A zone would be left without blocks; merge it instead.
        case empties(zone: Int)
    }

    /// How a zone stands to the workload limits.
    public enum Status: Hashable, Sendable {
        /// Within the limits.
        case within
        /// So much below the minimum.
        case tooLight(by: Double)
        /// So much above the maximum.
        case tooHeavy(by: Double)
    }

    private enum Step: Sendable {
        case reassign(blocks: [Int], from: [Int], to: Int)
        case setLock(zone: Int, isLocked: Bool)
    }

    /// The graph of the blocks.
    public let graph: BlockGraph
    /// The workload limits zones are shown against.
    public let limits: WorkloadLimits
    /// The zone of each block.
    public private(set) var zoneOfBlock: [Int]
    /// The zones that edits may not touch.
    public private(set) var lockedZones: Set<Int> = []
    private var members: [Set<Int>]
    private var loads: [Int]
    private let weights: WholeWeights
    private var done: [Step] = []
    private var undone: [Step] = []

    /// Starts editing a plan.
    ///
    /// - Precondition: There is one zone, not negative, for each block.
    public init(_ graph: BlockGraph, zoneOfBlock: [Int], limits: WorkloadLimits) {
        precondition(zoneOfBlock.count == graph.count, "there must be one zone for each block")
        self.graph = graph
        self.limits = limits
        self.zoneOfBlock = zoneOfBlock
        weights = WholeWeights(graph.weights, limits: limits)
        members = Array(repeating: [], count: (zoneOfBlock.max() ?? -1) + 1)
        loads = Array(repeating: 0, count: members.count)
        for (block, zone) in zoneOfBlock.enumerated() {
            members[zone].insert(block)
            loads[zone] += weights.values[block]
        }
    }

    // MARK: edits

    /// Moves connected blocks into a zone beside them; they may come from several zones.
    ///
    /// - Throws: `Refusal`; then nothing has changed.
    /// - Complexity: O(z) in the blocks of the zones concerned.
    public mutating func move(_ blocks: [Int], to zone: Int) throws(Refusal) {
        try checkZone(zone)
        let moving = Set(blocks.filter { zoneOfBlock[$0] != zone })
        guard !moving.isEmpty else { throw .nothingToDo }
        try checkParent(of: moving, zone: zone)
        try checkLeaving(moving)
        guard graph.isConnected(Array(members[zone].union(moving))) else { throw .notBeside(zone: zone) }
        record(reassignment(of: moving, to: zone))
    }

    /// Joins a zone with another, whose number remains.
    ///
    /// - Throws: `Refusal`; then nothing has changed.
    /// - Complexity: O(z) in the blocks of both.
    public mutating func merge(_ zone: Int, into other: Int) throws(Refusal) {
        try checkZone(zone)
        try checkZone(other)
        guard zone != other else { throw .nothingToDo }
        try checkParent(of: members[zone], zone: other)
        guard graph.isConnected(Array(members[zone].union(members[other]))) else {
            throw .notBeside(zone: other)
        }
        record(reassignment(of: members[zone], to: other))
    }

    /// Makes a new zone of some blocks, which may come from several zones.
    ///
    /// - Returns: The number of the new zone.
    /// - Throws: `Refusal`; then nothing has changed.
    /// - Complexity: O(z) in the blocks of the zones concerned.
    @discardableResult
    public mutating func split(off blocks: [Int]) throws(Refusal) -> Int {
        let moving = Set(blocks)
        guard let first = moving.first else { throw .nothingToDo }
        for block in moving where graph.parents[block] != graph.parents[first] {
            throw .otherParent(zone: zoneOfBlock[block])
        }
        let number = members.count
        guard graph.isConnected(Array(moving)) else { throw .disconnects(zone: number) }
        try checkLeaving(moving)
        members.append([])
        loads.append(0)
        record(reassignment(of: moving, to: number))
        return number
    }

    /// Locks a zone, so that no edit touches it, or unlocks it.
    ///
    /// - Throws: `Refusal.noSuchZone`, `Refusal.nothingToDo`.
    public mutating func setLock(_ isLocked: Bool, zone: Int) throws(Refusal) {
        guard members.indices.contains(zone), !members[zone].isEmpty else { throw .noSuchZone(zone) }
        guard lockedZones.contains(zone) != isLocked else { throw .nothingToDo }
        record(.setLock(zone: zone, isLocked: isLocked))
    }

    /// An edit can be undone.
    public var canUndo: Bool { !done.isEmpty }
    /// An undone edit can be done again.
    public var canRedo: Bool { !undone.isEmpty }

    /// Takes back the last edit; does nothing when there is none.
    public mutating func undo() {
        guard let step = done.popLast() else { return }
        undone.append(step)
        switch step {
        case .reassign(let blocks, let from, _):
            for (block, zone) in zip(blocks, from) { put(block, into: zone) }
        case .setLock(let zone, let isLocked): setLockNow(!isLocked, zone)
        }
    }

    /// Does the last undone edit again; does nothing when there is none.
    public mutating func redo() {
        guard let step = undone.popLast() else { return }
        perform(step)
        done.append(step)
    }

    // MARK: live figures

    /// The numbers of the zones that have blocks.
    public var zones: [Int] { members.indices.filter { !members[$0].isEmpty } }

    /// The blocks of a zone, sorted.
    public func blocks(of zone: Int) -> [Int] { members[zone].sorted() }

    /// The workload of a zone.
    public func workload(of zone: Int) -> Double { weights.workload(loads[zone]) }

    /// How a zone stands to the limits.
    public func status(of zone: Int) -> Status {
        let load = loads[zone]
        if load < weights.minimum { return .tooLight(by: weights.workload(weights.minimum - load)) }
        if load > weights.maximum { return .tooHeavy(by: weights.workload(load - weights.maximum)) }
        return .within
    }

    /// The zones beyond the limits, to go through one after the other.
    public var zonesOutOfLimits: [Int] { zones.filter { status(of: $0) != .within } }

    /// Area, perimeter and compactness of a zone.
    public func shape(of zone: Int) -> ZoneShape {
        ZoneShape(blocks(of: zone), in: graph, plan: zoneOfBlock)
    }

    /// The zones that share a border or link with a zone, sorted.
    public func zones(beside zone: Int) -> [Int] {
        Set(members[zone].flatMap { graph.neighbours(of: $0).map { zoneOfBlock[$0] } }).subtracting([zone])
            .sorted()
    }

    /// The figures of the whole plan.
    public var metrics: PlanMetrics { PlanMetrics(zoneOfBlock: zoneOfBlock, in: graph, limits: limits) }
}

extension PlanEditor {
    private func checkZone(_ zone: Int) throws(Refusal) {
        guard members.indices.contains(zone), !members[zone].isEmpty else { throw .noSuchZone(zone) }
        if lockedZones.contains(zone) { throw .locked(zone: zone) }
    }

    private func checkParent(of blocks: Set<Int>, zone: Int) throws(Refusal) {
        guard let resident = members[zone].first else { throw .noSuchZone(zone) }
        for block in blocks where graph.parents[block] != graph.parents[resident] {
            throw .otherParent(zone: zone)
        }
    }

    /// Every zone that gives blocks away keeps some, in one piece, and is not locked.
    private func checkLeaving(_ moving: Set<Int>) throws(Refusal) {
        for zone in Set(moving.map { zoneOfBlock[$0] }).sorted() {
            if lockedZones.contains(zone) { throw .locked(zone: zone) }
            let rest = members[zone].subtracting(moving)
            if rest.isEmpty { throw .empties(zone: zone) }
            if !graph.isConnected(Array(rest)) { throw .disconnects(zone: zone) }
        }
    }

    private func reassignment(of blocks: Set<Int>, to zone: Int) -> Step {
        let sorted = blocks.sorted()
        return .reassign(blocks: sorted, from: sorted.map { zoneOfBlock[$0] }, to: zone)
    }

    private mutating func record(_ step: Step) {
        perform(step)
        done.append(step)
        undone.removeAll()
    }

    private mutating func perform(_ step: Step) {
        switch step {
        case .reassign(let blocks, _, let zone):
            for block in blocks { put(block, into: zone) }
        case .setLock(let zone, let isLocked): setLockNow(isLocked, zone)
        }
    }

    private mutating func setLockNow(_ isLocked: Bool, _ zone: Int) {
        if isLocked { lockedZones.insert(zone) } else { lockedZones.remove(zone) }
    }

    private mutating func put(_ block: Int, into zone: Int) {
        let old = zoneOfBlock[block]
        members[old].remove(block)
        loads[old] -= weights.values[block]
        members[zone].insert(block)
        loads[zone] += weights.values[block]
        zoneOfBlock[block] = zone
    }
}
