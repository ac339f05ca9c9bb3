internal import GeoKernels
internal import GeoModel

/// The suspected points of the first level: several to an outfall, some outfalls unseen, some points false.
struct DroneSurvey {
    private(set) var observations: [Observation] = []
    private let frame: Frame
    private var random: SplitMix64

    static let columns = ["观测编号", "影像时间", "经度", "纬度", "架次", "目标类型", "置信度", "影像文件", "解译员", "备注"]
    /// Where a row of fields after the coordinates has the name of its picture.
    static let pictureField = 3
    private static let looksLike = ["农田退水口", "雨水口", "桥下涵洞", "岸坡阴影", "取水口", "冷却水口"]

    init(_ region: Region, _ outfalls: [Outfall], streams: Streams) {
        frame = region.frame
        random = streams.stream("drone")
        for outfall in outfalls where outfall.number % 12 != 7 {
            for _ in 0..<random.pick([1, 2, 2, 2, 3]) { observe(outfall.site.place, outfall, "") }
        }
        let sites = OutfallSites(region, random: &random)
        let free = (sites.rural + sites.urban + sites.shore).filter { site in
            outfalls.allSatisfy { SurfaceMeasure().length(from: $0.site.place, to: site.place).value > 150 }
        }
        for site in random.shuffled(free).prefix(28) { observe(site.place, nil, random.pick(Self.looksLike)) }
    }

    /// A point within some twenty metres of the truth, on one of two flights.
    private mutating func observe(_ truth: Position, _ outfall: Outfall?, _ note: String) {
        let number = observations.count + 1
        let flight = random.integer(1, 9)
        let flat = frame.metres(truth)
        let east = random.bell() * 7
        let place = frame.degrees(Position(flat.x + east, flat.y + random.bell() * 7))
        let day = "2018-03-" + padded(flight + 9, 2)
        let confidence = outfall == nil ? random.number(in: 0.3...0.75) : random.number(in: 0.5...0.98)
        observations.append(
            Observation(
                key: "D" + padded(number, 4), time: Clock.local(day, 34_000 + number * 61 % 20_000),
                place: place, outfall: outfall,
                fields: [
                    "F" + padded(flight, 2), outfall == nil ? "疑似排口" : random.pick(["管道", "沟渠", "疑似排口"]),
                    decimals(confidence, 2), "IMG_" + padded(number, 4) + ".JPG",
                    "J0" + String(number % 4 + 1), "",
                ], note: note))
    }
}
