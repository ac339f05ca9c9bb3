public import Census
internal import GRDB
internal import GeoModel

extension Workspace {
    /// The units as the directory's rules look at them, in the order of their rows.
    ///
    /// The main site comes first and is where the unit's point is; the others are those of its form's list. The county
    /// is that of the unit's division, or of its declared zone. A kind that the reference data do not know stands as
    /// it is written.
    ///
    /// - Complexity: O(n) in the units; about 500 bytes each.
    public func directoryUnits() throws -> [DirectoryUnit] {
        let kinds = try unitKinds()
        return try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { db in
                let rows = try SteppedStatement(
                    """
                    SELECT unit_key, code, suffix, name, kind, industry_codes, division_code, declared_zone,
                        address, status, geom,
                        CASE WHEN source_fields LIKE '%其他厂址%' OR source_fields LIKE '%other_sites%'
                            THEN source_fields END
                    FROM unit ORDER BY fid
                    """, in: db)
                var units: [DirectoryUnit] = []
                while try rows.step() { units.append(Self.unit(rows, kinds: kinds)) }
                return units
            }
        }
    }

    private static func unit(_ rows: SteppedStatement, kinds: [UnitKind]) -> DirectoryUnit {
        func text(_ column: Int32) -> String { rows.text(column) ?? "" }
        let division = text(6).isEmpty ? text(7) : text(6)
        let otherSites = rows.text(11).map {
            UnitForm(kind: nil, industryCodes: "", columns: columns($0)).otherSites
        }
        return DirectoryUnit(
            key: text(0), identity: UnitIdentity(code: text(1), suffix: text(2), division: division),
            name: text(3), kind: UnitKind.named(text(4), among: kinds)?.code ?? text(4),
            industries: industryCodes(in: text(5)),
            sites: [UnitSite(address: text(8), status: text(9), position: rows.position(10))]
                + (otherSites ?? []),
            county: String(division.prefix(6)))
    }

    /// How many units of the register each organisation keeps itself, and which organisation keeps each unit.
    ///
    /// Units that do not count in the register are nobody's; see `RegisterStanding`.
    ///
    /// - Throws: `DirectoryStoreError.noOrganisations`, `OrganisationTreeFaults`.
    public func keepers() throws -> UnitKeepers {
        let left = try registerStanding().left
        return try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { db in
                guard let tree = try Self.tree(in: db) else {
                    throw DirectoryStoreError.noOrganisations(path: path)
                }
                let overrides = try Self.overrides(in: db)
                let rows = try SteppedStatement(
                    """
                    SELECT unit_key, coalesce(nullif(division_code, ''), declared_zone) FROM unit ORDER BY fid
                    """, in: db)
                var keepers = UnitKeepers(tree: tree)
                while try rows.step() {
                    let key = rows.text(0) ?? ""
                    guard !left.contains(key) else {
                        keepers.leaveOut(key)
                        continue
                    }
                    keepers.add(
                        key,
                        keeper: overrides[key]
                            ?? rows.text(1).flatMap { tree.keeper(ofDivision: $0)?.code })
                }
                return keepers
            }
        }
    }
}

/// Which organisation keeps which unit.
public struct UnitKeepers: Sendable {
    /// The organisations.
    public let tree: OrganisationTree
    /// The organisation's code by the unit's key; units that no organisation keeps are left out.
    public private(set) var organisations: [String: String] = [:]
    /// How many units each organisation keeps itself.
    public private(set) var counts: [String: Int] = [:]
    /// How many units no organisation keeps.
    public private(set) var unkept = 0
    /// Units that do not count in the register.
    public private(set) var left = Set<String>()

    init(tree: OrganisationTree) { self.tree = tree }

    mutating func leaveOut(_ unit: String) { left.insert(unit) }

    mutating func add(_ unit: String, keeper: String?) {
        guard let keeper, tree[keeper] != nil else {
            unkept += 1
            return
        }
        organisations[unit] = keeper
        counts[keeper, default: 0] += 1
    }
}
