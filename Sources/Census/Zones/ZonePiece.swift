public import GeoModel

/// A piece of land that hand editing moves as a whole: a village's block, or a part that a drawn line cut off.
public struct ZonePiece: Hashable, Sendable {
    /// The block's code; parts have `#` and a number behind it.
    public var code: String
    /// The code of the zone it is in.
    public var zone: String
    /// Its ground.
    public var area: MultiPolygon

    /// Makes a piece.
    public init(code: String, zone: String, area: MultiPolygon) {
        self.code = code
        self.zone = zone
        self.area = area
    }

    /// The code of the block that it is, or is a part of.
    public var block: String { String(code.prefix { $0 != "#" }) }
}
