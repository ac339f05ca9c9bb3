internal import GeoKernels
internal import GeoModel
internal import Zoning

/// What blocks have to do with codes that the user names and with the zones of the last census.
extension BlockSource {
    /// The blocks of a link.
    ///
    /// - Parameter link: Two codes with a colon between them.
    /// - Returns: The pair.
    /// - Throws: `ZoneOfficeError` when a code is not that of a block, both are the same, or the blocks have different parents.
    func pair(_ link: String) throws(ZoneOfficeError) -> BlockPair {
        let codes = link.split(separator: ":").map(String.init)
        let rows = codes.map { areas.codes.firstIndex(of: $0) }
        guard rows.count == 2, let first = rows[0], let second = rows[1] else {
            throw .linkWithoutBlock(link: link, codes: zip(codes, rows).filter { $0.1 == nil }.map(\.0))
        }
        guard first != second else { throw .linkToItself(link: link) }
        guard parents[first] == parents[second] else {
            throw .linkAcrossParents(link: link, parents: [parents[first], parents[second]])
        }
        return BlockPair(first, second)
    }

    /// A pair of whole blocks as the pair of their parts that lie nearest each other.
    func nearest(_ pair: BlockPair, of wholeOf: [Int]) -> BlockPair {
        let middles = [pair.first, pair.second].map { whole in
            wholeOf.indices.filter { wholeOf[$0] == whole }.map { part in
                (part, areas.table.area(ofFeature: part).envelope?.centre ?? Position(0, 0))
            }
        }
        func distance(_ a: Position, _ b: Position) -> Double {
            (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)
        }
        let pairs = middles[0].flatMap { a in middles[1].map { b in (a, b) } }
        let best = pairs.min { distance($0.0.1, $0.1.1) < distance($1.0.1, $1.1.1) }
        return best.map { BlockPair($0.0.0, $0.1.0) } ?? pair
    }

    /// The blocks cut along the borders of the last zones, where these run through a block; a block's workload is shared out
    /// over the units in it, and where there are none by area.
    ///
    /// - Returns: The parts, and the row of the block that each comes from.
    func parted(along last: AreaSource, units: UnitLocations) -> (parts: BlockSource, wholeOf: [Int]) {
        let parts = BlockParts(areas.table, along: last.table)
        let table = PolygonTable(parts.areas)
        var inPart = [Double](repeating: 0, count: table.count)
        for part in ZoneLocator(table).locate(units.positions).zones where part >= 0 {
            inPart[Int(part)] += 1
        }
        var inBlock = [Double](repeating: 0, count: weights.count)
        for (part, block) in parts.blockOf.enumerated() { inBlock[block] += inPart[part] }
        var shares = inPart
        for (part, block) in parts.blockOf.enumerated() where inBlock[block] == 0 {
            shares[part] = areas.measure.area(of: parts.areas[part]).value
        }
        var wholes = [Double](repeating: 0, count: weights.count)
        for (part, block) in parts.blockOf.enumerated() { wholes[block] += shares[part] }
        let loads = parts.blockOf.enumerated().map { part, block in
            wholes[block] > 0 ? weights[block] * shares[part] / wholes[block] : weights[block]
        }
        return (cut(into: table, madeFrom: parts.blockOf, weights: loads), parts.blockOf)
    }

    /// The zones of the last census, in the blocks' reference.
    func last(_ path: String, console: Console) async throws -> AreaSource {
        var options = SourceOptions()
        (options.layer, options.crs, options.codeField) = (nil, nil, "code")
        let last = try await AreaSource.read(
            path, options: options, preferredLayers: ["zone"], console: console)
        let repeated = last.repeatedCodes
        if !repeated.isEmpty {
            let codes = repeated.prefix(10).joined(separator: ", ")
            console.note(
                text(
                    zh: "注意：上次的小区有 \(repeated.count) 个代码有多行：\(codes)；--lock 锁定同一代码的各行，请更正",
                    en:
                        "note: \(repeated.count) codes of the last zones stand in several rows: \(codes); --lock takes all rows "
                        + "of a code; correct the codes"))
        }
        return try last.converted(to: areas.reference)
    }

    /// How much of each block the last zones hold, counted at evenly spaced places in it.
    func votes(_ last: AreaSource, _ own: ZoneLocator) -> [[Int: Int]] {
        let locator = ZoneLocator(last.table)
        return areas.codes.indices.map { block in
            var votes: [Int: Int] = [:]
            let middle = InteriorPosition.of(areas.table.area(ofFeature: block))
            let places = samples(of: block, across: 12) + [middle].compactMap(\.self)
            for place in places where own.locate(place).zone == block {
                if let zone = locator.locate(place).zone { votes[zone, default: 0] += 1 }
            }
            return votes
        }
    }

    /// The blocks of a last zone, to be locked.
    ///
    /// - Throws: `SourceError.noSuchZones` when the code is not that of a last zone, or no block lies in it.
    func members(ofLast code: String, last: AreaSource, labels: [Int?]) throws -> [Int] {
        let blocks = labels.indices.filter { labels[$0].map { last.codes[$0] == code } ?? false }
        guard !blocks.isEmpty else { throw SourceError.noSuchZones(codes: [code]) }
        return blocks
    }

    /// Refuses to lock a zone that is no union of blocks.
    ///
    /// - Throws: `ZoneOfficeError.lockedZoneParted`.
    func check(_ members: [Int], areZone code: String, of last: AreaSource) throws(ZoneOfficeError) {
        let rows = last.codes.indices.filter { last.codes[$0] == code }
        let zone = MultiPolygon(rows.flatMap { last.table.area(ofFeature: $0).polygons })
        let parts = members.map { areas.table.area(ofFeature: $0) }
        if let difference = LockedGround.difference(parts, from: zone, areas.measure) {
            throw .lockedZoneParted(code: code, squareMetres: difference)
        }
    }

    /// Evenly spaced places in the box of a block.
    func samples(of block: Int, across count: Int) -> [Position] {
        guard let box = areas.table.area(ofFeature: block).envelope else { return [] }
        return (0..<count * count).map { place in
            Position(
                box.minX + (box.maxX - box.minX) * (Double(place % count) + 0.5) / Double(count),
                box.minY + (box.maxY - box.minY) * (Double(place / count) + 0.5) / Double(count))
        }
    }
}
