internal import GeoModel

/// A mouth that discharges into a river, the lake or the reservoir.
struct Outfall {
    enum Source: String {
        case industrial = "1|工业废水"
        case domestic = "2|生活污水"
        case mixed = "3|混合污废水"

        /// The letters of the modern code.
        var letters: String {
            switch self {
            case .industrial: "GY"
            case .domestic: "SH"
            case .mixed: "QT"
            }
        }
    }

    let number: Int
    let site: OutfallSite
    let block: Int
    /// The division code of the county it lies in.
    let county: String
    /// The serial within the county.
    let serial: Int
    let source: Source
    /// Cubic metres a day and a year.
    let dailyFlow: Double
    let annualFlow: Double
    let manner: String

    var key: String { "O" + padded(number, 3) }
    /// The scheme of 2018: six digits of the county and a serial.
    var code2018: String { county.prefix(6) + padded(serial, 3) }
    /// The scheme of HJ 1235, with the letters FX that stand for no basin.
    var codeHJ1235: String { "FX-\(county.prefix(6))-\(padded(serial, 4))-\(source.letters)-00" }
    var isAboveScale: Bool { dailyFlow >= 300 || annualFlow >= 100_000 }
    var scale: String { isAboveScale ? "1|规模以上" : "2|规模以下" }
}

/// A place on a bank.
struct OutfallSite {
    var place: Position
    /// The place on the middle line of the river, or on the shore.
    let foot: Position
    let waterCode: String
    let waterName: String
    /// 左岸 or 右岸 looking downstream; 湖岸 or 库岸 on standing water.
    var bank: String
    /// Metres along the watercourse from its mouth; `nil` on standing water.
    let chainage: Double?
    var isBuiltUp: Bool

    /// The mirror place on the other bank of the river, which may lie outside the town.
    var opposite: OutfallSite {
        var site = self
        site.place = sixDecimals(Position(2 * foot.x - place.x, 2 * foot.y - place.y))
        site.bank = bank == "左岸" ? "右岸" : "左岸"
        return site
    }
}
