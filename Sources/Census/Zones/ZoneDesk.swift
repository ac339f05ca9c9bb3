internal import Coverage
public import GeoKernels
public import GeoModel
public import Zoning

/// The zones of an office at one moment of hand editing.
public struct ZoneState: Hashable, Sendable {
    /// The zones, in the order of codes.
    public var zones: [KeptZone]
    /// The pieces of which the zones are made.
    public var pieces: [ZonePiece]
    /// The codes of zones that may not be edited.
    public var locks: Set<String>
    /// Every code ever given.
    public var register: ZoneRegister

    /// Makes a state.
    public init(zones: [KeptZone], pieces: [ZonePiece], locks: Set<String>, register: ZoneRegister) {
        self.zones = zones
        self.pieces = pieces
        self.locks = locks
        self.register = register
    }
}

/// What the work in a piece of land is counted by.
public enum ZoneWorkload: Sendable {
    /// One for each unit in it.
    case units([Position])
    /// The numbers of units that villages report, by code; parts of a village share by area.
    case villages([String: Double])
    /// What villages report, by code, shared out evenly over the places of the village's units; a village without units
    /// shares by area.
    case shared([String: Double], over: [Position])
}

/// Where zones are edited by hand: each edit keeps the zones a coverage, connected, and inside their towns.
///
/// An edit that would not is refused and changes nothing. Workload limits may be broken on the way; `standings` tells where.
public struct ZoneDesk: Sendable {
    /// Why an edit is refused.
    public enum Refusal: Error, Hashable, Sendable {
        /// No zone in use has the code.
        case noSuchZone(code: String)
        /// No piece has the code.
        case noSuchBlock(code: String)
        /// The zone is locked.
        case locked(zone: String)
        /// The blocks lie in another town.
        case otherTown(zone: String)
        /// The zone would fall into pieces.
        case disconnects(zone: String)
        /// The blocks do not touch the zone.
        case notBeside(zone: String)
        /// Nothing would change.
        case nothingToDo
        /// The zone would be left without land; merge it instead.
        case empties(zone: String)
        /// The line does not cut.
        case line(DrawnCut.Refusal)
        /// The codes of a village are used up.
        case register(ZoneRegister.Refusal)
        /// The result would have so many faults that were not there before: a fault of Bourn.
        case breaksCoverage(faults: Int)
    }

    /// The zones as they are now.
    public private(set) var state: ZoneState
    /// The limits that zones are shown against.
    public let limits: WorkloadLimits
    private let villages: [String: VillageArea]
    private let workload: ZoneWorkload
    private let measure: GroundMeasure
    private let links: [ZoneConditions.Link]
    private var weights: [Double] = []

    /// Starts editing.
    ///
    /// - Parameters:
    ///   - state: The zones; their pieces must make them up, as `ZonePieces` checks.
    ///   - villages: The villages, for codes and names.
    ///   - workload: What work is counted by.
    ///   - limits: The limits that zones are shown against.
    ///   - links: Ferries and bridges: a zone hangs together over them.
    ///   - measure: How to measure on the ground.
    public init(
        _ state: ZoneState, villages: [VillageArea], workload: ZoneWorkload, limits: WorkloadLimits,
        links: [ZoneConditions.Link] = [], measure: GroundMeasure
    ) {
        self.state = state
        self.villages = Dictionary(villages.map { ($0.code, $0) }) { first, _ in first }
        self.workload = workload
        self.limits = limits
        self.links = links
        self.measure = measure
        weights = weightsOfPieces()
    }

    // MARK: edits

    /// Moves blocks, or parts of them, into a zone beside them.
    public mutating func move(_ codes: [String], to zone: String) throws(Refusal) -> ZoneDeskEdit {
        let pieces = try self.pieces(named: codes)
        let from = Set(pieces.map { state.pieces[$0].zone })
        try edit { (editor, number) throws(PlanEditor.Refusal) in
            try editor.move(pieces, to: number(zone))
        } checking: {
            [zone]
        }
        return ZoneDeskEdit(.moved, from: from.sorted(), into: [zone], detail: codes.joined(separator: " "))
    }

    /// Joins a zone with another, whose code and name remain.
    public mutating func merge(_ zone: String, into other: String) throws(Refusal) -> ZoneDeskEdit {
        try edit { (editor, number) throws(PlanEditor.Refusal) in
            try editor.merge(number(zone), into: number(other))
        } checking: {
            [zone, other]
        }
        return ZoneDeskEdit(.merged, from: [other, zone], into: [other])
    }

    /// Makes a zone of some blocks, or parts of them, of one zone.
    public mutating func split(off codes: [String]) throws(Refusal) -> ZoneDeskEdit {
        let pieces = try self.pieces(named: codes)
        let from = Set(pieces.map { state.pieces[$0].zone }).sorted()
        let new = try newCode(for: pieces)
        try edit { (editor, _) throws(PlanEditor.Refusal) in
            try editor.split(off: pieces)
        } checking: {
            []
        } naming: {
            new
        }
        return ZoneDeskEdit(.split, from: from, into: from + [new], detail: codes.joined(separator: " "))
    }

    /// Cuts a zone along a drawn line; the side with less work gets a new code.
    public mutating func split(
        _ zone: String, along line: [Position], snap: Metres
    ) throws(Refusal) -> ZoneDeskEdit {
        try check(zone)
        let before = (state, weights)
        do throws(Refusal) {
            let sides = try cut([zone], along: line, snap: snap)
            let left = sides.filter { $0.value == .left }.map(\.key)
            let right = sides.filter { $0.value == .right }.map(\.key)
            func work(_ pieces: [Int]) -> Double { pieces.reduce(0) { $0 + weights[$1] } }
            let moving = (work(left) <= work(right) ? left : right).sorted()
            let new = try newCode(for: moving)
            try edit(since: before.0) { (editor, _) throws(PlanEditor.Refusal) in
                try editor.split(off: moving)
            } checking: {
                []
            } naming: {
                new
            }
            return ZoneDeskEdit(.split, from: [zone], into: [zone, new])
        } catch {
            (state, weights) = before
            throw error
        }
    }

    /// Makes a drawn line the border between two zones, once for both.
    public mutating func moveBorder(
        between zone: String, and other: String, to line: [Position], snap: Metres
    ) throws(Refusal) -> ZoneDeskEdit {
        for code in [zone, other] { try check(code) }
        guard zone != other else { throw .nothingToDo }
        let before = (state, weights)
        do throws(Refusal) {
            let sides = try cut([zone, other], along: line, snap: snap)
            assign(sides, to: zone, other)
            try finish(before: before.0)
            return ZoneDeskEdit(.border, from: [zone, other], into: [zone, other])
        } catch {
            (state, weights) = before
            throw error
        }
    }

    /// Locks a zone, or unlocks it.
    public mutating func setLock(_ isLocked: Bool, zone: String) throws(Refusal) -> ZoneDeskEdit {
        guard state.zones.contains(where: { $0.code == zone }) else { throw .noSuchZone(code: zone) }
        guard state.locks.contains(zone) != isLocked else { throw .nothingToDo }
        if isLocked { state.locks.insert(zone) } else { state.locks.remove(zone) }
        return ZoneDeskEdit(isLocked ? .locked : .unlocked, from: [zone], into: [zone])
    }

    // MARK: live figures

    /// How each zone stands, in the order of codes.
    public var standings: [ZoneStanding] {
        var sums: [String: (work: Double, pieces: Int)] = [:]
        for (piece, weight) in zip(state.pieces, weights) {
            let sum = sums[piece.zone] ?? (0, 0)
            sums[piece.zone] = (sum.work + weight, sum.pieces + 1)
        }
        return state.zones.map { zone in
            let sum = sums[zone.code] ?? (0, 0)
            return ZoneStanding(
                zone: zone, workload: sum.work, pieces: sum.pieces, isLocked: state.locks.contains(zone.code),
                limits: limits)
        }
    }
}

/// What an edit did, to be recorded.
public struct ZoneDeskEdit: Hashable, Sendable {
    /// What happened.
    public let kind: ZoneEvent.Kind
    /// The zones it happened to.
    public let from: [String]
    /// The zones that came of it.
    public let into: [String]
    /// What else is to be told.
    public let detail: String

    init(_ kind: ZoneEvent.Kind, from: [String], into: [String], detail: String = "") {
        self.kind = kind
        self.from = from
        self.into = into
        self.detail = detail
    }

    /// The event, attributed.
    public func event(by attribution: Attribution) -> ZoneEvent {
        ZoneEvent(kind, from: from, into: into, detail: detail, by: attribution)
    }
}

/// How a zone stands to the limits.
public struct ZoneStanding: Hashable, Sendable {
    /// The zone.
    public let zone: KeptZone
    /// Its workload.
    public let workload: Double
    /// How many pieces it is made of.
    public let pieces: Int
    /// It may not be edited.
    public let isLocked: Bool
    /// By how much the workload is below the minimum, or above the maximum; 0 within the limits.
    public let excess: Double

    init(zone: KeptZone, workload: Double, pieces: Int, isLocked: Bool, limits: WorkloadLimits) {
        self.zone = zone
        self.workload = workload
        self.pieces = pieces
        self.isLocked = isLocked
        excess =
            workload < limits.minimum
            ? workload - limits.minimum : max(workload - limits.maximum, 0)
    }
}

extension ZoneDesk {
    private func check(_ zone: String) throws(Refusal) {
        guard state.zones.contains(where: { $0.code == zone }) else { throw .noSuchZone(code: zone) }
        if state.locks.contains(zone) { throw .locked(zone: zone) }
    }

    /// A block's code means all its pieces.
    private func pieces(named codes: [String]) throws(Refusal) -> [Int] {
        var found: Set<Int> = []
        for code in codes {
            let pieces = state.pieces.indices.filter {
                state.pieces[$0].code == code || state.pieces[$0].block == code
            }
            guard !pieces.isEmpty else { throw .noSuchBlock(code: code) }
            found.formUnion(pieces)
        }
        return found.sorted()
    }

    /// The next code of the village that most of the work of some pieces is in.
    private func newCode(for pieces: [Int]) throws(Refusal) -> String {
        let heaviest = pieces.max {
            (weights[$0], state.pieces[$1].code) < (weights[$1], state.pieces[$0].code)
        }
        let block = heaviest.map { state.pieces[$0].block } ?? ""
        do throws(ZoneRegister.Refusal) {
            return try state.register.nextCode(in: String(block.prefix(12)))
        } catch {
            throw .register(error)
        }
    }

    private func weightsOfPieces() -> [Double] {
        PieceWorkloads(state.pieces, villages: villages, measure: measure).weights(workload)
    }

    // MARK: through the plan's editor

    /// Lets the plan's editor do an edit, then puts its result in place and checks it.
    ///
    /// The result is compared with the state at `start`: the one before a line was cut.
    private mutating func edit(
        since start: ZoneState? = nil,
        _ body: (inout PlanEditor, (String) -> Int) throws(PlanEditor.Refusal) -> Void,
        checking zones: () -> [String], naming newCode: () -> String = { "" }
    ) throws(Refusal) {
        for zone in zones() { try check(zone) }
        let before = (state, weights)
        let codes = state.zones.map(\.code)
        let numbers = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
        var editor = self.editor(numbers)
        do throws(PlanEditor.Refusal) {
            for zone in state.locks.sorted() {
                if let number = numbers[zone] { try editor.setLock(true, zone: number) }
            }
            try body(&editor) { numbers[$0] ?? -1 }
        } catch {
            throw Self.refusal(error, codes)
        }
        for (piece, zone) in editor.zoneOfBlock.enumerated() {
            state.pieces[piece].zone = zone < codes.count ? codes[zone] : newCode()
        }
        do throws(Refusal) {
            try finish(before: start ?? before.0)
        } catch {
            (state, weights) = before
            throw error
        }
    }

    private func editor(_ numbers: [String: Int]) -> PlanEditor {
        let towns = Dictionary(state.zones.map { ($0.code, $0.town) }) { first, _ in first }
        let names = Set(towns.values).sorted()
        let parents = state.pieces.map { names.firstIndex(of: towns[$0.zone] ?? "") ?? 0 }
        let graph = BlockGraph(
            blocks: PolygonTable(state.pieces.map(\.area)), weights: weights, measure: measure,
            rules: BlockRules(codes: state.pieces.map(\.code), parents: parents, links: linkedPieces()))
        return PlanEditor(
            graph, zoneOfBlock: state.pieces.map { numbers[$0.zone] ?? 0 }, limits: limits)
    }

    /// A link joins the pieces of its blocks that lie nearest each other.
    private func linkedPieces() -> [BlockPair] {
        links.compactMap { link in
            let ends = [link.first, link.second].map { code in
                state.pieces.indices.compactMap { piece in
                    state.pieces[piece].block == code
                        ? state.pieces[piece].area.envelope.map { (piece, $0.centre) } : nil
                }
            }
            let pairs = ends[0].flatMap { a in ends[1].map { b in (a, b) } }.filter { $0.0 != $1.0 }
            let nearest = pairs.min { PieceWorkloads.distance($0) < PieceWorkloads.distance($1) }
            return nearest.map { BlockPair($0.0.0, $0.1.0) }
        }
    }

    private static func refusal(_ refusal: PlanEditor.Refusal, _ codes: [String]) -> Refusal {
        func code(_ zone: Int) -> String { codes.indices.contains(zone) ? codes[zone] : "" }
        return switch refusal {
        case .noSuchZone(let zone): .noSuchZone(code: code(zone))
        case .locked(let zone): .locked(zone: code(zone))
        case .otherParent(let zone): .otherTown(zone: code(zone))
        case .disconnects(let zone): .disconnects(zone: code(zone))
        case .notBeside(let zone): .notBeside(zone: code(zone))
        case .nothingToDo: .nothingToDo
        case .empties(let zone): .empties(zone: code(zone))
        }
    }

    // MARK: drawn lines

    /// Cuts the pieces of some zones along a line; gives the side of each piece of those zones that lies on one.
    private mutating func cut(
        _ zones: [String], along line: [Position], snap: Metres
    ) throws(Refusal) -> [Int: DrawnCut.Side] {
        let affected = state.pieces.indices.filter { zones.contains(state.pieces[$0].zone) }
        let cut: DrawnCut
        do throws(DrawnCut.Refusal) {
            cut = try DrawnCut(
                affected.map { state.pieces[$0].area }, along: line, snap: snap, measure: measure)
        } catch {
            throw .line(error)
        }
        for piece in state.pieces.indices {
            for vertex in cut.inserted {
                let (area, isChanged) = vertex.inserted(into: state.pieces[piece].area)
                if isChanged { state.pieces[piece].area = area }
            }
        }
        var sides: [Int: DrawnCut.Side] = [:]
        for (piece, parts) in zip(affected, cut.parts) {
            if parts.count > 1 {
                replace(piece, by: parts, &sides)
            } else if let part = parts.first {
                sides[piece] = part.side
            }
        }
        weights = weightsOfPieces()
        return sides
    }

    private mutating func replace(
        _ piece: Int, by parts: [DrawnCut.Part], _ sides: inout [Int: DrawnCut.Side]
    ) {
        let (block, zone) = (state.pieces[piece].block, state.pieces[piece].zone)
        var used = Set(state.pieces.map(\.code))
        used.remove(state.pieces[piece].code)
        var number = 0
        for (order, part) in parts.enumerated() {
            repeat { number += 1 } while used.contains("\(block)#\(number)")
            let new = ZonePiece(code: "\(block)#\(number)", zone: zone, area: part.area)
            if order == 0 {
                state.pieces[piece] = new
                sides[piece] = part.side
            } else {
                sides[state.pieces.count] = part.side
                state.pieces.append(new)
            }
        }
    }

    /// Each zone gets the side where more of its land is.
    private mutating func assign(_ sides: [Int: DrawnCut.Side], to zone: String, _ other: String) {
        var balance = 0.0
        for (piece, side) in sides where side != .neither {
            let area = measure.area(of: state.pieces[piece].area).value
            let isStraight = (state.pieces[piece].zone == zone) == (side == .left)
            balance += isStraight ? area : -area
        }
        for (piece, side) in sides where side != .neither {
            state.pieces[piece].zone = (side == .left) == (balance >= 0) ? zone : other
        }
    }

    // MARK: afterwards

    /// Draws the zones anew from their pieces, enters new codes, retires old ones, and checks the coverage.
    private mutating func finish(before: ZoneState) throws(Refusal) {
        let codes = Set(state.pieces.map(\.zone)).sorted()
        try checkConnected(codes, before: before)
        let old = Dictionary(before.zones.map { ($0.code, $0) }) { first, _ in first }
        let drawn = ZonePieces.outlines(of: state.pieces, zones: codes)
        let drawnBefore = ZonePieces.outlines(of: before.pieces, zones: codes)
        for code in old.keys.sorted() where !codes.contains(code) { retire(code) }
        state.zones = codes.enumerated().map { number, code in
            guard var zone = old[code] else { return enter(code, drawn[number], before: old) }
            // A zone that the edit did not touch keeps every byte, down to where its rings start.
            if drawn[number] != drawnBefore[number] { zone.area = drawn[number] }
            return zone
        }
        state.locks.formIntersection(codes)
        weights = weightsOfPieces()
        try checkCoverage(before: before)
    }

    private mutating func retire(_ code: String) {
        var entries = state.register.entries
        entries[code]?.isRetired = true
        state.register = ZoneRegister(entries, serialWidth: state.register.serialWidth)
    }

    private mutating func enter(
        _ code: String, _ area: MultiPolygon, before: [String: KeptZone]
    ) -> KeptZone {
        let village = villages[String(code.prefix(12))]
        let town = village?.town ?? before.first { $0.key.hasPrefix(code.prefix(9)) }?.value.town ?? ""
        let name = state.register.name(forCode: code, village: village?.name ?? "", town: town)
        state.register.enter(code, name: name, town: town)
        return KeptZone(code: code, name: name, town: town, area: area)
    }

    /// No zone is in more parts than before.
    private func checkConnected(_ codes: [String], before: ZoneState) throws(Refusal) {
        let graph = BlockGraph(
            blocks: PolygonTable(state.pieces.map(\.area)),
            weights: state.pieces.map { _ in 0 }, measure: measure, rules: BlockRules(links: linkedPieces()))
        let changed = Set(state.pieces).symmetricDifference(before.pieces).map(\.zone)
        for code in Set(changed).sorted() {
            let members = state.pieces.indices.filter { state.pieces[$0].zone == code }
            if !graph.isConnected(members) { throw .disconnects(zone: code) }
        }
    }

    /// There are no more faults than before; those there were are another command's work.
    private func checkCoverage(before: ZoneState) throws(Refusal) {
        let now = faults(state.zones)
        guard now > 0 else { return }
        let added = now - faults(before.zones)
        if added > 0 { throw .breaksCoverage(faults: added) }
    }

    private func faults(_ zones: [KeptZone]) -> Int {
        let input = CoverageInput(
            zones: PolygonTable(zones.map(\.area)), codes: zones.map(\.code), measure: measure)
        return CoverageChecker().check(input).faults.count
    }
}
