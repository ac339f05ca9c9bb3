internal import GeoKernels
internal import GeoModel
internal import Zoning

/// What blocks have to do with codes that the user names and with the zones of the last census.
extension BlockSource {
    /// The blocks of a link.
    ///
    /// - Parameter link: Two codes with a colon between them.
    /// - Returns: The pair.
    /// - Throws: `SourceError.noSuchZones` when a code is not that of a block.
    func pair(_ link: String) throws -> BlockPair {
        let codes = link.split(separator: ":").map(String.init)
        let rows = codes.map { areas.codes.firstIndex(of: $0) }
        guard rows.count == 2, let first = rows[0], let second = rows[1], first != second else {
            throw SourceError.noSuchZones(codes: zip(codes, rows).filter { $0.1 == nil }.map(\.0))
        }
        return BlockPair(first, second)
    }

    /// The zones of the last census, in the blocks' reference.
    func last(_ path: String, console: Console) async throws -> AreaSource {
        var options = SourceOptions()
        (options.layer, options.crs, options.codeField) = (nil, nil, "code")
        let last = try await AreaSource.read(
            path, options: options, preferredLayers: ["zone"], console: console)
        return try last.converted(to: areas.reference)
    }

    /// The last zone that holds most of each block, measured at evenly spaced places in it; `nil` for none.
    func labels(_ last: AreaSource, _ own: ZoneLocator) -> [Int?] {
        let locator = ZoneLocator(last.table)
        return areas.codes.indices.map { block in
            var votes: [Int: Int] = [:]
            for place in samples(of: block, across: 12) where own.locate(place).zone == block {
                if let zone = locator.locate(place).zone { votes[zone, default: 0] += 1 }
            }
            return votes.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        }
    }

    /// The blocks of a last zone, to be locked.
    ///
    /// - Throws: `SourceError.noSuchZones` when the code is not that of a last zone, or no block lies in it.
    func members(ofLast code: String, last: AreaSource, labels: [Int?]) throws -> [Int] {
        let zone = last.codes.firstIndex(of: code)
        let blocks = labels.indices.filter { zone != nil && labels[$0] == zone }
        guard !blocks.isEmpty else { throw SourceError.noSuchZones(codes: [code]) }
        return blocks
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
