internal import GeoKernels
internal import GeoModel

/// The second level: teams walk to the suspected points and along the banks.
struct FieldSurvey {
    private(set) var observations: [Observation] = []
    /// The stops of the team whose track was kept, in walking order, with the second of arrival.
    private(set) var stops: [(outfall: Outfall, second: Int)] = []
    private let frame: Frame
    private var random: SplitMix64

    static let trackDay = "2018-04-12"
    /// The camera of the tracked team is fast by this many seconds.
    static let cameraOffset = 97
    static let columns = [
        "记录编号", "时间", "经度", "纬度", "组别", "关联疑似点", "核实结果", "氨氮快检", "总磷快检", "照片", "照片时间", "备注",
    ]

    /// Where a row of fields after the coordinates has the time of its photo.
    static let photoTimeField = 6
    /// What the tracked team stays at an outfall, and after which part of it the row is written.
    static let staySeconds = 360
    static let noteSeconds = 120

    /// The photo of a row, or the one that its team takes when it has walked on.
    static func photo(_ number: Int, isWalking: Bool = false) -> String {
        "DSC" + padded(isWalking ? number + 100 : number, 4) + ".JPG"
    }

    init(_ region: Region, _ outfalls: [Outfall], drone: DroneSurvey, streams: Streams) {
        frame = region.frame
        random = streams.stream("field")
        let walked = outfalls.filter { $0.site.waterCode == WaterCodes.course(0) && $0.site.isBuiltUp }
            .sorted { ($0.site.chainage ?? 0) > ($1.site.chainage ?? 0) }
        plan(Array(walked.prefix(8)))
        for outfall in outfalls {
            let seen = drone.observations.first { $0.outfall?.number == outfall.number }?.key ?? ""
            visit(outfall, seen, isAgain: false)
            if outfall.number % 10 == 4 { visit(outfall, seen, isAgain: true) }
        }
        for (index, point) in drone.observations.filter({ $0.outfall == nil }).enumerated() {
            reject(point, isUnreachable: index % 5 == 4)
        }
    }

    /// Walks downstream at 1.1 m/s and stays six minutes at each outfall.
    private mutating func plan(_ outfalls: [Outfall]) {
        var second = 31_200
        var before: Double?
        for outfall in outfalls {
            let chainage = outfall.site.chainage ?? 0
            if let before { second += Self.staySeconds + Int((before - chainage) / 1.1) }
            stops.append((outfall, second))
            before = chainage
        }
    }

    private mutating func visit(_ outfall: Outfall, _ seen: String, isAgain: Bool) {
        let stop = isAgain ? nil : stops.first { $0.outfall.number == outfall.number }
        let day =
            stop == nil ? "2018-04-" + padded(13 + outfall.number % 14 + (isAgain ? 3 : 0), 2) : Self.trackDay
        let second = (stop?.second ?? 31_000 + outfall.number * 411 % 25_000) + Self.noteSeconds
        let isBadFix = outfall.number == 23 && !isAgain
        let spread = isBadFix ? 60.0 : 2.5
        let ammonia = decimals(random.number(in: 0.4...12), 1)
        add(
            outfall.site.place, spread, day, second, outfall,
            [
                stop == nil ? "T" + String(2 + outfall.number % 3) : "T1", seen, "是", ammonia,
                decimals(random.number(in: 0.05...1.5), 2),
            ],
            camera: stop == nil ? 0 : Self.cameraOffset,
            walksOn: stop != nil && stop?.outfall.number != stops.last?.outfall.number,
            isBadFix ? "bad-fix" : isAgain ? "second-visit" : "")
    }

    private mutating func reject(_ point: Observation, isUnreachable: Bool) {
        let number = observations.count
        add(
            point.place, isUnreachable ? 40 : 6, "2018-04-" + padded(14 + number % 12, 2),
            31_000 + number * 307 % 25_000,
            nil, ["T" + String(2 + number % 3), point.key, isUnreachable ? "无法到达" : "否", "", ""], camera: 0,
            isUnreachable ? "unreachable" : point.note)
    }

    private mutating func add(
        _ truth: Position, _ spread: Double, _ day: String, _ second: Int, _ outfall: Outfall?,
        _ fields: [String], camera: Int, walksOn: Bool = false, _ note: String
    ) {
        let number = observations.count + 1
        let flat = frame.metres(truth)
        let east = random.bell() * spread
        let place = frame.degrees(Position(flat.x + east, flat.y + random.bell() * spread))
        let photo = [
            Self.photo(number) + (walksOn ? ";" + Self.photo(number, isWalking: true) : ""),
            Clock.local(day, second + 30 + camera),
            note == "雨水口" ? "雨水口" : "",
        ]
        observations.append(
            Observation(
                key: "W" + padded(number, 4), time: Clock.local(day, second), place: place, outfall: outfall,
                fields: fields + photo, note: note))
    }
}
