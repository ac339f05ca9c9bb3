internal import GeoModel

/// A row of the unit directory: what is written, and what is true.
struct Unit {
    /// The letter that keys of this file begin with.
    let series: String
    let number: Int
    let batch: Batch
    /// The block that the unit lies in.
    var block: Int
    /// Where the unit really is, to six decimals.
    var place: Position
    var creditCode: String
    var suffix = ""
    var organisationCode: String
    var name: String
    var trade: Trade
    var isRunning: Bool

    /// What the row declares as its zone; `nil` when it is the true one.
    var declared: String?
    /// The coordinates as typed; `nil` when they are what the batch makes of the true place.
    var typed: (x: String, y: String)?
    /// The industry code as typed.
    var typedIndustry: String?
    var mistake = ""
    var related = ""

    var key: String { series + padded(number, 5) }
}

/// A delivery of rows that were made in the same way.
struct Batch {
    enum Manner { case decimal, gcj02, bd09, degreesMinutesSeconds, minutesAsDecimals }

    let name: String
    let source: String
    let count: Int
    let places: Int
    let manner: Manner

    /// What is wrong with every row of the batch.
    var mistake: String {
        switch manner {
        case .decimal, .degreesMinutesSeconds: ""
        case .gcj02: "gcj02-as-cgcs2000"
        case .bd09: "bd09-as-cgcs2000"
        case .minutesAsDecimals: "dms-as-decimal"
        }
    }

    static let all = [
        Batch(name: "PDA-01", source: "PDA采集", count: 1_540, places: 6, manner: .decimal),
        Batch(name: "PDA-02", source: "PDA采集", count: 720, places: 6, manner: .decimal),
        Batch(name: "MAP-01", source: "地图点选", count: 620, places: 6, manner: .decimal),
        Batch(name: "MAP-02", source: "地图点选", count: 340, places: 6, manner: .gcj02),
        Batch(name: "MAP-03", source: "地图点选", count: 250, places: 6, manner: .bd09),
        Batch(name: "TYPED-01", source: "手工录入", count: 280, places: 2, manner: .degreesMinutesSeconds),
        Batch(name: "TYPED-02", source: "手工录入", count: 216, places: 6, manner: .minutesAsDecimals),
    ]
    /// The list handed down by the province, which repeats some of the units.
    static let list = Batch(name: "LIST-01", source: "下发名录", count: 34, places: 6, manner: .decimal)
}

/// A kind of unit with its industry.
struct Trade {
    let kind: String
    let industry: String
    let word: String
    let isRural: Bool
    let weight: Int

    static let all = [
        Trade(kind: industrial, industry: "1311", word: "米业", isRural: true, weight: 8),
        Trade(kind: industrial, industry: "1351", word: "牲畜屠宰", isRural: true, weight: 3),
        Trade(kind: industrial, industry: "1512", word: "酒业", isRural: false, weight: 4),
        Trade(kind: industrial, industry: "1713", word: "印染", isRural: false, weight: 6),
        Trade(kind: industrial, industry: "2110", word: "木业家具", isRural: false, weight: 12),
        Trade(kind: industrial, industry: "2221", word: "纸业", isRural: false, weight: 4),
        Trade(kind: industrial, industry: "2614", word: "化工", isRural: false, weight: 6),
        Trade(kind: industrial, industry: "2927", word: "塑料制品", isRural: false, weight: 10),
        Trade(kind: industrial, industry: "3031", word: "砖瓦建材", isRural: true, weight: 6),
        Trade(kind: industrial, industry: "3360", word: "金属表面处理", isRural: false, weight: 6),
        Trade(kind: industrial, industry: "3484", word: "机械零部件", isRural: false, weight: 14),
        Trade(kind: livestock, industry: "0313", word: "生猪养殖", isRural: true, weight: 12),
        Trade(kind: livestock, industry: "0321", word: "蛋鸡养殖", isRural: true, weight: 6),
        Trade(kind: treatment, industry: "4620", word: "污水处理", isRural: false, weight: 2),
        Trade(kind: boiler, industry: "8411", word: "医院", isRural: false, weight: 2),
        Trade(kind: boiler, industry: "6110", word: "酒店", isRural: false, weight: 5),
    ]

    static let industrial = "工业企业和产业活动单位"
    static let livestock = "规模化畜禽养殖场"
    static let treatment = "集中式污染治理设施"
    static let boiler = "生活源锅炉"
}
