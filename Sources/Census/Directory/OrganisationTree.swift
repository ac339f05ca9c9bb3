/// The rank of a census organisation, from the province down.
public enum OrganisationLevel: String, CaseIterable, Comparable, Sendable {
    /// 省普查办.
    case province
    /// 市普查办.
    case city
    /// 县普查办, also of a functional zone that acts as a county.
    case county
    /// 乡镇.
    case town

    private var depth: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// Orders from the province down.
    public static func < (a: OrganisationLevel, b: OrganisationLevel) -> Bool { a.depth < b.depth }

    /// The level in words.
    public var text: LocalizedText {
        switch self {
        case .province: LocalizedText(zh: "省级", en: "province")
        case .city: LocalizedText(zh: "市级", en: "city")
        case .county: LocalizedText(zh: "县级", en: "county")
        case .town: LocalizedText(zh: "乡级", en: "town")
        }
    }
}

/// A census organisation: an office that keeps a part of the directory.
public struct Organisation: Hashable, Sendable {
    /// Its code.
    public let code: String
    /// Its name.
    public let name: String
    /// Its rank.
    public let level: OrganisationLevel
    /// The organisation above it; `nil` for the top.
    public let parent: String?
    /// A development zone or another area that is no administrative division.
    public let isFunctionalZone: Bool
    /// The divisions whose units it keeps, as codes of 2 to 12 digits, zeros at the end or not; what an
    /// organisation of a longer code takes out of them is not its own.
    public let divisions: [String]

    /// Makes an organisation.
    public init(
        code: String, name: String, level: OrganisationLevel, parent: String?, isFunctionalZone: Bool = false,
        divisions: [String]
    ) {
        self.code = code
        self.name = name
        self.level = level
        self.parent = parent
        self.isFunctionalZone = isFunctionalZone
        self.divisions = divisions
    }
}

/// The tree of census organisations, which is not that of GB/T 2260.
///
/// Counties run by the province and functional zones are peers of cities: they hang below the province though
/// their level is the county's. Which divisions an organisation keeps is listed, not read from its code.
public struct OrganisationTree: Hashable, Sendable {
    /// The organisations in the order given.
    public let organisations: [Organisation]
    private let indexByCode: [String: Int]
    private let keeperByDivision: [String: Int]

    /// Builds a tree, or says everything that is wrong with it.
    ///
    /// - Parameter organisations: The organisations in any order.
    /// - Throws: `OrganisationTreeFaults`, all faults in the order of the organisations.
    /// - Complexity: O(n) in organisations and their divisions.
    public init(_ organisations: [Organisation]) throws(OrganisationTreeFaults) {
        var census = OrganisationCensus(organisations)
        let faults = census.faults()
        guard faults.isEmpty else { throw OrganisationTreeFaults(faults: faults) }
        self.organisations = organisations
        indexByCode = census.indexByCode
        keeperByDivision = census.keeperByDivision
    }

    /// The organisation of a code.
    public subscript(code: String) -> Organisation? { indexByCode[code].map { organisations[$0] } }

    /// The organisation above another.
    public func parent(of organisation: Organisation) -> Organisation? {
        organisation.parent.flatMap { self[$0] }
    }

    /// The organisation that keeps the units of a division: that of the longest code the division begins with.
    ///
    /// - Parameter division: Digits of a division, of a village or of a zone; what follows the 12th is left out.
    /// - Returns: The organisation furthest down that keeps the division, or `nil`.
    public func keeper(ofDivision division: String) -> Organisation? {
        let digits = significantDigits(division).utf8
        for length in [12, 9, 6, 4, 2] where digits.count >= length {
            // A code that is no digits at all may be cut inside a character; then no organisation keeps it.
            guard let code = String(digits.prefix(length)) else { continue }
            if let index = keeperByDivision[code] { return organisations[index] }
        }
        return nil
    }

    /// The parts of a split at a level: the organisations of the level, and those below it that hang above.
    ///
    /// Split at the city's level, a county that the province runs is a part beside the cities.
    ///
    /// - Parameter level: City or below.
    /// - Returns: The parts in the order of their codes.
    public func parts(at level: OrganisationLevel) -> [Organisation] {
        organisations.filter { isPart($0, at: level) }.sorted { $0.code < $1.code }
    }

    /// The part that an organisation belongs to, or `nil` when it stands above the parts.
    public func part(of organisation: Organisation, at level: OrganisationLevel) -> Organisation? {
        var current: Organisation? = organisation
        while let candidate = current {
            if isPart(candidate, at: level) { return candidate }
            current = parent(of: candidate)
        }
        return nil
    }

    /// One organisation stands below another, at any depth.
    public func stands(_ organisation: Organisation, below code: String) -> Bool {
        sequence(first: organisation) { parent(of: $0) }.dropFirst().contains { $0.code == code }
    }

    private func isPart(_ organisation: Organisation, at level: OrganisationLevel) -> Bool {
        guard organisation.level >= level else { return false }
        guard let above = parent(of: organisation) else { return false }
        return above.level < level
    }
}

/// Everything that is wrong with a list of organisations.
public struct OrganisationTreeFaults: Error, Hashable, Sendable {
    /// The faults in the order of the organisations.
    public let faults: [OrganisationFault]
}

/// The digits of a division without the zeros of the levels below it, at most 12.
func significantDigits(_ code: String) -> Substring {
    let bytes = code.utf8
    var end = bytes.index(bytes.startIndex, offsetBy: 12, limitedBy: bytes.endIndex) ?? bytes.endIndex
    for (length, above) in [(12, 9), (9, 6), (6, 4), (4, 2)] {
        guard bytes.distance(from: bytes.startIndex, to: end) == length else { continue }
        let cut = bytes.index(bytes.startIndex, offsetBy: above)
        guard bytes[cut..<end].allSatisfy({ $0 == UInt8(ascii: "0") }) else { break }
        end = cut
    }
    return code[..<end]
}
