import Census
import GeoKernels
import GeoModel

/// The zones of a made province as a file would give them.
struct MadeZones: RowSource {
    let province: MadeProvince
    var moved: Set<MadeProvince.Lattice> = []
    let columns = ["code", "name", "parent_code"]
    let declaredReference: CRSIdentifier? = .cgcs2000

    func rowCount() -> Int? { province.zoneCount }

    func forEachRow(_ body: (SourceRow) throws -> Void) throws {
        let side = province.side
        for number in 0..<province.zoneCount {
            let county = number / (side * side)
            let (row, column) = (number % (side * side) / side, number % side)
            let code = province.zoneCode(county, row, column)
            let area = province.outline(
                county % 10 * side + column, county / 10 * side + row, moved: moved)
            try body(
                SourceRow(
                    number: number + 1, values: [code, "第\(number)小区", String(code.prefix(9))],
                    geometry: .value(.multiPolygon(area), droppedOrdinates: false)))
        }
    }
}

/// The units of a made province as a file would give them, with the width of real rows.
struct MadeUnits: RowSource {
    let province: MadeProvince
    let columns = [
        "统一社会信用代码", "单位名称", "单位类别", "行业代码", "运行状态", "普查小区代码", "详细地址", "联系人", "固定电话",
        "排污许可证编号", "填表时间",
    ]
    let declaredReference: CRSIdentifier? = .cgcs2000
    private static let kinds = ["工业企业和产业活动单位", "规模化畜禽养殖场", "集中式污染治理设施", "生活源锅炉"]

    init(province: MadeProvince) { self.province = province }

    func rowCount() -> Int? { province.unitCount }

    func forEachRow(_ body: (SourceRow) throws -> Void) throws {
        for number in 0..<province.unitCount {
            let unit = province.unit(number)
            let zone = province.zoneCode(unit.county, unit.row, unit.column)
            // A few units name a division that no office keeps, a few none at all.
            let declared = number % 5000 == 17 ? "880100000000" : number % 5000 == 18 ? nil : zone
            let county = MadeProvince.countyCode(unit.county)
            try body(
                SourceRow(
                    number: number + 1,
                    values: [
                        "91\(county)\(padded(number, 9))X", "幻州市第\(number)机械制造有限公司",
                        Self.kinds[number % 7 % 4], "\(2000 + number % 2000)", "运行", declared,
                        "幻州市幻想路\(number % 999 + 1)号院内第\(number % 7 + 1)车间", "赵钱\(number % 100)",
                        "0990-\(1_000_000 + number % 8_999_999)", "91\(county)\(padded(number, 9))X001P",
                        "2018-03-\(padded(number % 28 + 1, 2))",
                    ],
                    geometry: .value(.point(unit.position), droppedOrdinates: false)))
        }
    }
}

/// Positions are in the workspace's reference already.
struct AsMade: RowPlacing {
    func place(
        _ row: SourceRow, kind: ImportKind, columns: CoordinateColumns<Int>?
    ) -> Result<PlacedGeometry, RefusalReason> {
        guard case .value(let geometry, _) = row.geometry else { return .failure(.noGeometry) }
        return .success(PlacedGeometry(geometry: geometry, coordinate: nil))
    }
}
