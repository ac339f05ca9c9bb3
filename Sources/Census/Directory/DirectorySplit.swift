/// Why a unit goes to no part of a split.
public enum UnassignedReason: Hashable, Sendable {
    /// The row has no key, or not alone, so it could not be told apart when it comes back.
    case noOwnKey
    /// It names no division.
    case noDivision
    /// No organisation keeps its division.
    case divisionNotKept(String)
    /// The organisation that keeps its division stands above the parts.
    case keptAbove(organisation: String)
    /// The override names an organisation that does not exist or stands above the parts.
    case badOverride(String)

    /// The reason in words.
    public var text: LocalizedText {
        switch self {
        case .noOwnKey:
            LocalizedText(
                zh: "没有标识（unit_key），或与别的行相同；请为它填上自己的标识",
                en: "no key (unit_key), or one that another row has; give it a key of its own")
        case .noDivision: LocalizedText(zh: "没有区划代码", en: "no division code")
        case .divisionNotKept(let code):
            LocalizedText(zh: "区划 \(code) 没有归属机构", en: "no organisation keeps division \(code)")
        case .keptAbove(let code):
            LocalizedText(
                zh: "归属机构 \(code) 不在拆分之列", en: "\(code), which keeps it, is no part of this split")
        case .badOverride(let code):
            LocalizedText(
                zh: "指定的机构 \(code) 不在拆分之列", en: "the organisation it was given to, \(code), is no part")
        }
    }
}

/// Where a unit goes in a split.
public enum PartAssignment: Hashable, Sendable {
    /// To the organisation of this code.
    case part(String)
    /// Nowhere; it stays with the whole.
    case unassigned(UnassignedReason)
}

/// The rule by which units go to the parts of a split: the organisation that keeps the longest beginning of a
/// unit's division code, unless a person gave the unit to another.
public struct PartRule: Sendable {
    /// The tree.
    public let tree: OrganisationTree
    /// The level of the split.
    public let level: OrganisationLevel
    /// The parts, in the order of their codes.
    public let parts: [Organisation]
    private let overrides: [String: String]
    private let partByKeeper: [String: String]

    /// Makes a rule.
    ///
    /// - Parameters:
    ///   - tree: The organisations.
    ///   - level: City or below.
    ///   - overrides: Organisations' codes by units' keys.
    ///   - owner: The organisation whose directory is split, when that is not the top's: only organisations below
    ///     it become parts.
    public init(
        tree: OrganisationTree, level: OrganisationLevel, overrides: [String: String] = [:],
        within owner: String? = nil
    ) {
        precondition(level > .province, "split at the level of the city or below")
        self.tree = tree
        self.level = level
        self.overrides = overrides
        let parts = tree.parts(at: level).filter { part in
            owner.map { tree.stands(part, below: $0) } ?? true
        }
        let codes = Set(parts.map(\.code))
        let pairs = tree.organisations.compactMap { keeper in
            tree.part(of: keeper, at: level).flatMap {
                codes.contains($0.code) ? (keeper.code, $0.code) : nil
            }
        }
        self.parts = parts
        partByKeeper = Dictionary(uniqueKeysWithValues: pairs)
    }

    /// The part of a unit.
    ///
    /// - Parameters:
    ///   - key: The unit's key.
    ///   - division: Its division's code, or its zone's.
    /// - Returns: The part, or why there is none.
    public func part(ofUnit key: String, division: String?) -> PartAssignment {
        if let given = overrides[key] {
            return partByKeeper[given].map(PartAssignment.part) ?? .unassigned(.badOverride(given))
        }
        guard let division, !division.isEmpty else { return .unassigned(.noDivision) }
        guard let keeper = tree.keeper(ofDivision: division) else {
            return .unassigned(.divisionNotKept(division))
        }
        return partByKeeper[keeper.code].map(PartAssignment.part)
            ?? .unassigned(.keptAbove(organisation: keeper.code))
    }
}

/// Rows counted and digested.
public struct RowTally: Hashable, Sendable {
    /// How many rows.
    public private(set) var count = 0
    /// Their digest.
    public private(set) var digest = RowDigest.empty

    /// Makes a tally of nothing.
    public init() {}

    /// Makes a tally of rows counted elsewhere.
    public init(count: Int, digest: RowDigest) {
        self.count = count
        self.digest = digest
    }

    /// Counts a row.
    public mutating func add(_ row: RowDigest) {
        count += 1
        digest += row
    }

    /// Counts a set of rows.
    public static func += (a: inout RowTally, b: RowTally) {
        a.count += b.count
        a.digest += b.digest
    }
}

/// What a part of a split is handed over with.
public struct PartReceipt: Hashable, Sendable {
    /// The split it belongs to.
    public let split: String
    /// The level of the split.
    public let level: OrganisationLevel
    /// The organisation that receives the part.
    public let organisation: String
    /// The columns that were digested, in their order.
    public let columns: [String]
    /// The part's rows.
    public let rows: RowTally

    /// Makes a receipt.
    public init(
        split: String, level: OrganisationLevel, organisation: String, columns: [String], rows: RowTally
    ) {
        self.split = split
        self.level = level
        self.organisation = organisation
        self.columns = columns
        self.rows = rows
    }
}

/// A split being made: rows go in, in any order; receipts come out that add up to the whole.
public struct DirectorySplit: Sendable {
    private let rule: PartRule
    private let columns: [String]
    /// What names the split.
    public let id: String
    private var parts: [String: RowTally]
    /// The rows that go nowhere.
    public private(set) var unassigned = RowTally()
    /// How many rows go nowhere for each reason.
    public private(set) var unassignedReasons: [UnassignedReason: Int] = [:]
    /// All rows.
    public private(set) var whole = RowTally()

    /// Begins a split; every part exists from the start, though it may stay empty.
    public init(id: String, rule: PartRule, columns: [String]) {
        self.id = id
        self.rule = rule
        self.columns = columns
        parts = Dictionary(
            uniqueKeysWithValues: rule.parts.map { ($0.code, RowTally()) })
    }

    /// Takes a row.
    ///
    /// - Returns: Where it goes.
    public mutating func add(_ row: DirectoryRow, division: String?) -> PartAssignment {
        add(key: row.key, digest: row.digest, division: division)
    }

    /// Takes a row that goes nowhere, whatever its division.
    public mutating func leave(_ digest: RowDigest, because reason: UnassignedReason) {
        whole.add(digest)
        unassigned.add(digest)
        unassignedReasons[reason, default: 0] += 1
    }

    /// Takes a row by its key and digest.
    ///
    /// - Returns: Where it goes.
    public mutating func add(key: String, digest: RowDigest, division: String?) -> PartAssignment {
        whole.add(digest)
        let assignment = rule.part(ofUnit: key, division: division)
        switch assignment {
        case .part(let code): parts[code, default: RowTally()].add(digest)
        case .unassigned(let reason):
            unassigned.add(digest)
            unassignedReasons[reason, default: 0] += 1
        }
        return assignment
    }

    /// A receipt for each part, in the order of the organisations' codes.
    public var receipts: [PartReceipt] {
        parts.sorted { $0.key < $1.key }.map { code, rows in
            PartReceipt(split: id, level: rule.level, organisation: code, columns: columns, rows: rows)
        }
    }

    /// The parts and the unassigned rows are exactly the whole.
    public var isReconciled: Bool {
        var sum = unassigned
        for rows in parts.values { sum += rows }
        return sum == whole
    }
}
