internal import GeoKernels
internal import GeoModel
internal import Zoning

/// The pieces that make up the zones of an office.
public enum ZonePieces {
    /// Makes pieces of blocks: a zone that is exactly a union of blocks, or of parts into which zones' borders cut blocks, is
    /// made of these; any other is one piece.
    ///
    /// - Complexity: O(v log v) in the vertices.
    public static func make(zones: [KeptZone], blocks: [VillageArea]) -> [ZonePiece] {
        let table = PolygonTable(zones.map(\.area))
        let parts = BlockParts(PolygonTable(blocks.map(\.area)), along: table)
        let middles = parts.areas.map { InteriorPosition.of($0) ?? Position(.nan, .nan) }
        let places = ZoneLocator(table).locate(middles).zones
        let names = Self.names(parts, blocks)
        let inZones = parts.areas.indices.filter { places[$0] >= 0 }.map { part in
            ZonePiece(code: names[part], zone: zones[Int(places[part])].code, area: parts.areas[part])
        }
        let codes = zones.map(\.code)
        let drawn = outlines(of: inZones, zones: codes)
        let wanted = outlines(
            of: zones.map { ZonePiece(code: $0.code, zone: $0.code, area: $0.area) }, zones: codes)
        let isExact = Dictionary(zip(codes, zip(drawn, wanted).map { $0 == $1 && !$0.isEmpty })) { a, _ in a }
        return inZones.filter { isExact[$0.zone] == true }
            + zones.filter { isExact[$0.code] != true }.map {
                ZonePiece(code: $0.code, zone: $0.code, area: $0.area)
            }
    }

    /// The pieces are exactly what the zones are.
    public static func areExact(_ pieces: [ZonePiece], for zones: [KeptZone]) -> Bool {
        let codes = zones.map(\.code)
        guard !pieces.isEmpty, Set(pieces.map(\.zone)).isSubset(of: codes) else { return false }
        let wanted = zones.map { ZonePiece(code: $0.code, zone: $0.code, area: $0.area) }
        return outlines(of: pieces, zones: codes) == outlines(of: wanted, zones: codes)
    }

    /// A block that is whole has its own code; its parts are numbered.
    private static func names(_ parts: BlockParts, _ blocks: [VillageArea]) -> [String] {
        var counts = [Int](repeating: 0, count: blocks.count)
        for block in parts.blockOf { counts[block] += 1 }
        var numbers = [Int](repeating: 0, count: blocks.count)
        return parts.blockOf.map { block in
            numbers[block] += 1
            return counts[block] == 1 ? blocks[block].code : "\(blocks[block].code)#\(numbers[block])"
        }
    }

    /// The union of the pieces of each zone, in one form whatever the order of pieces.
    static func outlines(of pieces: [ZonePiece], zones: [String]) -> [MultiPolygon] {
        let numbers = Dictionary(zones.enumerated().map { ($1, $0) }) { first, _ in first }
        let known = pieces.filter { numbers[$0.zone] != nil }
        let table = ZoneOutlines.dissolve(
            PolygonTable(known.map(\.area)), zoneOfBlock: known.map { numbers[$0.zone] ?? 0 })
        return zones.indices.map { $0 < table.count ? table.area(ofFeature: $0) : MultiPolygon([]) }
    }
}
