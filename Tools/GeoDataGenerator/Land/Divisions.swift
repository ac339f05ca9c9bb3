internal import GeoModel

/// The codes and names of the region's counties, towns and blocks, and their areas.
///
/// The province code 99 is assigned to nothing in GB/T 2260; the digits after it follow the rules, so codes
/// pass a check of form and denote no real place.
struct Divisions {
    static let provinceCode = "990000000000"
    static let cityCode = "990100000000"
    static let countyCodes = ["990121000000", "990122000000"]
    static let zoneCode = "990171000000"

    /// One town or block.
    struct Place {
        let code: String
        let name: String
        let parent: String
        let area: MultiPolygon
    }

    let towns: [Place]
    let blocks: [Place]
    let counties: [MultiPolygon]
    let city: MultiPolygon
    let zone: MultiPolygon

    init(_ region: Region) {
        let districts = region.districts
        var cells = Array(repeating: [Int](), count: districts.blockSite.count)
        for (cell, block) in districts.block.enumerated() where block >= 0 { cells[block].append(cell) }
        func area(_ blocks: [Int]) -> MultiPolygon {
            region.borders.area(of: blocks.flatMap { cells[$0] }.sorted())
        }
        func townArea(_ wanted: (Districts.Town) -> Bool) -> MultiPolygon {
            area(districts.towns.filter(wanted).flatMap(\.blocks))
        }
        let codes = Self.townCodes(districts)
        towns = districts.towns.enumerated().map { index, town in
            Place(
                code: codes[index].code, name: codes[index].name, parent: Self.countyCodes[town.county],
                area: area(town.blocks))
        }
        let builtUp = Set(region.landscape.builtUp.joined())
        var serials: [String: Int] = [:]
        blocks = districts.blockSite.enumerated().map { index, site in
            let town = codes[districts.blockTown[index]].code
            let isUrban = builtUp.contains(site)
            let key = town + (isUrban ? "0" : "2")
            serials[key, default: isUrban ? 0 : 200] += 1
            let name = Names.village(index) + (isUrban ? "社区居民委员会" : "村村民委员会")
            return Place(
                code: town.prefix(9) + padded(serials[key] ?? 0, 3), name: name, parent: town,
                area: area([index]))
        }
        counties = Self.countyCodes.indices.map { county in townArea { $0.county == county } }
        city = townArea { _ in true }
        zone = townArea { $0.isZone }
    }

    /// Seats are 街道 (0xx), the zone's towns 政企合一 (4xx), the others 镇 (1xx) and 乡 (2xx).
    private static func townCodes(_ districts: Districts) -> [(code: String, name: String)] {
        var names = Names.towns.makeIterator()
        var zoneNames = Names.zoneTowns.makeIterator()
        var serials: [Int: Int] = [:]
        return districts.towns.map { town in
            let name =
                town.isCountySeat
                ? Names.seats[town.county] : town.isZone ? zoneNames.next() ?? "" : names.next() ?? ""
            let range = town.isCountySeat ? 0 : town.isZone ? 400 : name.hasSuffix("镇") ? 100 : 200
            let key = town.county * 1_000 + range
            serials[key, default: range] += 1
            return (countyCodes[town.county].prefix(6) + padded(serials[key] ?? 0, 3) + "000", name)
        }
    }
}
