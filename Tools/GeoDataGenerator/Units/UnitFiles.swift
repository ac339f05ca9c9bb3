internal import GeoKernels
internal import GeoModel

/// Writes the directory, its answers and the village offices.
struct UnitFiles {
    private let directory: UnitDirectory
    private let divisions: Divisions
    private let projected: ProjectedUnits

    init(_ directory: UnitDirectory, _ projected: ProjectedUnits, _ divisions: Divisions) {
        self.directory = directory
        self.divisions = divisions
        self.projected = projected
    }

    func write(to folder: Folder) throws {
        try folder.write(table(directory.units), to: "units.csv")
        try folder.writeGB18030(table(sample), to: "units-gb18030.csv")
        try folder.write(projected.table, to: "units-gk.csv")
        try folder.write(answers, to: "unit-answers.csv")
        try folder.write(offices, to: "places.csv")
    }

    /// Fifty rows of the first batch; one name has a character that needs four bytes in GB18030.
    private var sample: [Unit] {
        directory.units.prefix(50).enumerated().map { index, unit in
            var unit = unit
            if index == 6 { unit.name = unit.name.replacing("县", with: "县䶮") }
            return unit
        }
    }

    private func table(_ units: [Unit]) -> String {
        var table = CSVText([
            "序号", "批次", "来源", "普查小区代码", "统一社会信用代码", "二级单位代码", "组织机构代码", "单位名称", "单位类别", "行业代码", "运行状态", "县",
            "乡镇", "村",
            "详细地址", "经度", "纬度", "坐标系", "填表时间",
        ])
        for unit in units { table.add(row(unit)) }
        return table.text
    }

    private func row(_ unit: Unit) -> [String] {
        let block = divisions.blocks[unit.block]
        let town = divisions.towns.first { $0.code == block.parent }
        let village = block.name.replacing("村村民委员会", with: "村").replacing("居民委员会", with: "")
        let written = unit.coordinates
        return [
            unit.key, unit.batch.name, unit.batch.source, unit.declared ?? block.code, unit.creditCode,
            unit.suffix, unit.organisationCode, unit.name, unit.trade.kind,
            unit.typedIndustry ?? unit.trade.industry, unit.isRunning ? "1|运行" : "2|停产",
            block.parent.hasPrefix("990121") ? Names.counties[0] : Names.counties[1], town?.name ?? "",
            village,
            "\(village)\(unit.number * 7 % 188 + 1)号", written.x, written.y, "EPSG:4490",
            "2018-03-" + padded(unit.number % 28 + 1, 2),
        ]
    }

    private var answers: String {
        var table = CSVText([
            "file", "row_key", "mistake", "true_longitude", "true_latitude", "true_block", "related_row",
        ])
        for unit in directory.units {
            let mistake = unit.mistake.isEmpty ? unit.batch.mistake : unit.mistake
            table.add(answer("units.csv", unit, mistake))
        }
        for unit in projected.units { table.add(answer("units-gk.csv", unit.unit, unit.batch.mistake)) }
        return table.text
    }

    private func answer(_ file: String, _ unit: Unit, _ mistake: String) -> [String] {
        let code = divisions.blocks[unit.block].code
        return [
            file, unit.key, mistake, decimals(unit.place.x, 8), decimals(unit.place.y, 8), code, unit.related,
        ]
    }

    private var offices: String {
        var table = CSVText(["code", "name", "kind", "longitude", "latitude"])
        for (block, place) in zip(divisions.blocks, directory.offices) {
            table.add([block.code, block.name, "village-office", decimals(place.x, 6), decimals(place.y, 6)])
        }
        return table.text
    }
}
