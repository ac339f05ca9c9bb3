/// What is wrong with a list of organisations, and where; rows count from 1 in the list.
public enum OrganisationFault: Hashable, Sendable {
    /// A code is empty.
    case noCode(row: Int)
    /// A code holds something that a part's file cannot be named by.
    case badCode(String, row: Int)
    /// Two rows have one code.
    case duplicateCode(String, rows: [Int])
    /// The organisation above is not in the list.
    case orphan(String, parent: String, row: Int)
    /// Organisations stand above one another in a ring.
    case cycle([String])
    /// An organisation is not below its parent's level.
    case levelNotBelow(String, parent: String, row: Int)
    /// Several organisations have none above, or none has.
    case tops([String])
    /// A division's code has not 2, 4, 6, 9 or 12 digits.
    case badDivision(String, of: String, row: Int)
    /// Two organisations, neither above the other, keep the same division.
    case divisionKeptTwice(String, by: [String])

    /// The fault in words.
    public var text: LocalizedText {
        switch self {
        case .noCode(let row): LocalizedText(zh: "第 \(row) 行没有代码", en: "row \(row) has no code")
        case .badCode(let code, let row):
            LocalizedText(
                zh: "第 \(row) 行的代码 \(code) 只能含字母、数字、“-”和“_”",
                en: "row \(row): code \(code) may hold letters, digits, - and _ only")
        case .duplicateCode(let code, let rows):
            LocalizedText(
                zh: "代码 \(code) 重复，见第 \(joined(rows)) 行", en: "code \(code) occurs in rows \(joined(rows))")
        case .orphan(let code, let parent, let row):
            LocalizedText(
                zh: "第 \(row) 行 \(code) 的上级 \(parent) 不存在",
                en: "row \(row): the organisation above \(code), \(parent), does not exist")
        case .cycle(let codes):
            LocalizedText(
                zh: "机构互为上下级：\(codes.joined(separator: " → "))",
                en: "organisations stand above one another: \(codes.joined(separator: " → "))")
        case .levelNotBelow(let code, let parent, let row):
            LocalizedText(
                zh: "第 \(row) 行 \(code) 的级别不低于上级 \(parent)",
                en: "row \(row): \(code) is not of a lower level than \(parent) above it")
        case .tops(let codes):
            LocalizedText(
                zh: "应有且只有一个最上级机构，现有 \(codes.count) 个：\(codes.joined(separator: "、"))",
                en:
                    "exactly one organisation stands at the top; here \(codes.count) do: \(codes.joined(separator: ", "))"
            )
        case .badDivision(let division, let code, let row):
            LocalizedText(
                zh: "第 \(row) 行 \(code) 的区划代码 \(division) 应为 2、4、6、9 或 12 位数字",
                en: "row \(row): division \(division) of \(code) needs 2, 4, 6, 9 or 12 digits")
        case .divisionKeptTwice(let division, let codes):
            LocalizedText(
                zh: "区划 \(division) 归属多个机构：\(codes.joined(separator: "、"))",
                en: "division \(division) is kept by several organisations: \(codes.joined(separator: ", "))")
        }
    }

    private func joined(_ rows: [Int]) -> String { rows.map(String.init).joined(separator: ", ") }
}

/// Checks a list of organisations and gathers the tables of its tree.
struct OrganisationCensus {
    private let organisations: [Organisation]
    private(set) var indexByCode: [String: Int] = [:]
    private(set) var keeperByDivision: [String: Int] = [:]

    init(_ organisations: [Organisation]) { self.organisations = organisations }

    mutating func faults() -> [OrganisationFault] {
        var faults = codeFaults() + parentFaults()
        let cycles = cycleFaults()
        // Levels and keepers are judged along the way up, which a ring has not.
        faults += cycles.isEmpty ? divisionFaults() : cycles
        return faults
    }

    private mutating func codeFaults() -> [OrganisationFault] {
        var rows: [String: [Int]] = [:]
        for (index, organisation) in organisations.enumerated() {
            rows[organisation.code, default: []].append(index + 1)
            if indexByCode[organisation.code] == nil { indexByCode[organisation.code] = index }
        }
        return organisations.enumerated().compactMap { index, organisation in
            if organisation.code.isEmpty { return .noCode(row: index + 1) }
            // A part's file is named by its organisation's code.
            guard organisation.code.allSatisfy({ $0.isLetter || $0.isNumber || "-_".contains($0) }) else {
                return .badCode(organisation.code, row: index + 1)
            }
            let same = rows[organisation.code] ?? []
            return same.count > 1 && same[0] == index + 1
                ? .duplicateCode(organisation.code, rows: same) : nil
        }
    }

    private func parentFaults() -> [OrganisationFault] {
        var faults: [OrganisationFault] = []
        for (index, organisation) in organisations.enumerated() {
            guard let parent = organisation.parent else { continue }
            guard let above = indexByCode[parent] else {
                faults.append(.orphan(organisation.code, parent: parent, row: index + 1))
                continue
            }
            if organisations[above].level >= organisation.level {
                faults.append(.levelNotBelow(organisation.code, parent: parent, row: index + 1))
            }
        }
        let tops = organisations.filter { $0.parent == nil }.map(\.code)
        if tops.count != 1 { faults.append(.tops(tops)) }
        return faults
    }

    private func above(_ index: Int) -> Int? { organisations[index].parent.flatMap { indexByCode[$0] } }

    /// Each ring once, from its first organisation in the list.
    ///
    /// Each organisation is walked over once.
    private func cycleFaults() -> [OrganisationFault] {
        var faults: [OrganisationFault] = []
        var walk = [Int](repeating: 0, count: organisations.count)
        for start in organisations.indices where walk[start] == 0 {
            var path: [Int] = []
            var current: Int? = start
            while let index = current, walk[index] == 0 {
                walk[index] = start + 1
                path.append(index)
                current = above(index)
            }
            if let index = current, walk[index] == start + 1, let entry = path.firstIndex(of: index) {
                faults.append(.cycle(path[entry...].map { organisations[$0].code }))
            }
        }
        return faults
    }

    private mutating func divisionFaults() -> [OrganisationFault] {
        var faults: [OrganisationFault] = []
        var keepers: [String: [Int]] = [:]
        for (index, organisation) in organisations.enumerated() {
            for division in organisation.divisions {
                let isWellFormed =
                    [2, 4, 6, 9, 12].contains(division.utf8.count)
                    && division.utf8.allSatisfy { (48...57).contains($0) }
                guard isWellFormed else {
                    faults.append(.badDivision(division, of: organisation.code, row: index + 1))
                    continue
                }
                keepers[String(significantDigits(division)), default: []].append(index)
            }
        }
        for (division, indices) in keepers.sorted(by: { $0.key < $1.key }) {
            let lowest = indices.max { organisations[$0].level < organisations[$1].level }
            guard let lowest else { continue }
            let line = Set(sequence(first: lowest, next: above))
            if Set(indices).count < indices.count || !indices.allSatisfy(line.contains) {
                faults.append(.divisionKeptTwice(division, by: indices.map { organisations[$0].code }))
            }
            keeperByDivision[division] = lowest
        }
        return faults
    }
}
