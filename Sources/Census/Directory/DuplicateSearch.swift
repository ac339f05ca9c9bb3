internal import GeoKernels
public import GeoModel

/// Why two rows may be one unit.
public enum DuplicateReason: Hashable, Sendable {
    /// The same code and suffix in the same county.
    case sameIdentity(UnitIdentity)
    /// One has the organisation code that is inside the other's credit code, in the same county.
    case organisationCodeInside(String)
    /// Nearly the same name at nearly the same place.
    case nearNameAndPoint(similarity: Double, distance: Metres)

    /// The reason in words.
    public var text: LocalizedText {
        switch self {
        case .sameIdentity(let identity):
            LocalizedText(
                zh: "同一县内代码相同：\(identity.code)\(identity.suffix)",
                en: "the same code in one county: \(identity.code)\(identity.suffix)")
        case .organisationCodeInside(let code):
            LocalizedText(
                zh: "组织机构代码 \(code) 含在另一行的统一社会信用代码中",
                en: "organisation code \(code) is inside the other's credit code")
        case .nearNameAndPoint(let similarity, let distance):
            LocalizedText(
                zh: "名称相似 \(Int((similarity * 100).rounded()))%，相距 \(Int(distance.value.rounded())) 米",
                en:
                    "names alike to \(Int((similarity * 100).rounded())) %, \(Int(distance.value.rounded())) m apart"
            )
        }
    }
}

/// Two rows that may be one unit: a proposal for a person, never a deletion.
public struct DuplicateCandidate: Hashable, Sendable {
    /// The row that comes first in the list.
    public let first: String
    /// The other row.
    public let second: String
    /// Every reason, the strongest first.
    public let reasons: [DuplicateReason]
}

/// The limits of the search, which an office may change; the defaults are ours.
public struct DuplicateLimits: Hashable, Sendable {
    /// How alike names must be, 0 to 1.
    public var similarity: Double
    /// How near places must be.
    public var distance: Metres

    /// Makes limits.
    public init(similarity: Double = 0.8, distance: Metres = Metres(50)) {
        self.similarity = similarity
        self.distance = distance
    }
}

/// Finds rows that may be the same unit.
///
/// Rows are compared only within blocks: those of one identity, those of one organisation code in a county, and
/// those whose places fall into neighbouring cells of a grid and that share one of the three rarest character pairs
/// of a name. Names that agree well share nearly all pairs and so a rare one; thousands of units on one point do
/// not make it quadratic. Two rows with different well-formed codes are different legal persons and are not
/// proposed for their names.
///
/// **Cost.** O(n log n) in the rows and O(1) for each pair within a block; about 300 bytes for each row.
public struct DuplicateSearch: Sendable {
    private let limits: DuplicateLimits

    /// Makes a search.
    public init(limits: DuplicateLimits = DuplicateLimits()) { self.limits = limits }

    /// Proposes pairs.
    ///
    /// In a block of more than two equal rows each later one is paired with the first.
    ///
    /// - Parameter units: The rows, in the directory's order.
    /// - Returns: The pairs in the order of their rows.
    public func candidates(in units: [DirectoryUnit]) -> [DuplicateCandidate] {
        var reasons: [RowPair: [DuplicateReason]] = [:]
        for (pair, reason) in sameIdentity(units) + organisationCodes(units) + nearNames(units) {
            reasons[pair, default: []].append(reason)
        }
        return reasons.sorted { $0.key < $1.key }.map { pair, reasons in
            DuplicateCandidate(
                first: units[pair.first].key, second: units[pair.second].key, reasons: reasons)
        }
    }

    private func sameIdentity(_ units: [DirectoryUnit]) -> [(RowPair, DuplicateReason)] {
        var firstRow: [UnitIdentity: Int] = [:]
        var found: [(RowPair, DuplicateReason)] = []
        for (row, unit) in units.enumerated() {
            guard let identity = unit.identity else { continue }
            if let first = firstRow[identity] {
                found.append((RowPair(first, row), .sameIdentity(identity)))
            } else {
                firstRow[identity] = row
            }
        }
        return found
    }

    /// Pairs rows of one organisation code and suffix in a county whose own codes differ.
    private func organisationCodes(_ units: [DirectoryUnit]) -> [(RowPair, DuplicateReason)] {
        struct Key: Hashable { let code, suffix, county: String }
        var rows: [Key: [Int]] = [:]
        for (row, unit) in units.enumerated() {
            guard let identity = unit.identity, let code = identity.organisationCode else { continue }
            rows[Key(code: code, suffix: identity.suffix, county: identity.county), default: []].append(row)
        }
        var found: [(RowPair, DuplicateReason)] = []
        for (key, rows) in rows where rows.count > 1 {
            // Only a bare organisation code against a credit code: two credit codes with one inside are rare errors
            // of their own and still shown.
            for row in rows.dropFirst() where units[row].identity != units[rows[0]].identity {
                found.append((RowPair(rows[0], row), .organisationCodeInside(key.code)))
            }
        }
        return found
    }

    private func nearNames(_ units: [DirectoryUnit]) -> [(RowPair, DuplicateReason)] {
        let names = units.map { UnitName($0.name) }
        var frequency: [String: Int] = [:]
        for name in names { for pair in Set(name.bigrams) { frequency[pair, default: 0] += 1 } }
        let size = limits.distance.value / 55_000
        struct Block: Hashable { let cell: Int64, pair: String }
        var blocks: [Block: [Int]] = [:]
        var found: [RowPair: DuplicateReason] = [:]
        for (row, unit) in units.enumerated() {
            guard let place = unit.sites.first?.position, place.isFinite else { continue }
            let cell = GridCell(place, size: size)
            let rare = rarest(names[row], frequency)
            for neighbour in cell.neighbourhood {
                for pair in rare {
                    for other in blocks[Block(cell: neighbour.key, pair: pair)] ?? [] {
                        let key = RowPair(other, row)
                        if found[key] == nil { found[key] = nearness(units, names, key) }
                    }
                }
            }
            for pair in rare { blocks[Block(cell: cell.key, pair: pair), default: []].append(row) }
        }
        return found.map { ($0.key, $0.value) }
    }

    private func rarest(_ name: UnitName, _ frequency: [String: Int]) -> [String] {
        guard !name.core.isEmpty else { return [] }
        let pairs = Set(name.bigrams).map { (count: frequency[$0] ?? 0, pair: $0) }
        return pairs.sorted { $0 < $1 }.prefix(3).map(\.pair)
    }

    private func nearness(
        _ units: [DirectoryUnit], _ names: [UnitName], _ pair: RowPair
    ) -> DuplicateReason? {
        let (a, b) = (units[pair.first], units[pair.second])
        guard a.county == b.county, !differInCode(a.identity, b.identity),
            let here = a.sites.first?.position, let there = b.sites.first?.position
        else { return nil }
        let distance = LocalMetric(atLatitude: here.y, ellipsoid: .cgcs2000).distance(from: here, to: there)
        let similarity = names[pair.first].similarity(to: names[pair.second])
        guard distance <= limits.distance, similarity >= limits.similarity else { return nil }
        return .nearNameAndPoint(similarity: similarity, distance: distance)
    }

    /// Both have organisation codes and they differ, or the same code with other suffixes.
    private func differInCode(_ a: UnitIdentity?, _ b: UnitIdentity?) -> Bool {
        guard let a, let b, let x = a.organisationCode, let y = b.organisationCode else { return false }
        return x != y || a.suffix != b.suffix
    }
}

/// Two rows, the earlier first.
private struct RowPair: Hashable, Comparable {
    let first: Int
    let second: Int

    init(_ a: Int, _ b: Int) {
        first = min(a, b)
        second = max(a, b)
    }

    static func < (a: RowPair, b: RowPair) -> Bool { (a.first, a.second) < (b.first, b.second) }
}
