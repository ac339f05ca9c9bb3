internal import GeoModel

/// Units whose coordinates came from surveyors, in metres on Gauss–Krüger zones.
struct ProjectedUnits {
    /// A delivery with its declared system and what is wrong with it.
    struct Delivery {
        let name: String
        let count: Int
        let declared: String
        let mistake: String
        /// The prefix of the zone in the easting, in millions.
        let prefix: Double
        var isExchanged = false
    }

    let units: [(unit: Unit, batch: Delivery)]
    private let divisions: Divisions

    private static let deliveries = [
        Delivery(name: "GK-01", count: 80, declared: "EPSG:4527", mistake: "", prefix: 39),
        Delivery(name: "GK-02", count: 40, declared: "EPSG:4548", mistake: "", prefix: 0),
        Delivery(
            name: "GK-03", count: 60, declared: "EPSG:4549", mistake: "wrong-central-meridian", prefix: 0),
        Delivery(name: "GK-04", count: 40, declared: "EPSG:4528", mistake: "wrong-zone-prefix", prefix: 40),
        Delivery(
            name: "GK-05", count: 60, declared: "EPSG:4527", mistake: "northing-easting-exchanged",
            prefix: 39,
            isExchanged: true),
    ]

    init(_ region: Region, _ divisions: Divisions, streams: Streams) {
        self.divisions = divisions
        var maker = UnitMaker(region, divisions, series: "G", streams: streams)
        units = Self.deliveries.flatMap { delivery in
            (0..<delivery.count).map { _ in (maker.make(in: .list), delivery) }
        }
    }

    /// Chinese X is north.
    var table: String {
        var table = CSVText([
            "序号", "批次", "普查小区代码", "统一社会信用代码", "单位名称", "单位类别", "行业代码", "乡镇代码", "纵坐标X", "横坐标Y", "坐标系",
        ])
        for (unit, delivery) in units {
            let falseEasting = 500_000 + delivery.prefix * 1_000_000
            let grid = GaussKruger(centralMeridian: 117, falseEasting: falseEasting).project(unit.place)
            let written = delivery.isExchanged ? Position(grid.y, grid.x) : grid
            let block = divisions.blocks[unit.block]
            table.add([
                unit.key, delivery.name, block.code, unit.creditCode, unit.name, unit.trade.kind,
                unit.trade.industry, block.parent, decimals(written.y, 3), decimals(written.x, 3),
                delivery.declared,
            ])
        }
        return table.text
    }
}
