internal import GeoKernels
internal import GeoModel

/// All places on banks where an outfall could be, by kind of bank.
struct OutfallSites {
    private(set) var urban: [OutfallSite] = []
    private(set) var rural: [OutfallSite] = []
    private(set) var shore: [OutfallSite] = []
    private let waters: [Polygon]
    private let towns: [Polygon]

    init(_ region: Region, random: inout SplitMix64) {
        let standing = [region.landscape.lake, region.landscape.reservoir].map { region.borders.area(of: $0) }
        waters = standing.flatMap(\.polygons)
        towns = region.landscape.builtUp.flatMap { region.borders.area(of: $0).polygons }
        for (index, course) in region.drainage.courses.enumerated() {
            addBanks(region.borders.line(nodes: course.nodes, edges: course.edges), index, &random)
        }
        addShore(standing[0], WaterCodes.lake, Names.lake, "湖岸", &random)
        addShore(standing[1], WaterCodes.reservoir, Names.reservoir, "库岸", &random)
    }

    /// A place lies in the built-up area of a town.
    func isBuiltUp(_ place: Position) -> Bool { towns.contains { covers($0, place) } }

    /// One place for each edge of a river, on the left or the right bank.
    private mutating func addBanks(_ line: [Position], _ course: Int, _ random: inout SplitMix64) {
        var remaining = SurfaceMeasure().length(of: line).value
        for (a, b) in zip(line, line.dropFirst()) {
            let length = SurfaceMeasure().length(from: a, to: b).value
            let isLeft = random.chance(0.5)
            let away = random.number(in: 4...22)
            let foot = between(a, b, 0.5)
            let run = BorderRun(block: -1, neighbour: -1, start: 0, positions: [a, b])
            let place = sixDecimals(run.offset(foot, left: isLeft ? away : -away))
            let site = OutfallSite(
                place: place, foot: foot, waterCode: WaterCodes.course(course),
                waterName: Names.rivers[course],
                bank: isLeft ? "左岸" : "右岸", chainage: remaining - length / 2,
                isBuiltUp: isBuiltUp(place))
            remaining -= length
            if waters.contains(where: { covers($0, place) || covers($0, foot) }) { continue }
            if site.isBuiltUp { urban.append(site) } else { rural.append(site) }
        }
    }

    private mutating func addShore(
        _ area: MultiPolygon, _ code: String, _ name: String, _ bank: String, _ random: inout SplitMix64
    ) {
        for ring in area.polygons.compactMap(\.exterior) {
            for (a, b) in zip(ring.positions, ring.positions.dropFirst()) {
                let run = BorderRun(block: -1, neighbour: -1, start: 0, positions: [a, b])
                let place = sixDecimals(run.beside(0.5, left: -random.number(in: 3...15)))
                if waters.contains(where: { covers($0, place) }) { continue }
                shore.append(
                    OutfallSite(
                        place: place, foot: between(a, b, 0.5), waterCode: code, waterName: name, bank: bank,
                        chainage: nil,
                        isBuiltUp: isBuiltUp(place)))
            }
        }
    }
}
