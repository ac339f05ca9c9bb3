public import GeoModel

/// A place where a unit works.
public struct UnitSite: Hashable, Sendable {
    /// The address as given.
    public let address: String
    /// The door number, where it is given apart.
    public let doorNumber: String
    /// The state of the site, as given.
    public let status: String
    /// The position, longitude and latitude in degrees.
    public let position: Position?

    /// Makes a site.
    public init(address: String, doorNumber: String = "", status: String = "", position: Position? = nil) {
        self.address = address
        self.doorNumber = doorNumber
        self.status = status
        self.position = position
    }
}

/// A unit of the directory, as far as the directory's rules look at it.
public struct DirectoryUnit: Hashable, Sendable {
    /// What names the row; no two rows of a directory share it.
    public let key: String
    /// Who the unit is; `nil` without any code.
    public let identity: UnitIdentity?
    /// The name as given.
    public let name: String
    /// The kind's code.
    public let kind: String
    /// The industries, each with its own code.
    public let industries: [String]
    /// The sites in one county, the main one first; sites in other counties are other units.
    public let sites: [UnitSite]
    /// The county of the site, 6 digits.
    public let county: String

    /// Makes a unit.
    public init(
        key: String, identity: UnitIdentity?, name: String, kind: String, industries: [String] = [],
        sites: [UnitSite] = [], county: String
    ) {
        self.key = key
        self.identity = identity
        self.name = name
        self.kind = kind
        self.industries = industries
        self.sites = sites
        self.county = county
    }
}

/// Splits a cell of several industry codes at commas, semicolons, slashes and spaces of either width.
public func industryCodes(in cell: String) -> [String] {
    let marks: Set<Character> = [",", "，", ";", "；", "、", "/", "|"]
    return cell.split { marks.contains($0) || $0.isWhitespace }.map(String.init)
}
