/// Why a border was decided.
enum BorderReason {
    case decision
    /// A learnt clause whose other literals are false.
    case clause(Int32)
    /// All sets of this code are dead.
    case support(Int32)
}

/// The decisions and their consequences in order.
///
/// A literal is twice the border, plus one when it is open.
struct LiteralTrail {
    private(set) var literals: [Int32] = []
    private var starts: [Int32] = []
    private var values: [Int8] = []
    private var levels: [Int32] = []
    private var reasons: [BorderReason] = []

    var count: Int { literals.count }
    var level: Int { starts.count }

    mutating func prepare(count: Int) {
        values = Array(repeating: -1, count: count)
        levels = Array(repeating: 0, count: count)
        reasons = Array(repeating: .decision, count: count)
    }

    func isDecided(_ border: Int) -> Bool { values[border] >= 0 }
    func value(_ border: Int) -> Bool { values[border] == 1 }
    func level(ofBorder border: Int) -> Int { Int(levels[border]) }
    func reason(_ border: Int) -> BorderReason { reasons[border] }
    func isFalse(_ literal: Int32) -> Bool { values[Int(literal >> 1)] == Int8(1 - literal & 1) }
    func isTrue(_ literal: Int32) -> Bool { values[Int(literal >> 1)] == Int8(literal & 1) }

    /// The place of the first literal of a level, or the number of literals when there is no such level.
    func start(ofLevel level: Int) -> Int32 {
        level <= starts.count ? starts[level - 1] : Int32(literals.count)
    }

    mutating func open() { starts.append(Int32(literals.count)) }

    mutating func push(_ border: Int, _ value: Bool, reason: BorderReason) {
        values[border] = value ? 1 : 0
        levels[border] = Int32(level)
        reasons[border] = reason
        literals.append(Int32(border) << 1 | (value ? 1 : 0))
    }

    mutating func undo(to level: Int, _ visit: (Int32) -> Void) {
        guard level < starts.count else { return }
        let keep = Int(starts[level])
        for literal in literals[keep...] {
            values[Int(literal >> 1)] = -1
            visit(literal)
        }
        literals.removeSubrange(keep...)
        starts.removeSubrange(level...)
    }
}

/// Learnt clauses with two watched literals each.
struct LearntClauses {
    private(set) var literals: [Int32] = []
    private var starts: [Int32] = [0]
    /// By literal: the clauses that watch it.
    private var watches: [[Int32]] = []

    mutating func prepare(count: Int) { watches = Array(repeating: [], count: 2 * count) }

    func range(of clause: Int32) -> Range<Int> {
        Int(starts[Int(clause)])..<Int(starts[Int(clause) + 1])
    }

    /// - Returns: The clause's number, or `nil` when it is a single literal, which needs no watching.
    mutating func add(_ clause: [Int32]) -> Int32? {
        guard clause.count > 1 else { return nil }
        let number = Int32(starts.count - 1)
        literals += clause
        starts.append(Int32(literals.count))
        watches[Int(clause[0])].append(number)
        watches[Int(clause[1])].append(number)
        return number
    }

    /// Follows a literal that became true.
    ///
    /// - Returns: A clause all of whose literals are false, if any.
    mutating func propagate(_ literal: Int32, trail: inout LiteralTrail) -> Int32? {
        let falsified = literal ^ 1
        var watching: [Int32] = []
        swap(&watching, &watches[Int(falsified)])
        var kept = 0
        var conflict: Int32?
        for place in watching.indices {
            let clause = watching[place]
            if conflict == nil, moveWatch(of: clause, from: falsified, trail) { continue }
            watching[kept] = clause
            kept += 1
            guard conflict == nil else { continue }
            let first = literals[Int(starts[Int(clause)])]
            if trail.isTrue(first) { continue }
            if trail.isFalse(first) {
                conflict = clause
            } else {
                trail.push(Int(first >> 1), first & 1 == 1, reason: .clause(clause))
            }
        }
        watching.removeSubrange(kept...)
        watches[Int(falsified)] = watching
        return conflict
    }

    /// Finds another literal to watch; the one watched besides stands first afterwards.
    private mutating func moveWatch(of clause: Int32, from falsified: Int32, _ trail: LiteralTrail) -> Bool {
        let range = range(of: clause)
        let start = range.lowerBound
        if literals[start] == falsified { literals.swapAt(start, start + 1) }
        if trail.isTrue(literals[start]) { return false }
        for place in (start + 2)..<max(range.upperBound, start + 2) where !trail.isFalse(literals[place]) {
            literals.swapAt(start + 1, place)
            watches[Int(literals[start + 1])].append(clause)
            return true
        }
        return false
    }
}
