/// Divides a region within the limits by deciding, border by border, whether its two sides share a zone.
///
/// Each border is a variable: open (one zone) or closed. A set of `ZoneColumns` is alive while no decided
/// border contradicts it: those inside it are open, those around it closed. A border whose every supporting
/// set is dead is decided by that, and a contradiction is explained by the borders that killed the sets; the
/// explanation is learnt, so that the search does not run into it again (conflict-driven clause learning:
/// Marques-Silva & Sakallah 1999, doi:10.1109/12.769433, with the watched literals and activities of
/// Moskewicz et al. 2001, doi:10.1145/378239.379017). When all borders are decided, each node's zone is a
/// listed set. The search is complete: without a bound on its steps it finds a division or shows that there
/// is none.
struct BorderSearch {
    enum Outcome {
        /// The zone of each node.
        case division([Int32])
        /// No division holds the limits.
        case impossible
        /// The steps were used up.
        case undecided
    }

    let graph: RegionGraph
    /// The two nodes of each border.
    let borders: [(a: Int32, b: Int32)]
    let columns: ColumnIndex
    /// Live sets by code: 3e is border e open, 3e + 1 closed seen from its first node, 3e + 2 from its second.
    private var support: [Int32]
    private var killedAt: [Int32]
    private var killed: [Int32] = []
    private var trail = LiteralTrail()
    private var learnt = LearntClauses()
    private var activity: [Double]
    private var bump = 1.0
    private var phase: [Bool]
    private var next = 0
    private var steps: Int
    private var seen: [Bool]
    private var conflicts = 0

    /// Prepares a search.
    ///
    /// - Parameters:
    ///   - graph: The region.
    ///   - columns: All sets that may be a zone.
    ///   - start: A division to begin near.
    ///   - steps: The greatest number of sets to kill.
    init(_ graph: RegionGraph, columns: ZoneColumns, start: [Int32], steps: Int) {
        self.graph = graph
        self.steps = steps
        borders = graph.neighbours.indices.compactMap { place in
            graph.sources[place] < graph.neighbours[place]
                ? (graph.sources[place], graph.neighbours[place]) : nil
        }
        self.columns = ColumnIndex(columns, graph: graph, borders: borders)
        support = self.columns.support
        killedAt = Array(repeating: .max, count: columns.count)
        activity = Array(repeating: 0, count: borders.count)
        phase = borders.map { start[Int($0.a)] == start[Int($0.b)] }
        seen = Array(repeating: false, count: borders.count)
        trail.prepare(count: borders.count)
        learnt.prepare(count: borders.count)
    }

    /// Searches until a division is found, none can be, or the steps are used up.
    mutating func run(goesOn: () -> Bool) -> Outcome {
        guard settleUnsupported() else { return .impossible }
        var restart = 0
        var limit = Self.luby(0) * 100
        while true {
            if let conflict = propagate() {
                if trail.level == 0 { return .impossible }
                conflicts += 1
                learn(from: conflict)
                if steps <= 0 || (conflicts & 63 == 0 && !goesOn()) { return .undecided }
                continue
            }
            if conflicts >= limit {
                restart += 1
                limit = conflicts + Self.luby(restart) * 100
                undo(to: 0)
                continue
            }
            guard let border = branch() else { return .division(division()) }
            trail.open()
            trail.push(border, phase[border], reason: .decision)
        }
    }

    /// The sequence 1 1 2 1 1 2 4 … (Luby, Sinclair & Zuckerman 1993, doi:10.1016/0020-0190(93)90029-9).
    private static func luby(_ place: Int) -> Int {
        var size = 1
        var power = 0
        while size < place + 1 {
            size = 2 * size + 1
            power += 1
        }
        var place = place
        while size - 1 != place {
            size = (size - 1) / 2
            power -= 1
            place %= size
        }
        return 1 << power
    }

    private func branch() -> Int? {
        var best = -1
        for border in borders.indices where !trail.isDecided(border) {
            if best < 0 || activity[border] > activity[best] { best = border }
        }
        return best < 0 ? nil : best
    }

    private func division() -> [Int32] {
        var sets = DisjointSets(count: graph.count)
        for (border, ends) in borders.enumerated() where trail.value(border) {
            sets.join(Int(ends.a), Int(ends.b))
        }
        var number: [Int: Int32] = [:]
        return (0..<graph.count).map { node in
            let root = sets.root(of: node)
            if let known = number[root] { return known }
            number[root] = Int32(number.count)
            return Int32(number.count - 1)
        }
    }

    // MARK: consequences

    /// Decides borders that no set supports from the start.
    private mutating func settleUnsupported() -> Bool {
        for code in support.indices where support[code] == 0 {
            if !force(code) { return false }
        }
        return true
    }

    /// Decides a border because a code has no live set; false when it was decided otherwise.
    private mutating func force(_ code: Int) -> Bool {
        let border = code / 3
        let value = code % 3 != 0
        if trail.isDecided(border) { return trail.value(border) == value }
        trail.push(border, value, reason: .support(Int32(code)))
        return true
    }

    private mutating func propagate() -> BorderReason? {
        while next < trail.count {
            let literal = trail.literals[next]
            let border = Int(literal >> 1)
            let codes = literal & 1 == 1 ? (3 * border + 1)...(3 * border + 2) : (3 * border)...(3 * border)
            for code in codes {
                if let conflict = kill(code, at: Int32(next)) {
                    next += 1
                    return conflict
                }
            }
            next += 1
            if let clause = learnt.propagate(literal, trail: &trail) { return .clause(clause) }
        }
        return nil
    }

    private mutating func kill(_ code: Int, at place: Int32) -> BorderReason? {
        var conflict: BorderReason?
        for slot in columns.range(ofCode: code) {
            let column = Int(columns.columnsOfCodes[slot])
            guard killedAt[column] == .max else { continue }
            killedAt[column] = place
            killed.append(Int32(column))
            steps -= 1
            for entry in columns.codes(ofColumn: column) {
                let touched = Int(columns.codesOfColumns[entry])
                support[touched] -= 1
                if support[touched] == 0, conflict == nil, !force(touched) {
                    conflict = .support(Int32(touched))
                }
            }
            if conflict != nil { return conflict }
        }
        return nil
    }

    private mutating func undo(to level: Int) {
        let keep = trail.start(ofLevel: level + 1)
        while let column = killed.last, killedAt[Int(column)] >= keep {
            killed.removeLast()
            killedAt[Int(column)] = .max
            for entry in columns.codes(ofColumn: Int(column)) {
                support[Int(columns.codesOfColumns[entry])] += 1
            }
        }
        trail.undo(to: level) { literal in phase[Int(literal >> 1)] = literal & 1 == 1 }
        next = trail.count
    }

    // MARK: learning

    /// Learns the first point at which the latest decision alone leads to the conflict, and goes back.
    private mutating func learn(from conflict: BorderReason) {
        var clause: [Int32] = [0]
        var open = 0
        var marked: [Int] = []
        mark(conflict, except: -1, &clause, &open, &marked)
        var place = trail.count - 1
        while true {
            while !seen[Int(trail.literals[place] >> 1)] { place -= 1 }
            let literal = trail.literals[place]
            open -= 1
            if open == 0 {
                clause[0] = literal ^ 1
                break
            }
            seen[Int(literal >> 1)] = false
            mark(trail.reason(Int(literal >> 1)), except: literal >> 1, &clause, &open, &marked)
            place -= 1
        }
        for border in marked { seen[border] = false }
        bump *= 1.05
        if bump > 1e100 { rescale() }
        var level = 0
        for place in clause.indices.dropFirst() {
            let own = trail.level(ofBorder: Int(clause[place] >> 1))
            if own > level {
                level = own
                clause.swapAt(1, place)
            }
        }
        undo(to: level)
        let number = learnt.add(clause)
        trail.push(Int(clause[0] >> 1), clause[0] & 1 == 1, reason: number.map { .clause($0) } ?? .decision)
    }

    private mutating func rescale() {
        for border in activity.indices { activity[border] *= 1e-100 }
        bump *= 1e-100
    }

    private mutating func mark(
        _ reason: BorderReason, except own: Int32, _ clause: inout [Int32], _ open: inout Int,
        _ marked: inout [Int]
    ) {
        switch reason {
        case .decision: return
        case .clause(let number):
            for place in learnt.range(of: number) where learnt.literals[place] >> 1 != own {
                mark(border: Int(learnt.literals[place] >> 1), &clause, &open, &marked)
            }
        case .support(let code):
            for slot in columns.range(ofCode: Int(code)) {
                let killer = killedAt[Int(columns.columnsOfCodes[slot])]
                mark(border: Int(trail.literals[Int(killer)] >> 1), &clause, &open, &marked)
            }
            // A conflict also needs the border that was decided against its sets.
            if own < 0 { mark(border: Int(code) / 3, &clause, &open, &marked) }
        }
    }

    private mutating func mark(
        border: Int, _ clause: inout [Int32], _ open: inout Int, _ marked: inout [Int]
    ) {
        guard !seen[border], trail.level(ofBorder: border) > 0 else { return }
        seen[border] = true
        marked.append(border)
        activity[border] += bump
        if trail.level(ofBorder: border) == trail.level {
            open += 1
        } else {
            // The clause holds the literal that is false now.
            clause.append(Int32(border) << 1 | (trail.value(border) ? 0 : 1))
        }
    }
}
