internal import GeoModel

/// Writes rivers, standing water, built-up areas and roads.
struct LandscapeFiles {
    private let region: Region
    private let divisions: Divisions

    init(_ region: Region, _ divisions: Divisions) {
        self.region = region
        self.divisions = divisions
    }

    func write(to folder: Folder) throws {
        try folder.write(watercourses, to: "watercourses.geojson")
        try folder.write(waterAreas, to: "water-areas.geojson")
        try folder.write(builtUpAreas, to: "built-up-areas.geojson")
        try folder.write(roads, to: "roads.geojson")
    }

    private var watercourses: String {
        var layer = GeoJSONText(name: "watercourses")
        for (index, course) in region.drainage.courses.enumerated() {
            layer.add(
                [
                    ("code", .text(WaterCodes.course(index))), ("name", .text(Names.rivers[index])),
                    ("order", .whole(course.order)),
                    ("flows_into", .text(course.receiver.map(WaterCodes.course) ?? "")),
                ], line: region.borders.line(nodes: course.nodes, edges: course.edges))
        }
        return layer.text
    }

    private var waterAreas: String {
        var layer = GeoJSONText(name: "water-areas")
        let waters = [
            (WaterCodes.lake, Names.lake, "lake", region.landscape.lake),
            (WaterCodes.reservoir, Names.reservoir, "reservoir", region.landscape.reservoir),
        ]
        for (code, name, kind, cells) in waters {
            layer.add(
                [("code", .text(code)), ("name", .text(name)), ("kind", .text(kind))],
                region.borders.area(of: cells))
        }
        return layer.text
    }

    private var builtUpAreas: String {
        var layer = GeoJSONText(name: "built-up-areas")
        for (index, cells) in region.landscape.builtUp.enumerated() where !cells.isEmpty {
            let town = region.districts.towns[index]
            let kind = town.isCountySeat ? "county-seat" : town.isZone ? "functional-zone" : "town"
            layer.add(
                [
                    ("code", .text(divisions.towns[index].code)),
                    ("name", .text(divisions.towns[index].name + "建成区")),
                    ("kind", .text(kind)), ("parent_code", .text(divisions.towns[index].parent)),
                ], region.borders.area(of: cells))
        }
        return layer.text
    }

    private var roads: String {
        var layer = GeoJSONText(name: "roads")
        for (index, road) in region.landscape.roads.enumerated() {
            let isMain = region.districts.towns[road.town].isCountySeat
            layer.add(
                [
                    ("code", .text((isMain ? "S9" : "X9") + padded(index + 1, 2))),
                    ("name", .text((isMain ? "虚拟" : divisions.towns[road.town].name.prefix(2)) + "线")),
                    ("class", .text(isMain ? "provincial" : "county")),
                ], line: region.borders.line(nodes: road.nodes, edges: road.edges))
        }
        return layer.text
    }
}

/// The codes of waters, in a scheme of our own that no standard uses.
enum WaterCodes {
    static let lake = "99L001"
    static let reservoir = "99K001"

    static func course(_ index: Int) -> String { "99R" + padded(index + 1, 3) }
}
