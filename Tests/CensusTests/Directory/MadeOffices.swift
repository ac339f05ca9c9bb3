import Census
import GeoKernels

/// A made province: a city with two counties, a county run by the province, and a functional zone of two towns
/// that the divisions' tree puts under the first county.
enum MadeOffices {
    static let list = [
        Organisation(code: "99", name: "省", level: .province, parent: nil, divisions: ["990000000000"]),
        Organisation(code: "9901", name: "市", level: .city, parent: "99", divisions: ["990100"]),
        Organisation(code: "990121", name: "甲县", level: .county, parent: "9901", divisions: ["990121000000"]),
        Organisation(code: "990122", name: "乙县", level: .county, parent: "9901", divisions: ["990122"]),
        Organisation(code: "999001", name: "直管县", level: .county, parent: "99", divisions: ["999001"]),
        Organisation(
            code: "990171", name: "开发区", level: .county, parent: "99", isFunctionalZone: true,
            divisions: ["990121401000", "990121402"]),
    ]

    static func tree() throws -> OrganisationTree { try OrganisationTree(list) }

    static let columns = ["name", "division_code", "uncertainty_m"]

    /// Rows with keys in order and divisions all over the tree, some of them nobody's.
    static func rows(_ count: Int, seed: UInt64) -> [(row: DirectoryRow, division: String?)] {
        var random = SplitMix64(seed: seed)
        let divisions: [String?] = [
            "990121001001", "990121401003", "990121402", "990122102208", "999001100", "990100000000",
            "880100000000",
            "990000000000", nil, "",
        ]
        return (0..<count).map { index in
            let division = divisions[random.index(below: divisions.count)]
            let key = "k" + String(100_000 + index)
            return (
                DirectoryRow(
                    key: key,
                    values: [
                        .text("单位\(random.index(below: 50))"), division.map(DirectoryValue.text) ?? .none,
                        random.index(below: 2) == 0 ? .none : .real(random.unit()),
                    ]), division
            )
        }
    }

    static func change(_ unit: String, _ kind: ChangeKind = .corrected, reason: String = "现场核实")
        -> DirectoryChange
    {
        DirectoryChange(
            unit: unit, kind: kind, origin: kind == .added ? .addedLocally : .issuedList, reason: reason,
            actor: "李", time: "2018-05-01T08:00:00Z")
    }
}
