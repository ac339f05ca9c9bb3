internal import GeoModel

/// Writes the register, its witnesses, both campaigns and their answers.
struct OutfallFiles {
    private let region: Region
    private let divisions: Divisions
    private let outfalls: [Outfall]
    private let drone: DroneSurvey
    private let field: FieldSurvey
    private let monitoring: Monitoring
    private let streams: Streams

    init(_ region: Region, _ divisions: Divisions, streams: Streams) {
        self.region = region
        self.divisions = divisions
        self.streams = streams
        outfalls = OutfallMaker(region, divisions, streams: streams).outfalls
        drone = DroneSurvey(region, outfalls, streams: streams)
        field = FieldSurvey(region, outfalls, drone: drone, streams: streams)
        monitoring = Monitoring(outfalls, streams: streams)
    }

    func write(to folder: Folder) throws {
        try folder.write(register, to: "outfalls.csv")
        try folder.write(table(DroneSurvey.columns, drone.observations), to: "drone-observations.csv")
        try folder.write(table(FieldSurvey.columns, field.observations), to: "field-observations.csv")
        let track = TrackText(field.stops, frame: region.frame, day: FieldSurvey.trackDay, streams: streams)
        try folder.write(track.text, to: "track.gpx")
        let photos = PhotoPlan(drone, field, frame: region.frame, streams: streams)
        try folder.write(photos.text, to: "photos.csv")
        try folder.write(samples, to: "samples.csv")
        try folder.write(methods, to: "methods.csv")
        try folder.write(calendar, to: "season-calendar.csv")
        try folder.write(OutfallAnswers(outfalls, drone, field, monitoring).text, to: "outfall-answers.csv")
    }

    private var register: String {
        var table = CSVText([
            "序号", "排污口编码", "HJ1235编码", "排污口名称", "排污口类别", "区划代码", "详细地址", "经度度", "经度分", "经度秒", "纬度度", "纬度分",
            "纬度秒", "经度",
            "纬度", "坐标系", "设置单位", "排污口规模", "排污口类型", "入河方式", "其他入河方式", "受纳水体名称", "受纳水体代码", "岸别", "日排放量m3",
            "年排放量m3", "填报人",
            "审核人", "填报日期",
        ])
        for outfall in outfalls { table.add(row(outfall)) }
        return table.text
    }

    private func row(_ outfall: Outfall) -> [String] {
        let block = divisions.blocks[outfall.block]
        let village = block.name.prefix(2)
        let isElsewhere = OutfallAnswers.declaredElsewhere.contains(outfall.number)
        let word = outfall.source == .industrial ? "工业废水" : outfall.source == .domestic ? "市政生活污水" : "混合污废水"
        let place = outfall.site.place
        let east = OutfallAnswers.disagreeing.contains(outfall.number) ? place.x + 0.05 : place.x
        return [
            outfall.key, outfall.code2018, outfall.codeHJ1235,
            "\(village)\(outfall.site.waterName)\(outfall.site.bank)\(outfall.serial)号\(word)入河排污口",
            "1|入河排污口",
            isElsewhere ? divisions.blocks[(outfall.block + 130) % divisions.blocks.count].code : block.code,
            "\(village)村\(outfall.site.waterName)边",
        ] + sexagesimal(east) + sexagesimal(place.y) + [
            decimals(place.x, 6), decimals(place.y, 6), "EPSG:4490",
            Names.brands[outfall.number % Names.brands.count]
                + (outfall.source == .industrial ? "实业有限公司" : "水务所"),
            outfall.scale, outfall.source.rawValue, outfall.manner, outfall.manner.hasPrefix("5") ? "漫流" : "",
            outfall.site.waterName, outfall.site.waterCode, outfall.site.bank, decimals(outfall.dailyFlow, 0),
            decimals(outfall.annualFlow, 0), "甲" + String(outfall.number % 5 + 1),
            "乙" + String(outfall.number % 3 + 1),
            "2018-05-" + padded(outfall.number % 27 + 1, 2),
        ]
    }

    private func sexagesimal(_ degrees: Double) -> [String] {
        let hundredths = Int((degrees * 360_000).rounded())
        return [
            String(hundredths / 360_000), String(hundredths / 6_000 % 60),
            decimals(Double(hundredths % 6_000) / 100, 2),
        ]
    }

    private func table(_ columns: [String], _ observations: [Observation]) -> String {
        var table = CSVText(columns)
        for observation in observations {
            let written = CoordinateText.decimal(observation.place, 7)
            table.add([observation.key, observation.time, written.x, written.y] + observation.fields)
        }
        return table.text
    }

    private var samples: String {
        let headers = Sample.Indicator.allCases.map(\.header)
        var table = CSVText(
            ["样品编号", "样品类型", "关联样品", "排污口编码", "采样时间", "水期", "采样人", "实验室", "流量", "流量单位", "水温", "pH"] + headers
                + ["浓度单位"])
        for sample in monitoring.samples {
            table.add(
                [
                    sample.key, sample.kind, sample.parent, sample.code, sample.time, sample.season,
                    "采" + String(sample.outfall.number % 4 + 1), "L" + String(sample.laboratory + 1),
                    sample.flowText.value,
                    sample.flowText.unit, decimals(sample.temperature, 1), decimals(sample.acidity, 2),
                ] + Sample.Indicator.allCases.map(sample.text) + [sample.unit])
        }
        return table.text
    }

    private var methods: String {
        var table = CSVText(["laboratory", "indicator", "method", "detection_limit", "unit"])
        for laboratory in 1...4 {
            for indicator in Sample.Indicator.allCases {
                table.add([
                    "L" + String(laboratory), indicator.header, indicator.method,
                    decimals(indicator.limit, 3), "mg/L",
                ])
            }
        }
        return table.text
    }

    private var calendar: String {
        var table = CSVText(["basin_code", "basin", "season", "months"])
        for (season, months) in [("枯水期", "12;1;2;3"), ("平水期", "4;10;11"), ("丰水期", "5;6;7;8;9")] {
            table.add(["99A", "幻水流域", season, months])
        }
        return table.text
    }
}
