internal import GeoModel

/// Writes the divisions, the census organisations and the census zones of the year before.
struct DivisionFiles {
    private let divisions: Divisions

    init(_ divisions: Divisions) { self.divisions = divisions }

    func write(to folder: Folder) throws {
        try folder.write(geography, to: "divisions.geojson")
        try folder.write(organisations, to: "organisations.csv")
    }

    private var geography: String {
        var layer = GeoJSONText(name: "divisions")
        func add(_ code: String, _ name: String, _ level: String, _ parent: String, _ area: MultiPolygon) {
            layer.add(
                [
                    ("code", .text(code)), ("name", .text(name)), ("level", .text(level)),
                    ("parent_code", .text(parent)),
                ], area)
        }
        add(Divisions.cityCode, Names.city, "city", Divisions.provinceCode, divisions.city)
        for (index, code) in Divisions.countyCodes.enumerated() {
            add(code, Names.counties[index], "county", Divisions.cityCode, divisions.counties[index])
        }
        add(Divisions.zoneCode, Names.zone, "functional-zone", Divisions.provinceCode, divisions.zone)
        for town in divisions.towns { add(town.code, town.name, "town", town.parent, town.area) }
        for block in divisions.blocks { add(block.code, block.name, "village", block.parent, block.area) }
        return layer.text
    }

    /// The tree of census offices, which is not that of the divisions: the zone answers to the province.
    private var organisations: String {
        var table = CSVText(["code", "name", "level", "parent_code", "kind", "divisions"])
        let zoneTowns = divisions.towns.filter { $0.code.dropFirst(6).hasPrefix("4") }.map(\.code)
        table.add([Divisions.provinceCode, Names.province, "province", "", "administrative", ""])
        table.add(
            [
                Divisions.cityCode, Names.city, "city", Divisions.provinceCode, "administrative",
                Divisions.cityCode,
            ])
        for (index, code) in Divisions.countyCodes.enumerated() {
            table.add([code, Names.counties[index], "county", Divisions.cityCode, "administrative", code])
        }
        table.add(
            [
                Divisions.zoneCode, Names.zone, "county", Divisions.provinceCode, "functional-zone",
                zoneTowns.joined(separator: ";"),
            ])
        for town in divisions.towns {
            let parent = zoneTowns.contains(town.code) ? Divisions.zoneCode : town.parent
            table.add([town.code, town.name, "town", parent, "administrative", town.code])
        }
        return table.text
    }
}
