internal import GeoKernels
internal import GeoModel
internal import Zoning

/// Files of barriers or visible lines that have nothing to do with the blocks.
enum IdleLines {
    /// Why a file does nothing.
    enum Reason: String {
        /// It holds no line.
        case empty
        /// No line comes near a block.
        case farAway = "far_away"
    }

    /// Why lines do nothing for blocks; `nil` when one of them reaches a block's border or inside.
    static func reason(
        _ lines: [LineString], blocks: AreaSource, tolerance: Metres
    ) -> Reason? {
        guard lines.contains(where: { $0.positions.count > 1 }) else { return .empty }
        return LineReach.touches(
            lines, blocks.table, tolerance: tolerance, measure: blocks.measure) ? nil : .farAway
    }
}
