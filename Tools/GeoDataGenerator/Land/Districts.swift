internal import GeoKernels
internal import GeoModel

/// Which county, town and block each cell of the mesh belongs to; -1 outside the city.
struct Districts {
    /// A town while it is laid out.
    struct Town {
        let county: Int
        let seat: Int
        let isCountySeat: Bool
        var isZone = false
        /// Its blocks in the order they were made.
        var blocks: [Int] = []
    }

    private(set) var county: [Int]
    private(set) var block: [Int]
    private(set) var towns: [Town] = []
    private(set) var blockTown: [Int] = []
    /// The cell that each block grew from.
    private(set) var blockSite: [Int] = []
    /// The block that has a part far away, and the one around that part.
    private(set) var exclave = (owner: -1, around: -1)
    /// The block that lies wholly within another, and the one around it.
    private(set) var enclave = (inner: -1, around: -1)

    init(growth: Growth, inside: [Bool], random: inout SplitMix64) {
        let mesh = growth.mesh
        let seats = [Position(-7_000, 1_500), Position(14_500, 2_500)].map { place in
            mesh.cell(nearest: place) { inside[$0] }
        }
        county = growth.divide(seats, weights: [1.3, 1]) { inside[$0] }
        block = Array(repeating: -1, count: mesh.cellCount)
        for (index, plan) in [(towns: 12, seat: 22, other: 10), (towns: 6, seat: 18, other: 11)].enumerated()
        {
            let cells = mesh.centres.indices.filter { county[$0] == index }
            let spread = growth.sites(
                plan.towns, in: cells, first: seats[index], scale: { _ in 1 }, random: &random)
            let draft = growth.divide(spread, weights: spread.map { _ in 1 }) { county[$0] == index }
            let sites = growth.recentred(spread, draft)
            let zone = index == 0 ? Self.zoneTowns(sites, mesh) : []
            let weights = sites.indices.map { $0 == 0 ? 1.0 : zone.contains($0) ? 0.75 : 1.1 }
            let label = growth.divide(sites, weights: weights) { county[$0] == index }
            for (site, cell) in sites.enumerated() {
                let count = site == 0 ? plan.seat : zone.contains(site) ? 7 : plan.other
                let town = Town(
                    county: index, seat: cell, isCountySeat: site == 0, isZone: zone.contains(site))
                let own = cells.filter { label[$0] == site }
                addTown(town, cells: own, blocks: count, growth, &random)
            }
        }
        plantExclave(mesh)
        plantEnclave(mesh)
    }

    /// The town nearest to the county seat and the one nearest to that: the development zone.
    private static func zoneTowns(_ sites: [Int], _ mesh: HexMesh) -> [Int] {
        func nearest(to site: Int, among others: [Int]) -> Int {
            let place = mesh.centres[sites[site]]
            return others.min {
                distance(mesh.centres[sites[$0]], place) < distance(mesh.centres[sites[$1]], place)
            } ?? 0
        }
        let first = nearest(to: 0, among: Array(1..<sites.count))
        return [first, nearest(to: first, among: (1..<sites.count).filter { $0 != first })]
    }

    private mutating func addTown(
        _ town: Town, cells: [Int], blocks count: Int, _ growth: Growth, _ random: inout SplitMix64
    ) {
        let seat = growth.mesh.centres[town.seat]
        let sites = growth.sites(
            count, in: cells, first: town.seat,
            scale: { 500 + 0.28 * distance($0, seat) }, random: &random)
        let allowed = Set(cells)
        let weights = sites.map { 0.45 + distance(growth.mesh.centres[$0], seat) / 6_000 }
        let label = growth.divide(sites, weights: weights) { allowed.contains($0) }
        var town = town
        for (site, cell) in sites.enumerated() {
            for own in cells where label[own] == site { block[own] = blockSite.count }
            town.blocks.append(blockSite.count)
            blockSite.append(cell)
            blockTown.append(towns.count)
        }
        towns.append(town)
    }

    /// The cells of a block whose neighbours within two steps are all of the block.
    private func core(of wanted: Int, _ mesh: HexMesh) -> [Int] {
        func ring(_ cells: [Int]) -> [Int] {
            cells.filter { cell in
                mesh.neighbours(of: cell).count == 6
                    && mesh.neighbours(of: cell).allSatisfy { cells.contains($0) }
            }
        }
        return ring(ring(mesh.centres.indices.filter { block[$0] == wanted }))
    }

    /// The blocks of a county, those with most room within first.
    private func roomiest(_ mesh: HexMesh, county wanted: Int) -> [(block: Int, core: [Int])] {
        blockSite.indices
            .filter { towns[blockTown[$0]].county == wanted && !towns[blockTown[$0]].isZone }
            .map { ($0, core(of: $0, mesh)) }
            .sorted { $0.1.count != $1.1.count ? $0.1.count > $1.1.count : $0.0 < $1.0 }
    }

    /// Gives the heart of a roomy block to a block of another town: an exclave, and a hole around it.
    private mutating func plantExclave(_ mesh: HexMesh) {
        guard let host = roomiest(mesh, county: 0).first, let heart = host.core.first else { return }
        let town = blockTown[host.block]
        let neighbours = Set(
            mesh.centres.indices.filter { block[$0] == host.block }.flatMap { mesh.neighbours(of: $0) }
                .map { block[$0] })
        let place = mesh.centres[heart]
        let owners = blockSite.indices.filter {
            blockTown[$0] != town && towns[blockTown[$0]].county == 0 && !towns[blockTown[$0]].isZone
                && !neighbours.contains($0)
        }
        let owner = owners.min {
            distance(mesh.centres[blockSite[$0]], place) < distance(mesh.centres[blockSite[$1]], place)
        }
        guard let owner else { return }
        for cell in [heart] + mesh.neighbours(of: heart).prefix(2) { block[cell] = owner }
        exclave = (owner, host.block)
    }

    /// Makes a block of its own of the heart of a roomy block.
    private mutating func plantEnclave(_ mesh: HexMesh) {
        guard let host = roomiest(mesh, county: 1).first, let heart = host.core.first else { return }
        let inner = blockSite.count
        for cell in [heart] + mesh.neighbours(of: heart).prefix(3) { block[cell] = inner }
        blockSite.append(heart)
        blockTown.append(blockTown[host.block])
        towns[blockTown[host.block]].blocks.append(inner)
        enclave = (inner, host.block)
    }
}
