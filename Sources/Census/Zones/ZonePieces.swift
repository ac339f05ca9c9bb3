internal import GeoKernels
internal import GeoModel
internal import Zoning

/// The pieces that make up the zones of an office.
public enum ZonePieces {
    /// Makes pieces of blocks: a zone that is exactly a union of blocks is made of these, any other is one piece.
    ///
    /// - Complexity: O(v log v) in the vertices.
    public static func make(zones: [KeptZone], blocks: [VillageArea]) -> [ZonePiece] {
        let middles = blocks.map { InteriorPosition.of($0.area) ?? Position(.nan, .nan) }
        let places = ZoneLocator(PolygonTable(zones.map(\.area))).locate(middles).zones
        let inZones = blocks.indices.filter { places[$0] >= 0 }.map { block in
            ZonePiece(
                code: blocks[block].code, zone: zones[Int(places[block])].code, area: blocks[block].area)
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

    /// The union of the pieces of each zone, in one form whatever the order of pieces.
    static func outlines(of pieces: [ZonePiece], zones: [String]) -> [MultiPolygon] {
        let numbers = Dictionary(zones.enumerated().map { ($1, $0) }) { first, _ in first }
        let known = pieces.filter { numbers[$0.zone] != nil }
        let table = ZoneOutlines.dissolve(
            PolygonTable(known.map(\.area)), zoneOfBlock: known.map { numbers[$0.zone] ?? 0 })
        return zones.indices.map { $0 < table.count ? table.area(ofFeature: $0) : MultiPolygon([]) }
    }
}
