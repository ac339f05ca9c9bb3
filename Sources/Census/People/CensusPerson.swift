public import GeoModel

/// Somebody who does the census in the field.
public struct CensusPerson: Hashable, Sendable {
    /// What somebody does.
    public enum Role: String, CaseIterable, Sendable {
        /// Visits the units of zones: 普查员.
        case enumerator
        /// Guides and checks several enumerators: 普查指导员.
        case supervisor
    }

    /// What names the person in the office.
    public let code: String
    /// The name.
    public let name: String
    /// The role.
    public let role: Role
    /// The team, such as a firm's; empty for the office's own people.
    public let team: String
    /// The team is a third party's.
    public let isThirdParty: Bool
    /// How to reach the person; empty when unknown.
    public let phone: String
    /// The division in which the person works; empty for anywhere.
    public let division: String
    /// The hours that the person can give; `nil` when nobody has said.
    public let capacity: Double?
    /// Where the person sets out; `nil` when unknown.
    public let home: Position?

    /// Makes a person.
    public init(
        code: String, name: String, role: Role, team: String = "", isThirdParty: Bool = false,
        phone: String = "", division: String = "", capacity: Double? = nil, home: Position? = nil
    ) {
        self.code = code
        self.name = name
        self.role = role
        self.team = team
        self.isThirdParty = isThirdParty
        self.phone = phone
        self.division = division
        self.capacity = capacity
        self.home = home
    }

    /// The person may work in a zone with this code.
    public func mayWork(in zone: String) -> Bool { zone.hasPrefix(divisionPrefix) }

    /// The digits that the codes of the division's zones begin with.
    var divisionPrefix: String {
        // Zeros at the end fill a code up to twelve digits; those of a level in use stand in pairs or triples.
        let digits = Array(division)
        let lengths = [12, 9, 6, 4, 2]
        let length = lengths.last { length in
            digits.count >= length && digits[length...].allSatisfy { $0 == "0" }
        }
        return String(digits.prefix(length ?? digits.count))
    }
}

extension CensusPerson.Role {
    /// The role in both languages.
    public var text: LocalizedText {
        switch self {
        case .enumerator: LocalizedText(zh: "普查员", en: "enumerator")
        case .supervisor: LocalizedText(zh: "普查指导员", en: "supervisor")
        }
    }

    /// Reads the role's word, its Chinese name, or 指导员.
    public init?(text: String) {
        switch text.lowercased() {
        case "enumerator", "普查员": self = .enumerator
        case "supervisor", "普查指导员", "指导员": self = .supervisor
        default: return nil
        }
    }
}
