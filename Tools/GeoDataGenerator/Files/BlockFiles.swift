internal import GeoModel

/// Writes the blocks with their loads, and the coarser zones of the census before.
struct BlockFiles {
    private let region: Region
    private let divisions: Divisions
    let features: [BlockFeature]

    init(_ region: Region, _ divisions: Divisions, counts: [Int]) {
        self.region = region
        self.divisions = divisions
        features = divisions.blocks.enumerated().map { index, block in
            BlockFeature(
                code: block.code, name: block.name, parent: block.parent, units: counts[index],
                residents: counts[index] * 61 + 380 + index * 37 % 900, area: block.area)
        }
    }

    func write(to folder: Folder) throws {
        try folder.write(BlockFeature.layer("blocks", features), to: "blocks.geojson")
        try folder.write(zones, to: "zones-last-census.geojson")
    }

    /// Two or three neighbouring blocks of a town made one zone, under the code of the first and 001.
    private var zones: String {
        var layer = GeoJSONText(name: "zones-last-census")
        var cells = Array(repeating: [Int](), count: features.count)
        for (cell, block) in region.districts.block.enumerated() where block >= 0 {
            cells[block].append(cell)
        }
        for group in groups(cells) {
            let first = features[group[0]]
            layer.add(
                [
                    ("code", .text(first.code + "001")), ("name", .text(first.name.prefix(2) + "普查小区")),
                    ("parent_code", .text(first.parent)),
                    ("units", .whole(group.reduce(0) { $0 + features[$1].units * 4 / 5 })),
                ], region.borders.area(of: group.flatMap { cells[$0] }.sorted()))
        }
        return layer.text
    }

    /// Groups made in the order of the blocks: each takes up to two free neighbours of its town.
    private func groups(_ cells: [[Int]]) -> [[Int]] {
        var taken: Set<Int> = []
        var groups: [[Int]] = []
        for block in features.indices where !taken.contains(block) {
            let near = Set(
                cells[block].flatMap { region.mesh.neighbours(of: $0) }.map { region.districts.block[$0] })
            let free = near.filter {
                $0 > block && !taken.contains($0) && features[$0].parent == features[block].parent
            }
            let group = [block] + free.sorted().prefix(2)
            taken.formUnion(group)
            groups.append(group)
        }
        return groups
    }
}

/// A block as it is written.
struct BlockFeature {
    var code: String
    let name: String
    let parent: String
    let units: Int
    let residents: Int
    var area: MultiPolygon

    static func layer(_ name: String, _ features: [BlockFeature]) -> String {
        var layer = GeoJSONText(name: name)
        for feature in features {
            layer.add(
                [
                    ("code", .text(feature.code)), ("name", .text(feature.name)),
                    ("parent_code", .text(feature.parent)), ("units", .whole(feature.units)),
                    ("residents", .whole(feature.residents)),
                ], feature.area)
        }
        return layer.text
    }
}
